"""Filters of lists: each is read, and refused, once, and becomes a predicate."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from ..kit.service import Call
from ..kit.store import Record
from .checks import FILTER_DATE, FILTER_RANGE, METADATA_FILTER
from .errors import WrikeError

_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z")
_LOCAL = re.compile(r"\d{4}-\d{2}-\d{2}(T\d{2}:\d{2}:\d{2})?")
DAY = 86_400.0


def instants(call: Call, name: str, longest: float | None = None) -> Callable[[float | None], bool]:
    """Whether an instant lies in the range of that parameter; a range may have a greatest length."""
    wanted = call.parameters.get(name)
    if wanted is None:
        return lambda _: True
    bounds = {end: _instant(call, name, text) for end, text in wanted.items() if text is not None}
    start = bounds.get("equal", bounds.get("start", float("-inf")))
    end = bounds.get("equal", bounds.get("end", float("inf")))
    if call.context.fails(FILTER_RANGE, start >= end and "equal" not in bounds):
        raise WrikeError.invalid_parameter(name)  # tried live by a connector (amp-labs, 2026-10)
    if longest is not None:
        until = min(end, call.context.clock.now())
        if call.context.fails(FILTER_RANGE, until - start > longest):
            raise WrikeError.invalid_parameter(name)
    return lambda value: value is not None and start <= value <= end


def days(call: Call, name: str, *, zoned: bool = False) -> Callable[[str | None], bool]:
    """Whether a local date, with or without its time, lies in the range of that parameter.

    The ends of a `zoned` range may be instants, which mean their day.
    """
    wanted = call.parameters.get(name)
    if wanted is None:
        return lambda _: True
    ends = {end: _day(text) if zoned else text for end, text in wanted.items() if text is not None}
    bounds = {end: _local(call, name, text) for end, text in ends.items()}
    start, end = (bounds.get("equal", bounds.get(one)) for one in ("start", "end"))
    return lambda value: value is not None and not_before(value, start) and not_after(value, end)


def schedule(call: Call, name: str) -> Callable[[Mapping[str, Any]], bool]:
    """Whether task dates meet the range of that parameter, both of whose ends must be given [SPEC]."""
    wanted = call.parameters.get(name)
    if wanted is None:
        return lambda _: True
    bounds = {end: _local(call, name, text) for end, text in wanted.items() if text is not None}
    whole = "equal" in bounds or {"start", "end"} <= bounds.keys()
    if call.context.fails(FILTER_RANGE, not whole):
        raise WrikeError.invalid_parameter(name)
    start, end = (bounds.get("equal", bounds.get(one)) for one in ("start", "end"))

    def meets(dates: Mapping[str, Any]) -> bool:
        due = dates.get("due")
        first = dates.get("start", due)
        return due is not None and not_before(due, start) and not_after(str(first), end)

    return meets


def not_before(value: str, bound: str | None) -> bool:
    """Whether a local date is not before another, as far as both go."""
    return bound is None or value[: len(bound)] >= bound[: len(value)]


def not_after(value: str, bound: str | None) -> bool:
    """Whether a local date is not after another, as far as both go."""
    return bound is None or value[: len(bound)] <= bound[: len(value)]


def metadata(call: Call) -> Callable[[Record], bool]:
    """Whether a record has the metadata entry of the parameter: its key, and its value if one is given."""
    wanted = call.parameters.get("metadata")
    if wanted is None:
        return lambda _: True
    if call.context.fails(METADATA_FILTER, not isinstance(wanted.get("key"), str)):
        raise WrikeError.invalid_parameter("metadata")
    key, value = wanted.get("key"), wanted.get("value")
    return lambda record: any(
        one["key"] == key and value in (None, one["value"]) for one in record.get("metadata", ())
    )


def permalink(call: Call) -> Callable[[Record], bool]:
    """Whether the permalink of the parameter is the record's, whatever its host."""
    link = call.parameters.get("permalink")
    if link is None:
        return lambda _: True
    return lambda record: bool(link.endswith(f"/open.htm?id={record['number']}"))


def _instant(call: Call, name: str, text: Any) -> float:
    """The full form with `Z`; milliseconds as `wrike.filter_milliseconds` says."""
    good = isinstance(text, str) and _INSTANT.fullmatch(text) is not None
    if good and "." in text:
        good = call.context.assume("wrike.filter_milliseconds") == "accepted"
    if call.context.fails(FILTER_DATE, not good):
        raise WrikeError.invalid_parameter(name)
    try:
        return datetime.fromisoformat(text).timestamp()
    except (TypeError, ValueError):
        if call.context.fails(FILTER_DATE, True):
            raise WrikeError.invalid_parameter(name) from None
        return 0.0


def _day(text: Any) -> Any:
    return text[:10] if isinstance(text, str) and _INSTANT.fullmatch(text) else text


def _local(call: Call, name: str, text: Any) -> str:
    """A local date or time: neither `Z` nor milliseconds [nodkz README, tried in 2020]."""
    good = isinstance(text, str) and _LOCAL.fullmatch(text) is not None and _is_a_date(text)
    if call.context.fails(FILTER_DATE, not good):
        raise WrikeError.invalid_parameter(name)
    return str(text)


def _is_a_date(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True
