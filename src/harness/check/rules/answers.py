"""Answers of other services that a function never looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from harness.deluge import nodes
from harness.deluge.tasks import FUNCTIONS
from harness.deluge.walk import walk

from ..model import WARNING, Finding, Rule
from ..script import Row, Script

_TASKS = ("invokeurl", "invokeapi")
FINANCE = ("books", "inventory", "billing", "invoice", "subscriptions", "expense")
"""Namespaces of `zoho.` whose tasks answer an error as data, as those of Books do (reference 3.3)."""
_PLAIN = ("tostring", "totext", "tomap", "tolist", "tojsonlist")
"""Conversions that look at nothing."""


def is_call(node: nodes.Node | None) -> bool:
    """Is this a call of another service, whose answer may report an error?"""
    return bool(node and _what(node))


def _what(node: nodes.Node) -> str:
    match node:
        case nodes.Task(name=name) if name in _TASKS:
            return name
        case nodes.Call(name=name) if name.lower() in FUNCTIONS:
            return name
        case nodes.Postfix(base=nodes.Name(name=space), parts=[nodes.Member(name=product), *others]):
            if space.lower() == "zoho" and product.lower() in FINANCE and others:
                return f"{space}.{product}.{others[0].name}"
    return ""


def unchecked(script: Script) -> Iterator[Finding]:
    """An answer that is dropped, or kept and never read but for printing."""
    printed = _printed(script)
    for row in script.rows:
        for at, statement in enumerate(row.block):
            if isinstance(statement, nodes.Evaluate) and is_call(statement.value):
                yield _finding(statement.value, "is dropped")
            elif isinstance(statement, nodes.Assign) and is_call(statement.value):
                yield from _kept(script, row, at, statement, printed)


def _kept(
    script: Script, row: Row, at: int, statement: nodes.Assign, printed: frozenset[int]
) -> Iterator[Finding]:
    """The answer is kept in a variable: follow it through the block, then look at the whole function."""
    for later in row.block[at + 1 :]:
        if _looks(later, statement.name, printed):
            return
        if isinstance(later, nodes.Assign) and later.name == statement.name:
            yield _finding(
                statement.value, f"is overwritten in line {later.span.line}, and nobody looked at it"
            )
            return
    if statement.name in _outside(script) or _looked_later(script, row, statement, printed):
        return
    how = "is only printed" if statement.name in script.names else "is never looked at"
    yield _finding(statement.value, how)


def _looks(node: nodes.Node, name: str, printed: frozenset[int]) -> bool:
    return any(
        (isinstance(one, nodes.Name) and one.name == name and id(one) not in printed)
        or (isinstance(one, nodes.Foreign) and name in one.text)
        for one in walk(node)
    )


def _looked_later(script: Script, row: Row, statement: nodes.Assign, printed: frozenset[int]) -> bool:
    """Behind the call, or before it in a loop around both."""
    begin = min((loop.span for loop in row.loops), default=statement.span)
    return any(
        one.name == statement.name and one.span > begin and id(one) not in printed
        for one in script.all(nodes.Name)
    )


def _outside(script: Script) -> frozenset[str]:
    """Names in what only Creator understands."""
    return frozenset(word for one in script.all(nodes.Foreign) for word in one.text.split())


def _printed(script: Script) -> frozenset[int]:
    """The places of variables (by identity) that are only printed: `info r`, `info "x" + r.toString()`."""
    found: list[int] = []
    waiting: list[nodes.Expression] = [one.value for one in script.all(nodes.Info)]
    while waiting:
        match waiting.pop():
            case nodes.Name() as name:
                found.append(id(name))
            case nodes.Chain(first=first, terms=terms) if all(one.operator == "+" for one in terms):
                waiting += [first, *(one.operand for one in terms)]
            case nodes.Postfix(base=base, parts=parts) if _plain(parts):
                waiting.append(base)
    return frozenset(found)


def _plain(parts: Sequence[nodes.Call | nodes.Member]) -> bool:
    return all(isinstance(one, nodes.Call) and one.name.lower() in _PLAIN for one in parts)


def _finding(call: nodes.Expression, how: str) -> Finding:
    hint = (
        "An error comes back as a body like any other, and to Zoho the function succeeds. "
        "Check the code in it, or use detailed:true and responseCode."
    )
    return Finding(call.span, f"The answer to {_what(call)} {how}", hint)


RULES = (
    Rule(
        "unchecked-response",
        WARNING,
        "The answer to a call is dropped, overwritten or only printed: an error in it goes unnoticed. "
        "Printing it with info is not looking at it; a run reports the same under the same code.",
        "zoho/subscriptions-workflow-samples: samples test the code of each answer",
        unchecked,
        whole=True,
    ),
)
