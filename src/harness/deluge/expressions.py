"""Expressions to Python's `ast`."""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

from harness.deluge import nodes, pyast
from harness.deluge.builtins import FAMILIES, Family
from harness.deluge.builtins.list import ROOM
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
_ORDERINGS: Final = {"<": ast.Lt, "<=": ast.LtE, ">": ast.Gt, ">=": ast.GtE}
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

_Step = Callable[[ast.expr], ast.expr]


def variable(name: str) -> str:
    """The Python name of a Deluge variable: no script name reaches Python as it is."""
    return f"v_{name}"


class ExpressionCompiler:
    """Compiles expressions; knows which variables have a value."""

    def __init__(self, problems: Problems, assigned: frozenset[str]) -> None:
        self._problems, self._assigned = problems, assigned
        self._known: Known = frozenset()
        self._temporaries = self._tasks = 0
        self.globals: dict[str, Any] = {}
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
        }
        self.reads: dict[str, Span] = {}
        self.unsure: set[str] = set()

    def expression(self, node: nodes.Expression) -> ast.expr:
        """The Python expression of a Deluge expression."""
        return self._compilers[type(node)](node)

    def _literal(self, node: nodes.Literal) -> ast.expr:
        return pyast.constant(node.span, node.value)

    def _list(self, node: nodes.ListLiteral) -> ast.expr:
        return pyast.call(node.span, "R.make_list", *map(self.expression, node.items))

    def _map(self, node: nodes.MapLiteral) -> ast.expr:
        flat = [self.expression(one) for pair in node.pairs for one in pair]
        return pyast.call(node.span, "R.make_map", *flat)

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
            return pyast.constant(node.span, node.text)
        name = f"K_{len(self.globals)}"
        self.globals[name] = date
        return pyast.load(node.span, name)

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
            result: ast.expr = pyast.call(term.span, OPERATORS[term.operator], left, operand)
            if term.operator in _ORDERINGS and isinstance(left, ast.Name) and _is_whole(operand):
                result = _compared_at_once(term, left, operand, result)
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
        row = ast.Tuple(items, pyast.LOAD, **place)
        return ast.Subscript(row, pyast.constant(span, -1), pyast.LOAD, **place)

    def temporary(self) -> str:
        """A Python name that nothing else has."""
        self._temporaries += 1
        return f"t_{self._temporaries}"

    # --- calls

    def _postfix(self, node: nodes.Postfix, last: str = "") -> ast.expr:
        tasks = self._tasks
        base, parts = self._system(node) or (self.expression(node.base), node.parts)
        steps = [
            self._part(part, tasks, last if at == len(parts) - 1 and _is_get(part) else "")
            for at, part in enumerate(parts)
        ]
        return self._sequence(node.span, base, steps)

    def _part(self, part: nodes.Call | nodes.Member, tasks: int, how: str) -> _Step:
        if isinstance(part, nodes.Member):
            name = pyast.constant(part.span, part.name)
            return lambda value: pyast.call(part.span, "R.member", value, name)
        arguments = [self.expression(one) for one in part.arguments]
        if part.name.lower() == "ifnull":
            return lambda value: self._if_null(part.span, [value, *arguments])
        if how:
            table = self._dispatch(part.span, part.name, len(arguments) + 1)
            return lambda value: pyast.call(part.span, how, table, value, *arguments)
        return lambda value: self._called(part.span, part.name, [value, *arguments], tasks)

    def _function(self, span: Span, name: str, arguments: Sequence[nodes.Expression]) -> ast.expr:
        """`name(arguments)`, where the first argument is the receiver."""
        if name.lower() == "ifnull":
            first = [self._forgiving(one) for one in arguments[:1]]
            return self._if_null(span, first + [self.expression(one) for one in arguments[1:]])
        tasks = self._tasks
        compiled = [self.expression(one) for one in arguments]
        if not compiled:
            return self._plain(span, name)
        return self._called(span, name, compiled, tasks)

    def _called(self, span: Span, name: str, operands: list[ast.expr], tasks: int) -> ast.expr:
        """A builtin: `table[type(first)](R, first, …)`, without a detour as long as R is quiet.

        A task among the operands may end the quiet; then Run decides, when all of them are there.
        """
        table = self._dispatch(span, name, len(operands))
        if self._tasks > tasks:
            return pyast.call(span, "R.call", table, *operands)
        first, *others = operands
        shortcut = _shortcut(span, name, operands)
        if shortcut:
            return pyast.choice(span, *shortcut, self._looked_up(span, table, first, others))
        return self._looked_up(span, table, first, others)

    def _looked_up(self, span: Span, table: ast.expr, first: ast.expr, others: list[ast.expr]) -> ast.expr:
        again = first
        if not isinstance(first, ast.Name | ast.Constant):
            name = self.temporary()
            first, again = pyast.walrus(span, name, first), pyast.load(span, name)
        place = pyast.position(span)
        quiet = ast.Attribute(pyast.load(span, "R"), "quiet", pyast.LOAD, **place)
        watched = ast.Attribute(table, "watched", pyast.LOAD, **place)
        chosen = pyast.choice(span, quiet, table, watched)
        runner = ast.Subscript(chosen, pyast.call(span, "type", first), pyast.LOAD, **place)
        return ast.Call(runner, [pyast.load(span, "R"), again, *others], [], **place)

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
                return self._function(part.span, path, part.arguments), node.parts[at + 1 :]
            if path.lower() in SYSTEM:
                name = pyast.constant(part.span, path.lower())
                return pyast.call(part.span, "R.system", name), node.parts[at + 1 :]
        self._note(base.span, f"Variable '{path}' is not defined", nearest(path.lower(), SYSTEM))
        return pyast.constant(base.span, None), ()

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


