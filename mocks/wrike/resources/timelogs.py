"""Timelogs: hours worked on tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, changes, filters, nodes, tree
from ..answers import Answer, extra_fields, reader_of
from ..checks import CATEGORY as CATEGORY_CHECK
from ..checks import HOURS, REQUIRED_PARAMETER, TRACKED_DATE
from ..declaring import DAYS, PAGING, missing_parameter, reads, removes, writes
from ..entities import Entity, empty_schema, nothing
from ..entity_ids import TIMELOG
from ..errors import WrikeError
from ..html import escaped, plain
from ..lookup import the_one
from ..money import billing, finances
from ..paging import page
from ..references import contacts
from ..shapes import Reader, Shape, moment
from ..stored import CATEGORIES, CONTACTS, TASKS, TIMELOGS
from ..values import Present

APPROVAL = ("NotSubmitted", "Pending", "Approved", "Rejected")
FILTERED = (*APPROVAL, "Draft", "Cancelled")
"""What a list may be filtered by: the specification has the words of approvals there [SPEC]."""
OPTIONAL = ("billingType", "approvalStatus", "lockStatus", "exportStatus", "finance")


def _finance(reader: Reader, timelog: Record) -> dict[str, Any] | None:
    return finances.shown(reader, finances.of_timelog(reader.context, reader.account_id, timelog))


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("taskId", required=True),
        Field("userId", required=True),
        Field("categoryId"),
        Field("billingType", required=True, enum=billing.TYPES),
        Field("approvalStatus", required=True, enum=APPROVAL, default="NotSubmitted"),
        Field("lockStatus", required=True, default="Unlocked"),
        Field("exportStatus", required=True, default="NotExported"),
        Field("finance", "object", fields=finances.TIMELOG),
        Field("hours", "number", required=True),
        Field("createdDate", required=True),
        Field("updatedDate", required=True),
        Field("trackedDate", "date", required=True),
        Field("comment", required=True, default=""),
    ),
    computed={
        "billingType": billing.of_timelog,
        "finance": _finance,
        "createdDate": moment("createdDate"),
        "updatedDate": moment("updatedDate"),
    },
)
ENTITY = Entity("timelogs", TIMELOGS, TIMELOG, SHAPE, OPTIONAL)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Log `hours` of `userId` on `taskId`, on the day `trackedDate`; `comment`, `categoryId` as given."""
    now = context.clock.now()
    made = ENTITY.add(context, account_id, {"createdDate": now, "updatedDate": now, **values})
    finances.settle_hours(context, account_id, made["taskId"])
    return made


def of_account(call: Call) -> Answer:
    """`GET /timelogs`."""
    return _list(call, ENTITY.rows(call.context, call.tenant))


