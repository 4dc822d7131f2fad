"""Spaces: folders in the root that have members, a kind of access and workflows of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, audit, filing, tree
from ..access import FULL, READ, role_id
from ..accounts import host_of, root_of
from ..administration import is_administrator
from ..answers import Answer, envelope_schema, extra_fields, reader_of
from ..checks import MANAGER, ROLE, SPACE_MEMBERS, WORKFLOW
from ..declaring import flags, id_lists, reads, removes, writes
from ..entities import empty_schema, nothing
from ..errors import WrikeError
from ..lookup import the_one
from ..references import contacts, role_number
from ..shapes import Reader, Shape
from ..stored import FOLDERS, WORKFLOWS
from . import folders
from .workflows import of_container

ACCESS = ("Locked", "Personal", "Private", "Public")
_WORKFLOWS = ("defaultProjectWorkflowId", "defaultTaskWorkflowId")
_SUGGESTED = ("suggestedProjectWorkflows", "suggestedTaskWorkflows")
MOST_MEMBERS = 1_000


def create(context: Context, account_id: str, author: str | None, values: Mapping[str, Any]) -> Record:
    """Make a space; returns the stored folder.

    `values`: `id`, `title`, `description`, `accessType`, `members` ({id, role, isManager}, role a number),
    workflow ids. Whoever makes it manages it.
    """
    members = {one["id"]: one for one in values.get("members", ())}
    if author:
        members.setdefault(author, {"id": author, "role": -1, "isManager": True})
    own = ("id", "title", "description")
    space = {name: value for name, value in values.items() if name not in own}
    space = {"accessType": "Public", **space, "members": tuple(members.values())}
    folder = {name: values[name] for name in own if values.get(name)}
    return folders.create(context, account_id, author, root_of(account_id), {**folder, "space": space})


def of_path(call: Call) -> Record:
    """The space that the path names; one in the bin is none."""
    found = the_one(call, lambda identifier: find(call, identifier))
    if "title" not in found:  # the check was switched off: the root stands for it
        return {**folders.root(call), "space": {"accessType": "Public", "members": ()}}
    access.require(call, [found], READ)
    return found


def find(call: Call, identifier: str) -> Record | None:
    """The live space of that id, or None."""
    found = tree.find(call.context, call.tenant, FOLDERS, identifier)
    return found if found is not None and "space" in found and tree.live(found) else None


def _of(name: str, default: Any = None) -> Any:
    def compute(reader: Reader, folder: Record) -> Any:
        return folder["space"].get(name, default)

    return compute


def _workflow(name: str) -> Any:
    def compute(reader: Reader, folder: Record) -> str:
        return of_container(reader.context, reader.account_id, (folder["id"],), name)

    return compute


def _avatar(reader: Reader, folder: Record) -> str:
    return reader.context.urls.of(host_of(reader.account), f"/avatars/{folder['id']}.png")


def _guests(reader: Reader, folder: Record) -> str | None:
    public = folder["space"]["accessType"] == "Public"
    return role_id(reader.account_id, access.guest_role(reader, folder)) if public else None


def _members(reader: Reader, folder: Record) -> list[dict[str, Any]]:
    return [
        {
            "id": one["id"],
            "accessRoleId": role_id(reader.account_id, one["role"]),
            "isManager": one["isManager"],
        }
        for one in folder["space"]["members"]
    ]


_MEMBER = (
    Field("id", "id", required=True),
    Field("accessRoleId", "id", required=True),
    Field("isManager", "boolean", required=True),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("title", required=True),
        Field("avatarUrl", required=True),
        Field("accessType", required=True, enum=ACCESS),
        Field("archived", "boolean", required=True),
        Field("description", required=True, default=""),
        Field("guestRoleId"),
        Field("defaultProjectWorkflowId", required=True),
        Field("suggestedProjectWorkflows", "list", of="id"),
        Field("defaultTaskWorkflowId", required=True),
        Field("suggestedTaskWorkflows", "list", of="id"),
        Field("members", "list", fields=_MEMBER),
    ),
    computed={
        "avatarUrl": _avatar,
        "accessType": _of("accessType"),
        "archived": _of("archived", False),
        "guestRoleId": _guests,
        "members": _members,
        **{name: _workflow(name) for name in _WORKFLOWS},
        **{name: _of(name, ()) for name in _SUGGESTED},
    },
)
OPTIONAL = ("members", *_SUGGESTED)
NAMES = SHAPE.names(less=OPTIONAL)
LISTED = NAMES - {"description"}


def _answer(call: Call, found: Iterable[Record], names: frozenset[str] = NAMES) -> Answer:
    reader, wanted = reader_of(call), names | extra_fields(call)
    return Answer("spaces", [_suggested(SHAPE.render(reader, one, wanted)) for one in found])


def _suggested(shown: dict[str, Any]) -> dict[str, Any]:
    """The space as Wrike names its keys: what is asked for as `…Workflows` comes as `…WorkflowIds` [SPEC]."""
    return {f"{name[:-1]}Ids" if name in _SUGGESTED else name: value for name, value in shown.items()}


def index(call: Call) -> Answer:
    """`GET /spaces`: those that the caller sees."""
    reader, wanted = reader_of(call), call.parameters
    mine = access.selves(reader)
    rows = call.context.store.rows(FOLDERS, call.tenant).values()
    found = [row for row in rows if "space" in row and tree.live(row) and access.sees(reader, row)]
    if not wanted.get("withArchived"):
        found = [one for one in found if not one["space"].get("archived")]
    if wanted.get("userIsMember"):
        found = [one for one in found if any(who["id"] in mine for who in one["space"]["members"])]
    return _answer(call, found, LISTED)


def show(call: Call) -> Answer:
    """`GET /spaces/{spaceId}`."""
    return _answer(call, [of_path(call)])


def add(call: Call) -> Answer:
    """`POST /spaces`."""
    body, author = call.body, reader_of(call).contact
    values = {name: body[name] for name in ("title", "description") if body.get(name)}
    values |= {"accessType": body["accessType"]} | _settings(call)
    values["members"] = _read_members(call, "members")
    for name in _SUGGESTED:
        if body.get(name):
            values[name] = _known_workflows(call, name, body[name])
    made = create(call.context, call.tenant, author, values)
    audit.note(call, "SpaceCreated", "Space", made["id"], made["title"])
    return _answer(call, [made])


def change(call: Call) -> Answer:
    """`PUT /spaces/{spaceId}`; takes a role that may share."""
    record, body = of_path(call), call.body
    _require_manager(call, record)
    space = {**record.get("space", {}), **_settings(call)}
    if body.get("accessType"):
        space["accessType"] = body["accessType"]
    members = {one["id"]: one for one in space["members"]}
    for name in ("membersAdd", "membersUpdate"):
        members |= {one["id"]: one for one in _read_members(call, name)}
    for identifier in contacts(call, "membersRemove", body.get("membersRemove") or ()):
        members.pop(identifier, None)
    space["members"] = tuple(members.values())
    for name in _SUGGESTED:
        space[name] = _new_suggested(call, name, space.get(name, ()))
    values: dict[str, Any] = {name: body[name] for name in ("title", "description") if name in body}
    author = reader_of(call).contact
    changed = folders.update(call.context, call.tenant, author, record, {**values, "space": space})
    about = ("Space", changed["id"], changed["title"])
    audit.note_changes(call, "space", about, *(_member_ids(one) for one in (record, changed)))
    return _answer(call, [changed])


def _member_ids(folder: Record) -> dict[str, list[str]]:
    return {"memberIds": [one["id"] for one in folder["space"]["members"]]}


def remove(call: Call) -> Answer:
    """`DELETE /spaces/{spaceId}`: to the bin, with what lies in it."""
    record = of_path(call)
    _require_manager(call, record)
    filing.move_to_bin(call.context, call.tenant, FOLDERS, record)
    audit.note(call, "SpaceDeleted", "Space", record["id"], record["title"])
    return nothing("spaces")


def _require_manager(call: Call, space: Record) -> None:
    """Refuse who may not change the space: whom that takes is an assumption."""
    access.require(call, [space], FULL)
    mine = access.selves(reader_of(call))
    managers = {one["id"] for one in space["space"]["members"] if one["isManager"]}
    other = mine.isdisjoint(managers) and not is_administrator(call)
    strict = other and call.context.assume("wrike.space_manager") == "manager"
    if call.context.fails(MANAGER, strict):
        raise WrikeError.access_forbidden()


def _settings(call: Call) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name in _WORKFLOWS:
        if call.body.get(name):
            (values[name],) = _known_workflows(call, name, [call.body[name]])
    if (identifier := call.body.get("guestRoleId")) is not None:
        values["guestRole"] = _role(call, "guestRoleId", identifier)
    return values


def _role(call: Call, parameter: str, identifier: Any) -> int:
    number = role_number(call.tenant, identifier)
    if call.context.fails(ROLE, number is None):
        raise WrikeError.invalid_parameter(parameter)
    return -1 if number is None else number


def _known_workflows(call: Call, parameter: str, identifiers: list[str]) -> tuple[str, ...]:
    known = call.context.store.rows(WORKFLOWS, call.tenant)
    if call.context.fails(WORKFLOW, any(one not in known for one in identifiers)):
        raise WrikeError.invalid_parameter(parameter)
    return tuple(dict.fromkeys(identifiers))


def _new_suggested(call: Call, name: str, held: Iterable[str]) -> tuple[str, ...]:
    added = _known_workflows(call, f"{name}Add", call.body.get(f"{name}Add") or [])
    removed = call.body.get(f"{name}Remove") or ()
    return tuple(one for one in dict.fromkeys((*held, *added)) if one not in removed)


def _read_members(call: Call, parameter: str) -> list[dict[str, Any]]:
    given = call.body.get(parameter) or []
    people = [one.get("id") for one in given]
    doubled = len(people) > MOST_MEMBERS or len(set(people)) < len(people)
    if call.context.fails(SPACE_MEMBERS, doubled or not all(map(_complete, given))):
        raise WrikeError.invalid_parameter(parameter)
    contacts(call, parameter, [who for who in people if who])
    return [
        {
            "id": one["id"],
            "role": _role(call, parameter, one["accessRoleId"]),
            "isManager": bool(one.get("isManager")),
        }
        for one in given
        if _complete(one)
    ]


def _complete(member: Mapping[str, Any]) -> bool:
    return bool(member.get("id")) and bool(member.get("accessRoleId"))


_ANY_MEMBER = (
    Field("id", "id", required=True),
    Field("accessRoleId", "id", required=True),
    Field("isManager", "boolean"),
)
_COMMON = (
    Field("title", required=True),
    Field("description"),
    Field("guestRoleId", "id"),
    *(Field(name, "id") for name in _WORKFLOWS),
    Field("withInvitations", "boolean"),
)
_RENAMED = Shape(
    tuple(
        Field(f"{one.name[:-1]}Ids", "list", of="id") if one.name in _SUGGESTED else one
        for one in SHAPE.fields
    ),
    {},
)


def operations() -> Iterator[Operation]:
    """List, read, create, change, delete."""
    optional = ("members", *(f"{name[:-1]}Ids" for name in _SUGGESTED))
    answer = envelope_schema("spaces", _RENAMED.schema(NAMES, optional))
    listed = envelope_schema("spaces", _RENAMED.schema(LISTED, ("members",)))
    filters = flags("withArchived", "userIsMember", "withInvitations")
    yield reads("list_spaces", "/spaces", index, listed, filters, ("members",))
    yield reads("get_space", "/spaces/{ids}", show, answer, flags("withInvitations"), OPTIONAL)
    create_ = (
        Field("accessType", required=True, enum=ACCESS),
        *_COMMON,
        Field("members", "list", fields=_ANY_MEMBER),
        *id_lists(*_SUGGESTED),
    )
    yield writes("create_space", "POST", "/spaces", add, answer, create_, OPTIONAL)
    update = (
        Field("accessType", enum=ACCESS),
        *_COMMON,
        *(Field(name, "list", fields=_ANY_MEMBER) for name in ("membersAdd", "membersUpdate")),
        *id_lists("membersRemove", *(f"{name}{verb}" for name in _SUGGESTED for verb in ("Add", "Remove"))),
    )
    yield writes("update_space", "PUT", "/spaces/{ids}", change, answer, update, OPTIONAL)
    yield removes("delete_space", "/spaces/{ids}", remove, empty_schema("spaces"))
