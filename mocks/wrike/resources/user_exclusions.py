"""Exceptions of single people from their schedules: vacations, overtime and the like."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import filters
from ..answers import Answer
from ..declaring import DAYS, id_lists, reads, removes, scopes_of, writes
from ..entities import Entity, gone
from ..entity_ids import USER_EXCLUSION
from ..references import contacts
from ..shapes import Shape
from ..stored import USER_EXCLUSIONS
from .workschedules import refuse_dates, renders_work

TYPES = ("VacationPTO", "Overtime", "OtherNonWorking")
_DATES = ("fromDate", "toDate", "exclusionType")


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make an exception of `userId` from `fromDate` to `toDate`, of that `exclusionType`."""
    return ENTITY.add(context, account_id, values)


ENTITY = Entity(
    "workscheduleUserExclusions",
    USER_EXCLUSIONS,
    USER_EXCLUSION,
    Shape(
        (
            Field("id", required=True),
            Field("userId", required=True),
            Field("fromDate", "date", required=True),
            Field("toDate", "date", required=True),
            Field("isWorkDays", "boolean", required=True),
            Field("exclusionType", required=True, enum=TYPES),
        ),
        {"isWorkDays": renders_work},
    ),
)


def index(call: Call) -> Answer:
    """`GET /user_schedule_exclusions`: of those users, meeting `dateRange`."""
    meets, users = filters.schedule(call, "dateRange"), call.parameters.get("userIds")
    rows = ENTITY.rows(call.context, call.tenant)
    found = [row for row in rows if meets({"start": row["fromDate"], "due": row["toDate"]})]
    return ENTITY.reply(call, [row for row in found if not users or row["userId"] in users])


def show(call: Call) -> Answer:
    """`GET /user_schedule_exclusions/{userScheduleExclusionId}`."""
    return ENTITY.reply(call, [ENTITY.the_one(call)])


def add(call: Call) -> Answer:
    """`POST /user_schedule_exclusions`."""
    values = {name: call.body[name] for name in _DATES}
    refuse_dates(call, values)
    (values["userId"],) = contacts(call, "userId", [call.body["userId"]])
    return ENTITY.reply(call, [create(call.context, call.tenant, values)])


def change(call: Call) -> Answer:
    """`PUT /user_schedule_exclusions/{userScheduleExclusionId}`."""
    record = ENTITY.the_one(call)
    changed = {**record, **{name: call.body[name] for name in _DATES if call.body.get(name)}}
    refuse_dates(call, changed)
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, changed)])


def remove(call: Call) -> Answer:
    """`DELETE /user_schedule_exclusions/{userScheduleExclusionId}`."""
    return gone(ENTITY, call, ENTITY.the_one(call))


def operations() -> Iterator[Operation]:
    """List, read, create, change, delete."""
    scopes, write = scopes_of("WorkSchedule")
    answer, path, one = ENTITY.answer, "/user_schedule_exclusions", "/user_schedule_exclusions/{ids}"
    filters_ = (Field("dateRange", "object", fields=DAYS), *id_lists("userIds"))
    body = (
        Field("fromDate", "date", required=True),
        Field("toDate", "date", required=True),
        Field("exclusionType", required=True, enum=TYPES),
    )
    create_ = (Field("userId", "id", required=True), *body)
    yield reads("list_user_schedule_exclusions", path, index, answer, filters_, scopes=scopes)
    yield reads("get_user_schedule_exclusion", one, show, answer, scopes=scopes)
    yield writes("create_user_schedule_exclusion", "POST", path, add, answer, create_, scopes=write)
    yield writes("update_user_schedule_exclusion", "PUT", one, change, answer, body, scopes=write)
    yield removes("delete_user_schedule_exclusion", one, remove, answer, scopes=write)
