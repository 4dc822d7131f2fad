"""Debit notes, whose paths are those of invoices."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids
from . import invoices
from .invoices import WORK

NOTE = {
    "type": "debit_note",
    "customer_id": "{contact_id}",
    "reference_invoice_id": "{reference_invoice_id}",
    "line_items": WORK,
}
CALLS = {
    "POST /invoices": Call(NOTE),
    "GET /invoices": Call(params={"filter_by": "Type.DebitNote"}),
    "PUT /invoices/{}": Call({"notes": "x"}),
}


def furnish(desk: Desk, ids: Ids) -> None:
    """A debit note of 100 on an invoice of Acme's."""
    invoices.furnish(desk, ids)
    ids["reference_invoice_id"] = ids["invoice_id"]
    sent = {name: value.format_map(ids) if isinstance(value, str) else value for name, value in NOTE.items()}
    ids["invoice_id"] = desk.post("/invoices", sent)["invoice"]["invoice_id"]
