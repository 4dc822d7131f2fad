"""Answers of other services that a function never looks at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from harness.deluge import nodes
from harness.deluge.source import Span
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
        case nodes.Postfix(
            base=nodes.Name(name=space), parts=[nodes.Member(name=product), nodes.Call(name=task)]
        ) if space.lower() == "zoho" and product.lower() in FINANCE:
            return f"{space}.{product}.{task}"
    return ""


def unchecked(script: Script) -> Iterator[Finding]:
    """An answer that is dropped, or kept and never read but for printing."""
    looks = _looks(script)
    outside = frozenset(word for one in script.all(nodes.Foreign) for word in re.findall(r"\w+", one.text))
    for row in script.rows:
        overwriting: dict[str, nodes.Assign] = {}
        for at in reversed(range(len(row.block))):
            statement = row.block[at]
            if isinstance(statement, nodes.Evaluate) and is_call(statement.value):
                yield _finding(statement.value, "is dropped")
            if not isinstance(statement, nodes.Assign):
                continue
            if is_call(statement.value) and statement.name not in outside:
                how = _fate(script, row, at, overwriting.get(statement.name), looks.get(statement.name, []))
                yield from [_finding(statement.value, how)] if how else []
            overwriting[statement.name] = statement


def _fate(script: Script, row: Row, at: int, overwriting: nodes.Assign | None, looks: Sequence[Span]) -> str:
    """What becomes of an answer that a variable keeps; "" if somebody looks at it.

    `overwriting` is the next statement of the block that assigns the variable, `looks` are all places that
    look at it, in order.
    """
    call = row.block[at]
    if overwriting is not None:
        last = max(one.span for one in walk(overwriting))
        if any(call.span < one <= last for one in looks[bisect_right(looks, call.span) :][:1]):
            return ""
        return f"is overwritten in line {overwriting.span.line}, and nobody looked at it"
    begin = min((loop.span for loop in row.loops), default=call.span)
    if looks and looks[-1] > begin:
        return ""
    assert isinstance(call, nodes.Assign)
    return "is only printed" if call.name in script.names else "is never looked at"


def _looks(script: Script) -> dict[str, list[Span]]:
    """Where each variable is read and not only printed, in order."""
    printed = _printed(script)
    found: dict[str, list[Span]] = {}
    for one in script.all(nodes.Name):
        if id(one) not in printed:
            found.setdefault(one.name, []).append(one.span)
    for spans in found.values():
        spans.sort()
    return found


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
