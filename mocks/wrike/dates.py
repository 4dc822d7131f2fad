"""Task dates: Backlog, Milestone or Planned, snapped to the account's work days and hours.

Dates are local and carry no zone. A work day is 480 minutes, from 09:00 to 17:00 [SPEC:TaskDates, observed].
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from typing import Any

BACKLOG = {"type": "Backlog"}
"""The dates of a task without dates."""
OPENING, CLOSING = time(9), time(17)
DAY = 480
LONGEST = 1_800_000
FORMAT = "%Y-%m-%dT%H:%M:%S"
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?")
_EARLIEST, _LATEST = datetime(1970, 1, 1), datetime(2100, 1, 1)  # noqa: DTZ001 - local times without a zone


class BadDates(ValueError):
    """The dates make no schedule."""


@dataclass(frozen=True, slots=True)
class Calendar:
    """When work is done: the week's work days (Monday is 0), and where a due date on a day off goes.

    `exceptions` are ranges of days as ordinals, each with whether they are work days; the last one wins.
    """

    days: frozenset[int]
    weekend_due: str = "next"
    exceptions: tuple[tuple[int, int, bool], ...] = ()

    def works(self, moment: datetime) -> bool:
        """Whether that day is a work day."""
        day = moment.toordinal()
        for first, last, works in reversed(self.exceptions):
            if first <= day <= last:
                return works
        return moment.weekday() in self.days

    def onward(self, moment: datetime, at: time, step: int = 1) -> datetime:
        """The moment itself on a work day, else `at` on the next (on the last before, if `step` is -1)."""
        if self.works(moment):
            return moment
        while not self.works(moment):
            moment += timedelta(days=step)
        return datetime.combine(moment, at)

    def minutes(self, start: datetime, due: datetime) -> int:
        """The work minutes between two moments."""
        total, day = 0, start
        while day.date() <= due.date():
            if self.works(day):
                first = max(start, datetime.combine(day, OPENING))
                last = min(due, datetime.combine(day, CLOSING))
                total += max(0, int((last - first).total_seconds()) // 60)
            day += timedelta(days=1)
        return total

    def after(self, start: datetime, minutes: int) -> datetime:
        """The moment at which that much work, begun at `start`, is done."""
        moment = max(start, datetime.combine(start, OPENING))
        while True:
            room = self.minutes(moment, datetime.combine(moment, CLOSING))
            if minutes <= room:
                return moment + timedelta(minutes=minutes)
            minutes -= room
            following = datetime.combine(moment + timedelta(days=1), OPENING)
            moment = self.onward(following, OPENING)


EVERY_DAY = frozenset(range(7))


def schedule(dates: Mapping[str, Any] | None, calendar: Calendar) -> dict[str, Any]:
    """The dates as Wrike keeps them, out of those of a request; raises BadDates.

    Nothing gives a Backlog task, `due` alone a Milestone; `start` needs `due` or `duration` and gives a
    Planned one.
    """
    given = {name: value for name, value in (dates or {}).items() if value is not None}
    kind, duration = given.get("type"), given.get("duration")
    if duration is not None and not 0 <= duration < LONGEST:
        raise BadDates("duration")
    weekends = bool(given.get("workOnWeekends"))
    if weekends:
        calendar = replace(calendar, days=EVERY_DAY)
    start, due = (_read(given.get(name)) for name in ("start", "due"))
    if kind == "Backlog" or (start is None and due is None):
        return _backlog(kind, duration)
    if kind == "Milestone" or start is None:
        return _milestone(kind, due, calendar)
    return _planned(start, due, duration, calendar) | ({"workOnWeekends": True} if weekends else {})


Moment = tuple[datetime, bool]
"""A moment, and whether its time of day was given."""


def _read(text: str | None) -> Moment | None:
    if text is None:
        return None
    if not _LOCAL.fullmatch(text):
        raise BadDates(text)
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise BadDates(text) from None
    if not _EARLIEST <= moment < _LATEST:
        raise BadDates(text)
    return moment, "T" in text


def _backlog(kind: str | None, duration: int | None) -> dict[str, Any]:
    if kind not in (None, "Backlog"):
        raise BadDates(str(kind))
    return {"type": "Backlog"} | ({"duration": duration} if duration else {})


def _milestone(kind: str | None, due: Moment | None, calendar: Calendar) -> dict[str, Any]:
    if due is None or kind == "Planned":
        raise BadDates(str(kind))
    return {"type": "Milestone", "due": _end(due, calendar).strftime(FORMAT)}


def _planned(start: Moment, due: Moment | None, duration: int | None, calendar: Calendar) -> dict[str, Any]:
    begin = calendar.onward(_timed(start, OPENING), OPENING)
    if due is not None:
        end = _end(due, calendar)
        if calendar.weekend_due == "previous" and end < begin and _timed(due, CLOSING) > begin:
            end = datetime.combine(begin, CLOSING)
    elif duration:
        end = calendar.after(begin, duration)
    else:
        raise BadDates("start")
    if end < begin:
        raise BadDates("due")
    return {
        "type": "Planned",
        "duration": calendar.minutes(begin, end),
        "start": begin.strftime(FORMAT),
        "due": end.strftime(FORMAT),
    }


def _end(due: Moment, calendar: Calendar) -> datetime:
    step = -1 if calendar.weekend_due == "previous" else 1
    return calendar.onward(_timed(due, CLOSING), CLOSING, step)


def _timed(moment: Moment, at: time) -> datetime:
    value, timed = moment
    return value if timed else datetime.combine(value, at)
