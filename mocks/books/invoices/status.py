"""The status of an invoice: what is stored of it, what follows from money and the clock."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...kit.store import Record
from ..money import exact
from ..render import Viewer
from ..resource import Among

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


def owed(record: Mapping[str, Any]) -> Decimal:
    """What the customer owes on it: nothing before it went out, nor when it is all paid, whatever the day."""
    if record.get("status", "draft") in STORED:
        return Decimal(0)
    return max(Decimal(0), balance(record))


def expected(_viewer: Viewer, record: Record) -> bool:
    """Whether a day was named on which it will be paid."""
    return bool(record.get("payment_expected_date"))


BY_STATUS: Mapping[str, Among] = {
    **{name: Among("status", (name,)) for name in ("sent", "draft", "overdue", "paid", "void")},
    "unpaid": Among("status", OPEN),
    "partially_paid": Among("status", ("partially_paid",)),
    "viewed": Among("is_viewed_by_client", (True,)),
}
"""The values of the parameter `status` [spec]."""
BY_FILTER: Mapping[str, Among] = {
    "Status.Sent": BY_STATUS["sent"],
    "Status.Draft": BY_STATUS["draft"],
    "Status.OverDue": BY_STATUS["overdue"],
    "Status.Paid": BY_STATUS["paid"],
    "Status.Void": BY_STATUS["void"],
    "Status.Unpaid": BY_STATUS["unpaid"],
    "Status.PartiallyPaid": BY_STATUS["partially_paid"],
    "Status.Viewed": BY_STATUS["viewed"],
    "Date.PaymentExpectedDate": Among("payment_is_expected", (True,)),
}
"""The values of filter_by, but for the one that lists all [spec]."""
