"""Builtins of many kinds of value: conversions and tests for emptiness (reference 1.5, 2.6)."""

from __future__ import annotations

from typing import Any

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime import dates
from harness.deluge.runtime.convert import from_json
from harness.deluge.runtime.operators import LARGEST, SMALLEST, number_in
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import DateTime, File, Kind


def to_string(run: Run, value: Any) -> str:
    return run.texts.text(value)


def _no_number(value: Any) -> ScriptError:
    return ScriptError("'TEXT' can not be cast to '[BIGINT]'", f"The text is {str(value)[:60]!r}.")


def text_to_long(run: Run, text: str) -> int:
    number = number_in(text)
    if type(number) is float and run.assume("deluge.decimal_text_to_long") == "cut":
        number = int(number)
    if type(number) is not int or not SMALLEST <= number <= LARGEST:
        raise _no_number(text)
    return number


def decimal_to_long(run: Run, value: float) -> int:
    return run.operators.whole(int(value))


def same(run: Run, value: Any) -> Any:
    return value


def date_to_long(run: Run, value: DateTime) -> int:
    return dates.milliseconds(value, run.zone)


def text_to_decimal(run: Run, text: str) -> float:
    number = number_in(text)
    if number is None:
        raise ScriptError("'TEXT' can not be cast to '[DECIMAL]'", f"The text is {text[:60]!r}.")
    return float(number)


def number_to_decimal(run: Run, value: float) -> float:
    return float(value)


def text_to_map(run: Run, text: str) -> dict[str, Any]:
    run.charge(len(text))
    value = from_json(text)
    if type(value) is dict:
        return value
    raise ScriptError(f"'{text[:60]}' can not be cast to 'MAP'")


def text_to_json_list(run: Run, text: str) -> list[Any]:
    run.charge(len(text))
    value = from_json(text)
    if isinstance(value, list):
        return value
    return [value]


def text_to_list(run: Run, text: str, separator: str = ",") -> list[Any]:
    run.charge(len(text))
    if separator == "," and text.lstrip().startswith("["):
        return text_to_json_list(run, text)
    if not text:
        return [] if run.assume("deluge.text_to_list") == "empty" else [""]
    return text.split(separator) if separator else list(text)


def map_to_list(run: Run, value: dict[Any, Any]) -> list[Any]:
    return [value]


def is_null(run: Run, value: Any) -> bool:
    return value is None or value == ""


def is_blank(run: Run, value: Any) -> bool:
    """For services other than Creator null is not blank, by Zoho's own table (reference 1.5)."""
    if isinstance(value, str):
        return not value.strip()
    return value in ([], {})


def text_is_empty(run: Run, value: str | None) -> bool | None:
    if run.assume("deluge.is_empty") == "page":
        if value is None:
            raise ScriptError("Value is empty and 'isEmpty' function cannot be applied")
        return not value
    return not value.strip() if value else None


def container_is_empty(run: Run, value: list[Any] | dict[Any, Any]) -> bool:
    return not value


def never_empty(run: Run, value: Any) -> bool:
    return False


def is_valid_object(run: Run, value: Any) -> bool:
    """Neither null nor empty (DH:common/is-valid-object)."""
    return not (value is None or value in ("", [], {}))


def equals(run: Run, value: Any, other: Any) -> bool:
    """Unlike `==`, false for values of different types (reference 1.3)."""
    both_text = isinstance(value, str) and isinstance(other, str)
    return (type(value) is type(other) or both_text) and run.operators.equal(value, other)


def is_number(run: Run, value: Any) -> bool:
    if isinstance(value, str):
        return number_in(value) is not None
    return type(value) in (int, float)


def is_text(run: Run, value: Any) -> bool:
    return isinstance(value, str)


def is_file(run: Run, value: Any) -> bool:
    return type(value) is File


def map_copy(run: Run, value: dict[Any, Any]) -> dict[Any, Any]:
    run.charge(len(value))
    return dict(value)


def list_copy(run: Run, value: list[Any]) -> list[Any]:
    run.charge(len(value))
    return list(value)