def _is_whole(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int


def _compared_at_once(term: nodes.Term, left: ast.Name, right: ast.expr, otherwise: ast.expr) -> ast.expr:
    """`left < right if type(left) is int else otherwise`: counters are compared all the time."""
    span = term.span
    at_once = ast.Compare(left, [_ORDERINGS[term.operator]()], [right], **pyast.position(span))
    return pyast.choice(span, _is_a(span, left, "int"), at_once, otherwise)


def _shortcut(span: Span, name: str, operands: list[ast.expr]) -> tuple[ast.expr, ast.expr] | None:
    """When the commonest builtins need no call of ours, and what they do then.

    `l.add(x)` is `l.append(x)` unless a charge is due, `m.get("k")` is that of the dict.
    """
    if len(operands) != 2 or not all(isinstance(one, ast.Name | ast.Constant) for one in operands):
        return None
    (receiver, argument), place = operands, pyast.position(span)
    if name.lower() == "add":
        size = pyast.call(span, "len", receiver)
        room = ast.BinOp(size, ast.BitAnd(), pyast.constant(span, ROOM), **place)
        test = ast.BoolOp(ast.And(), [_is_a(span, receiver, "list"), room], **place)
        method = ast.Attribute(receiver, "append", pyast.LOAD, **place)
    elif name.lower() == "get" and isinstance(argument, ast.Constant) and type(argument.value) is str:
        quiet = ast.Attribute(pyast.load(span, "R"), "quiet", pyast.LOAD, **place)
        test = ast.BoolOp(ast.And(), [quiet, _is_a(span, receiver, "dict")], **place)
        method = ast.Attribute(receiver, "get", pyast.LOAD, **place)
    else:
        return None
    return test, ast.Call(method, [argument], [], **place)


def _is_a(span: Span, value: ast.expr, kind: str) -> ast.expr:
    """`type(value) is kind`"""
    found = pyast.call(span, "type", value)
    return ast.Compare(found, [ast.Is()], [pyast.load(span, kind)], **pyast.position(span))


def _is_get(part: nodes.Call | nodes.Member) -> bool:
    return isinstance(part, nodes.Call) and part.name.lower() == "get" and len(part.arguments) == 1


def _suggestion(name: str, known: Sequence[str] | Any) -> str:
    """The nearest known name; the whole list would be too long to help."""
    found = nearest(name, known)
    return found if found.startswith("Did") else ""
