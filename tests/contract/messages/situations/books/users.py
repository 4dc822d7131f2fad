"""Users."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids

EVE = {"name": "Eve", "email": "eve@example.com"}


def furnish(desk: Desk, ids: Ids) -> None:
    """Ann."""
    ids["user_id"] = desk.ann


CALLS = {"POST /users": Call(EVE), "PUT /users/{}": Call({"name": "Anna", "email": "ann@example.com"})}
