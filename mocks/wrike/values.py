"""The spellings in which clients send parameters, read into the values that declarations speak of.

Lists come as JSON, as Python writes them (`['a']`), bare in brackets (`[a,b]`) or as one plain value;
objects as JSON text or as Python writes them; booleans as `true`, `True`, `1` (all observed).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import orjson

from ..kit.fields import Field
from ..kit.http import BadBody, read_json

_BOOLEANS = {"true": True, "1": True, "false": False, "0": False}
_PYTHON = re.compile(r"""\"(?:[^\"\\]|\\.)*\"|'(?P<single>(?:[^'\\]|\\.)*)'|\b(?:True|False|None)\b""")
_WORDS = {"True": "true", "False": "false", "None": "null"}
_BARE = re.compile(r"\[(.*)\]", re.DOTALL)


class Present(Field):
    """A boolean whose presence counts: `?me` and `?me=true` say the same."""

    __slots__ = ()


def spell(declared: Mapping[str, Field], raw: Mapping[str, Any]) -> dict[str, Any]:
    """The raw parameters by name, each decoded as its field wants it; unknown ones as they are."""
    return {name: decode(declared[name], value) if name in declared else value for name, value in raw.items()}


def decode(field: Field, value: Any) -> Any:
    """One raw value, text of a query or form or a value of a JSON body, as `kit.fields.read` wants it.

    Text that makes no sense is left as it is, for `read` to refuse.
    """
    if field.type == "list":
        return _list(value)
    if not isinstance(value, str):
        return value
    if field.type == "object":
        return _json(value)
    if field.type == "boolean":
        return True if not value and isinstance(field, Present) else _BOOLEANS.get(value.lower(), value)
    if field.name == "sortOrder":
        return value.capitalize()
    return value


def _list(value: Any) -> Any:
    if not isinstance(value, str):
        return value
    if (bare := _BARE.fullmatch(value.strip())) is None:
        return None if value == "null" else [value] if value else []
    decoded = _json(value)
    return decoded if isinstance(decoded, list) else _bare_items(bare[1])


def _bare_items(text: str) -> list[str]:
    items = (item.strip().strip("'\"") for item in text.split(","))
    return [item for item in items if item]


def _json(text: str) -> Any:
    """JSON, or what Python writes for the same; other text stays text."""
    for spelling in (text, _PYTHON.sub(_as_json, text)):
        try:
            return read_json(spelling)
        except BadBody:
            continue
    return text


def _as_json(found: re.Match[str]) -> str:
    """A text in single quotes, or one of Python's three words, as JSON; a text in double quotes as it is."""
    if found["single"] is not None:
        return orjson.dumps(found["single"].replace("\\'", "'")).decode()
    return _WORDS.get(found[0], found[0])
