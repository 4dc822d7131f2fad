"""Hours as Books writes them: `HH:mm`."""

from __future__ import annotations

import re

_HOURS = re.compile(r"(\d{1,4}):([0-5]\d)", re.ASCII)
_OF_DAY = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)", re.ASCII)


def written(seconds: int) -> str:
    """`05:00`: the whole minutes of a length of time."""
    return f"{seconds // 3600:02d}:{seconds // 60 % 60:02d}"


def length(text: str) -> int:
    """The seconds of a length of time; raises ValueError for what is none."""
    return _seconds(_HOURS, text)


def of_day(text: str) -> int:
    """The seconds since midnight of a time of day; raises ValueError for what is none."""
    return _seconds(_OF_DAY, text)


def _seconds(form: re.Pattern[str], text: str) -> int:
    if (found := form.fullmatch(text.strip())) is None:
        raise ValueError(text)
    return int(found[1]) * 3600 + int(found[2]) * 60
