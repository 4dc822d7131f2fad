"""How an expense is shown: what follows from its account, customer, project, invoice and receipt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...kit.store import Record
from .. import accounts, recorded
from ..money import exact, shown
from ..render import Viewer
from ..settings import taxes
from .receipts import document
from .saving import LINE_DEFAULTS, NOTHING, driven

Read = Callable[[Viewer, Record], Any]
NAMES: Mapping[str, tuple[str, str, str]] = {
    "customer_name": ("contacts", "customer_id", "contact_name"),
    "vendor_name": ("contacts", "vendor_id", "contact_name"),
    "project_name": ("projects", "project_id", "project_name"),
    "invoice_number": ("invoices", "invoice_id", "invoice_number"),
    "employee_name": ("employees", "employee_id", "name"),
}
"""What an expense shows of other records: their table, the field with their id, their field."""
OF_LINE = ("account_id", "description", "amount", "tax_id")


def compute_row(viewer: Viewer, record: Record, part: dict[str, Any]) -> None:
    """Add what a row of the list holds that is not stored."""
    _common(viewer, record, part)
    rate = exact(record.get("exchange_rate", 1))
    part["user_name"] = ""
    part["distance"] = shown(exact(record.get("distance") or 0))
    part["has_attachment"] = bool(record.get("files"))
    part["total_without_tax"] = record.get("sub_total", 0.0)
    part["bcy_total_without_tax"] = shown(exact(record.get("sub_total")) * rate)


def compute(viewer: Viewer, record: Record, detail: dict[str, Any]) -> None:
    """Add whatever is not stored, and complete what is nested."""
    _common(viewer, record, detail)
    tax = taxes.find(viewer.context, viewer.tenant, record.get("tax_id", "")) or NOTHING
    lines = lines_of(viewer, record)
    detail |= {
        "transaction_id": record["expense_id"],
        "is_itemized_expense": "line_items" in record,
        "tax_name": tax.get("tax_name", ""),
        "tax_percentage": taxes.percentage(viewer.context, viewer.tenant, record.get("tax_id", "")),
        "taxes": [{name: one[name] for name in ("tax_id", "tax_amount")} for one in record.get("taxes", ())],
        "project_name": named("project_name")(viewer, record),
        "invoice_number": named("invoice_number")(viewer, record),
        "employee_name": named("employee_name")(viewer, record),
        "expense_receipt_type": _ending(detail["expense_receipt_name"]),
        "line_items": lines,
        "line_item": lines[0],
        "documents": [document(one) for one in record.get("files", ())],
    }
    recorded.add_makers(viewer, record, detail)


def lines_of(viewer: Viewer, record: Record) -> list[dict[str, Any]]:
    """The lines of an expense; one that is not itemized is its own line."""
    own = {
        "line_item_id": record.get("expense_item_id", ""),
        "item_order": 1,
        **{name: record[name] for name in OF_LINE if name in record},
    }
    totals = record.get("line_totals", ())
    return [
        _line(viewer, one, totals[number] if number < len(totals) else 0.0)
        for number, one in enumerate(record.get("line_items") or [own])
    ]


def account_name(viewer: Viewer, record: Mapping[str, Any], field: str = "account_id") -> str:
    """The name of an account that the record names; empty if nobody knows it."""
    return accounts.name_of(viewer.context, viewer.tenant, record.get(field, ""))


def named(name: str) -> Read:
    """Reads the name of another record that an expense belongs to."""
    plural, key, field = NAMES[name]

    def read(viewer: Viewer, record: Record) -> str:
        found = viewer.context.store.get(f"books.{plural}", viewer.tenant, record.get(key, ""))
        return str((found or NOTHING).get(field, ""))

    return read


def status(viewer: Viewer, record: Record) -> str:
    """`invoiced` once an invoice bills it; before that by whether anybody will pay for it."""
    if record.get("invoice_id"):
        return "invoiced"
    if record.get("status") == "reimbursed":
        return "reimbursed"
    return "unbilled" if record.get("is_billable") else viewer.context.assume("books.nonbillable_status")


def plain_status(viewer: Viewer, record: Record) -> str:
    """The status as filters call it: that of what nobody pays for is `nonbillable`."""
    return status(viewer, record).replace("-", "")


def _common(viewer: Viewer, record: Record, part: dict[str, Any]) -> None:
    currency = viewer.context.store.get("books.currencies", viewer.tenant, record.get("currency_id", ""))
    known = currency or viewer.organization
    receipt = record.get("receipt", NOTHING)
    rate = exact(record.get("exchange_rate", 1))
    part |= {
        "account_name": account_name(viewer, record),
        "paid_through_account_name": account_name(viewer, record, "paid_through_account_id"),
        "customer_name": named("customer_name")(viewer, record),
        "vendor_name": named("vendor_name")(viewer, record),
        "status": status(viewer, record),
        "currency_id": known["currency_id"],
        "currency_code": known["currency_code"],
        "bcy_total": shown(exact(record.get("total")) * rate),
        "expense_receipt_name": receipt.get("file_name", ""),
        "expense_type": "mileage" if driven(record) else "non_mileage",
    }


def _line(viewer: Viewer, line: Mapping[str, Any], total: float) -> dict[str, Any]:
    tax = taxes.find(viewer.context, viewer.tenant, line.get("tax_id") or "") or NOTHING
    percentage = taxes.percentage(viewer.context, viewer.tenant, line.get("tax_id") or "")
    return {
        **LINE_DEFAULTS,
        **{name: value for name, value in line.items() if name in LINE_DEFAULTS and value is not None},
        "account_name": account_name(viewer, line),
        "tax_name": tax.get("tax_name", ""),
        "tax_type": tax.get("tax_type", "tax") if tax else "",
        "tax_percentage": percentage,
        "tax_amount": shown(exact(total) * exact(percentage) / 100),
        "item_total": total,
    }


def _ending(name: str) -> str:
    return name.rpartition(".")[2].lower() if "." in name else ""
