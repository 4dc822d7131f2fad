"""Expressions to Python's `ast`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from harness.deluge import nodes, pyast
from harness.deluge.calls import CallCompiler, is_a
from harness.deluge.errors import Problems
from harness.deluge.runtime import dates
from harness.deluge.runtime.operators import LARGEST, SMALLEST
from harness.deluge.scope import Known
from harness.deluge.source import Span
from harness.deluge.tokens import Escaped
from harness.deluge.types import ELEMENTS

OPERATORS: Final = {
    "+": "O.add",
    "-": "O.subtract",
    "*": "O.multiply",
    "/": "O.divide",
    "%": "O.modulo",
    "==": "O.equal",
    "!=": "O.equal",
    "<": "O.less",
    "<=": "O.less_equal",
    ">": "O.greater",
    ">=": "O.greater_equal",
    "in": "O.contained",
    "not in": "O.contained",
}
_COMPARISONS: Final = frozenset(("==", "!=", "<", "<=", ">", ">=", "in", "not in"))
_NEGATED: Final = ("!=", "not in")
_ORDERINGS: Final = {"<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE}
_ARITHMETIC: Final[Mapping[str, type[ast.operator]]] = {"+": ast.Add, "-": ast.Sub, "*": ast.Mult}
_SIGNS: Final = {"-": "O.negative", "+": "O.positive"}
_BARE_WORDS: Final = ("type", "response-format", "content-type", "service", "action")
_MOMENTS: Final = ("today", "now")
"""Builtins that are called without brackets."""

_FLAT: Final = 8
"""A chain longer than this is compiled as a sequence instead of nested calls."""

_Step = Callable[[ast.expr], ast.expr]


def variable(name: str) -> str:
    """The Python name of a Deluge variable: no script name reaches Python as it is."""
    return f"v_{name}"


class ExpressionCompiler(CallCompiler):
    """Compiles expressions; knows which variables have a value."""

    def __init__(self, problems: Problems, assigned: frozenset[str]) -> None:
        super().__init__(problems, assigned)
        self._known: Known = frozenset()
        self._compilers: Mapping[type[nodes.Expression], Callable[[Any], ast.expr]] = {
            nodes.Literal: self._literal,
            nodes.Quoted: self._quoted,
            nodes.Name: self._name,
            nodes.ListLiteral: self._list,
            nodes.MapLiteral: self._map,
            nodes.Unary: self._unary,
            nodes.Chain: self._chain,
            nodes.Logic: self._logic,
            nodes.Choice: self._choice,
            nodes.Call: self._call,
            nodes.Postfix: self._postfix,
            nodes.Task: self._task,
            nodes.TypedList: self._typed_list,
            nodes.Pairs: self._pairs,
            nodes.Foreign: self._foreign,
        }
        self.reads: dict[str, Span] = {}
        self.unsure: set[str] = set()

    def expression(self, node: nodes.Expression) -> ast.expr:
        """The Python expression of a Deluge expression."""
        return self._compilers[type(node)](node)

    def _literal(self, node: nodes.Literal) -> ast.expr:
        if type(node.value) is Escaped:
            return self._escaped(node.span, node.value)
        return pyast.constant(node.span, node.value)

    def _escaped(self, span: Span, text: Escaped) -> ast.expr:
        both = str(text), text.written
        return pyast.call(span, "R.escaped", *(pyast.constant(span, one) for one in both))

    def _list(self, node: nodes.ListLiteral) -> ast.expr:
        return pyast.call(node.span, "R.make_list", *map(self.expression, node.items))

    def _map(self, node: nodes.MapLiteral) -> ast.expr:
        flat = [self.expression(one) for pair in node.pairs for one in pair]
        return pyast.call(node.span, "R.make_map", *flat)

    def _typed_list(self, node: nodes.TypedList) -> ast.expr:
        kind = pyast.constant(node.span, ELEMENTS[node.element])
        return pyast.call(node.span, "R.make_typed_list", kind)

    def _pairs(self, node: nodes.Pairs) -> ast.expr:
        flat = [self.expression(one) for pair in node.pairs for one in pair]
        return pyast.call(node.span, "R.make_pairs", *flat)

    def _foreign(self, node: nodes.Foreign) -> ast.expr:
        self._refuse_creators(node.span, node.what)
        return pyast.constant(node.span, None)

    def _choice(self, node: nodes.Choice) -> ast.expr:
        test = self.condition(node.condition)
        return pyast.choice(node.span, test, self.expression(node.then), self.expression(node.otherwise))

    def _call(self, node: nodes.Call) -> ast.expr:
        return self._function(node.span, node.name, node.arguments)

    def condition(self, node: nodes.Expression) -> ast.expr:
        """The Python condition of a Deluge condition."""
        compiled = self.expression(node)
        return compiled if _is_boolean(node) else pyast.call(node.span, "O.true", compiled)

    # --- names and literals

    def _quoted(self, node: nodes.Quoted) -> ast.expr:
        date = dates.literal(node.text)
        if date is None:
            return self._literal(nodes.Literal(node.span, node.text))
        name = f"K_{len(self.globals)}"
        self.globals[name] = date
        return pyast.load(node.span, name)

    def _name(self, node: nodes.Name) -> ast.expr:
        if self._known is None or node.name in self._known:
            return pyast.load(node.span, variable(node.name))
        if node.name.lower() in _MOMENTS and node.name not in self._assigned:
            return self._function(node.span, node.name, [])
        self.reads.setdefault(node.name, node.span)
        value = pyast.load(node.span, variable(node.name))
        if node.name not in self._assigned:
            return value
        self.unsure.add(node.name)
        return pyast.call(node.span, "R.read", value, pyast.constant(node.span, node.name))

    # --- operators

    def _unary(self, node: nodes.Unary) -> ast.expr:
        if node.operator == "!":
            return pyast.negation(node.span, self.condition(node.operand))
        return pyast.call(node.span, _SIGNS[node.operator], self.expression(node.operand))

    def _logic(self, node: nodes.Logic) -> ast.expr:
        operator = ast.And() if node.operator == "&&" else ast.Or()
        operands = [self.condition(one) for one in node.operands]
        return ast.BoolOp(operator, operands, **pyast.position(node.span))

    def _chain(self, node: nodes.Chain) -> ast.expr:
        first = self._compared(node.first, node.terms[0].operand)
        return self._sequence(node.span, first, [self._term(one, node) for one in node.terms])

    def _term(self, term: nodes.Term, chain: nodes.Chain) -> _Step:
        operand = self._compared(term.operand, chain.first)

        def step(left: ast.expr) -> ast.expr:
            result: ast.expr = pyast.call(term.span, OPERATORS[term.operator], left, operand)
            if term.operator in _ORDERINGS and isinstance(left, ast.Name) and _is_whole(operand):
                result = _compared_at_once(term, left, operand, result)
            if term.operator in _ARITHMETIC and _may_be_whole(left, operand):
                result = self._computed_at_once(term, left, operand, result)
            return pyast.negation(term.span, result) if term.operator in _NEGATED else result

        return step

    def _computed_at_once(
        self, term: nodes.Term, left: ast.expr, right: ast.expr, otherwise: ast.expr
    ) -> ast.expr:
        """`left + right` of whole numbers without a call, while the result has 64 bits."""
        span, place, name = term.span, pyast.position(term.span), self.temporary()
        result = pyast.walrus(span, name, ast.BinOp(left, _ARITHMETIC[term.operator](), right, **place))
        bounds = pyast.constant(span, SMALLEST), pyast.constant(span, LARGEST)
        fits = ast.Compare(bounds[0], [ast.LtE(), ast.LtE()], [result, bounds[1]], **place)
        kept = pyast.load(span, name)
        value = pyast.choice(span, fits, kept, pyast.call(span, "O.whole", kept))
        tests = [is_a(span, one, "int") for one in (left, right) if isinstance(one, ast.Name)]
        test = ast.BoolOp(ast.And(), tests, **place) if len(tests) > 1 else tests[0]
        return pyast.choice(span, test, value, otherwise)

    def _compared(self, node: nodes.Expression, other: nodes.Expression) -> ast.expr:
        """`list.get(10) == null` is documented as working code (assumption deluge.list_get)."""
        if isinstance(other, nodes.Literal) and other.value is None:
            return self._forgiving(node)
        return self.expression(node)

    def _forgiving(self, node: nodes.Expression) -> ast.expr:
        if isinstance(node, nodes.Postfix):
            return self._postfix(node, last="R.call_or_null")
        return self.expression(node)

    def _sequence(self, span: Span, value: ast.expr, steps: Sequence[_Step]) -> ast.expr:
        """Apply the steps one after another; many of them flat, as `(t := …, t := …)[-1]`."""
        if len(steps) <= _FLAT:
            for step in steps:
                value = step(value)
            return value
        name = self.temporary()
        items: list[ast.expr] = [pyast.walrus(span, name, value)]
        items += [pyast.walrus(span, name, step(pyast.load(span, name))) for step in steps]
        place = pyast.position(span)
        row = ast.Tuple(items, pyast.LOAD, **place)
        return ast.Subscript(row, pyast.constant(span, -1), pyast.LOAD, **place)

    def _task(self, node: nodes.Task) -> ast.expr:
        self._tasks += 1
        place = pyast.position(node.span)
        keys: list[ast.expr | None] = [pyast.constant(one.span, one.key) for one in node.entries]
        values = [self._entry(one) for one in node.entries]
        entries = ast.Dict(keys, values, **place)
        line = pyast.constant(node.span, node.span.line)
        run = pyast.load(node.span, "R")
        return pyast.awaited(node.span, pyast.call(node.span, f"T_{node.name}", run, entries, line))

    def _entry(self, entry: nodes.Entry) -> ast.expr:
        """`type :POST` is a bare word, unless a variable of that name exists."""
        value = entry.value
        match value:
            case nodes.Name(name=word) if entry.key in _BARE_WORDS and word not in self._assigned:
                return pyast.constant(value.span, word)
        return self.expression(value)


def _is_boolean(node: nodes.Expression) -> bool:
    match node:
        case nodes.Logic() | nodes.Unary(operator="!"):
            return True
        case nodes.Chain(terms=terms):
            return terms[-1].operator in _COMPARISONS
        case nodes.Literal(value=bool()):
            return True
    return False


def _is_whole(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def _may_be_whole(left: ast.expr, right: ast.expr) -> bool:
    """Variables, or a variable and a whole number."""
    names = [isinstance(one, ast.Name) for one in (left, right)]
    return all(names) or (any(names) and (_is_whole(left) or _is_whole(right)))


def _compared_at_once(term: nodes.Term, left: ast.Name, right: ast.expr, otherwise: ast.expr) -> ast.expr:
    """`left < right if type(left) is int else otherwise`: counters are compared all the time."""
    span = term.span
    at_once = ast.Compare(left, [_ORDERINGS[term.operator]()], [right], **pyast.position(span))
    return pyast.choice(span, is_a(span, left, "int"), at_once, otherwise)
