"""The link names of connections."""

from __future__ import annotations

from collections.abc import Iterator

from harness.deluge import nodes
from harness.deluge.tasks import FUNCTIONS
from harness.errors import nearest

from ..model import ERROR, Finding, Rule
from ..script import Script


def uses(script: Script) -> Iterator[nodes.Expression]:
    """Every value that stands where a connection is named."""
    for task in script.all(nodes.Task):
        yield from (entry.value for entry in task.entries if entry.key == "connection")
    for postfix in script.all(nodes.Postfix):
        last = postfix.parts[-1]
        path = ".".join(["zoho", *(one.name for one in postfix.parts)]).lower()
        task_function = FUNCTIONS.get(path)
        if not isinstance(last, nodes.Call) or not isinstance(postfix.base, nodes.Name) or not task_function:
            continue
        if postfix.base.name.lower() == "zoho" and len(last.arguments) == task_function.counts.stop - 1:
            yield last.arguments[-1]


def unknown(script: Script) -> Iterator[Finding]:
    """A link name that the extension does not define."""
    connections = script.surroundings.connections
    if connections is None:
        return
    for use in uses(script):
        name = script.text(use)
        if name is not None and name not in connections and not _displayed(script, name):
            hint = f"{nearest(name, connections)} Connections are defined in extension.yaml."
            yield Finding(use.span, f"There is no connection '{name}'", hint)


def display_name(script: Script) -> Iterator[Finding]:
    """The name for people in the place of the link name."""
    for use in uses(script):
        name = script.text(use)
        if name is None or name in (script.surroundings.connections or ()):
            continue
        link_name = _displayed(script, name)
        if link_name:
            hint = f'Its link name is "{link_name}".'
            yield Finding(use.span, f"'{name}' is the name of a connection for people", hint)
        elif script.surroundings.connections is None and " " in name.strip():
            hint = "A link name has no blanks; the page of the connection shows it below the name."
            yield Finding(use.span, f"'{name}' looks like the name of a connection for people", hint)


def _displayed(script: Script, name: str) -> str:
    """The link name of the connection that people know under that name, or ""."""
    for link_name, one in (script.surroundings.connections or {}).items():
        if name.casefold() in (one.display_name.casefold(), link_name.casefold()) and name != link_name:
            return link_name
    return ""


RULES = (
    Rule(
        "unknown-connection",
        ERROR,
        "The link name is not among the connections of the extension.",
        "Zoho's deluge help: connection takes the link name",
        unknown,
    ),
    Rule(
        "display-name",
        ERROR,
        "The display name of a connection stands where its link name is due.",
        "Zoho's deluge help: connection takes the link name",
        display_name,
    ),
)
