"""Declared fields: what a value must be, checked on the parsed request, whatever its spelling."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as dataclass_field
from datetime import date
from typing import Any, Literal

Type = Literal["text", "id", "integer", "number", "boolean", "date", "time", "object", "list", "any"]

_AS_SENT = frozenset({"text", "id", "time"})
"""Types of which any text is a value."""


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a resource or parameter of an operation.

    `type` is the type of the stored value; a request may spell it as text (`"12"`, `"true"`).
    `reference` names the resource whose id it holds. `fields` are those of an object, or of each
    element of a list (of objects); `of` is the type of a list's plain elements, which `enum` and
    `max_length` then speak of. `label` is how the vendor's messages call it. `read_only` fields are
    rendered and ignored in requests.
    """

    name: str
    type: Type = "text"
    required: bool = False
    max_length: int | None = None
    enum: tuple[str, ...] = ()
    default: Any = None
    reference: str | None = None
    fields: tuple[Field, ...] = ()
    of: Type | None = None
    label: str | None = None
    read_only: bool = False
    by_name: Fields = dataclass_field(init=False, repr=False, compare=False)
    """The `fields`, each under its name."""
    longest: int = dataclass_field(init=False, repr=False, compare=False)
    """Any filled-in text of at most that length is a value as it is; -1: a text has to be looked at."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_name", Fields(self.fields))
        as_sent = self.type in _AS_SENT and not (self.enum or self.fields or self.read_only)
        unlimited = sys.maxsize if self.max_length is None else self.max_length
        object.__setattr__(self, "longest", unlimited if as_sent else -1)

    def schema(self) -> dict[str, Any]:
        """The field as JSON Schema."""
        if self.type == "list":
            schema: dict[str, Any] = {"type": "array", "items": self._element()}
        else:
            schema = dict(_SCHEMAS[self.type]) | self._limits()
            if self.fields:
                schema |= object_schema(self.fields)
        if self.read_only:
            schema["readOnly"] = True
        return schema

    def _element(self) -> dict[str, Any]:
        if self.fields:
            return object_schema(self.fields)
        return (dict(_SCHEMAS[self.of]) if self.of else {}) | self._limits()

    def _limits(self) -> dict[str, Any]:
        limits = {"enum": list(self.enum) or None, "maxLength": self.max_length}
        return {name: limit for name, limit in limits.items() if limit is not None}


class Fields(dict[str, Field]):
    """Declared fields by name, in the order of their declaration; `required` are those that must be there."""

    __slots__ = ("required",)

    def __init__(self, declared: Iterable[Field]) -> None:
        super().__init__((one.name, one) for one in declared)
        self.required = tuple(name for name, one in self.items() if one.required)


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one value; the vendor's dialect says it in the vendor's words."""

    kind: Literal["required", "type", "enum", "length", "unknown"]
    field: str
    value: Any = None
    declared: Field | None = None

    @property
    def label(self) -> str:
        """How the vendor's messages call the field."""
        return self.declared.label or self.field if self.declared else self.field

    @property
    def blank(self) -> bool:
        """Whether the value is a text of nothing."""
        return isinstance(self.value, str) and not self.value.strip()


class BadValue(ValueError):
    """A value is not of its declared type."""


_SCHEMAS: Mapping[str, Mapping[str, Any]] = {
    "text": {"type": "string"},
    "id": {"type": "string"},
    "integer": {"type": "integer"},
    "number": {"type": "number"},
    "boolean": {"type": "boolean"},
    "date": {"type": "string", "pattern": r"^(\d{4}-\d{2}-\d{2})?$"},
    "time": {"type": "string"},
    "object": {"type": "object"},
    "list": {"type": "array"},
    "any": {},
}
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")
_NUMBER = re.compile(r"[+-]?(?:\d+|(?=\.\d))(?P<fraction>\.\d*)?(?P<exponent>[eE][+-]?\d+)?", re.ASCII)
_DIGITS, _GREATEST = 20, sys.float_info.max
_TRUE, _FALSE = frozenset({"true", "True", "1"}), frozenset({"false", "False", "0"})


def object_schema(fields: Iterable[Field], *, partial: bool = False) -> dict[str, Any]:
    """JSON Schema of an object with those fields; `partial` requires none of them."""
    declared = tuple(fields)
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: field.schema() for field in declared},
    }
    required = [field.name for field in declared if field.required and not partial]
    if required:
        schema["required"] = required
    return schema


