"""What a save of a sales order refuses, fills in and counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..operations import own_ids, require_value
from ..render import Viewer
from ..transactions import lines, numbers, people, templates
from ..transactions.lines import Lines
from . import links
from .fields import LINE

NOTHING: Mapping[str, Any] = {}
LINES = Lines("A sales order", LINE, "salesorder_lines", 76)


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse an order of nothing or of what is not there, and one that drops what is invoiced.

    The specification requires the customer alone, but an order of no lines sells nothing.
    """
    if before is None:
        require_value(call, "line_items", bad=values.get("line_items") is None)
    values = people.without_addresses(call, before, values)
    if values.get("line_items") is not None:
        had = (before or NOTHING).get("line_items", ())
        values = {**values, "line_items": own_ids(values["line_items"], "line_item_id", had)}
        LINES.require(call, values)
    lines.require_discounts(call, values)
    if before is not None:
        _require_changeable(call, before, values)
    number = numbers.SALESORDERS.admitted(call, before, values.pop("salesorder_number", None))
    return {**values, "salesorder_number": number} if number else values


def _require_changeable(call: Call, before: Record, values: Mapping[str, Any]) -> None:
    """The customer stays while there are invoices, and so does a line that one of them takes."""
    taken = links.invoiced(call.context, call.tenant, before["salesorder_id"])
    if not taken:
        return
    other = values.get("customer_id") not in (None, "", before.get("customer_id", ""))
    given = values.get("line_items")
    kept = taken.keys() if given is None else {one.get("line_item_id") for one in given}
    if call.context.fails(checks.INVOICED, other or not taken.keys() <= kept):
        raise BooksError.invoiced_order("edited")


def guard(call: Call, record: Record) -> None:
    """Refuse to delete an order that is invoiced [spec]."""
    found = links.invoices_of(call.context, call.tenant, record["salesorder_id"])
    if call.context.fails(checks.INVOICED, bool(found)):
        raise BooksError.invoiced_order("deleted")


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Fill in number, date and lines, and count."""
    had = before or NOTHING
    if before is None:
        customer = context.store.get("books.contacts", tenant, values.get("customer_id") or "") or NOTHING
        values["salesorder_number"] = values.get("salesorder_number") or numbers.SALESORDERS.following(
            context, tenant
        )
        values["currency_id"] = values.get("currency_id") or customer.get("currency_id")
        values["date"] = values.get("date") or Viewer(context, tenant).today()
        values["template_id"] = values.get("template_id") or templates.first(context, tenant, "salesorders")
        values["status"] = values.get("status") or context.assume("books.order_begins")
    if values.get("line_items") is not None:
        values["line_items"] = LINES.stored(context, tenant, values["line_items"], had.get("line_items", ()))
    return lines.counted(context, tenant, had, values)
