"""The account's default work schedule as a calendar: its work days, and the exceptions from them."""

from __future__ import annotations

from datetime import date

from ..kit.service import Context
from ..kit.store import Record
from .accounts import WEEK, ensure
from .dates import EVERY_DAY, Calendar
from .entity_ids import WORK_SCHEDULE, group
from .stored import EXCLUSIONS, SCHEDULES, USER_EXCLUSIONS


def default_id(account_id: str, number: int) -> str:
    """The id of the account's default work schedule: minus the account's number."""
    return account_id + group(WORK_SCHEDULE, -number)


def default_schedule(context: Context, account_id: str) -> Record:
    """The default schedule, which the account has without anybody having made it."""
    account = ensure(context, account_id)
    identifier = default_id(account_id, account["number"])
    stored = context.store.get(SCHEDULES, account_id, identifier)
    return stored or {
        "id": identifier,
        "title": "Default Schedule",
        "scheduleType": "Default",
        "workDays": tuple(account.get("workDays", WEEK[:5])),
    }


def schedule_of(context: Context, account_id: str, person: str | None) -> Record:
    """The schedule that a contact works by: the one that names them, or the default one."""
    rows = context.store.rows(SCHEDULES, account_id).values()
    chosen = (row for row in rows if person in row.get("userIds", ()))
    return next(chosen, None) or default_schedule(context, account_id)


def calendar_of(context: Context, account_id: str, person: str | None = None) -> Calendar:
    """When work is done in the account, or by that contact."""
    schedule = schedule_of(context, account_id, person)
    days = frozenset(WEEK.index(day) for day in schedule["workDays"]) or EVERY_DAY
    found = [
        *context.store.find(EXCLUSIONS, account_id, "scheduleId", schedule["id"]),
        *(context.store.find(USER_EXCLUSIONS, account_id, "userId", person) if person else ()),
    ]
    exceptions = tuple(
        (_ordinal(one["fromDate"]), _ordinal(one["toDate"]), is_for_work(one)) for one in found
    )
    return Calendar(days, context.assume("wrike.weekend_due"), exceptions)


def is_for_work(exception: Record) -> bool:
    """Whether on those days there is work, which there is not otherwise."""
    return exception.get("exclusionType") in ("AdditionalWorkDays", "Overtime")


def _ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()