def read(
    fields: Fields, values: Mapping[str, Any], *, partial: bool = False
) -> tuple[dict[str, Any], list[Problem]]:
    """Coerce `values` to their declared types.

    Returns the known values, coerced, and the problems in the order of the declaration, unknown keys
    last; a blank text is no value of what has choices. `partial` (an update) lets required fields be absent,
    but not be emptied.
    """
    known: dict[str, Any] = {}
    wrong: dict[str, list[Problem]] = {}
    for name, value in values.items():
        if (field := fields.get(name)) is None:
            wrong[name] = [Problem("unknown", name, value)]
        elif type(value) is str and 0 < len(value) <= field.longest:
            known[name] = value
        elif not field.read_only and (found := _take(field, value, known, partial)):
            wrong[name] = found
    if not partial:
        absent = (name for name in fields.required if name not in values)
        wrong.update((name, [Problem("required", name, None, fields[name])]) for name in absent)
    return known, _in_order(fields, wrong) if wrong else []


def _take(field: Field, value: Any, known: dict[str, Any], partial: bool) -> list[Problem]:
    """Put the value among the known ones, if it is one; answers what is wrong with it."""
    try:
        known[field.name] = taken = coerce(field, value)
    except BadValue:
        return [Problem("type", field.name, value, field)]
    problem = _broken_limit(field, taken)
    if problem is not None and problem.kind == "enum" and problem.blank:
        del known[field.name]
        return [problem]
    problems = [] if problem is None else [problem]
    if field.fields and taken is not None:
        known[field.name], found = _nested(field, taken, partial)
        problems += found
    return problems


def _in_order(fields: Fields, wrong: Mapping[str, list[Problem]]) -> list[Problem]:
    names = (*(name for name in fields if name in wrong), *(name for name in wrong if name not in fields))
    return [problem for name in names for problem in wrong[name]]


def coerce(field: Field, value: Any) -> Any:
    """`value` as the declared type; raises BadValue. None stays None."""
    if value is None or field.type == "any" or (type(value) is str and field.type in _AS_SENT):
        return value
    if field.type == "list":
        return _list(field, value)
    if field.type == "object":
        if not isinstance(value, dict):
            raise BadValue(field.name)
        return value
    return _scalar(field.type, value)


def _scalar(kind: Type, value: Any) -> Any:
    if value is None or isinstance(value, (dict, list)):
        raise BadValue(kind)
    if kind == "boolean":
        return _boolean(value)
    if kind in ("integer", "number"):
        return _number(kind, value)
    text = _text(value)
    if kind == "date" and text:
        _check_date(text)
    return text


def _check_date(text: str) -> None:
    if not _DATE.fullmatch(text):
        raise BadValue("date")
    try:
        date.fromisoformat(text)
    except ValueError:
        raise BadValue("date") from None


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _TRUE | _FALSE:
        return value in _TRUE
    raise BadValue("boolean")


def _number(kind: Type, value: Any) -> int | float:
    """A number, exact to the last digit: ids are often written as numbers."""
    number = _written(value) if isinstance(value, str) else value
    if isinstance(number, bool) or not isinstance(number, (int, float)):
        raise BadValue(kind)
    if not -_GREATEST <= number <= _GREATEST:
        raise BadValue(kind)
    if isinstance(number, int) and _fits(number):
        return number
    if kind == "number":
        return float(number)
    if not (float(number).is_integer() and _fits(number)):
        raise BadValue(kind)
    return int(number)


def _written(text: str) -> int | float | None:
    plain = text.strip()
    if (found := _NUMBER.fullmatch(plain)) is None:
        return None
    whole = not (found["fraction"] or found["exponent"]) and len(plain) <= _DIGITS
    return int(plain) if whole else float(plain)


def _fits(number: float) -> bool:
    """Whether a whole number has room in the 64 bits that JSON answers have for it."""
    return -(2**63) <= number < 2**63


def _text(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else str(value)


def _list(field: Field, value: Any) -> list[Any]:
    if not isinstance(value, list):
        raise BadValue(field.name)
    if field.fields and not all(isinstance(one, dict) for one in value):
        raise BadValue(field.name)
    if field.of is not None:
        return [_scalar(field.of, one) for one in value]
    return value


def _broken_limit(field: Field, value: Any) -> Problem | None:
    """What is wrong with a value of the right type; of a list's elements, the first that is wrong."""
    if field.required and (value is None or value == ""):
        return Problem("required", field.name, value, field)
    if field.type == "list" and not field.fields and value is not None:
        return next(filter(None, (_disallowed(field, one) for one in value)), None)
    return _disallowed(field, value)


def _disallowed(field: Field, value: Any) -> Problem | None:
    if field.enum and value is not None and value not in field.enum:
        return Problem("enum", field.name, value, field)
    if field.max_length is not None and isinstance(value, str) and len(value) > field.max_length:
        return Problem("length", field.name, value, field)
    return None


def _nested(field: Field, value: Any, partial: bool) -> tuple[Any, list[Problem]]:
    if isinstance(value, dict):
        return read(field.by_name, value, partial=partial)
    results = [read(field.by_name, element, partial=partial) for element in value]
    return [known for known, _ in results], [one for _, found in results for one in found]
