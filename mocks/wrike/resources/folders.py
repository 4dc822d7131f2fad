"""Folders and projects: the tree, create, update, delete to the recycle bin, restore."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import metadata, tree
from ..accounts import bin_of, host_of, root_of
from ..answers import Answer, extra_fields, reader_of, unique
from ..checks import CYCLE, DELETED_CHANGE, DELETED_TWICE, LOGICAL_FOLDER, LOGICAL_PARENT, RESTORE_ACTIVE
from ..errors import WrikeError
from ..html import brief
from ..lookup import by_ids
from ..references import contacts, parents
from ..shapes import Reader, Shape, moment
from ..stored import FOLDERS
from . import projects
from .workflows import default_of


def create(
    context: Context, account_id: str, author: str | None, parent: str, values: Mapping[str, Any]
) -> Record:
    """Make a folder in the folder `parent`; returns the stored record.

    `values`: `title`, `description`, `sharedIds`, `metadata`, `customFields`, `customColumnIds`, `project`
    (a map; None or absent for a mere folder), `id`.
    """
    now = context.clock.now()
    record = {
        **tree.identity(context, account_id, FOLDERS, values.get("id")),
        **{name: value for name, value in values.items() if name not in ("id", "project", "sharedIds")},
        "parentIds": (parent,),
        "sharedIds": unique((*((author,) if author else ()), *values.get("sharedIds", ()))),
        "createdDate": now,
        "updatedDate": now,
    }
    if values.get("project") is not None:
        record["project"] = projects.begin(author, now, values["project"])
    return tree.put(context, account_id, FOLDERS, record)


def update(
    context: Context, account_id: str, author: str | None, record: Record, values: Mapping[str, Any]
) -> Record:
    """Change a folder; `values` holds the stored fields that change, `project` None makes a mere folder."""
    now = context.clock.now()
    changed = {**record, **values, "updatedDate": now}
    if "project" in values:
        changed.pop("project")
        if values["project"] is not None:
            old = record.get("project") or {"authorId": author, "createdDate": now}
            changed["project"] = projects.change(old, now, values["project"])
    return tree.put(context, account_id, FOLDERS, changed)


def _children(reader: Reader, folder: Record) -> list[str]:
    wanted = tree.live if tree.live(folder) and folder.get("scope") != "RbRoot" else tree.anything
    found = tree.contents(reader.context, reader.account_id, folder["id"], FOLDERS)
    return [child["id"] for _, child in found if wanted(child)]


def _scope(reader: Reader, folder: Record) -> str:
    return str(folder.get("scope") or ("WsFolder" if tree.live(folder) else "RbFolder"))


def _permalink(reader: Reader, folder: Record) -> str:
    return reader.context.urls.of(host_of(reader.account), f"/open.htm?id={folder['number']}")


def _workflow(reader: Reader, folder: Record) -> str:
    return default_of(reader.account_id, reader.account["number"])


def _account(reader: Reader, folder: Record) -> str:
    return reader.account_id


def _brief(reader: Reader, folder: Record) -> str:
    return brief(folder.get("description", ""))


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("accountId", required=True),
        Field("title", required=True),
        Field("createdDate", required=True),
        Field("updatedDate", required=True),
        Field("briefDescription", required=True),
        Field("description", required=True, default=""),
        Field("color"),
        Field("sharedIds", "list", required=True, of="id", default=()),
        Field("parentIds", "list", required=True, of="id", default=()),
        Field("childIds", "list", required=True, of="id"),
        Field("superParentIds", "list", required=True, of="id", default=()),
        Field("scope", required=True, enum=("WsRoot", "RbRoot", "WsFolder", "RbFolder")),
        Field("hasAttachments", "boolean", required=True, default=False),
        Field("attachmentCount", "integer", required=True, default=0),
        Field("permalink", required=True),
        Field("workflowId", required=True),
        Field("metadata", "list", required=True, default=()),
        Field("customFields", "list", required=True, default=()),
        Field("customColumnIds", "list", required=True, of="id", default=()),
        Field("project", "object", fields=projects.SHAPE.fields),
    ),
    computed={
        "accountId": _account,
        "createdDate": moment("createdDate"),
        "updatedDate": moment("updatedDate"),
        "briefDescription": _brief,
        "childIds": _children,
        "scope": _scope,
        "permalink": _permalink,
        "workflowId": _workflow,
        "project": projects.render,
    },
)
EXTRA = frozenset({"briefDescription", "color", "attachmentCount", "customColumnIds"})
FULL = SHAPE.names(less=EXTRA)
"""The fields of a folder as created, changed, deleted and read by id."""
LISTED = FULL - {"description", "superParentIds", "hasAttachments", "metadata", "customFields"}
"""The fields of a folder in a list; the rest comes through `fields`."""
TREE = frozenset({"id", "title", "childIds", "scope", "project"})


def _answer(call: Call, records: list[Record]) -> Answer:
    reader, names = reader_of(call), FULL | extra_fields(call)
    return Answer("folders", [SHAPE.render(reader, record, names) for record in records])


def show(call: Call) -> Answer:
    """`GET /folders/{ids}`."""
    return _answer(call, _by_ids(call))


def add(call: Call) -> Answer:
    """`POST /folders/{folderId}/folders`."""
    container = container_of(call)
    values = _values(call)
    author = reader_of(call).contact
    if "shareds" in call.body:
        values["sharedIds"] = contacts(call, "shareds", call.body["shareds"])
    if values.get("project") is not None:
        projects.check_dates(call, values["project"])
    return _answer(call, [create(call.context, call.tenant, author, container, values)])


def change(call: Call) -> Answer:
    """`PUT /folders/{ids}`."""
    records = _by_ids(call)
    _refuse_logical(call, records)
    return _answer(call, [_change(call, record) for record in records])


def remove(call: Call) -> Answer:
    """`DELETE /folders/{ids}`."""
    records = _by_ids(call)
    _refuse_logical(call, records)
    if call.context.fails(DELETED_TWICE, not all(map(tree.live, records))):
        raise WrikeError.invalid_request("The folder is already in the Recycle Bin")
    deleted = [tree.move_to_bin(call.context, call.tenant, FOLDERS, record) for record in records]
    return _answer(call, deleted)


def container(call: Call) -> Record:
    """The folder of the path whose contents are asked for."""
    found = _by_ids(call)
    root = call.context.store.get(FOLDERS, call.tenant, root_of(call.tenant))
    assert root is not None
    return found[0] if found else root


def container_of(call: Call) -> str:
    """The folder of the path in which something is to be made: a live one, or the root."""
    found = _by_ids(call)
    logical = any(record["id"] == bin_of(call.tenant) for record in found)
    if call.context.fails(LOGICAL_PARENT, logical):
        raise WrikeError.invalid_request("Nothing can be created in the Recycle Bin")
    if call.context.fails(DELETED_CHANGE, not all(map(tree.live, found))):
        raise WrikeError.invalid_request("The folder is in the Recycle Bin")
    return str(found[0]["id"]) if found else root_of(call.tenant)


def _by_ids(call: Call) -> list[Record]:
    return by_ids(call, lambda identifier: tree.find(call.context, call.tenant, FOLDERS, identifier))


def _refuse_logical(call: Call, records: list[Record]) -> None:
    if call.context.fails(LOGICAL_FOLDER, any("scope" in record for record in records)):
        raise WrikeError.invalid_request("The root and the Recycle Bin cannot be changed")


def _values(call: Call) -> dict[str, Any]:
    body = call.body
    values: dict[str, Any] = {name: body[name] for name in ("title", "description") if name in body}
    if "customColumns" in body:
        values["customColumnIds"] = tuple(body["customColumns"] or ())
    if "project" in body:
        given = body["project"]
        values["project"] = None if given is None else projects.read(call, given)
    return values | metadata.merged(body, {})


def _change(call: Call, record: Record) -> Record:
    record = _restored(call, record)
    values = _values(call) | metadata.merged(call.body, record)
    values |= {"parentIds": _new_parents(call, record), "sharedIds": _new_shareds(call, record)}
    if values.get("project") is not None:
        projects.check_dates(call, {**record.get("project", {}), **values["project"]})
    return update(call.context, call.tenant, reader_of(call).contact, record, values)


def _restored(call: Call, record: Record) -> Record:
    wanted = bool(call.body.get("restore"))
    if call.context.fails(RESTORE_ACTIVE, wanted and tree.live(record)):
        raise WrikeError.invalid_parameter("restore")
    if call.context.fails(DELETED_CHANGE, not wanted and not tree.live(record)):
        raise WrikeError.invalid_request("The folder is in the Recycle Bin")
    if wanted and not tree.live(record):
        return tree.restore(call.context, call.tenant, FOLDERS, record)
    return record


def _new_parents(call: Call, record: Record) -> tuple[str, ...]:
    added = parents(call, "addParents", call.body.get("addParents") or (), root=False)
    removed = parents(call, "removeParents", call.body.get("removeParents") or (), root=False)
    inside = tree.below(call.context, call.tenant, record["id"], tree.live)
    below = {record["id"], *(child["id"] for _, child in inside)} if added else set()
    if call.context.fails(CYCLE, not below.isdisjoint(added)):
        raise WrikeError.invalid_parameter("addParents")
    return tree.moved(call.tenant, record, added, removed)


def _new_shareds(call: Call, record: Record) -> tuple[str, ...]:
    added = contacts(call, "addShareds", call.body.get("addShareds") or ())
    removed = contacts(call, "removeShareds", call.body.get("removeShareds") or ())
    shared = unique((*record.get("sharedIds", ()), *added))
    return tuple(one for one in shared if one not in removed)
