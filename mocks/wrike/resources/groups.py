"""Groups of people, which are contacts too: what is shared with a group is shared with its members."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import audit, filters, metadata
from ..answers import Answer, envelope_schema, extra_fields, reader_of, unique
from ..checks import GROUP_COUNT, GROUP_PARENT
from ..declaring import (
    METADATA,
    METADATA_FILTER,
    WRITTEN_METADATA,
    id_lists,
    reads,
    refuse_unbuilt,
    removes,
    scopes_of,
    writes,
)
from ..entities import account_id_of, empty_schema, nothing
from ..entity_ids import CONTACT, group
from ..errors import WrikeError
from ..lookup import the_one
from ..paging import page
from ..references import contacts
from ..shapes import Reader, Shape
from ..stored import CONTACTS
from .contacts import SHAPE as CONTACT_SHAPE
from .contacts import is_group

MOST_IN_BULK = 20


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a group of `title`, `memberIds` and, if given, `id`, `parent` and `metadata`."""
    identifier = values.get("id") or _new_id(context, account_id)
    record = {**values, "id": identifier, "type": "Group", "firstName": values["title"], "lastName": ""}
    return put(context, account_id, {"memberIds": (), **record})


def put(context: Context, account_id: str, record: Record) -> Record:
    """Store a group; as a contact it is called by its title."""
    kept = {**record, "firstName": record["title"]}
    context.store.put(CONTACTS, account_id, record["id"], kept)
    return kept


def _new_id(context: Context, account_id: str) -> str:
    """Groups are contacts with negative numbers (derived from captured ids)."""
    while True:
        number = -1_000_000 - context.ids.nth(account_id, "wrike group")
        if context.store.get(CONTACTS, account_id, group(CONTACT, number)) is None:
            return group(CONTACT, number)


def _parents(reader: Reader, record: Record) -> list[str]:
    return [record["parent"]] if record.get("parent") else []


def _children(reader: Reader, record: Record) -> list[str]:
    found = reader.context.store.find(CONTACTS, reader.account_id, "parent", record["id"])
    return [one["id"] for one in found]


def _my_team(reader: Reader, record: Record) -> bool:
    return bool(record.get("myTeam", False))


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("accountId", required=True),
        Field("title", required=True),
        Field("memberIds", "list", required=True, of="id"),
        Field("childIds", "list", required=True, of="id"),
        Field("parentIds", "list", required=True, of="id"),
        Field("avatarUrl", required=True),
        Field("myTeam", "boolean", required=True),
        Field("metadata", "list", required=True, default=(), fields=WRITTEN_METADATA),
    ),
    computed={
        "accountId": account_id_of,
        "childIds": _children,
        "parentIds": _parents,
        "avatarUrl": CONTACT_SHAPE.computed["avatarUrl"],
        "myTeam": _my_team,
    },
)
OPTIONAL = ("metadata",)
NAMES = SHAPE.names(less=OPTIONAL)


def _answer(call: Call, found: Iterable[Record]) -> Answer:
    reader, names = reader_of(call), NAMES | extra_fields(call)
    return Answer("groups", [SHAPE.render(reader, one, names) for one in found])


def index(call: Call) -> Answer:
    """`GET /groups`."""
    reader, names, matches = reader_of(call), NAMES | extra_fields(call), filters.metadata(call)
    rows = call.context.store.rows(CONTACTS, call.tenant).values()
    found = [row for row in rows if is_group(row) and matches(row)]
    return page(call, "groups", found, lambda one: SHAPE.render(reader, one, names))


def show(call: Call) -> Answer:
    """`GET /groups/{groupId}`."""
    return _answer(call, [_of_path(call)])


def add(call: Call) -> Answer:
    """`POST /groups`."""
    refuse_unbuilt(call, "avatar")
    body = call.body
    values = {"title": body["title"], "memberIds": contacts(call, "members", body.get("members") or ())}
    values |= _parent(call, None) | metadata.read(call, {})
    made = create(call.context, call.tenant, values)
    audit.note(call, "GroupCreated", *_about(made))
    return _answer(call, [made])


def change(call: Call) -> Answer:
    """`PUT /groups/{groupId}`."""
    refuse_unbuilt(call, "avatar", "addInvitations", "removeInvitations")
    record = _of_path(call)
    values = {"title": call.body["title"]} if call.body.get("title") else {}
    values |= {"memberIds": _members(call, record, call.body)} | _parent(call, record)
    values |= metadata.read(call, record)
    return _answer(call, [_put(call, record, values)])


