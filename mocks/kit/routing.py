"""Dispatch in time that does not depend on the number of routes: a tree over path segments."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")


@dataclass(slots=True)
class Node(Generic[T]):
    """One segment of the tree: literal children win over the one placeholder child."""

    literals: dict[str, Node[T]] = field(default_factory=dict)
    placeholder: Node[T] | None = None
    methods: dict[str, tuple[T, tuple[str, ...]]] = field(default_factory=dict)


class Router(Generic[T]):
    """Finds the target of (method, path segments)."""

    def __init__(self, routes: Iterable[tuple[str, str, T]]) -> None:
        self._root: Node[T] = Node()
        for method, path, target in routes:
            self._add(method, path, target)

    def match(self, segments: Sequence[str]) -> tuple[Node[T], list[str]] | None:
        """The node of a path and the values of its placeholders, or None; literals are preferred."""
        return _walk(self._root, segments, 0)

    def _add(self, method: str, path: str, target: T) -> None:
        node, names = self._root, []
        for part in path.strip("/").split("/"):
            if part.startswith("{"):
                names.append(part[1:-1])
                node.placeholder = node = node.placeholder or Node()
            else:
                node = node.literals.setdefault(part, Node())
        if method in node.methods:
            raise ValueError(f"declared twice: {method} {path}")
        node.methods[method] = (target, tuple(names))


def _walk(node: Node[T], segments: Sequence[str], at: int) -> tuple[Node[T], list[str]] | None:
    if at == len(segments):
        return (node, []) if node.methods else None
    part = segments[at]
    if (literal := node.literals.get(part)) is not None and (found := _walk(literal, segments, at + 1)):
        return found
    if node.placeholder is not None and part and (found := _walk(node.placeholder, segments, at + 1)):
        found[1].insert(0, part)
        return found
    return None
