"""Mails about sales orders."""

from __future__ import annotations

from collections.abc import Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import state
from ..fields import flag, text
from ..kinds import without
from ..operations import fetch, require_value
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions import comments, mails
from ..transactions.mails import Words
from ..transactions.showing import customer_of, formatted

MAIL = (
    Field("to_mail_ids", "list", of="text", required=True),
    Field("subject", required=True),
    Field("body", required=True),
    *without(mails.MAIL, "to_mail_ids", "subject", "body"),
    Field("bcc_mail_ids", "list", of="text"),
    text("documents"),
    Field("invoice_id", "id"),
)
"""A mail, if it is not the default one [spec: the body is not mandatory]."""


def operations(orders: Resource) -> Iterator[Operation]:
    """The content of a mail; send one."""
    path = "/salesorders/{salesorder_id}/email"
    yield declare(
        "get_salesorder_email",
        "GET",
        path,
        _content,
        scope="salesorders.READ",
        message="success",
        answer={
            "data": strict([*without(mails.CONTENT, "documents"), Field("documents", "list", of="text")])
        },
        parameters=(Field("email_template_id", "id"),),
        resource=orders,
    )
    yield declare(
        "email_salesorder",
        "POST",
        path,
        _email,
        scope="salesorders.CREATE",
        message="Your Sales Order has been sent.",
        parameters=(
            Field("salesorder_id", "id"),
            text("attachments"),
            flag("send_attachment"),
            text("file_name"),
        ),
        body=MAIL,
        status=201,
        bodyless=True,
        resource=orders,
    )


def _content(call: Call) -> Reply:
    order = fetch(call, resource_of(call))
    return Reply({"data": {**mails.content(call, order, _words(call, order)), "documents": []}})


def _email(call: Call) -> Reply:
    """A draft is open by it."""
    orders = resource_of(call)
    order = fetch(call, orders)
    require_value(call, "to_mail_ids", bad=not mails.recipients(call, order, call.body))
    mails.put(call, order, call.body, _words(call, order))
    opened = {"status": "open"} if order.get("status", "draft") in ("draft", "approved") else {}
    changes = {"is_emailed": True, **opened}
    saved = state.update(call.context, orders, call.tenant, order, changes, call.cause)
    comments.remember(call, saved, "Sales order emailed", "Emailed")
    return Reply()


def _words(call: Call, order: Record) -> Words:
    """Subject and body after the vendor's example [spec]."""
    viewer = Viewer.of(call)
    number, name = order.get("salesorder_number", ""), viewer.organization["name"]
    customer = customer_of(viewer, order).get("contact_name", "")
    total = formatted(viewer, order, order.get("total", 0.0))
    body = (
        f"<br>Dear {customer},&nbsp;<br><br>Thanks for your interest in our services. Please find our sales "
        f"order attached with this mail.<br><br>Sales Order # : {number}<br>"
        f"Order Date : {order.get('date', '')}<br>Amount : {total}<br><br>Regards<br>{name}<br>"
    )
    return f"Sales Order from {name} (Sales Order #: {number})", body
