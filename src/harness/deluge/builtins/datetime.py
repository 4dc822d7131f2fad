"""Builtins of dates (reference 2.3)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from typing import Any

from harness.deluge.builtins.formats import number_format
from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime import dates
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import DateTime, Kind


def date_to_string(run: Run, moment: DateTime, pattern: str, zone: str = "") -> str:
    local = moment.at.replace(tzinfo=run.zone)
    return dates.write(local.astimezone(dates.zone(zone)) if zone else local, pattern)


def number_to_string(run: Run, milliseconds: int, pattern: str, zone: str = "") -> str:
    """A date by its milliseconds; a pattern without a letter can only be one of numbers."""
    if not any(map(str.isalpha, pattern)):
        return number_format(Decimal(milliseconds), pattern)
    return date_to_string(run, dates.at(milliseconds // 1000, run.zone), pattern, zone)


def text_to_string(run: Run, text: str, pattern: str, zone: str = "") -> str:
    return date_to_string(run, parsed(run, text), pattern, zone)


def parsed(run: Run, text: str, mapping: str = "", zone: str = "") -> DateTime:
    """The date that a text spells. Raises ScriptError with Zoho's text if it spells none."""
    where = dates.zone(zone) if zone else run.zone
    found = dates.read(text, mapping, where) if mapping else dates.unmapped(text, where)
    if found is None:
        raise ScriptError(dates.UNPARSABLE, f"{text[:60]!r} does not fit {mapping or 'any format'}.")
    return found


def text_to_date(run: Run, text: str, mapping: str = "") -> DateTime:
    return date_to_date(run, parsed(run, text, mapping))


def date_to_date(run: Run, moment: DateTime) -> DateTime:
    midnight = moment.at.replace(hour=0, minute=0, second=0, microsecond=0)
    return DateTime(midnight, date_only=True)


