"""Spans of whole days: how many of them are worked, and how much is done on each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from .dates import DAY as FULL
from .dates import EVERY_DAY, LONGEST, BadDates, Calendar

MOST_DAYS = LONGEST // FULL
_EARLIEST, _LATEST = "1970-01-01", "2099-12-31"


def planned(given: Mapping[str, Any], calendar: Calendar) -> tuple[dict[str, Any], list[str]]:
    """The dates of a booking as they are kept, and its work days; raises BadDates.

    `startDate` is needed, and `finishDate` or `duration` in work days; where both are given, the dates count.
    """
    weekends = bool(given.get("workOnWeekends"))
    calendar = replace(calendar, days=EVERY_DAY) if weekends else calendar
    start, finish, duration = (given.get(name) for name in ("startDate", "finishDate", "duration"))
    if not start or not (finish or duration):
        raise BadDates("startDate")
    if finish:
        days = _until(start, finish, calendar)
    else:
        days = _many(start, duration or 0, calendar)
        finish = days[-1]
    kept = {"startDate": start, "finishDate": finish, "duration": len(days)}
    return kept | {"workOnWeekends": weekends}, days


def _until(start: str, finish: str, calendar: Calendar) -> list[str]:
    if not _EARLIEST <= start <= finish <= _LATEST:
        raise BadDates(finish)
    days = []
    for day in _from(start):
        if day > finish:
            break
        if calendar.works(datetime.fromisoformat(day)):
            days.append(day)
    return days


def _many(start: str, count: int, calendar: Calendar) -> list[str]:
    if not (start >= _EARLIEST and 0 < count <= MOST_DAYS):
        raise BadDates(start)
    days: list[str] = []
    for day in _from(start):
        if day > _LATEST:
            raise BadDates(start)
        if calendar.works(datetime.fromisoformat(day)):
            days.append(day)
        if len(days) == count:
            break
    return days


def _from(start: str) -> Iterator[str]:
    day = datetime.fromisoformat(start)
    while True:
        yield day.strftime("%Y-%m-%d")
        day += timedelta(days=1)


def spread(minutes: int, days: list[str]) -> list[dict[str, Any]]:
    """So much work, evenly over those days: the first ones have what does not divide."""
    share, rest = divmod(minutes, len(days) or 1)
    return [{"date": day, "effortMinutes": share + (nth < rest)} for nth, day in enumerate(days)]
