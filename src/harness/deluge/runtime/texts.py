"""The text and JSON forms of values (reference 1.6)."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, Final

import orjson

from harness.deluge.errors import ScriptError
from harness.deluge.runtime import dates
from harness.deluge.runtime.answers import Answers
from harness.deluge.runtime.limits import Meter
from harness.deluge.runtime.values import Caught, Collection, DateTime, File, Time

MAX_NESTING = 200
"""How deep maps and lists may nest where they are compared or become text."""

_OPTIONS: Final = orjson.OPT_NON_STR_KEYS | orjson.OPT_PASSTHROUGH_DATACLASS


def number_text(value: float) -> str:
    """A whole number, or a decimal without exponent that keeps its point: `5.0`."""
    if type(value) is int:
        return str(value)
    text = repr(value)
    if "e" not in text:
        return text
    plain = format(Decimal(text), "f")
    return plain if "." in plain else f"{plain}.0"


def measure(value: Any) -> int:
    """About how many characters the JSON of `value` takes. Raises ScriptError if it has no end."""
    return _measure(value, 0, {})


def _measure(value: Any, depth: int, seen: dict[int, int]) -> int:
    if type(value) is Collection:
        value = value.items
    is_map = isinstance(value, dict)
    if not is_map and not isinstance(value, list):
        return len(value) + 2 if isinstance(value, str) else 20
    if depth > MAX_NESTING:
        message = f"A map or list is nested more than {MAX_NESTING} deep"
        raise ScriptError(message, "Perhaps it contains itself.")
    if id(value) in seen:
        return seen[id(value)]
    total = 2
    for item in value.values() if is_map else value:
        total += _measure(item, depth + 1, seen) + 1
    if is_map:
        for key in value:
            total += len(str(key)) + 3
    seen[id(value)] = total
    return total


def scalar_text(value: Any) -> str:
    """The text of anything but lists and maps."""
    match value:
        case str():
            return value
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case int() | float():
            return number_text(value)
        case DateTime():
            return dates.default_text(value)
        case Time():
            return dates.time_text(value)
        case Caught():
            return f"Error at line : {value.line}, {value.message}"
        case File():
            return value.name
    raise TypeError(type(value))


class Texts:
    """Makes text, charging its size first."""

    def __init__(
        self, meter: Meter, assume: Callable[[str], str], answers: Answers, date_format: Callable[[], str]
    ) -> None:
        self._meter, self._assume, self._answers = meter, assume, answers
        self._date_format = date_format

    def text(self, value: Any) -> str:
        """The text of toString() and of concatenation."""
        if type(value) is str:
            return value
        self._answers.convert(value)
        if isinstance(value, list) and self._assume("deluge.list_text") == "joined":
            return self._joined(value)
        return self._own(value)

    def _own(self, value: Any) -> str:
        """The text of one value, which is JSON for what holds others."""
        if type(value) is Collection:
            return self.json(value) if value.items else "{}"
        if type(value) is DateTime:
            return dates.default_text(value, self._date_format())
        return self.json(value) if isinstance(value, list | dict) else scalar_text(value)

    def _plain(self, value: Any) -> Any:
        """What JSON does not know, as text; a collection as its list or map."""
        return value.items if type(value) is Collection else self._own(value)

    def operand(self, value: Any) -> str:
        """The text of an operand of `+`, which may be null."""
        if value is not None:
            return self.text(value)
        match self._assume("deluge.null_text"):
            case "empty":
                return ""
            case "error":
                raise ScriptError("Null value occurred while performing + operation")
        return "null"

    def shown(self, value: Any) -> str:
        """The text of `info`: a list is joined by commas."""
        return self._joined(value) if isinstance(value, list) else self.text(value)

    def json(self, value: Any) -> str:
        """JSON without blanks, in the order of insertion."""
        self._meter.charge(measure(value))
        return orjson.dumps(value, self._plain, _OPTIONS).decode()

    def key(self, value: Any) -> str | int:
        """A key of a map."""
        if type(value) is str:
            return value
        if type(value) is int and self._assume("deluge.map_key") == "typed":
            return value
        return str(self.text(value))

    def _joined(self, items: list[Any]) -> str:
        self._meter.charge(measure(items))
        return ",".join(map(self._own, items))