def change_many(call: Call) -> Answer:
    """`PUT /groups_bulk`: members of up to 20 groups."""
    given = call.body.get("members") or []
    if call.context.fails(GROUP_COUNT, len(given) > MOST_IN_BULK):
        raise WrikeError.invalid_parameter("members")
    found = [(_find(call, one.get("id", "")), one) for one in given]
    if call.context.fails(GROUP_COUNT, any(record is None for record, _ in found)):
        raise WrikeError.invalid_parameter("members")
    changed = [
        _put(call, record, {"memberIds": _members(call, record, one)})
        for record, one in found
        if record is not None
    ]
    return _answer(call, changed)


def remove(call: Call) -> Answer:
    """`DELETE /groups/{groupId}`; with `test` it is only looked whether it could be."""
    record = _of_path(call)
    if not call.parameters.get("test"):
        call.context.store.delete(CONTACTS, call.tenant, record["id"])
        audit.note(call, "GroupDeleted", *_about(record))
        for child in call.context.store.find(CONTACTS, call.tenant, "parent", record["id"]):
            put(call.context, call.tenant, {**child, "parent": record.get("parent")})
    return nothing("groups")


def _put(call: Call, record: Record, values: Mapping[str, Any]) -> Record:
    changed = put(call.context, call.tenant, {**record, **values})
    audit.note_changes(call, "group", _about(changed), record, changed)
    return changed


def _about(record: Record) -> tuple[str, str, str]:
    return "Group", record["id"], record.get("title", "")


def _of_path(call: Call) -> Record:
    return the_one(call, lambda identifier: _find(call, identifier))


def _find(call: Call, identifier: str) -> Record | None:
    found = call.context.store.get(CONTACTS, call.tenant, identifier)
    return found if found is not None and is_group(found) else None


def _members(call: Call, record: Record, given: Mapping[str, Any]) -> tuple[str, ...]:
    added = contacts(call, "addMembers", given.get("addMembers") or ())
    removed = contacts(call, "removeMembers", given.get("removeMembers") or ())
    return tuple(one for one in unique((*record.get("memberIds", ()), *added)) if one not in removed)


def _parent(call: Call, record: Record | None) -> dict[str, Any]:
    """`parent`: a group that is not the group itself nor below it."""
    if "parent" not in call.body:
        return {}
    identifier = call.body["parent"]
    above, one = [], identifier
    while one and one not in above:
        above.append(one)
        one = (_find(call, one) or {}).get("parent")
    bad = bool(identifier) and (_find(call, identifier) is None or bool(record and record["id"] in above))
    if call.context.fails(GROUP_PARENT, bad):
        raise WrikeError.invalid_parameter("parent")
    return {"parent": None if bad else identifier}


def operations() -> Iterator[Operation]:
    """List, read, create, change, change many, delete."""
    scopes, write = scopes_of("Group")
    schema = SHAPE.schema(NAMES, OPTIONAL)
    answer, listed = envelope_schema("groups", schema), envelope_schema("groups", schema, paged=True)
    filters_ = (
        METADATA_FILTER,
        Field("pageSize", "integer"),
        Field("pageToken"),
        Field("nextPageToken"),
    )
    common = (
        Field("title", required=True),
        Field("parent", "id"),
        Field("avatar", "object", fields=(Field("letters"), Field("color"))),
        METADATA,
    )
    update = (*common, *id_lists("addMembers", "removeMembers", "addInvitations", "removeInvitations"))
    change_ = (Field("id", "id"), *id_lists("addMembers", "removeMembers"))
    bulk = (Field("members", "list", required=True, fields=change_),)
    path = "/groups/{ids}"
    yield reads("list_groups", "/groups", index, listed, filters_, OPTIONAL, scopes=scopes)
    yield reads("get_group", path, show, answer, (), OPTIONAL, scopes=scopes)
    yield writes(
        "create_group", "POST", "/groups", add, answer, (*common, *id_lists("members")), scopes=write
    )
    yield writes("update_group", "PUT", path, change, answer, update, scopes=write)
    yield writes("update_groups", "PUT", "/groups_bulk", change_many, answer, bulk, scopes=write)
    test = (Field("test", "boolean"),)
    yield removes("delete_group", path, remove, empty_schema("groups"), test, scopes=write)
