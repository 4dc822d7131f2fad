"""What one turns on and off at a contact: portal, payment reminders, 1099 tracking [spec: contacts.yml]."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from .. import checks, state
from ..errors import BooksError
from ..operations import fetch
from ..plan import Reply, declare, resource_of
from ..resource import Resource

SWITCHES: tuple[tuple[str, str, str, Mapping[str, Any]], ...] = (
    (
        "enable_contact_payment_reminder",
        "paymentreminder/enable",
        "All reminders associated with this contact have been enabled.",
        {"payment_reminder_enabled": True},
    ),
    (
        "disable_contact_payment_reminder",
        "paymentreminder/disable",
        "All reminders associated with this contact have been stopped.",
        {"payment_reminder_enabled": False},
    ),
    ("track_contact_1099", "track1099", "1099 tracking is enabled.", {"track_1099": True}),
    ("untrack_contact_1099", "untrack1099", "1099 tracking is disabled.", {"track_1099": False}),
)
PERSON = (Field("contact_person_id", "id", required=True),)


def operations(contacts: Resource) -> Iterator[Operation]:
    """One for each way of a switch."""
    for name, path, message, values in SWITCHES:
        yield declare(
            name,
            "POST",
            f"/contacts/{{contact_id}}/{path}",
            _turn(values),
            scope="contacts.CREATE",
            message=message,
            resource=contacts,
        )
    yield declare(
        "enable_contact_portal",
        "POST",
        "/contacts/{contact_id}/portal/enable",
        _open_portal,
        scope="contacts.CREATE",
        message="Client Portal preferences have been updated",
        body=(Field("contact_persons", "list", fields=PERSON, required=True),),
        resource=contacts,
    )


def _turn(values: Mapping[str, Any]) -> Callable[[Call], Reply]:
    def turn(call: Call) -> Reply:
        contact = fetch(call, resource_of(call))
        state.update(call.context, resource_of(call), call.tenant, contact, values, call.cause)
        return Reply()

    return turn


def _open_portal(call: Call) -> Reply:
    """The portal is open to just those contact persons."""
    contact = fetch(call, resource_of(call))
    people = contact.get("contact_persons", ())
    chosen = {one.get("contact_person_id") for one in call.body.get("contact_persons") or ()}
    strangers = chosen - {one["contact_person_id"] for one in people}
    if call.context.fails(checks.REFERENCE, bool(strangers)):
        raise BooksError.invalid_value("contact_person_id")
    values = {
        "is_portal_enabled": bool(chosen),
        "contact_persons": [{**one, "enable_portal": one["contact_person_id"] in chosen} for one in people],
    }
    state.update(call.context, resource_of(call), call.tenant, contact, values, call.cause)
    return Reply()
