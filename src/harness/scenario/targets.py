"""Which calls are meant: `POST wrike /folders/*/tasks`, in faults and in expectations."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..errors import nearest
from .json_schema import TEXT, Schema, any_of, described
from .shapes import Keys, Text, scalar
from .yamlfile import MappingNode, Node, ScalarNode

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Target:
    """Calls by method, fake and path, each of which may be left out.

    The path is the end of the called one; `*` stands for one segment, `**` for any number.
    """

    method: str | None = None
    service: str | None = None
    path: str | None = None

    def as_record(self) -> dict[str, str]:
        """The target as faults keep it."""
        parts = {"method": self.method, "service": self.service, "path": self.path}
        return {name: part for name, part in parts.items() if part is not None}

    def __str__(self) -> str:
        return " ".join(self.as_record().values())


_CALL = Keys("A call", {"method": Text(), "service": Text(), "path": Text()})


def target_schema(services: Iterable[str]) -> Schema:
    """JSON Schema of what names calls."""
    about = f"a call such as POST wrike /folders/*/tasks; fakes: {', '.join(services)}"
    return any_of(described(TEXT, about), _CALL.schema())


def read_target(node: Node, services: Iterable[str]) -> Target:
    """The calls that a text or a mapping names, of a fake or a host among `services`; raises FileError."""
    if isinstance(node, MappingNode):
        words = _CALL.read(node)
        return target_of(node_text(node), list(words.values()), services)
    found = scalar(node, "a call such as POST wrike /folders/*/tasks")
    return target_of(found, found.text.split(), services)


def node_text(node: Node) -> ScalarNode:
    """A scalar at the place of the node, for errors."""
    return node if isinstance(node, ScalarNode) else ScalarNode("", node.place)


def target_of(node: ScalarNode, words: list[str], services: Iterable[str]) -> Target:
    """The target that the words name, in any order; raises FileError at the node."""
    parts: dict[str, str] = {}
    for word in words:
        if word.startswith("/"):
            part = "path"
        elif word.isupper() or word.upper() in METHODS:
            part = "method"
        else:
            part = "service"
        known = {"method": METHODS, "service": services}.get(part)
        if known is not None and word not in known:
            raise node.place.error(f"'{word}' is no {part}. {nearest(word, known)}")
        if part in parts:
            raise node.place.error(f"Two times a {part}: '{parts[part]}' and '{word}'.")
        parts[part] = word
    return Target(**parts)
