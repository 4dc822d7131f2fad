"""Invoices of sales orders: one made of an order, and ones that are associated with theirs later."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..errors import BooksError
from ..money import ZERO, exact
from ..operations import missing, require_value
from ..plan import Reply, declare, resource_of
from ..render import Viewer, detail
from ..resource import Resource, strict
from ..salesorders import links
from ..salesorders import status as order_status
from ..transactions import comments, history
from ..transactions.actions import require_way
from ..transactions.lines import discount
from ..transactions.paper import require_known
from ..transactions.showing import formatted

ORDERS = "books.salesorders"
CONFIRMED = ("open", "overdue", "partially_invoiced")
ONCE = ("shipping_charge", "adjustment")
"""What the first invoice of an order takes whole."""
_HEAD = (
    *("customer_id", "currency_id", "exchange_rate", "discount", "discount_type", "is_discount_before_tax"),
    *("is_inclusive_tax", "adjustment_description", "contact_persons", "contact_persons_associated"),
    *("place_of_supply", "gst_no", "gst_treatment", "vat_treatment", "tax_treatment", "location_id"),
    *("is_reverse_charge_applied", "salesperson_name", "notes", "terms", "billing_address"),
    *("shipping_address", "zcrm_potential_id", "zcrm_potential_name"),
)
_LINE = (
    *("item_id", "name", "description", "rate", "unit", "discount", "tax_id", "project_id", "product_type"),
    *("hsn_or_sac", "sat_item_key_code", "unitkey_code", "location_id", "tags", "item_custom_fields"),
)
"""What an invoice and its lines take of their order."""
_MONEY = ("total", "sub_total")
MISMATCH = {"code": 4001, "message": "Customer mismatch between invoice and sales order"}
LINKED = {"code": 4002, "message": "Invoice is already linked to another sales order"}
VOID = {"code": 4003, "message": "Sales order is in void status and cannot be linked"}
NO_ORDER = {"code": 1002, "message": "Sales order does not exist."}
"""Why an invoice is not associated: the first three of the specification, the last ours."""
_ERROR = (Field("code", "integer"), Field("message"), Field("ids", "list", of="id"))


def operations(invoices: Resource) -> Iterator[Operation]:
    """Make one of an order; associate several with their orders."""
    yield declare(
        "create_invoice_from_salesorder",
        "POST",
        "/invoices/fromsalesorder",
        _invoice,
        scope="invoices.CREATE",
        message=invoices.messages.created,
        answer={"invoice": invoices.answer(invoices.defaults)},
        parameters=(Field("salesorder_id", "id", required=True),),
        status=201,
        resource=invoices,
    )
    yield declare(
        "map_invoice_with_salesorder",
        "POST",
        "/invoices/mapwithorder",
        _map,
        scope="invoices.UPDATE",
        message="The invoices selected have been associated with their sales orders.",
        answer={"errors": {"type": "array", "items": strict(list(_ERROR))}},
        body=(Field("invoice_ids", "list", of="id", required=True),),
        resource=invoices,
    )


def shown(viewer: Viewer, invoice: Record) -> dict[str, Any]:
    """The orders of an invoice as it shows them; the first by itself too."""
    keys = links.orders_of(viewer.context, viewer.tenant, invoice)
    found = [viewer.context.store.get(ORDERS, viewer.tenant, key) for key in keys]
    orders = [_order(viewer, one) for one in found if one is not None]
    first = orders[0] if orders else {}
    return {
        "salesorder_id": first.get("salesorder_id", ""),
        "salesorder_number": first.get("salesorder_number", ""),
        "salesorders": orders,
    }


def _order(viewer: Viewer, order: Record) -> dict[str, Any]:
    names = ("salesorder_id", "salesorder_number", "reference_number", "date", "shipment_date")
    taken = links.invoiced(viewer.context, viewer.tenant, order["salesorder_id"])
    return {
        **{name: order.get(name, "") for name in names},
        "crm_custom_reference_id": order.get("crm_custom_reference_id", ""),
        "salesorder_order_status": order_status.statuses(viewer, order, taken)["order_status"],
        **{name: order.get(name, 0.0) for name in _MONEY},
        **{f"{name}_formatted": formatted(viewer, order, order.get(name, 0.0)) for name in _MONEY},
    }


def _invoice(call: Call) -> Reply:
    """An invoice of all of an order that is not invoiced yet; its reference is the order's number [live]."""
    invoices, context, tenant = resource_of(call), call.context, call.tenant
    order = _confirmed(call, call.parameters.get("salesorder_id") or "")
    record = state.create(context, invoices, tenant, made_of(call, order), call.cause)
    comments.remember(call, record, "Invoice created", "Added")
    told = f"Invoice {record['invoice_number']} created"
    history.note(call, "salesorder", order["salesorder_id"], told)
    shown_invoice = detail(Viewer.of(call), invoices, record)
    return Reply({"invoice": shown_invoice}, location=f"invoices/{record['invoice_id']}")


