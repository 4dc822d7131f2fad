"""Contact persons as calls of their own [spec: contact-persons.yml].

Each is a part of its contact's record; a change of one is an edit of the contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, recorded, state
from ..fields import flag, moment, shown, shown_flag
from ..listing import PAGING, bounds, context_schema
from ..operations import fetch, missing, require_reference
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, default, strict
from . import hooks
from .addresses import filled
from .fields import CONTACT_PERSON
from .hooks import person

Found = TypeVar("Found")

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
RECORDED = (
    *recorded.texts("zcrm_contact_id", "photo_url", "mobile_country_code", "mobile_code_formatted", "fax"),
    shown_flag("can_invite", default=True),
    moment("created_time"),
    moment("updated_time"),
    *recorded.lists("contactperson_custom_fields"),
)
"""What the sister product Zoho Invoice, which has the same contacts, shows of a person beside that."""
ROW = (
    *(Field(name, "id") for name in ("contact_id", "contact_person_id")),
    *(shown(name) for name in ("contact_name", "salutation", "first_name", "last_name", "email", "phone")),
    *(shown(name) for name in ("mobile", "department", "designation", "skype", "fax", "currency_code")),
    shown("created_time"),
    flag("is_primary_contact"),
    *recorded.lists("contactperson_custom_fields"),
)
"""A person in the list of all people [recorded on Zoho Invoice]; `created_time` is a day there."""
CONTEXT = ("page", "per_page", "has_more_page", "sort_column", "sort_order")
FILTERS = ("first_name", "last_name", "email", "phone")
"""What the list of all people is filtered by: clients send `email`; the others are ours."""

_PATH = "/contacts/contactpersons"
_ONE = _PATH + "/{contact_person_id}"
_BELOW = "/contacts/{contact_id}/contactpersons"


def operations(contacts: Resource) -> Iterator[Operation]:
    """Create, update, delete, list, get, make primary."""
    one = strict([Field("contact_id", "id"), *SHOWN, *RECORDED])
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
        "list_all_contact_persons",
        "GET",
        _PATH,
        _list_all,
        scope="contacts.READ",
        message="success",
        answer={
            "contact_persons": {"type": "array", "items": strict(list(ROW))},
            "page_context": context_schema((*CONTEXT, "report_name")),
        },
        parameters=(*PAGING, *(Field(name) for name in FILTERS)),
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
        return Reply({"contact_person": _shown(call, {"contact_id": key}, values)})
    people = [*_others(contact, "", values), values]
    added = _save(call, contact, people)["contact_persons"][-1]
    place = f"{_BELOW[1:]}/{added['contact_person_id']}".format(contact_id=contact["contact_id"])
    return Reply({"contact_person": _shown(call, contact, added)}, location=place)


def _update(call: Call) -> Reply:
    contact, before = _find(call)
    values = {name: value for name, value in call.body.items() if name != "contact_id"}
    after = filled({**before, **values})
    key = before["contact_person_id"]
    others = {one["contact_person_id"]: one for one in _others(contact, key, values)}
    had = contact.get("contact_persons", ())
    saved = _save(call, contact, [others.get(one["contact_person_id"], after) for one in had])
    return Reply({"contact_person": _shown(call, saved, _of(saved, key) or after)})


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
    chosen, page = _page(call, people)
    names = {one.name for one in SHOWN}
    return Reply({"contact_persons": [_only(names, person(one)) for one in chosen], "page_context": page})


def _list_all(call: Call) -> Reply:
    """The people of every contact. In no specification of Books; recorded on Zoho Invoice."""
    viewer, contacts = Viewer.of(call), call.context.store.rows("books.contacts", call.tenant).values()
    wanted = [(name, call.parameters[name].casefold()) for name in FILTERS if call.parameters.get(name)]
    found = [
        (contact, one)
        for contact in contacts
        for one in contact.get("contact_persons", ())
        if all(one.get(name, "").casefold() == value for name, value in wanted)
    ]
    chosen, page = _page(call, sorted(found, key=lambda pair: int(pair[1]["contact_person_id"])))
    rows = [_row(viewer, contact, one) for contact, one in chosen]
    return Reply({"contact_persons": rows, "page_context": {**page, "report_name": "Contact Persons"}})


def _row(viewer: Viewer, contact: Record, stored: Mapping[str, Any]) -> dict[str, Any]:
    values = {
        **{name: contact.get(name, "") for name in ("contact_id", "contact_name")},
        **person(stored),
        "currency_code": hooks.currency_of(viewer, contact)["currency_code"],
        "created_time": viewer.date(stored["created_time"]),
    }
    return {one.name: values.get(one.name, default(one)) for one in ROW}


def _page(call: Call, found: Sequence[Found]) -> tuple[Sequence[Found], dict[str, Any]]:
    """The people of the page that is asked for, and its page_context."""
    start, length = bounds(call)
    return found[start : start + length], {
        "page": start // length + 1,
        "per_page": length,
        "has_more_page": len(found) > start + length,
        "sort_column": "contact_person_id",
        "sort_order": "A",
    }


def _get(call: Call) -> Reply:
    contact = fetch(call, resource_of(call))
    found = _of(contact, call.ids["contact_person_id"])
    if call.context.fails(checks.RECORD, found is None):
        raise missing(call, "Contact Person")
    return Reply({"contact_person": _shown(call, contact, found or {})})


def _get_by_its_id(call: Call) -> Reply:
    """In no specification, but Zoho's own Python client reads a person so."""
    contact, found = _find(call)
    return Reply({"contact_person": _shown(call, contact, found)})


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


def _shown(call: Call, contact: Record, stored: Mapping[str, Any]) -> dict[str, Any]:
    names, viewer = {one.name for one in SHOWN}, Viewer.of(call)
    now = call.context.clock.now()
    return {
        "contact_id": contact["contact_id"],
        **_only(names, person(stored)),
        **{one.name: default(one) for one in RECORDED},
        **{name: viewer.time(stored.get(name, now)) for name in ("created_time", "updated_time")},
    }


def _only(names: set[str], values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in names}
