"""Declared fields: what a value must be, checked on the parsed request, whatever its spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

Type = Literal["text", "id", "integer", "number", "boolean", "date", "time", "object", "list", "any"]


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a resource or parameter of an operation.

    `type` is the type of the stored value; a request may spell it as text (`"12"`, `"true"`).
    `reference` names the resource whose id it holds. `fields` are those of an object, or of each
    element of a list (of objects); `of` is the type of a list's plain elements. `label` is how the
    vendor's messages call it. `read_only` fields are rendered and ignored in requests.
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

    def schema(self) -> dict[str, Any]:
        """The field as JSON Schema."""
        schema: dict[str, Any] = dict(_SCHEMAS[self.type])
        if self.enum:
            schema["enum"] = list(self.enum)
        if self.max_length is not None:
            schema["maxLength"] = self.max_length
        if self.read_only:
            schema["readOnly"] = True
        if self.type == "list":
            schema["items"] = object_schema(self.fields) if self.fields else _element(self.of)
        elif self.type == "object" and self.fields:
            schema |= object_schema(self.fields)
        return schema


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
_TRUE, _FALSE = frozenset({"true", "True", "1"}), frozenset({"false", "False", "0"})


def object_schema(fields: Iterable[Field]) -> dict[str, Any]:
    """JSON Schema of an object with those fields."""
    declared = tuple(fields)
    schema: dict[str, Any] = {
        "type": "object",
        "properties": {field.name: field.schema() for field in declared},
    }
    if required := [field.name for field in declared if field.required]:
        schema["required"] = required
    return schema


def read(
    fields: Mapping[str, Field], values: Mapping[str, Any], *, partial: bool = False
) -> tuple[dict[str, Any], list[Problem]]:
    """Coerce `values` to their declared types.

    Returns the known values, coerced, and the problems in the order of the declaration, unknown keys
    last. `partial` (an update) lets required fields be absent.
    """
    known: dict[str, Any] = {}
    problems: list[Problem] = []
    for name, field in fields.items():
        if name not in values:
            if field.required and not partial:
                problems.append(Problem("required", name, None, field))
            continue
        if field.read_only:
            continue
        try:
            known[name] = coerce(field, values[name])
        except BadValue:
            problems.append(Problem("type", name, values[name], field))
            continue
        problems.extend(_limits(field, known[name], partial))
        if field.fields and known[name]:
            known[name], found = _nested(field, known[name], partial)
            problems.extend(found)
    problems.extend(Problem("unknown", name, values[name]) for name in values if name not in fields)
    return known, problems


def coerce(field: Field, value: Any) -> Any:
    """`value` as the declared type; raises BadValue. None stays None."""
    if value is None or field.type == "any":
        return value
    if field.type == "list":
        return _list(field, value)
    if field.type == "object":
        if not isinstance(value, dict):
            raise BadValue(field.name)
        return value
    return _scalar(field.type, value)


def _scalar(kind: Type, value: Any) -> Any:
    if isinstance(value, (dict, list)):
        raise BadValue(kind)
    if kind == "boolean":
        return _boolean(value)
    if kind in ("integer", "number"):
        return _number(kind, value)
    text = _text(value)
    if kind == "date" and text and not _DATE.fullmatch(text):
        raise BadValue(kind)
    return text


def _boolean(value: Any) -> bool:
    if isinstance(value, bool):
        return value
    if isinstance(value, str) and value in _TRUE | _FALSE:
        return value in _TRUE
    raise BadValue("boolean")


def _number(kind: Type, value: Any) -> int | float:
    if isinstance(value, bool) or value == "":
        raise BadValue(kind)
    try:
        number = float(value)
    except (TypeError, ValueError):
        raise BadValue(kind) from None
    if number != number or number in (float("inf"), float("-inf")):
        raise BadValue(kind)
    if kind == "integer":
        if not number.is_integer():
            raise BadValue(kind)
        return int(value) if isinstance(value, int) else int(number)
    return int(value) if isinstance(value, int) else number


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


def _limits(field: Field, value: Any, partial: bool) -> list[Problem]:
    if field.required and value in ("", None) and not partial:
        return [Problem("required", field.name, value, field)]
    if field.enum and value is not None and value not in field.enum:
        return [Problem("enum", field.name, value, field)]
    if field.max_length is not None and isinstance(value, str) and len(value) > field.max_length:
        return [Problem("length", field.name, value, field)]
    return []


def _nested(field: Field, value: Any, partial: bool) -> tuple[Any, list[Problem]]:
    declared = {one.name: one for one in field.fields}
    if isinstance(value, dict):
        return read(declared, value, partial=partial)
    results = [read(declared, element, partial=partial) for element in value]
    return [known for known, _ in results], [one for _, found in results for one in found]


def _element(kind: Type | None) -> dict[str, Any]:
    return dict(_SCHEMAS[kind]) if kind else {}
