"""Pieces of JSON Schema that shapes and fields describe themselves with, for editors.

An editor reads YAML before the shapes do: a scalar that is a text here may be a number or a boolean to it,
and a reference `${name}`, or an axis of a matrix, may stand in place of almost anything.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

Schema = dict[str, Any]

ANYTHING: Schema = {}
TEXT: Schema = {"type": ["string", "number", "boolean"]}
NOTHING: Schema = {"type": "null"}
REFERENCE: Schema = {"type": "string", "pattern": r"\$\{"}
BOOLEAN: Schema = {"enum": [True, False, "true", "false"]}

DEFINITIONS: Mapping[str, Schema] = {
    "reference": REFERENCE,
    "repeated": {
        "type": "object",
        "properties": {"repeat": TEXT, "of": ANYTHING},
        "required": ["repeat", "of"],
        "additionalProperties": False,
    },
    "words": {
        "type": "object",
        "properties": {
            "contains": ANYTHING,
            "count": TEXT,
            "exists": BOOLEAN,
            "not": ANYTHING,
        },
        "additionalProperties": False,
        "description": "what may be expected in place of a value",
    },
}
"""What every document holds under `$defs`."""


def defined(name: str) -> Schema:
    """The definition of that name in the same document."""
    return {"$ref": f"#/$defs/{name}"}


def described(schema: Schema, description: str) -> Schema:
    """The schema with a line about it."""
    return {**schema, "description": description} if description else schema


def any_of(*schemas: Schema) -> Schema:
    """Any of them; nested alternatives are laid flat."""
    flat: list[Schema] = []
    for one in schemas:
        flat += one["anyOf"] if set(one) == {"anyOf"} else [one]
    return {"anyOf": flat}


def or_reference(*schemas: Schema) -> Schema:
    """Any of them, or a reference to a value."""
    return any_of(*schemas, defined("reference"))


def one_of_names(known: Iterable[str]) -> Schema:
    """One of some names."""
    return or_reference({"enum": list(known)})


def whole(least: int = 0) -> Schema:
    """A whole number, also in quotes."""
    return or_reference({"type": "integer", "minimum": least}, {"type": "string", "pattern": r"^\d{1,15}$"})


def list_of(element: Schema) -> Schema:
    """A list, or `{repeat: 200, of: …}` for a long one."""
    return any_of({"type": "array", "items": any_of(element, defined("repeated"))}, defined("repeated"))


def many(element: Schema) -> Schema:
    """A list; a single element may stand for a list of one, nothing for an empty one."""
    return any_of(list_of(element), element, NOTHING)


def named(value: Schema, *, names: Schema | None = None) -> Schema:
    """A mapping from names to values; nothing is an empty one."""
    schema: Schema = {"type": ["object", "null"], "additionalProperties": value}
    return {**schema, "propertyNames": names} if names else schema


def keys(known: Mapping[str, Schema], required: Iterable[str] = ()) -> Schema:
    """A mapping with known keys."""
    needed = list(required)
    schema: Schema = {"type": "object", "properties": dict(known), "additionalProperties": False}
    if needed:
        return {**schema, "required": needed}
    return {**schema, "type": ["object", "null"]}


def document(title: str, schema: Schema, definitions: Mapping[str, Schema] | None = None) -> Schema:
    """A whole schema."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        **schema,
        "$defs": {**DEFINITIONS, **(definitions or {})},
    }
