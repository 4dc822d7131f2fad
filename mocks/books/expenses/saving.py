"""What a save of an expense refuses, fills in and counts."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks, ids
from ..errors import BooksError
from ..money import ZERO, exact, shown
from ..operations import own_ids, require_reference, require_value
from ..render import Viewer
from ..resource import default
from ..settings import taxes
from ..transactions.lines import precision_of
from ..transactions.totals import Line, Tax, Terms, add_up
from .fields import LINE

NOTHING: Mapping[str, Any] = {}
LINE_BLOCK = 77
LINE_DEFAULTS = {one.name: default(one) for one in LINE}
REQUIRED = ("account_id", "date", "amount", "paid_through_account_id")
COUNTING = frozenset({"amount", "line_items", "distance", "start_reading", "end_reading", "mileage_rate"})
"""What the amount follows from."""
COUNTED = frozenset({"amount", "account_id"})
"""What lines stand for, if there are any."""


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse what is incomplete, what is no amount, and what an invoiced expense can't change any more."""
    if values.get("line_items") is not None:
        had = (before or NOTHING).get("line_items", ())
        values = {**values, "line_items": own_ids(values["line_items"], "line_item_id", had)}
        for line in values["line_items"]:
            if line.get("tax_id"):
                require_reference(call, "tax_id", "taxes", line["tax_id"])
    if before is None:
        _require(call, values)
    elif before.get("invoice_id"):
        _require_changeable(call, before, values)
    merged = {**(before or NOTHING), **values}
    judged = before is None or bool(COUNTING & values.keys())
    if call.context.fails(checks.AMOUNT, judged and amount(merged) <= 0):
        raise BooksError.invalid_amount()
    return values


def _require(call: Call, values: Mapping[str, Any]) -> None:
    every = call.context.assume("books.expense_required") == "spec"
    implied = COUNTED if values.get("line_items") else frozenset()
    implied |= frozenset({"amount"}) if driven(values) else frozenset()
    for name in REQUIRED if every else ("account_id", "amount"):
        require_value(call, name, bad=name not in implied and values.get(name) in (None, ""))


def _require_changeable(call: Call, before: Record, values: Mapping[str, Any]) -> None:
    customer = values.get("customer_id", before.get("customer_id")) != before.get("customer_id")
    if call.context.fails(checks.INVOICED, customer):
        raise BooksError.invoiced_expense_contact()
    if call.context.fails(checks.INVOICED, values.get("is_billable") is False):
        raise BooksError.invoiced_expense_billable()


def guard(call: Call, record: Record) -> None:
    """Refuse to delete an expense that an invoice bills."""
    if call.context.fails(checks.INVOICED, bool(record.get("invoice_id"))):
        raise BooksError.invoiced_expense()


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Fill in the day and the distance, and count."""
    had = before or NOTHING
    if before is None:
        values["date"] = values.get("date") or Viewer(context, tenant).today()
        values["expense_item_id"] = ids.generate(context, tenant, "expense_items", LINE_BLOCK)
    if values.get("line_items") is not None:
        values["line_items"] = [
            _line(context, tenant, order, one) for order, one in enumerate(values["line_items"], start=1)
        ]
    merged = {**had, **{name: value for name, value in values.items() if value is not None}}
    if driven(merged):
        values["distance"] = f"{distance(merged).normalize():f}"
    values["amount"] = shown(amount(merged), 6)
    return {**values, **_counted(context, tenant, merged)}


def driven(values: Mapping[str, Any]) -> bool:
    """Whether it is the mileage that was driven."""
    return values.get("mileage_type") in ("odometer", "manual")


def distance(values: Mapping[str, Any]) -> Decimal:
    """How far: what the odometer says, or what was written down."""
    if values.get("mileage_type") == "odometer":
        return exact(values.get("end_reading")) - exact(values.get("start_reading"))
    try:
        return exact(str(values.get("distance") or "0").strip())
    except ArithmeticError:
        return ZERO


def amount(values: Mapping[str, Any]) -> Decimal:
    """What was spent: of all lines, of the distance at its rate, or as given."""
    if lines := values.get("line_items"):
        return sum((exact(one.get("amount")) for one in lines), ZERO)
    if driven(values) and exact(values.get("mileage_rate")):
        return distance(values) * exact(values.get("mileage_rate"))
    return exact(values.get("amount"))


def _line(context: Context, tenant: str, order: int, given: Mapping[str, Any]) -> dict[str, Any]:
    key = given.get("line_item_id") or ids.generate(context, tenant, "expense_items", LINE_BLOCK)
    return {"item_order": order, **given, "line_item_id": key}


def _counted(context: Context, tenant: str, record: Mapping[str, Any]) -> dict[str, Any]:
    """Totals and taxes, as they are kept: a tax that changes later changes no expense."""
    precision = precision_of(context, tenant, record)
    whole = {"amount": amount(record), "tax_id": record.get("tax_id")}
    spent = record.get("line_items") or [whole]
    lines = [
        Line(Decimal(1), exact(one.get("amount")), _taxes(context, tenant, one.get("tax_id") or ""))
        for one in spent
    ]
    found = add_up(lines, Terms(precision, inclusive=bool(record.get("is_inclusive_tax"))))
    return {
        "sub_total": shown(found.sub_total, precision),
        "total": shown(found.total, precision),
        "tax_amount": shown(found.tax_total, precision),
        "taxes": [
            {"tax_id": tax.id, "tax_name": tax.name, "tax_amount": shown(due, precision)}
            for tax, due in found.taxes
        ],
        "line_totals": [shown(one, precision) for one in found.items],
    }


def _taxes(context: Context, tenant: str, key: str) -> tuple[Tax, ...]:
    return tuple(
        Tax(one["tax_id"], one.get("tax_name", ""), exact(one.get("tax_percentage")))
        for one in taxes.parts(context, tenant, key)
    )
