"""Secrets are never shown: the one place that takes them out of URLs, headers, bodies and log lines.

A secret is known by the name that it stands beside, or by the authorization scheme before it. Texts nest
(a form field that holds JSON, a JSON string that holds a URL): each layer is opened and looked through,
and written anew only if something was taken out, so that all else stays as it was sent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from json import JSONDecoder
from typing import Any
from urllib.parse import quote_plus, unquote_plus

import orjson

SHOWN = "[redacted]"

_NAMES = (
    r"code|code_verifier|oauth_verifier|oauth_signature|authtoken"
    r"|authorization|proxy-authorization|cookie|set-cookie"
    r"|(?:access|refresh|id|auth|session|csrf)token|clientsecret|z?apikey"
    r"|(?:[a-z0-9]+[-_])*(?:token|secret|password|passwd|api[-_]?key|(?:private|secret|access)[-_]key)"
)
_SECRET = re.compile(_NAMES, re.IGNORECASE)
_SCHEMES = re.compile(r"bearer|basic|digest|token|[a-z]+-o?authtoken", re.IGNORECASE)

_URL = re.compile(r"[a-z][a-z0-9+.-]*://[^\s\"<>]*", re.IGNORECASE)
_FORM = re.compile(r"[\w%+.\-\[\]]+=")
_PART = re.compile(r"(?P<head>.*?\r?\n\r?\n)(?P<value>.*?)(?P<end>(?:\r?\n)?)", re.DOTALL)
_PART_NAME = re.compile(r"\bname=(\"[^\"\r\n]*\"|[^\s;]+)", re.IGNORECASE)

# In text that is none of these as a whole. A quote may be escaped, in which case its partner is as well;
# where a value never ends (a cut body), everything is taken.
_QUOTED = re.compile(
    rf"(?P<before>(?P<quote>\\{{0,9}}[\"'])(?P<name>{_NAMES})(?P=quote)\s*:\s*)"
    r"(?:(?P=quote)(?P<value>.*?)(?P<after>(?<!\\)(?P=quote)|\Z)|(?P<bare>[\w.+-]+))",
    re.IGNORECASE | re.DOTALL,
)
_PAIR = re.compile(
    r"(?P<before>(?<![\w%+.\-\[\]])(?P<name>[\w%+.\-\[\]]+)=)(?P<value>(?:[^&#\s\"<>\\]|\\(?![\"']))+)"
)
_LINE = re.compile(
    r"((?<![\w-])(?:(?:proxy-)?authorization|(?:set-)?cookie):[ \t]*)([^\r\n]+)", re.IGNORECASE
)
_SPOKEN = re.compile(
    r"((?<![\w-])(?:(?:access|refresh|id|auth)[-_ ]?token|client[-_ ]?secret|password)\s*:\s*)[^\s\"',;}]+",
    re.IGNORECASE,
)
_SCHEME = re.compile(r"\b(bearer|basic|[a-z]+-o?authtoken)\s+[\w.+/=~-]{8,}", re.IGNORECASE)
_USER = re.compile(r"(?<=://)[^/?#\s\"'<>]+@")
_INPUT = re.compile(rf"<input\b(?=[^<>]*\bname=[\"']?(?:{_NAMES})[\"'\s/>])[^<>]*>", re.IGNORECASE)
_VALUE = re.compile(r"(\bvalue=)(?:\"[^\"]*\"|'[^']*'|[^\s>]*)", re.IGNORECASE)

_PART_INSIDE = re.compile(
    rf"(form-data;[^\r\n]*\bname=\"?(?:{_NAMES})\b(?:[^\r\n]+\r?\n){{1,9}}\r?\n).*", re.IGNORECASE | re.DOTALL
)
_JSON = re.compile(r"\{\s*\"|\[\s*[\[{\"]")
_DECODER = JSONDecoder()
_ATTEMPTS = 50
"""How often a text is tried for a JSON document inside it."""

_LAYERS = 60
"""How many layers, of any sort, are opened; what is nested deeper is not shown at all."""


def redact_url(url: str) -> str:
    """`url` without user and password, and without the values of parameters that carry secrets."""
    return _url(url, _LAYERS)


def redact_headers(headers: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
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
    return _open(text, _LAYERS)


def hide(value: Any, secrets: Iterable[str]) -> Any:
    """`value`, texts in lists and mappings, without these very texts, also where they are URL-encoded."""
    found = sorted({form for one in secrets for form in (one, quote_plus(one))}, key=len, reverse=True)
    return _without(value, found)


def _without(value: Any, found: list[str]) -> Any:
    if isinstance(value, str):
        for one in found:
            value = value.replace(one, SHOWN)
        return value
    if isinstance(value, dict):
        return {name: _without(one, found) for name, one in value.items()}
    if isinstance(value, (list, tuple)):
        return type(value)(_without(one, found) for one in value)
    return value


def _header(name: str, value: str) -> str:
    return _credentials(value) if _SECRET.fullmatch(name) else redact_text(value)


def _credentials(value: str) -> str:
    scheme, space, _ = value.partition(" ")
    return f"{scheme} {SHOWN}" if space and _SCHEMES.fullmatch(scheme) else SHOWN


def _is_secret(name: str) -> bool:
    words = [word for word in re.split(r"[^\w-]+", unquote_plus(name)) if word]
    return bool(words) and _SECRET.fullmatch(words[-1].strip("-_")) is not None


def _open(text: str, layers: int) -> str:
    """`text` as what it is as a whole: JSON, a multipart body, a URL, a form, or else just text."""
    if not layers:
        return SHOWN
    if text.lstrip()[:1] in ("{", "[", '"') and (shown := _json(text, layers - 1)) is not None:
        return shown
    if text.startswith("--") and "\n" in text:
        return _multipart(text, layers - 1)
    if _URL.fullmatch(text):
        return _url(text, layers - 1)
    if _FORM.match(text):
        return _form(text, layers - 1)
    return _text(text, layers - 1)


def _json(text: str, layers: int) -> str | None:
    try:
        value = orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    shown = _value(value, layers)
    # A key that occurs twice is one key by now: what it held the first time is still in the text.
    return _quoted(text if shown == value else orjson.dumps(shown).decode())


def _value(value: Any, layers: int) -> Any:
    if isinstance(value, str):
        return _open(value, layers)
    if not isinstance(value, (list, dict)):
        return value
    if not layers:
        return SHOWN
    if isinstance(value, list):
        return [_value(one, layers - 1) for one in value]
    return {name: _member(name, one, layers - 1) for name, one in value.items()}


def _member(name: str, value: Any, layers: int) -> Any:
    if not _is_secret(name):
        return _value(value, layers)
    return value if value in (None, "", True, False) or _is_result(name, value) else SHOWN


def _is_result(name: str, value: Any) -> bool:
    """Vendors also call the number of an error `code`."""
    return name.lower() == "code" and isinstance(value, (int, float))


def _multipart(text: str, layers: int) -> str:
    boundary = text.splitlines()[0]
    return _text(boundary, layers).join(_part(part, layers) for part in text.split(boundary))


def _part(part: str, layers: int) -> str:
    match = _PART.fullmatch(part)
    if match is None:
        return _text(part, layers)
    name = _PART_NAME.search(match["head"])
    hidden = name is not None and _is_secret(name[1].strip('"'))
    value = SHOWN if hidden else _open(match["value"], layers)
    return _text(match["head"], layers) + value + match["end"]


def _url(url: str, layers: int) -> str:
    address, mark, fragment = url.partition("#")
    path, question, query = address.partition("?")
    shown = _USER.sub(f"{SHOWN}@", path)
    return f"{shown}{question}{_form(query, layers)}{mark}{_form(fragment, layers)}"


def _form(form: str, layers: int) -> str:
    return "&".join(_field(field, layers) for field in _quoted(form).split("&"))


def _field(field: str, layers: int) -> str:
    name, equals, value = field.partition("=")
    if not equals:
        return _encoded(field, layers)
    return f"{name}={SHOWN if value and _is_secret(name) else _encoded(value, layers)}"


def _encoded(value: str, layers: int) -> str:
    """A percent-encoded value, encoded anew if something was taken out of it."""
    plain = unquote_plus(value)
    shown = _open(plain, layers)
    if shown == plain:
        return value
    return shown if plain == value else quote_plus(shown)


def _text(text: str, layers: int) -> str:
    """Text of any sort, the JSON documents in it opened."""
    shown, at = [], 0
    for start, end in _documents(text):
        document = text[start:end]
        shown += [_fragment(text[at:start], layers), _json(document, layers) or _fragment(document, layers)]
        at = end
    return "".join([*shown, _fragment(text[at:], layers)])


def _documents(text: str) -> Iterator[tuple[int, int]]:
    at = 0
    for _ in range(_ATTEMPTS):
        if (found := _JSON.search(text, at)) is None:
            return
        try:
            at = _DECODER.raw_decode(text, found.start())[1]
            yield found.start(), at
        except (ValueError, RecursionError):
            at = found.start() + 1


def _fragment(text: str, layers: int) -> str:
    def pair(match: re.Match[str]) -> str:
        hidden = _is_secret(match["name"])
        return match["before"] + (SHOWN if hidden else _encoded(match["value"], layers))

    text = _quoted(text)
    text = _LINE.sub(lambda match: match[1] + _credentials(match[2]), text)
    text = _SPOKEN.sub(rf"\1{SHOWN}", text)
    text = _PAIR.sub(pair, text)
    text = _INPUT.sub(lambda match: _VALUE.sub(rf'\1"{SHOWN}"', match[0]), text)
    text = _PART_INSIDE.sub(rf"\1{SHOWN}", text)
    text = _SCHEME.sub(rf"\1 {SHOWN}", text)
    return _USER.sub(f"{SHOWN}@", text)


def _quoted(text: str) -> str:
    return _QUOTED.sub(_quoted_member, text)


def _quoted_member(match: re.Match[str]) -> str:
    if (bare := match["bare"]) is None:
        if not match["value"]:
            return match[0]
        return f"{match['before']}{match['quote']}{SHOWN}{match['after']}"
    if bare in ("null", "true", "false") or match["name"].lower() == "code":
        return match[0]
    return f"{match['before']}{match['quote']}{SHOWN}{match['quote']}"