def _confirmed(call: Call, key: str) -> Record:
    """The order of that id; refused unless it is confirmed, and something of it is not invoiced."""
    require_value(call, "salesorder_id", bad=not key)
    order = call.context.store.get(ORDERS, call.tenant, key)
    if order is None:
        if key and call.context.fails(checks.RECORD, True):
            raise missing(call, "Sales order")
        return {"salesorder_id": key}
    seen = order_status.status(Viewer.of(call), order)
    require_way(call, "a sales order", order_status.NAMES[seen], allowed=seen in CONFIRMED)
    return order


def made_of(call: Call, order: Record) -> dict[str, Any]:
    """The values of the invoice that takes what is left of an order."""
    context, tenant = call.context, call.tenant
    taken = links.invoiced(context, tenant, order["salesorder_id"])
    values = _of(order, _HEAD if taken else (*_HEAD, *ONCE), again=bool(taken))
    values["reference_number"] = order.get("salesorder_number", "")
    values["line_items"] = [
        {
            **_of(line, _LINE, again=line["line_item_id"] in taken),
            "quantity": float(left),
            "salesorder_item_id": line["line_item_id"],
        }
        for line in order.get("line_items", ())
        if (left := _left(taken, line)) > 0
    ]
    nothing = bool(order.get("line_items")) and not values["line_items"]
    if context.fails(checks.LINES, nothing):
        raise BooksError.no_lines("An invoice")
    return values


def _of(source: Mapping[str, Any], names: tuple[str, ...], *, again: bool) -> dict[str, Any]:
    """Those values of an order or a line; a discount that is an amount comes off once, and not again."""
    values = {name: source[name] for name in names if name in source}
    if again and not discount(values.get("discount")).percent:
        values.pop("discount", None)
    return values


def _left(taken: Mapping[str, Decimal], line: Mapping[str, Any]) -> Decimal:
    return exact(line.get("quantity", 1)) - taken.get(line["line_item_id"], ZERO)


def _map(call: Call) -> Reply:
    """Each invoice by itself; why one is not associated is told in the answer."""
    keys = list(dict.fromkeys(filter(None, call.body.get("invoice_ids") or ())))
    require_value(call, "invoice_ids", bad=not keys)
    found = require_known(call, keys)
    refused: dict[int, dict[str, Any]] = {}
    for invoice in found:
        error = _associate(call, invoice)
        if error is not None:
            refused.setdefault(error["code"], {**error, "ids": []})["ids"].append(invoice["invoice_id"])
    return Reply({"errors": list(refused.values())})


def _associate(call: Call, invoice: Record) -> Mapping[str, Any] | None:
    """Give the lines of an invoice the lines of its order; what keeps that from being done."""
    context, tenant = call.context, call.tenant
    if links.orders_of(context, tenant, invoice):
        return LINKED
    order = _found(call, invoice)
    if order is None:
        return NO_ORDER
    if order.get("customer_id") != invoice.get("customer_id"):
        return MISMATCH
    if order.get("status") == "void":
        return VOID
    pairs = _pairs(links.invoiced(context, tenant, order["salesorder_id"]), order, invoice)
    if not pairs:
        return NO_ORDER
    lines = [
        {"line_item_id": own, **({"salesorder_item_id": pairs[own]} if own in pairs else {})}
        for own in (line["line_item_id"] for line in invoice["line_items"])
    ]
    saved = state.update(context, resource_of(call), tenant, invoice, {"line_items": lines}, call.cause)
    comments.remember(call, saved, f"Associated with sales order {order['salesorder_number']}")
    told = f"Invoice {saved['invoice_number']} associated"
    history.note(call, "salesorder", order["salesorder_id"], told)
    return None


def _found(call: Call, invoice: Record) -> Record | None:
    """The order that an invoice belongs to, as far as it is known."""
    find, tenant = call.context.store.find, call.tenant
    if call.context.assume("books.mapped_order") == "reference":
        number = invoice.get("reference_number") or None
        return next(iter(find(ORDERS, tenant, "salesorder_number", number)), None) if number else None
    viewer = Viewer.of(call)
    return next(
        (
            one
            for one in find(ORDERS, tenant, "customer_id", invoice.get("customer_id"))
            if order_status.status(viewer, one) in CONFIRMED
            and _pairs(links.invoiced(call.context, tenant, one["salesorder_id"]), one, invoice)
        ),
        None,
    )


def _pairs(taken: Mapping[str, Decimal], order: Record, invoice: Record) -> dict[str, str]:
    """Line of the invoice -> line of the order: of the same item, or name, and not invoiced yet."""
    free = {line["line_item_id"]: line for line in order.get("line_items", ()) if _left(taken, line) > 0}
    pairs = {}
    for line in invoice.get("line_items", ()):
        own = next((key for key, one in free.items() if _same(one, line)), None)
        if own is not None:
            del free[own]
            pairs[line["line_item_id"]] = own
    return pairs


def _same(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    name = "item_id" if one.get("item_id") or other.get("item_id") else "name"
    return bool(one.get(name)) and one.get(name) == other.get(name)
