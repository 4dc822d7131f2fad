"""Statuses of connections, as they are given and as they are expected.

`{link: Connected}` holds in every organization; below the link name may stand organizations or persons
with a status each, or organizations with persons below them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ..connections import CONNECTED, DISCONNECTED, NOT_CONNECTED
from ..errors import nearest
from .json_schema import Schema, any_of, named
from .model import ConnectionStatus
from .names import Names
from .shapes import Choice, mapping
from .yamlfile import MappingNode, Node

STATUSES = (CONNECTED, DISCONNECTED, NOT_CONNECTED)
BOOKS = "books"
"""The fake whose organizations hold the authorisations."""


def read_statuses(node: Node, names: Names) -> tuple[ConnectionStatus, ...]:
    """The status of each connection in each organization; raises FileError."""
    found: list[ConnectionStatus] = []
    for entry in mapping(node, "connections, each with its status").entries.values():
        names.known_connection(entry.key, external=True)
        for organization in names.tenants[BOOKS]:
            whole = ConnectionStatus(entry.key.text, organization, None, "", entry.key.place)
            found += _below(entry.value, whole, names)
    return tuple(found)


def statuses_schema() -> Schema:
    """JSON Schema of it."""
    status = Choice("a status of a connection", STATUSES).schema()
    person = any_of(status, named(status))
    return named(any_of(person, named(person)))


def _below(node: Node, whole: ConnectionStatus, names: Names) -> Iterator[ConnectionStatus]:
    if not isinstance(node, MappingNode):
        status = Choice("a status of a connection", STATUSES).read(node)
        yield replace(whole, status=status, place=node.place)
        return
    for entry in node.entries.values():
        name = entry.key.text
        if name in names.tenants[BOOKS]:
            if name == whole.organization:
                yield from _below(entry.value, whole, names)
        elif name in names.persons:
            yield from _below(entry.value, replace(whole, person=name), names)
        else:
            known = [*names.tenants[BOOKS], *names.persons]
            raise entry.key.place.error(f"'{name}' is no organization or person. {nearest(name, known)}")
