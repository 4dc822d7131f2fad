"""Nodes to a Python coroutine.

The coroutine is `async def main(R, O, n, v_…)`: R is the Run, O its Operators, n counts the
statements down, and `v_x` is the variable x. Python's own limits stay out of sight: chains and
ladders are compiled flat, and blocks nested too deep move into inner coroutines that share the
variables and say by their result how they ended.
"""

from __future__ import annotations

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Final

from harness.deluge import nodes, pyast
from harness.deluge.errors import Problems
from harness.deluge.expressions import ExpressionCompiler, variable
from harness.deluge.scope import assigned, both
from harness.deluge.source import Span

_MAX_BLOCKS: Final = 10
"""Python 3.11 refuses 21 nested blocks; a handler counts as three."""

_HANDLER: Final = 3
LADDER: Final = 20
"""A ladder of more arms is compiled flat."""

_BREAK: Final = 1
_CONTINUE: Final = 2


@dataclass(slots=True)
class _Frame:
    """A Python coroutine under construction."""

    lifted: bool = False
    blocks: int = 0
    loops: int = 0
    signals: set[int | None] = field(default_factory=set)


class Compiler(ExpressionCompiler):
    """Compiles one function once."""

    def __init__(self, function: nodes.Function, problems: Problems) -> None:
        header = function.header
        self.parameters = tuple(one.name for one in header.parameters) if header else ()
        self._tree = function
        super().__init__(problems, frozenset(assigned(function.block)) | set(self.parameters))
        self._known = frozenset(self.parameters)
        self._frame = _Frame()
        self._loops = self._lifts = self._tries = 0
        self._returns = False

    def module(self) -> ast.Module:
        """A module that defines `main`."""
        body = self._block(self._tree.block)
        self._check_return()
        span = self._tree.span
        self.inputs = (*self.parameters, *(one for one in self.reads if one not in self.parameters))
        names = ["R", "O", "n", *map(variable, self.inputs)]
        main = pyast.coroutine(span, "main", names, [*self._unset(span), *body])
        return ast.Module([main], [])

    def _check_return(self) -> None:
        """A function that promises a value and never returns one cannot be saved (errors)."""
        header = self._tree.header
        if header and header.returns.lower() not in ("", "void") and not self._returns:
            message = f"Missing return statement: Provide {header.returns.upper()} expression to return"
            self._report("missing-return", header.span, message)

    def _unset(self, span: Span) -> list[ast.stmt]:
        """Inner coroutines share variables with `main`, so it must bind them."""
        if not self._lifts:
            return []
        names = sorted(self._assigned - set(self.inputs))
        return [pyast.assign(span, variable(one), pyast.load(span, "UNSET")) for one in names]

    # --- statements

    def _block(
        self, block: nodes.Block, turn: Span | None = None, place: Span | None = None
    ) -> list[ast.stmt]:
        """The statements with their counts; `turn` is the place of a loop whose turn counts as well, `place`
        that of an empty block.

        All but the last statement of a row have no effect outside of the run, so they are counted together:
        it makes no difference that none of them is executed when the limit lies within the row.
        """
        found: list[ast.stmt] = []
        row: list[ast.stmt] = []
        places = [turn] if turn else []
        for one in block:
            tasks = self._tasks
            row += self._compiled(one)
            places.append(one.span)
            if self._ends_row(one, tasks):
                found += [*self._count(places), *row]
                row, places = [], []
        found += [*self._count(places), *row]
        return found or [ast.Pass(**pyast.position(place or self._tree.span))]

    def _ends_row(self, node: nodes.Statement, tasks: int) -> bool:
        """Where an error can be caught, each statement is counted by itself."""
        pure = isinstance(node, nodes.Assign | nodes.Evaluate) and self._tasks == tasks
        return self._tries > 0 or not pure

    def _compiled(self, node: nodes.Statement) -> list[ast.stmt]:
        match node:
            case nodes.Assign():
                return self._assign(node)
            case nodes.Evaluate(span=span, value=value):
                return [pyast.evaluate(span, self.expression(value))]
            case nodes.Info(span=span, value=value):
                return self._info(span, value)
            case nodes.If():
                return self._if(node)
            case nodes.AssignField():
                return self._assign_field(node)
            case nodes.While():
                return self._lifting(node.span, lambda: self._while(node))
            case nodes.ForEach():
                return self._lifting(node.span, lambda: self._for(node))
            case nodes.Try():
                return self._lifting(node.span, lambda: self._try(node))
            case nodes.Return(span=span, value=value):
                self._returns |= value is not None
                given = self.expression(value) if value else pyast.constant(span, None)
                return [self._leave(self._give(span, given))]
            case nodes.Break(span=span):
                return [self._leave(self._jump(span, _BREAK))]
            case nodes.Continue(span=span):
                return [self._leave(self._jump(span, _CONTINUE))]
        raise TypeError(type(node))

    @staticmethod
    def _count(places: list[Span]) -> list[ast.stmt]:
        """`n -= 2` and `if n <= 0: R.exhausted(n, places)`"""
        if not places:
            return []
        span = places[0]
        place = pyast.position(span)
        minus = ast.AugAssign(pyast.store(span, "n"), ast.Sub(), pyast.constant(span, len(places)), **place)
        left, none = pyast.load(span, "n"), pyast.constant(span, 0)
        rows = pyast.constant(span, tuple(map(tuple, places)))
        stop = pyast.evaluate(span, pyast.call(span, "R.exhausted", pyast.load(span, "n"), rows))
        return [minus, pyast.condition(span, ast.Compare(left, [ast.LtE()], [none], **place), [stop])]

    def _assign(self, node: nodes.Assign) -> list[ast.stmt]:
        value = node.value
        if node.operator:
            term = nodes.Term(node.operator, node.span, value)
            value = nodes.Chain(node.span, nodes.Name(node.span, node.name), (term,))
        compiled = self.expression(value)
        self._learn(node.name)
        return [pyast.assign(node.span, variable(node.name), compiled)]

    def _assign_field(self, node: nodes.AssignField) -> list[ast.stmt]:
        self._refuse_creators(node.span, f"Assigning the field {node.target.parts[-1].name}")
        return [pyast.evaluate(node.span, self.expression(node.value))]

    def _learn(self, name: str) -> None:
        if self._known is not None:
            self._known |= {name}

    def _info(self, span: Span, value: nodes.Expression) -> list[ast.stmt]:
        line = pyast.constant(span, span.line)
        return [
            pyast.evaluate(span, pyast.call(span, "R.hush")),
            pyast.evaluate(span, pyast.call(span, "R.info", self.expression(value), line)),
        ]

    # --- branches

    def _if(self, node: nodes.If) -> list[ast.stmt]:
        before, after = self._known, None
        arms: list[tuple[Span, ast.expr, list[ast.stmt]]] = []
        for arm in node.arms:
            self._known = before
            test = self.condition(arm.condition)
            block = self._block(arm.block, place=arm.condition.span)
            arms.append((arm.condition.span, test, block))
            after = both(after, self._known)
        self._known = before
        otherwise = self._block(node.otherwise) if node.otherwise else []
        self._known = both(after, self._known)
        return (
            self._flat_ladder(node.span, arms, otherwise) if len(arms) > LADDER else _ladder(arms, otherwise)
        )

    def _flat_ladder(
        self,
        span: Span,
        arms: list[tuple[Span, ast.expr, list[ast.stmt]]],
        otherwise: list[ast.stmt],
    ) -> list[ast.stmt]:
        """`taken = False`, then `if not taken:` `if condition: taken = True; …` for each arm.

        `taken` is looked at in the line of the ladder, so that no other seems to be executed.
        """
        taken = self.temporary()
        ladder: list[ast.stmt] = [pyast.assign(span, taken, pyast.constant(span, value=False))]
        for place, test, block in arms:
            free = pyast.negation(span, pyast.load(span, taken))
            mark = pyast.assign(place, taken, pyast.constant(place, value=True))
            ladder.append(pyast.condition(span, free, [pyast.condition(place, test, [mark, *block])]))
        if otherwise:
            free = pyast.negation(span, pyast.load(span, taken))
            ladder.append(pyast.condition(span, free, otherwise))
        return ladder

    # --- loops and handlers

    def _for(self, node: nodes.ForEach) -> list[ast.stmt]:
        how = "R.indexes" if node.index else "R.each"
        items = pyast.call(node.iterable.span, how, self.expression(node.iterable))
        before = self._known
        self._learn(node.name)
        body = self._turns(node)
        self._known = before
        target = pyast.store(node.span, variable(node.name))
        return [ast.For(target, items, body, [], None, **pyast.position(node.span))]

    def _while(self, node: nodes.While) -> list[ast.stmt]:
        test = self.condition(node.condition)
        before = self._known
        body = self._turns(node)
        self._known = before
        return [ast.While(test, body, [], **pyast.position(node.span))]

    def _turns(self, node: nodes.ForEach | nodes.While) -> list[ast.stmt]:
        """The block of a loop."""
        self._loops += 1
        self._frame.loops += 1
        body = self._nested(1, lambda: self._block(node.block, node.span))
        self._frame.loops -= 1
        self._loops -= 1
        return body

    def _try(self, node: nodes.Try) -> list[ast.stmt]:
        before = self._known
        self._tries += 1
        body = self._nested(1, lambda: self._block(node.block))
        self._tries -= 1
        after, self._known = self._known, before
        self._learn(node.name)
        handler = self._nested(_HANDLER, lambda: self._block(node.handler))
        self._known = both(after, self._known)
        caught = pyast.call(node.span, "R.caught", pyast.load(node.span, "caught"))
        bind = pyast.assign(node.span, variable(node.name), caught)
        place = pyast.position(node.span)
        error = pyast.load(node.span, "ScriptError")
        handlers = [ast.ExceptHandler(error, "caught", [bind, *handler], **place)]
        return [ast.Try(body, handlers, [], [], **place)]

    def _nested(self, blocks: int, compiled: Callable[[], list[ast.stmt]]) -> list[ast.stmt]:
        self._frame.blocks += blocks
        found = compiled()
        self._frame.blocks -= blocks
        return found

    # --- inner coroutines

    def _lifting(self, span: Span, compiled: Callable[[], list[ast.stmt]]) -> list[ast.stmt]:
        """The statement itself, or a call of an inner coroutine that holds it."""
        if self._frame.blocks < _MAX_BLOCKS:
            return compiled()
        outer, self._frame = self._frame, _Frame(lifted=True)
        body = compiled()
        inner, self._frame = self._frame, outer
        self._lifts += 1
        name = f"inner_{self._lifts}"
        shared = ["n", *sorted(map(variable, self._assigned))]
        declaration = ast.Nonlocal(shared, **pyast.position(span))
        definition = pyast.coroutine(span, name, [], [declaration, *body])
        return [definition, *self._ending(span, name, inner.signals)]

    def _ending(self, span: Span, name: str, signals: set[int | None]) -> list[ast.stmt]:
        """Call the inner coroutine, and do as it says: 1 break, 2 continue, (value,) return."""
        result = pyast.awaited(span, pyast.call(span, name))
        if not signals:
            return [pyast.evaluate(span, result)]
        ended = self.temporary()
        found: list[ast.stmt] = [pyast.assign(span, ended, result)]
        for signal in sorted(one for one in signals if one):
            test = ast.Compare(
                pyast.load(span, ended),
                [ast.Eq()],
                [pyast.constant(span, signal)],
                **pyast.position(span),
            )
            found.append(pyast.condition(span, test, [self._jump(span, signal)]))
        if None in signals:
            value = ast.Subscript(
                pyast.load(span, ended),
                pyast.constant(span, 0),
                pyast.LOAD,
                **pyast.position(span),
            )
            found.append(pyast.condition(span, pyast.load(span, ended), [self._give(span, value)]))
        return found

    def _leave(self, statement: ast.stmt) -> ast.stmt:
        """What follows is never reached."""
        self._known = None
        return statement

    def _give(self, span: Span, value: ast.expr) -> ast.stmt:
        if not self._frame.lifted:
            return pyast.give(span, value)
        self._frame.signals.add(None)
        return pyast.give(span, ast.Tuple([value], pyast.LOAD, **pyast.position(span)))

    def _jump(self, span: Span, signal: int) -> ast.stmt:
        if self._frame.loops:
            place = pyast.position(span)
            return ast.Break(**place) if signal == _BREAK else ast.Continue(**place)
        if not self._loops:
            word = "break" if signal == _BREAK else "continue"
            self._report("misplaced", span, f"{word} outside of a loop")
        self._frame.signals.add(signal)
        return pyast.give(span, pyast.constant(span, signal))


def _ladder(arms: list[tuple[Span, ast.expr, list[ast.stmt]]], otherwise: list[ast.stmt]) -> list[ast.stmt]:
    for span, test, block in reversed(arms):
        otherwise = [pyast.condition(span, test, block, otherwise)]
    return otherwise
