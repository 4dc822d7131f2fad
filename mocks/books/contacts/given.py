"""Contacts as scenarios write and see them: name, e-mail and phone may stand on the contact itself."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import state
from ..kinds import CAUSE, CUSTOM, key_of, request, view, with_custom_list, without
from .resource import CONTACTS

PRIMARY = tuple(Field(name) for name in ("first_name", "last_name", "email", "phone", "mobile"))
CONTACT_FIELDS = (
    *without(CONTACTS.fields, "custom_fields", "custom_field_hash", *(one.name for one in PRIMARY)),
    *PRIMARY,
    CUSTOM,
)


def give_contact(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A contact; name, e-mail and phone written on it become its primary contact person."""
    named = {"contact_name": "Customer", **values}
    key = named.pop("contact_id", None)
    return state.create(context, CONTACTS, tenant, _contact(named), CAUSE, key)


def view_contacts(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The contacts as one is read, custom fields under their own names too."""
    return view(context, CONTACTS, tenant)


def _contact(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a contact out of friendly ones."""
    body = with_custom_list(values)
    person = {one.name: body.pop(one.name) for one in PRIMARY if one.name in body}
    if person and "contact_persons" not in body:
        body["contact_persons"] = [{**person, "is_primary_contact": True}]
    return body


def customer_id(context: Context, tenant: str, named: str | None) -> str:
    """The id of the contact with that id or name; without one the first contact, or a new one."""
    if not named:
        contacts = context.store.rows(CONTACTS.kind, tenant)
        return next(iter(contacts), None) or str(give_contact(context, tenant, {})["contact_id"])
    return key_of(context, tenant, CONTACTS, "contact_name", named)


KINDS: Mapping[str, Kind] = {
    "contacts": Kind(
        "contacts",
        CONTACTS.key,
        give_contact,
        view_contacts,
        CONTACT_FIELDS,
        request=request(CONTACTS, _contact),
    ),
}
