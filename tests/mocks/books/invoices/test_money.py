"""Payments and credits of invoices, and what a customer owes."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import Desk, assert_refused


@pytest.fixture
def invoice(desk: Desk) -> str:
    """An invoice of 100 for Acme that went out."""
    desk.customer()
    return str(desk.given("invoices", {"customer": "Acme Corp", "status": "sent"})["invoice_id"])


def read(desk: Desk, key: str) -> dict[str, Any]:
    return dict(desk.get(f"/invoices/{key}")["invoice"])


def acme(desk: Desk) -> dict[str, Any]:
    (row,) = desk.get("/contacts", params={"contact_name": "Acme Corp"})["contacts"]
    return dict(row)


def test_a_payment_lowers_the_balance_and_is_listed(desk: Desk, invoice: str) -> None:
    desk.given("customerpayments", {"invoice": "INV-000001", "amount": 40, "payment_mode": "check"})
    part = read(desk, invoice)
    assert (part["status"], part["payment_made"], part["balance"]) == ("partially_paid", 40, 60)
    (payment,) = desk.get(f"/invoices/{invoice}/payments")["payments"]
    assert (payment["amount"], payment["payment_mode"], payment["payment_number"]) == (40, "check", 1)
    assert payment["is_single_invoice_payment"] is True
    desk.given("customerpayments", {"invoice": "INV-000001", "amount": 60})
    assert read(desk, invoice)["status"] == "paid"


@pytest.mark.parametrize("chosen", ["overdue", "partially_paid"])
def test_what_is_overdue_and_partly_paid_is_an_assumption(chosen: str) -> None:
    desk = Desk(chosen={"books.overdue_partly_paid": chosen})
    key = desk.given("invoices", {"status": "sent"})["invoice_id"]
    desk.given("customerpayments", {"invoice": "INV-000001", "amount": 1})
    desk.context.clock.move(86_400)
    assert read(desk, key)["status"] == chosen


def test_a_payment_that_is_deleted_is_owed_again(desk: Desk, invoice: str) -> None:
    desk.given("customerpayments", {"invoice": "INV-000001"})
    (payment,) = desk.get(f"/invoices/{invoice}/payments")["payments"]
    path = f"/invoices/{invoice}/payments/{payment['invoice_payment_id']}"
    desk.delete(path)
    assert (read(desk, invoice)["balance"], desk.view("customerpayments")) == (100, [])
    assert_refused(desk, desk.ask("DELETE", path), 404, 1002, "Payment does not exist.")


def test_credits_are_applied_and_taken_away(desk: Desk, invoice: str) -> None:
    note = desk.given("creditnotes", {"customer": "Acme Corp", "amount": 30})["creditnote_id"]
    payment = desk.given("customerpayments", {"customer": "Acme Corp", "amount": 50})["payment_id"]
    assert acme(desk)["unused_credits_receivable_amount"] == 80
    asked = {
        "invoice_payments": [{"payment_id": payment, "amount_applied": 45.5}],
        "apply_creditnotes": [{"creditnote_id": note, "amount_applied": 30}],
    }
    desk.post(f"/invoices/{invoice}/credits", asked)
    after = read(desk, invoice)
    assert (after["credits_applied"], after["payment_made"], after["balance"]) == (30, 45.5, 24.5)
    assert acme(desk)["unused_credits_receivable_amount"] == 4.5
    (credit,) = desk.get(f"/invoices/{invoice}/creditsapplied")["credits"]
    assert (credit["creditnotes_number"], credit["amount_applied"]) == ("CN-00001", 30)
    desk.delete(f"/invoices/{invoice}/creditsapplied/{credit['creditnotes_invoice_id']}")
    assert (read(desk, invoice)["balance"], acme(desk)["unused_credits_receivable_amount"]) == (54.5, 34.5)


@pytest.mark.parametrize(("value", "amount"), [(31, 30), (101, 200), (0, 30), (-1, 30)])
def test_no_more_credit_is_applied_than_there_is_or_than_is_owed(
    desk: Desk, invoice: str, value: float, amount: float
) -> None:
    note = desk.given("creditnotes", {"customer": "Acme Corp", "amount": amount})["creditnote_id"]
    asked = {"apply_creditnotes": [{"creditnote_id": note, "amount_applied": value}]}
    answer = desk.ask("POST", f"/invoices/{invoice}/credits", asked)
    assert_refused(desk, answer, 400, 2, "Invalid value passed for amount_applied")
    assert read(desk, invoice)["balance"] == 100


def test_a_credit_is_not_spent_twice_in_one_call(desk: Desk, invoice: str) -> None:
    note = desk.given("creditnotes", {"customer": "Acme Corp", "amount": 30})["creditnote_id"]
    half = {"creditnote_id": note, "amount_applied": 20}
    answer = desk.ask("POST", f"/invoices/{invoice}/credits", {"apply_creditnotes": [half, half]})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for amount_applied")
    assert (read(desk, invoice)["balance"], acme(desk)["unused_credits_receivable_amount"]) == (100, 30)


def test_voiding_gives_payments_and_credits_back(desk: Desk, invoice: str) -> None:
    desk.given("customerpayments", {"invoice": "INV-000001", "amount": 40})
    assert acme(desk)["outstanding_receivable_amount"] == 60
    desk.post(f"/invoices/{invoice}/status/void")
    after = acme(desk)
    assert after["outstanding_receivable_amount"] == 0
    assert after["unused_credits_receivable_amount"] == 40
    assert desk.get(f"/invoices/{invoice}/payments")["payments"] == []


def test_an_invoice_with_money_on_it_is_not_deleted_nor_given_to_another(desk: Desk, invoice: str) -> None:
    other = desk.customer("Other")
    desk.given("customerpayments", {"invoice": "INV-000001", "amount": 40})
    path = f"/invoices/{invoice}"
    deleted = "Payments have been recorded for these invoices.Hence they cannot be deleted"
    assert_refused(desk, desk.ask("DELETE", path), 400, 4001, deleted)
    changed = desk.ask("PUT", path, {"customer_id": other})
    assert changed.json()["code"] == 3010
    credited = desk.given("invoices", {"customer": "Acme Corp"})["invoice_id"]
    desk.given("creditnotes", {"invoice": "INV-000002", "amount": 1})
    assert desk.ask("DELETE", f"/invoices/{credited}").json()["code"] == 12008
    assert desk.ask("PUT", f"/invoices/{credited}", {"customer_id": other}).json()["code"] == 3009


def test_a_quick_create_brings_its_payments(desk: Desk) -> None:
    sent = {
        "customer_id": desk.customer(),
        "line_items": [{"name": "Coffee", "rate": 4}],
        "batch_payments": [{"payment_mode": "cash", "amount": "5.00"}],
    }
    quick = {"is_quick_create": "true", "batch_payments": "true"}
    invoice = desk.post("/invoices", sent, params=quick)["invoice"]
    assert (invoice["status"], invoice["balance"], invoice["payment_made"]) == ("paid", 0, 4)
    assert acme(desk)["unused_credits_receivable_amount"] == 1
    plain = desk.post("/invoices", sent)["invoice"]
    assert (plain["status"], plain["payment_made"]) == ("draft", 0)


def test_a_customer_owes_what_went_out(desk: Desk, invoice: str) -> None:
    desk.given("invoices", {"customer": "Acme Corp"})
    assert acme(desk)["outstanding_receivable_amount"] == 100
    desk.customer("Nobody")

    def found(chosen: str) -> list[str]:
        rows = desk.get("/contacts", params={"filter_by": chosen})["contacts"]
        return [row["contact_name"] for row in rows]

    assert found("Invoice.Unpaid") == ["Acme Corp"]
    assert found("Invoice.OverDue") == []
    desk.context.clock.move(86_400)
    assert found("Invoice.OverDue") == ["Acme Corp"]
    desk.put(f"/contacts/{acme(desk)['contact_id']}", {"credit_limit": 99})
    assert found("Status.CreditLimitExceed") == ["Acme Corp"]
    ordered = desk.get(
        "/contacts", params={"sort_column": "outstanding_receivable_amount", "sort_order": "D"}
    )
    assert [row["contact_name"] for row in ordered["contacts"]] == ["Acme Corp", "Nobody"]
    refused = desk.ask("DELETE", f"/contacts/{acme(desk)['contact_id']}")
    assert refused.json()["code"] == 1004
