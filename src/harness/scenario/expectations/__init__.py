"""What can be expected: one file per kind of check, and the one table of them."""

from __future__ import annotations

from collections.abc import Mapping

from ...errors import nearest
from ..model import Check
from ..names import Names
from ..shapes import mapping
from ..yamlfile import Node
from . import answer, calls, connections, findings, log, mails, records
from .written import IN, CheckKind, Expected

KINDS: Mapping[str, CheckKind] = {
    "log": log.KIND,
    calls.FUNCTIONS: calls.KIND,
    calls.CONNECTIONS: calls.KIND,
    "connections": connections.KIND,
    "findings": findings.KIND,
    "mails": mails.KIND,
    "answer": answer.KIND,
}
"""Every kind of check by its key; beside them stand the kinds of records, `wrike.projects`."""


def read_check(node: Node, names: Names) -> Check:
    """The check that a mapping such as `{log: Success}` stands for; raises FileError."""
    found = mapping(node, "something expected, such as 'log: Success'")
    entries = [entry for key, entry in found.entries.items() if key != IN]
    if not entries:
        raise node.place.error("Expected something expected, such as 'log: Success'.")
    if len(entries) > 1:
        raise entries[1].key.place.error("A second expectation begins here: put '- ' before each one.")
    expected = Expected(entries[0].key, entries[0].value, found.get(IN))
    key = expected.key.text
    if key in KINDS:
        return KINDS[key].read(expected, names)
    spellings = names.catalogue.spellings
    if key not in spellings:
        known = [*KINDS, *spellings]
        raise expected.key.place.error(f"Nothing '{key}' can be expected. {nearest(key, known)}")
    return records.read(expected, spellings[key], names)


__all__ = ["KINDS", "CheckKind", "Expected", "read_check"]
