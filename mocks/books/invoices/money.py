"""Payments and credits of invoices: what invoices.yml does with them.

Payments and credit notes have no operations of their own here; a scenario lays them down (`customerpayments`,
`creditnotes`), and a quick create brings payments with it. A record holds its whole amount; what of it went
to which invoice is written on the invoice, under `payments` and `credits`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import checks, ids, state
from ..errors import BooksError
from ..fields import flag, number, text
from ..money import ZERO, exact, shown
from ..operations import fetch, missing, require_reference, require_value
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions import comments
from . import receivables, status
from .receivables import CREDITS, PAYMENTS

INVOICES = "books.invoices"
KEYS = {PAYMENTS: "payment_id", CREDITS: "creditnote_id"}
BLOCKS = {PAYMENTS: 72, CREDITS: 74}
APPLIED_BLOCK = 73
PAYMENT = (
    Field("payment_id", "id"),
    Field("payment_number", "integer"),
    Field("invoice_id", "id"),
    Field("invoice_payment_id", "id"),
    text("payment_mode"),
    text("description"),
    Field("date", "date"),
    text("reference_number"),
    Field("exchange_rate", "number", default=1.0),
    number("amount"),
    number("tax_amount_withheld"),
    text("online_transaction_id"),
    flag("is_single_invoice_payment"),
)
CREDIT = (
    Field("creditnote_id", "id"),
    Field("creditnotes_invoice_id", "id"),
    text("creditnotes_number"),
    Field("credited_date", "date"),
    number("amount_applied"),
)
_APPLY = (
    Field(
        "invoice_payments",
        "list",
        fields=(Field("payment_id", "id", required=True), number("amount_applied")),
    ),
    Field(
        "apply_creditnotes",
        "list",
        fields=(Field("creditnote_id", "id", required=True), number("amount_applied")),
    ),
)
_PATH = "/invoices/{invoice_id}"


def operations(invoices: Resource) -> Iterator[Operation]:
    """List payments, list credits, apply credits, take a payment or a credit away."""
    yield declare(
        "list_invoice_payments",
        "GET",
        f"{_PATH}/payments",
        _payments,
        scope="invoices.READ",
        message="success",
        answer={"payments": {"type": "array", "items": strict(list(PAYMENT))}},
        resource=invoices,
    )
    yield declare(
        "list_invoice_credits_applied",
        "GET",
        f"{_PATH}/creditsapplied",
        _credits,
        scope="invoices.READ",
        message="success",
        answer={"credits": {"type": "array", "items": strict(list(CREDIT))}},
        resource=invoices,
    )
    yield declare(
        "apply_credits_to_invoice",
        "POST",
        f"{_PATH}/credits",
        _apply,
        scope="invoices.CREATE",
        message="Credits have been applied to the invoice(s).",
        body=_APPLY,
        resource=invoices,
    )
    yield declare(
        "delete_invoice_payment",
        "DELETE",
        f"{_PATH}/payments/{{invoice_payment_id}}",
        _delete_payment,
        scope="invoices.DELETE",
        message="The payment has been deleted.",
        resource=invoices,
    )
    yield declare(
        "delete_invoice_applied_credit",
        "DELETE",
        f"{_PATH}/creditsapplied/{{creditnotes_invoice_id}}",
        _delete_credit,
        scope="invoices.DELETE",
        message="Credits applied to an invoice have been deleted.",
        resource=invoices,
    )


# --- what others ask


def amount(record: Mapping[str, Any], name: str) -> Decimal:
    """An amount of a record, exact."""
    return exact(record.get(name))


def unused(context: Context, tenant: str, table: str, record: Record) -> Decimal:
    """What of a payment or credit note is on no invoice."""
    return exact(record.get("amount")) - receivables.used(context, tenant, record[KEYS[table]])


def has_overdue(viewer: Viewer, contact_id: str) -> bool:
    """Whether an invoice of the customer is past its day."""
    found = viewer.context.store.find(INVOICES, viewer.tenant, "customer_id", contact_id)
    return any(status.owed(one) and one.get("due_date", "") < viewer.today() for one in found)


def put(
    context: Context, tenant: str, table: str, values: Mapping[str, Any], key: str | None = None
) -> Record:
    """Lay down a payment or a credit note: all of it is its customer's credit."""
    plural, name = table.removeprefix("books."), KEYS[table]
    key = key or ids.generate(context, tenant, plural, BLOCKS[table])
    number = context.ids.nth(tenant, f"{table}.number")
    numbered = {"payment_number": number} if table == PAYMENTS else {"creditnote_number": f"CN-{number:05d}"}
    record = {**numbered, "date": Viewer(context, tenant).today(), **values, name: key}
    drop(context, tenant, table, key)
    context.store.put(table, tenant, key, record)
    receivables.credit(context, tenant, record, 1)
    return record


