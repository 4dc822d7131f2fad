"""Declared fields as JSON Schema: what can be written of a record, and what can be expected of one."""

from __future__ import annotations

from collections.abc import Sequence

from .catalogue import Field
from .fields import Declared
from .json_schema import (
    ANYTHING,
    BOOLEAN,
    NOTHING,
    TEXT,
    Schema,
    any_of,
    defined,
    keys,
    list_of,
    many,
    named,
    one_of_names,
    or_reference,
    whole,
)
from .records import IN

_NUMBER: Schema = {"type": "number"}
_SCALARS: dict[str, Schema] = {
    "integer": whole(),
    "number": or_reference(_NUMBER, {"type": "string", "pattern": r"^[-+]?[\d.]"}),
    "boolean": or_reference(BOOLEAN),
    "date": or_reference({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}),
}
"""Of each type of field that is not just a text."""


def record_schema(fields: Sequence[Field], *, tenanted: bool = False) -> Schema:
    """A record as it is written; a lone text stands for its one required field.

    With `tenanted` it may say `in` which organization or account it is.
    """
    known = {field.name: _value(field) for field in fields}
    return _or_short(keys({**known, IN: TEXT} if tenanted else known), fields)


def records_schema(record: Schema) -> Schema:
    """Records by name, or in a list without names."""
    return any_of(named(record), list_of(record))


def elements_schema(field: Field) -> Schema:
    """What can be expected of a list: the whole set, or one of the words that stand for one."""
    return lists_of(element_schema(field))


def lists_of(element: Schema) -> Schema:
    """What can be expected of a list of such elements."""
    return any_of(many(element), defined("words"))


def fields_schema(fields: Sequence[Field]) -> Schema:
    """What can be expected of a record: some of its fields."""
    return _or_short(keys({field.name: _expected(field) for field in fields}), fields)


def _or_short(record: Schema, fields: Sequence[Field]) -> Schema:
    required = [field for field in fields if field.required]
    return any_of(record, TEXT) if len(required) == 1 else record


def _scalar(field: Field) -> Schema:
    if field.enum:
        return any_of(one_of_names(field.enum), NOTHING)
    return any_of(_SCALARS.get(field.type, TEXT), NOTHING)


def _value(field: Field) -> Schema:
    """The value of one field."""
    match field.type:
        case "any":
            return ANYTHING
        case "list":
            inner = record_schema(field.fields) if field.fields else ANYTHING
            return or_reference(list_of(inner), NOTHING)
        case "object":
            inner = record_schema(field.fields) if field.fields else {"type": "object"}
            return or_reference(inner, NOTHING)
    return _scalar(field)


def _expected(field: Field) -> Schema:
    """What can be expected of one field."""
    match field.type:
        case "any":
            return ANYTHING
        case "list":
            return elements_schema(field)
        case "object":
            inner = fields_schema(field.fields) if field.fields else {"type": "object"}
            return or_reference(inner, NOTHING, defined("words"))
    return any_of(_scalar(field), defined("words"))


def element_schema(field: Field) -> Schema:
    """What can be expected of one element of a list."""
    if field.fields:
        return or_reference(fields_schema(field.fields))
    return _expected(Declared(field.name, field.of or "any"))
