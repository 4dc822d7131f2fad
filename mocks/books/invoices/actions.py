"""What is done to one invoice beside saving it: status, write-off, payment link."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks
from ..fields import text
from ..money import shown
from ..operations import missing, require_value
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions import actions
from ..transactions.actions import Act, Action, require_way
from . import money, status

PAYMENT_HOST = "books.zoho.com"


def operations(invoices: Resource) -> Iterator[Operation]:
    """In the order of the specification."""
    yield from actions.operations(invoices, ACTIONS)
    yield from actions.addresses(invoices, "{} address updated")
    yield from actions.template(invoices)
    yield declare(
        "generate_invoice_payment_link",
        "GET",
        "/share/paymentlink",
        _link,
        scope="settings.ALL",
        message="success",
        answer={"data": strict([text("share_link")])},
        parameters=(
            Field("transaction_id", "id", required=True),
            Field("transaction_type", required=True),
            Field("link_type", required=True),
            Field("expiry_time", "date", required=True),
        ),
        resource=invoices,
    )


def require_status(call: Call, record: Record, *allowed: str) -> None:
    """Refuse an action in a status that does not allow it."""
    seen = status.status(Viewer.of(call), record)
    require_way(call, "an invoice", status.NAMES[seen], allowed=seen in allowed)


def _sent(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, "draft", "approved", "pending_approval", *status.OPEN, "paid")
    return {"status": "sent"}


def _void(call: Call, record: Record) -> Mapping[str, Any]:
    """Its payments and credits are the customer's again [spec]."""
    require_status(call, record, "draft", "approved", "pending_approval", *status.OPEN, "paid")
    return {"status": "void", "payments": None, "credits": None, "payment_made": 0.0, "credits_applied": 0.0}


def _draft(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, "void")
    return {"status": "draft"}


def _submit(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, "draft")
    return {"status": "pending_approval"}


def _approve(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, "pending_approval")
    return {"status": "approved"}


def _write_off(call: Call, record: Record) -> Mapping[str, Any]:
    require_status(call, record, *status.OPEN)
    written_off = status.balance(record) + money.amount(record, "write_off_amount")
    return {"write_off_amount": shown(written_off)}


def _cancel_write_off(call: Call, record: Record) -> Mapping[str, Any]:
    seen = status.NAMES[status.status(Viewer.of(call), record)]
    require_way(call, "an invoice", seen, allowed=bool(record.get("write_off_amount")))
    return {"write_off_amount": 0.0}


def _reminders(enabled: bool) -> Act:
    def act(call: Call, record: Record) -> Mapping[str, Any]:
        return {"payment_reminder_enabled": enabled}

    return act


def _link(call: Call) -> Reply:
    """A link to pay the invoice, kept with its expiry. It leads to no page: paying online is not copied."""
    invoices, context = resource_of(call), call.context
    require_value(call, "transaction_id", bad=not call.parameters["transaction_id"])
    record = context.store.get(invoices.kind, call.tenant, call.parameters["transaction_id"])
    if context.fails(checks.RECORD, record is None):
        raise missing(call, invoices.title)
    secret = context.ids.secret(call.tenant, "books.payment_link", 128)
    kept = {**call.parameters, "secret": secret}
    context.store.put("books.payment_links", call.tenant, secret, kept)
    path = f"/books/Payment/secure?CInvoiceID={secret}"
    return Reply({"data": {"share_link": context.urls.of(PAYMENT_HOST, path)}})


ACTIONS = (
    Action(
        "mark_invoice_sent",
        "status/sent",
        "Invoice status has been changed to Sent.",
        _sent,
        "Invoice marked as sent",
    ),
    Action(
        "mark_invoice_void",
        "status/void",
        "Invoice status has been changed to Void.",
        _void,
        "Invoice marked as void",
    ),
    Action(
        "mark_invoice_draft",
        "status/draft",
        "Status of invoice changed from void to draft",
        _draft,
        "Invoice changed from void to draft",
    ),
    Action(
        "submit_invoice",
        "submit",
        "The invoice has been submitted for approval successfully.",
        _submit,
        "Invoice submitted for approval",
    ),
    Action("approve_invoice", "approve", "You have approved the invoice.", _approve, "Invoice approved"),
    Action(
        "disable_invoice_payment_reminder",
        "paymentreminder/disable",
        "Reminders stopped.",
        _reminders(enabled=False),
        "Reminders stopped",
    ),
    Action(
        "enable_invoice_payment_reminder",
        "paymentreminder/enable",
        "Reminders enabled.",
        _reminders(enabled=True),
        "Reminders enabled",
    ),
    Action(
        "write_off_invoice", "writeoff", "Invoice has been written off", _write_off, "Invoice written off"
    ),
    Action(
        "cancel_write_off_invoice",
        "writeoff/cancel",
        "The write off done for this invoice has been cancelled.",
        _cancel_write_off,
        "Write off cancelled",
    ),
)
