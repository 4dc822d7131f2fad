"""Mails about invoices. Nothing leaves: they are records (`books.mails` in scenarios)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, mails, state
from ..errors import BooksError
from ..fields import flag, text
from ..operations import fetch, missing, require_value
from ..organizations.users import of_person
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from . import comments, people, status
from .actions import require_status
from .showing import customer_of, formatted

MOST = 10
"""As many invoices can be mailed at once [spec]."""
MAIL = (
    flag("send_from_org_email_id"),
    Field("from_address_id", "id"),
    Field("to_mail_ids", "list", of="text"),
    Field("cc_mail_ids", "list", of="text"),
    text("subject"),
    text("body"),
)
NAMED = (text("user_name"), text("email"))
CONTENT = (
    Field("bcc_mails", "list", of="text"),
    text("bcc_mails_str"),
    flag("gateways_configured"),
    flag("gateways_associated"),
    text("body"),
    text("documents"),
    text("customer_name"),
    flag("attach_pdf"),
    Field("entity_id", "id"),
    Field("cc_mails_list", "list", fields=NAMED),
    text("cc_mails_str"),
    text("file_name_without_extension"),
    text("file_name"),
    text("to_mails_str"),
    text("from_email"),
    text("from_address"),
    Field("deprecated_placeholders_used", "list", of="text"),
    Field("error_list", "list", of="text"),
    text("subject"),
    Field(
        "emailtemplates", "list", fields=(flag("selected"), text("name"), Field("email_template_id", "id"))
    ),
    Field("emailtemplate_documents", "list", of="text"),
    Field(
        "to_contacts",
        "list",
        fields=(
            text("first_name"),
            text("last_name"),
            text("email"),
            text("phone"),
            text("mobile"),
            text("salutation"),
            Field("contact_person_id", "id"),
            flag("selected"),
        ),
    ),
    text("attachment_name"),
    Field(
        "from_emails",
        "list",
        fields=(*NAMED, flag("selected"), Field("organization_contact_id", "id"), flag("is_org_email_id")),
    ),
    Field("customer_id", "id"),
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
    _put(call, invoice, asked, _words(call, invoice))
    changes: dict[str, Any] = {"is_emailed": True}
    if invoice.get("status", "draft") in ("draft", "approved"):
        changes["status"] = "sent"
    saved = state.update(call.context, resource_of(call), call.tenant, invoice, changes, call.cause)
    comments.remember(call, saved, "Invoice emailed", "Emailed")
    return saved


def _email(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    require_value(call, "to_mail_ids", bad=not _recipients(call, invoice, call.body))
    first = not invoice.get("is_emailed")
    mail(call, invoice, call.body)
    return Reply({"is_first_email": first})


def _email_many(call: Call) -> Reply:
    for invoice in _named(call):
        mail(call, invoice, {})
    return Reply()


def _remind(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    require_status(call, invoice, *status.OPEN)
    _reminded(call, invoice, call.body)
    return Reply()


def _remind_many(call: Call) -> Reply:
    """Those that are open or overdue; the others are told in the answer."""
    viewer, found = Viewer.of(call), _named(call)
    open_ones = [one for one in found if status.owed(viewer, one)]
    others = [one["invoice_id"] for one in found if one not in open_ones]
    for invoice in open_ones:
        _reminded(call, invoice, {})
    told = "Reminders are sent for invoices that are open or overdue."
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
    _put(call, invoice, asked, _reminder_words(call, invoice))
    changes = {
        "reminders_sent": invoice.get("reminders_sent", 0) + 1,
        "last_reminder_sent_date": Viewer.of(call).today(),
    }
    saved = state.update(call.context, resource_of(call), call.tenant, invoice, changes, call.cause)
    comments.remember(call, saved, "Payment reminder sent", "Reminded")


def _named(call: Call) -> list[Record]:
    """The invoices that the query names; refused if one is not there, or if they are too many."""
    invoices, context = resource_of(call), call.context
    keys = [key.strip() for key in str(call.parameters["invoice_ids"]).strip("[]").split(",")]
    keys = [key for key in dict.fromkeys(keys) if key]
    if context.fails(checks.VALUE, len(keys) > MOST):
        raise BooksError.invalid_value("invoice_ids")
    found = [context.store.get(invoices.kind, call.tenant, key) for key in keys]
    if context.fails(checks.RECORD, None in found):
        raise missing(call, invoices.title)
    return [one for one in found if one is not None]


def _put(call: Call, invoice: Record, asked: Mapping[str, Any], words: tuple[str, str]) -> None:
    subject, body = words
    files = [one["file_name"] for one in invoice.get("files", ()) if invoice.get("can_send_in_mail")]
    mails.send(
        call,
        "invoice",
        invoice["invoice_id"],
        to=_recipients(call, invoice, asked),
        cc=asked.get("cc_mail_ids") or (),
        subject=asked.get("subject") or subject,
        body=asked.get("body") or body,
        attachments=[f"{invoice.get('invoice_number', '')}.pdf", *files],
    )


def _recipients(call: Call, invoice: Record, asked: Mapping[str, Any]) -> list[str]:
    """The addresses given, else those of the invoice's contact persons."""
    given = [one for one in asked.get("to_mail_ids") or () if one]
    chosen = people.chosen(call.context, call.tenant, invoice)
    return given or [one["email"] for one in chosen if one.get("email")]


