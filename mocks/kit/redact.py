"""Secrets are never shown: the one place that takes them out of URLs, headers and bodies."""

from __future__ import annotations

import re

SHOWN = "[redacted]"

_SECRET_HEADERS = frozenset({"authorization", "cookie", "set-cookie", "proxy-authorization", "x-api-key"})
_NAMES = (
    r"access_token|refresh_token|client_secret|code|code_verifier|token|password|secret|api[_-]?key|authtoken"
)
_IN_QUERY = re.compile(rf"(^|[?&\s])({_NAMES})=([^&#\s\"]*)", re.IGNORECASE)
_IN_JSON = re.compile(rf'("(?:{_NAMES})"\s*:\s*)"((?:[^"\\]|\\.)*)"', re.IGNORECASE)
_SCHEME = re.compile(r"(?i)\b(bearer|zoho-oauthtoken|basic)\s+[\w.+/=~-]{8,}")


def redact_url(url: str) -> str:
    """`url` without the values of parameters that carry secrets."""
    return _IN_QUERY.sub(rf"\1\2={SHOWN}", url)


def redact_headers(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """`headers` with the values of credentials taken out; the scheme word stays."""
    return [(name, _header(name, value)) for name, value in headers]


def redact_body(body: bytes) -> str:
    """`body` as text with the values of secret fields taken out; binary bodies by their size."""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return f"[{len(body)} bytes]"
    return redact_text(text)


def redact_text(text: str) -> str:
    """Any text with the values of secret fields and authorization headers taken out."""
    text = _IN_JSON.sub(rf'\1"{SHOWN}"', text)
    text = _IN_QUERY.sub(rf"\1\2={SHOWN}", text)
    return _SCHEME.sub(rf"\1 {SHOWN}", text)


def _header(name: str, value: str) -> str:
    lowered = name.lower()
    if lowered == "location":
        return redact_url(value)
    if lowered not in _SECRET_HEADERS:
        return value
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {SHOWN}" if space and lowered.endswith("authorization") else SHOWN
