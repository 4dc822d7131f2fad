"""Tasks: create, read, update, delete to the recycle bin, restore."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, changes, custom_values, dates, filing, item_types, metadata, tree
from ..answers import Answer, envelope_schema, extra_fields, reader_of, unique
from ..calendars import calendar_of
from ..checks import (
    CUSTOM_STATUS,
    CYCLE,
    DELETED_TWICE,
    PRIORITY,
    STATUS_GROUP,
    TASK_DATES,
)
from ..declaring import (
    ENTRIES,
    PLAIN,
    id_lists,
    reads,
    removes,
    writes,
)
from ..errors import WrikeError
from ..lookup import by_ids
from ..money import billing
from ..nodes import restored
from ..references import contacts, parents, placeholders, super_tasks
from ..sharing import new_shareds, refuse_outsiders
from ..stored import TASKS
from . import workflows
from .folders import container_of, root
from .task_shape import DATES, EFFORT, EXTRA, IMPORTANCES, READ, SHAPE, STATUSES, WRITTEN
from .task_statuses import first_status

_PLACEHOLDERS = "responsiblePlaceholders"


def create(
    context: Context,
    account_id: str,
    author: str | None,
    parents_: tuple[str, ...],
    values: Mapping[str, Any],
) -> Record:
    """Make a task in the folders `parents_`; returns the stored record.

    `values`: the stored fields that differ from their defaults, and `id`. The author shares and follows
    it (always among sharedIds [SPEC]).
    """
    now = context.clock.now()
    mine = (author,) if author else ()
    kept = {name: value for name, value in values.items() if name != "id" and value is not None}
    record = {
        **tree.identity(context, account_id, TASKS, values.get("id")),
        **kept,
        "authorIds": mine,
        "parentIds": tree.placed(account_id, unique(parents_)),
        "sharedIds": unique((*mine, *values.get("sharedIds", ()))),
        "followerIds": unique((*mine, *values.get("followerIds", ()))),
        "createdDate": now,
        "updatedDate": now,
    }
    record.setdefault("billingType", billing.of_new(context, account_id, record))
    return filing.put(context, account_id, TASKS, _completed(record, now))


def update(context: Context, account_id: str, record: Record, values: Mapping[str, Any]) -> Record:
    """Change a task; `values` holds the stored fields that change."""
    now = context.clock.now()
    return filing.put(context, account_id, TASKS, _completed({**record, **values, "updatedDate": now}, now))


def _completed(record: dict[str, Any], now: float) -> dict[str, Any]:
    done = record.pop("done", None)
    if done is None:
        return record
    kept = {name: value for name, value in record.items() if name != "completedDate"}
    return {**kept, "completedDate": record.get("completedDate", now)} if done else kept


def _answer(call: Call, records: list[Record], names: frozenset[str]) -> Answer:
    render = SHAPE.renderer(reader_of(call), names | extra_fields(call))
    return Answer("tasks", [render(record) for record in records])


def show(call: Call) -> Answer:
    """`GET /tasks/{ids}`."""
    return _answer(call, by_path(call, access.READ), READ)


def add(call: Call) -> Answer:
    """`POST /folders/{folderId}/tasks`."""
    return _add(call, container_of(call))


def add_anywhere(call: Call) -> Answer:
    """`POST /tasks`: in the root. No specification has it; a client makes subtasks so (PyWrike 1.955)."""
    return _add(call, root(call))


def _add(call: Call, where: Record) -> Answer:
    more = parents(call, "parents", call.body.get("parents") or (), root=True)
    above = super_tasks(call, "superTasks", call.body.get("superTasks") or ())
    places = {"parentIds": unique((where["id"], *more)), "superTaskIds": above}
    if call.body.get("shareds"):
        refuse_outsiders(call)
    values = _values(call, places, None)
    for parameter, name in (
        ("shareds", "sharedIds"),
        ("responsibles", "responsibleIds"),
        ("followers", "followerIds"),
    ):
        if call.body.get(parameter):
            values[name] = contacts(call, parameter, call.body[parameter])
    if call.body.get(_PLACEHOLDERS):
        values["responsiblePlaceholderIds"] = placeholders(call, _PLACEHOLDERS, call.body[_PLACEHOLDERS])
    values |= {"superTaskIds": above} if above else {}
    author = reader_of(call).contact
    record = create(call.context, call.tenant, author, places["parentIds"], values)
    changes.created(call, TASKS, record)
    return _answer(call, [record], WRITTEN)


def change(call: Call) -> Answer:
    """`PUT /tasks/{ids}`; who may only comment and change statuses can do that."""
    slight = call.body.keys() <= {"status", "customStatus", "fields"}
    found = by_path(call, access.LIMITED if slight else access.EDIT)
    return _answer(call, [_change(call, record) for record in found], WRITTEN)


def remove(call: Call) -> Answer:
    """`DELETE /tasks/{ids}`."""
    records = by_path(call, access.FULL)
    if call.context.fails(DELETED_TWICE, not all(map(tree.live, records))):
        raise WrikeError.invalid_request("The task is already in the Recycle Bin")
    deleted = [filing.move_to_bin(call.context, call.tenant, TASKS, record) for record in records]
    for record in deleted:
        changes.deleted(call, TASKS, record)
    return _answer(call, deleted, WRITTEN)


def by_path(call: Call, least: int) -> list[Record]:
    """The tasks that the path names, with which the caller may do so much."""
    found = by_ids(call, lambda one: tree.find(call.context, call.tenant, TASKS, one))
    return access.admitted(call, found, least)


def _values(call: Call, places: Record, record: Record | None) -> dict[str, Any]:
    body = call.body
    names = ("title", "description", "importance", "billingType", "effortAllocation")
    values = {name: body[name] for name in names if body.get(name) is not None}
    for parameter in ("customItemTypeId", "convertToCustomItemType"):
        if (kind := item_types.chosen(call, parameter, ("Task",), places)) is not None:
            values["customItemTypeId"] = kind["id"]
    if "dates" in body:
        values["dates"] = _schedule(call, body["dates"])
    if "customFields" in body:
        found = custom_values.read(call, body["customFields"] or (), places)
        values["customFields"] = custom_values.merged(record or {}, found)
    return values | _chosen_status(call, places) | _order(call) | metadata.read(call, record or {})


def _order(call: Call) -> dict[str, Any]:
    """`priorityBefore` and `priorityAfter` put the task beside another."""
    for name, step in (("priorityBefore", -1), ("priorityAfter", 1)):
        if (identifier := call.body.get(name)) is None:
            continue
        beside = tree.find(call.context, call.tenant, TASKS, identifier)
        if beside is None:
            if call.context.fails(PRIORITY, True):
                raise WrikeError.invalid_parameter(name)
            continue
        return {"order": _between(call, beside["order"], step)}
    return {}


def _between(call: Call, order: float, step: int) -> float:
    orders = [one["order"] for one in call.context.store.rows(TASKS, call.tenant).values()]
    beyond = [one for one in orders if (one - order) * step > 0]
    neighbour = min(beyond, key=lambda one: abs(one - order), default=order + 2 * step)
    return float((order + neighbour) / 2)


def scheduled(context: Context, account_id: str, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The dates as the account's work schedule has them; raises dates.BadDates."""
    return dates.schedule(given, calendar_of(context, account_id))


