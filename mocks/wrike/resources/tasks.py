"""Tasks: create, read, update, delete to the recycle bin, restore."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import dates, metadata, tree
from ..accounts import find as account_of
from ..accounts import host_of, work_days
from ..answers import Answer, extra_fields, reader_of, unique
from ..checks import CUSTOM_STATUS, DELETED_CHANGE, DELETED_TWICE, RESTORE_ACTIVE, TASK_DATES
from ..errors import WrikeError
from ..html import brief
from ..lookup import by_ids
from ..references import contacts, parents, super_tasks
from ..shapes import Reader, Shape, moment
from ..stored import TASKS
from . import workflows
from .folders import container_of

STATUSES = ("Active", "Completed", "Deferred", "Cancelled")
IMPORTANCES = ("High", "Normal", "Low")
BACKLOG = {"type": "Backlog"}
PRIORITY_STEP = 0x8000
_LISTS = ("parentIds", "superTaskIds", "sharedIds", "responsibleIds", "followerIds")


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
        "parentIds": unique((*parents_, *values.get("parentIds", ()))),
        "sharedIds": unique((*mine, *values.get("sharedIds", ()))),
        "createdDate": now,
        "updatedDate": now,
    }
    return tree.put(context, account_id, TASKS, _completed(record, now))


def update(context: Context, account_id: str, record: Record, values: Mapping[str, Any]) -> Record:
    """Change a task; `values` holds the stored fields that change."""
    now = context.clock.now()
    return tree.put(context, account_id, TASKS, _completed({**record, **values, "updatedDate": now}, now))


def status_of(context: Context, account_id: str, record: Record) -> dict[str, Any]:
    """The custom status that the task has; a new task has the first of its workflow."""
    identifier = record.get("customStatusId") or workflows.first_of_group(context, account_id, "Active")
    found = workflows.status_of(context, account_id, identifier)
    assert found is not None
    return found


def _completed(record: dict[str, Any], now: float) -> dict[str, Any]:
    done = record.pop("done", None)
    if done is None:
        return record
    kept = {name: value for name, value in record.items() if name != "completedDate"}
    return {**kept, "completedDate": record.get("completedDate", now)} if done else kept


def _status(reader: Reader, task: Record) -> str:
    return str(status_of(reader.context, reader.account_id, task)["group"])


def _custom_status(reader: Reader, task: Record) -> str:
    return str(status_of(reader.context, reader.account_id, task)["id"])


def _scope(reader: Reader, task: Record) -> str:
    return "WsTask" if tree.live(task) else "RbTask"


def _account(reader: Reader, task: Record) -> str:
    return reader.account_id


def _permalink(reader: Reader, task: Record) -> str:
    return reader.context.urls.of(host_of(reader.account), f"/open.htm?id={task['number']}")


def _priority(reader: Reader, task: Record) -> str:
    return f"{task['order'] * PRIORITY_STEP:024x}"


def _brief(reader: Reader, task: Record) -> str:
    return brief(task.get("description", ""))


def _followed(reader: Reader, task: Record) -> bool:
    return reader.contact in _followers(reader, task)


def _followers(reader: Reader, task: Record) -> tuple[str, ...]:
    return unique((*task["authorIds"], *task.get("followerIds", ())))


def _subtasks(reader: Reader, task: Record) -> list[str]:
    found = tree.contents(reader.context, reader.account_id, task["id"], TASKS)
    return [child["id"] for _, child in found if tree.live(child)]


def _super_parents(reader: Reader, task: Record) -> list[str]:
    """The folders that the task's super tasks lie in: inherited, not its own."""
    found: list[str] = []
    for identifier in task.get("superTaskIds", ()):
        above = reader.context.store.get(TASKS, reader.account_id, identifier)
        found += above["parentIds"] if above else ()
    return list(unique(found))


def _dates(reader: Reader, task: Record) -> dict[str, Any]:
    return dict(task.get("dates", BACKLOG))


