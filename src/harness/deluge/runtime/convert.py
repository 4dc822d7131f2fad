"""JSON-like Python values to Deluge values and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

import orjson

from harness.deluge.errors import ScriptError
from harness.deluge.runtime.texts import measure, scalar_text
from harness.deluge.runtime.values import KINDS, Collection

_SCALARS: Final = frozenset((str, int, float, bool, type(None)))


def incoming(value: Any) -> Any:
    """A deep copy of an argument, as a Deluge value. Raises TypeError for what Deluge lacks."""
    if type(value) in (dict, list):
        return _copied(value)
    if type(value) in KINDS:
        return value
    match value:
        case bool() | None:
            return value
        case str():
            return str(value)
        case int():
            return int(value)
        case float():
            return float(value)
        case Mapping() | Sequence():
            return _copied(value)
    raise TypeError(f"Deluge has no value for {type(value).__name__}")


def _copied(value: Mapping[Any, Any] | Sequence[Any]) -> Any:
    if isinstance(value, Mapping):
        return dict(zip(map(str, value), _items(value.values()), strict=True))
    return _items(value)


def _items(values: Iterable[Any]) -> list[Any]:
    if _SCALARS.issuperset(map(type, values)):  # the usual case, many times faster
        return list(values)
    return [incoming(item) for item in values]


def outgoing(value: Any) -> Any:
    """A result as plain JSON-like Python; dates, files and errors become text."""
    measure(value)  # refuses what contains itself
    return _plain(value)


def _plain(value: Any) -> Any:
    match value:
        case Collection():
            return _plain(value.items)
        case dict():
            return {str(key): _plain(item) for key, item in value.items()}
        case list():
            return [_plain(item) for item in value]
        case bool() | int() | float() | None:
            return value
    return str(scalar_text(value))


def decoded(data: bytes, charset: str) -> str:
    """The text of some bytes; what does not fit is replaced. Raises ScriptError for an unknown charset."""
    try:
        text = (data or b"a").decode(charset, errors="replace")  # of no bytes Python reads no name either
    except (LookupError, ValueError):  # of a name that none has, and of codecs that know no replacing
        raise ScriptError(f"'{charset[:40]}' is no character set", "For example: UTF-8.") from None
    return text if data else ""


def from_json(text: str) -> Any:
    """The value of a JSON text. Raises ScriptError with Zoho's text if it is none."""
    try:
        return orjson.loads(text)
    except (orjson.JSONDecodeError, UnicodeEncodeError):
        hint = f"The text begins with: {text[:60]!r}" if text.strip() else "The text is empty."
        raise ScriptError("Invalid JSON Format String", hint) from None
