"""Sales orders and what is done to them."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Act, Call, Ids
from .common import BY_FIELD, MARKED, customer, upload

WORK = [{"name": "Work", "rate": 100}]
ADDRESS = {"city": "Kiel"}
SEVERAL = {"salesorder_ids": "{salesorder_id}"}


def furnish(desk: Desk, ids: Ids) -> None:
    """A draft of 100 for Acme, with a file and a comment."""
    customer(desk, ids)
    ordered(desk, ids)
    desk.given("sub_statuses", {"status_code": "cs_checked", "parent_status": "draft"})
    ids["status_code"] = "cs_checked"
    path = f"/salesorders/{ids['salesorder_id']}"
    desk.post(f"{path}/attachment", files=upload("attachment"))
    ids["comment_id"] = desk.post(f"{path}/comments", {"description": "Hi"})["comment"]["comment_id"]


def ordered(desk: Desk, ids: Ids) -> None:
    """Acme has ordered work."""
    sent = {"customer_id": ids["contact_id"], "line_items": WORK, "custom_fields": MARKED}
    made = desk.post("/salesorders", sent)["salesorder"]
    ids |= {name: made[name] for name in ("salesorder_id", "salesorder_number", "template_id")}


def confirmed(desk: Desk, ids: Ids) -> None:
    """Acme's order is confirmed."""
    ordered(desk, ids)
    desk.post(f"/salesorders/{ids['salesorder_id']}/status/open")


def done(*actions: str) -> Act:
    """This has been done to it."""

    def act(desk: Desk, ids: Ids) -> None:
        for action in actions:
            desk.post(f"/salesorders/{ids['salesorder_id']}/{action}")

    return act


CALLS = {
    "POST /salesorders": Call({"customer_id": "{contact_id}", "line_items": WORK}),
    "PUT /salesorders": Call({"notes": "x"}, headers=BY_FIELD),
    "PUT /salesorders/{}": Call({"notes": "x"}),
    "PUT /salesorder/{}/customfields": Call({"custom_fields": MARKED}),
    "POST /salesorders/{}/status/void": Call({"reason": "Changed their mind"}),
    "POST /salesorders/{}/approve": Call(after=done("submit")),
    "GET /salesorders/pdf": Call(params=SEVERAL),
    "GET /salesorders/print": Call(params=SEVERAL),
    "PUT /salesorders/{}/address/billing": Call(ADDRESS),
    "PUT /salesorders/{}/address/shipping": Call(ADDRESS),
    "POST /salesorders/{}/attachment": Call(files=upload("attachment")),
    "PUT /salesorders/{}/attachment": Call(params={"can_send_in_mail": "true"}),
    "POST /salesorders/{}/comments": Call({"description": "Ho"}),
    "PUT /salesorders/{}/comments/{}": Call({"description": "Ho"}),
}