DATES = (
    Field("type", enum=("Backlog", "Milestone", "Planned")),
    Field("duration", "integer"),
    Field("start"),
    Field("due"),
    Field("workOnWeekends", "boolean"),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("accountId", required=True),
        Field("title", required=True),
        Field("description", required=True, default=""),
        Field("briefDescription", required=True),
        Field("parentIds", "list", required=True, of="id"),
        Field("superParentIds", "list", required=True, of="id"),
        Field("sharedIds", "list", required=True, of="id"),
        Field("responsibleIds", "list", required=True, of="id", default=()),
        Field("status", required=True, enum=STATUSES),
        Field("importance", required=True, enum=IMPORTANCES, default="Normal"),
        Field("createdDate", required=True),
        Field("updatedDate", required=True),
        Field("completedDate"),
        Field("dates", "object", required=True, fields=DATES),
        Field("scope", required=True, enum=("WsTask", "RbTask")),
        Field("authorIds", "list", required=True, of="id"),
        Field("customStatusId", required=True),
        Field("hasAttachments", "boolean", required=True, default=False),
        Field("attachmentCount", "integer", required=True, default=0),
        Field("permalink", required=True),
        Field("priority", required=True),
        Field("followedByMe", "boolean", required=True),
        Field("followerIds", "list", required=True, of="id"),
        Field("superTaskIds", "list", required=True, of="id", default=()),
        Field("subTaskIds", "list", required=True, of="id"),
        Field("dependencyIds", "list", required=True, of="id", default=()),
        Field("metadata", "list", required=True, default=()),
        Field("customFields", "list", required=True, default=()),
    ),
    computed={
        "accountId": _account,
        "briefDescription": _brief,
        "superParentIds": _super_parents,
        "status": _status,
        "createdDate": moment("createdDate"),
        "updatedDate": moment("updatedDate"),
        "completedDate": moment("completedDate"),
        "dates": _dates,
        "scope": _scope,
        "customStatusId": _custom_status,
        "permalink": _permalink,
        "priority": _priority,
        "followedByMe": _followed,
        "followerIds": _followers,
        "subTaskIds": _subtasks,
    },
)
READ = SHAPE.names(less=("attachmentCount",))
"""The fields of a task read by id."""
WRITTEN = SHAPE.names()
"""The fields of a task as created, changed and deleted (recorded)."""
LISTED = frozenset(
    (
        *("id", "accountId", "title", "status", "importance", "createdDate", "updatedDate", "completedDate"),
        *("dates", "scope", "customStatusId", "permalink", "priority"),
    )
)
"""The fields of a task in a list; the rest comes through `fields`."""


def _answer(call: Call, records: list[Record], names: frozenset[str]) -> Answer:
    reader, wanted = reader_of(call), names | extra_fields(call)
    return Answer("tasks", [SHAPE.render(reader, record, wanted) for record in records])


def show(call: Call) -> Answer:
    """`GET /tasks/{ids}`."""
    return _answer(call, _by_ids(call), READ)


def add(call: Call) -> Answer:
    """`POST /folders/{folderId}/tasks`."""
    container = container_of(call)
    values = _values(call, {})
    for parameter, name in (
        ("shareds", "sharedIds"),
        ("responsibles", "responsibleIds"),
        ("followers", "followerIds"),
    ):
        if call.body.get(parameter):
            values[name] = contacts(call, parameter, call.body[parameter])
    above = super_tasks(call, "superTasks", call.body.get("superTasks") or ())
    more = parents(call, "parents", call.body.get("parents") or (), root=True)
    values |= {"superTaskIds": above} if above else {}
    author = reader_of(call).contact
    record = create(call.context, call.tenant, author, unique((container, *more)), values)
    return _answer(call, [record], WRITTEN)


def change(call: Call) -> Answer:
    """`PUT /tasks/{ids}`."""
    return _answer(call, [_change(call, record) for record in _by_ids(call)], WRITTEN)


def remove(call: Call) -> Answer:
    """`DELETE /tasks/{ids}`."""
    records = _by_ids(call)
    if call.context.fails(DELETED_TWICE, not all(map(tree.live, records))):
        raise WrikeError.invalid_request("The task is already in the Recycle Bin")
    deleted = [tree.move_to_bin(call.context, call.tenant, TASKS, record) for record in records]
    return _answer(call, deleted, WRITTEN)


