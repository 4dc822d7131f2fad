"""How a sales order is shown: what follows from its customer, its currency, its invoices and the day."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from ...kit.store import Record
from .. import recorded
from ..invoices import status as invoice_status
from ..money import ZERO, exact, rounded, shown
from ..render import Viewer
from ..transactions import lines, people
from ..transactions.showing import complete, line, number
from . import links, status, sub_statuses
from .fields import INVOICE
from .saving import LINES


def compute_row(viewer: Viewer, record: Record, row: dict[str, Any]) -> None:
    """Add what a row of the list holds that is not stored."""
    complete(viewer, record, "salesorders", row)
    taken = links.invoiced(viewer.context, viewer.tenant, record["salesorder_id"])
    row |= status.statuses(viewer, record, taken)
    rate = exact(record.get("exchange_rate", 1))
    ordered = sum((exact(one.get("quantity", 1)) for one in record.get("line_items", ())), ZERO)
    row |= {
        "bcy_total": shown(rounded(exact(record.get("total")) * rate)),
        "shipment_days": _days(viewer, record.get("shipment_date") or ""),
        "quantity": float(ordered),
        "quantity_invoiced": float(sum(taken.values(), ZERO)),
    }


def compute(viewer: Viewer, record: Record, detail: dict[str, Any]) -> None:
    """Add whatever is not stored, and complete what is nested."""
    context, tenant = viewer.context, viewer.tenant
    complete(viewer, record, "salesorders", detail)
    taken = links.invoiced(context, tenant, record["salesorder_id"])
    detail |= status.statuses(viewer, record, taken)
    detail |= {
        "current_sub_status": sub_statuses.current(viewer, record, detail["status"]),
        "sub_statuses": sub_statuses.shown(context, tenant),
        "contact_persons_associated": people.associated(context, tenant, record),
        "line_items": [_line(viewer, record, one, taken) for one in record.get("line_items", ())],
        "price_precision": lines.precision_of(context, tenant, record),
        "billing_address": people.address(context, tenant, record, "billing_address"),
        "shipping_address": people.address(context, tenant, record, "shipping_address"),
        "discount": number(record.get("discount")),
        "invoices": _invoices(viewer, record),
    }
    recorded.add_makers(viewer, record, detail)


def _line(viewer: Viewer, record: Record, stored: Mapping[str, Any], taken: status.Taken) -> dict[str, Any]:
    own = line(viewer, record, stored, LINES.defaults)
    places = lines.precision_of(viewer.context, viewer.tenant, record)
    item = viewer.context.store.get("books.items", viewer.tenant, stored.get("item_id") or "") or {}
    taxed = sum((exact(one["tax_amount"]) for one in own["line_item_taxes"]), exact(stored.get("item_total")))
    return {
        **{name: value for name, value in own.items() if name in LINES.defaults},
        **status.within(taken, stored),
        "sku": item.get("sku", ""),
        "is_taxable": bool(stored.get("parts")),
        "item_total_inclusive_of_tax": shown(taxed, places),
    }


def _invoices(viewer: Viewer, record: Record) -> list[dict[str, Any]]:
    keys = links.invoices_of(viewer.context, viewer.tenant, record["salesorder_id"])
    found = (viewer.context.store.get("books.invoices", viewer.tenant, key) for key in keys)
    return [
        {
            **{field.name: one.get(field.name, 0.0 if field.type == "number" else "") for field in INVOICE},
            "status": invoice_status.status(viewer, one),
            "balance": float(invoice_status.balance(one)),
        }
        for one in found
        if one is not None
    ]


def _days(viewer: Viewer, day: str) -> int:
    """The days until it ships; none that is past or not known."""
    left = (date.fromisoformat(day) - date.fromisoformat(viewer.today())).days if day else 0
    return max(0, left)
