"""Work schedules: which days of the week are worked, and the exceptions from that."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import filters
from ..accounts import WEEK
from ..answers import Answer, unique
from ..calendars import default_schedule, is_for_work
from ..checks import DEFAULT_SCHEDULE, EXCLUSION_DATES, WORK_WEEK
from ..declaring import DAYS, id_lists, reads, removes, scopes_of, writes
from ..entities import Entity, gone
from ..entity_ids import EXCLUSION, WORK_SCHEDULE
from ..errors import WrikeError
from ..lookup import the_one
from ..references import contacts
from ..shapes import Reader, Shape
from ..stored import EXCLUSIONS, SCHEDULES, SUBMISSION_RULES

CAPACITY = 480
EXCEPTIONS = ("PublicHolidays", "OtherEvent", "AdditionalWorkDays")


def _week(reader: Reader, record: Record) -> list[dict[str, Any]]:
    capacity = record.get("capacityMinutes", CAPACITY)
    return [{"workDays": list(record.get("workDays", ())), "capacityMinutes": capacity}]


_WEEK = (
    Field("workDays", "list", required=True, of="text", enum=WEEK),
    Field("capacityMinutes", "integer", required=True),
)
ENTITY = Entity(
    "workschedules",
    SCHEDULES,
    WORK_SCHEDULE,
    Shape(
        (
            Field("id", required=True),
            Field("scheduleType", required=True, enum=("Default", "Custom"), default="Custom"),
            Field("title", required=True),
            Field("workweek", "list", required=True, fields=_WEEK),
            Field("userIds", "list", required=True, of="id", default=()),
        ),
        {"workweek": _week},
    ),
    ("userIds",),
)


def renders_work(reader: Reader, record: Record) -> bool:
    """Renders whether an exception, of a schedule or of a person, is for work."""
    return is_for_work(record)


EXCLUSION_ENTITY = Entity(
    "workscheduleExclusions",
    EXCLUSIONS,
    EXCLUSION,
    Shape(
        (
            Field("id", required=True),
            Field("fromDate", "date", required=True),
            Field("toDate", "date", required=True),
            Field("isWorkDays", "boolean", required=True),
            Field("exclusionType", required=True, enum=EXCEPTIONS),
        ),
        {"isWorkDays": renders_work},
    ),
)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a schedule of `title`, `workDays` and, if given, `id`, `userIds`, `capacityMinutes`."""
    return ENTITY.add(context, account_id, {"workDays": WEEK[:5], **values})


def index(call: Call) -> Answer:
    """`GET /workschedules`."""
    return ENTITY.reply(call, every(call))


def show(call: Call) -> Answer:
    """`GET /workschedules/{workscheduleId}`."""
    return ENTITY.reply(call, [of_path(call)])


def add(call: Call) -> Answer:
    """`POST /workschedules`."""
    users = contacts(call, "addUsers", call.body.get("addUsers") or ())
    values = {"title": call.body["title"], "userIds": users, **_worked(call, WEEK[:5])}
    return ENTITY.reply(call, [create(call.context, call.tenant, values)])


def duplicate(call: Call) -> Answer:
    """`POST /workschedules/{workscheduleId}/duplicate`: with its exceptions."""
    old = of_path(call)
    names = ("workDays", "capacityMinutes")
    values = {name: old[name] for name in names if name in old}
    made = create(call.context, call.tenant, {**values, "title": call.body["title"]})
    for one in call.context.store.find(EXCLUSIONS, call.tenant, "scheduleId", old["id"]):
        copied = {name: value for name, value in one.items() if name != "id"}
        EXCLUSION_ENTITY.add(call.context, call.tenant, {**copied, "scheduleId": made["id"]})
    return ENTITY.reply(call, [made])


def change(call: Call) -> Answer:
    """`PUT /workschedules/{workscheduleId}`."""
    record = of_path(call)
    added = contacts(call, "addUsers", call.body.get("addUsers") or ())
    removed = contacts(call, "removeUsers", call.body.get("removeUsers") or ())
    users = tuple(one for one in unique((*record.get("userIds", ()), *added)) if one not in removed)
    values = {"title": call.body["title"]} if call.body.get("title") else {}
    values |= {"userIds": users, **_worked(call, record.get("workDays", WEEK[:5]))}
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, {**record, **values})])


def remove(call: Call) -> Answer:
    """`DELETE /workschedules/{workscheduleId}`; every account keeps its default one."""
    record = of_path(call)
    if call.context.fails(DEFAULT_SCHEDULE, record.get("scheduleType") == "Default"):
        raise WrikeError.invalid_request("The default schedule cannot be deleted")
    for one in call.context.store.find(EXCLUSIONS, call.tenant, "scheduleId", record["id"]):
        EXCLUSION_ENTITY.delete(call.context, call.tenant, one)
    if call.context.store.get(SUBMISSION_RULES, call.tenant, record["id"]) is not None:
        call.context.store.delete(SUBMISSION_RULES, call.tenant, record["id"])
    return gone(ENTITY, call, record)


def exceptions(call: Call) -> Answer:
    """`GET /workschedules/{workscheduleId}/workschedule_exclusions`: those that meet `dateRange`."""
    rows = call.context.store.find(EXCLUSIONS, call.tenant, "scheduleId", of_path(call)["id"])
    meets = filters.schedule(call, "dateRange")
    found = [row for row in rows if meets({"start": row["fromDate"], "due": row["toDate"]})]
    return EXCLUSION_ENTITY.reply(call, found)


