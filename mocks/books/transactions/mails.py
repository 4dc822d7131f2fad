"""Mails about documents. Nothing leaves: they are records (`books.mails` in scenarios)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call
from ...kit.store import Record
from .. import mails
from ..fields import flag, text
from ..organizations.users import of_person
from ..plan import resource_of
from ..render import Viewer
from . import people
from .showing import customer_of

Words = tuple[str, str]
"""Subject and body."""
MAIL = (
    flag("send_from_org_email_id"),
    Field("from_address_id", "id"),
    Field("to_mail_ids", "list", of="text"),
    Field("cc_mail_ids", "list", of="text"),
    text("subject"),
    text("body"),
)
NAMED = (text("user_name"), text("email"))
RECEIVER = tuple(text(name) for name in ("first_name", "last_name", "email", "phone", "mobile", "salutation"))
CONTENT = (
    Field("bcc_mails", "list", of="text"),
    text("bcc_mails_str"),
    text("body"),
    text("documents"),
    text("customer_name"),
    Field("entity_id", "id"),
    Field("cc_mails_list", "list", fields=NAMED),
    text("cc_mails_str"),
    text("file_name_without_extension"),
    text("file_name"),
    text("to_mails_str"),
    text("from_email"),
    text("from_address"),
    Field("error_list", "list", of="text"),
    text("subject"),
    Field(
        "emailtemplates", "list", fields=(flag("selected"), text("name"), Field("email_template_id", "id"))
    ),
    Field("emailtemplate_documents", "list", of="text"),
    Field("to_contacts", "list", fields=(*RECEIVER, Field("contact_person_id", "id"), flag("selected"))),
    text("attachment_name"),
    Field(
        "from_emails",
        "list",
        fields=(*NAMED, flag("selected"), Field("organization_contact_id", "id"), flag("is_org_email_id")),
    ),
    Field("customer_id", "id"),
)
"""What the content of a mail holds [spec]."""


def put(call: Call, record: Record, asked: Mapping[str, Any], words: Words) -> None:
    """Mail a document of the kind that the call is about, with the files that go with it."""
    resource = resource_of(call)
    files = [one["file_name"] for one in record.get("files", ()) if record.get("can_send_in_mail")]
    mails.send(
        call,
        resource.name,
        record[resource.key],
        to=recipients(call, record, asked),
        cc=asked.get("cc_mail_ids") or (),
        subject=asked.get("subject") or words[0],
        body=asked.get("body") or words[1],
        attachments=[f"{record.get(f'{resource.name}_number', '')}.pdf", *files],
    )


def recipients(call: Call, record: Record, asked: Mapping[str, Any]) -> list[str]:
    """The addresses given, else those of the document's contact persons."""
    given = [one for one in asked.get("to_mail_ids") or () if one]
    chosen = people.chosen(call.context, call.tenant, record)
    return given or [one["email"] for one in chosen if one.get("email")]


def content(call: Call, record: Record, words: Words) -> dict[str, Any]:
    """What a person sees before they send it."""
    context, tenant, viewer, resource = call.context, call.tenant, Viewer.of(call), resource_of(call)
    subject, body = words
    user = of_person(context, tenant, viewer.person) or {}
    own = {"user_name": user.get("name", ""), "email": user.get("email", "")}
    chosen = {one["contact_person_id"] for one in people.chosen(context, tenant, record)}
    customer = customer_of(viewer, record)
    number = record.get(f"{resource.name}_number", "")
    return {
        "bcc_mails": [],
        "bcc_mails_str": "",
        "body": body,
        "documents": "",
        "customer_name": customer.get("contact_name", ""),
        "entity_id": record[resource.key],
        "cc_mails_list": [own],
        "cc_mails_str": "",
        "file_name_without_extension": number,
        "file_name": f"{number}.pdf",
        "to_mails_str": ",".join(recipients(call, record, {})),
        "from_email": own["email"],
        "from_address": own["email"],
        "error_list": [],
        "subject": subject,
        "emailtemplates": [
            {"selected": True, "name": "Default", "email_template_id": record.get("template_id", "")}
        ],
        "emailtemplate_documents": [],
        "to_contacts": [
            {
                **{field.name: one.get(field.name, "") for field in RECEIVER},
                "contact_person_id": one["contact_person_id"],
                "selected": one["contact_person_id"] in chosen,
            }
            for one in customer.get("contact_persons", ())
        ],
        "attachment_name": record.get("attachment_name", ""),
        "from_emails": [
            {
                **own,
                "selected": True,
                "organization_contact_id": user.get("user_id", ""),
                "is_org_email_id": True,
            }
        ],
        "customer_id": record.get("customer_id", ""),
    }
