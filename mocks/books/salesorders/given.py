"""Sales orders as scenarios write and see them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import state
from ..contacts.given import customer_id
from ..kinds import CAUSE, request, view
from ..transactions.given import document, fields_of
from . import sub_statuses
from .fields import LINE, ORDER
from .resource import SALESORDERS

FIELDS: tuple[Field, ...] = fields_of(ORDER, LINE)


def give_order(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """An open order of one line of 100, unless it says otherwise."""
    body = document(values)
    key = body.pop("salesorder_id", None)
    body["customer_id"] = customer_id(context, tenant, body.get("customer_id"))
    body.setdefault("line_items", [{"name": "Work", "rate": 100.0}])
    body.setdefault("status", "open")
    return state.create(context, SALESORDERS, tenant, body, CAUSE, key)


def view_orders(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The orders as one is read, with `customer` (its name) and custom fields."""
    shown = view(context, SALESORDERS, tenant)
    for order in shown:
        order["customer"] = order["customer_name"]
    return shown


KINDS: Mapping[str, Kind] = {
    "salesorders": Kind(
        "salesorders",
        SALESORDERS.key,
        give_order,
        view_orders,
        FIELDS,
        request=request(SALESORDERS, document),
    ),
    "sub_statuses": sub_statuses.KIND,
}
