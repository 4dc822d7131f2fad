"""A Deluge file as the rules look at it, and what is known of the world around it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from harness.connections import Definition
from harness.deluge import nodes
from harness.deluge.analysis import Analysis
from harness.deluge.walk import blocks, walk
from harness.modules import ALWAYS, MODULES, module_of

from .model import SYNTAX, Comment
from .silence import GIVEN, instructions

_Node = TypeVar("_Node", bound=nodes.Node)
_COMMENT = re.compile(
    r""" "(?:[^"\\]|\\.)*" | '(?:[^'\\]|\\.)*' | (//[^\n]*) | (/\*.*?(?:\*/|\Z)) """, re.DOTALL | re.VERBOSE
)
_ASSIGNING = re.compile(r"(\w+)\s*[-+*/%]?=(?!=)|(?:each(?:\s+index)?|catch\s*\()\s*(\w+)", re.IGNORECASE)
_ELSEWHERE = ("params", "subscription", "subscriptions")
"""What incoming webhooks and the other finance applications give their functions (reference 4)."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What is known of the world around a function.

    `connections` are those of its extension by link name, None for a function that stands alone.
    `module` is "" where any may be meant; `fields` are the names of global fields.
    """

    connections: Mapping[str, Definition] | None = None
    module: str = ""
    fields: tuple[str, ...] = ()

    @property
    def published(self) -> bool:
        """Is the function part of an extension, which Zoho reviews?"""
        return self.connections is not None

    def gives(self, name: str) -> bool:
        """Is the function given a variable of that name?"""
        if name in ALWAYS or name in self.fields:
            return True
        if self.module in MODULES.values():
            return module_of(name) == self.module
        own = self.module.removesuffix("s")  # a custom module's record is called as its author called it
        return module_of(name) is not None or name in _ELSEWHERE or (bool(own) and name.startswith(own))

    @property
    def given(self) -> tuple[str, ...]:
        """The names that the function is given, each in one spelling."""
        known = self.module in MODULES.values()
        records = (one for one, module in MODULES.items() if not known or module == self.module)
        return (*ALWAYS, *records, *self.fields)


@dataclass(frozen=True, slots=True)
class Row:
    """The statements of one block, and the loops around it."""

    block: nodes.Block
    loops: tuple[nodes.Statement, ...] = ()


@dataclass(frozen=True)
class Script:
    """One file. Lists of nodes are in no particular order."""

    analysis: Analysis
    surroundings: Surroundings = field(default_factory=Surroundings)

    @cached_property
    def whole(self) -> bool:
        """Could all of it be read? What was skipped may assign, read or return anything."""
        return not any(error.code.startswith(SYNTAX) for error in self.analysis.problems)

    @cached_property
    def _by_type(self) -> Mapping[type, list[Any]]:
        found = defaultdict(list)
        for node in walk(*self.analysis.tree.block):
            found[type(node)].append(node)
        return found

    def all(self, kind: type[_Node]) -> list[_Node]:
        """Every node of that very type."""
        return self._by_type.get(kind, [])

    @cached_property
    def comments(self) -> tuple[Comment, ...]:
        """Every comment, in order."""
        source = self.analysis.source
        if "//" not in source.text and "/*" not in source.text:
            return ()
        return tuple(
            Comment(source.span(found.start(), found.end()), found[0])
            for found in _COMMENT.finditer(source.text)
            if found[1] or found[2]
        )

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        """Every block."""
        return tuple(_rows(Row(self.analysis.tree.block)))

    @cached_property
    def assigned(self) -> Mapping[str, list[nodes.Expression | None]]:
        """The values that each variable gets; None for what a loop or a catch gives."""
        found: dict[str, list[nodes.Expression | None]] = defaultdict(list)
        for one in self.all(nodes.Assign):
            found[one.name].append(None if one.operator else one.value)
        elsewhere = [one.name for one in self.all(nodes.ForEach)] + [one.name for one in self.all(nodes.Try)]
        for name in (*elsewhere, *self.analysis.compiler.parameters):
            found[name].append(None)
        return found

    @cached_property
    def perhaps_assigned(self) -> frozenset[str]:
        """Names that look assigned in what could not be read."""
        if self.whole:
            return frozenset()
        return frozenset(one for pair in _ASSIGNING.findall(self.analysis.source.text) for one in pair if one)

    @cached_property
    def names(self) -> frozenset[str]:
        """The variables that are read anywhere, also in what only Creator understands."""
        read = {one.name for one in self.all(nodes.Name)}
        for foreign in self.all(nodes.Foreign):
            read.update(re.findall(r"\w+", foreign.text))
        read.update(one.name for one in self.all(nodes.Assign) if one.operator)
        return frozenset(read)

    @cached_property
    def declared(self) -> frozenset[str]:
        """The names in comments such as `// harness: given[dealId]`."""
        found = instructions(self.comments)
        return frozenset(word for one in found if one.verb == GIVEN for word in one.words)

    def gives(self, name: str) -> bool:
        """Does the function get a variable of that name from outside?"""
        given = self.surroundings.gives(name) or name in self.declared
        return given or name in self.analysis.compiler.parameters

    def value(self, node: nodes.Expression, depth: int = 5) -> nodes.Expression:
        """What an expression stands for: a variable that is assigned once is its value."""
        while depth and type(node) is nodes.Name:
            values = self.assigned.get(node.name, ())
            if len(values) != 1 or values[0] is None:
                break
            node, depth = values[0], depth - 1
        return node

    def text(self, node: nodes.Expression) -> str | None:
        """The text that an expression surely is, or None."""
        found = self.value(node)
        if type(found) is nodes.Literal and type(found.value) is str:
            return found.value
        return found.text if type(found) is nodes.Quoted else None


def _rows(row: Row) -> Iterator[Row]:
    yield row
    for statement in row.block:
        turning = isinstance(statement, nodes.ForEach | nodes.While)
        for block in blocks(statement):
            yield from _rows(Row(block, (*row.loops, statement) if turning else row.loops))
