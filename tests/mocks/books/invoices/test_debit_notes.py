"""Debit notes: invoices of further charges to an invoice, with messages and numbers of their own."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import Desk


@pytest.fixture
def invoice(desk: Desk) -> dict[str, Any]:
    """An invoice of 100 that went out."""
    return dict(desk.given("invoices", {"status": "sent"}))


def note(desk: Desk, invoice: dict[str, Any], **values: Any) -> dict[str, Any]:
    """What Books says to a debit note of 40 on the invoice."""
    sent = {
        "type": "debit_note",
        "customer_id": invoice["customer_id"],
        "reference_invoice_id": invoice["invoice_id"],
        "reference_invoice_type": "registered",
        "line_items": [{"name": "Freight", "rate": 20, "quantity": 2}],
        **values,
    }
    return dict(desk.post("/invoices", sent))


def test_a_debit_note_has_a_number_of_its_own_and_shows_its_invoice(
    desk: Desk, invoice: dict[str, Any]
) -> None:
    answer = note(desk, invoice)
    assert answer["message"] == "The debit note has been created."
    made = answer["invoice"]
    assert (made["type"], made["invoice_number"], made["status"], made["total"]) == (
        "debit_note",
        "DN-00001",
        "draft",
        40,
    )
    assert made["reference_invoice"] == {
        "reference_invoice_id": invoice["invoice_id"],
        "reference_invoice_number": "INV-000001",
        "reference_invoice_status": "sent",
        "reference_invoice_amount": 100,
    }
    desk.given("customerpayments", {"invoice": "INV-000001"})
    after = desk.get(f"/invoices/{made['invoice_id']}")["invoice"]
    assert after["reference_invoice"]["reference_invoice_status"] == "paid"
    assert desk.given("invoices", {})["invoice_number"] == "INV-000002"


def test_an_invoice_shows_no_reference(desk: Desk, invoice: dict[str, Any]) -> None:
    assert "reference_invoice" not in desk.get(f"/invoices/{invoice['invoice_id']}")["invoice"]


def test_a_line_tells_the_name_of_its_item(desk: Desk, invoice: dict[str, Any]) -> None:
    item = desk.post("/items", {"name": "Pen", "rate": 2})["item"]["item_id"]
    made = note(desk, invoice, line_items=[{"item_id": item, "name": "A pen"}])["invoice"]
    assert [(line["name"], line["item_name"]) for line in made["line_items"]] == [("A pen", "Pen")]


def test_a_debit_note_stays_one_and_is_changed_and_deleted(desk: Desk, invoice: dict[str, Any]) -> None:
    made = note(desk, invoice)["invoice"]
    path = f"/invoices/{made['invoice_id']}"
    changed = desk.put(path, {"type": "invoice", "notes": "Sorry"})
    assert changed["message"] == "The debit note has been updated."
    assert (changed["invoice"]["type"], changed["invoice"]["notes"]) == ("debit_note", "Sorry")
    assert desk.put(f"/invoices/{invoice['invoice_id']}", {"type": "debit_note"})["message"] == (
        "Invoice information has been updated."
    )
    assert desk.delete(path)["message"] == "The invoice has been deleted."


def test_a_debit_note_is_owed_and_paid_as_an_invoice_is(desk: Desk, invoice: dict[str, Any]) -> None:
    made = note(desk, invoice)["invoice"]
    desk.post(f"/invoices/{made['invoice_id']}/status/sent")

    def owing() -> float:
        contact = desk.get(f"/contacts/{invoice['customer_id']}")["contact"]
        return float(contact["outstanding_receivable_amount"])

    assert owing() == 140
    desk.given("customerpayments", {"invoice": "DN-00001", "amount": 15.0})
    assert owing() == 125
    assert desk.get(f"/invoices/{made['invoice_id']}")["invoice"]["status"] == "partially_paid"


def test_an_invoice_with_a_debit_note_can_not_be_deleted(desk: Desk, invoice: dict[str, Any]) -> None:
    made = note(desk, invoice)["invoice"]
    refused = desk.ask("DELETE", f"/invoices/{invoice['invoice_id']}")
    assert refused.json()["message"] == "The invoice has transactions and cannot be deleted."
    desk.delete(f"/invoices/{made['invoice_id']}")
    desk.delete(f"/invoices/{invoice['invoice_id']}")


def test_debit_notes_have_a_list_of_their_own(desk: Desk, invoice: dict[str, Any]) -> None:
    made = note(desk, invoice)["invoice"]
    params = {"filter_by": "Type.DebitNote", "sort_column": "debit_note_number"}
    answer = desk.get("/invoices", params=params)
    assert [one["invoice_id"] for one in answer["invoices"]] == [made["invoice_id"]]
    (row,) = answer["debit_notes"]
    assert (row["invoice_number"], row["balance"], row["reference_invoice"]["reference_invoice_number"]) == (
        "DN-00001",
        40,
        "INV-000001",
    )
    assert [(line["item_total"], line["quantity"]) for line in row["line_items"]] == [(40, 2)]
    assert answer["page_context"]["applied_filter"] == "Type.DebitNote"


@pytest.mark.parametrize(("chosen", "many"), [("with", 2), ("without", 1)])
def test_a_list_of_invoices_holds_them_or_not(chosen: str, many: int) -> None:
    desk = Desk(chosen={"books.debit_notes_listed": chosen})
    note(desk, dict(desk.given("invoices", {"status": "sent"})))
    assert len(desk.get("/invoices")["invoices"]) == many
    assert "debit_notes" not in desk.get("/invoices")
    assert len(desk.get("/invoices", params={"filter_by": "Type.DebitNote"})["debit_notes"]) == 1


def test_papers_and_mails_call_it_a_debit_note(desk: Desk, invoice: dict[str, Any]) -> None:
    path = f"/invoices/{note(desk, invoice)['invoice']['invoice_id']}"
    assert "Debit Note DN-00001" in desk.ask("GET", path, params={"accept": "html"}).text
    assert desk.get(f"{path}/email")["data"]["subject"] == "Debit Note from One (Debit Note#: DN-00001)"


def test_a_scenario_lays_a_debit_note_down(desk: Desk, invoice: dict[str, Any]) -> None:
    values = {"type": "debit_note", "reference_invoice_id": invoice["invoice_id"], "line_items": ["Freight"]}
    assert desk.given("invoices", values)["invoice_number"] == "DN-00001"