def drop(context: Context, tenant: str, table: str, key: str) -> None:
    """Take a payment or a credit note away, if it is there, and with it the credit."""
    record = context.store.get(table, tenant, key)
    if record is not None:
        context.store.delete(table, tenant, key)
        receivables.credit(context, tenant, record, -1)


def applied(
    context: Context, tenant: str, invoice: Record, table: str, record: Record, value: Decimal
) -> dict[str, Any]:
    """The changes of an invoice to which so much of a payment or credit note goes; a draft is sent by it."""
    name, part = ("payments", "payment_id") if table == PAYMENTS else ("credits", "creditnote_id")
    key = ids.generate(context, tenant, f"applied_{name}", APPLIED_BLOCK)
    entry = {"key": key, part: record[part], "amount": shown(value), "date": Viewer(context, tenant).today()}
    entries = [*invoice.get(name, ()), entry]
    sent = {"status": "sent"} if invoice.get("status", "draft") in status.STORED else {}
    return {**_sums(name, entries), **sent, **_last_payment(invoice, name, entries)}


def pay(call: Call, invoice: Record, payments: Iterable[Mapping[str, Any]]) -> Record:
    """The invoice with the payments that come with it [spec]; what is too much stays in credit."""
    context, tenant = call.context, call.tenant
    for one in payments:
        values = {
            "customer_id": invoice.get("customer_id", ""),
            "payment_mode": one.get("payment_mode") or "cash",
            "amount": shown(exact(one.get("amount"))),
        }
        payment = put(context, tenant, PAYMENTS, values)
        value = min(exact(payment["amount"]), status.balance(invoice))
        changes = applied(context, tenant, invoice, PAYMENTS, payment, value)
        invoice = state.update(context, resource_of(call), tenant, invoice, changes, call.cause)
    return invoice


# --- operations


