"""Values of custom fields on tasks, folders and contacts: checked by type, compared by filters."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

import orjson

from ..kit.http import BadBody, read_json
from ..kit.service import Call, Context
from ..kit.store import Record
from .checks import CUSTOM_FIELD, CUSTOM_FILTER, CUSTOM_VALUE, ENTRY_COUNT
from .errors import WrikeError
from .stored import CONTACTS, CUSTOM_FIELDS, FOLDERS, TASKS

LONGEST = 4_000
MOST_ENTRIES, MOST_FILTERS = 100, 25
_NUMBERS = frozenset({"Numeric", "Currency", "Percentage", "Duration", "CalculatedNumeric"})
_LISTS = frozenset({"Multiple", "Contacts"})
_COMPUTED = frozenset({"CalculatedNumeric", "CalculatedDate", "LinkToDatabase"})
"""Types whose values nobody writes."""
Value = tuple[str, str | None]
"""The id of a field, and its value; None removes it."""


def read(call: Call, entries: Iterable[Mapping[str, Any]], record: Record | None) -> tuple[Value, ...]:
    """The custom field values of a request, checked; those of a space where `record` is not are dropped."""
    entries = list(entries)
    if call.context.fails(ENTRY_COUNT, len(entries) > MOST_ENTRIES):
        raise WrikeError.invalid_parameter("customFields")
    found = [_read(call, entry) for entry in entries]
    return tuple(one for one in found if one is not None and _kept(call, one[0], record))


def _read(call: Call, entry: Mapping[str, Any]) -> Value | None:
    identifier = entry.get("id") if isinstance(entry, dict) else None
    field = call.context.store.get(CUSTOM_FIELDS, call.tenant, str(identifier))
    if field is None:
        if call.context.fails(CUSTOM_FIELD, True):
            raise WrikeError.invalid_parameter("customFields")
        return None
    if (value := entry.get("value")) is None:
        return field["id"], None
    text = as_text(value)
    strict = call.context.assume("wrike.custom_field_value") == "refused"
    if call.context.fails(CUSTOM_VALUE, len(text) > LONGEST or (strict and not _fits(call, field, text))):
        raise WrikeError.invalid_parameter("customFields")
    return field["id"], text


def as_text(value: Any) -> str:
    """A value as Wrike keeps it: values of custom fields are strings (observed)."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    return orjson.dumps(value).decode()


def _fits(call: Call, field: Record, text: str) -> bool:
    kind, settings = field["type"], field["settings"]
    if kind in _COMPUTED or settings.get("readOnly"):
        return False
    if not text or kind == "Text":
        return True
    if kind in _NUMBERS:
        return _number(text) is not None
    if kind == "Date":
        return _is_a_date(text, timed=bool(settings.get("allowTime")))
    if kind == "Checkbox":
        return text in ("true", "false")
    if kind == "Contacts":
        known = call.context.store.rows(CONTACTS, call.tenant)
        return all(one in known for one in items(text))
    chosen = items(text) if kind in _LISTS else [text]
    return bool(settings.get("allowOtherValues")) or set(chosen) <= set(settings.get("values", ()))


def _kept(call: Call, identifier: str, record: Record | None) -> bool:
    """A field of a space is not kept outside it, though the answer is a success [NANGO]."""
    field = call.context.store.get(CUSTOM_FIELDS, call.tenant, identifier)
    space = field.get("spaceId") if field else None
    if space is None or record is None or space in spaces_of(call.context, call.tenant, record):
        return True
    call.finding(
        "dropped-custom-field",
        f"The custom field {identifier} belongs to the space {space}: its value is not kept outside it",
    )
    return False


def spaces_of(context: Context, account_id: str, record: Record) -> frozenset[str]:
    """The spaces that a record lies in."""
    found, waiting = set(), [record]
    while waiting:
        one = waiting.pop()
        found |= {one["id"]} if "space" in one else set()
        above = [
            *(context.store.get(FOLDERS, account_id, parent) for parent in one.get("parentIds", ())),
            *(context.store.get(TASKS, account_id, task) for task in one.get("superTaskIds", ())),
        ]
        waiting += [parent for parent in above if parent is not None]
    return frozenset(found)


def merged(record: Record, values: Iterable[Value]) -> tuple[dict[str, Any], ...]:
    """The record's values with those of a request."""
    entries = {one["id"]: one["value"] for one in record.get("customFields", ())} | dict(values)
    return tuple({"id": name, "value": value} for name, value in entries.items() if value is not None)


