"""What a function reads of the maps that it is given, followed through its variables and loops.

`project.get("tasks")` with a loop over it that reads `task.get("task_name")` is
`{"project": {"tasks": {ELEMENT: {"task_name": {}}}}}`.
"""

from __future__ import annotations

from typing import Any, Final, TypeAlias

from ..deluge import nodes
from .tree import key_of, walk

Wanted: TypeAlias = dict[str, "Wanted"]
"""What is read of a value, by key; nothing, if the value is used as a whole."""
ELEMENT: Final = "[]"
"""The key under which stands what is read of the elements of a list."""

_READS = frozenset({"get", "getjson", "containkey", "containskey"})
_SAME = frozenset({"tomap", "tolist", "tojsonlist", "tostring", "totext"})
"""Functions that give the value itself, in another form."""


def wanted(tree: nodes.Function) -> dict[str, Wanted]:
    """What is read of each variable, those of the function's own making among them."""
    reader = _Reader()
    for one in walk(tree):
        match one:
            case nodes.ForEach(name=name, index=False, iterable=iterable):
                found = reader.find(iterable)
                reader.known[name] = {} if found is None else found.setdefault(ELEMENT, {})
            case nodes.Assign(name=name, value=value) if (found := reader.find(value)) is not None:
                reader.known[name] = found
            case nodes.Postfix():
                reader.find(one)
    return reader.roots


class _Reader:
    def __init__(self) -> None:
        self.roots: dict[str, Wanted] = {}
        self.known: dict[str, Wanted] = {}
        """What each variable stands for by now."""

    def find(self, expression: Any) -> Wanted | None:
        """What is read of the value of an expression, to be added to; None if it comes from nowhere."""
        match expression:
            case nodes.Name(name=name):
                return self.known[name] if name in self.known else self.roots.setdefault(name, {})
            case nodes.Call(name=name, arguments=(first, *_)) if name.lower() in ("ifnull", *_SAME):
                return self.find(first)
            case nodes.Choice(then=then):
                return self.find(then)
            case nodes.Postfix(base=base, parts=parts) if (found := self.find(base)) is not None:
                return self._along(found, parts)
        return None

    def _along(self, found: Wanted, parts: tuple[Any, ...]) -> Wanted | None:
        for part in parts:
            called = part.name.lower()
            if called in _READS and (key := key_of(part)):
                found = found.setdefault(key, {})
            elif called == "get" and _number(part):
                found = found.setdefault(ELEMENT, {})
            elif called not in _SAME:
                return None
        return found


def _number(call: Any) -> bool:
    match getattr(call, "arguments", ()):
        case (nodes.Literal(value=int()),):
            return True
    return False
