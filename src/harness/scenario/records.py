"""Records as an author writes them: named (`acme: {contact_name: Acme}`), or in a list without names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .catalogue import KindName
from .fields import Record, short_form
from .model import GivenRecord
from .names import Names
from .shapes import refuse
from .yamlfile import MappingNode, Node, ScalarNode, SequenceNode

IN = "in"


def written_records(node: Node, what: str) -> Iterator[tuple[ScalarNode | None, Node]]:
    """Each record with its name, None in a list; raises FileError."""
    if isinstance(node, SequenceNode):
        yield from ((None, one) for one in node.items)
    elif isinstance(node, MappingNode):
        yield from ((entry.key, entry.value) for entry in node.entries.values())
    elif not node.empty:
        refuse(node, f"records of {what}, by name or in a list")


def read_record(key: ScalarNode | None, node: Node, kind: KindName, names: Names, tenant: str) -> GivenRecord:
    """A record; what it refers to must be known by now. Raises FileError."""
    fields = names.catalogue.kind(kind).fields
    values = names.check(Record(str(kind), fields).read(node))
    return GivenRecord(kind, key.text if key else None, tenant, values, (key or node).place)


def created_records(node: Node, kind: KindName, names: Names, tenant: str) -> Sequence[GivenRecord]:
    """The records that a step makes, each of which may refer to those before it."""
    found = []
    for key, one in written_records(node, str(kind)):
        found.append(read_record(key, one, kind, names, tenant))
        if key is not None:
            names.declare(key, f"a record of {kind}")
    if not found:
        raise node.place.error(f"Expected at least one record of {kind}.")
    return found


def split_tenant(node: Node, kind: KindName, names: Names) -> tuple[Node, str]:
    """A record of the given state less its `in`, and the name of the tenant it belongs to."""
    fields = names.catalogue.kind(kind).fields
    found = short_form(node, fields)
    tenant = names.tenant(kind.service, found.get(IN), found.place)
    return found.without(IN), tenant
