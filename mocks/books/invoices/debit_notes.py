"""Debit notes: invoices of further charges to an invoice, which they name [spec: customer-debit-notes.yml].

Their paths, their money and what is done to them are those of invoices.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call
from ...kit.store import Record
from ..fields import number, text
from ..operations import require_value
from ..render import Viewer, detail
from ..resource import Among, Resource
from . import status

TYPE = "debit_note"
FILTER, ONES = "Type.DebitNote", Among("type", (TYPE,))
"""The filter of lists that names them, and what it names."""
REFERENCE = (
    text("reference_invoice_number"),
    text("reference_invoice_status"),
    number("reference_invoice_amount"),
    Field("reference_invoice_id", "id"),
)
"""The invoice that a debit note names."""
_ROW = (
    *("invoice_id", "invoice_number", "date", "status", "customer_id", "customer_name", "total", "balance"),
    *("created_time", "last_modified_time"),
)
_LINE = ("line_item_id", "item_id", "item_name", "description", "rate", "quantity", "unit", "item_total")
LISTED = _ROW, _LINE
"""What a row of debit notes holds, and what each of its lines [spec]."""


def is_one(record: Mapping[str, Any]) -> bool:
    """Whether an invoice is a debit note."""
    return record.get("type") == TYPE


def title(record: Mapping[str, Any]) -> str:
    """How papers and mails call an invoice: `Invoice`, `Debit Note`."""
    return "Debit Note" if is_one(record) else "Invoice"


def require_reference_invoice(call: Call, values: Mapping[str, Any]) -> None:
    """Refuse a new debit note that names no invoice."""
    require_value(call, "reference_invoice_id", bad=is_one(values) and not values.get("reference_invoice_id"))


def message(record: Record, done: str) -> str | None:
    """What is said of a debit note; that one is deleted is said as of an invoice [spec]."""
    return f"The debit note has been {done}." if is_one(record) and done != "deleted" else None


def reference(viewer: Viewer, record: Record) -> dict[str, Any]:
    """The invoice that a debit note names, as it is now."""
    key = record.get("reference_invoice_id", "")
    found: Record = viewer.context.store.get("books.invoices", viewer.tenant, key) or {}
    return {
        "reference_invoice_number": found.get("invoice_number", ""),
        "reference_invoice_status": status.status(viewer, found) if found else "",
        "reference_invoice_amount": found.get("total", 0.0),
        "reference_invoice_id": key,
    }


def listed(call: Call) -> Callable[[Record], bool]:
    """Whether a list that was not asked for debit notes holds a record."""
    asked = call.parameters.get("filter_by") == FILTER
    together = asked or call.context.assume("books.debit_notes_listed") == "with"
    return lambda record: together or not is_one(record)


def rows(viewer: Viewer, invoices: Resource, records: Iterable[Record]) -> list[dict[str, Any]]:
    """Debit notes as their list shows them: with lines, and the invoice that each names."""
    return [_row(detail(viewer, invoices, one)) for one in records]


def _row(shown: Mapping[str, Any]) -> dict[str, Any]:
    lines = [{name: line[name] for name in _LINE} for line in shown["line_items"]]
    own = {name: shown[name] for name in _ROW}
    return {**own, "line_items": lines, "reference_invoice": shown["reference_invoice"]}
