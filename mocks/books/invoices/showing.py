"""How an invoice is shown: what follows from its customer, its currency, its money and the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...kit.service import Context
from ...kit.store import Record
from .. import accounts, currencies, custom_fields, recorded
from ..money import exact, rounded, shown
from ..organizations.tenancy import organization_of
from ..render import Viewer, write_date
from ..resource import default
from . import lines, people, status, templates
from .fields import DEFAULT_ADDRESS, GATEWAY, LINE, PERSON_DETAILS
from .money import receivable

NOTHING: Mapping[str, Any] = {}
BASE = ("shipping_charge", "adjustment", "sub_total", "discount_total", "tax_total", "total")
"""What an invoice shows in the organization's own currency as well, as `bcy_…`."""
SHIPPING = ("shipping_charge_exclusive_of_tax", "shipping_charge_inclusive_of_tax")


def precision_of(context: Context, tenant: str, record: Mapping[str, Any]) -> int:
    """The decimal places of the invoice's currency."""
    currency = context.store.get("books.currencies", tenant, record.get("currency_id") or "") or NOTHING
    organization = organization_of(context, tenant)
    return int(currency.get("price_precision", organization["price_precision"]))


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
        "billing_address": people.address(context, tenant, record, "billing_address"),
        "shipping_address": people.address(context, tenant, record, "shipping_address"),
        "discount": _number(record.get("discount")),
        "created_date_formatted": viewer.date(record.get("created_time", 0)),
    }
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
        "contact_persons_details": [
            {**_DETAILS, **{name: one[name] for name in _DETAILS if name in one}}
            for one in people.chosen(context, tenant, record)
        ],
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


def formatted(viewer: Viewer, record: Record, amount: float) -> str:
    """An amount as the invoice writes it: sign, thousands, places."""
    places = precision_of(viewer.context, viewer.tenant, record)
    return f"{_currency(viewer, record)['currency_symbol']}{amount:,.{places}f}"


def _address(record: Record, customer: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    found: Mapping[str, Any] = record.get(name) or customer.get(name) or NOTHING
    return found


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
    part["invoice_url"] = viewer.context.urls.of(
        templates.PAYMENT_HOST, f"/SecurePayment?CInvoiceID={record.get('secret', '')}"
    )
    part["issued_date"] = "" if part["status"] == "draft" else record.get("date", "")
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
    item = viewer.context.store.get("books.items", viewer.tenant, line.get("item_id") or "")
    account = (item or NOTHING).get("account_id", "")
    return {
        **lines.DEFAULTS,
        **kept,
        "project_name": (project or NOTHING).get("project_name", ""),
        "bcy_rate": shown(rounded(rate)),
        "discount": _number(line.get("discount")),
        "sales_rate": (item or NOTHING).get("rate", 0.0),
        "account_id": account,
        "account_name": accounts.name_of(viewer.context, viewer.tenant, account),
        "line_item_taxes": _taxes_of(line),
        "tags": [{**_TAG, **one} for one in line.get("tags", ())],
    }


def _taxes_of(line: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tax of a line, called by name and rate."""
    if not line.get("tax_id"):
        return []
    percentage = exact(line.get("tax_percentage"))
    amount = shown(rounded(exact(line.get("item_total")) * percentage / 100))
    name = f"{line.get('tax_name', '')} ({float(percentage):g}%)"
    return [{"tax_id": line["tax_id"], "tax_name": name, "tax_amount": amount}]


def _project_name(viewer: Viewer, record: Record) -> str:
    """The project that the invoice bills first."""
    key = next((line["project_id"] for line in record.get("line_items", ()) if line.get("project_id")), "")
    found = viewer.context.store.get("books.projects", viewer.tenant, key) if key else None
    return str((found or NOTHING).get("project_name", ""))


def _number(written: Any) -> float | str:
    """A discount as an answer has it: the amount, or the text of a percentage [spec: 12.5%]."""
    off = lines.discount(written)
    return f"{off.value}%" if off.percent else float(off.value)


def _due_days(viewer: Viewer, record: Record, seen: str) -> str:
    """`Due in 30 days` [recorded]; overdue in the same words."""
    if seen not in status.OPEN or not record.get("due_date"):
        return ""
    days = (date.fromisoformat(record["due_date"]) - date.fromisoformat(viewer.today())).days
    if days == 0:
        return "Due Today"
    unit = "day" if abs(days) == 1 else "days"
    return f"Due in {days} {unit}" if days > 0 else f"Overdue by {-days} {unit}"


_DETAILS = {one.name: default(one) for one in PERSON_DETAILS}
_GATEWAY = {one.name: default(one) for one in GATEWAY}
_TAG = {one.name: default(one) for field in LINE if field.name == "tags" for one in field.fields}
