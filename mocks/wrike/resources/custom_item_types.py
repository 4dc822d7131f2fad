"""Custom item types: kinds of tasks, folders and projects of an account's own. No operation makes them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, changes, item_types
from ..accounts import root_of
from ..answers import Answer, envelope_schema, reader_of
from ..checks import ITEM_PLACE
from ..declaring import reads, writes
from ..entities import Entity
from ..entity_ids import CUSTOM_ITEM_TYPE
from ..errors import WrikeError
from ..item_types import RELATED
from ..paging import limited
from ..references import parents, super_tasks
from ..shapes import Shape
from ..stored import CUSTOM_ITEM_TYPES, FOLDERS, TASKS
from . import folders, spaces, tasks

MOST = 10_000
"""How many a list has without a `limit`."""
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("title", required=True),
        Field("description", required=True, default=""),
        Field("relatedType", required=True, enum=RELATED, default="Task"),
        Field("spaceId"),
        Field("customFieldIds", "list", required=True, of="id", default=()),
    ),
    computed={},
)
ENTITY = Entity("customItemTypes", CUSTOM_ITEM_TYPES, CUSTOM_ITEM_TYPE, SHAPE)
_MADE = Shape((Field("id", required=True), Field("relatedType", required=True, enum=RELATED)), {})


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a type of `title`; `relatedType`, `description`, `spaceId`, `customFieldIds`, `id` as given."""
    return ENTITY.add(context, account_id, {"relatedType": "Task", **values})


def index(call: Call) -> Answer:
    """`GET /custom_item_types`: whether those of spaces are among them is an assumption."""
    rows = ENTITY.rows(call.context, call.tenant)
    if call.context.assume("wrike.account_item_types") == "account":
        return _list(call, [row for row in rows if "spaceId" not in row])
    return _list(call, [row for row in rows if _seen(call, row)])


def in_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/custom_item_types`: those that belong to the space."""
    space = spaces.of_path(call)["id"]
    return _list(call, call.context.store.find(CUSTOM_ITEM_TYPES, call.tenant, "spaceId", space))


def show(call: Call) -> Answer:
    """`GET /custom_item_types/{customItemTypeIds}`."""
    found = ENTITY.of_path(call)
    access.require(call, _spaces_of(call, found), access.READ)
    return ENTITY.reply(call, found)


def instantiate(call: Call) -> Answer:
    """`POST /custom_item_types/{customItemTypeId}/instantiate`: in a folder, or a task below a task."""
    kind = ENTITY.the_one(call)
    access.require(call, _spaces_of(call, [kind]), access.READ)
    related, given = kind.get("relatedType", "Task"), [name for name in _PLACES if call.body.get(name)]
    misplaced = len(given) != 1 or (given == ["superTaskId"] and related != "Task")
    if call.context.fails(ITEM_PLACE, misplaced):
        raise WrikeError.invalid_parameter((*given, *_PLACES)[0])
    where = parents(call, "parentId", _given(call, "parentId"), root=True) or (root_of(call.tenant),)
    above = super_tasks(call, "superTaskId", _given(call, "superTaskId"))
    item_types.require_place(call, (*given, *_PLACES)[0], kind, {"parentIds": where, "superTaskIds": above})
    values: dict[str, Any] = {"title": call.body["title"], "customItemTypeId": kind["id"]}
    made = _task(call, where, above, values) if related == "Task" else _folder(call, where, related, values)
    return Answer("workItemMetadata", [{"id": made["id"], "relatedType": related}])


_PLACES = ("parentId", "superTaskId")


def _given(call: Call, name: str) -> list[str]:
    return [call.body[name]] if call.body.get(name) else []


def _task(call: Call, where: tuple[str, ...], above: tuple[str, ...], values: dict[str, Any]) -> Record:
    values |= {"superTaskIds": above} if above else {}
    made = tasks.create(call.context, call.tenant, reader_of(call).contact, where, values)
    changes.created(call, TASKS, made)
    return made


def _folder(call: Call, where: tuple[str, ...], related: str, values: dict[str, Any]) -> Record:
    values |= {"project": {}} if related == "Project" else {}
    made = folders.create(call.context, call.tenant, reader_of(call).contact, where[0], values)
    changes.created(call, FOLDERS, made)
    return made


def _spaces_of(call: Call, found: Iterable[Record]) -> list[Record]:
    """The spaces that those types belong to."""
    spaces_ = (spaces.find(call, one["spaceId"]) for one in found if one.get("spaceId"))
    return [one for one in spaces_ if one is not None]


def _seen(call: Call, kind: Record) -> bool:
    return all(access.sees(reader_of(call), space) for space in _spaces_of(call, [kind]))


def _list(call: Call, found: Iterable[Record]) -> Answer:
    title, related = str(call.parameters.get("title") or "").casefold(), call.parameters.get("type")
    exact = call.context.assume("wrike.item_type_title") == "exact" if title else False
    chosen = [
        one
        for one in found
        if (title == one["title"].casefold() if exact else title in one["title"].casefold())
        and related in (None, one["relatedType"])
    ]
    return ENTITY.reply(call, limited(call, chosen, MOST))


def operations() -> Iterator[Operation]:
    """List of the account, of a space; read by ids, make something of one."""
    answer, path = ENTITY.answer, "/custom_item_types/{ids}"
    filters = (Field("title"), Field("limit", "integer"), Field("type", enum=RELATED))
    yield reads("list_custom_item_types", "/custom_item_types", index, answer, filters)
    within = "/spaces/{ids}/custom_item_types"
    yield reads("list_space_custom_item_types", within, in_space, answer, filters)
    yield reads("get_custom_item_types", path, show, answer)
    body = (Field("title", required=True), *(Field(name, "id") for name in _PLACES))
    made = envelope_schema("workItemMetadata", _MADE.schema(_MADE.names()))
    yield writes("instantiate_custom_item_type", "POST", f"{path}/instantiate", instantiate, made, body)