def exception(call: Call) -> Answer:
    """`GET /workschedule_exclusions/{workscheduleExclusionId}`."""
    return EXCLUSION_ENTITY.reply(call, [EXCLUSION_ENTITY.the_one(call)])


def add_exception(call: Call) -> Answer:
    """`POST /workschedules/{workscheduleId}/workschedule_exclusions`."""
    values = {name: call.body[name] for name in ("fromDate", "toDate", "exclusionType")}
    refuse_dates(call, values)
    values["scheduleId"] = of_path(call)["id"]
    return EXCLUSION_ENTITY.reply(call, [EXCLUSION_ENTITY.add(call.context, call.tenant, values)])


def change_exception(call: Call) -> Answer:
    """`PUT /workschedule_exclusions/{workscheduleExclusionId}`."""
    record = EXCLUSION_ENTITY.the_one(call)
    names = ("fromDate", "toDate", "exclusionType")
    changed = {**record, **{name: call.body[name] for name in names if call.body.get(name)}}
    refuse_dates(call, changed)
    return EXCLUSION_ENTITY.reply(call, [EXCLUSION_ENTITY.put(call.context, call.tenant, changed)])


def remove_exception(call: Call) -> Answer:
    """`DELETE /workschedule_exclusions/{workscheduleExclusionId}`."""
    return gone(EXCLUSION_ENTITY, call, EXCLUSION_ENTITY.the_one(call))


def every(call: Call) -> list[Record]:
    """The schedules of the account, the default one first."""
    first = default_schedule(call.context, call.tenant)
    return [first, *(one for one in ENTITY.rows(call.context, call.tenant) if one["id"] != first["id"])]


def of_path(call: Call) -> Record:
    """The schedule that the path names, which may be the default one."""
    return the_one(call, lambda identifier: find(call.context, call.tenant, identifier))


def find(context: Context, account_id: str, identifier: str) -> Record | None:
    """The schedule of that id, which may be the default one, or None."""
    default = default_schedule(context, account_id)
    return default if identifier == default["id"] else ENTITY.find(context, account_id, identifier)


def _worked(call: Call, held: tuple[str, ...]) -> dict[str, Any]:
    """The work days after `workweek`, of which at least one must be left."""
    given = {one.get("dayOfWeek"): one.get("isWorkDay") for one in call.body.get("workweek") or ()}
    worked = tuple(day for day in WEEK if given.get(day, day in held))
    if call.context.fails(WORK_WEEK, not worked):
        raise WrikeError.invalid_parameter("workweek")
    capacity = call.body.get("capacityMinutes")
    return {"workDays": worked} | ({} if capacity is None else {"capacityMinutes": capacity})


def refuse_dates(call: Call, values: Record) -> None:
    """Refuse an exception that ends before it starts."""
    if call.context.fails(EXCLUSION_DATES, values.get("toDate", "") < values.get("fromDate", "")):
        raise WrikeError.invalid_parameter("toDate")


def operations() -> Iterator[Operation]:
    """List, read, create, duplicate, change, delete; the same of exceptions."""
    scopes, write = scopes_of("WorkSchedule")
    answer, optional, path = ENTITY.answer, ENTITY.optional, "/workschedules/{ids}"
    day = (Field("dayOfWeek", enum=WEEK), Field("isWorkDay", "boolean"))
    common = (
        Field("title", required=True),
        Field("workweek", "list", fields=day),
        Field("capacityMinutes", "integer"),
    )
    title = (Field("title", required=True),)
    create_, update = (*common, *id_lists("addUsers")), (*common, *id_lists("addUsers", "removeUsers"))
    yield reads("list_workschedules", "/workschedules", index, answer, (), optional, scopes=scopes)
    yield reads("get_workschedule", path, show, answer, (), optional, scopes=scopes)
    yield writes(
        "create_workschedule", "POST", "/workschedules", add, answer, create_, optional, scopes=write
    )
    yield writes(
        "duplicate_workschedule", "POST", f"{path}/duplicate", duplicate, answer, title, scopes=write
    )
    yield writes("update_workschedule", "PUT", path, change, answer, update, optional, scopes=write)
    yield removes("delete_workschedule", path, remove, ENTITY.answer, scopes=write)
    within, one = f"{path}/workschedule_exclusions", "/workschedule_exclusions/{ids}"
    answer = EXCLUSION_ENTITY.answer
    ranged = (Field("dateRange", "object", fields=DAYS),)
    body = (
        Field("fromDate", "date", required=True),
        Field("toDate", "date", required=True),
        Field("exclusionType", required=True, enum=EXCEPTIONS),
    )
    yield reads("list_workschedule_exclusions", within, exceptions, answer, ranged, scopes=scopes)
    yield reads("get_workschedule_exclusion", one, exception, answer, scopes=scopes)
    yield writes("create_workschedule_exclusion", "POST", within, add_exception, answer, body, scopes=write)
    yield writes("update_workschedule_exclusion", "PUT", one, change_exception, answer, body, scopes=write)
    yield removes("delete_workschedule_exclusion", one, remove_exception, answer, scopes=write)
