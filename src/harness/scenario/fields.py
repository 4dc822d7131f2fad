"""Values of declared fields: a scalar becomes what its field says, so ids and phones stay text.

A text where a record is expected stands for the record's one required field: `tasks: [Design]` is
`tasks: [{task_name: Design}]`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..errors import nearest
from . import references
from .catalogue import Field
from .shapes import Anything, mapping, refuse, unknown_key
from .yamlfile import Entry, MappingNode, Node, ScalarNode, SequenceNode

_WORDS: Mapping[str, str] = {
    "text": "a text",
    "id": "an id",
    "integer": "a whole number",
    "number": "a number",
    "boolean": "true or false",
    "date": "a date such as 2026-01-15",
    "time": "a time",
}
_INTEGER = re.compile(r"[-+]?\d{1,15}")
_NUMBER = re.compile(r"[-+]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,2})?")
_DATE = re.compile(r"\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])")


@dataclass(frozen=True, slots=True)
class Declared:
    """A field that this package declares itself, for what a world shows beside records."""

    name: str
    type: str = "text"
    required: bool = False
    enum: Sequence[str] = ()
    fields: Sequence[Field] = ()
    of: str | None = None


def of_type(kind: str, node: ScalarNode, enum: Sequence[str] = ()) -> Any:
    """The value of a scalar of that type, or a reference; null is None. Raises FileError."""
    if node.empty:
        return None
    value = references.parse(node.text, node.place)
    if not isinstance(value, str):
        return value
    if kind == "any":
        return Anything().read(node)
    if enum and value not in enum:
        raise node.place.error(f"'{value}' is not possible here. {nearest(value, enum)}")
    return _typed(kind, value, node)


def _typed(kind: str, text: str, node: ScalarNode) -> Any:
    if kind == "boolean" and text in ("true", "false"):
        return text == "true"
    if kind == "integer" and _INTEGER.fullmatch(text):
        return int(text)
    if kind == "number" and _NUMBER.fullmatch(text):
        return int(text) if _INTEGER.fullmatch(text) else float(text)
    if kind in ("boolean", "integer", "number") or (kind == "date" and not _DATE.fullmatch(text)):
        refuse(node, _WORDS[kind])
    return text


def short_form(node: Node, fields: Sequence[Field]) -> MappingNode:
    """The mapping that a node is, or that a lone text stands for."""
    if isinstance(node, MappingNode):
        return node
    required = [field for field in fields if field.required]
    if isinstance(node, ScalarNode) and not node.empty and len(required) == 1:
        key = ScalarNode(required[0].name, node.place)
        return MappingNode({key.text: Entry(key, node)}, node.place)
    return mapping(node, f"a record ({', '.join(field.name for field in fields)})")


@dataclass(frozen=True, slots=True)
class Record:
    """The values of a record, checked against its declared fields; `what` is what errors call it."""

    what: str
    fields: Sequence[Field]

    def read(self, node: Node) -> dict[str, Any]:
        """The values by field, with references in them."""
        declared = {field.name: field for field in self.fields}
        values: dict[str, Any] = {}
        for name, entry in short_form(node, self.fields).entries.items():
            if name not in declared:
                unknown_key(entry.key, declared, self.what)
            values[name] = Value(declared[name]).read(entry.value)
        return values


@dataclass(frozen=True, slots=True)
class Value:
    """The value of one declared field."""

    field: Field

    def read(self, node: Node) -> Any:
        """The value, with references in it."""
        field = self.field
        if field.type == "any":
            return Anything().read(node)
        if isinstance(node, ScalarNode):
            return self._scalar(node)
        if field.type == "list" and isinstance(node, SequenceNode):
            return [self._element(one) for one in node.items]
        if field.type != "object" or not isinstance(node, MappingNode):
            refuse(node, _WORDS.get(field.type, f"a {field.type}"))
        shape = Record(f"'{field.name}'", field.fields) if field.fields else Anything()
        return shape.read(node)

    def _scalar(self, node: ScalarNode) -> Any:
        field = self.field
        if field.type not in ("list", "object"):
            return of_type(field.type, node, field.enum)
        value = of_type("text", node)
        if isinstance(value, str):
            refuse(node, "a list" if field.type == "list" else "a mapping")
        return value

    def _element(self, node: Node) -> Any:
        field = self.field
        if isinstance(node, ScalarNode) and isinstance(
            references.parse(node.text, node.place), references.Reference
        ):
            return references.parse(node.text, node.place)
        if field.fields:
            return Record(f"An element of '{field.name}'", field.fields).read(node)
        if field.of is not None and isinstance(node, ScalarNode):
            return of_type(field.of, node)
        return Anything().read(node)
