"""The account's default work schedule as a calendar: its work days, and the exceptions from them."""

from __future__ import annotations

from datetime import date

from ..kit.service import Context
from ..kit.store import Record
from .accounts import WEEK, ensure
from .dates import EVERY_DAY, Calendar
from .entity_ids import WORK_SCHEDULE, group
from .stored import EXCLUSIONS, SCHEDULES


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


def calendar_of(context: Context, account_id: str) -> Calendar:
    """When work is done in the account."""
    schedule = default_schedule(context, account_id)
    days = frozenset(WEEK.index(day) for day in schedule["workDays"]) or EVERY_DAY
    exceptions = tuple(
        (_ordinal(one["fromDate"]), _ordinal(one["toDate"]), one["exclusionType"] == "AdditionalWorkDays")
        for one in context.store.find(EXCLUSIONS, account_id, "scheduleId", schedule["id"])
    )
    return Calendar(days, context.assume("wrike.weekend_due"), exceptions)


def _ordinal(text: str) -> int:
    return date.fromisoformat(text).toordinal()
