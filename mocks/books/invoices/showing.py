"""How an invoice is shown: what follows from its customer, its currency, its money and the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...kit.service import Context
from ...kit.store import Record
from ..money import exact, rounded, shown
from ..render import Viewer, write_date
from ..resource import default
from ..tenancy import organization_of
from . import lines, people, status, templates
from .fields import GATEWAY, LINE

NOTHING: Mapping[str, Any] = {}


def precision_of(context: Context, tenant: str, record: Mapping[str, Any]) -> int:
    """The decimal places of the invoice's currency."""
    currency = context.store.get("books.currencies", tenant, record.get("currency_id") or "") or NOTHING
    organization = organization_of(context, tenant)
    return int(currency.get("price_precision", organization["price_precision"]))


def compute_row(viewer: Viewer, record: Record, shown_row: dict[str, Any]) -> None:
    """Add what a row of the list holds that is not stored."""
    _common(viewer, record, shown_row)
    shown_row["due_days"] = _due_days(viewer, record, shown_row["status"])


def compute(viewer: Viewer, record: Record, detail: dict[str, Any]) -> None:
    """Add whatever is not stored, and complete what is nested."""
    context, tenant = viewer.context, viewer.tenant
    _common(viewer, record, detail)
    precision = precision_of(context, tenant, record)
    detail |= {
        "contact_persons_associated": people.associated(context, tenant, record),
        "line_items": [_line(viewer, record, line) for line in record.get("line_items", ())],
        "price_precision": precision,
        "status_formatted": status.NAMES[detail["status"]],
        "template_name": templates.name(context, tenant, detail["template_id"]),
        "invoice_url": context.urls.of(
            templates.PAYMENT_HOST, f"/SecurePayment?CInvoiceID={record.get('secret', '')}"
        ),
        "billing_address": people.address(context, tenant, record, "billing_address"),
        "shipping_address": people.address(context, tenant, record, "shipping_address"),
        "discount": _number(record.get("discount")),
        "created_date_formatted": viewer.date(record.get("created_time", 0)),
    }
    for name in ("total", "discount_total"):
        detail[f"{name}_formatted"] = formatted(viewer, record, detail[name])
    for name in ("date", "due_date"):
        day = record.get(name, "")
        detail[f"{name}_formatted"] = write_date(day, viewer.organization["date_format"]) if day else ""
    if "payment_options" in record:
        options = record["payment_options"].get("payment_gateways", ())
        detail["payment_options"] = {"payment_gateways": [{**_GATEWAY, **one} for one in options]}


def formatted(viewer: Viewer, record: Record, amount: float) -> str:
    """An amount as the invoice writes it: sign, thousands, places."""
    places = precision_of(viewer.context, viewer.tenant, record)
    return f"{_currency(viewer, record)['currency_symbol']}{amount:,.{places}f}"


def customer_of(viewer: Viewer, record: Record) -> Mapping[str, Any]:
    """The contact that the invoice is for; empty if it is gone."""
    return viewer.context.store.get("books.contacts", viewer.tenant, record.get("customer_id", "")) or NOTHING


def _common(viewer: Viewer, record: Record, part: dict[str, Any]) -> None:
    customer = customer_of(viewer, record)
    currency = _currency(viewer, record)
    files = record.get("files", ())
    part |= {
        "customer_name": customer.get("contact_name", ""),
        "email": customer.get("email", ""),
        "status": status.status(viewer, record),
        "balance": shown(status.balance(record), precision_of(viewer.context, viewer.tenant, record)),
        "currency_id": currency["currency_id"],
        "currency_code": currency["currency_code"],
        "currency_symbol": currency["currency_symbol"],
        "template_id": record.get("template_id", ""),
        "template_type": templates.kind(viewer.context, viewer.tenant, record.get("template_id", "")),
        "has_attachment": bool(files),
        "documents": [_document(one) for one in files],
    }
    part["current_sub_status"] = part["status"]


def _document(file: Mapping[str, Any]) -> dict[str, Any]:
    return {"document_id": file["document_id"], "file_name": file["file_name"]}


def _currency(viewer: Viewer, record: Record) -> Mapping[str, Any]:
    key = record.get("currency_id")
    found = viewer.context.store.get("books.currencies", viewer.tenant, key) if key else None
    if found is None:
        return viewer.organization
    return {**viewer.organization, **found}


def _line(viewer: Viewer, record: Record, line: Mapping[str, Any]) -> dict[str, Any]:
    kept = {name: value for name, value in line.items() if name in lines.DEFAULTS}
    project = viewer.context.store.get("books.projects", viewer.tenant, line.get("project_id", ""))
    rate = exact(line.get("rate")) * exact(record.get("exchange_rate", 1))
    return {
        **lines.DEFAULTS,
        **kept,
        "project_name": (project or NOTHING).get("project_name", ""),
        "bcy_rate": shown(rounded(rate)),
        "discount": _number(line.get("discount")),
        "tags": [{**_TAG, **one} for one in line.get("tags", ())],
    }


def _number(written: Any) -> float | str:
    """A discount as an answer has it: the amount, or the text of a percentage [spec: 12.5%]."""
    off = lines.discount(written)
    return f"{off.value}%" if off.percent else float(off.value)


def _due_days(viewer: Viewer, record: Record, seen: str) -> str:
    """`Due in 14 day(s)` [spec: example]; overdue in the same words."""
    if seen not in status.OPEN or not record.get("due_date"):
        return ""
    days = (date.fromisoformat(record["due_date"]) - date.fromisoformat(viewer.today())).days
    if days == 0:
        return "Due Today"
    return f"Due in {days} day(s)" if days > 0 else f"Overdue by {-days} day(s)"


_GATEWAY = {one.name: default(one) for one in GATEWAY}
_TAG = {one.name: default(one) for field in LINE if field.name == "tags" for one in field.fields}