def items(text: str) -> list[str]:
    """The elements of a value that is a list: a JSON list or joined by commas."""
    try:
        found = read_json(text)
    except BadBody:
        found = None
    if isinstance(found, list):
        return [as_text(one) for one in found]
    return [part.strip() for part in text.split(",") if part.strip()]


def filtering(call: Call) -> Callable[[Record], bool]:
    """Whether a record passes the filters of `customFields`, or of the older `customField`."""
    wanted = [("customFields", one) for one in call.parameters.get("customFields") or ()]
    if (older := call.parameters.get("customField")) is not None:
        wanted.append(("customField", older))
    if call.context.fails(CUSTOM_FILTER, len(wanted) > MOST_FILTERS):
        raise WrikeError.invalid_parameter("customFields")
    tests = [_filter(call, name, one) for name, one in wanted]
    return lambda record: all(passes(record) for passes in tests)


def _filter(call: Call, name: str, wanted: Any) -> Callable[[Record], bool]:
    given = wanted if isinstance(wanted, dict) else {}
    field = call.context.store.get(CUSTOM_FIELDS, call.tenant, str(given.get("id"))) or {}
    comparator = given.get("comparator", "EqualTo")
    compare = _COMPARE.get(comparator)
    if call.context.fails(CUSTOM_FILTER, not field or compare is None or not _complete(comparator, given)):
        raise WrikeError.invalid_parameter(name)
    if not field or compare is None:
        return lambda _: True
    identifier, numeric = field["id"], field["type"] in _NUMBERS

    def passes(record: Record) -> bool:
        entries = {one["id"]: one["value"] for one in record.get("customFields", ())}
        return compare(str(entries.get(identifier, "")), given, numeric)

    return passes


def _complete(comparator: str, given: Mapping[str, Any]) -> bool:
    needs = {
        "IsEmpty": (),
        "IsNotEmpty": (),
        "InRange": ("minValue", "maxValue"),
        "NotInRange": ("minValue", "maxValue"),
        "ContainsAll": ("values",),
        "ContainsAny": ("values",),
    }.get(comparator, ("value",))
    return all(given.get(name) is not None for name in needs)


Compare = Callable[[str, Mapping[str, Any], bool], bool]


def _ordered(test: Callable[[Any, Any], bool]) -> Compare:
    def compare(value: str, given: Mapping[str, Any], numeric: bool) -> bool:
        return value != "" and test(_key(value, numeric), _key(as_text(given["value"]), numeric))

    return compare


def _texts(test: Callable[[str, str], bool]) -> Compare:
    def compare(value: str, given: Mapping[str, Any], numeric: bool) -> bool:
        return test(value.casefold(), as_text(given["value"]).casefold())

    return compare


def _in_range(value: str, given: Mapping[str, Any], numeric: bool) -> bool:
    low, high = (_key(as_text(given[name]), numeric) for name in ("minValue", "maxValue"))
    return value != "" and bool(low <= _key(value, numeric) <= high)


def _elements(given: Mapping[str, Any]) -> set[str]:
    return {as_text(one) for one in given["values"]} if isinstance(given["values"], list) else set()


_COMPARE: Mapping[str, Compare] = {
    "EqualTo": _ordered(lambda one, other: bool(one == other)),
    "LessThan": _ordered(lambda one, other: bool(one < other)),
    "LessOrEqualTo": _ordered(lambda one, other: bool(one <= other)),
    "GreaterThan": _ordered(lambda one, other: bool(one > other)),
    "GreaterOrEqualTo": _ordered(lambda one, other: bool(one >= other)),
    "Contains": _texts(lambda value, part: part in value),
    "StartsWith": _texts(str.startswith),
    "EndsWith": _texts(str.endswith),
    "IsEmpty": lambda value, *_: value == "",
    "IsNotEmpty": lambda value, *_: value != "",
    "InRange": _in_range,
    "NotInRange": lambda value, given, numeric: value != "" and not _in_range(value, given, numeric),
    "ContainsAll": lambda value, given, _: _elements(given) <= set(items(value)),
    "ContainsAny": lambda value, given, _: not _elements(given).isdisjoint(items(value)),
}


COMPARATORS = tuple(_COMPARE)


def _key(text: str, numeric: bool) -> tuple[float, str]:
    """What values are compared by: numbers as such, before what is none."""
    number = _number(text) if numeric else None
    return (0.0, text) if not numeric else (float("inf"), text) if number is None else (number, "")


def _number(text: str) -> float | None:
    try:
        number = float(text)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def _is_a_date(text: str, *, timed: bool) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return timed or len(text) == len("2026-01-01")
