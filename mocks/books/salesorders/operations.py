"""All operations of sales orders: those that every resource has, those that documents share, its statuses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from ..fields import flag, text
from ..operations import expand
from ..render import Viewer
from ..resource import Resource
from ..transactions import actions, attachments, comments, paper
from ..transactions.actions import Action, require_way
from . import links, mails, status, sub_statuses


def operations(orders: Resource) -> Iterator[Operation]:
    """Everything of sales-order.yml."""
    yield from expand(orders)
    yield from paper.operations(orders, dates=("date", "shipment_date"), called=_called)
    yield from actions.operations(orders, ACTIONS)
    yield from sub_statuses.operations(orders)
    yield from mails.operations(orders)
    yield from actions.addresses(
        orders,
        "{} address updated.",
        (
            text("phone"),
            text("attention"),
            flag("is_one_off_address"),
            flag("is_update_customer"),
            flag("is_verified"),
        ),
    )
    yield from actions.template(orders)
    yield from attachments.operations(
        orders,
        preferred="Sales Oder Updated Successfully.",
        status=201,
        read=(flag("inline"),),
        add=(text("doc"), Field("totalFiles", "integer"), text("document_ids")),
    )
    yield from comments.operations(orders, updated="Comment has been updated.")


def _called(order: Record) -> str:
    return f"Sales Order {order.get('salesorder_number', '')}"


def require_status(call: Call, record: Record, *allowed: str) -> None:
    """Refuse an action in a status that does not allow it."""
    seen = status.status(Viewer.of(call), record)
    require_way(call, "a sales order", status.NAMES[seen], allowed=seen in allowed)


def _open(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, "draft", "approved")
    return {"status": "open"}


def _void(call: Call, record: Record) -> Mapping[str, Any]:
    """Nothing of it may be invoiced."""
    seen = status.status(Viewer.of(call), record)
    taken = links.invoiced(call.context, call.tenant, record["salesorder_id"])
    require_way(call, "a sales order", status.NAMES[seen], allowed=seen != "void" and not taken)
    return {"status": "void", "reason": call.body.get("reason")}


def _submit(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, "draft")
    return {"status": "pending_approval"}


def _approve(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, "pending_approval")
    return {"status": "approved"}


ACTIONS = (
    Action(
        "mark_salesorder_open",
        "status/open",
        "Sales order status has been changed to Open.",
        _open,
        "Sales order marked as open",
        status=201,
    ),
    Action(
        "mark_salesorder_void",
        "status/void",
        "Sales order status has been changed to Void.",
        _void,
        "Sales order marked as void",
        status=201,
        body=(text("reason", 500),),
    ),
    Action(
        "submit_salesorder",
        "submit",
        "The Sales Order has been successfully submitted for approval.",
        _submit,
        "Sales order submitted for approval",
    ),
    Action(
        "approve_salesorder",
        "approve",
        "You have approved the Sales Order.",
        _approve,
        "Sales order approved",
    ),
)