def number_to_date(run: Run, milliseconds: int) -> DateTime:
    return date_to_date(run, dates.at(milliseconds // 1000, run.zone))


def text_to_time(run: Run, text: str, mapping: str = "", zone: str = "") -> DateTime:
    return DateTime(parsed(run, text, mapping, zone).at)


def date_to_time(run: Run, moment: DateTime) -> DateTime:
    return DateTime(moment.at)


def number_to_time(run: Run, milliseconds: int) -> DateTime:
    return dates.at(milliseconds // 1000, run.zone)


def _adds(unit: str, sign: int) -> Callable[[Run, DateTime, int], DateTime]:
    def add(run: Run, moment: DateTime, count: int) -> DateTime:
        try:
            return dates.shift(moment, timedelta(**{unit: count * sign}))
        except OverflowError:
            raise ScriptError("The date is out of range") from None

    return add


def _adds_months(months: int) -> Callable[[Run, DateTime, int], DateTime]:
    return lambda run, moment, count: dates.shift_months(moment, count * months)


def _part(name: str) -> Callable[[Run, DateTime], int]:
    return lambda run, moment: int(getattr(moment.at, name))


def weekday(run: Run, moment: DateTime) -> int:
    """1 is Sunday (reference 2.3)."""
    return moment.at.isoweekday() % 7 + 1


def day_of_year(run: Run, moment: DateTime) -> int:
    return moment.at.timetuple().tm_yday


def start_of_month(run: Run, moment: DateTime) -> DateTime:
    return DateTime(date_to_date(run, moment).at.replace(day=1), date_only=True)


def days_between(run: Run, start: DateTime, end: DateTime) -> int:
    return (end.at.date() - start.at.date()).days


def unix_epoch(run: Run, moment: DateTime, zone: str = "") -> int:
    """Milliseconds; an unknown zone falls back to GMT (reference 2.3)."""
    try:
        where = dates.zone(zone) if zone else run.zone
    except ScriptError:
        where = dates.zone("GMT")
    return dates.milliseconds(moment, where)


def is_date(run: Run, value: Any) -> bool | None:
    """null for lists and maps (reference 2.6)."""
    if isinstance(value, str):
        return dates.unmapped(value, run.zone) is not None
    return None if isinstance(value, list | dict) else type(value) is DateTime


def to_time_string(run: Run, moment: DateTime, pattern: str = dates.DEFAULT_DATETIME, zone: str = "") -> str:
    return date_to_string(run, moment, pattern, zone)


def today(run: Run) -> DateTime:
    return date_to_date(run, run.now())


def now(run: Run) -> DateTime:
    return run.now()


def of_texts(builtins: Iterable[Builtin]) -> tuple[Builtin, ...]:
    """The same builtins for texts that spell a date (assumption deluge.text_as_date)."""
    return tuple(
        replace(one, receiver=Kind.TEXT, function=_reading(one))
        for one in builtins
        if one.receiver is Kind.DATETIME
    )


def _reading(builtin: Builtin) -> Callable[..., Any]:
    def read(run: Run, text: str, *arguments: Any) -> Any:
        return builtin.function(run, run.date_in(text), *arguments)

    return read


_DATE, _TEXT, _NUMBER = Kind.DATETIME, Kind.TEXT, Kind.NUMBER
_UNITS = (
    ("Day", "days"),
    ("Hour", "hours"),
    ("Minutes", "minutes"),
    ("Seconds", "seconds"),
    ("Week", "weeks"),
)
_PARTS = (
    ("Year", "year"), ("Month", "month"), ("Day", "day"), ("Hour", "hour"), ("Minutes", "minute"),
    ("Seconds", "second"),
)  # fmt: skip

_OF_DATES = (
    *(Builtin(f"add{name}", _DATE, _adds(unit, 1), (_NUMBER,)) for name, unit in _UNITS),
    *(Builtin(f"sub{name}", _DATE, _adds(unit, -1), (_NUMBER,)) for name, unit in _UNITS),
    *(
        Builtin(name, _DATE, _adds_months(months), (_NUMBER,))
        for name, months in (("addMonth", 1), ("subMonth", -1), ("addYear", 12), ("subYear", -12))
    ),
    *(Builtin(f"get{name}", _DATE, _part(part)) for name, part in _PARTS),
    *(Builtin(part, _DATE, _part(part)) for _, part in _PARTS),
    Builtin("weekday", _DATE, weekday),
    Builtin("getDayOfWeek", _DATE, weekday),
    Builtin("getDayOfYear", _DATE, day_of_year),
    Builtin("toStartOfMonth", _DATE, start_of_month),
    Builtin("daysBetween", _DATE, days_between, (_DATE,)),
    Builtin("unixEpoch", _DATE, unix_epoch, (_TEXT,), optional=1),
    Builtin("toDateTimeString", _DATE, to_time_string, (_TEXT, _TEXT), optional=2),
)

BUILTINS = (
    *(
        Builtin(name, kind, function, (_TEXT, _TEXT), optional=1)
        for name in ("toString", "toText")
        for kind, function in (
            (_DATE, date_to_string),
            (_NUMBER, number_to_string),
            (_TEXT, text_to_string),
        )
    ),
    Builtin("toDate", _TEXT, text_to_date, (_TEXT,), optional=1),
    Builtin("toDate", _DATE, date_to_date),
    Builtin("toDate", _NUMBER, number_to_date),
    *(
        entry
        for name in ("toTime", "toDateTime")
        for entry in (
            Builtin(name, _TEXT, text_to_time, (_TEXT, _TEXT), optional=2),
            Builtin(name, _DATE, date_to_time),
            Builtin(name, _NUMBER, number_to_time),
        )
    ),
    *_OF_DATES,
    *of_texts(_OF_DATES),
    Builtin("isDate", Kind.ANY, is_date, nullable=True),
    Builtin("text", _DATE, date_to_string, (_TEXT,)),
    Builtin("today", None, today),
    Builtin("now", None, now),
)
