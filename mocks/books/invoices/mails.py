"""Mails about invoices: an invoice itself, and reminders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import state
from ..fields import flag, text
from ..operations import fetch, require_value
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions import comments, mails
from ..transactions.mails import MAIL, Words
from ..transactions.paper import named
from ..transactions.showing import customer_of, formatted
from . import debit_notes, status
from .actions import require_status

MOST = 10
"""As many invoices can be mailed at once [spec]."""
CONTENT = (
    *mails.CONTENT,
    flag("gateways_configured"),
    flag("gateways_associated"),
    flag("attach_pdf"),
    Field("deprecated_placeholders_used", "list", of="text"),
)
INFO = (
    Field("email_success_info", "object", fields=(text("message"), Field("sent_count", "integer"))),
    Field("email_errors_info", "list", fields=(text("message"), Field("ids", "list", of="id"))),
    Field("code", "integer"),
)
"""What the answers hold [spec]."""
REMINDED = "The reminders were successfully sent"
REMINDER_CODE = 4083
_CONTACTS = (
    Field("contacts", "list", fields=(Field("contact_id", "id"), flag("email"), flag("snail_mail"))),
)
_PATH = "/invoices/{invoice_id}"
_STATEMENT = (flag("send_customer_statement"), text("attachments"))
_MANY = (Field("invoice_ids", required=True),)


def operations(invoices: Resource) -> Iterator[Operation]:
    """The content of a mail and of a reminder; send one, send several."""
    content = {"data": strict(list(CONTENT))}
    yield declare(
        "get_invoice_email",
        "GET",
        f"{_PATH}/email",
        _content,
        scope="invoices.READ",
        message="success",
        answer=content,
        parameters=(Field("email_template_id", "id"),),
        resource=invoices,
    )
    yield declare(
        "email_invoice",
        "POST",
        f"{_PATH}/email",
        _email,
        scope="invoices.CREATE",
        message="Your invoice has been sent.",
        answer={"is_first_email": {"type": "boolean"}},
        parameters=(*_STATEMENT, flag("send_attachment")),
        body=MAIL,
        resource=invoices,
    )
    yield declare(
        "email_invoices",
        "POST",
        "/invoices/email",
        _email_many,
        scope="invoices.CREATE",
        message="Your mails are scheduled to be sent in a few minutes. We will notify you once it is done.",
        parameters=_MANY,
        body=_CONTACTS,
        resource=invoices,
    )
    yield declare(
        "get_payment_reminder_mail_content_for_invoice",
        "GET",
        f"{_PATH}/paymentreminder",
        _reminder_content,
        scope="invoices.READ",
        message="success",
        answer=content,
        resource=invoices,
    )
    yield declare(
        "remind_customer_for_invoice_payment",
        "POST",
        f"{_PATH}/paymentreminder",
        _remind,
        scope="invoices.CREATE",
        message="Your payment reminder has been sent.",
        parameters=_STATEMENT,
        body=tuple(one for one in MAIL if one.name != "from_address_id"),
        resource=invoices,
    )
    yield declare(
        "bulk_invoice_reminder",
        "POST",
        "/invoices/paymentreminder",
        _remind_many,
        scope="invoices.CREATE",
        message="success",
        answer={"info": strict(list(INFO))},
        parameters=_MANY,
        status=201,
        resource=invoices,
    )


def mail(call: Call, invoice: Record, asked: Mapping[str, Any]) -> Record:
    """Mail an invoice: a draft is sent by it."""
    mails.put(call, invoice, asked, _words(call, invoice))
    changes: dict[str, Any] = {"is_emailed": True}
    if invoice.get("status", "draft") in ("draft", "approved"):
        changes["status"] = "sent"
    saved = state.update(call.context, resource_of(call), call.tenant, invoice, changes, call.cause)
    comments.remember(call, saved, "Invoice emailed", "Emailed")
    return saved


def _email(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    require_value(call, "to_mail_ids", bad=not mails.recipients(call, invoice, call.body))
    first = not invoice.get("is_emailed")
    mail(call, invoice, call.body)
    return Reply({"is_first_email": first})


def _email_many(call: Call) -> Reply:
    for invoice in named(call, MOST):
        mail(call, invoice, {})
    return Reply()


def _remind(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    require_status(call, invoice, *status.OPEN)
    _reminded(call, invoice, call.body)
    return Reply()


def _remind_many(call: Call) -> Reply:
    """Those that are open or overdue; the others are told in the answer."""
    found = named(call, MOST)
    open_ones = [one for one in found if status.owed(one)]
    others = [one["invoice_id"] for one in found if one not in open_ones]
    for invoice in open_ones:
        _reminded(call, invoice, {})
    told = "Reminders are sent for invoices that are open or overdue."  # the words are ours
    return Reply(
        {
            "info": {
                "email_success_info": {"message": REMINDED, "sent_count": len(open_ones)},
                "email_errors_info": [{"message": told, "ids": others}] if others else [],
                "code": REMINDER_CODE,
            }
        }
    )


def _reminded(call: Call, invoice: Record, asked: Mapping[str, Any]) -> None:
    mails.put(call, invoice, asked, _reminder_words(call, invoice))
    changes = {
        "reminders_sent": invoice.get("reminders_sent", 0) + 1,
        "last_reminder_sent_date": Viewer.of(call).today(),
    }
    saved = state.update(call.context, resource_of(call), call.tenant, invoice, changes, call.cause)
    comments.remember(call, saved, "Payment reminder sent", "Reminded")


def _words(call: Call, invoice: Record) -> Words:
    """Subject and body after the vendor's example [spec]."""
    viewer = Viewer.of(call)
    number, name = invoice.get("invoice_number", ""), viewer.organization["name"]
    title = debit_notes.title(invoice)
    subject = f"{title} from {name} ({title}#: {number})"
    total = formatted(viewer, invoice, invoice.get("total", 0.0))
    body = (
        f"Dear Customer,<br><br>Thanks for your business.<br><br>The {title.lower()} {number} is attached "
        f"with this email.<br><br>{title}  : {number}<br>Date : {invoice.get('date', '')}<br>"
        f"Amount : {total}<br><br>Regards<br>{name}<br>"
    )
    return subject, body


def _reminder_words(call: Call, invoice: Record) -> Words:
    viewer = Viewer.of(call)
    number, name = invoice.get("invoice_number", ""), viewer.organization["name"]
    due = formatted(viewer, invoice, float(status.balance(invoice)))
    customer = customer_of(viewer, invoice).get("contact_name", "")
    body = (
        f"Dear {customer},<br><br>You might have missed the payment date.<br><br>Invoice# : {number}<br>"
        f"Due Date : {invoice.get('due_date', '')}<br>Amount : {due}<br><br>Regards,<br>{name}<br>"
    )
    return f"Payment of {due} is outstanding for {number}", body


def _content(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    return Reply({"data": _shown(call, invoice, _words(call, invoice))})


def _reminder_content(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    return Reply({"data": _shown(call, invoice, _reminder_words(call, invoice))})


def _shown(call: Call, invoice: Record, words: Words) -> dict[str, Any]:
    return {
        **mails.content(call, invoice, words),
        "gateways_configured": False,
        "gateways_associated": False,
        "attach_pdf": True,
        "deprecated_placeholders_used": [],
    }
