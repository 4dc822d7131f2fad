"""E-mails that Books sends: nothing leaves the world; each is a record that scenarios can look at."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..kit.fields import Field
from ..kit.service import Call, Context, Kind
from ..kit.store import Record
from . import ids
from .kinds import plain
from .organizations.users import of_person

TABLE = "books.mails"
BLOCK = 39
FIELDS = (
    Field("mail_id", "id"),
    Field("of"),
    Field("id", "id"),
    Field("from"),
    Field("to", "list", of="text"),
    Field("cc", "list", of="text"),
    Field("subject"),
    Field("body"),
    Field("attachments", "list", of="text"),
)
"""An e-mail; `of` and `id` say what record it is about (`contact`)."""


def send(
    call: Call,
    of: str,
    key: str,
    *,
    to: Iterable[str],
    subject: str,
    body: str,
    cc: Iterable[str] = (),
    attachments: Iterable[str] = (),
) -> Record:
    """Send an e-mail about the record of that kind and id, as the person of the call."""
    own = ids.generate(call.context, call.tenant, "mails", BLOCK)
    person = call.grant.person if call.grant else None
    sender = of_person(call.context, call.tenant, person) or {}
    record = {
        "mail_id": own,
        "of": of,
        "id": key,
        "from": sender.get("email", ""),
        "to": list(to),
        "cc": list(cc),
        "subject": subject,
        "body": body,
        "attachments": list(attachments),
        "sent_time": call.context.clock.now(),
    }
    call.context.store.put(TABLE, call.tenant, own, record)
    return record


def view(context: Context, tenant: str) -> list[dict[str, Any]]:
    """All e-mails that went out."""
    names = [one.name for one in FIELDS]
    rows = context.store.rows(TABLE, tenant).values()
    return [plain({name: row[name] for name in names}) for row in rows]


def _give(context: Context, tenant: str, values: Any) -> Record:
    raise ValueError("An e-mail can't be laid down: it is what a call sends.")


KIND = Kind("mails", "mail_id", _give, view, FIELDS)
