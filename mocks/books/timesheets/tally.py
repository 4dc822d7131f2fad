"""What the time entries of a project add up to, in hours and in money.

The hours of a project, of its tasks and of its users are never stored: they are those of its entries.
Reads the store alone, so that projects can show them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ...kit.service import Context
from ...kit.store import Record
from ..money import ZERO, exact, shown
from .hours import written

TABLE, INVOICES = "books.time_entries", "books.invoices"
FIXED = "fixed_cost_for_project"
HOUR = 3600


def entries_of(context: Context, tenant: str, project_id: str) -> list[Record]:
    """The time entries of a project, in the order in which they were logged."""
    return context.store.find(TABLE, tenant, "project_id", project_id)


def billable(entry: Record) -> bool:
    """Whether the customer pays for it."""
    return bool(entry.get("is_billable", True))


def hours(entries: Iterable[Record]) -> dict[str, str]:
    """The five totals of hours, as projects, tasks and users show them."""
    sums = dict.fromkeys(("total", "billable", "non_billable", "billed", "un_billed"), 0)
    for entry in entries:
        seconds = int(entry.get("seconds", 0))
        for name in _sorts_of(entry):
            sums[name] += seconds
    return {f"{name}_hours": written(seconds) for name, seconds in sums.items()}


def amounts(context: Context, tenant: str, project: Record, entries: Iterable[Record]) -> dict[str, float]:
    """The five totals of money of a project: of its time, or of its price where that is fixed."""
    if project.get("billing_type", FIXED) == FIXED:
        return _fixed(context, tenant, project)
    sums = dict.fromkeys(("total", "billable", "non_billable", "billed", "un_billed"), ZERO)
    for entry in entries:
        amount = amount_of(project, entry)
        for name in _sorts_of(entry):
            sums[name] += amount
    sums["total"] = sums["billable"]
    return {f"{name}_amount": shown(amount) for name, amount in sums.items()}


def _fixed(context: Context, tenant: str, project: Record) -> dict[str, float]:
    """The price, and how much of it the project's lines of invoices bill."""
    price = exact(project.get("rate", 0))
    lines = (
        exact(line.get("item_total"))
        for invoice in context.store.rows(INVOICES, tenant).values()
        if invoice.get("status") != "void"
        for line in invoice.get("line_items", ())
        if line.get("project_id") == project["project_id"]
    )
    billed = sum(lines, ZERO)
    left = max(ZERO, price - billed)
    sums = {"total": price, "billable": price, "non_billable": ZERO, "billed": billed, "un_billed": left}
    return {f"{name}_amount": shown(amount) for name, amount in sums.items()}


def amount_of(project: Record, entry: Record) -> Decimal:
    """What an entry is worth, by the way in which the project is billed."""
    return exact(entry.get("seconds", 0)) * rate_of(project, entry) / HOUR


def rate_of(project: Record, entry: Record) -> Decimal:
    """The price of an hour of the entry; a project of fixed cost has none."""
    billing = project.get("billing_type")
    if billing == "based_on_project_hours":
        return exact(project.get("rate", 0))
    if billing == "based_on_task_hours":
        return _rate(project.get("tasks", ()), "task_id", entry)
    if billing == "based_on_staff_hours":
        return _rate(project.get("users", ()), "user_id", entry)
    return ZERO


def _rate(parts: Iterable[Mapping[str, Any]], key: str, entry: Record) -> Decimal:
    return next((exact(one.get("rate", 0)) for one in parts if one.get(key) == entry.get(key)), ZERO)


def _sorts_of(entry: Record) -> tuple[str, ...]:
    if not billable(entry):
        return ("total", "non_billable")
    return ("total", "billable", "billed" if entry.get("invoice_id") else "un_billed")
