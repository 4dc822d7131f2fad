"""Secrets in comments, headers and other texts. What is found is never shown."""

from __future__ import annotations

import re
from collections.abc import Iterator

from harness.deluge import nodes
from harness.deluge.source import Span

from ..model import WARNING, Finding, Rule
from ..script import Script
from .keyed import keyed

_KNOWN = re.compile(
    r"""1000\.[0-9a-f]{32}\.[0-9a-f]{32}            # a token of Zoho's
    | eyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]{5,}           # a JSON web token
    | \b(?:AKIA|ASIA)[0-9A-Z]{16}\b                  # Amazon
    | \bgh[pousr]_[A-Za-z0-9]{36}                    # GitHub
    | \bxox[abprs]-[\w-]{10,}                        # Slack
    | \b[sr]k_(?:live|test)_[A-Za-z0-9]{16,}         # Stripe
    | \bAIza[\w-]{35}                                # Google
    | \bSG\.[\w-]{16,}\.[\w-]{16,}                   # SendGrid
    | \b(?:Bearer|Basic|Zoho-oauthtoken|Zoho-authtoken)\ +(?=[\w.~+/-]*\d)[\w.~+/-]{20,}=*
    | -----BEGIN\ [A-Z ]*PRIVATE\ KEY
    """,
    re.VERBOSE,
)
_IN_URL = re.compile(
    r"[?&](?:auth_?token|api_?key|app_?id|access_token|client_secret|password|zapikey|enc_?api_?key|public_?key|token|key)"
    r"=(?P<value>[\w.~%-]{12,})",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"""(?:pass(?:word|wd)|client_?secret|secret_?key|api_?key|auth_?token|access_?token|refresh_?token)
    ["']?\s*[:=,]\s*["']?(?P<value>[\w.!@\#$%^&*+/=~-]{8,})(?![\w(.])""",
    re.IGNORECASE | re.VERBOSE,
)
_HEADER = re.compile(
    r"authorization|(.*[-_])?(api|access|auth|secret|private)[-_]?(key|token)|.*secret.*", re.IGNORECASE
)
_SCHEME = re.compile(r"(bearer|basic|token|zoho-oauthtoken|zoho-authtoken)\s+", re.IGNORECASE)
_PLACEHOLDER = re.compile(
    r".*(?:x{4,}|\*{3,}|\.{3,}|your|paste|replace|example|dummy|sample|placeholder|change|redacted"
    r"|[<>\[\]{}]).*",
    re.IGNORECASE | re.DOTALL,
)
_WHERE = "Put it into a connection: Zoho keeps it there, and it never is in the code."


def in_comments(script: Script) -> Iterator[Finding]:
    """A secret that somebody left in a comment, one a line."""
    for comment in script.comments:
        lines: set[Span] = set()
        for pattern in (_KNOWN, _NAMED, _IN_URL):
            for found in pattern.finditer(comment.text):
                if _is_secret(_value(found)):
                    lines.add(_line(script, comment.span, comment.text, found.start()))
        for span in lines:
            hint = "Delete it, and take it back where it was issued: whoever reads the code has it."
            yield Finding(span, "This comment holds what looks like a secret", hint, secret=True)


def in_headers(script: Script) -> Iterator[Finding]:
    """A header of authorisation with a literal value."""
    for name, value in keyed(script):
        text = _text(script, value) if _HEADER.fullmatch(name) else None
        if text is not None and _is_secret(_SCHEME.sub("", text, count=1).strip()):
            message = f"The header {name} holds what looks like a secret"
            yield Finding(value.span, message, _WHERE, secret=True)


def in_texts(script: Script) -> Iterator[Finding]:
    """A token or key of a known form in a text, or in the parameters of a URL."""
    headers = {value.span for name, value in keyed(script) if _HEADER.fullmatch(name)}
    for literal in script.all(nodes.Literal):
        if type(literal.value) is not str or len(literal.value) < 16 or literal.span in headers:
            continue
        found = _KNOWN.search(literal.value) or _IN_URL.search(literal.value)
        if found and _is_secret(_value(found)):
            yield Finding(literal.span, "This text holds what looks like a secret", _WHERE, secret=True)


def _value(found: re.Match[str]) -> str:
    """The secret itself."""
    value: str = found.groupdict().get("value") or found[0]
    return value


def _text(script: Script, node: nodes.Expression) -> str | None:
    """The text that a value surely is; of `"Bearer " + token` the whole, if the token is a literal."""
    if isinstance(node, nodes.Chain) and all(one.operator == "+" for one in node.terms):
        parts = [script.text(one) for one in (node.first, *(term.operand for term in node.terms))]
        known = [part for part in parts if part is not None]
        return "".join(known) if len(known) == len(parts) else None
    return script.text(node)


def _is_secret(value: str) -> bool:
    """Long enough, mixed enough, and not what stands for a secret in a sample."""
    mixed = any(one.isdigit() for one in value) and any(one.isalpha() for one in value)
    return len(value) >= 8 and (mixed or "PRIVATE" in value) and not _PLACEHOLDER.fullmatch(value)


def _line(script: Script, span: Span, text: str, start: int) -> Span:
    """The line of a comment in which something begins."""
    line = span.line + text.count("\n", 0, start)
    shown = script.analysis.source.lines[line - 1]
    column = span.column if line == span.line else len(shown) - len(shown.lstrip()) + 1
    return Span(line, column, line, len(shown) + 1)


_REVIEW = "Zoho's review guidelines for extensions: no secrets in comments or code"

RULES = (
    Rule("secret-in-comment", WARNING, "A comment holds a token, a key or a password.", _REVIEW, in_comments),
    Rule(
        "secret-in-header",
        WARNING,
        "A header of authorisation holds a literal value; a connection keeps it out of the code.",
        _REVIEW,
        in_headers,
    ),
    Rule(
        "secret-in-text",
        WARNING,
        "A text holds a token of a known form, or a URL carries a key.",
        _REVIEW,
        in_texts,
    ),
)
