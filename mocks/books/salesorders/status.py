"""The statuses of an order: what is stored of it, what follows from its invoices and the clock.

`status` is what lists filter, `order_status` says only whether it is done, `invoiced_status` how much of it
is invoiced and `paid_status` whether all of that is paid [client code, of live orders].
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...kit.store import Record
from ..invoices import status as invoice_status
from ..money import exact
from ..render import Viewer
from ..resource import Among
from . import links

STORED = ("draft", "void", "pending_approval", "approved")
"""The statuses that invoices and time do not change."""
NAMES: Mapping[str, str] = {
    "draft": "Draft",
    "open": "Open",
    "overdue": "Overdue",
    "partially_invoiced": "Partially Invoiced",
    "invoiced": "Invoiced",
    "void": "Void",
    "pending_approval": "Pending Approval",
    "approved": "Approved",
}


Taken = Mapping[str, Decimal]
"""How much of each line of an order invoices take."""


def statuses(viewer: Viewer, record: Record, taken: Taken) -> dict[str, str]:
    """`status`, `order_status`, `invoiced_status` and `paid_status` of an order, today."""
    invoiced = _invoiced(record, taken)
    seen = _status(viewer, record, invoiced)
    closed = seen == "invoiced"
    return {
        "status": seen,
        "order_status": "closed" if closed else seen if seen in STORED else "open",
        "invoiced_status": invoiced,
        "paid_status": "paid" if closed and _paid(viewer, record) else "unpaid",
    }


def status(viewer: Viewer, record: Record) -> str:
    """What the order is today."""
    taken = links.invoiced(viewer.context, viewer.tenant, record["salesorder_id"])
    return _status(viewer, record, _invoiced(record, taken))


def _invoiced(record: Record, taken: Taken) -> str:
    """How much of it is invoiced: all, some, nothing."""
    if not taken:
        return "not_invoiced"
    lines = record.get("line_items", ())
    done = all(taken.get(one["line_item_id"], 0) >= exact(one.get("quantity", 1)) for one in lines)
    return "invoiced" if done else "partially_invoiced"


def _status(viewer: Viewer, record: Record, invoiced: str) -> str:
    kept = str(record.get("status", "draft"))
    if kept in STORED:
        return kept
    if invoiced == "invoiced":
        return invoiced
    partly = invoiced == "partially_invoiced"
    shipped = record.get("shipment_date") or ""
    if shipped and shipped < viewer.today():
        return viewer.context.assume("books.overdue_order") if partly else "overdue"
    return invoiced if partly else "open"


def _paid(viewer: Viewer, record: Record) -> bool:
    keys = links.invoices_of(viewer.context, viewer.tenant, record["salesorder_id"])
    found = (viewer.context.store.get("books.invoices", viewer.tenant, key) for key in keys)
    return all(one is not None and invoice_status.status(viewer, one) == "paid" for one in found)


BY_STATUS: Mapping[str, Among] = {
    name: Among("status", (name,))
    for name in ("draft", "open", "invoiced", "partially_invoiced", "void", "overdue")
}
"""The values of the parameter `status` [spec]."""
BY_FILTER: Mapping[str, Among] = {
    "Status.Open": BY_STATUS["open"],
    "Status.Draft": BY_STATUS["draft"],
    "Status.OverDue": BY_STATUS["overdue"],
    "Status.PartiallyInvoiced": BY_STATUS["partially_invoiced"],
    "Status.Invoiced": BY_STATUS["invoiced"],
    "Status.Void": BY_STATUS["void"],
    "Status.Closed": BY_STATUS["invoiced"],
}
"""The values of filter_by, but for the one that lists all [spec]."""


def within(taken: Taken, line: Mapping[str, Any]) -> dict[str, Any]:
    """What a line of an order says of invoices: how much of it they take, and whether that is all."""
    quantity = taken.get(line["line_item_id"], 0)
    return {
        "quantity_invoiced": float(quantity),
        "is_invoiced": bool(quantity) and quantity >= exact(line.get("quantity", 1)),
    }
