"""Invoices, payments and credit notes as scenarios write and see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import state
from ..contacts.given import customer_id
from ..kinds import CAUSE, key_of, plain, request, view
from ..money import exact
from ..transactions.given import CUSTOMER, document, fields_of
from . import money, status
from .fields import INVOICE, LINE
from .receivables import CREDITS, PAYMENTS
from .resource import INVOICES

FIELDS = fields_of(INVOICE, LINE)
PAYMENT = (
    Field("payment_id", "id"),
    Field("payment_number", "integer"),
    CUSTOMER,
    Field("customer_id", "id"),
    Field("payment_mode"),
    Field("amount", "number"),
    Field("date", "date"),
    Field("reference_number"),
    Field("description"),
    Field("exchange_rate", "number"),
    Field("invoice"),
    Field("unused_amount", "number"),
)
CREDIT_NOTE = (
    Field("creditnote_id", "id"),
    Field("creditnote_number"),
    CUSTOMER,
    Field("customer_id", "id"),
    Field("amount", "number"),
    Field("date", "date"),
    Field("invoice"),
    Field("unused_amount", "number"),
)


def give_invoice(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """An invoice of one line of 100, unless it says otherwise."""
    body = document(values)
    key = body.pop("invoice_id", None)
    body["customer_id"] = customer_id(context, tenant, body.get("customer_id"))
    body.setdefault("line_items", [{"name": "Work", "rate": 100.0}])
    return state.create(context, INVOICES, tenant, body, CAUSE, key)


def view_invoices(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The invoices as one is read, with `customer` (its name) and custom fields."""
    shown = view(context, INVOICES, tenant)
    for invoice in shown:
        invoice["customer"] = invoice["customer_name"]
    return shown


def give_payment(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A payment of a customer; `invoice` (id or number) says what it is for."""
    return _give_money(context, tenant, PAYMENTS, "payment_id", values)


def give_credit_note(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A credit note of a customer; `invoice` (id or number) says where it is applied."""
    return _give_money(context, tenant, CREDITS, "creditnote_id", values)


def _give_money(context: Context, tenant: str, table: str, name: str, values: Mapping[str, Any]) -> Record:
    body = dict(values)
    invoice = _invoice_of(context, tenant, body.pop("invoice", None))
    named = body.pop("customer", None) or body.get("customer_id") or (invoice or {}).get("customer_id")
    body["customer_id"] = customer_id(context, tenant, named)
    owed = float(status.balance(invoice)) if invoice else 100.0
    body.setdefault("amount", owed)
    record = money.put(context, tenant, table, body, body.pop(name, None))
    if invoice is not None:
        value = min(exact(body["amount"]), status.balance(invoice))
        changes = money.applied(context, tenant, invoice, table, record, value)
        state.update(context, INVOICES, tenant, invoice, changes, CAUSE)
    return record


def _invoice_of(context: Context, tenant: str, named: str | None) -> Record | None:
    if not named:
        return None
    return context.store.get(
        INVOICES.kind, tenant, key_of(context, tenant, INVOICES, "invoice_number", named)
    )


def _view_money(table: str) -> Any:
    def shown(context: Context, tenant: str) -> list[dict[str, Any]]:
        """The records, with what of each is on no invoice."""
        return [
            {**plain(one), "unused_amount": float(money.unused(context, tenant, table, one))}
            for one in context.store.rows(table, tenant).values()
        ]

    return shown


KINDS: Mapping[str, Kind] = {
    "invoices": Kind(
        "invoices", INVOICES.key, give_invoice, view_invoices, FIELDS, request=request(INVOICES, document)
    ),
    "customerpayments": Kind("customerpayments", "payment_id", give_payment, _view_money(PAYMENTS), PAYMENT),
    "creditnotes": Kind("creditnotes", "creditnote_id", give_credit_note, _view_money(CREDITS), CREDIT_NOTE),
}
