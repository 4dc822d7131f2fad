"""Which lines of a Deluge function run after which: what coverage is measured against."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Final, NamedTuple

from harness.deluge import nodes
from harness.deluge.analysis import analyse
from harness.deluge.compiler import LADDER
from harness.deluge.walk import blocks

Arc = tuple[int, int]
"""From the first line of a statement to that of the next; -1 is outside of the function."""

OUTSIDE: Final = -1


class _Ladder(NamedTuple):
    """A ladder of so many arms that it is compiled flat: each arm asks in the ladder's first line whether
    another was taken. `misses` says where each condition leads that does not hold."""

    lines: range
    misses: Mapping[int, int]
    behind: int


class _Loop(NamedTuple):
    """Where `continue` and `break` lead."""

    head: int
    behind: int


class Flow:
    """The lines of one function that can run, and the ways between them.

    A statement counts as its first line, each `else if` as the line of its condition. What stands in
    several lines is executed in several; `line` finds the one that counts.
    """

    def __init__(self, tree: nodes.Function) -> None:
        self._begin = tree.span.line
        self._behind: dict[int, int] = {}
        self._ladders: dict[int, _Ladder] = {}
        self.arcs: frozenset[Arc] = frozenset(
            one for one in self._block(tree.block, OUTSIDE) if one[0] != one[1]
        )
        self._lines = sorted(set(self._behind) | {start for start, _ in self.arcs})

    @property
    def lines(self) -> set[int]:
        """All lines that count."""
        return set(self._lines)

    @property
    def exits(self) -> Mapping[int, int]:
        """How many ways lead on from each line."""
        return Counter(start for start, _ in self.arcs)

    def line(self, executed: int) -> int:
        """The line that counts for one that was executed."""
        at = bisect_right(self._lines, executed)
        return self._lines[at - 1] if at else executed

    def translated(self, executed: Iterable[Arc]) -> Iterator[Arc]:
        """The ways that were gone, between lines that count."""
        for start, end in executed:
            if start > 0 and (arc := self._arc(self.line(start), end))[0] != arc[1]:
                yield arc

    def _arc(self, start: int, executed: int) -> Arc:
        """A deeply nested statement is a Python function of its own: leaving that is no end yet."""
        if executed < 0:
            return start, OUTSIDE if -executed == self._begin else self._behind.get(-executed, OUTSIDE)
        end = self.line(executed)
        ladder = self._ladders.get(end)
        if ladder and start in ladder.lines:
            return start, ladder.misses.get(start, ladder.behind)
        return start, end

    # --- the ways through statements

    def _block(self, block: nodes.Block, behind: int, loop: _Loop | None = None) -> Iterator[Arc]:
        for at, statement in enumerate(block):
            follows = first(block[at + 1 :], behind)
            self._behind[statement.span.line] = follows
            yield from self._statement(statement, follows, loop)

    def _statement(self, node: nodes.Statement, behind: int, loop: _Loop | None) -> Iterator[Arc]:
        line = node.span.line
        match node:
            case nodes.If():
                yield from self._if(node, behind, loop)
            case nodes.ForEach(block=block) | nodes.While(block=block):
                yield from ((line, first(block, line)), (line, behind))
                yield from self._block(block, line, _Loop(line, behind))
            case nodes.Try(block=block, handler=handler):
                yield line, first(block, behind)
                yield from self._block(block, behind, loop)
                yield from self._block(handler, behind, loop)
            case nodes.Return():
                yield line, OUTSIDE
            case nodes.Break() | nodes.Continue() if loop:
                yield line, loop.behind if isinstance(node, nodes.Break) else loop.head
            case _:
                yield line, behind

    def _if(self, node: nodes.If, behind: int, loop: _Loop | None) -> Iterator[Arc]:
        """Each condition leads into its block or to the next condition, unless it is a constant."""
        heads = [node.span.line, *(_first_line(arm.condition) for arm in node.arms[1:])]
        misses = [*heads[1:], first(node.otherwise, behind)]
        if len(heads) > LADDER:
            lines = range(heads[0] + 1, _last_line(node) + 1)
            self._ladders[heads[0]] = _Ladder(lines, dict(zip(heads, misses, strict=True)), behind)
        for arm, head, miss in zip(node.arms, heads, misses, strict=True):
            constant = arm.condition.value if isinstance(arm.condition, nodes.Literal) else None
            if constant is not False:
                yield head, first(arm.block, behind)
            if constant is not True:
                yield head, miss
            yield from self._block(arm.block, behind, loop)
        yield from self._block(node.otherwise, behind, loop)


def first(block: nodes.Block, behind: int) -> int:
    """The line at which a block begins, or what follows an empty one."""
    return block[0].span.line if block else behind


def _last_line(node: nodes.If) -> int:
    """The line in which the last statement of a ladder begins."""
    waiting: list[nodes.Statement] = [node]
    last = node.span.line
    while waiting:
        one = waiting.pop()
        last = max(last, one.span.line)
        waiting += [inner for block in blocks(one) for inner in block]
    return last


def _first_line(node: nodes.Expression) -> int:
    """Where an expression begins: the place of an operator may be a line below its first operand."""
    match node:
        case nodes.Logic(operands=[operand, *_]):
            return _first_line(operand)
        case nodes.Chain(first=operand) | nodes.Postfix(base=operand):
            return _first_line(operand)
    return node.span.line


def flow_of(text: str, file: str) -> Flow:
    """The flow of a file."""
    return Flow(analyse(text, file).tree)
