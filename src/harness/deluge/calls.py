"""Calls of builtins, tasks and namespaces to Python's `ast`."""

from __future__ import annotations

import ast
from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import Any, Final

from harness.deluge import nodes, pyast
from harness.deluge.builtins import FAMILIES, Family
from harness.deluge.builtins.list import ROOM
from harness.deluge.errors import Problems
from harness.deluge.runtime.run import Dispatch
from harness.deluge.source import Span
from harness.deluge.tasks import FUNCTIONS, TaskFunction
from harness.errors import nearest

SYSTEM: Final = frozenset(
    f"zoho.{name}"
    for name in (
        "currentdate", "currenttime", "loginuser", "loginuserid", "adminuser", "adminuserid",
        "appname", "appuri", "ipaddress", "device.type",
    )
)  # fmt: skip
"""System variables (reference 1.7)."""

PRODUCTS: Final = frozenset(
    (
        "ai", "analytics", "assist", "backstage", "bigin", "billing", "bookings", "bugtracker",
        "calendar", "campaigns", "catalyst", "checkout", "cliq", "commerce", "connect", "contracts",
        "creator", "crm", "desk", "directory", "expense", "file", "fsm", "inventory", "invoice", "learn",
        "mail", "marketingautomation", "meeting", "notebook", "office", "payroll", "pdf", "people",
        "projects", "recruit", "reports", "salesinbox", "salesiq", "sheet", "show", "sign", "sites",
        "social", "sprints", "subscriptions", "survey", "tables", "vault", "voice", "workdrive",
        "writer", "zia",
    )
)  # fmt: skip
"""Namespaces of `zoho.` whose tasks belong to another product (reference 3.4)."""

FUNCTION_SPACES: Final = frozenset(
    (
        "automation",
        "button",
        "relatedlist",
        "related_list",
        "schedule",
        "standalone",
        "thisapp",
        "validation_rule",
    )
)
"""What stands before the name of another custom function (reference 1.4)."""

RECORD_SPACES: Final = frozenset(("input", "old"))
"""The record at hand, in Creator."""

PAIRED: Final = frozenset(("collection", "insert", "update"))
"""Functions that take `"key":value`."""

CREATOR_FUNCTIONS: Final = frozenset(
    ("count", "getall", "openurl", "isuserinrole", "maximum", "minimum", "sum", "getdate")
)
"""Functions of Creator's records, forms and pages."""

_Step = Callable[[ast.expr], ast.expr]
_Parts = tuple[nodes.Call | nodes.Member, ...]


