"""Expressions to Python's `ast`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from typing import Any, Final

from harness.deluge import nodes, pyast
from harness.deluge.builtins import FAMILIES, Family
from harness.deluge.errors import Problems
from harness.deluge.runtime import dates
from harness.deluge.runtime.run import Dispatch
from harness.deluge.scope import Known
from harness.deluge.source import Span
from harness.errors import nearest

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
}
_COMPARISONS: Final = frozenset(("==", "!=", "<", "<=", ">", ">="))
_SIGNS: Final = {"-": "O.negative", "+": "O.positive"}
SYSTEM: Final = frozenset(
    f"zoho.{name}"
    for name in (
        "currentdate", "currenttime", "loginuser", "loginuserid", "adminuser", "adminuserid",
        "appname", "appuri", "ipaddress", "device.type",
    )
)  # fmt: skip
"""System variables (reference 1.7)."""

_BARE_WORDS: Final = ("type", "response-format")
_FLAT: Final = 8
"""A chain longer than this is compiled as a sequence instead of nested calls."""

_FIXED: Final = 3
"""Up to so many arguments Run has a method of its own."""

_Step = Callable[[ast.expr], ast.expr]


def variable(name: str) -> str:
    """The Python name of a Deluge variable: no script name reaches Python as it is."""
    return f"v_{name}"


class ExpressionCompiler:
    """Compiles expressions; knows which variables have a value."""

    def __init__(self, problems: Problems, assigned: frozenset[str]) -> None:
        self._problems, self._assigned = problems, assigned
        self._known: Known = frozenset()
        self._temporaries = 0
        self.globals: dict[str, Any] = {}
        self.reads: dict[str, Span] = {}
        self.unsure: set[str] = set()

    def expression(self, node: nodes.Expression) -> ast.expr:
        """The Python expression of a Deluge expression."""
        match node:
            case nodes.Literal(span=span, value=value):
                return pyast.constant(span, value)
            case nodes.Quoted(span=span, text=text):
                return self._quoted(span, text)
            case nodes.Name():
                return self._name(node)
            case nodes.ListLiteral(span=span, items=items):
                return pyast.call(span, "R.make_list", *map(self.expression, items))
            case nodes.MapLiteral(span=span, pairs=pairs):
                flat = [self.expression(one) for pair in pairs for one in pair]
                return pyast.call(span, "R.make_map", *flat)
            case nodes.Unary():
                return self._unary(node)
            case nodes.Chain():
                return self._chain(node)
            case nodes.Logic():
                return self._logic(node)
            case nodes.Choice(span=span, condition=condition, then=then, otherwise=otherwise):
                test = self.condition(condition)
                return pyast.choice(span, test, self.expression(then), self.expression(otherwise))
            case nodes.Call(span=span, name=name, arguments=arguments):
                return self._function(span, name, list(arguments))
            case nodes.Postfix():
                return self._postfix(node)
            case nodes.Task():
                return self._task(node)
        raise TypeError(type(node))

    def condition(self, node: nodes.Expression) -> ast.expr:
        """The Python condition of a Deluge condition."""
        compiled = self.expression(node)
        return compiled if _is_boolean(node) else pyast.call(node.span, "O.true", compiled)

    # --- names and literals

    def _quoted(self, span: Span, text: str) -> ast.expr:
        date = dates.literal(text)
        if date is None:
            return pyast.constant(span, text)
        name = f"K_{len(self.globals)}"
        self.globals[name] = date
        return pyast.load(span, name)

    def _name(self, node: nodes.Name) -> ast.expr:
        if self._known is None or node.name in self._known:
            return pyast.load(node.span, variable(node.name))
        bare = FAMILIES.get(node.name.lower())
        if bare and bare.plain and node.name.lower() in ("today", "now"):
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
            result = pyast.call(term.span, OPERATORS[term.operator], left, operand)
            return pyast.negation(term.span, result) if term.operator == "!=" else result

        return step

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
        row = ast.Tuple(items, ast.Load(), **place)
        return ast.Subscript(row, pyast.constant(span, -1), ast.Load(), **place)

    def temporary(self) -> str:
        """A Python name that nothing else has."""
        self._temporaries += 1
        return f"t_{self._temporaries}"

    # --- calls

    def _postfix(self, node: nodes.Postfix, last: str = "") -> ast.expr:
        base, parts = self._system(node) or (self.expression(node.base), node.parts)
        steps = [
            self._part(part, last if at == len(parts) - 1 and _is_get(part) else "")
            for at, part in enumerate(parts)
        ]
        return self._sequence(node.span, base, steps)

    def _part(self, part: nodes.Call | nodes.Member, how: str) -> _Step:
        if isinstance(part, nodes.Member):
            name = pyast.constant(part.span, part.name)
            return lambda value: pyast.call(part.span, "R.member", value, name)
        arguments = [self.expression(one) for one in part.arguments]
        if part.name.lower() == "ifnull":
            return lambda value: self._if_null(part.span, [value, *arguments])
        table = self._dispatch(part.span, part.name, len(arguments) + 1)
        method = how or _caller(len(arguments) + 1)
        return lambda value: pyast.call(part.span, method, table, value, *arguments)

    def _function(self, span: Span, name: str, arguments: list[nodes.Expression]) -> ast.expr:
        """`name(arguments)`, where the first argument is the receiver."""
        if name.lower() == "ifnull":
            first = [self._forgiving(one) for one in arguments[:1]]
            return self._if_null(span, first + [self.expression(one) for one in arguments[1:]])
        compiled = [self.expression(one) for one in arguments]
        if not compiled:
            return self._plain(span, name)
        table = self._dispatch(span, name, len(compiled))
        return pyast.call(span, _caller(len(compiled)), table, *compiled)

    def _plain(self, span: Span, name: str) -> ast.expr:
        found = self._family(span, name)
        if found is None or found.plain is None:
            if found:
                self._wrong_count(span, found)
            return pyast.constant(span, None)
        key = f"P_{found.name.lower()}"
        self.globals[key] = found.plain
        return pyast.call(span, key, pyast.load(span, "R"))

    def _if_null(self, span: Span, arguments: list[ast.expr]) -> ast.expr:
        if len(arguments) != 2:
            self._note(span, "No. of arguments mismatches for the function ifnull", "It takes 2.")
            return pyast.constant(span, None)
        name = self.temporary()
        test = pyast.call(span, "R.missing", pyast.walrus(span, name, arguments[0]))
        return pyast.choice(span, test, arguments[1], pyast.load(span, name))

    def _dispatch(self, span: Span, name: str, count: int) -> ast.expr:
        """The global that holds a builtin for so many arguments."""
        found = self._family(span, name)
        if found is None or count not in found.by_count:
            if found:
                self._wrong_count(span, found)
            return pyast.constant(span, None)
        return pyast.load(span, self._global(found.by_count[count], count))

    def _global(self, table: Dispatch, count: int) -> str:
        key = f"F_{table.name.lower().replace('.', '_')}_{count}"
        self.globals[key] = table
        return key

    def _family(self, span: Span, name: str) -> Family | None:
        found = FAMILIES.get(name.lower())
        if found is None:
            known = (family.name for family in FAMILIES.values())
            self._note(span, f"Not able to find '{name}' function", _suggestion(name, known))
        return found

    def _wrong_count(self, span: Span, found: Family) -> None:
        counts = " or ".join(str(count - 1) for count in sorted(found.by_count)) or "none"
        message = f"No. of arguments mismatches for the function {found.name}"
        self._note(span, message, f"Arguments in brackets after a dot: {counts}.")

    # --- zoho.…

    def _system(self, node: nodes.Postfix) -> tuple[ast.expr, tuple[nodes.Call | nodes.Member, ...]] | None:
        """A system variable or a function of a namespace, and the parts after it."""
        base = node.base
        if not isinstance(base, nodes.Name) or base.name.lower() != "zoho":
            return None
        path = "zoho"
        for at, part in enumerate(node.parts):
            path = f"{path}.{part.name}"
            if isinstance(part, nodes.Call):
                return self._function(part.span, path, list(part.arguments)), node.parts[at + 1 :]
            if path.lower() in SYSTEM:
                name = pyast.constant(part.span, path.lower())
                return pyast.call(part.span, "R.system", name), node.parts[at + 1 :]
        self._note(base.span, f"Variable '{path}' is not defined", nearest(path.lower(), SYSTEM))
        return pyast.constant(base.span, None), ()

    def _task(self, node: nodes.Task) -> ast.expr:
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

    def _note(self, span: Span, message: str, hint: str = "") -> None:
        self._problems.add("name", message, span, hint)


def _is_boolean(node: nodes.Expression) -> bool:
    match node:
        case nodes.Logic() | nodes.Unary(operator="!"):
            return True
        case nodes.Chain(terms=terms):
            return terms[-1].operator in _COMPARISONS
        case nodes.Literal(value=bool()):
            return True
    return False


def _caller(count: int) -> str:
    """The method of Run that calls a builtin with so many arguments."""
    return f"R.call_{count}" if count <= _FIXED else "R.call"


def _is_get(part: nodes.Call | nodes.Member) -> bool:
    return isinstance(part, nodes.Call) and part.name.lower() == "get" and len(part.arguments) == 1


def _suggestion(name: str, known: Sequence[str] | Any) -> str:
    """The nearest known name; the whole list would be too long to help."""
    found = nearest(name, known)
    return found if found.startswith("Did") else ""
