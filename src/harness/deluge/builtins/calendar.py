"""Builtins that count in weeks, months, years and working days (reference 2.3)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Callable, Collection
from datetime import date, datetime, timedelta
from typing import Any, Final

from harness.deluge.builtins.datetime import date_to_date, of_texts, parsed
from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime import dates
from harness.deluge.runtime.operators import decimal, number_in
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Collection as CollectionValue
from harness.deluge.runtime.values import DateTime, Kind
from harness.errors import nearest

_WEEKEND: Final = ("Saturday", "Sunday")
_MOST_DAYS: Final = 10_000


def weekday_number(name: str) -> int:
    """0 is Monday. Raises ScriptError for what is no day."""
    for number, day in enumerate(dates.DAYS):
        if name.lower() in (day.lower(), day[:3].lower()):
            return number
    raise ScriptError(f"'{name[:40]}' is no day of the week", nearest(name, dates.DAYS))


def week_of_year(run: Run, moment: DateTime, first: str = "Sunday") -> int:
    """The week that holds 1 January is the first."""
    start = date(moment.at.year, 1, 1)
    before = (start.weekday() - weekday_number(first)) % 7
    return (moment.at.timetuple().tm_yday - 1 + before) // 7 + 1


def start_of_week(run: Run, moment: DateTime, first: str = "Sunday") -> DateTime:
    days = (moment.at.weekday() - weekday_number(first)) % 7
    return dates.shift_days(date_to_date(run, moment), -days)


def next_weekday(run: Run, moment: DateTime, name: str) -> DateTime:
    days = (weekday_number(name) - moment.at.weekday() - 1) % 7 + 1
    return dates.shift_days(moment, days)


def previous_weekday(run: Run, moment: DateTime, name: str) -> DateTime:
    days = (moment.at.weekday() - weekday_number(name) - 1) % 7 + 1
    return dates.shift_days(moment, -days)


def end_of_month(run: Run, moment: DateTime, months: int = 0) -> DateTime:
    moved = dates.shift_months(date_to_date(run, moment), months).at
    return DateTime(moved.replace(day=monthrange(moved.year, moved.month)[1]), date_only=True)


def edate(run: Run, moment: DateTime, months: int) -> DateTime:
    return dates.shift_months(moment, months)


def hours_between(run: Run, start: DateTime, end: DateTime) -> int:
    """Whole hours: 07:00 to 08:59:59 is 1 (example)."""
    return int((end.at - start.at) / timedelta(hours=1))


def months_between(run: Run, start: DateTime, end: DateTime) -> int:
    """Whole months: 31-Dec-1989 to 01-Jan-1990 is 0 (example)."""
    if end.at < start.at:
        return -months_between(run, end, start)
    months = (end.at.year - start.at.year) * 12 + end.at.month - start.at.month
    return months - (_in_month(end.at) < _in_month(start.at))


def _in_month(moment: datetime) -> tuple[int, float]:
    return moment.day, (moment - moment.replace(hour=0, minute=0, second=0)).total_seconds()


def years_between(run: Run, start: DateTime, end: DateTime) -> int:
    months = months_between(run, start, end)
    return months // 12 if months >= 0 else -(-months // 12)


def days_360(run: Run, start: DateTime, end: DateTime) -> int:
    """A year of twelve months of 30 days, as spreadsheets count (the American rule)."""
    first = min(start.at.day, 30)
    last = 30 if end.at.day == 31 and first == 30 else end.at.day
    return (end.at.year - start.at.year) * 360 + (end.at.month - start.at.month) * 30 + last - first


# --- working days


def _free_days(run: Run, weekend: list[Any], holidays: list[Any]) -> Callable[[datetime], bool]:
    numbers = {weekday_number(str(one)) for one in weekend}
    free = {_date_of(run, one) for one in holidays}
    if len(numbers) == 7:
        raise ScriptError("A week needs a working day")
    return lambda moment: moment.weekday() in numbers or moment.date() in free


def _date_of(run: Run, value: Any) -> date:
    if type(value) is DateTime:
        return value.at.date()
    return parsed(run, str(value)).at.date()


def _adds_working_days(sign: int) -> Callable[..., DateTime]:
    def add(
        run: Run,
        moment: DateTime,
        count: int,
        weekend: Collection[Any] = _WEEKEND,
        holidays: Collection[Any] = (),
    ) -> DateTime:
        free = _free_days(run, list(weekend), list(holidays))
        left, step = abs(count), 1 if count * sign > 0 else -1
        if left > _MOST_DAYS:
            raise ScriptError(f"At most {_MOST_DAYS:,} working days can be added")
        while left:
            moment = dates.shift_days(moment, step)
            left -= not free(moment.at)
        return moment

    return add


def working_days(
    run: Run,
    start: DateTime,
    end: DateTime,
    weekend: Collection[Any] = _WEEKEND,
    holidays: Collection[Any] = (),
) -> list[DateTime]:
    """The working days from `start` to `end`, both included."""
    free = _free_days(run, list(weekend), list(holidays))
    days = (end.at.date() - start.at.date()).days + 1
    run.charge(max(0, days))
    all_days = (dates.shift_days(date_to_date(run, start), at) for at in range(days))
    return [one for one in all_days if not free(one.at)]


# --- working hours


def add_hours(
    run: Run,
    moment: DateTime,
    hours: float,
    weekend: Collection[Any] = _WEEKEND,
    holidays: Collection[Any] = (),
    opening: Any = None,
) -> DateTime:
    """So many working hours later, or earlier (DH:datetime/add-business-hour)."""
    free = _free_days(run, list(weekend), list(holidays))
    opens, closes = _opening(opening)
    if abs(hours) > _MOST_DAYS * ((closes - opens) / timedelta(hours=1)):
        raise ScriptError(f"At most {_MOST_DAYS:,} working days can be added")
    left = timedelta(minutes=_minutes(run, hours))
    move = _forth if hours >= 0 else _back
    return DateTime(move(moment.at, abs(left), free, opens, closes))


def _minutes(run: Run, hours: float) -> float:
    if type(hours) is int or run.assume("deluge.business_minutes") == "hours":
        return float(decimal(hours) * 60)
    whole, _, digits = format(decimal(abs(hours)), "f").partition(".")
    minutes = int(whole) * 60 + int(digits[:2])
    return minutes if hours >= 0 else -minutes


def _opening(given: Any) -> tuple[timedelta, timedelta]:
    """From 9 to 17, unless `{"start":10,"end":17}` says otherwise."""
    pairs = given.items if type(given) is CollectionValue else given
    if pairs is None:
        return timedelta(hours=9), timedelta(hours=17)
    ends = [pairs.get(one) if isinstance(pairs, dict) else None for one in ("start", "end")]
    start, end = (number_in(one) if isinstance(one, str) else one for one in ends)
    if type(start) is not int or type(end) is not int or not 0 <= start < end <= 24:
        hint = 'They are given as {"start":9,"end":17}, in hours from 0 to 24.'
        raise ScriptError("The business hours have no start before their end", hint)
    return timedelta(hours=start), timedelta(hours=end)


_Free = Callable[[datetime], bool]


def _forth(at: datetime, left: timedelta, free: _Free, opens: timedelta, closes: timedelta) -> datetime:
    while True:
        midnight = at.replace(hour=0, minute=0, second=0)
        at = max(at, midnight + opens)
        if not free(at) and left <= midnight + closes - at:
            return at + left
        if not free(at):
            left -= max(timedelta(), midnight + closes - at)
        at = dates.shift_days(DateTime(midnight), 1).at


def _back(at: datetime, left: timedelta, free: _Free, opens: timedelta, closes: timedelta) -> datetime:
    midnight = at.replace(hour=0, minute=0, second=0)
    while True:
        at = min(at, midnight + closes)
        if not free(midnight) and left <= at - midnight - opens:
            return at - left
        if not free(midnight):
            left -= max(timedelta(), at - midnight - opens)
        at = midnight
        midnight = dates.shift_days(DateTime(midnight), -1).at


_DATE, _TEXT, _NUMBER, _LIST = Kind.DATETIME, Kind.TEXT, Kind.NUMBER, Kind.LIST

_OF_DATES = (
    Builtin("getWeekOfYear", _DATE, week_of_year, (_TEXT,), optional=1),
    Builtin("toStartOfWeek", _DATE, start_of_week, (_TEXT,), optional=1),
    Builtin("nextWeekDay", _DATE, next_weekday, (_TEXT,)),
    Builtin("previousWeekDay", _DATE, previous_weekday, (_TEXT,)),
    Builtin("eomonth", _DATE, end_of_month, (_NUMBER,), optional=1),
    Builtin("edate", _DATE, edate, (_NUMBER,)),
    Builtin("hoursBetween", _DATE, hours_between, (_DATE,)),
    *(
        Builtin(name, _DATE, months_between, (_DATE,))
        for name in ("monthsBetween", "monthsDiff", "totalMonth", "totalMonths")
    ),
    *(
        Builtin(name, _DATE, years_between, (_DATE,))
        for name in ("yearsBetween", "yearsDiff", "totalYear", "totalYears")
    ),
    Builtin("days360", _DATE, days_360, (_DATE,)),
    Builtin("addBusinessDay", _DATE, _adds_working_days(1), (_NUMBER, _LIST, _LIST), optional=2),
    Builtin("workday", _DATE, _adds_working_days(1), (_NUMBER, _LIST, _LIST), optional=2),
    Builtin("subBusinessDay", _DATE, _adds_working_days(-1), (_NUMBER, _LIST, _LIST), optional=2),
    Builtin("workDaysList", _DATE, working_days, (_DATE, _LIST, _LIST), optional=2),
    Builtin("addBusinessHour", _DATE, add_hours, (Kind.DECIMAL, _LIST, _LIST, Kind.ANY), optional=3),
)

BUILTINS = (*_OF_DATES, *of_texts(_OF_DATES))
