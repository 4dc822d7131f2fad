"""How an invoice is shown: what follows from its customer, its currency, its money and the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...kit.store import Record
from .. import accounts, currencies, custom_fields, recorded
from ..money import exact, rounded, shown
from ..render import Viewer, write_date
from ..resource import default
from ..transactions import lines, people
from ..transactions.showing import complete, customer_of, formatted, line, number, people_details
from . import debit_notes, orders, status
from .actions import PAYMENT_HOST
from .fields import DEFAULT_ADDRESS, GATEWAY, LINKED, MAILED
from .receivables import receivable
from .saving import LINES

NOTHING: Mapping[str, Any] = {}
BASE = ("shipping_charge", "adjustment", "sub_total", "discount_total", "tax_total", "total")
"""What an invoice shows in the organization's own currency as well, as `bcy_…`."""
SHIPPING = ("shipping_charge_exclusive_of_tax", "shipping_charge_inclusive_of_tax")


def compute_row(viewer: Viewer, record: Record, shown_row: dict[str, Any]) -> None:
    """Add what a row of the list holds that is not stored."""
    _common(viewer, record, shown_row)
    customer = customer_of(viewer, record)
    billing, shipping = (_address(record, customer, name) for name in ("billing_address", "shipping_address"))
    shown_row |= {
        "documents": "",
        "due_days": _due_days(viewer, record, shown_row["status"]),
        "billing_address": people.of_row(billing),
        "shipping_address": people.of_row(shipping),
        "country": billing.get("country", ""),
        "company_name": customer.get("company_name", ""),
        "phone": customer.get("phone", ""),
        "project_name": _project_name(viewer, record),
        "created_by": viewer.user(record.get("maker")).get("name", ""),
        "updated_time": shown_row["last_modified_time"],
    }
    unseen = LINKED if shown_row["status"] in status.STORED else ()
    for name in (*unseen, *(() if shown_row["is_emailed"] else MAILED)):
        del shown_row[name]


def compute(viewer: Viewer, record: Record, detail: dict[str, Any]) -> None:
    """Add whatever is not stored, and complete what is nested."""
    context, tenant = viewer.context, viewer.tenant
    _common(viewer, record, detail)
    detail |= {
        "contact_persons_associated": people.associated(context, tenant, record),
        "line_items": [line(viewer, record, one, LINES.defaults) for one in record.get("line_items", ())],
        "price_precision": lines.precision_of(context, tenant, record),
        "status_formatted": status.NAMES[detail["status"]],
        "billing_address": people.address(context, tenant, record, "billing_address"),
        "shipping_address": people.address(context, tenant, record, "shipping_address"),
        "discount": number(record.get("discount")),
        "created_date_formatted": viewer.date(record.get("created_time", 0)),
    }
    detail |= orders.shown(viewer, record)
    detail["taxes"] = [
        {name: tax[name] for name in ("tax_name", "tax_amount")} for tax in record.get("taxes", ())
    ]
    if debit_notes.is_one(record):
        detail["reference_invoice"] = debit_notes.reference(viewer, record)
    else:
        del detail["reference_invoice"]
    _add_recorded(viewer, record, detail)
    for name in ("total", "discount_total", *SHIPPING):
        detail[f"{name}_formatted"] = formatted(viewer, record, detail[name])
    for name in ("date", "due_date"):
        day = record.get(name, "")
        detail[f"{name}_formatted"] = write_date(day, viewer.organization["date_format"]) if day else ""
    if "payment_options" in record:
        options = record["payment_options"].get("payment_gateways", ())
        detail["payment_options"] = {"payment_gateways": [{**_GATEWAY, **one} for one in options]}


def _add_recorded(viewer: Viewer, record: Record, detail: dict[str, Any]) -> None:
    """What live invoices have beside the specification, as far as it follows from something."""
    context, tenant, customer = viewer.context, viewer.tenant, customer_of(viewer, record)
    rate = exact(record.get("exchange_rate", 1))
    for name in BASE:
        detail[f"bcy_{name}"] = shown(rounded(exact(detail[name]) * rate))
    detail |= dict.fromkeys(SHIPPING, detail["shipping_charge"])
    billed = customer.get("billing_address", NOTHING)
    owed, credit = receivable(viewer, record.get("customer_id", ""))
    fields, values = custom_fields.render(context, tenant, "contacts", customer.get("custom", {}))
    detail |= {
        "currency_name_formatted": currencies.formatted(detail["currency_code"]),
        "account_id": accounts.account_id(context, tenant, detail["account_name"]),
        "customer_custom_fields": fields,
        "customer_custom_field_hash": values,
        "contact_persons_details": people_details(people.chosen(context, tenant, record)),
        "contact": {
            **detail["contact"],
            "customer_balance": owed,
            "credit_limit": customer.get("credit_limit", 0.0),
            "unused_customer_credits": credit,
        },
        "customer_default_billing_address": {one.name: billed.get(one.name, "") for one in DEFAULT_ADDRESS},
        "created_date": detail["created_time"][:10],
    }
    recorded.add_makers(viewer, record, detail)


def _address(record: Record, customer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = record.get(name) or customer.get(name) or NOTHING
    return found


def _common(viewer: Viewer, record: Record, part: dict[str, Any]) -> None:
    complete(viewer, record, "invoices", part)
    part["status"] = part["current_sub_status"] = status.status(viewer, record)
    places = lines.precision_of(viewer.context, viewer.tenant, record)
    part["balance"] = shown(status.balance(record), places)
    part["invoice_url"] = viewer.context.urls.of(
        PAYMENT_HOST, f"/SecurePayment?CInvoiceID={record.get('secret', '')}"
    )
    part["issued_date"] = "" if part["status"] in status.STORED else record.get("date", "")


def _project_name(viewer: Viewer, record: Record) -> str:
    """The project that the invoice bills first."""
    key = next((line["project_id"] for line in record.get("line_items", ()) if line.get("project_id")), "")
    found = viewer.context.store.get("books.projects", viewer.tenant, key) if key else None
    return str((found or NOTHING).get("project_name", ""))


def _due_days(viewer: Viewer, record: Record, seen: str) -> str:
    """`Due in 30 days` [recorded]; overdue in the same words."""
    if seen not in status.OPEN or not record.get("due_date"):
        return ""
    days = (date.fromisoformat(record["due_date"]) - date.fromisoformat(viewer.today())).days
    if days == 0:
        return "Due Today"
    unit = "day" if abs(days) == 1 else "days"
    return f"Due in {days} {unit}" if days > 0 else f"Overdue by {-days} {unit}"


_GATEWAY = {one.name: default(one) for one in GATEWAY}
