"""Writing to a contact, and its statement of account [spec: contacts.yml]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import mails
from ..operations import fetch
from ..organizations.users import of_person
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions import history

TO = Field("to_mail_ids", "list", of="text", required=True)
SUBJECT, BODY = (
    Field("subject", required=True, max_length=1000),
    Field("body", required=True, max_length=5000),
)
DAYS = (Field("start_date", "date"), Field("end_date", "date"))
RECEIVER = tuple(
    Field(name)
    for name in ("first_name", "last_name", "email", "phone", "mobile", "salutation", "contact_person_id")
)
SENDER = (
    Field("user_name"),
    Field("email"),
    *(Field(name, "boolean") for name in ("selected", "is_org_email_id")),
)
STATEMENT = (
    Field("contact_id", "id"),
    Field("subject"),
    Field("body"),
    Field("to_contacts", "list", fields=(*RECEIVER, Field("selected", "boolean"))),
    Field("from_emails", "list", fields=SENDER),
    Field("file_name"),
)


def operations(contacts: Resource) -> Iterator[Operation]:
    """Look at the statement's e-mail, send it, send any other."""
    yield declare(
        "get_contact_statement_mail",
        "GET",
        "/contacts/{contact_id}/statements/email",
        _look,
        scope="contacts.READ",
        message="success",
        answer={"data": strict(list(STATEMENT))},
        parameters=DAYS,
        resource=contacts,
    )
    yield declare(
        "email_contact_statement",
        "POST",
        "/contacts/{contact_id}/statements/email",
        _send_statement,
        scope="contacts.CREATE",
        message="Statement has been sent to the Customer.",
        parameters=(*DAYS, Field("multipart_or_formdata")),
        body=(
            Field("send_from_org_email_id", "boolean"),
            TO,
            Field("cc_mail_ids", "list", of="text"),
            SUBJECT,
            BODY,
        ),
        bodyless=True,
        resource=contacts,
    )
    yield declare(
        "email_contact",
        "POST",
        "/contacts/{contact_id}/email",
        _send,
        scope="contacts.CREATE",
        message="Email has been sent.",
        parameters=(Field("send_customer_statement", "boolean"),),
        body=(TO, SUBJECT, BODY, Field("attachments")),
        resource=contacts,
    )


def _look(call: Call) -> Reply:
    contact = fetch(call, resource_of(call))
    return Reply({"data": _statement(call, contact)})


def _send_statement(call: Call) -> Reply:
    """Without a body the e-mail that Books itself would write goes to the primary contact person."""
    contact = fetch(call, resource_of(call))
    usual = _statement(call, contact)
    chosen = [one["email"] for one in usual["to_contacts"] if one["selected"] and one["email"]]
    mails.send(
        call,
        "contact",
        contact["contact_id"],
        to=call.body.get("to_mail_ids") or chosen,
        cc=call.body.get("cc_mail_ids") or (),
        subject=call.body.get("subject") or usual["subject"],
        body=call.body.get("body") or usual["body"],
        attachments=[usual["file_name"], *_attached(call)],
    )
    history.note(call, "contact", contact["contact_id"], "Statement of the account sent", "Emailed")
    return Reply()


def _send(call: Call) -> Reply:
    contact = fetch(call, resource_of(call))
    statement = (
        [_statement(call, contact)["file_name"]] if call.parameters.get("send_customer_statement") else []
    )
    mails.send(
        call,
        "contact",
        contact["contact_id"],
        to=call.body.get("to_mail_ids") or (),
        subject=call.body.get("subject", ""),
        body=call.body.get("body", ""),
        attachments=[*statement, *_attached(call)],
    )
    history.note(call, "contact", contact["contact_id"], "E-mail sent", "Emailed")
    return Reply()


def _attached(call: Call) -> list[str]:
    """The names of the files that came with the call."""
    return [one.name for one in call.request.files()]


def _statement(call: Call, contact: Record) -> dict[str, Any]:
    """The e-mail with a contact's statement, as Books would write it; the wording is ours."""
    viewer = Viewer.of(call)
    first, last = _period(viewer, call.parameters)
    name, own = contact.get("contact_name", ""), viewer.organization["name"]
    sender = of_person(call.context, call.tenant, viewer.person) or {}
    days = f"{viewer.day(first)} to {viewer.day(last)}"
    return {
        "contact_id": contact["contact_id"],
        "subject": f"Statement of transactions with {own}",
        "body": f"Dear {name},<br/><br/>Your statement of {days} is attached.<br/><br/>{own}",
        "to_contacts": [_receiver(one) for one in contact.get("contact_persons", ())],
        "from_emails": [
            {
                "user_name": sender.get("name", ""),
                "email": sender.get("email", ""),
                "selected": True,
                "is_org_email_id": True,
            }
        ],
        "file_name": f"statement_{''.join(name.split())}.pdf",
    }


def _receiver(person: Mapping[str, Any]) -> dict[str, Any]:
    known = {one.name: person.get(one.name, "") for one in RECEIVER}
    return {**known, "selected": bool(person.get("is_primary_contact"))}


def _period(viewer: Viewer, given: Mapping[str, Any]) -> tuple[str, str]:
    """The days of the statement: those that were asked for, else the current month [spec]."""
    today = date.fromisoformat(viewer.today())
    first = today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return given.get("start_date") or first.isoformat(), given.get("end_date") or last.isoformat()