def _by_ids(call: Call) -> list[Record]:
    return by_ids(call, lambda identifier: tree.find(call.context, call.tenant, TASKS, identifier))


def _values(call: Call, record: Record) -> dict[str, Any]:
    body = call.body
    values = {
        name: body[name] for name in ("title", "description", "importance") if body.get(name) is not None
    }
    if "dates" in body:
        values["dates"] = _schedule(call, body["dates"])
    return values | _chosen_status(call) | metadata.merged(body, record)


def scheduled(context: Context, account_id: str, given: Mapping[str, Any] | None) -> dict[str, Any]:
    """The dates as the account's work schedule has them; raises dates.BadDates."""
    account = account_of(context, account_id) or {}
    calendar = dates.Calendar(work_days(account), context.assume("wrike.weekend_due"))
    return dates.schedule(given, calendar)


def _schedule(call: Call, given: Mapping[str, Any] | None) -> dict[str, Any]:
    try:
        return scheduled(call.context, call.tenant, given)
    except dates.BadDates:
        if call.context.fails(TASK_DATES, True):
            raise WrikeError.invalid_parameter("dates") from None
        return dict(BACKLOG)


def _chosen_status(call: Call) -> dict[str, Any]:
    """`customStatus` names one, `status` the first of its group; both change together."""
    identifier = call.body.get("customStatus")
    if identifier is None and (group := call.body.get("status")):
        identifier = workflows.first_of_group(call.context, call.tenant, group)
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
    record = _restored(call, record)
    values = _values(call, record)
    values["parentIds"] = _parents(call, record)
    for name, parameter in (("responsibleIds", "Responsibles"), ("sharedIds", "Shareds")):
        values[name] = _people(call, record.get(name, ()), parameter)
    followers = contacts(call, "addFollowers", call.body.get("addFollowers") or ())
    values["followerIds"] = unique((*record.get("followerIds", ()), *followers))
    values["superTaskIds"] = _super_tasks(call, record)
    return update(call.context, call.tenant, record, values)


def _restored(call: Call, record: Record) -> Record:
    wanted = bool(call.body.get("restore"))
    if call.context.fails(RESTORE_ACTIVE, wanted and tree.live(record)):
        raise WrikeError.invalid_parameter("restore")
    if call.context.fails(DELETED_CHANGE, not wanted and not tree.live(record)):
        raise WrikeError.invalid_request("The task is in the Recycle Bin")
    if wanted and not tree.live(record):
        return tree.restore(call.context, call.tenant, TASKS, record)
    return record


def _parents(call: Call, record: Record) -> tuple[str, ...]:
    added = parents(call, "addParents", call.body.get("addParents") or (), root=False)
    removed = parents(call, "removeParents", call.body.get("removeParents") or (), root=False)
    return tree.moved(call.tenant, record, added, removed)


def _people(call: Call, held: tuple[str, ...], parameter: str) -> tuple[str, ...]:
    added = contacts(call, f"add{parameter}", call.body.get(f"add{parameter}") or ())
    removed = contacts(call, f"remove{parameter}", call.body.get(f"remove{parameter}") or ())
    return tuple(one for one in unique((*held, *added)) if one not in removed)


def _super_tasks(call: Call, record: Record) -> tuple[str, ...]:
    added = super_tasks(call, "addSuperTasks", call.body.get("addSuperTasks") or ())
    removed = super_tasks(call, "removeSuperTasks", call.body.get("removeSuperTasks") or ())
    kept = unique((*record.get("superTaskIds", ()), *added))
    return tuple(one for one in kept if one not in (*removed, record["id"]))


def in_folder(reader: Reader, folder: Record, *, descendants: bool, subtasks: bool) -> list[Record]:
    """The tasks of a folder, those of folders below too if `descendants`, subtasks too if asked for."""
    wanted = tree.anything if folder.get("scope") == "RbRoot" or not tree.live(folder) else tree.live
    if not descendants:
        found = tree.contents(reader.context, reader.account_id, folder["id"], TASKS)
        return [child for _, child in found if wanted(child)]
    nodes = tree.below(reader.context, reader.account_id, folder["id"], wanted)
    return [child for kind, child in nodes if kind == TASKS and (subtasks or not child.get("superTaskIds"))]
