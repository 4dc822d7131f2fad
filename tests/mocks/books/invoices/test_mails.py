"""Mails about invoices are records; nothing leaves."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import Desk, assert_refused


@pytest.fixture
def invoice(desk: Desk) -> str:
    """A draft of 100 for Acme, whose Will reads mail."""
    desk.given("contacts", {"contact_name": "Acme", "first_name": "Will", "email": "will@acme.example"})
    return str(desk.given("invoices", {"customer": "Acme"})["invoice_id"])


def read(desk: Desk, key: str) -> dict[str, Any]:
    return dict(desk.get(f"/invoices/{key}")["invoice"])


def test_mailing_sends_a_draft_and_is_first_once(desk: Desk, invoice: str) -> None:
    path = f"/invoices/{invoice}/email"
    first = desk.post(path, {"subject": "Hello"})
    assert first["is_first_email"] is True
    assert desk.post(path)["is_first_email"] is False
    after = read(desk, invoice)
    assert (after["status"], after["is_emailed"]) == ("sent", True)
    one, two = desk.view("mails")
    assert (one["to"], one["subject"], one["from"]) == (
        ["will@acme.example"],
        "Hello",
        "tom@example.com",
    )
    assert two["subject"] == "Invoice from One (Invoice#: INV-000001)"
    assert one["attachments"] == ["INV-000001.pdf"]


def test_a_mail_to_nobody_is_refused(desk: Desk) -> None:
    key = desk.given("invoices", {})["invoice_id"]
    answer = desk.ask("POST", f"/invoices/{key}/email", {})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for to_mail_ids")
    sent = {"to_mail_ids": ["a@x.example"], "cc_mail_ids": ["b@x.example"]}
    desk.post(f"/invoices/{key}/email", sent)
    assert [(one["to"], one["cc"]) for one in desk.view("mails")] == [(["a@x.example"], ["b@x.example"])]


def test_the_content_can_be_looked_at_first(desk: Desk, invoice: str) -> None:
    content = desk.get(f"/invoices/{invoice}/email")["data"]
    assert content["subject"] == "Invoice from One (Invoice#: INV-000001)"
    assert [(one["email"], one["selected"]) for one in content["to_contacts"]] == [
        ("will@acme.example", True)
    ]
    assert content["file_name"] == "INV-000001.pdf"
    reminder = desk.get(f"/invoices/{invoice}/paymentreminder")["data"]
    assert "₹100.00" in reminder["body"]
    assert desk.view("mails") == []


def test_several_are_mailed_at_once(desk: Desk, invoice: str) -> None:
    other = desk.given("invoices", {"customer": "Acme"})["invoice_id"]
    desk.post("/invoices/email", {}, params={"invoice_ids": f"{invoice},{other}"})
    assert [one["id"] for one in desk.view("mails")] == [invoice, other]
    many = ",".join(str(number) for number in range(11))
    refused = desk.ask("POST", "/invoices/email", {}, params={"invoice_ids": many})
    assert_refused(desk, refused, 400, 2, "Invalid value passed for invoice_ids")


def test_a_reminder_is_counted(desk: Desk, invoice: str) -> None:
    desk.post(f"/invoices/{invoice}/status/sent")
    desk.post(f"/invoices/{invoice}/paymentreminder", {})
    after = read(desk, invoice)
    assert (after["reminders_sent"], after["last_reminder_sent_date"]) == (1, "2026-01-15")
    (mail,) = desk.view("mails")
    assert (mail["of"], mail["to"]) == ("invoice", ["will@acme.example"])


def test_of_several_reminders_those_that_cannot_be_are_told(desk: Desk, invoice: str) -> None:
    sent = desk.given("invoices", {"customer": "Acme", "status": "sent"})["invoice_id"]
    answer = desk.post("/invoices/paymentreminder", params={"invoice_ids": f"{invoice},{sent}"})
    info = answer["info"]
    assert info["email_success_info"] == {
        "message": "The reminders were successfully sent",
        "sent_count": 1,
    }
    assert [one["ids"] for one in info["email_errors_info"]] == [[invoice]]


def test_an_invoice_can_be_sent_as_it_is_made(desk: Desk) -> None:
    people = [{"first_name": "Will", "email": "w@acme.example"}]
    customer = desk.post("/contacts", {"contact_name": "Acme", "contact_persons": people})["contact"]
    sent = {
        "customer_id": customer["contact_id"],
        "line_items": [{"name": "x", "rate": 1}],
        "custom_subject": "New",
    }
    invoice = desk.post("/invoices", sent, params={"send": "true"})["invoice"]
    assert (invoice["status"], invoice["is_emailed"]) == ("sent", True)
    assert [one["subject"] for one in desk.view("mails")] == ["New"]
