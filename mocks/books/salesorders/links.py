"""Which invoice takes how much of which line of which order.

A link is a record of its own, (invoice, order); the links of an invoice follow every save of it. They are no
edits of the order by anybody, so they are no events. An order shows what its links add up to.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from ...kit.service import Context
from ...kit.store import Record
from ..money import ZERO, exact

LINES, LINKS = "books.salesorder_lines", "books.salesorder_invoices"
"""The order of each line, by the line's id; the links."""


def know(context: Context, tenant: str, order: Record) -> None:
    """The lines of an order can be named by their ids."""
    key = order["salesorder_id"]
    kept = {line["line_item_id"] for line in order.get("line_items", ())}
    for line in context.store.find(LINES, tenant, "salesorder_id", key):
        if line["line_item_id"] not in kept:
            context.store.delete(LINES, tenant, line["line_item_id"])
    for own in kept:
        if context.store.get(LINES, tenant, own) is None:
            context.store.put(LINES, tenant, own, {"line_item_id": own, "salesorder_id": key})


def forget(context: Context, tenant: str, order: Record) -> None:
    """Nothing names the lines of an order that is gone, nor does it have invoices."""
    know(context, tenant, {**order, "line_items": ()})
    _drop(context, tenant, context.store.find(LINKS, tenant, "salesorder_id", order["salesorder_id"]))


def mark(context: Context, tenant: str, invoice: Record) -> None:
    """What an invoice takes of orders, and no longer takes; of one that is void nothing."""
    key = invoice["invoice_id"]
    frees = invoice.get("status") == "void" and context.assume("books.void_order") == "frees"
    taken = {} if frees else _taken(context, tenant, invoice)
    had = context.store.find(LINKS, tenant, "invoice_id", key)
    _drop(context, tenant, [one for one in had if one["salesorder_id"] not in taken])
    for order, quantities in taken.items():
        own = _key(key, order)
        link = {"key": own, "invoice_id": key, "salesorder_id": order, "quantities": quantities}
        context.store.put(LINKS, tenant, own, link)


def free(context: Context, tenant: str, invoice: Record) -> None:
    """An invoice that is gone takes nothing."""
    _drop(context, tenant, context.store.find(LINKS, tenant, "invoice_id", invoice["invoice_id"]))


def order_of(context: Context, tenant: str, line: Mapping[str, Any]) -> str:
    """The id of the order whose line an invoice's line is; empty if it is none's."""
    found = context.store.get(LINES, tenant, line.get("salesorder_item_id") or "")
    return str(found["salesorder_id"]) if found else ""


def invoices_of(context: Context, tenant: str, order: str) -> list[str]:
    """The ids of the invoices that take something of an order, in the order in which they were made."""
    return [one["invoice_id"] for one in context.store.find(LINKS, tenant, "salesorder_id", order)]


def orders_of(context: Context, tenant: str, invoice: Record) -> list[str]:
    """The ids of the orders of which an invoice has lines, as its lines have them."""
    found = (order_of(context, tenant, line) for line in invoice.get("line_items", ()))
    return list(dict.fromkeys(filter(None, found)))


def invoiced(context: Context, tenant: str, order: str) -> dict[str, Decimal]:
    """How much of each line of an order invoices take, by the line's id."""
    sums: dict[str, Decimal] = {}
    for link in context.store.find(LINKS, tenant, "salesorder_id", order):
        for line, quantity in link["quantities"].items():
            sums[line] = sums.get(line, ZERO) + exact(quantity)
    return sums


def _taken(context: Context, tenant: str, invoice: Record) -> dict[str, dict[str, float]]:
    taken: dict[str, dict[str, float]] = {}
    for line in invoice.get("line_items", ()):
        if order := order_of(context, tenant, line):
            own = taken.setdefault(order, {})
            name = line["salesorder_item_id"]
            own[name] = float(exact(own.get(name, 0)) + exact(line.get("quantity", 1)))
    return taken


def _drop(context: Context, tenant: str, links: Iterable[Record]) -> None:
    for one in links:
        context.store.delete(LINKS, tenant, one["key"])


def _key(invoice: str, order: str) -> str:
    return f"{invoice}:{order}"
