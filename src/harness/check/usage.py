"""What a function uses of its extension: connections, and with which methods; names; texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from harness.deluge import nodes

from .rules.connections import uses
from .script import Script

_METHODS = {
    "createrecord": "POST",
    "updaterecord": "PUT",
    "getrecords": "GET",
    "getrecordsbyid": "GET",
    "markstatus": "POST",
    "getorganizations": "GET",
    "gettemplates": "GET",
}


@dataclass(slots=True)
class Usage:
    """`methods` are those of the calls through each connection, "" for one that is not known.

    `unknown`: some connection is named by a value that only a run knows.
    """

    methods: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    words: set[str] = field(default_factory=set)
    unknown: bool = False


def usage(scripts: Iterable[Script]) -> Usage:
    """What the functions use together."""
    found = Usage()
    for script in scripts:
        found.words |= {one.name for one in script.all(nodes.Name)}
        found.words |= {one.value for one in script.all(nodes.Literal) if isinstance(one.value, str)}
        found.words |= {one.text for one in script.all(nodes.Quoted)}
        methods = {id(value): method for value, method in _calls(script)}
        for use in uses(script):
            name = script.text(use)
            if name is None:
                found.unknown = True
            else:
                found.methods[name].add(methods.get(id(use), ""))
    return found


def _calls(script: Script) -> Iterable[tuple[nodes.Expression, str]]:
    """What stands where a connection is named, with the method of the call; "" if only a run knows it."""
    for task in script.all(nodes.Task):
        entries = {one.key: one.value for one in task.entries}
        if "connection" in entries:
            yield entries["connection"], _method(script, entries.get("type"))
    for postfix in script.all(nodes.Postfix):
        last = postfix.parts[-1]
        if isinstance(last, nodes.Call) and last.arguments:
            yield last.arguments[-1], _METHODS.get(last.name.lower(), "")


def _method(script: Script, node: nodes.Expression | None) -> str:
    if node is None:
        return "GET"
    if isinstance(node, nodes.Name) and node.name not in script.assigned:
        return node.name.upper()
    return (script.text(node) or "").upper()
