"""What a save of an invoice refuses, fills in and counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..operations import own_ids
from ..render import Viewer
from ..transactions import lines, numbers, people, templates
from ..transactions.lines import Lines
from . import billing, debit_notes
from .fields import LINE

NOTHING: Mapping[str, Any] = {}
LINES = Lines("An invoice", LINE, "invoice_lines", 71)


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse an invoice of nothing, of what is not there, or of what cannot be changed any more."""
    if before is None:
        debit_notes.require_reference_invoice(call, values)
    else:
        values = {name: value for name, value in values.items() if name != "type"}
    values = billing.gathered(people.without_addresses(call, before, values))
    if values.get("line_items") is not None:
        had = (before or NOTHING).get("line_items", ())
        values = {**values, "line_items": own_ids(values["line_items"], "line_item_id", had)}
        LINES.require(call, values)
        values = billing.require_billable(call, before, values)
    lines.require_discounts(call, values)
    if before is not None:
        _require_changeable(call, before, values)
    number = _numbers(before or values).admitted(call, before, values.pop("invoice_number", None))
    return {**values, "invoice_number": number} if number else values


def _numbers(record: Mapping[str, Any]) -> numbers.Series:
    return numbers.DEBIT_NOTES if debit_notes.is_one(record) else numbers.INVOICES


def _require_changeable(call: Call, before: Record, values: Mapping[str, Any]) -> None:
    """The customer stays while there are payments or credits."""
    other = values.get("customer_id") not in (None, "", before.get("customer_id", ""))
    if call.context.fails(checks.SETTLED, other and bool(before.get("payments"))):
        raise BooksError.paid_invoice_customer()
    if call.context.fails(checks.SETTLED, other and bool(before.get("credits"))):
        raise BooksError.credited_invoice_customer()


def guard(call: Call, record: Record) -> None:
    """Refuse to delete an invoice that has payments or credits."""
    if call.context.fails(checks.SETTLED, bool(record.get("payments"))):
        raise BooksError.paid_invoice()
    if call.context.fails(checks.SETTLED, bool(record.get("credits"))):
        raise BooksError.credited_invoice()


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Fill in number, dates and lines, and count."""
    had = before or NOTHING
    if before is None:
        number = values.get("invoice_number") or _numbers(values).following(context, tenant)
        values["invoice_number"] = number
        customer = context.store.get("books.contacts", tenant, values.get("customer_id") or "") or NOTHING
        for name in ("payment_terms", "payment_terms_label", "currency_id"):
            values[name] = values.get(name) or customer.get(name)
        values["date"] = values.get("date") or Viewer(context, tenant).today()
        values["template_id"] = values.get("template_id") or templates.first(context, tenant, "invoices")
        values["secret"] = context.ids.secret(tenant, "books.invoice_url", 64)
    if values.get("line_items") is not None:
        values = billing.gathered(values)
        values["line_items"] = LINES.stored(context, tenant, values["line_items"], had.get("line_items", ()))
    _date(had, values)
    values.pop("time_entry_ids", None)
    return lines.counted(context, tenant, had, values)


def _date(had: Mapping[str, Any], values: dict[str, Any]) -> None:
    """The day when it is due: as given, else so many days after its date."""
    if values.get("due_date") or not (values.get("date") or values.get("payment_terms") is not None):
        return
    day = values.get("date") or had.get("date", "")
    terms = values.get("payment_terms")
    terms = had.get("payment_terms", 0) if terms is None else terms
    values["due_date"] = _days_after(date.fromisoformat(day), max(0, int(terms))).isoformat()
    values["payment_terms_label"] = values.get("payment_terms_label") or _label(int(terms))


def _days_after(day: date, days: int) -> date:
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max


def _label(terms: int) -> str:
    return f"Net {terms}" if terms > 0 else "Due on Receipt"
