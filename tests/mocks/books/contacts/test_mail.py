"""E-mails to a contact, and its history."""

from __future__ import annotations

import pytest

from ..desk import TWO, Desk, assert_refused

LETTER = {"to_mail_ids": ["a@acme.example"], "subject": "Hello", "body": "Hi"}


def test_an_email_goes_out_and_is_in_the_history(desk: Desk) -> None:
    key = desk.customer()
    params = {"send_customer_statement": "true"}
    desk.post(f"/contacts/{key}/email", LETTER, params=params)
    (mail,) = desk.view("mails")
    assert (mail["from"], mail["to"], mail["subject"], mail["body"]) == (
        "tom@example.com",
        ["a@acme.example"],
        "Hello",
        "Hi",
    )
    assert (mail["of"], mail["id"], mail["attachments"]) == ("contact", key, ["statement_AcmeCorp.pdf"])
    body = desk.get(f"/contacts/{key}/comments")
    (entry,) = body["contact_comments"]
    assert (entry["contact_id"], entry["contact_name"], entry["commented_by"]) == (key, "Acme Corp", "Tom")
    assert (entry["transaction_type"], entry["date"], entry["time"]) == ("contact", "2026-01-15", "2:30 PM")
    assert list(body["page_context"])[:4] == ["page", "per_page", "has_more_page", "applied_filter"]
    assert desk.view("mails", TWO) == []
    with pytest.raises(ValueError, match="can't be laid down"):
        desk.given("mails", {})


def test_a_file_goes_out_with_an_email(desk: Desk) -> None:
    key = desk.customer()
    form = {"JSONString": '{"to_mail_ids": ["a@acme.example"], "subject": "Hello", "body": "Hi"}'}
    files = {"attachments": ("offer.pdf", b"%PDF", "application/pdf")}
    desk.post(f"/contacts/{key}/email", data=form, files=files)
    assert desk.view("mails")[0]["attachments"] == ["offer.pdf"]


def test_a_statement_goes_out_as_asked_or_as_usual(desk: Desk) -> None:
    key = desk.given("contacts", {"contact_name": "Acme Corp", "first_name": "Ann", "email": "ann@acme"})
    path = f"/contacts/{key['contact_id']}/statements/email"
    usual = desk.get(path)["data"]
    assert usual["subject"] == "Statement of transactions with One"
    assert "01 Jan 2026 to 31 Jan 2026" in usual["body"]
    assert usual["file_name"] == "statement_AcmeCorp.pdf"
    assert [(one["email"], one["selected"]) for one in usual["to_contacts"]] == [("ann@acme", True)]
    assert [one["email"] for one in usual["from_emails"]] == ["tom@example.com"]
    days = {"start_date": "2025-12-01", "end_date": "2025-12-31"}
    assert "01 Dec 2025 to 31 Dec 2025" in desk.get(path, params=days)["data"]["body"]
    desk.post(path)
    desk.post(path, {**LETTER, "cc_mail_ids": ["b@acme.example"]})
    one, two = desk.view("mails")
    assert (one["to"], one["subject"], one["body"]) == (["ann@acme"], usual["subject"], usual["body"])
    assert (two["to"], two["cc"], two["subject"]) == (["a@acme.example"], ["b@acme.example"], "Hello")
    assert one["attachments"] == two["attachments"] == ["statement_AcmeCorp.pdf"]


@pytest.mark.parametrize("path", ["email", "statements/email"])
@pytest.mark.parametrize("name", ["to_mail_ids", "subject", "body"])
def test_a_letter_needs_its_parts(desk: Desk, path: str, name: str) -> None:
    sent = {key: value for key, value in LETTER.items() if key != name}
    answer = desk.ask("POST", f"/contacts/{desk.customer()}/{path}", sent)
    assert_refused(desk, answer, 400, 4, f"Invalid value passed for {name}")


def test_nothing_was_refunded_or_paid_in_advance(desk: Desk) -> None:
    key = desk.customer()
    assert desk.get(f"/contacts/{key}/refunds")["creditnote_refunds"] == []
    unused = desk.get(f"/contacts/{key}/receivables/unusedretainerpayments")
    assert unused["unused_credits_receivable"] == []
    for path in ("refunds", "receivables/unusedretainerpayments", "comments"):
        answer = desk.ask("GET", f"/contacts/1/{path}")
        assert_refused(desk, answer, 404, 1002, "Contact does not exist.")
