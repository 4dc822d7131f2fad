"""The audit log: what handlers note of who did what, for `GET /audit_log` and the data export.

Operations and types of objects are Wrike's words [SPEC]. Folders and projects are told of by the operations
of tasks: a client asks for TaskStatusChanged of the type Project. Of the keys of `details` only those of a
log-in are known (recorded); the rest says nothing there.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from ..kit.ids import digest
from ..kit.service import Call, Context
from ..kit.store import Record
from .answers import reader_of
from .entity_ids import AUDIT_ENTRY, long_group
from .stored import AUDIT_LOG, CONTACTS, LOGINS, TASKS

HERE = "127.0.0.1"
"""Where every call comes from."""
OF_NODES: Mapping[str, str] = {
    "Created": "TaskCreated",
    "Deleted": "TaskDeleted",
    "StatusChanged": "TaskStatusChanged",
    "DatesChanged": "TaskScheduleChanged",
    "ParentsAdded": "TaskParentAdded",
    "ParentsRemoved": "TaskParentRemoved",
    "SharedsAdded": "TaskShared",
    "SharedsRemoved": "TaskUnshared",
    "ResponsiblesAdded": "TaskAssigned",
    "ResponsiblesRemoved": "TaskUnassigned",
}
"""What a webhook is told of a task, folder or project -> the operation."""
OF_RECORDS: Mapping[str, Mapping[str, str | tuple[str, str]]] = {
    "group": {
        "title": "GroupRenamed",
        "memberIds": ("GroupMemberAdded", "GroupMemberRemoved"),
        "parent": ("GroupParentAdded", "GroupParentRemoved"),
    },
    "user": {
        "role": "UserRoleChanged",
        "external": "UserRoleChanged",
        "userTypeId": "UserRoleChanged",
        "active": ("UserActivated", "UserDeactivated"),
    },
    "space": {"memberIds": ("UserJoinedSpace", "UserLeftSpace")},
    "approval": {
        "approverIds": ("ApproverAdded", "ApproverRemoved"),
        "description": "ApprovalDescriptionChanged",
        "dueDate": "ApprovalDueDateChanged",
    },
    "folder": {
        "customColumnIds": ("CustomFieldAddedToFolder", "CustomFieldRemovedFromFolder"),
        "roleIds": "UserTaskGroupRolesChanged",
    },
}
"""What of a record -> the operation by which it changes, or the two by which it gains and loses."""


def note(call: Call, operation: str, kind: str, key: str, name: str, details: Record | None = None) -> None:
    """Note that whoever calls did `operation` to an object of type `kind`."""
    who = reader_of(call).contact
    about = {"type": kind, "id": key, "name": name}
    write(call.context, call.tenant, operation, who, about, details, source="APIv4")


def write(
    context: Context,
    account_id: str,
    operation: str,
    who: str,
    about: Mapping[str, str],
    details: Record | None = None,
    *,
    source: str = "Unknown",
) -> Record:
    """Note what the contact `who` did; `about` is the object: its `type`, `id` and `name`."""
    contact = context.store.get(CONTACTS, account_id, who) or {}
    number = context.ids.nth(account_id, "wrike audit entry")
    record = {
        "id": account_id + long_group(AUDIT_ENTRY, _first(context.ids.seed, account_id) + number),
        "operation": operation,
        "userId": who,
        "userEmail": contact.get("email", ""),
        "eventDate": context.clock.now(),
        "ipAddress": HERE,
        "sourceType": source,
        "objectType": about["type"],
        "objectName": about["name"],
        "objectId": about["id"],
        "details": dict(details or {}),
    }
    context.store.put(AUDIT_LOG, account_id, record["id"], record)
    return record


@lru_cache(maxsize=1_000)
def _first(seed: int, account_id: str) -> int:
    """Below the numbers of an account's entries."""
    return int.from_bytes(digest(seed, "wrike audit log", account_id)[:3]) * 1_000


def note_node(call: Call, operation: str, kind: str, node: Record) -> None:
    """Note an operation on a folder or task (`kind`)."""
    note(call, operation, type_of(kind, node), node["id"], node["title"])


def note_events(call: Call, kind: str, node: Record, events: Iterable[tuple[str, Any]]) -> None:
    """Note those of the events of a folder or task, as webhooks are told them, that the log knows."""
    for name, _ in events:
        for noun in ("Task", "Folder", "Project"):
            if name.startswith(noun) and (operation := OF_NODES.get(name.removeprefix(noun))):
                note_node(call, operation, kind, node)


def type_of(kind: str, node: Record) -> str:
    """The type of object that a folder or task is."""
    if kind == TASKS:
        return "Task"
    return "Space" if "space" in node else "Project" if "project" in node else "Folder"


def note_changes(
    call: Call, what: str, about: tuple[str, str, str], before: Mapping[str, Any], after: Mapping[str, Any]
) -> None:
    """Note what changed of a record, by the table of `what`; `about` is the object's type, id and name."""
    for field, operations in OF_RECORDS[what].items():
        old, new = (_parts(one.get(field)) for one in (before, after))
        if isinstance(operations, str):
            changed = [operations] if old != new else []
        else:
            changed = [one for one, less in zip(operations, (new - old, old - new), strict=True) if less]
        for operation in changed:
            note(call, operation, *about)


def _parts(value: Any) -> frozenset[Any]:
    """What can be added to a value and taken from it: the elements of a list, or the value itself."""
    if isinstance(value, list | tuple):
        return frozenset(value)
    return frozenset((value,) if value else ())


def note_login(call: Call) -> None:
    """Note the first call with a grant as a log-in of its person (recorded: type Oauth2, user agent)."""
    grant, store = call.grant, call.context.store
    if grant is None or not grant.id or store.get(LOGINS, call.tenant, grant.id) is not None:
        return
    store.put(LOGINS, call.tenant, grant.id, {"when": call.context.clock.now()})
    who = reader_of(call).contact
    email = (store.get(CONTACTS, call.tenant, who) or {}).get("email", "")
    agent = call.request.headers.get("user-agent", "")
    note(call, "UserLoggedIn", "User", who, email, {"Login Type": "Oauth2", "User Agent": agent})
