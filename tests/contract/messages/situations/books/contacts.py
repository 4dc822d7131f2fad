"""Contacts."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids
from .common import BY_FIELD, customer

LETTER = {"to_mail_ids": ["ann@acme.example"], "subject": "Hello", "body": "Hi"}


def furnish(desk: Desk, ids: Ids) -> None:
    """Acme, with an address of its own."""
    customer(desk, ids)
    address = desk.post(f"/contacts/{ids['contact_id']}/address", {"city": "Kiel"})
    ids["address_id"] = address["address_info"]["address_id"]


def vendor(desk: Desk, ids: Ids) -> None:
    """Acme sells."""
    made = desk.post("/contacts", {"contact_name": "Paper", "contact_type": "vendor"})
    ids["contact_id"] = made["contact"]["contact_id"]


CALLS = {
    "POST /contacts": Call({"contact_name": "Umbrella"}),
    "PUT /contacts": Call({"notes": "x"}, headers=BY_FIELD),
    "PUT /contacts/{}": Call({"notes": "x"}),
    "DELETE /contacts/{} of a vendor": Call(after=vendor),
    "POST /contacts/{}/portal/enable": Call(
        {"contact_persons": [{"contact_person_id": "{contact_person_id}"}]}
    ),
    "POST /contacts/{}/statements/email": Call(LETTER),
    "POST /contacts/{}/email": Call(LETTER),
    "POST /contacts/{}/address": Call({"city": "Bonn"}),
    "PUT /contacts/{}/address/{}": Call({"city": "Bonn"}),
}
