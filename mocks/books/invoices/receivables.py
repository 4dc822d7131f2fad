"""What customers owe and have in credit, kept as sums.

An invoice, a payment or a credit note that is saved changes the sums of its customer by what it changed, so
that to ask for them costs the same however many there are. `share` is what an invoice adds to them: what is
owed on it, and what it uses of each payment and credit note. Neither depends on the day.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...kit.indexes import Source
from ...kit.service import Context
from ...kit.store import Record
from ..money import ZERO, exact, shown
from ..render import Viewer
from . import status

PAYMENTS, CREDITS = "books.customerpayments", "books.creditnotes"
SUMS, SHARES, USED = "books.receivables", "books.receivable_shares", "books.used_credit"
"""By customer, by invoice, by payment or credit note."""
OF_CUSTOMER = (Source(SUMS, theirs="contact_id"),)
"""What the money of a contact follows from."""


def mark(context: Context, tenant: str, invoice: Record) -> None:
    """The sums after a save of an invoice."""
    key, customer = invoice["invoice_id"], invoice.get("customer_id", "")
    used: dict[str, Decimal] = {}
    for entry in (*invoice.get("payments", ()), *invoice.get("credits", ())):
        own = entry.get("payment_id") or entry.get("creditnote_id") or ""
        used[own] = used.get(own, ZERO) + exact(entry["amount"])
    free(context, tenant, invoice)
    share = {
        "invoice_id": key,
        "customer_id": customer,
        "owing": str(status.owed(invoice)),
        "used": {own: str(amount) for own, amount in used.items()},
    }
    context.store.put(SHARES, tenant, key, share)
    _apply(context, tenant, share, 1)


def free(context: Context, tenant: str, invoice: Record) -> None:
    """The sums without an invoice."""
    share = context.store.get(SHARES, tenant, invoice["invoice_id"])
    if share is not None:
        context.store.delete(SHARES, tenant, invoice["invoice_id"])
        _apply(context, tenant, share, -1)


def credit(context: Context, tenant: str, record: Record, sign: int) -> None:
    """The sums after a payment or a credit note came (1) or went (-1)."""
    _add(context, tenant, record.get("customer_id", ""), "credit", exact(record.get("amount")) * sign)


def receivable(viewer: Viewer, customer: str) -> tuple[float, float]:
    """What a customer owes, and what they have in credit."""
    if (found := viewer.context.store.get(SUMS, viewer.tenant, customer)) is None:
        return 0.0, 0.0
    return shown(exact(found.get("owing"))), shown(exact(found.get("credit")))


def used(context: Context, tenant: str, key: str) -> Decimal:
    """What invoices use of the payment or credit note of that id."""
    return exact((context.store.get(USED, tenant, key) or {}).get("amount"))


def _apply(context: Context, tenant: str, share: Mapping[str, Any], sign: int) -> None:
    _add(context, tenant, share["customer_id"], "owing", exact(share["owing"]) * sign)
    for key, amount in share["used"].items():
        taken = used(context, tenant, key) + exact(amount) * sign
        context.store.put(USED, tenant, key, {"key": key, "amount": str(taken)})
        source = context.store.get(PAYMENTS, tenant, key) or context.store.get(CREDITS, tenant, key)
        _add(context, tenant, (source or share)["customer_id"], "credit", -exact(amount) * sign)


def _add(context: Context, tenant: str, customer: str, name: str, amount: Decimal) -> None:
    if amount:
        had = context.store.get(SUMS, tenant, customer) or {"contact_id": customer}
        context.store.put(SUMS, tenant, customer, {**had, name: str(exact(had.get(name)) + amount)})
