"""What is done to one invoice: statuses and their ways, write-off, addresses, templates, links."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import Desk, assert_refused

DAY = 86_400


@pytest.fixture
def invoice(desk: Desk) -> str:
    """A draft of 100 that is due on the day on which it was made."""
    return str(desk.given("invoices", {})["invoice_id"])


def read(desk: Desk, key: str) -> dict[str, Any]:
    return dict(desk.get(f"/invoices/{key}")["invoice"])


def act(desk: Desk, key: str, path: str) -> None:
    desk.post(f"/invoices/{key}/{path}")


def test_an_invoice_is_sent_falls_due_is_voided_and_begins_anew(desk: Desk, invoice: str) -> None:
    act(desk, invoice, "status/sent")
    assert read(desk, invoice)["status"] == "sent"
    desk.context.clock.move(DAY)
    late = read(desk, invoice)
    assert (late["status"], late["status_formatted"], late["current_sub_status"]) == (
        "overdue",
        "Overdue",
        "overdue",
    )
    act(desk, invoice, "status/void")
    void = read(desk, invoice)
    assert (void["status"], void["balance"], void["total"]) == ("void", 0, 100)
    act(desk, invoice, "status/draft")
    draft = read(desk, invoice)
    assert (draft["status"], draft["balance"]) == ("draft", 100)


def test_it_falls_due_by_the_organizations_own_midnight(desk: Desk, invoice: str) -> None:
    act(desk, invoice, "status/sent")
    desk.context.clock.move(9.4 * 3600)
    assert read(desk, invoice)["status"] == "sent"
    desk.context.clock.move(0.2 * 3600)
    assert read(desk, invoice)["status"] == "overdue"


def test_an_invoice_is_approved_before_it_is_sent(desk: Desk, invoice: str) -> None:
    act(desk, invoice, "submit")
    assert read(desk, invoice)["status"] == "pending_approval"
    act(desk, invoice, "approve")
    assert read(desk, invoice)["status"] == "approved"
    act(desk, invoice, "status/sent")
    assert read(desk, invoice)["status"] == "sent"


@pytest.mark.parametrize(
    ("before", "path", "name"),
    [
        ("draft", "status/draft", "Draft"),
        ("sent", "status/draft", "Sent"),
        ("void", "status/sent", "Void"),
        ("void", "status/void", "Void"),
        ("sent", "submit", "Sent"),
        ("draft", "approve", "Draft"),
        ("draft", "writeoff", "Draft"),
        ("sent", "writeoff/cancel", "Sent"),
        ("draft", "paymentreminder", "Draft"),
    ],
)
def test_a_way_that_does_not_lead_on_is_refused_or_taken(before: str, path: str, name: str) -> None:
    desk = Desk()
    key = desk.given("invoices", {"status": before})["invoice_id"]
    text = f"This cannot be done to an invoice in the status {name}."
    assert_refused(desk, desk.ask("POST", f"/invoices/{key}/{path}"), 400, 2, text)
    lax = Desk(chosen={"books.invoice_transition": "done"})
    key = lax.given("invoices", {"status": before})["invoice_id"]
    assert lax.ask("POST", f"/invoices/{key}/{path}").status_code == 200


def test_what_is_written_off_is_not_owed_until_that_is_cancelled(desk: Desk, invoice: str) -> None:
    act(desk, invoice, "status/sent")
    act(desk, invoice, "writeoff")
    off = read(desk, invoice)
    assert (off["write_off_amount"], off["balance"], off["status"]) == (100, 0, "paid")
    act(desk, invoice, "writeoff/cancel")
    assert (read(desk, invoice)["balance"], read(desk, invoice)["status"]) == (100, "sent")


def test_reminders_are_switched(desk: Desk, invoice: str) -> None:
    act(desk, invoice, "paymentreminder/disable")
    assert read(desk, invoice)["payment_reminder_enabled"] is False
    act(desk, invoice, "paymentreminder/enable")
    assert read(desk, invoice)["payment_reminder_enabled"] is True


def test_an_address_is_changed_for_this_invoice_alone(desk: Desk, invoice: str) -> None:
    for kind in ("billing", "shipping"):
        desk.put(f"/invoices/{invoice}/address/{kind}", {"city": f"{kind}ville"})
        assert read(desk, invoice)[f"{kind}_address"]["city"] == f"{kind}ville"
    contact = desk.get(f"/contacts/{read(desk, invoice)['customer_id']}")["contact"]
    assert contact["billing_address"]["city"] == ""


def test_a_template_is_one_of_those_there_are(desk: Desk, invoice: str) -> None:
    first, second = desk.get("/invoices/templates")["templates"]
    assert read(desk, invoice)["template_id"] == first["template_id"]
    desk.put(f"/invoices/{invoice}/templates/{second['template_id']}")
    assert read(desk, invoice)["template_name"] == "Service - Classic"
    wrong = desk.ask("PUT", f"/invoices/{invoice}/templates/1")
    assert_refused(desk, wrong, 404, 1002, "Template does not exist.")


def test_a_payment_link_is_made_and_kept(desk: Desk, invoice: str) -> None:
    asked = {
        "transaction_id": invoice,
        "transaction_type": "invoice",
        "link_type": "public",
        "expiry_time": "2026-02-01",
    }
    link = desk.get("/share/paymentlink", params=asked)["data"]["share_link"]
    assert link.startswith("https://books.zoho.com/books/Payment/secure?CInvoiceID=")
    (kept,) = desk.context.store.rows("books.payment_links", "60012345678").values()
    assert link.endswith(kept["secret"])
    assert kept["expiry_time"] == "2026-02-01"


def test_the_history_tells_what_was_done_and_by_whom(desk: Desk) -> None:
    made = desk.post("/invoices", {"customer_id": desk.customer(), "line_items": [{"name": "x", "rate": 1}]})[
        "invoice"
    ]["invoice_id"]
    desk.context.clock.move(DAY)
    desk.post(f"/invoices/{made}/status/sent", token="ann")
    newest, oldest = desk.get(f"/invoices/{made}/comments")["comments"]
    assert (newest["description"], newest["commented_by"]) == ("Invoice marked as sent", "Ann")
    assert (oldest["description"], oldest["operation_type"]) == ("Invoice created", "Added")
    assert (oldest["comment_type"], oldest["transaction_type"]) == ("system", "invoice")
    assert (oldest["date_description"], oldest["time"]) == ("1 day ago", "2:30 PM")


def test_people_comment_on_an_invoice(desk: Desk, invoice: str) -> None:
    path = f"/invoices/{invoice}/comments"
    said = {"description": "paid soon", "payment_expected_date": "2026-02-01"}
    desk.post(path, said)
    (comment,) = desk.get(path)["comments"]
    assert (comment["description"], comment["comment_type"]) == ("paid soon", "internal")
    assert read(desk, invoice)["payment_expected_date"] == "2026-02-01"
    rows = desk.get("/invoices", params={"filter_by": "Date.PaymentExpectedDate"})["invoices"]
    assert len(rows) == 1
    own = f"{path}/{comment['comment_id']}"
    assert desk.put(own, {"description": "paid"})["comment"]["description"] == "paid"
    desk.delete(own)
    assert desk.get(path)["comments"] == []
    assert_refused(desk, desk.ask("DELETE", own), 404, 1002, "Comment does not exist.")