def _schedule(call: Call, given: Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return scheduled(call.context, call.tenant, given)
    except dates.BadDates:
        if call.context.fails(TASK_DATES, True):
            raise WrikeError.invalid_parameter("dates") from None
        return dict(dates.BACKLOG)


def _chosen_status(call: Call, places: Record) -> dict[str, Any]:
    """`customStatus` names one, `status` the first of its group; both change together."""
    identifier = call.body.get("customStatus")
    if identifier is None and (group := call.body.get("status")):
        identifier = first_status(call.context, call.tenant, places, group)
        if call.context.fails(STATUS_GROUP, identifier is None):
            raise WrikeError.invalid_parameter("status")
    if identifier is None:
        return {}
    found = workflows.status_of(call.context, call.tenant, identifier)
    if found is None:
        if call.context.fails(CUSTOM_STATUS, True):
            raise WrikeError.invalid_parameter("customStatus")
        return {}
    return in_status(identifier, found["group"])


def in_status(identifier: str, group: str) -> dict[str, Any]:
    """What is stored of a custom status of that group; being `done` sets the completion date."""
    return {"customStatusId": identifier, "done": group == "Completed"}


def _change(call: Call, record: Record) -> Record:
    record = restored(call, TASKS, record)
    values = _values(call, record, record)
    values["parentIds"] = _parents(call, record)
    values |= new_shareds(call, record)
    values["responsibleIds"] = _assigned(call, record.get("responsibleIds", ()), "Responsibles", contacts)
    values["responsiblePlaceholderIds"] = _assigned(
        call, record.get("responsiblePlaceholderIds", ()), "ResponsiblePlaceholders", placeholders
    )
    values["followerIds"] = _new_followers(call, record)
    values["superTaskIds"] = _super_tasks(call, record)
    after = update(call.context, call.tenant, record, values)
    changes.changed(call, TASKS, record, after)
    return after


def _parents(call: Call, record: Record) -> tuple[str, ...]:
    added = parents(call, "addParents", call.body.get("addParents") or (), root=False)
    removed = parents(call, "removeParents", call.body.get("removeParents") or (), root=False)
    return tree.moved(call.context, call.tenant, record, added, removed)


def _assigned(
    call: Call,
    held: Iterable[str],
    what: str,
    read: Callable[[Call, str, Iterable[str]], tuple[str, ...]],
) -> tuple[str, ...]:
    """Those who `held` it, after `add…` and `remove…` of `what`, whose ids `read` checks."""
    added, removed = (
        read(call, parameter, call.body.get(parameter) or ()) for parameter in (f"add{what}", f"remove{what}")
    )
    return tuple(one for one in unique((*held, *added)) if one not in removed)


def _new_followers(call: Call, record: Record) -> tuple[str, ...]:
    added = contacts(call, "addFollowers", call.body.get("addFollowers") or ())
    me = reader_of(call).contact
    follow = call.body.get("follow")
    kept = unique((*record.get("followerIds", ()), *added, *((me,) if follow else ())))
    return tuple(one for one in kept if follow is not False or one != me)


def _super_tasks(call: Call, record: Record) -> tuple[str, ...]:
    added = super_tasks(call, "addSuperTasks", call.body.get("addSuperTasks") or ())
    removed = super_tasks(call, "removeSuperTasks", call.body.get("removeSuperTasks") or ())
    inside = tree.below(call.context, call.tenant, record["id"], tree.live) if added else ()
    below = {record["id"], *(child["id"] for _, child in inside)}
    if call.context.fails(CYCLE, not below.isdisjoint(added)):
        raise WrikeError.invalid_parameter("addSuperTasks")
    kept = unique((*record.get("superTaskIds", ()), *added))
    return tuple(one for one in kept if one not in (*removed, *below))


_COMMON = (
    Field("title", required=True),
    Field("description"),
    Field("status", enum=STATUSES),
    Field("importance", enum=IMPORTANCES),
    Field("dates", "object", fields=DATES),
    Field("follow", "boolean"),
    Field("customStatus", "id"),
    Field("priorityBefore", "id"),
    Field("priorityAfter", "id"),
    Field("billingType", enum=billing.TYPES),
    Field("effortAllocation", "object", fields=EFFORT),
    *ENTRIES,
    *PLAIN,
)
_CREATE = (
    *_COMMON,
    *id_lists("shareds", "parents", "responsibles", "responsiblePlaceholders", "followers", "superTasks"),
    Field("customItemTypeId", "id"),
)
_DELTAS = ("Parents", "Shareds", "Responsibles", "ResponsiblePlaceholders", "SuperTasks")
_UPDATE = (
    *_COMMON,
    *id_lists(*(f"{verb}{what}" for what in _DELTAS for verb in ("add", "remove")), "addFollowers"),
    Field("restore", "boolean"),
    Field("convertToCustomItemType", "id"),
)
OPTIONAL = tuple(sorted(EXTRA | {"attachmentCount"}))
_ANSWER = envelope_schema("tasks", SHAPE.schema(READ, OPTIONAL))


def operations() -> Iterator[Operation]:
    """Everything but the lists."""
    within = "/folders/{ids}/tasks"
    yield reads("get_tasks", "/tasks/{ids}", show, _ANSWER, PLAIN, OPTIONAL)
    yield writes("create_task", "POST", within, add, _ANSWER, _CREATE, OPTIONAL)
    yield writes("create_task_in_root", "POST", "/tasks", add_anywhere, _ANSWER, _CREATE, OPTIONAL)
    yield writes("update_tasks", "PUT", "/tasks/{ids}", change, _ANSWER, _UPDATE, OPTIONAL)
    yield removes("delete_tasks", "/tasks/{ids}", remove, _ANSWER)
