"""What values something had from when until when: kept as they change, the last one still open."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from math import inf
from operator import itemgetter
from typing import Any

from ...kit.service import Context
from ...kit.store import Record
from ..stored import PERIODS

Periods = tuple[Record, ...]
"""`{value, since}` and, where it is over, `until`; in order, times in seconds since 1970."""


def of(context: Context, account_id: str, subject: str, field: str) -> Periods:
    """The periods of a field of whatever has that id."""
    held = context.store.get(PERIODS, account_id, _key(subject, field))
    return () if held is None else held["periods"]


def keep(context: Context, account_id: str, subject: str, field: str, value: Any) -> bool:
    """From now on the field has that value, or none (None); returns whether that is new."""
    held = of(context, account_id, subject, field)
    last = held[-1] if held and "until" not in held[-1] else None
    if value == (last and last["value"]):
        return False
    kept = tuple(_then(held, value, context.clock.now()))
    _put(context, account_id, subject, field, kept)
    return True


def known(context: Context, account_id: str, field: str) -> bool:
    """Whether anything ever had a value of that field."""
    return context.store.count(PERIODS, account_id, "field", field) > 0


def lay(context: Context, account_id: str, subject: str, field: str, period: Record) -> None:
    """Put a period that is over among the others; raises ValueError where another value held then."""
    held = tuple(sorted((*of(context, account_id, subject, field), period), key=itemgetter("since")))
    apart = all(one.get("until", inf) <= later["since"] for one, later in pairwise(held))
    if not apart or period["since"] >= period["until"]:
        raise ValueError(f"{subject} cannot have had that {field} then: it had another one, or for no time.")
    _put(context, account_id, subject, field, held)


def _then(held: Periods, value: Any, now: float) -> Iterator[Record]:
    """The periods and that value, without what lasted no time at all."""
    past = [one if "until" in one else {**one, "until": now} for one in held if one["since"] < now]
    again = bool(past) and past[-1]["until"] == now and past[-1]["value"] == value
    yield from past[:-1] if again else past
    if value is not None:
        yield {"value": value, "since": past[-1]["since"] if again else now}


def every(context: Context, account_id: str) -> Iterator[tuple[str, str, Record]]:
    """All periods of the account, each with whose and of which field it is."""
    for row in context.store.rows(PERIODS, account_id).values():
        for one in row["periods"]:
            yield row["subject"], row["field"], one


def _put(context: Context, account_id: str, subject: str, field: str, held: Periods) -> None:
    row = {"subject": subject, "field": field, "periods": held}
    context.store.put(PERIODS, account_id, _key(subject, field), row)


def _key(subject: str, field: str) -> str:
    return f"{subject}/{field}"
