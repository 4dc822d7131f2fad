"""The periods that filters name: `Date.ThisMonth` and the like, as first and last day [spec]."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta

Period = tuple[date, date]


def _day(today: date) -> Period:
    return today, today


def _week(today: date) -> Period:
    """Sunday to Saturday; where a week begins is a setting of the organization that is not copied."""
    first = today - timedelta(days=today.isoweekday() % 7)
    return first, first + timedelta(days=6)


def _months(count: int) -> Callable[[date], Period]:
    def period(today: date) -> Period:
        first = date(today.year, (today.month - 1) // count * count + 1, 1)
        return first, _add_months(first, count) - timedelta(days=1)

    return period


def _add_months(first: date, count: int) -> date:
    months = first.year * 12 + first.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def _previous(period: Callable[[date], Period]) -> Callable[[date], Period]:
    return lambda today: period(period(today)[0] - timedelta(days=1))


_LENGTHS: Mapping[str, Callable[[date], Period]] = {
    "Day": _day,
    "Week": _week,
    "Month": _months(1),
    "Quarter": _months(3),
    "Year": _months(12),
}
PERIODS: Mapping[str, Callable[[date], Period]] = {
    "Date.Today": _day,
    **{f"Date.This{name}": period for name, period in _LENGTHS.items() if name != "Day"},
    **{f"Date.Previous{name}": _previous(period) for name, period in _LENGTHS.items()},
}
"""Filter -> its first and last day, given today."""