def _words(call: Call, invoice: Record) -> tuple[str, str]:
    """Subject and body after the vendor's example [spec]."""
    viewer = Viewer.of(call)
    number, name = invoice.get("invoice_number", ""), viewer.organization["name"]
    subject = f"Invoice from {name} (Invoice#: {number})"
    total = formatted(viewer, invoice, invoice.get("total", 0.0))
    body = (
        f"Dear Customer,<br><br>Thanks for your business.<br><br>The invoice {number} is attached with this "
        f"email.<br><br>Invoice  : {number}<br>Date : {invoice.get('date', '')}<br>Amount : {total}<br><br>"
        f"Regards<br>{name}<br>"
    )
    return subject, body


def _reminder_words(call: Call, invoice: Record) -> tuple[str, str]:
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
    return Reply({"data": _data(call, invoice, _words(call, invoice))})


def _reminder_content(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    return Reply({"data": _data(call, invoice, _reminder_words(call, invoice))})


def _data(call: Call, invoice: Record, words: tuple[str, str]) -> dict[str, Any]:
    context, tenant, viewer = call.context, call.tenant, Viewer.of(call)
    subject, body = words
    user = of_person(context, tenant, viewer.person) or {}
    own = {"user_name": user.get("name", ""), "email": user.get("email", "")}
    chosen = {one["contact_person_id"] for one in people.chosen(context, tenant, invoice)}
    everybody = customer_of(viewer, invoice).get("contact_persons", ())
    number = invoice.get("invoice_number", "")
    names = ("first_name", "last_name", "email", "phone", "mobile", "salutation")
    return {
        "bcc_mails": [],
        "bcc_mails_str": "",
        "gateways_configured": False,
        "gateways_associated": False,
        "body": body,
        "documents": "",
        "customer_name": customer_of(viewer, invoice).get("contact_name", ""),
        "attach_pdf": True,
        "entity_id": invoice["invoice_id"],
        "cc_mails_list": [own],
        "cc_mails_str": "",
        "file_name_without_extension": number,
        "file_name": f"{number}.pdf",
        "to_mails_str": ",".join(_recipients(call, invoice, {})),
        "from_email": own["email"],
        "from_address": own["email"],
        "deprecated_placeholders_used": [],
        "error_list": [],
        "subject": subject,
        "emailtemplates": [
            {"selected": True, "name": "Default", "email_template_id": invoice.get("template_id", "")}
        ],
        "emailtemplate_documents": [],
        "to_contacts": [
            {
                **{name: one.get(name, "") for name in names},
                "contact_person_id": one["contact_person_id"],
                "selected": one["contact_person_id"] in chosen,
            }
            for one in everybody
        ],
        "attachment_name": invoice.get("attachment_name", ""),
        "from_emails": [
            {
                **own,
                "selected": True,
                "organization_contact_id": user.get("user_id", ""),
                "is_org_email_id": True,
            }
        ],
        "customer_id": invoice.get("customer_id", ""),
    }
