"""Contact persons as calls of their own [spec: contact-persons.yml].

Each is a part of its contact's record; a change of one is an edit of the contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..listing import PAGING, bounds, context_schema
from ..operations import fetch, missing, require_reference
from ..plan import Reply, declare, resource_of
from ..resource import Resource, strict
from .addresses import filled
from .fields import CONTACT_PERSON
from .hooks import person

LENGTHS = {"designation": 50}
"""Where these calls take less than the contact does [spec]."""
BODY = (
    Field("contact_id", "id"),
    *(
        Field(
            one.name,
            one.type,
            one.name == "first_name",
            LENGTHS.get(one.name, one.max_length),
            fields=one.fields,
        )
        for one in CONTACT_PERSON
        if one.name != "contact_person_id" and not one.read_only
    ),
)
SHOWN = tuple(one for one in CONTACT_PERSON if one.name != "enable_portal")
CONTEXT = ("page", "per_page", "has_more_page", "sort_column", "sort_order")

_PATH = "/contacts/contactpersons"
_ONE = _PATH + "/{contact_person_id}"
_BELOW = "/contacts/{contact_id}/contactpersons"


def operations(contacts: Resource) -> Iterator[Operation]:
    """Create, update, delete, list, get, make primary."""
    one = strict([Field("contact_id", "id"), *SHOWN])
    yield declare(
        "create_contact_person",
        "POST",
        _PATH,
        _create,
        scope="contacts.CREATE",
        message="The contactperson has been Created",
        answer={"contact_person": one},
        body=BODY,
        status=201,
        resource=contacts,
    )
    yield declare(
        "update_contact_person",
        "PUT",
        _ONE,
        _update,
        scope="contacts.UPDATE",
        message="The contactperson details has been updated.",
        answer={"contact_person": one},
        body=BODY,
        partial=True,
        resource=contacts,
    )
    yield declare(
        "delete_contact_person",
        "DELETE",
        _ONE,
        _delete,
        scope="contacts.DELETE",
        message="The contact person has been deleted.",
        resource=contacts,
    )
    yield declare(
        "list_contact_persons",
        "GET",
        _BELOW,
        _list,
        scope="contacts.READ",
        message="success",
        answer={
            "contact_persons": {"type": "array", "items": strict(list(SHOWN))},
            "page_context": context_schema(CONTEXT),
        },
        parameters=PAGING,
        resource=contacts,
    )
    yield declare(
        "get_contact_person",
        "GET",
        _BELOW + "/{contact_person_id}",
        _get,
        scope="contacts.READ",
        message="success",
        answer={"contact_person": one},
        resource=contacts,
    )
    yield declare(
        "get_contact_person_by_its_id",
        "GET",
        _ONE,
        _get_by_its_id,
        scope="contacts.READ",
        message="success",
        answer={"contact_person": one},
        resource=contacts,
    )
    yield declare(
        "mark_contact_person_primary",
        "POST",
        _ONE + "/primary",
        _mark_primary,
        scope="contacts.CREATE",
        message="This contact person has been marked as your primary contact person.",
        resource=contacts,
    )


def _create(call: Call) -> Reply:
    values = filled(call.body)
    key = values.pop("contact_id", None) or ""
    require_reference(call, "contact_id", "contacts", key)
    contact = call.context.store.get("books.contacts", call.tenant, key)
    if contact is None:
        return Reply({"contact_person": _shown({"contact_id": key}, values)})
    people = [*_others(contact, "", values), values]
    added = _save(call, contact, people)["contact_persons"][-1]
    return Reply(
        {"contact_person": _shown(contact, added)}, location=f"{_PATH[1:]}/{added['contact_person_id']}"
    )


def _update(call: Call) -> Reply:
    contact, before = _find(call)
    values = {name: value for name, value in call.body.items() if name != "contact_id"}
    after = filled({**before, **values})
    key = before["contact_person_id"]
    others = {one["contact_person_id"]: one for one in _others(contact, key, values)}
    had = contact.get("contact_persons", ())
    saved = _save(call, contact, [others.get(one["contact_person_id"], after) for one in had])
    return Reply({"contact_person": _shown(saved, _of(saved, key) or after)})


def _delete(call: Call) -> Reply:
    contact, before = _find(call)
    _save(call, contact, _others(contact, before["contact_person_id"], {}))
    return Reply()


def _mark_primary(call: Call) -> Reply:
    contact, chosen = _find(call)
    key = chosen["contact_person_id"]
    had = contact.get("contact_persons", ())
    _save(call, contact, [{**one, "is_primary_contact": one["contact_person_id"] == key} for one in had])
    return Reply()


def _list(call: Call) -> Reply:
    people = fetch(call, resource_of(call)).get("contact_persons", ())
    start, length = bounds(call)
    page = {
        "page": start // length + 1,
        "per_page": length,
        "has_more_page": len(people) > start + length,
        "sort_column": "contact_person_id",
        "sort_order": "A",
    }
    names = {one.name for one in SHOWN}
    rows = [_only(names, person(one)) for one in people[start : start + length]]
    return Reply({"contact_persons": rows, "page_context": page})


def _get(call: Call) -> Reply:
    contact = fetch(call, resource_of(call))
    found = _of(contact, call.ids["contact_person_id"])
    if call.context.fails(checks.RECORD, found is None):
        raise missing(call, "Contact Person")
    return Reply({"contact_person": _shown(contact, found or {})})


def _get_by_its_id(call: Call) -> Reply:
    """In no specification, but Zoho's own Python client reads a person so."""
    contact, found = _find(call)
    return Reply({"contact_person": _shown(contact, found)})


def _find(call: Call) -> tuple[Record, Mapping[str, Any]]:
    """The contact of the person that the path names, and the person."""
    key = call.ids["contact_person_id"]
    for contact in call.context.store.rows("books.contacts", call.tenant).values():
        if (found := _of(contact, key)) is not None:
            return contact, found
    if call.context.fails(checks.RECORD, True):
        raise missing(call, "Contact Person")
    return {"contact_id": ""}, {"contact_person_id": key}


def _of(contact: Record, key: str) -> Mapping[str, Any] | None:
    people = contact.get("contact_persons", ())
    return next((one for one in people if one["contact_person_id"] == key), None)


def _others(contact: Record, key: str, values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The people beside one; where that one becomes the primary one, none of them is."""
    lost = {"is_primary_contact": False} if values.get("is_primary_contact") else {}
    people = contact.get("contact_persons", ())
    return [{**one, **lost} for one in people if one["contact_person_id"] != key]


def _save(call: Call, contact: Record, people: list[Mapping[str, Any]] | list[dict[str, Any]]) -> Record:
    if not contact["contact_id"]:
        return contact
    values = {"contact_persons": people}
    return state.update(call.context, resource_of(call), call.tenant, contact, values, call.cause)


def _shown(contact: Record, stored: Mapping[str, Any]) -> dict[str, Any]:
    names = {one.name for one in SHOWN}
    return {"contact_id": contact["contact_id"], **_only(names, person(stored))}


def _only(names: set[str], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}
