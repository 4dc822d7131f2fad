"""Whom a document goes to: contact persons and addresses, of the customer unless the document has its own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..resource import default
from .fields import DOCUMENT_ADDRESS, ROW_ADDRESS

NOTHING: Mapping[str, Any] = {}
PREFERENCE = {"is_email_enabled": True, "is_sms_enabled": False, "is_whatsapp_enabled": False}
WRITTEN_OUT = (Field("billing_address", "any"), Field("shipping_address", "any"))
"""What a body may hold in place of ids of addresses, and should not."""
_LONGEST = 100
_ADDRESS = {one.name: default(one) for one in DOCUMENT_ADDRESS}
_IN_ROW = tuple(one.name for one in ROW_ADDRESS)


def chosen(context: Context, tenant: str, record: Record) -> list[Mapping[str, Any]]:
    """The contact persons that the document names; else the customer's primary one."""
    customer = context.store.get("books.contacts", tenant, record.get("customer_id", "")) or NOTHING
    everybody = customer.get("contact_persons", ())
    named = {one.get("contact_person_id") for one in record.get("contact_persons_associated", ())}
    named |= set(record.get("contact_persons", ()))
    if named:
        return [one for one in everybody if one["contact_person_id"] in named]
    return [one for one in everybody if one.get("is_primary_contact")]


def associated(context: Context, tenant: str, record: Record) -> list[dict[str, Any]]:
    """The same as `contact_persons_associated` shows them."""
    said = {
        one.get("contact_person_id"): one.get("communication_preference") or {}
        for one in record.get("contact_persons_associated", ())
    }
    return [
        {
            "contact_person_id": one["contact_person_id"],
            "contact_person_name": " ".join(filter(None, (one.get("first_name"), one.get("last_name")))),
            "first_name": one.get("first_name", ""),
            "last_name": one.get("last_name", ""),
            "contact_person_email": one.get("email", ""),
            "phone": one.get("phone", ""),
            "mobile": one.get("mobile", ""),
            "communication_preference": {**PREFERENCE, **said.get(one["contact_person_id"], {})},
        }
        for one in chosen(context, tenant, record)
    ]


def address(context: Context, tenant: str, record: Record, name: str) -> dict[str, Any]:
    """`billing_address` or `shipping_address`: the document's own, else the customer's."""
    customer = context.store.get("books.contacts", tenant, record.get("customer_id", "")) or NOTHING
    found = {**_ADDRESS, **(record.get(name) or customer.get(name) or {})}
    return {**found, "street": found["address"]}


def without_addresses(call: Call, before: Record | None, values: Mapping[str, Any]) -> dict[str, Any]:
    """The values of a body, less addresses that are written out where a document takes ids.

    A new document with one of more than 100 characters is refused [live, of invoices and sales orders];
    what becomes of a shorter one, or of one in an update, is not known, and here it is dropped.
    """
    for name in (one.name for one in WRITTEN_OUT if values.get(one.name)):
        written = values[name] if isinstance(values[name], str) else orjson.dumps(values[name]).decode()
        if call.context.fails(checks.LENGTH, before is None and len(written) > _LONGEST):
            raise BooksError.too_long(name, _LONGEST)
        call.finding("address-written-out", f"Books takes {name}_id; the {name} is dropped here")
    kept = values.keys() - {one.name for one in WRITTEN_OUT}
    return {name: value for name, value in values.items() if name in kept}


def of_row(found: Mapping[str, Any]) -> dict[str, Any]:
    """An address as a row of the list shows it."""
    shown = {name: found.get(name, "") for name in _IN_ROW}
    return {**shown, "zipcode": found.get("zip", "")}
