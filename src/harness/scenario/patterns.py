"""Reads what an author writes under `then` into patterns."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from . import references
from .catalogue import Field
from .expect import Count, Elements, Every, Exactly, Exists, Fields, Not, Part, Pattern
from .fields import Declared, of_type, short_form
from .shapes import Boolean, Whole, refuse, unknown_key
from .yamlfile import MappingNode, Node, ScalarNode, SequenceNode

ANY = Declared("", "any")


def read_pattern(node: Node, field: Field = ANY) -> Pattern:
    """The expectation of one field; raises FileError."""
    if isinstance(node, MappingNode) and node.entries and set(node.entries) <= set(_OPERATORS):
        return _operators(node, field)
    if isinstance(node, ScalarNode):
        return _scalar(node, field)
    if isinstance(node, SequenceNode):
        if field.type not in ("list", "any"):
            refuse(node, f"one value for '{field.name}'")
        return read_elements(node, field)
    if field.type == "object" and field.fields:
        return read_fields(node, f"'{field.name}'", field.fields)
    if field.type not in ("object", "any", "list"):
        refuse(node, f"one value for '{field.name}'")
    if field.type == "list":
        return read_elements(node, field)
    return Fields({key: read_pattern(entry.value) for key, entry in node.entries.items()}, node.place)


def read_elements(node: Node, field: Field) -> Pattern:
    """The expectation of a list; a single element stands for a list of one, nothing for an empty one."""
    if isinstance(node, MappingNode) and node.entries and set(node.entries) <= set(_OPERATORS):
        return _operators(node, field)
    if isinstance(node, SequenceNode):
        return Elements(tuple(read_element(one, field) for one in node.items), node.place)
    if isinstance(node, ScalarNode) and node.empty:
        return Elements((), node.place)
    return Elements((read_element(node, field),), node.place)


def read_element(node: Node, field: Field) -> Pattern:
    """The expectation of one element of a list."""
    if field.fields and not _is_reference(node):
        return read_fields(node, f"An element of '{field.name}'", field.fields)
    return read_pattern(node, Declared(field.name, field.of or "any"))


def read_fields(node: Node, what: str, fields: Sequence[Field]) -> Fields:
    """The expectation of a record: the fields that are written, checked against the declared ones."""
    declared = {field.name: field for field in fields}
    found: dict[str, Pattern] = {}
    for name, entry in short_form(node, fields).entries.items():
        if name not in declared:
            unknown_key(entry.key, declared, what)
        found[name] = read_pattern(entry.value, declared[name])
    return Fields(found, node.place)


def _is_reference(node: Node) -> bool:
    return isinstance(node, ScalarNode) and isinstance(
        references.parse(node.text, node.place), references.Reference
    )


def _scalar(node: ScalarNode, field: Field) -> Pattern:
    if field.type in ("list", "object") and not node.empty and not _is_reference(node):
        if field.type == "list":
            return read_elements(node, field)
        return read_fields(node, f"'{field.name}'", field.fields)
    return Exactly(of_type(field.type, node, field.enum), node.place)


def _operators(node: MappingNode, field: Field) -> Pattern:
    read = [_OPERATORS[key](entry.value, field) for key, entry in node.entries.items()]
    return read[0] if len(read) == 1 else Every(tuple(read), node.place)


def _contains(node: Node, field: Field) -> Pattern:
    if isinstance(node, ScalarNode) and field.type not in ("list", "object"):
        return Part(of_type("text", node), node.place)
    items = node.items if isinstance(node, SequenceNode) else (node,)
    return Elements(tuple(read_element(one, field) for one in items), node.place, partial=True)


def _count(node: Node, field: Field) -> Pattern:  # noqa: ARG001  # one of the operators
    return Count(Whole().read(node), node.place)


def _exists(node: Node, field: Field) -> Pattern:  # noqa: ARG001  # one of the operators
    return Exists(Boolean().read(node), node.place)


def _not(node: Node, field: Field) -> Pattern:
    return Not(read_pattern(node, field), node.place)


_OPERATORS: Mapping[str, Callable[[Node, Field], Pattern]] = {
    "contains": _contains,
    "count": _count,
    "exists": _exists,
    "not": _not,
}
"""What may stand in place of a value, as the only keys of a mapping."""
