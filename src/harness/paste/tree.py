"""Walking the tree of a function, and the texts that stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from ..deluge import nodes
from ..deluge.analysis import Analysis, analyse

HOLE = "*"
"""What stands in a template for a part that only a run knows."""
_LONGEST = 2_000
"""Longer templates are cut: a text may be made of itself twice, and that again."""
_TEXT_AS_IT_IS = frozenset({"tostring", "trim", "totext", "tolong", "tonumber"})
"""Functions that leave the text of a URL what it is."""


def parsed(text: str, file: str) -> Analysis:
    """A file with its tree; raises SyntaxErrors."""
    analysis = analyse(text, file)
    analysis.problems.check()
    return analysis


def walk(root: Any) -> Iterator[Any]:
    """Every node below, in the order of the text."""
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if isinstance(one, tuple):
            waiting.extend(reversed(one))
        elif is_dataclass(one) and not isinstance(one, type):
            yield one
            waiting.extend(getattr(one, field.name) for field in reversed(fields(one)))


class Templates:
    """The texts of a function as far as they are written down.

    A part that only a run knows is `{name}` for a variable and `*` for everything else:
    `https://www.wrike.com/api/v4/folders/{wrike_parent_folder}/folders`. `known` are the templates of
    what is read from outside, such as `organization.api_root_endpoint`.
    """

    def __init__(self, tree: nodes.Function, known: Mapping[str, str]) -> None:
        self._known = known
        self._assigned: dict[str, list[nodes.Expression]] = defaultdict(list)
        self._bound: set[str] = set()
        self._texts: dict[str, str] = {}
        for one in walk(tree):
            if isinstance(one, nodes.Assign) and not one.operator:
                self._assigned[one.name].append(one.value)
            elif isinstance(one, nodes.Assign | nodes.ForEach):
                self._bound.add(one.name)

    def of(self, expression: Any) -> str:
        """The template of an expression; `*` for one that is no text."""
        match expression:
            case nodes.Literal(value=str() | int() as value) if not isinstance(value, bool):
                return str(value)
            case nodes.Quoted(text=text):
                return text
            case nodes.Chain(first=first, terms=terms) if all(one.operator == "+" for one in terms):
                parts = [first, *(one.operand for one in terms)]
                return "".join(map(self.of, parts))[:_LONGEST]
            case nodes.Choice(then=then):
                return self.of(then)
            case nodes.Name(name=name):
                return self._variable(name)
            case nodes.Postfix(base=base, parts=parts):
                return self._postfix(base, parts)
        return HOLE

    def _variable(self, name: str) -> str:
        """What a variable is made of: the first that is assigned to it and says anything."""
        if name not in self._texts:
            self._texts[name] = f"{{{name}}}"  # what it is while it is made of itself
            if name not in self._bound:
                found = map(self.of, self._assigned.get(name, ()))
                self._texts[name] = next((text for text in found if text.strip(HOLE)), f"{{{name}}}")
        return self._texts[name]

    def _postfix(self, base: Any, parts: Sequence[Any]) -> str:
        called = [one.name.lower() for one in parts]
        if all(one in _TEXT_AS_IT_IS for one in called):
            return self.of(base)
        if isinstance(base, nodes.Name) and called == ["get"]:
            return self._known.get(f"{base.name}.{key_of(parts[0])}", HOLE)
        return HOLE


def key_of(call: Any) -> str:
    """The text that is the one argument of a call such as `.get("name")`, or nothing."""
    match getattr(call, "arguments", ()):
        case (nodes.Literal(value=str() as text),) | (nodes.Quoted(text=text),):
            return text
    return ""
