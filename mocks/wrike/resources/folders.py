"""Folders and projects: create, read, update, delete to the recycle bin, restore."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, changes, custom_values, filing, item_types, metadata, tree
from ..accounts import bin_of, host_of, root_of
from ..answers import Answer, envelope_schema, extra_fields, reader_of, unique
from ..checks import (
    CYCLE,
    DELETED_CHANGE,
    DELETED_TWICE,
    LOGICAL_FOLDER,
    LOGICAL_PARENT,
)
from ..declaring import (
    ENTRIES,
    PLAIN,
    WRITTEN_METADATA,
    WRITTEN_VALUES,
    id_lists,
    reads,
    removes,
    writes,
)
from ..entities import account_id_of
from ..errors import WrikeError
from ..files import count_of
from ..html import brief
from ..lookup import by_ids, the_one
from ..nodes import restored
from ..references import contacts, parents, roles
from ..shapes import Reader, Shape, moment
from ..sharing import new_roles, new_shareds, refuse_outsiders, shared_ids
from ..stored import FOLDERS
from . import projects
from .workflows import of_container


def create(
    context: Context, account_id: str, author: str | None, parent: str, values: Mapping[str, Any]
) -> Record:
    """Make a folder in the folder `parent`; returns the stored record.

    `values`: `title`, `description`, `sharedIds`, `roles`, `open` (everybody of the account sees it),
    `metadata`, `customFields`, `customColumnIds`, `project` (a map; None or absent for a mere folder), `id`.
    """
    now = context.clock.now()
    record = {
        **tree.identity(context, account_id, FOLDERS, values.get("id")),
        **{name: value for name, value in values.items() if name not in ("id", "project", "sharedIds")},
        "parentIds": (parent,),
        "authorIds": (author,) if author else (),
        "sharedIds": unique((*((author,) if author else ()), *values.get("sharedIds", ()))),
        "createdDate": now,
        "updatedDate": now,
    }
    if values.get("project") is not None:
        record["project"] = projects.begin(author, now, values["project"])
    return filing.put(context, account_id, FOLDERS, record)


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
    return filing.put(context, account_id, FOLDERS, changed)


def _children(reader: Reader, folder: Record) -> list[str]:
    wanted = tree.live if tree.live(folder) and folder.get("scope") != "RbRoot" else tree.anything
    found = tree.contents(reader.context, reader.account_id, folder["id"], FOLDERS)
    return [child["id"] for _, child in found if wanted(child) and access.sees(reader, child)]


def _scope(reader: Reader, folder: Record) -> str:
    return str(folder.get("scope") or ("WsFolder" if tree.live(folder) else "RbFolder"))


def _permalink(reader: Reader, folder: Record) -> str:
    return reader.context.urls.of(host_of(reader.account), f"/open.htm?id={folder['number']}")


def _workflow(reader: Reader, folder: Record) -> str:
    which = "defaultProjectWorkflowId" if "project" in folder else "defaultTaskWorkflowId"
    return of_container(reader.context, reader.account_id, (folder["id"],), which)


def _brief(reader: Reader, folder: Record) -> str:
    return brief(folder.get("description", ""))


def _has_attachments(reader: Reader, folder: Record) -> bool:
    return count_of(reader.context, reader.account_id, folder["id"]) > 0


def _attachment_count(reader: Reader, folder: Record) -> int:
    return count_of(reader.context, reader.account_id, folder["id"])


def _space(reader: Reader, folder: Record) -> bool:
    return "space" in folder


def _contract(reader: Reader, folder: Record) -> str | None:
    contract: str | None = folder.get("project", {}).get("contractType")
    return contract


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
        Field("sharedIds", "list", required=True, of="id"),
        Field("parentIds", "list", required=True, of="id", default=()),
        Field("childIds", "list", required=True, of="id"),
        Field("superParentIds", "list", required=True, of="id", default=()),
        Field("scope", required=True, enum=("WsRoot", "RbRoot", "WsFolder", "RbFolder")),
        Field("hasAttachments", "boolean", required=True),
        Field("attachmentCount", "integer", required=True),
        Field("permalink", required=True),
        Field("workflowId", required=True),
        Field("metadata", "list", required=True, default=(), fields=WRITTEN_METADATA),
        Field("customFields", "list", required=True, default=(), fields=WRITTEN_VALUES),
        Field("customColumnIds", "list", required=True, of="id", default=()),
        Field("customItemTypeId"),
        Field("contractType"),
        Field("accessRoles", "object"),
        Field("space", "boolean", required=True),
        Field("project", "object", fields=projects.SHAPE.fields),
    ),
    computed={
        "accountId": account_id_of,
        "createdDate": moment("createdDate"),
        "updatedDate": moment("updatedDate"),
        "briefDescription": _brief,
        "sharedIds": shared_ids,
        "parentIds": access.rendered_parents,
        "childIds": _children,
        "scope": _scope,
        "hasAttachments": _has_attachments,
        "attachmentCount": _attachment_count,
        "permalink": _permalink,
        "workflowId": _workflow,
        "contractType": _contract,
        "accessRoles": access.rendered_roles,
        "space": _space,
        "project": projects.render,
    },
)
EXTRA = frozenset(
    (
        *("briefDescription", "color", "attachmentCount", "customColumnIds"),
        *("customItemTypeId", "contractType", "accessRoles", "finance", "space"),
    )
)
FULL = SHAPE.names(less=EXTRA)
"""The fields of a folder as created, changed, deleted and read by id."""
LISTED = FULL - {"description", "superParentIds", "hasAttachments", "metadata", "customFields"}
"""The fields of a folder in a list; the rest comes through `fields`."""
TREE = frozenset({"id", "title", "childIds", "scope", "project"})


def rendered(reader: Reader, record: Record, names: frozenset[str]) -> dict[str, Any]:
    """The folder with the fields of those names; what is asked for as `finance` is told in its project."""
    shown = SHAPE.render(reader, record, names)
    if "finance" in names and "project" in shown:
        money = projects.finance(reader, record)
        shown["project"] |= {} if money is None else {"finance": money}
    return shown


def _answer(call: Call, records: list[Record]) -> Answer:
    reader, names = reader_of(call), FULL | extra_fields(call)
    return Answer("folders", [rendered(reader, record, names) for record in records])


def show(call: Call) -> Answer:
    """`GET /folders/{ids}`: the root and the Recycle Bin are left out [TAV, asserted on a live account]."""
    found = by_ids(call, lambda identifier: _not_logical(_find(call, identifier)))
    return _answer(call, access.admitted(call, found, access.READ))


def _not_logical(found: Record | None) -> Record | None:
    return None if found is not None and "scope" in found else found


def add(call: Call) -> Answer:
    """`POST /folders/{folderId}/folders`."""
    where = container_of(call)
    values = _values(call, where)
    if call.body.get("shareds") or call.body.get("userAccessRoles"):
        refuse_outsiders(call)
    if "shareds" in call.body:
        values["sharedIds"] = contacts(call, "shareds", call.body["shareds"] or ())
    if "userAccessRoles" in call.body:
        values["roles"] = roles(call, "userAccessRoles", call.body["userAccessRoles"] or {})
        values["sharedIds"] = unique((*values.get("sharedIds", ()), *values["roles"]))
    if values.get("project") is not None:
        projects.check_dates(call, values["project"])
    author = reader_of(call).contact
    record = create(call.context, call.tenant, author, where["id"], values)
    changes.created(call, FOLDERS, record)
    return _answer(call, [record])


def change(call: Call) -> Answer:
    """`PUT /folders/{ids}`."""
    records = by_path(call, access.EDIT)
    _refuse_logical(call, records)
    return _answer(call, [_change(call, record) for record in records])


def remove(call: Call) -> Answer:
    """`DELETE /folders/{ids}`."""
    records = by_path(call, access.FULL)
    _refuse_logical(call, records)
    if call.context.fails(DELETED_TWICE, not all(map(tree.live, records))):
        raise WrikeError.invalid_request("The folder is already in the Recycle Bin")
    deleted = [filing.move_to_bin(call.context, call.tenant, FOLDERS, record) for record in records]
    for record in deleted:
        changes.deleted(call, FOLDERS, record)
    return _answer(call, deleted)


def container(call: Call) -> Record:
    """The folder of the path whose contents are asked for."""
    found = the_one(call, lambda identifier: _find(call, identifier))
    if "title" not in found:  # the check was switched off: the root stands for it
        return root(call)
    access.require(call, [found], access.READ)
    return found


def root(call: Call) -> Record:
    """The root of the caller's account."""
    found = call.context.store.get(FOLDERS, call.tenant, root_of(call.tenant))
    assert found is not None
    return found


