"""Durations as people write them: `90s`, `40m`, `2h`, `1d`, `1h 30m`."""

from __future__ import annotations

import re

from .errors import UsageError

_UNITS = {"ms": 0.001, "s": 1.0, "m": 60.0, "h": 3_600.0, "d": 86_400.0, "w": 604_800.0}
_PART = re.compile(r"(\d+(?:\.\d+)?)\s*(ms|s|m|h|d|w)")
_WHOLE = re.compile(rf"\s*(?:{_PART.pattern}\s*)+")


def seconds(text: str) -> float:
    """The duration in seconds; a bare number is seconds. Raises UsageError."""
    if re.fullmatch(r"\d+(\.\d+)?", text.strip()):
        return float(text)
    if not _WHOLE.fullmatch(text):
        raise UsageError(f"'{text}' is no duration. Write for example 90s, 40m, 2h, 1d or 1h 30m.")
    return sum(float(number) * _UNITS[unit] for number, unit in _PART.findall(text))
