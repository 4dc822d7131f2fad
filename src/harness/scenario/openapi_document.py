"""An OpenAPI document: its references, and what is made of its schemas: the plainest value that fits."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from .shapes import mapping, scalar
from .yamlfile import MappingNode, Node, ScalarNode, SequenceNode, core

_DEPTH = 24
_TEXTS: Mapping[str, str] = {
    "date": "2026-01-15",
    "date-time": "2026-01-15T09:30:00Z",
    "time": "09:30:00Z",
    "email": "person@example.com",
    "uuid": "3fa85f64-5717-4562-b3fc-2c963f66afa6",
    "uri": "https://example.com/",
    "url": "https://example.com/",
    "hostname": "example.com",
    "ipv4": "192.0.2.1",
    "byte": "dGV4dA==",
}
"""The plainest text of each format."""


class Document:
    """A document with references into itself."""

    def __init__(self, root: MappingNode) -> None:
        self.root = root

    def section(self, node: MappingNode, key: str) -> MappingNode:
        found = node.get(key)
        return MappingNode({}, node.place) if found is None else mapping(self.follow(found), f"'{key}'")

    def follow(self, node: Node) -> Node:
        """What a `$ref` leads to, or the node itself."""
        for _ in range(_DEPTH):
            if not isinstance(node, MappingNode) or "$ref" not in node.entries:
                return node
            node = self.at(scalar(node.entries["$ref"].value, "a reference"))
        raise node.place.error("The references here go round in circles.")

    def at(self, reference: ScalarNode) -> Node:
        if not reference.text.startswith("#/"):
            raise reference.place.error(f"'{reference.text}' leads out of the file: only '#/…' is followed.")
        node: Node = self.root
        for step in reference.text[2:].split("/"):
            key = step.replace("~1", "/").replace("~0", "~")
            found = node.get(key) if isinstance(node, MappingNode) else None
            if found is None:
                raise reference.place.error(f"'{reference.text}' leads nowhere: there is no '{key}'.")
            node = found
        return node

    def sample(self, node: Node, above: tuple[str, ...] = ()) -> Any:
        """The plainest value that fits the schema; null where it would contain itself."""
        if isinstance(node, ScalarNode):  # `true`: anything does
            return None
        schema = mapping(node, "a schema")
        if (reference := schema.get("$ref")) is not None:
            found = scalar(reference, "a reference")
            if found.text in above:
                return None
            return self.sample(self.at(found), (*above, found.text))
        for key in ("example", "default", "const"):
            if (value := schema.get(key)) is not None:
                return plain(value)
        for key in ("examples", "enum"):
            if isinstance(values := schema.get(key), SequenceNode) and values.items:
                return plain(values.items[0])
        return self._made(schema, above)

    def _made(self, schema: MappingNode, above: tuple[str, ...]) -> Any:
        for key in ("oneOf", "anyOf"):
            if isinstance(choices := schema.get(key), SequenceNode) and choices.items:
                return self.sample(choices.items[0], above)
        kind = _type(schema)
        if kind == "object":
            return self._object(schema, above)
        if kind == "array":
            items = schema.get("items")
            inside = None if items is None else self.sample(items, above)
            return [] if inside is None else [inside]
        if kind in ("integer", "number"):
            least = schema.get("minimum")
            return 1 if least is None else plain(least)
        if kind == "string":
            return _TEXTS.get(text_of(schema, "format"), "text")
        return True if kind == "boolean" else None

    def _object(self, schema: MappingNode, above: tuple[str, ...]) -> dict[str, Any]:
        found: dict[str, Any] = {}
        parts = schema.get("allOf")
        for part in parts.items if isinstance(parts, SequenceNode) else ():
            value = self.sample(part, above)
            found |= value if isinstance(value, dict) else {}
        properties = self.section(schema, "properties").entries
        return found | {name: self.sample(entry.value, above) for name, entry in properties.items()}


def plain(node: Node) -> Any:
    """The value of a node, by the YAML 1.2 core schema."""
    if isinstance(node, SequenceNode):
        return [plain(one) for one in node.items]
    if isinstance(node, MappingNode):
        return {key: plain(entry.value) for key, entry in node.entries.items()}
    return core(node)


def _type(schema: MappingNode) -> str:
    """The type; of several (3.1) the first that is not null; of none what the other keys tell."""
    found = schema.get("type")
    if isinstance(found, SequenceNode):
        names = [one.text for one in found.items if isinstance(one, ScalarNode)]
        return next((one for one in names if one != "null"), "null")
    if isinstance(found, ScalarNode):
        return found.text
    if schema.get("properties") is not None or schema.get("allOf") is not None:
        return "object"
    return "array" if schema.get("items") is not None else ""


def text_of(node: MappingNode, key: str) -> str:
    found = node.get(key)
    return found.text if isinstance(found, ScalarNode) else ""