def container_of(call: Call) -> Record:
    """The folder of the path in which something is to be made: a live one, or the root."""
    found = container(call)
    if call.context.fails(LOGICAL_PARENT, found["id"] == bin_of(call.tenant)):
        raise WrikeError.invalid_request("Nothing can be created in the Recycle Bin")
    if call.context.fails(DELETED_CHANGE, not tree.live(found)):
        raise WrikeError.invalid_request("The folder is in the Recycle Bin")
    access.require(call, [found], access.EDIT)
    return found


def by_path(call: Call, least: int) -> list[Record]:
    """The folders that the path names, with which the caller may do so much."""
    return access.admitted(call, by_ids(call, lambda identifier: _find(call, identifier)), least)


def _find(call: Call, identifier: str) -> Record | None:
    return tree.find(call.context, call.tenant, FOLDERS, identifier)


def _refuse_logical(call: Call, records: list[Record]) -> None:
    if call.context.fails(LOGICAL_FOLDER, any("scope" in record for record in records)):
        raise WrikeError.invalid_request("The root and the Recycle Bin cannot be changed")


def _values(call: Call, place: Record, record: Record | None = None) -> dict[str, Any]:
    body = call.body
    values: dict[str, Any] = {name: body[name] for name in ("title", "description") if name in body}
    if "customColumns" in body:
        values["customColumnIds"] = tuple(body["customColumns"] or ())
    if body.get("clearCustomColumns"):
        values["customColumnIds"] = ()
    if "project" in body:
        given = body["project"]
        values["project"] = None if given is None else projects.read(call, given)
    values |= _of_type(call, place, values)
    if "customFields" in body:
        found = custom_values.read(call, body["customFields"] or (), place)
        values["customFields"] = custom_values.merged(record or {}, found)
    return values | metadata.read(call, record or {})


