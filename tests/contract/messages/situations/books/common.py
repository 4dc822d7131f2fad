"""What several rooms of Books hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.mocks.books.desk import ONE, Desk

from ..room import Ids

BY_FIELD: Mapping[str, str] = {"X-Unique-Identifier-Key": "cf_key", "X-Unique-Identifier-Value": "1"}
"""Headers that name the record whose custom field is `MARKED`."""
MARKED = [{"api_name": "cf_key", "value": "1"}]
PICTURE = b"\x89PNG\r\n\x1a\n"


def upload(name: str) -> dict[str, tuple[str, bytes, str]]:
    """A picture, in the field of that name."""
    return {name: ("plan.png", PICTURE, "image/png")}


def customer(desk: Desk, ids: Ids) -> None:
    """Acme, whose Ann reads mail."""
    people = [{"first_name": "Ann", "email": "ann@acme.example"}]
    sent: dict[str, Any] = {"contact_name": "Acme", "contact_persons": people, "custom_fields": MARKED}
    contact = desk.post("/contacts", sent)["contact"]
    ids["contact_id"] = contact["contact_id"]
    ids["contact_person_id"] = contact["contact_persons"][0]["contact_person_id"]


def project(desk: Desk, ids: Ids) -> None:
    """Acme's website, with a task, on which Tom works."""
    customer(desk, ids)
    ids["user_id"] = desk.tom[ONE]
    sent = {
        "project_name": "Website",
        "customer_id": ids["contact_id"],
        "tasks": [{"task_name": "Design"}],
        "users": [{"user_id": ids["user_id"]}],
        "custom_fields": MARKED,
    }
    made = desk.post("/projects", sent)["project"]
    ids |= {"project_id": made["project_id"], "task_id": made["tasks"][0]["task_id"]}
