"""Contacts: the people of an account, and its groups. A person has the same id in every account."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import audit, custom_values, filters, metadata
from ..accounts import HOSTS, ensure, host_of
from ..administration import require_administrator
from ..answers import Answer, envelope_schema, extra_fields, reader_of
from ..calendars import schedule_of
from ..checks import OWN_CONTACT
from ..custom_values import filtering
from ..declaring import (
    CUSTOM_FILTERS,
    ENTRIES,
    METADATA_FILTER,
    WRITTEN_METADATA,
    WRITTEN_VALUES,
    reads,
    writes,
)
from ..entity_ids import CONTACT, group
from ..errors import WrikeError
from ..lookup import by_ids, the_one
from ..money import finances, rate_changes, rates
from ..references import job_role
from ..shapes import Reader, Shape
from ..stored import CONTACTS
from ..values import Present

TYPES = ("Person", "Group", "Invitation", "Asset", "Robot")
ROLES = ("User", "Collaborator")


def join(context: Context, account_id: str, person: str, values: Mapping[str, Any]) -> Record:
    """Make the person a contact of the account, and a member of it for the world; the first one owns it.

    `values`: `id`, `firstName`, `lastName`, `email`, `role`, `active`, `admin`, `owner` and the other
    fields of a contact; what is missing follows from the person.
    """
    account = ensure(context, account_id)
    human = context.people.get(person) or context.people.add(person, _human(values))
    first, _, last = str(human["full_name"]).partition(" ")
    identifier = str(values.get("id") or _identifier(context, person))
    first_one = not context.store.rows(CONTACTS, account_id)
    record = {
        "firstName": first,
        "lastName": last,
        "email": human["email"],
        **({"admin": True, "owner": True} if first_one else {}),
        **values,
        "id": identifier,
        "person": person,
    }
    context.store.put(CONTACTS, account_id, identifier, record)
    if "jobRoleId" in record:
        finances.settle_rate(context, account_id, identifier)
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


def is_group(contact: Record) -> bool:
    """Whether the contact is a group of people."""
    return contact.get("type") == "Group"


def name_of(contact: Record) -> str:
    """The full name."""
    return f"{contact['firstName']} {contact['lastName']}".strip()


def _profiles(reader: Reader, contact: Record) -> list[dict[str, Any]]:
    email = {} if is_group(contact) else {"email": contact["email"]}
    return [
        {
            "accountId": reader.account_id,
            **email,
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


def _email(reader: Reader, contact: Record) -> str | None:
    return None if is_group(contact) else str(contact["email"])


def _timezone(reader: Reader, contact: Record) -> str:
    return "Z" if is_group(contact) else str(contact.get("timezone", "US/Pacific"))


def _members(reader: Reader, contact: Record) -> list[str] | None:
    return list(contact["memberIds"]) if is_group(contact) else None


def _my_team(reader: Reader, contact: Record) -> bool | None:
    return bool(contact.get("myTeam", False)) if is_group(contact) else None


def _job_title(reader: Reader, contact: Record) -> str | None:
    return None if is_group(contact) else contact.get("title")


def _schedule(reader: Reader, contact: Record) -> str | None:
    if is_group(contact):
        return None
    return str(schedule_of(reader.context, reader.account_id, contact["id"])["id"])


_RATES = {"currentBillRate": "Bill", "currentCostRate": "Cost"}
"""What a contact has of the rates of the account."""
_PROFILE = (
    Field("accountId", required=True),
    Field("email"),
    Field("role", required=True, enum=ROLES),
    *(Field(name, "boolean", required=True) for name in ("external", "admin", "owner", "active")),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("firstName", required=True),
        Field("lastName", required=True),
        Field("type", required=True, enum=TYPES, default="Person"),
        Field("profiles", "list", required=True, fields=_PROFILE),
        Field("avatarUrl", required=True),
        Field("timezone", required=True),
        Field("locale", required=True, default="en"),
        Field("deleted", "boolean", required=True, default=False),
        Field("me", "boolean"),
        Field("memberIds", "list", of="id"),
        Field("myTeam", "boolean"),
        Field("title"),
        Field("companyName"),
        Field("phone"),
        Field("location"),
        Field("metadata", "list", required=True, default=(), fields=WRITTEN_METADATA),
        Field("customFields", "list", required=True, default=(), fields=WRITTEN_VALUES),
        Field("workScheduleId"),
        Field("jobRoleId"),
        *(Field(name, "object", fields=rates.FIELDS) for name in _RATES),
        Field("primaryEmail"),
    ),
    computed={
        "profiles": _profiles,
        "avatarUrl": _avatar,
        "timezone": _timezone,
        "me": _me,
        "memberIds": _members,
        "myTeam": _my_team,
        "title": _job_title,
        "workScheduleId": _schedule,
        "primaryEmail": _email,
        **{name: rates.renders(kind) for name, kind in _RATES.items()},
    },
)
OPTIONAL = ("metadata", "customFields", "workScheduleId", "jobRoleId", *_RATES)
NAMES = SHAPE.names(less=OPTIONAL)


def _answer(call: Call, found: Iterable[Record]) -> Answer:
    reader, names = reader_of(call), NAMES | extra_fields(call)
    return Answer("contacts", [SHAPE.render(reader, one, names) for one in found])


def index(call: Call) -> Answer:
    """`GET /contacts`: everybody, or oneself with `me`."""
    reader = reader_of(call)
    entries = (filters.metadata(call), filtering(call))
    rows = call.context.store.rows(CONTACTS, call.tenant).values()
    found = (row for row in rows if _matches(reader, row, call.parameters))
    return _answer(call, [row for row in found if all(matches(row) for matches in entries)])


def show(call: Call) -> Answer:
    """`GET /contacts/{ids}`."""
    wanted = call.parameters.get("types") or TYPES
    found = by_ids(call, lambda identifier: find(call.context, call.tenant, identifier))
    matches = filters.metadata(call)
    return _answer(call, [row for row in found if row.get("type", "Person") in wanted and matches(row)])


def change(call: Call) -> Answer:
    """`PUT /contacts/{contactId}`: one's own metadata and custom fields, or a group's [SPEC]."""
    record = the_one(call, lambda identifier: find(call.context, call.tenant, identifier))
    if is_group(record):
        require_administrator(call)
    elif call.context.fails(OWN_CONTACT, record["id"] != reader_of(call).contact):
        raise WrikeError.access_forbidden()
    changed = {**record, **metadata.read(call, record)}
    if "customFields" in call.body:
        values = custom_values.read(call, call.body["customFields"] or (), None)
        changed["customFields"] = custom_values.merged(record, values)
        kind = "Group" if is_group(record) else "User"
        name = record.get("title") or record.get("email", "")
        audit.note(call, "UserCustomFieldValueChanged", kind, record["id"], name)
    if "jobRoleId" in call.body:
        given = call.body["jobRoleId"]
        changed["jobRoleId"] = given and job_role(call, "jobRoleId", given)
    call.context.store.put(CONTACTS, call.tenant, record["id"], changed)
    if "jobRoleId" in call.body:
        finances.settle_rate(call.context, call.tenant, record["id"])
    for name, kind in _RATES.items():
        if name in call.body:
            rate_changes.change(call, name, record["id"], kind, call.body[name])
    return _answer(call, [changed])


def _matches(reader: Reader, contact: Record, wanted: Mapping[str, Any]) -> bool:
    if "me" in wanted:
        return bool(contact["id"] == reader.contact)
    return (
        wanted.get("deleted") in (None, contact.get("deleted", False))
        and wanted.get("active") in (None, contact.get("active", True))
        and (not wanted.get("emails") or contact.get("email") in wanted["emails"])
        and (not wanted.get("types") or contact.get("type", "Person") in wanted["types"])
        and str(wanted.get("name") or "").casefold() in name_of(contact).casefold()
    )


def operations() -> Iterator[Operation]:
    """List, read by ids, change."""
    answer = envelope_schema("contacts", SHAPE.schema(NAMES, OPTIONAL))
    types = Field("types", "list", of="text", enum=TYPES)
    filters_ = (
        Present("me", "boolean"),
        METADATA_FILTER,
        Field("deleted", "boolean"),
        Field("active", "boolean"),
        Field("emails", "list", of="text"),
        types,
        Field("name"),
        CUSTOM_FILTERS[1],
    )
    one = (METADATA_FILTER, types)
    yield reads("list_contacts", "/contacts", index, answer, filters_, OPTIONAL)
    yield reads("get_contacts", "/contacts/{ids}", show, answer, one, OPTIONAL)
    body = (
        *ENTRIES,
        Field("jobRoleId", "id"),
        *(Field(name, "object", fields=rates.FIELDS) for name in _RATES),
    )
    yield writes("update_contact", "PUT", "/contacts/{ids}", change, answer, body, OPTIONAL)