def _of_type(call: Call, place: Record, values: Mapping[str, Any]) -> dict[str, Any]:
    """The custom item type that is asked for: by what it relates to, the folder is a project or is none."""
    related: tuple[str, ...] = ("Project", "Folder")
    if "project" in values:
        related = ("Folder",) if values["project"] is None else ("Project",)
    for parameter in ("customItemTypeId", "convertToCustomItemType"):
        if (kind := item_types.chosen(call, parameter, related, place)) is not None:
            project = values.get("project") or {} if kind["relatedType"] == "Project" else None
            return {"customItemTypeId": kind["id"], "project": project}
    return {}


def _change(call: Call, record: Record) -> Record:
    record = restored(call, FOLDERS, record)
    values = _values(call, record, record)
    values["parentIds"] = _new_parents(call, record)
    values |= new_shareds(call, record)
    values |= new_roles(call, {**record, **values})
    if values.get("project") is not None:
        projects.check_dates(call, {**record.get("project", {}), **values["project"]})
    after = update(call.context, call.tenant, reader_of(call).contact, record, values)
    changes.changed(call, FOLDERS, record, after)
    return after


def _new_parents(call: Call, record: Record) -> tuple[str, ...]:
    added = parents(call, "addParents", call.body.get("addParents") or (), root=False)
    removed = parents(call, "removeParents", call.body.get("removeParents") or (), root=False)
    inside = tree.below(call.context, call.tenant, record["id"], tree.live)
    below = {record["id"], *(child["id"] for _, child in inside)} if added else set()
    if call.context.fails(CYCLE, not below.isdisjoint(added)):
        raise WrikeError.invalid_parameter("addParents")
    return tree.moved(call.context, call.tenant, record, added, removed)


_COMMON = (
    Field("title", required=True),
    Field("description"),
    *ENTRIES,
    Field("customColumns", "list", of="id"),
    *PLAIN,
)
_CREATE = (
    *_COMMON,
    Field("shareds", "list", of="id"),
    Field("project", "object", fields=projects.CREATE),
    Field("userAccessRoles", "object"),
    Field("customItemTypeId", "id"),
)
_UPDATE = (
    *_COMMON,
    Field("project", "object", fields=projects.UPDATE),
    *id_lists("addParents", "removeParents", "addShareds", "removeShareds"),
    Field("restore", "boolean"),
    Field("clearCustomColumns", "boolean"),
    Field("addAccessRoles", "object"),
    Field("removeAccessRoles", "list", of="id"),
    Field("convertToCustomItemType", "id"),
)
OPTIONAL = tuple(sorted(EXTRA))
ANSWER = envelope_schema("folders", SHAPE.schema(FULL, OPTIONAL))


def operations() -> Iterator[Operation]:
    """Everything but the lists."""
    path = "/folders/{ids}"
    yield reads("get_folders", path, show, ANSWER, PLAIN, OPTIONAL)
    yield writes("create_folder", "POST", f"{path}/folders", add, ANSWER, _CREATE, OPTIONAL)
    yield writes("update_folders", "PUT", path, change, ANSWER, _UPDATE, OPTIONAL)
    yield removes("delete_folders", path, remove, ANSWER)
