"""Clients that take whatever they read without a default find it.

The names are those that Zoho's own Python client (zohobooks-api 1.4) and Singer connectors read; no
specification has them.
"""

from __future__ import annotations

import json
from typing import Any

import pytest

from .desk import Desk


def sent(desk: Desk, method: str, path: str, body: dict[str, Any]) -> Any:
    """A write as that client sends it: a form with JSON in it, to a path of the older hosts' prefix."""
    return desk.ask(method, path, data={"JSONString": json.dumps(body)}).json()


@pytest.mark.parametrize(
    ("path", "key", "names"),
    [
        ("/contacts/", "contacts", {"gst_treatment", "gst_no", "place_of_contact"}),
        ("/items/", "items", {"item_tax_preferences"}),
        ("/expenses/", "expenses", {"paid_through_account_name"}),
        ("/organizations/", "organizations", {"version"}),
    ],
)
def test_a_row_of_a_list_has_what_is_read_of_it(desk: Desk, path: str, key: str, names: set[str]) -> None:
    desk.customer()
    desk.given("items", {"name": "Widget"})
    desk.given("expenses", {"amount": 1})
    row = desk.get(path)[key][0]
    assert names <= row.keys()


def test_an_organization_says_what_role_the_one_who_asks_has(desk: Desk) -> None:
    tenant = desk.get("/organizations")["organizations"][0]["organization_id"]
    organization = desk.get(f"/organizations/{tenant}")["organization"]
    more = {"tax_basis", "is_portal_enabled", "portal_name", "is_new_customer_custom_fields"}
    assert more <= organization.keys()
    assert organization["user_role"] == desk.get("/users/me")["user"]["user_role"]


def test_a_user_who_is_invited_or_changed_is_answered(desk: Desk) -> None:
    made = sent(desk, "POST", "/users/", {"name": "Eve", "email": "eve@acme.example", "user_role": "staff"})
    key = made["user"]["user_id"]
    changed = sent(desk, "PUT", f"/users/{key}", {"name": "Eve Adams"})
    assert (made["user"]["name"], changed["user"]["name"]) == ("Eve", "Eve Adams")


def test_a_contact_person_is_read_by_its_own_id(desk: Desk) -> None:
    body = {"contact_id": desk.customer(), "first_name": "Jo"}
    made = sent(desk, "POST", "/contacts/contactpersons", body)["contact_person"]
    path = f"/contacts/contactpersons/{made['contact_person_id']}"
    assert desk.get(path)["contact_person"] == made
    assert desk.ask("GET", f"{path}0").status_code == 404


def test_a_project_and_its_tasks_users_and_comments_are_answered_whole(desk: Desk) -> None:
    project = desk.project()
    path = f"/projects/{project}"
    task = sent(desk, "POST", f"{path}/tasks", {"task_name": "Design", "description": "x", "rate": 20})[
        "task"
    ]
    assert (task["description"], task["rate"]) == ("x", 20)
    assert (
        sent(desk, "PUT", f"{path}/tasks/{task['task_id']}", {"description": None})["task"]["description"]
        == ""
    )
    body = {"user_name": "Eve", "email": "eve@acme.example", "user_role": "staff"}
    user = sent(desk, "POST", f"{path}/users/invite", body)["user"]
    assert (user["project_id"], user["user_name"]) == (project, "Eve")
    changed = sent(desk, "PUT", f"{path}/users/{user['user_id']}", {"rate": 12})["user"]
    assert changed == desk.get(f"{path}/users/{user['user_id']}")["user"]
    assert user["user_id"] in {one["user_id"] for one in desk.get(path)["project"]["users"]}
    comment = sent(desk, "POST", f"{path}/comments", {"description": "hi"})["comment"]
    assert desk.get(f"{path}/comments")["comments"] == [comment]


def test_a_comment_and_an_address_of_an_invoice_are_answered(desk: Desk) -> None:
    path = f"/invoices/{desk.given('invoices', {'status': 'sent'})['invoice_id']}"
    comment = sent(desk, "POST", f"{path}/comments", {"description": "hi"})["comment"]
    assert comment in desk.get(f"{path}/comments")["comments"]
    for kind in ("billing", "shipping"):
        answer = sent(desk, "PUT", f"{path}/address/{kind}", {"city": "Kiel"})
        assert answer[f"{kind}_address"].pop("is_update_customer") is False
        assert answer[f"{kind}_address"] == desk.get(path)["invoice"][f"{kind}_address"]
        assert (answer[f"{kind}_address"]["city"], answer[f"{kind}_address"]["zip"]) == ("Kiel", "")
