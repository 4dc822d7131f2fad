"""Bodies of exchanges as a person reads them: indented JSON, a form a field a line, not too much of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any
from urllib.parse import parse_qsl

import orjson

from .calls import Call

LONGEST = 4_000
"""Longer bodies are cut; the JSON report has them whole."""
TOGETHER = 24_000
"""So many characters of bodies one case may show, what failed first."""

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s"{}\[\],:]+')
_CLOSING = {"{": "}", "[": "]"}


def chosen(calls: Iterable[Call], nearest: Iterable[int]) -> frozenset[int]:
    """The numbers of the exchanges whose bodies are shown: nearest to a failure, what failed, the first."""
    pointed = frozenset(nearest)
    ranked = sorted(calls, key=lambda call: (call.number not in pointed, not call.bad))
    shown, left = set[int](), TOGETHER
    for call in ranked:
        size = sum(min(len(call.raw[name]), LONGEST) for name in ("request_body", "response_body"))
        if size <= left:
            left -= size
            shown.add(call.number)
    return frozenset(shown)


def pretty(body: str, headers: Sequence[Sequence[str]] = ()) -> str:
    """The body for reading, cut where it is long; a form is known by its content type."""
    if (indented := _json(body)) is not None:
        return indented
    return _cut(_fields(body) if "form-urlencoded" in _content_type(headers) else body)


def one_line(body: str, headers: Sequence[Sequence[str]] = ()) -> str:
    """The body in one line, uncut: a form as `name=value, name=value`, decoded; other texts as they are."""
    shown = ", ".join(_pairs(body)) if "form-urlencoded" in _content_type(headers) else body
    return " ".join(shown.split())


def pretty_query(url: str) -> str:
    """The parameters in a URL, decoded, one a line."""
    return _cut(_fields(url.partition("#")[0].partition("?")[2]))


def pretty_value(value: Any) -> str:
    """A JSON value, indented, cut where it is long."""
    return _cut(orjson.dumps(value, option=orjson.OPT_INDENT_2 | orjson.OPT_NON_STR_KEYS).decode())


def _content_type(headers: Sequence[Sequence[str]]) -> str:
    return next((value for name, value in headers if name.lower() == "content-type"), "")


def _pairs(form: str) -> Iterable[str]:
    return (f"{name}={value}" for name, value in parse_qsl(form, keep_blank_values=True))


def _fields(form: str) -> str:
    fields = parse_qsl(form, keep_blank_values=True)
    return "\n".join(f"{name} = {_json(value) or value}" for name, value in fields)


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST]}\n… {len(text):,} characters in all"


def _json(text: str) -> str | None:
    """The object or list in the text, indented; None if it is something else."""
    if text.lstrip()[:1] not in _CLOSING:
        return None
    try:
        orjson.loads(text)
    except orjson.JSONDecodeError:
        return None
    return _indented(text)


def _indented(text: str) -> str:
    """JSON with line breaks between its tokens, each of which stays as it was written (`0.10`, `\\u00e9`)."""
    shown, size, depth, before = list[str](), 0, 0, ""
    for match in _TOKEN.finditer(text):
        token = match[0]
        depth -= token in ("}", "]")
        between = _between(before, token, depth)
        depth += token in _CLOSING
        shown += (between, token)
        size += len(between) + len(token)
        before = token
        if size > LONGEST:
            return f"{''.join(shown)[:LONGEST]}\n… {len(text):,} characters in all"
    return "".join(shown)


def _between(before: str, token: str, depth: int) -> str:
    if token in (",", ":") or not before or _CLOSING.get(before) == token:
        return ""
    if before == ":":
        return " "
    return "\n" + "  " * depth
