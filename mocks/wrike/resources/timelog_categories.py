"""Timelog categories: what time is spent on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from ..answers import Answer
from ..declaring import READ, reads, scopes_of
from ..entities import Entity
from ..entity_ids import CATEGORY
from ..shapes import Shape
from ..stored import CATEGORIES

ENTITY = Entity(
    "timelogCategories",
    CATEGORIES,
    CATEGORY,
    Shape(
        (
            Field("id", required=True),
            Field("name", required=True),
            Field("order", "integer", required=True),
            Field("hidden", "boolean", required=True, default=False),
        ),
        {},
    ),
)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a category of `name` and, if given, `id`, `order` and `hidden`; by default it is the last."""
    order = len(ENTITY.rows(context, account_id))
    return ENTITY.add(context, account_id, {"order": order, **values})


def index(call: Call) -> Answer:
    """`GET /timelog_categories`, in their order."""
    rows = ENTITY.rows(call.context, call.tenant)
    return ENTITY.reply(call, sorted(rows, key=lambda row: row["order"]))


def operations() -> Iterator[Operation]:
    """The list; the interface makes them, not the API."""
    scopes = (*READ, *scopes_of("TimelogCategory")[0])
    yield reads("list_timelog_categories", "/timelog_categories", index, ENTITY.answer, scopes=scopes)