def _payments(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    return Reply({"payments": [_payment(call, invoice, one) for one in invoice.get("payments", ())]})


def _payment(call: Call, invoice: Record, entry: Mapping[str, Any]) -> dict[str, Any]:
    payment = call.context.store.get(PAYMENTS, call.tenant, entry["payment_id"]) or {}
    return {
        "payment_id": entry["payment_id"],
        "payment_number": payment.get("payment_number", 0),
        "invoice_id": invoice["invoice_id"],
        "invoice_payment_id": entry["key"],
        "payment_mode": payment.get("payment_mode", "cash"),
        "description": payment.get("description", ""),
        "date": payment.get("date", ""),
        "reference_number": payment.get("reference_number", ""),
        "exchange_rate": payment.get("exchange_rate", 1.0),
        "amount": entry["amount"],
        "tax_amount_withheld": 0.0,
        "online_transaction_id": "",
        "is_single_invoice_payment": exact(entry["amount"]) == exact(payment.get("amount")),
    }


def _credits(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    rows = []
    for one in invoice.get("credits", ()):
        note = call.context.store.get(CREDITS, call.tenant, one["creditnote_id"]) or {}
        rows.append(
            {
                "creditnote_id": one["creditnote_id"],
                "creditnotes_invoice_id": one["key"],
                "creditnotes_number": note.get("creditnote_number", ""),
                "credited_date": one["date"],
                "amount_applied": one["amount"],
            }
        )
    return Reply({"credits": rows})


def _apply(call: Call) -> Reply:
    """All or nothing: every part is judged before the first is applied."""
    invoices, context, tenant = resource_of(call), call.context, call.tenant
    invoice = fetch(call, invoices)
    asked = [(PAYMENTS, "payment_id", one) for one in call.body.get("invoice_payments") or ()] + [
        (CREDITS, "creditnote_id", one) for one in call.body.get("apply_creditnotes") or ()
    ]
    require_value(call, "apply_creditnotes", bad=not asked)
    parts: list[Part] = []
    for table, name, one in asked:
        parts.append((table, *_admitted(call, table, name, one, parts)))
    over = sum((value for *_, value in parts), ZERO) > status.balance(invoice)
    if context.fails(checks.CREDIT, over):
        raise BooksError.invalid_value("amount_applied")
    for table, record, value in parts:
        changes = applied(context, tenant, invoice, table, record, value)
        invoice = state.update(context, invoices, tenant, invoice, changes, call.cause)
    comments.remember(call, invoice, "Credits applied")
    return Reply()


Part = tuple[str, Record, Decimal]
"""So much of a payment or credit note, with the table that it is in."""


def _admitted(
    call: Call, table: str, name: str, one: Mapping[str, Any], before: Iterable[Part]
) -> tuple[Record, Decimal]:
    """The payment or credit note that is meant, and how much of it.

    Refused beyond what is left of it once the parts `before` are taken.
    """
    key, value = one.get(name) or "", exact(one.get("amount_applied"))
    require_reference(call, name, table.removeprefix("books."), key)
    record = call.context.store.get(table, call.tenant, key)
    if record is None:
        return {name: key}, value
    taken = sum((part for _, other, part in before if other is record), ZERO)
    over = value <= 0 or value + taken > unused(call.context, call.tenant, table, record)
    if call.context.fails(checks.CREDIT, over):
        raise BooksError.invalid_value("amount_applied")
    return record, value


def _delete_payment(call: Call) -> Reply:
    """The payment goes altogether if it was for this invoice alone."""
    entry, invoice = _taken_off(call, "payments", call.ids["invoice_payment_id"], "Payment")
    context, tenant = call.context, call.tenant
    payment = context.store.get(PAYMENTS, tenant, entry.get("payment_id", ""))
    if payment is not None and exact(payment.get("amount")) == exact(entry["amount"]):
        drop(context, tenant, PAYMENTS, entry["payment_id"])
    comments.remember(call, invoice, "Payment deleted")
    return Reply()


def _delete_credit(call: Call) -> Reply:
    _, invoice = _taken_off(call, "credits", call.ids["creditnotes_invoice_id"], "Credit")
    comments.remember(call, invoice, "Applied credits deleted")
    return Reply()


def _taken_off(call: Call, name: str, key: str, title: str) -> tuple[Mapping[str, Any], Record]:
    invoices = resource_of(call)
    invoice = fetch(call, invoices)
    entries = invoice.get(name, ())
    found = next((one for one in entries if one["key"] == key), None)
    if call.context.fails(checks.RECORD, found is None):
        raise missing(call, title)
    kept = [one for one in entries if one is not found]
    changes = {**_sums(name, kept), **_last_payment(invoice, name, kept)}
    saved = state.update(call.context, invoices, call.tenant, invoice, changes, call.cause)
    return found or {}, saved


def _sums(name: str, entries: list[Mapping[str, Any]]) -> dict[str, Any]:
    total = shown(sum((exact(one["amount"]) for one in entries), ZERO))
    return {name: entries or None, "payment_made" if name == "payments" else "credits_applied": total}


def _last_payment(invoice: Record, name: str, entries: list[Mapping[str, Any]]) -> dict[str, Any]:
    if name != "payments":
        return {}
    return {"last_payment_date": max((one["date"] for one in entries), default="")}