class CallCompiler:
    """Compiles calls; `expression` compiles what stands in them."""

    def __init__(self, problems: Problems, assigned: frozenset[str]) -> None:
        self._problems, self._assigned = problems, assigned
        self._temporaries = self._tasks = 0
        self.globals: dict[str, Any] = {}

    @abstractmethod
    def expression(self, node: nodes.Expression) -> ast.expr:
        """The Python expression of a Deluge expression."""

    @abstractmethod
    def _forgiving(self, node: nodes.Expression) -> ast.expr: ...

    @abstractmethod
    def _sequence(self, span: Span, value: ast.expr, steps: Sequence[_Step]) -> ast.expr: ...

    def temporary(self) -> str:
        """A Python name that nothing else has."""
        self._temporaries += 1
        return f"t_{self._temporaries}"

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
        arguments = self._arguments(part.name, part.arguments)
        if part.name.lower() == "ifnull":
            return lambda value: self._if_null(part.span, [value, *arguments])
        if how:
            table = self._dispatch(part.span, part.name, len(arguments) + 1)
            return lambda value: pyast.call(part.span, how, table, value, *arguments)
        return lambda value: self._called(part.span, part.name, [value, *arguments], tasks)

    def _function(self, span: Span, name: str, arguments: Sequence[nodes.Expression]) -> ast.expr:
        """`name(arguments)`, where the first argument is the receiver."""
        if name.lower() in FUNCTIONS:
            return self._task_function(span, FUNCTIONS[name.lower()], arguments)
        if name.lower() == "ifnull":
            self._refuse_pairs(name, arguments)
            first = [self._forgiving(one) for one in arguments[:1]]
            return self._if_null(span, first + [self.expression(one) for one in arguments[1:]])
        tasks = self._tasks
        compiled = self._arguments(name, arguments)
        if not compiled:
            return self._plain(span, name)
        return self._called(span, name, compiled, tasks)

    def _arguments(self, name: str, arguments: Sequence[nodes.Expression]) -> list[ast.expr]:
        self._refuse_pairs(name, arguments)
        return [self.expression(one) for one in arguments]

    def _refuse_pairs(self, name: str, arguments: Sequence[nodes.Expression]) -> None:
        for one in arguments:
            if isinstance(one, nodes.Pairs) and name.lower() not in PAIRED:
                hint = (
                    'Only collections take "key":value between the brackets; a map is written {"key":value}.'
                )
                self._report("misplaced", one.span, f"Argument type mismatches for the function {name}", hint)

    def _task_function(
        self, span: Span, found: TaskFunction, arguments: Sequence[nodes.Expression]
    ) -> ast.expr:
        """`await task(R, line, arguments)`"""
        if len(arguments) not in found.counts:
            counts = " or ".join(map(str, found.counts))
            message = f"No. of arguments mismatches for the function {found.name}"
            self._report("argument-count", span, message, f"It takes {counts}.")
        compiled = self._arguments(found.name, arguments)
        self._tasks += 1
        key = f"T_{found.name.lower().replace('.', '_')}"
        self.globals[key] = found.run
        line = pyast.constant(span, span.line)
        return pyast.awaited(span, pyast.call(span, key, pyast.load(span, "R"), line, *compiled))

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
            message = "No. of arguments mismatches for the function ifnull"
            self._report("argument-count", span, message, "It takes 2.")
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
        if found is None and name.lower() in CREATOR_FUNCTIONS:
            self._refuse_creators(span, name)
        elif found is None:
            known = (family.name for family in FAMILIES.values())
            message = f"Not able to find '{name}' function"
            self._report("unknown-function", span, message, _suggestion(name, known))
        return found

    def _wrong_count(self, span: Span, found: Family) -> None:
        counts = " or ".join(str(count - 1) for count in sorted(found.by_count)) or "none"
        message = f"No. of arguments mismatches for the function {found.name}"
        self._report("argument-count", span, message, f"Arguments in brackets after a dot: {counts}.")

    # --- namespaces

    def _system(self, node: nodes.Postfix) -> tuple[ast.expr, _Parts] | None:
        """A system variable or a function of a namespace, and the parts after it."""
        base = node.base
        if isinstance(base, nodes.Foreign):
            return self.expression(base), ()
        if not isinstance(base, nodes.Name) or base.name in self._assigned:
            return None
        space = base.name.lower()
        if space == "zoho":
            return self._zoho(base, node.parts)
        if space in FUNCTION_SPACES:
            return self._other_function(base, node.parts)
        if space in RECORD_SPACES and isinstance(node.parts[0], nodes.Member):
            self._refuse_creators(base.span, f"{base.name}.{node.parts[0].name}")
            return pyast.constant(base.span, None), ()
        return None

    def _zoho(self, base: nodes.Name, parts: _Parts) -> tuple[ast.expr, _Parts]:
        path = "zoho"
        for at, part in enumerate(parts):
            path = f"{path}.{part.name}"
            if isinstance(part, nodes.Call):
                return self._zoho_call(path, part), parts[at + 1 :]
            if path.lower() in SYSTEM:
                name = pyast.constant(part.span, path.lower())
                return pyast.call(part.span, "R.system", name), parts[at + 1 :]
        message = f"Variable '{path}' is not defined"
        self._report("unknown-variable", base.span, message, nearest(path.lower(), SYSTEM))
        return pyast.constant(base.span, None), ()

    def _zoho_call(self, path: str, call: nodes.Call) -> ast.expr:
        """A builtin or task; those of other products end the run, since nothing answers them."""
        product = path.lower().split(".")[1]
        if path.lower() in FAMILIES or path.lower() in FUNCTIONS or product not in PRODUCTS:
            return self._function(call.span, path, call.arguments)
        name = pyast.constant(call.span, path)
        return pyast.call(call.span, "R.no_fake", name, *map(self.expression, call.arguments))

    def _other_function(self, base: nodes.Name, parts: _Parts) -> tuple[ast.expr, _Parts]:
        name = ".".join([base.name, *(one.name for one in parts)])
        hint = "A Books function cannot call other custom functions; put its statements here."
        self._report("other-function", base.span, f"Not able to find '{name}' function", hint)
        for part in parts:
            for argument in part.arguments if isinstance(part, nodes.Call) else ():
                self.expression(argument)
        return pyast.constant(base.span, None), ()

    def _refuse_creators(self, span: Span, what: str) -> None:
        """Something of Creator's that a Books function does not have."""
        message = f"{what} is not supported for this function"
        hint = "It belongs to Zoho Creator: a Books function has no forms, records or pages of its own."
        self._report("creator", span, message, hint)

    def _report(self, code: str, span: Span, message: str, hint: str = "") -> None:
        self._problems.add(code, message, span, hint)


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
        test = ast.BoolOp(ast.And(), [is_a(span, receiver, "list"), room], **place)
        method = ast.Attribute(receiver, "append", pyast.LOAD, **place)
    elif name.lower() == "get" and isinstance(argument, ast.Constant) and type(argument.value) is str:
        quiet = ast.Attribute(pyast.load(span, "R"), "quiet", pyast.LOAD, **place)
        test = ast.BoolOp(ast.And(), [quiet, is_a(span, receiver, "dict")], **place)
        method = ast.Attribute(receiver, "get", pyast.LOAD, **place)
    else:
        return None
    return test, ast.Call(method, [argument], [], **place)


def is_a(span: Span, value: ast.expr, kind: str) -> ast.expr:
    """`type(value) is kind`"""
    found = pyast.call(span, "type", value)
    return ast.Compare(found, [ast.Is()], [pyast.load(span, kind)], **pyast.position(span))


def _is_get(part: nodes.Call | nodes.Member) -> bool:
    return isinstance(part, nodes.Call) and part.name.lower() == "get" and len(part.arguments) == 1


def _suggestion(name: str, known: Sequence[str] | Any) -> str:
    """The nearest known name; the whole list would be too long to help."""
    found = nearest(name, known)
    return found if found.startswith("Did") else ""
