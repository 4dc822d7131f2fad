"""What is done to one invoice beside saving it: status, write-off, addresses, template, link."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..contacts.fields import ADDRESS
from ..errors import BooksError
from ..fields import flag, text
from ..money import shown
from ..operations import fetch, missing, require_value, said
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from . import comments, money, people, status, templates
from .fields import DOCUMENT_ADDRESS

Act = Callable[[Call, Record], Mapping[str, Any]]
"""What an action changes about the invoice; refuses what cannot be done to it."""

TEMPLATE = (text("template_name"), Field("template_id", "id"), text("template_type"))
_PATH = "/invoices/{invoice_id}"
_BILLING = tuple(
    one for one in ADDRESS if one.name in ("address", "street2", "city", "state", "zip", "country", "fax")
)


def operations(invoices: Resource) -> Iterator[Operation]:
    """In the order of the specification."""
    for name, path, scope, message, act, told in ACTIONS:
        yield declare(
            name,
            "POST",
            f"{_PATH}/{path}",
            _done(act, told),
            scope=f"invoices.{scope}",
            message=message,
            resource=invoices,
        )
    for kind in ("billing", "shipping"):
        yield declare(
            f"update_invoice_{kind}_address",
            "PUT",
            f"{_PATH}/address/{kind}",
            _address(kind),
            scope="invoices.UPDATE",
            message=f"{kind.capitalize()} address updated",
            answer={f"{kind}_address": strict([*DOCUMENT_ADDRESS, flag("is_update_customer")])},
            body=_BILLING,
            partial=True,
            resource=invoices,
        )
    yield declare(
        "list_invoice_templates",
        "GET",
        "/invoices/templates",
        _templates,
        scope="invoices.READ",
        message="success",
        answer={"templates": {"type": "array", "items": strict(list(TEMPLATE))}},
        resource=invoices,
    )
    yield declare(
        "update_invoice_template",
        "PUT",
        f"{_PATH}/templates/{{template_id}}",
        _template,
        scope="invoices.UPDATE",
        message=invoices.messages.updated,
        resource=invoices,
    )
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


def change(call: Call, record: Record, changes: Mapping[str, Any], said: str) -> Record:
    """Save what an action changes, and write its history down; `said` says what happened."""
    changed = state.update(call.context, resource_of(call), call.tenant, record, changes, call.cause)
    comments.remember(call, changed, said)
    return changed


def require_status(call: Call, record: Record, *allowed: str) -> None:
    """Refuse an action in a status that does not allow it."""
    seen = status.status(Viewer.of(call), record)
    refused = seen not in allowed and call.context.assume("books.invoice_transition") == "refused"
    if call.context.fails(checks.TRANSITION, refused):
        raise BooksError.wrong_invoice_status(status.NAMES[seen])


def _done(act: Act, said: str) -> Callable[[Call], Reply]:
    def action(call: Call) -> Reply:
        record = fetch(call, resource_of(call))
        change(call, record, act(call, record), said)
        return Reply()

    return action


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
    nothing = not record.get("write_off_amount")
    if call.context.fails(
        checks.TRANSITION, nothing and call.context.assume("books.invoice_transition") == "refused"
    ):
        raise BooksError.wrong_invoice_status(status.NAMES[status.status(Viewer.of(call), record)])
    return {"write_off_amount": 0.0}


def _reminders(enabled: bool) -> Act:
    def act(call: Call, record: Record) -> Mapping[str, Any]:
        return {"payment_reminder_enabled": enabled}

    return act


def _address(kind: str) -> Callable[[Call], Reply]:
    def action(call: Call) -> Reply:
        record = fetch(call, resource_of(call))
        name = f"{kind}_address"
        after = {**record.get(name, {}), **said(call)}
        changed = change(call, record, {name: after}, f"{kind.capitalize()} address changed")
        shown = people.address(call.context, call.tenant, changed, name)
        return Reply({name: {**shown, "is_update_customer": False}})

    return action


def _templates(call: Call) -> Reply:
    return Reply({"templates": templates.all_of(call.context, call.tenant)})


def _template(call: Call) -> Reply:
    record, key = fetch(call, resource_of(call)), call.ids["template_id"]
    if call.context.fails(checks.RECORD, not templates.known(call.context, call.tenant, key)):
        raise missing(call, "Template")
    change(call, record, {"template_id": key}, "Template changed")
    return Reply()


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
    return Reply({"data": {"share_link": context.urls.of(templates.PAYMENT_HOST, path)}})


ACTIONS: tuple[tuple[str, str, str, str, Act, str], ...] = (
    (
        "mark_invoice_sent",
        "status/sent",
        "CREATE",
        "Invoice status has been changed to Sent.",
        _sent,
        "Invoice marked as sent",
    ),
    (
        "mark_invoice_void",
        "status/void",
        "CREATE",
        "Invoice status has been changed to Void.",
        _void,
        "Invoice marked as void",
    ),
    (
        "mark_invoice_draft",
        "status/draft",
        "CREATE",
        "Status of invoice changed from void to draft",
        _draft,
        "Invoice changed from void to draft",
    ),
    (
        "submit_invoice",
        "submit",
        "CREATE",
        "The invoice has been submitted for approval successfully.",
        _submit,
        "Invoice submitted for approval",
    ),
    ("approve_invoice", "approve", "CREATE", "You have approved the invoice.", _approve, "Invoice approved"),
    (
        "disable_invoice_payment_reminder",
        "paymentreminder/disable",
        "CREATE",
        "Reminders stopped.",
        _reminders(enabled=False),
        "Reminders stopped",
    ),
    (
        "enable_invoice_payment_reminder",
        "paymentreminder/enable",
        "CREATE",
        "Reminders enabled.",
        _reminders(enabled=True),
        "Reminders enabled",
    ),
    (
        "write_off_invoice",
        "writeoff",
        "CREATE",
        "Invoice has been written off",
        _write_off,
        "Invoice written off",
    ),
    (
        "cancel_write_off_invoice",
        "writeoff/cancel",
        "CREATE",
        "The write off done for this invoice has been cancelled.",
        _cancel_write_off,
        "Write off cancelled",
    ),
)
"""Operation, path, right, message, what it does, how the history tells it."""
