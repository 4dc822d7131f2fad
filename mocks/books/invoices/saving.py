"""What a save of an invoice refuses, fills in and counts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..operations import own_ids, require_reference, require_value
from ..render import Viewer
from . import billing, lines, numbers, templates
from .fields import LINE
from .showing import precision_of

NOTHING: Mapping[str, Any] = {}
REFERENCES = tuple(one for one in LINE if one.reference)


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse an invoice of nothing, of what is not there, or of what cannot be changed any more."""
    if values.get("type") == "debit_note":
        raise BooksError.not_built()
    values = billing.gathered(values)
    if values.get("line_items") is not None:
        had = (before or NOTHING).get("line_items", ())
        values = {**values, "line_items": own_ids(values["line_items"], "line_item_id", had)}
        _require_lines(call, values)
        values = billing.require_billable(call, before, values)
    _require_discounts(call, values)
    if before is not None:
        _require_changeable(call, before, values)
    number = numbers.admitted(call, before, values.pop("invoice_number", None))
    return {**values, "invoice_number": number} if number else values


def _require_lines(call: Call, values: Mapping[str, Any]) -> None:
    if call.context.fails(checks.LINES, not values["line_items"]):
        raise BooksError.no_lines()
    for line in values["line_items"]:
        named = any(line.get(name) for name in ("item_id", "name", "time_entry_ids", "expense_id"))
        described = named or line.get("description") or line.get("line_item_id")
        require_value(call, "item_id", bad=not described)
        for one in REFERENCES:
            if line.get(one.name) and one.reference:
                require_reference(call, one.name, one.reference, line[one.name])


def _require_discounts(call: Call, values: Mapping[str, Any]) -> None:
    for part in (values, *(values.get("line_items") or ())):
        off = lines.discount(part.get("discount"))
        if call.context.fails(checks.VALUE, off.value < 0 or (off.percent and off.value > 100)):
            raise BooksError.invalid_value("discount")


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
        values["invoice_number"] = values.get("invoice_number") or numbers.following(context, tenant)
        customer = context.store.get("books.contacts", tenant, values.get("customer_id") or "") or NOTHING
        for name in ("payment_terms", "payment_terms_label", "currency_id"):
            values[name] = values.get(name) or customer.get(name)
        values["date"] = values.get("date") or Viewer(context, tenant).today()
        values["template_id"] = values.get("template_id") or templates.first(context, tenant)
        values["secret"] = context.ids.secret(tenant, "books.invoice_url", 64)
    if values.get("line_items") is not None:
        values = billing.gathered(values)
        values["line_items"] = lines.stored(context, tenant, values["line_items"], had.get("line_items", ()))
    _date(had, values)
    values.pop("time_entry_ids", None)
    merged = {**had, **{name: value for name, value in values.items() if value is not None}}
    taxed = any(line.get("parts") for line in merged.get("line_items") or ())
    by_line = not taxed or context.assume("books.tax_rounding") == "line"
    return {**values, **lines.totals(merged, precision_of(context, tenant, merged), by_line)}


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
