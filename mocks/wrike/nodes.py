"""What belongs to one folder or task of a path: comments, attachments, timelogs, dependencies."""

from __future__ import annotations

from collections.abc import Iterable

from ..kit.service import Call
from ..kit.store import Record
from . import access, audit, filing, tree
from .answers import reader_of
from .checks import DELETED_CHANGE, LOGICAL_FOLDER, OTHERS, RESTORE_ACTIVE
from .errors import WrikeError
from .lookup import the_one
from .shapes import Reader
from .stored import FOLDERS, TASKS

_CALLED = {FOLDERS: "folder", TASKS: "task"}


def task_of_path(call: Call, least: int = access.READ) -> Record:
    """The task that the path names; to do more than read, it must not be in the bin."""
    return _admit(call, the_one(call, lambda one: tree.find(call.context, call.tenant, TASKS, one)), least)


def folder_of_path(call: Call, least: int = access.READ) -> Record:
    """The folder that the path names; the root and the bin have nothing that belongs to them."""
    found = the_one(call, lambda one: tree.find(call.context, call.tenant, FOLDERS, one))
    if call.context.fails(LOGICAL_FOLDER, least > access.READ and "scope" in found):
        raise WrikeError.invalid_request("The root and the Recycle Bin cannot be changed")
    return _admit(call, found, least)


def _admit(call: Call, found: Record, least: int) -> Record:
    if "title" in found:  # it is there: no check was switched off
        access.require(call, [found], least)
    if least > access.READ:
        refuse_deleted(call, found)
    return found


def refuse_deleted(call: Call, node: Record) -> None:
    """Refuse to add anything to a folder or task in the bin."""
    if call.context.fails(DELETED_CHANGE, not tree.live(node)):
        raise WrikeError.invalid_request("It is in the Recycle Bin")


def restored(call: Call, kind: str, record: Record) -> Record:
    """The folder or task (`kind`) that a change is about, taken out of the bin where the call asks for it."""
    wanted, live = bool(call.body.get("restore")), tree.live(record)
    if call.context.fails(RESTORE_ACTIVE, wanted and live):
        raise WrikeError.invalid_parameter("restore")
    if call.context.fails(DELETED_CHANGE, not wanted and not live):
        raise WrikeError.invalid_request(f"The {_CALLED[kind]} is in the Recycle Bin")
    if not wanted or live:
        return record
    audit.note_node(call, "TaskRestored", kind, record)
    return filing.restore(call.context, call.tenant, kind, record)


def node_of(reader: Reader, identifier: str) -> Record | None:
    """The folder or task of that id."""
    store, account = reader.context.store, reader.account_id
    return store.get(TASKS, account, identifier) or store.get(FOLDERS, account, identifier)


def title_of(call: Call, record: Record) -> str:
    """The title of the folder or task of a record."""
    node = node_of(reader_of(call), record.get("node", ""))
    return str(node["title"]) if node else ""


def seen(reader: Reader, records: Iterable[Record], key: str = "node") -> list[Record]:
    """Those of the records whose folder or task is there, not in the bin, and shared with the reader."""
    found = []
    for record in records:
        node = node_of(reader, record[key])
        if node is not None and tree.live(node) and access.sees(reader, node):
            found.append(record)
    return found


def admitted(call: Call, records: list[Record], least: int, key: str = "node") -> list[Record]:
    """Records of a path, with whose folders or tasks the caller may do so much; see `access.shown`."""
    reader = reader_of(call)
    found = access.shown(call, records, lambda one: node_of(reader, one.get(key, "")))
    require(call, reader, found, least, key)
    return found


def require_own(call: Call, records: Iterable[Record], key: str, assumption: str) -> None:
    """Refuse a change of what others wrote, as the contact under `key` says, if that is what is assumed."""
    me = reader_of(call).contact
    foreign = any(record.get(key, me) != me for record in records)
    strict = foreign and call.context.assume(assumption) in ("author", "owner")
    if call.context.fails(OTHERS, strict):
        raise WrikeError.access_forbidden()


def require(call: Call, reader: Reader, records: Iterable[Record], least: int, key: str = "node") -> None:
    """Refuse a caller who may do less than `least` with the folder or task of one of the records."""
    nodes = (node_of(reader, record[key]) for record in records if key in record)
    access.require(call, [node for node in nodes if node is not None], least)
