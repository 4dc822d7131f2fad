"""Builtins of a TIME of day (reference 1.1, 2.3)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final

from harness.deluge.builtins.signature import Builtin
from harness.deluge.errors import ScriptError
from harness.deluge.runtime import dates
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import Kind, Time

_UNITS: Final = (("Hour", 3600), ("Minutes", 60), ("Seconds", 1))
_DAY: Final = 24 * 3600


def _adds(seconds: int) -> Callable[[Run, Time, int], Time]:
    def add(run: Run, time: Time, count: int) -> Time:
        moved = time.seconds + count * seconds
        if not 0 <= moved < _DAY:
            raise ScriptError("Invalid Operation. Value outside 24 hour range")
        return Time(moved)

    return add


def hour(run: Run, time: Time) -> int:
    return time.seconds // 3600


def minute(run: Run, time: Time) -> int:
    return time.seconds // 60 % 60


def second(run: Run, time: Time) -> int:
    return time.seconds % 60


def to_string(run: Run, time: Time, pattern: str) -> str:
    midnight = datetime(1970, 1, 1, tzinfo=run.zone)
    return dates.write(midnight + timedelta(seconds=time.seconds), pattern)


_TIME, _NUMBER = Kind.TIME, Kind.NUMBER
_PARTS = (
    ("getHour", hour),
    ("hour", hour),
    ("getMinutes", minute),
    ("minute", minute),
    ("getSeconds", second),
    ("second", second),
)

BUILTINS = (
    *(Builtin(f"add{unit}", _TIME, _adds(seconds), (_NUMBER,)) for unit, seconds in _UNITS),
    *(Builtin(f"sub{unit}", _TIME, _adds(-seconds), (_NUMBER,)) for unit, seconds in _UNITS),
    *(Builtin(name, _TIME, function) for name, function in _PARTS),
    Builtin("toString", _TIME, to_string, (Kind.TEXT,)),
    Builtin("text", _TIME, to_string, (Kind.TEXT,)),
)
