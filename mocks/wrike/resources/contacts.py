"""Contacts: the people of an account. A person has one contact id, the same in every account."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from ..accounts import HOSTS, ensure, host_of
from ..answers import Answer, extra_fields, reader_of
from ..entity_ids import CONTACT, group
from ..lookup import by_ids
from ..shapes import Reader, Shape
from ..stored import CONTACTS

ROLES = ("User", "Collaborator")


def join(context: Context, account_id: str, person: str, values: Mapping[str, Any]) -> Record:
    """Make the person a contact of the account, and a member of it for the world.

    `values`: `id`, `firstName`, `lastName`, `email`, `role`, `active`, `admin`, `owner` and the other
    fields of a contact; what is missing follows from the person.
    """
    account = ensure(context, account_id)
    human = context.people.get(person) or context.people.add(person, _human(values))
    first, _, last = str(human["full_name"]).partition(" ")
    identifier = str(values.get("id") or _identifier(context, person))
    record = {
        "firstName": first,
        "lastName": last,
        "email": human["email"],
        **values,
        "id": identifier,
        "person": person,
    }
    context.store.put(CONTACTS, account_id, identifier, record)
    membership = {
        "as": identifier,
        "role": record.get("role", "User"),
        "active": record.get("active", True),
        "host": host_of(account),
        "data_centre": HOSTS.get(host_of(account)),
    }
    context.people.join(person, "wrike", account_id, membership)
    return record


def ensure_member(context: Context, account_id: str, person: str) -> Record:
    """How the person belongs to the account; who holds a token of it has a contact there."""
    if (member := context.people.membership(person, "wrike", account_id)) is None:
        join(context, account_id, person, {})
        member = context.people.membership(person, "wrike", account_id)
    assert member is not None
    return member


def find(context: Context, account_id: str, identifier: str) -> Record | None:
    """The contact of that id, or None."""
    return context.store.get(CONTACTS, account_id, identifier)


def _human(values: Mapping[str, Any]) -> dict[str, str]:
    full_name = f"{values.get('firstName', '')} {values.get('lastName', '')}".strip()
    known = {"full_name": full_name, "email": str(values.get("email", ""))}
    return {name: value for name, value in known.items() if value}


def _identifier(context: Context, person: str) -> str:
    number = int.from_bytes(context.ids.digest("wrike contact", person)[:3]) + 1_000_000
    return group(CONTACT, number)


def _profiles(reader: Reader, contact: Record) -> list[dict[str, Any]]:
    return [
        {
            "accountId": reader.account_id,
            "email": contact["email"],
            "role": contact.get("role", "User"),
            "external": contact.get("external", False),
            "admin": contact.get("admin", False),
            "owner": contact.get("owner", False),
            "active": contact.get("active", True),
        }
    ]


def _avatar(reader: Reader, contact: Record) -> str:
    return reader.context.urls.of(host_of(reader.account), f"/avatars/{contact['id']}.png")


def _me(reader: Reader, contact: Record) -> bool | None:
    return True if contact["id"] == reader.contact else None


def _email(reader: Reader, contact: Record) -> str:
    return str(contact["email"])


_PROFILE = (
    Field("accountId", required=True),
    Field("email", required=True),
    Field("role", required=True, enum=ROLES),
    *(Field(name, "boolean", required=True) for name in ("external", "admin", "owner", "active")),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("firstName", required=True),
        Field("lastName", required=True),
        Field("type", required=True, enum=("Person", "Group", "Robot"), default="Person"),
        Field("profiles", "list", required=True, fields=_PROFILE),
        Field("avatarUrl", required=True),
        Field("timezone", required=True, default="US/Pacific"),
        Field("locale", required=True, default="en"),
        Field("deleted", "boolean", required=True, default=False),
        Field("me", "boolean"),
        Field("title"),
        Field("companyName"),
        Field("phone"),
        Field("location"),
        Field("metadata", "list", default=()),
        Field("primaryEmail", required=True),
    ),
    computed={"profiles": _profiles, "avatarUrl": _avatar, "me": _me, "primaryEmail": _email},
)
OPTIONAL = ("metadata",)
NAMES = SHAPE.names(less=OPTIONAL)


def index(call: Call) -> Answer:
    """`GET /contacts`: everybody, or oneself with `me`."""
    reader, names = reader_of(call), NAMES | extra_fields(call)
    rows = call.context.store.rows(CONTACTS, call.tenant).values()
    found = [row for row in rows if _matches(reader, row, call.parameters)]
    return Answer("contacts", [SHAPE.render(reader, row, names) for row in found])


def show(call: Call) -> Answer:
    """`GET /contacts/{ids}`."""
    reader, names = reader_of(call), NAMES | extra_fields(call)
    found = by_ids(call, lambda identifier: find(call.context, call.tenant, identifier))
    return Answer("contacts", [SHAPE.render(reader, row, names) for row in found])


def _matches(reader: Reader, contact: Record, wanted: Mapping[str, Any]) -> bool:
    if "me" in wanted:
        return bool(contact["id"] == reader.contact)
    name = f"{contact['firstName']} {contact['lastName']}".casefold()
    return (
        wanted.get("deleted") in (None, contact.get("deleted", False))
        and wanted.get("active") in (None, contact.get("active", True))
        and (not wanted.get("emails") or contact["email"] in wanted["emails"])
        and (not wanted.get("types") or contact.get("type", "Person") in wanted["types"])
        and str(wanted.get("name") or "").casefold() in name
    )