def of_task(call: Call) -> Answer:
    """`GET /tasks/{taskId}/timelogs`: with `descendants` or `subTasks` those of its subtasks too."""
    task, wanted = nodes.task_of_path(call), call.parameters
    below = _tasks_below(call, task) if wanted.get("descendants") or wanted.get("subTasks") else ()
    return _list(call, _of_tasks(call, [task["id"], *below]))


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/timelogs`: those of its tasks, and unless refused of all below."""
    folder = nodes.folder_of_path(call)
    if call.parameters.get("descendants") is False:
        inside = [one["id"] for _, one in tree.contents(call.context, call.tenant, folder["id"], TASKS)]
    else:
        inside = _tasks_below(call, folder)
    return _list(call, _of_tasks(call, inside))


def of_contact(call: Call) -> Answer:
    """`GET /contacts/{contactId}/timelogs`."""
    who = the_one(call, lambda one: call.context.store.get(CONTACTS, call.tenant, one))["id"]
    return _list(call, call.context.store.find(TIMELOGS, call.tenant, "userId", who))


def of_category(call: Call) -> Answer:
    """`GET /timelog_categories/{timelogCategoryId}/timelogs`."""
    which = the_one(call, lambda one: call.context.store.get(CATEGORIES, call.tenant, one))["id"]
    return _list(call, call.context.store.find(TIMELOGS, call.tenant, "categoryId", which))


def show(call: Call) -> Answer:
    """`GET /timelogs/{timelogIds}`."""
    found = nodes.admitted(call, ENTITY.of_path(call), access.READ, "taskId")
    return _answer(call, found)


def add(call: Call) -> Answer:
    """`POST /tasks/{taskId}/timelogs`."""
    task = nodes.task_of_path(call)
    nodes.refuse_deleted(call, task)
    if "title" in task:
        _require(call, [task])
    silent = not call.body.get("comment") and call.context.assume("wrike.timelog_comment") == "required"
    if call.context.fails(REQUIRED_PARAMETER, silent):
        raise missing_parameter(call.context, "comment")
    who = reader_of(call).contact
    if (other := call.body.get("onBehalfOf")) is not None:
        (who,) = contacts(call, "onBehalfOf", [other])
    made = create(call.context, call.tenant, {"taskId": task["id"], "userId": who, **_values(call)})
    changes.timed(call, task, made)
    return _answer(call, [made])


def change(call: Call) -> Answer:
    """`PUT /timelogs/{timelogId}`: with nothing to change it is still touched [LIVE-GW]."""
    record = _changed(call)
    values = {**_values(call), "updatedDate": call.context.clock.now()}
    changed = ENTITY.put(call.context, call.tenant, {**record, **values})
    _told(call, changed)
    return _answer(call, [changed])


def remove(call: Call) -> Answer:
    """`DELETE /timelogs/{timelogId}`: for good."""
    record = _changed(call)
    ENTITY.delete(call.context, call.tenant, record)
    _told(call, record)
    return nothing("timelogs")


def _changed(call: Call) -> Record:
    """The timelog of the path, which the caller may change or delete."""
    record = ENTITY.the_one(call)
    task = nodes.node_of(reader_of(call), record.get("taskId", ""))
    _require(call, [task] if task else [])
    nodes.require_own(call, [record], "userId", "wrike.timelog_editor")
    return record


def _require(call: Call, tasks: list[Record]) -> None:
    """Refuse who may not log hours on those tasks: which role that takes is an assumption."""
    access.require(call, tasks, access.assumed(call, tasks, "wrike.timelog_role", _ROLES))


_ROLES = {"limited": access.LIMITED, "editor": access.EDIT, "read_only": access.READ}


def _told(call: Call, record: Record) -> None:
    """Tell of hours that are others now, or gone, and keep what they make of amounts."""
    finances.settle_hours(call.context, call.tenant, record.get("taskId", ""))
    if (task := nodes.node_of(reader_of(call), record.get("taskId", ""))) is not None:
        changes.timed(call, task, record)


def _values(call: Call) -> dict[str, Any]:
    body = call.body
    values = {name: body[name] for name in ("hours", "trackedDate", "comment") if body.get(name) is not None}
    if call.context.fails(HOURS, "hours" in values and not 0 <= (values["hours"] or 0) <= 24):
        raise WrikeError.invalid_parameter("hours")
    if call.context.fails(TRACKED_DATE, values.get("trackedDate") == "" and call.operation.partial):
        raise WrikeError.invalid_parameter("trackedDate")
    if "comment" in values and body.get("plainText"):
        values["comment"] = escaped(values["comment"])
    if body.get("categoryId") is not None:
        known = call.context.store.get(CATEGORIES, call.tenant, body["categoryId"]) is not None
        if call.context.fails(CATEGORY_CHECK, not known):
            raise WrikeError.invalid_parameter("categoryId")
        values["categoryId"] = body["categoryId"]
    return values


def _tasks_below(call: Call, node: Record) -> list[str]:
    found = tree.below(call.context, call.tenant, node["id"], tree.live)
    return [one["id"] for kind, one in found if kind == TASKS]


def _of_tasks(call: Call, tasks: Iterable[str]) -> list[Record]:
    find = call.context.store.find
    return [row for task in tasks for row in find(TIMELOGS, call.tenant, "taskId", task)]


def _list(call: Call, found: Iterable[Record]) -> Answer:
    reader, wanted = reader_of(call), call.parameters
    created, updated = (filters.instants(call, name) for name in ("createdDate", "updatedDate"))
    tracked = filters.days(call, "trackedDate", zoned=True)
    chosen = [
        one
        for one in found
        if created(one["createdDate"])
        and updated(one["updatedDate"])
        and tracked(one["trackedDate"])
        and ("me" not in wanted or one["userId"] == reader.contact)
        and (not wanted.get("timelogCategories") or one.get("categoryId") in wanted["timelogCategories"])
        and (not wanted.get("billingTypes") or billing.of_timelog(reader, one) in wanted["billingTypes"])
        and (not wanted.get("approvalStatuses") or "NotSubmitted" in wanted["approvalStatuses"])
    ]
    return _answer(call, nodes.seen(reader, chosen, "taskId"))


def _answer(call: Call, found: Iterable[Record]) -> Answer:
    reader, names = reader_of(call), ENTITY.names | extra_fields(call)
    as_plain = bool({**call.parameters, **call.body}.get("plainText"))

    def render(record: Record) -> dict[str, Any]:
        shown = {**record, "comment": plain(record.get("comment", ""))} if as_plain else record
        return SHAPE.render(reader, shown, names)

    return page(call, "timelogs", found, render)


def operations() -> Iterator[Operation]:
    """Lists of the account, a task, a folder, a contact, a category; read by ids, create, change, delete."""
    days = ("createdDate", "updatedDate", "trackedDate")
    filters_ = (
        *(Field(name, "object", fields=DAYS) for name in days),
        Present("me", "boolean"),
        Field("descendants", "boolean"),
        Field("subTasks", "boolean"),
        Field("plainText", "boolean"),
        Field("timelogCategories", "list", of="id"),
        Field("billingTypes", "list", of="text", enum=billing.TYPES),
        Field("approvalStatuses", "list", of="text", enum=FILTERED),
        *PAGING,
        Field("pageToken"),
    )
    listed, answer, path = ENTITY.answering(paged=True), ENTITY.answer, "/timelogs/{ids}"
    for name, where, act in (
        ("list_timelogs", "/timelogs", of_account),
        ("list_task_timelogs", "/tasks/{ids}/timelogs", of_task),
        ("list_folder_timelogs", "/folders/{ids}/timelogs", of_folder),
        ("list_contact_timelogs", "/contacts/{ids}/timelogs", of_contact),
        ("list_category_timelogs", "/timelog_categories/{ids}/timelogs", of_category),
    ):
        yield reads(name, where, act, listed, filters_, OPTIONAL)
    yield reads("get_timelogs", path, show, answer, (Field("plainText", "boolean"),), OPTIONAL)
    common = (Field("plainText", "boolean"), Field("categoryId", "id"))
    create_ = (
        Field("hours", "number", required=True),
        Field("trackedDate", "date", required=True),
        Field("comment"),
        *common,
        Field("onBehalfOf", "id"),
    )
    update = (Field("hours", "number"), Field("trackedDate", "date"), Field("comment"), *common)
    yield writes("create_timelog", "POST", "/tasks/{ids}/timelogs", add, answer, create_, OPTIONAL)
    yield writes("update_timelog", "PUT", path, change, answer, update, OPTIONAL)
    yield removes("delete_timelog", path, remove, empty_schema("timelogs"))
