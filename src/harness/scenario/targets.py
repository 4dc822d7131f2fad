"""Which calls are meant, as a file names them: as a text, or as a mapping of its parts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..errors import UsageError
from ..targets import Target, target_of
from .json_schema import TEXT, Schema, any_of, described
from .shapes import Keys, Text, scalar
from .yamlfile import MappingNode, Node, ScalarNode

_CALL = Keys("A call", {"method": Text(), "service": Text(), "path": Text()})


def target_schema(services: Iterable[str]) -> Schema:
    """JSON Schema of what names calls."""
    about = f"a call such as POST wrike /folders/*/tasks; fakes: {', '.join(services)}"
    return any_of(described(TEXT, about), _CALL.schema())


def read_target(node: Node, services: Sequence[str]) -> Target:
    """The calls that a text or a mapping names, of a fake or a host among `services`; raises FileError."""
    if isinstance(node, MappingNode):
        words = _CALL.read(node)
        return named_target(node_text(node), list(words.values()), services)
    found = scalar(node, "a call such as POST wrike /folders/*/tasks")
    return named_target(found, found.text.split(), services)


def node_text(node: Node) -> ScalarNode:
    """A scalar at the place of the node, for errors."""
    return node if isinstance(node, ScalarNode) else ScalarNode("", node.place)


def named_target(node: ScalarNode, words: list[str], services: Sequence[str]) -> Target:
    """The target that the words name, in any order; raises FileError at the node."""
    try:
        return target_of(words, services)
    except UsageError as problem:
        raise node.place.error(str(problem)) from None
