"""The status of an invoice: what is stored of it, what follows from money and the clock."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from ...kit.store import Record
from ..money import exact
from ..render import Viewer
from ..resource import Test

STORED = ("draft", "void", "pending_approval", "approved")
"""The statuses that money and time do not change."""
OPEN = ("sent", "overdue", "partially_paid")
NAMES: Mapping[str, str] = {
    "draft": "Draft",
    "sent": "Sent",
    "overdue": "Overdue",
    "partially_paid": "Partially Paid",
    "paid": "Paid",
    "void": "Void",
    "pending_approval": "Pending Approval",
    "approved": "Approved",
}


def balance(record: Mapping[str, Any]) -> Decimal:
    """What is still to be paid; nothing of an invoice that is void."""
    if record.get("status") == "void":
        return Decimal(0)
    taken = (exact(record.get(name)) for name in ("payment_made", "credits_applied", "write_off_amount"))
    return exact(record.get("total")) - sum(taken, Decimal(0))


def status(viewer: Viewer, record: Record) -> str:
    """What the invoice is today."""
    kept = str(record.get("status", "draft"))
    if kept in STORED:
        return kept
    if balance(record) <= 0:
        return "paid"
    partly = bool(record.get("payment_made") or record.get("credits_applied"))
    if record.get("due_date", "") < viewer.today():
        return viewer.context.assume("books.overdue_partly_paid") if partly else "overdue"
    return "partially_paid" if partly else "sent"


def owed(viewer: Viewer, record: Record) -> bool:
    """Whether the customer owes it: it went out, and is not all paid."""
    return status(viewer, record) in OPEN


def _among(*names: str) -> Callable[[Viewer], Test]:
    return lambda viewer: lambda record: status(viewer, record) in names


def _viewed(viewer: Viewer) -> Test:
    return lambda record: bool(record.get("is_viewed_by_client"))


def _expected(viewer: Viewer) -> Test:
    return lambda record: bool(record.get("payment_expected_date"))


BY_STATUS: Mapping[str, Callable[[Viewer], Test]] = {
    "sent": _among("sent"),
    "draft": _among("draft"),
    "overdue": _among("overdue"),
    "paid": _among("paid"),
    "void": _among("void"),
    "unpaid": _among(*OPEN),
    "partially_paid": _among("partially_paid"),
    "viewed": _viewed,
}
"""The values of the parameter `status` [spec]."""
BY_FILTER: Mapping[str, Callable[[Viewer], Test]] = {
    "Status.Sent": BY_STATUS["sent"],
    "Status.Draft": BY_STATUS["draft"],
    "Status.OverDue": BY_STATUS["overdue"],
    "Status.Paid": BY_STATUS["paid"],
    "Status.Void": BY_STATUS["void"],
    "Status.Unpaid": BY_STATUS["unpaid"],
    "Status.PartiallyPaid": BY_STATUS["partially_paid"],
    "Status.Viewed": _viewed,
    "Date.PaymentExpectedDate": _expected,
}
"""The values of filter_by that take a look at more than one field [spec]."""
