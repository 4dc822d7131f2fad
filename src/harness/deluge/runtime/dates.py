"""Dates: literals, and the patterns of Java's SimpleDateFormat that Deluge takes (reference 1.6)."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta, tzinfo
from typing import Final

from harness.deluge.errors import ScriptError
from harness.deluge.runtime.values import DateTime, Time

MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September",
    "October", "November", "December",
)  # fmt: skip
DAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
DEFAULT_DATE: Final = "dd-MMM-yyyy"
DEFAULT_DATETIME: Final = "dd-MMM-yyyy HH:mm:ss"
UNPARSABLE: Final = "UnParsable date"

_LITERALS: Final = (DEFAULT_DATETIME, "dd-MMM-yyyy HH:mm", DEFAULT_DATE, "MM/dd/yyyy HH:mm:ss", "MM/dd/yyyy")
_TIMES: Final = ("HH:mm:ss", "hh:mm:ss a", "HH:mm", "hh:mm a")
_UNMAPPED: Final = (
    *_LITERALS, "yyyy-MM-dd'T'HH:mm:ssXXX", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm:ss",
    "yyyy-MM-dd HH:mm", "yyyy-MM-dd",
)  # fmt: skip
"""Tried in this order where no mapping is given; ISO forms are what Books answers."""

_FIELD: Final = re.compile(r"'((?:[^']|'')*)'|([A-Za-z])\2*|[^A-Za-z']+")
_OFFSET: Final = re.compile(r"(?:GMT|UTC)?([+-])(\d{1,2}):?(\d{2})?")


def zone(name: str) -> tzinfo:
    """The time zone of a name or an offset such as `GMT-04:00`.

    Raises ScriptError for an unknown one.
    """
    if found := _OFFSET.fullmatch(name):
        minutes = int(found[2]) * 60 + int(found[3] or 0)
        return _fixed(-minutes if found[1] == "-" else minutes)
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # most functions never need one

    try:
        return ZoneInfo("UTC" if name == "GMT" else name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        message = f"'{name}' is no time zone"
        raise ScriptError(message, "Use a name such as Asia/Kolkata, or GMT+05:30.") from None


def _fixed(minutes: int) -> tzinfo:
    if abs(minutes) >= 24 * 60:
        raise ScriptError("An offset from GMT is less than 24 hours")
    return (
        datetime.strptime(
            f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}", "%z"
        ).tzinfo
        or UTC
    )


def at(seconds: float, where: tzinfo) -> DateTime:
    """The local time of a moment, in whole seconds."""
    try:
        return DateTime(datetime.fromtimestamp(int(seconds), where).replace(tzinfo=None))
    except (OverflowError, ValueError, OSError):
        raise ScriptError(UNPARSABLE, f"{seconds} seconds since 1970 is no date.") from None


def milliseconds(moment: DateTime, where: tzinfo) -> int:
    """Milliseconds since the epoch of a local time."""
    aware = moment.at.replace(tzinfo=where)
    return (aware - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


def shift(moment: DateTime, delta: timedelta) -> DateTime:
    """So much later; a pure date stays one when whole days are added."""
    try:
        moved = moment.at + delta
    except OverflowError:
        raise _out_of_range() from None
    return DateTime(moved, moment.date_only and not delta.seconds)


def shift_days(moment: DateTime, days: float) -> DateTime:
    """So many days later, which may be a fraction."""
    try:
        return shift(moment, timedelta(days=days))
    except OverflowError:
        raise _out_of_range() from None


def shift_months(moment: DateTime, months: int) -> DateTime:
    """So many months later; the day is clamped to the end of the month."""
    year, month = divmod(moment.at.year * 12 + moment.at.month - 1 + months, 12)
    if not 1 <= year <= 9999:
        raise _out_of_range()
    day = min(moment.at.day, monthrange(year, month + 1)[1])
    return DateTime(moment.at.replace(year=year, month=month + 1, day=day), moment.date_only)


def _out_of_range() -> ScriptError:
    return ScriptError("The date is out of range", "Years go from 1 to 9999.")


# --- to text

_Writer = Callable[[datetime, int], str]


def _number(value: int, width: int) -> str:
    return str(value).zfill(width)


def _offset(moment: datetime, colon: str) -> str:
    minutes = int((moment.utcoffset() or timedelta()).total_seconds()) // 60
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{colon}{abs(minutes) % 60:02}"


def _year(moment: datetime, width: int) -> str:
    return _number(moment.year % 100, 2) if width == 2 else _number(moment.year, width)


def _month(moment: datetime, width: int) -> str:
    if width <= 2:
        return _number(moment.month, width)
    name = MONTHS[moment.month - 1]
    return name if width > 3 else name[:3]


def _weekday(moment: datetime, width: int) -> str:
    name = DAYS[moment.weekday()]
    return name if width > 3 else name[:3]


_WRITERS: Final[Mapping[str, _Writer]] = {
    "y": _year,
    "Y": _year,
    "M": _month,
    "d": lambda moment, width: _number(moment.day, width),
    "D": lambda moment, width: _number(moment.timetuple().tm_yday, width),
    "E": _weekday,
    "H": lambda moment, width: _number(moment.hour, width),
    "k": lambda moment, width: _number(moment.hour or 24, width),
    "h": lambda moment, width: _number(moment.hour % 12 or 12, width),
    "K": lambda moment, width: _number(moment.hour % 12, width),
    "m": lambda moment, width: _number(moment.minute, width),
    "s": lambda moment, width: _number(moment.second, width),
    "S": lambda moment, width: _number(moment.microsecond // 1000, width),
    "a": lambda moment, _: "AM" if moment.hour < 12 else "PM",
    "Z": lambda moment, _: _offset(moment, ""),
    "X": lambda moment, width: _offset(moment, ":" if width == 3 else ""),
    "z": lambda moment, _: moment.tzname() or "",
}


def write(moment: datetime, pattern: str) -> str:
    """A date by a pattern. Raises ScriptError for a letter that means nothing."""
    return "".join(_piece(moment, found) for found in _FIELD.finditer(pattern))


def _piece(moment: datetime, found: re.Match[str]) -> str:
    if found[1] is not None:
        return found[1].replace("''", "'") or "'"
    if found[2] is None:
        return found[0]
    if found[2] not in _WRITERS:
        raise ScriptError(f"'{found[0]}' is no part of a date format", "For example: dd-MMM-yyyy.")
    return _WRITERS[found[2]](moment, min(len(found[0]), 20))


def default_text(moment: DateTime, pattern: str = DEFAULT_DATE) -> str:
    """A date as `info` prints it: by the pattern, and with its time unless it is a pure date."""
    return write(moment.at, pattern if moment.date_only else f"{pattern} HH:mm:ss")


def time_text(time: Time) -> str:
    """A time of day as `info` prints it."""
    return f"{time.seconds // 3600:02}:{time.seconds // 60 % 60:02}:{time.seconds % 60:02}"


# --- from text

_DIRECTIVES: Final[Mapping[str, str]] = {
    "yy": r"(?P<year>\d{4}|\d{2})",
    "y": r"(?P<year>\d{1,4})",
    "MMM": r"(?P<name>[A-Za-z]{3,9})",
    "M": r"(?P<month>\d{1,2})",
    "d": r"(?P<day>\d{1,2})",
    "H": r"(?P<hour>\d{1,2})",
    "h": r"(?P<half>\d{1,2})",
    "m": r"(?P<minute>\d{1,2})",
    "s": r"(?P<second>\d{1,2})",
    "S": r"(?P<fraction>\d{1,9})",
    "a": r"(?P<noon>[AaPp][Mm])",
    "E": r"[A-Za-z]{3,9}",
    "X": r"(?P<offset>Z|[+-]\d{2}:?\d{2})",
    "Z": r"(?P<offset>Z|[+-]\d{2}:?\d{2})",
}


def _directive(found: re.Match[str]) -> str:
    if found[1] is not None:
        return re.escape(found[1].replace("''", "'") or "'")
    if found[2] is None:
        return re.escape(found[0])
    letter, width = found[2], len(found[0])
    key = "MMM" if letter == "M" and width > 2 else "yy" if letter == "y" and width == 2 else letter
    if key not in _DIRECTIVES:
        raise ScriptError(UNPARSABLE, f"'{found[0]}' is not supported in a date mapping.")
    return _DIRECTIVES[key]


def read(text: str, pattern: str, where: tzinfo) -> DateTime | None:
    """A text by a pattern, in local time; None if it does not fit."""
    expression = "".join(_directive(found) for found in _FIELD.finditer(pattern))
    try:
        found = re.fullmatch(expression, text.strip())
    except re.error:
        raise ScriptError(UNPARSABLE, f"The mapping '{pattern}' names a part twice.") from None
    if not found:
        return None
    parts = {key: value for key, value in found.groupdict().items() if value is not None}
    try:
        return _local(_moment(parts), parts, where)
    except (ValueError, OverflowError):
        return None


def _moment(parts: Mapping[str, str]) -> datetime:
    year = int(parts.get("year", "1970"))
    hour = int(parts.get("hour", parts.get("half", "0")))
    if "noon" in parts:
        hour = hour % 12 + (12 if parts["noon"].upper() == "PM" else 0)
    return datetime(  # noqa: DTZ001 - a Deluge date has no zone of its own
        year + 2000 if year < 100 and len(parts.get("year", "")) == 2 else year,
        _month_of(parts["name"]) if "name" in parts else int(parts.get("month", "1")),
        int(parts.get("day", "1")),
        hour,
        int(parts.get("minute", "0")),
        int(parts.get("second", "0")),
    )


def _month_of(name: str) -> int:
    for number, month in enumerate(MONTHS, 1):
        if name.lower() in (month.lower(), month[:3].lower()):
            return number
    raise ValueError(name)


def _local(moment: datetime, parts: Mapping[str, str], where: tzinfo) -> DateTime:
    date_only = not parts.keys() & {"hour", "half", "minute", "second"}
    if "offset" not in parts:
        return DateTime(moment, date_only)
    aware = datetime.fromisoformat(f"{moment.isoformat()}{parts['offset']}")
    return DateTime(aware.astimezone(where).replace(tzinfo=None), date_only)


def literal(text: str) -> DateTime | Time | None:
    """What single quotes hold, if it reads as a date or a time of day (reference 1.1)."""
    if not text[:1].isdigit():
        return None
    if time := _first(text, _TIMES, UTC):
        return Time(time.at.hour * 3600 + time.at.minute * 60 + time.at.second)
    return _first(text, _LITERALS, UTC)


def unmapped(text: str, where: tzinfo) -> DateTime | None:
    """A text in any of the usual forms."""
    return _first(text, _UNMAPPED, where)


def _first(text: str, patterns: tuple[str, ...], where: tzinfo) -> DateTime | None:
    for pattern in patterns:
        if found := read(text, pattern, where):
            return found
    return None
