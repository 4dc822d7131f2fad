"""Items."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids
from .common import BY_FIELD, MARKED


def furnish(desk: Desk, ids: Ids) -> None:
    """An hour of work."""
    made = desk.post("/items", {"name": "Hour", "rate": 100, "custom_fields": MARKED})
    ids["item_id"] = made["item"]["item_id"]


CALLS = {
    "POST /items": Call({"name": "Day", "rate": 800}),
    "PUT /items": Call({"rate": 90}, headers=BY_FIELD),
    "PUT /items/{}": Call({"rate": 90}),
    "GET /itemdetails": Call(params={"item_ids": "{item_id}"}),
    "PUT /item/{}/customfields": Call({"custom_fields": MARKED}),
}
