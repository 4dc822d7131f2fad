"""Organizations."""

from __future__ import annotations

from tests.mocks.books.desk import ONE, Desk

from ..room import Call, Ids


def furnish(desk: Desk, ids: Ids) -> None:
    """One of the desk's own."""
    ids["organization_id"] = ONE


CALLS = {
    "POST /organizations": Call(
        {"name": "Three", "currency_code": "EUR", "time_zone": "Europe/Berlin", "portal_name": "three"}
    ),
    "PUT /organizations/{}": Call({"name": "One and only"}),
}
