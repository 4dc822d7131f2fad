"""What can happen: one file per kind of step, and the one table of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NoReturn

from ...errors import nearest
from ..model import Step
from ..names import Names
from ..shapes import mapping, unknown_key
from ..yamlfile import Entry, Node
from . import (
    advance,
    connect,
    consent,
    create,
    delete,
    delete_connection,
    edit_connection,
    fault,
    happens,
    remove_access,
    request,
    revoke,
    update,
)
from .kind import StepKind, Written

KINDS: Mapping[str, StepKind] = {
    kind.verb: kind
    for kind in (
        create.KIND,
        update.KIND,
        delete.KIND,
        connect.KIND,
        connect.AGAIN,
        consent.KIND,
        edit_connection.KIND,
        delete_connection.KIND,
        revoke.KIND,
        remove_access.KIND,
        *happens.KINDS,
        advance.KIND,
        request.KIND,
        fault.KIND,
    )
}
"""Every kind of step by its verb."""


def read_step(node: Node, names: Names) -> Step:
    """The step that a mapping such as `{advance: 2h}` stands for; raises FileError."""
    entries = mapping(node, "a step such as 'advance: 2h'").entries
    verbs = [entry for entry in entries.values() if _verb(entry) is not None]
    if len(verbs) > 1:
        raise verbs[1].key.place.error("A second step begins here: put '- ' before each step.")
    if not verbs:
        _refuse(node, list(entries.values()))
    verb = _verb(verbs[0])
    assert verb is not None
    kind = KINDS[verb]
    for key, entry in entries.items():
        if entry is not verbs[0] and key not in kind.modifiers:
            unknown_key(entry.key, kind.modifiers, f"The step '{verb}'")
    subject = verbs[0].key.text.removeprefix(verb).strip()
    if not subject and kind.subject:
        raise verbs[0].key.place.error(f"Expected {kind.subject} after '{verb}'.")
    modifiers = {key: entry.value for key, entry in entries.items() if entry is not verbs[0]}
    return kind.read(Written(verb, subject, verbs[0].key, verbs[0].value, modifiers), names)


def _verb(entry: Entry) -> str | None:
    text = entry.key.text
    if text in KINDS:
        return text
    verb = text.partition(" ")[0]
    return verb if verb in KINDS and KINDS[verb].subject else None


def _refuse(node: Node, entries: list[Entry]) -> NoReturn:
    if not entries:
        raise node.place.error("Expected a step such as 'advance: 2h'.")
    key = entries[0].key
    raise key.place.error(f"There is no step '{key.text}'. {nearest(key.text.partition(' ')[0], KINDS)}")


__all__ = ["KINDS", "StepKind", "Written", "read_step"]