def empty_map(run: Run) -> dict[Any, Any]:
    return {}


def empty_list(run: Run) -> list[Any]:
    return []


def get_json(run: Run, value: dict[Any, Any], key: Any) -> Any:
    return value.get(run.texts.key(key))


def list_get_json(run: Run, items: list[Any], key: Any) -> Any:
    """Scripts read keys of the only element of a list so (assumption deluge.get_json_of_list)."""
    if type(key) is int or (isinstance(key, str) and key.isdigit()):
        at = int(key)
        return items[at] if 0 <= at < len(items) else None
    if run.assume("deluge.get_json_of_list") == "error":
        raise ScriptError(f"'{run.texts.text(items)[:60]}' can not be cast to 'MAP'")
    first = items[0] if items else None
    return get_json(run, first, key) if type(first) is dict else None


def map_get_as_string(run: Run, value: dict[Any, Any], key: Any) -> str:
    return run.texts.operand(get_json(run, value, key))


def text_get_json(run: Run, text: str, key: Any) -> Any:
    return get_json(run, text_to_map(run, text), key)


_ANY, _TEXT, _NUMBER, _DECIMAL = Kind.ANY, Kind.TEXT, Kind.NUMBER, Kind.DECIMAL
_MAP, _LIST, _DATETIME, _BOOLEAN = Kind.MAP, Kind.LIST, Kind.DATETIME, Kind.BOOLEAN

BUILTINS = (
    Builtin("toString", _ANY, to_string),
    Builtin("toText", _ANY, to_string),
    *(
        entry
        for name in ("toLong", "toNumber")
        for entry in (
            Builtin(name, _TEXT, text_to_long),
            Builtin(name, _NUMBER, same),
            Builtin(name, _DECIMAL, decimal_to_long),
            Builtin(name, _DATETIME, date_to_long),
        )
    ),
    Builtin("toDecimal", _TEXT, text_to_decimal),
    Builtin("toDecimal", _NUMBER, number_to_decimal),
    Builtin("toDecimal", _DECIMAL, same),
    Builtin("toMap", _TEXT, text_to_map),
    Builtin("toMap", _MAP, same),
    Builtin("toList", _TEXT, text_to_list, (_TEXT,), optional=1),
    Builtin("toList", _LIST, same, light=True),
    Builtin("toList", _MAP, map_to_list),
    Builtin("toJSONList", _TEXT, text_to_json_list),
    Builtin("toJSONList", _LIST, same, light=True),
    Builtin("toJSONList", _MAP, map_to_list),
    Builtin("getJSON", _MAP, get_json, (_ANY,)),
    Builtin("getJSON", _TEXT, text_get_json, (_ANY,)),
    Builtin("getJSON", _LIST, list_get_json, (_ANY,), light=True),
    Builtin("getAsString", _MAP, map_get_as_string, (_ANY,)),
    Builtin("isNull", _ANY, is_null, nullable=True),
    Builtin("isBlank", _ANY, is_blank, nullable=True),
    Builtin("isValidObject", _ANY, is_valid_object, nullable=True),
    Builtin("isEmpty", _TEXT, text_is_empty, nullable=True),
    Builtin("isEmpty", _LIST, container_is_empty, light=True),
    Builtin("isEmpty", _MAP, container_is_empty),
    Builtin("isEmpty", _NUMBER, never_empty),
    Builtin("isEmpty", _DECIMAL, never_empty),
    Builtin("isEmpty", _BOOLEAN, never_empty),
    Builtin("isEmpty", _DATETIME, never_empty),
    Builtin("isEmpty", Kind.TIME, never_empty),
    Builtin("isEmpty", Kind.FILE, never_empty),
    Builtin("equals", _ANY, equals, (_ANY,)),
    Builtin("isNumber", _ANY, is_number, nullable=True),
    Builtin("isText", _ANY, is_text, nullable=True),
    Builtin("isFile", _ANY, is_file, nullable=True),
    Builtin("Map", None, empty_map),
    Builtin("Map", _MAP, map_copy),
    Builtin("List", None, empty_list),
    Builtin("List", _LIST, list_copy),
)
