"""Statements that are never reached, values that nobody uses."""

from __future__ import annotations

from collections.abc import Iterator

from harness.deluge import nodes
from harness.deluge.builtins import FAMILIES
from harness.deluge.source import Span
from harness.deluge.walk import walk

from ..model import WARNING, Finding, Rule
from ..script import Script
from .answers import is_call

_LEAVES = (nodes.Return, nodes.Break, nodes.Continue)
_CHANGING = frozenset(
    (
        "add", "addall", "clear", "delete", "deleteall", "deletekey", "deletekeys", "insert", "insertall",
        "put", "putall", "remove", "removeall", "removeelement", "setcharset", "setfilename",
        "setfilepassword", "setfiletype", "setparamname", "sort", "sortkey", "update",
    )
)  # fmt: skip
"""Builtins that change their receiver, or may (assumption deluge.sort)."""


def unreachable(script: Script) -> Iterator[Finding]:
    """The first statement of a block behind one that always leaves."""
    for row in script.rows:
        for before, statement in zip(row.block, row.block[1:], strict=False):
            if leaves(before):
                word = _word(before)
                message = f"This is never reached: {word} in line {before.span.line} comes first"
                yield Finding(statement.span, message, "Move it, or delete it.")
                break


def leaves(statement: nodes.Statement) -> bool:
    """Does nothing behind the statement run in its block?"""
    match statement:
        case nodes.Return() | nodes.Break() | nodes.Continue():
            return True
        case nodes.If(arms=arms, otherwise=otherwise):
            ends = [*(arm.block for arm in arms), otherwise]
            return all(block and leaves(block[-1]) for block in ends)
        case nodes.Try(block=block, handler=handler):
            return all(one and leaves(one[-1]) for one in (block, handler))
    return False


def _word(statement: nodes.Statement) -> str:
    if isinstance(statement, _LEAVES):
        return type(statement).__name__.lower()
    return "every way through the statement that begins"


def unassigned(script: Script) -> Iterator[Finding]:
    """A variable that is read before any statement can have assigned it."""
    begins = _begins(script)
    early = [one for one in script.all(nodes.Name) if one.name in begins and one.span < begins[one.name]]
    turned = _turned(script) if early else frozenset()
    first: dict[str, Span] = {}
    for one in early:
        if id(one) not in turned and not script.gives(one.name):
            first[one.name] = min(first.get(one.name, one.span), one.span)
    for name, span in first.items():
        line = begins[name].line
        hint = f"It is assigned from line {line} on: move the statement up, or give it a value before."
        yield Finding(span, f"Variable '{name}' is read before it is assigned", hint)


def _begins(script: Script) -> dict[str, Span]:
    """Where each variable can first have a value: behind the assignment, not in it."""
    found: dict[str, Span] = {}
    for assign in script.all(nodes.Assign):
        last = max(one.span for one in walk(assign.value)) if assign.name in script.names else assign.span
        found[assign.name] = min(found.get(assign.name, last), last)
    loops = [(one.name, one.span) for one in script.all(nodes.ForEach)]
    for name, span in (*loops, *((one.name, one.span) for one in script.all(nodes.Try))):
        found[name] = min(found.get(name, span), span)
    return found


def _turned(script: Script) -> frozenset[int]:
    """The reads (by identity) to which a loop leads back from an assignment."""
    found: set[int] = set()
    for loop in (*script.all(nodes.ForEach), *script.all(nodes.While)):
        inside = list(walk(loop))
        assigned = {one.name for one in inside if isinstance(one, nodes.Assign)}
        found.update(id(one) for one in inside if isinstance(one, nodes.Name) and one.name in assigned)
    return frozenset(found)


def unused_result(script: Script) -> Iterator[Finding]:
    """A builtin called as a statement though all it does is to give a value."""
    for statement in script.all(nodes.Evaluate):
        call = _last_call(statement.value)
        if call is None or call.name.lower() not in FAMILIES or call.name.lower() in _CHANGING:
            continue
        if not any(is_call(one) for one in walk(statement.value)):
            hint = f"Assign it: x = … .{call.name}(…); or delete the statement."
            yield Finding(call.span, f"Nobody uses the result of {call.name}()", hint)


def _last_call(node: nodes.Expression) -> nodes.Call | None:
    """The call whose result is the value of an expression; tasks of a namespace are no builtins."""
    if isinstance(node, nodes.Call):
        return node
    if isinstance(node, nodes.Postfix) and isinstance(node.parts[-1], nodes.Call):
        first = node.base.name.lower() if isinstance(node.base, nodes.Name) else ""
        return node.parts[-1] if first != "zoho" else None
    return None


def unused_variable(script: Script) -> Iterator[Finding]:
    """A variable that is assigned and never read; answers to calls have a rule of their own."""
    seen: set[str] = set()
    for one in sorted(script.all(nodes.Assign), key=lambda found: found.span):
        if one.name in script.names or one.name in seen or is_call(one.value):
            continue
        if isinstance(one.value, nodes.Foreign):
            continue  # an insertion into a form is done for itself
        seen.add(one.name)
        yield Finding(one.span, f"Variable '{one.name}' is never read", "Use it, or delete the assignment.")


RULES = (
    Rule(
        "unreachable",
        WARNING,
        "A statement behind return, break or continue: it never runs.",
        "ours",
        unreachable,
    ),
    Rule(
        "unassigned-variable",
        WARNING,
        "A variable is read before any statement can have assigned it (assumption deluge.unassigned).",
        "deluge/help/error-messages.html: Variable 'x' is not defined",
        unassigned,
        whole=True,
    ),
    Rule(
        "unused-result",
        WARNING,
        "A function whose result nobody uses; trim(), replaceAll() and their like change nothing in place.",
        "deluge/help/functions: they give a new value",
        unused_result,
    ),
    Rule(
        "unused-variable",
        WARNING,
        "A variable that is assigned and never read.",
        "ours",
        unused_variable,
        whole=True,
    ),
)
