"""Addresses of a contact: the two that it always has, and additional ones [spec: contacts.yml].

Each is a part of the contact's record; a change of one is an edit of the contact.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, ids, state
from ..operations import fetch, missing
from ..plan import Reply, declare, resource_of
from ..resource import Resource, default, strict
from .fields import ADDRESS, ADDRESS_SHOWN

OWN: Mapping[str, str] = {"billing": "00036", "shipping": "00037"}
"""The addresses that every contact has, each with the middle digits of its id."""
BLOCK = 38
EMPTY = {one.name: default(one) for one in ADDRESS_SHOWN}

_PATH = "/contacts/{contact_id}/address"


def own(contact: Record, kind: str) -> dict[str, Any]:
    """The billing or the shipping address, empty unless somebody filled it in."""
    key = contact["contact_id"]
    return {**EMPTY, **contact.get(f"{kind}_address", {}), "address_id": f"{key[:7]}{OWN[kind]}{key[-7:]}"}


def filled(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that are there; null empties a field."""
    return {name: value for name, value in values.items() if value is not None}


def operations(contacts: Resource) -> Iterator[Operation]:
    """List, add, update, delete."""
    shown = strict(list(ADDRESS_SHOWN))
    yield declare(
        "get_contact_address",
        "GET",
        _PATH,
        _list,
        scope="contacts.READ",
        message="success",
        answer={"addresses": {"type": "array", "items": shown}},
        resource=contacts,
    )
    yield declare(
        "add_contact_address",
        "POST",
        _PATH,
        _add,
        scope="contacts.CREATE",
        message="The address has been created.",
        answer={"address_info": shown},
        body=ADDRESS,
        resource=contacts,
    )
    yield declare(
        "update_contact_address",
        "PUT",
        _PATH + "/{address_id}",
        _update,
        scope="contacts.UPDATE",
        message="The address has been updated.",
        answer={"address_info": shown},
        body=(*ADDRESS, *ADDRESS_SHOWN[:1]),
        partial=True,
        resource=contacts,
    )
    yield declare(
        "delete_contact_address",
        "DELETE",
        _PATH + "/{address_id}",
        _delete,
        scope="contacts.DELETE",
        message="The address has been deleted.",
        resource=contacts,
    )


def _list(call: Call) -> Reply:
    contact = fetch(call, resource_of(call))
    further = ({**EMPTY, **one} for one in contact.get("addresses", ()))
    return Reply({"addresses": [*(own(contact, kind) for kind in OWN), *further]})


def _add(call: Call) -> Reply:
    contact = fetch(call, resource_of(call))
    key = ids.generate(call.context, call.tenant, "addresses", BLOCK)
    address = filled({**call.body, "address_id": key})
    _save(call, contact, {"addresses": [*contact.get("addresses", ()), address]})
    return Reply({"address_info": {**EMPTY, **address}})


def _update(call: Call) -> Reply:
    contact, key = fetch(call, resource_of(call)), call.ids["address_id"]
    if (kind := _own_kind(contact, key)) is not None:
        address = filled({**contact.get(f"{kind}_address", {}), **call.body})
        _save(call, contact, {f"{kind}_address": address})
        return Reply({"address_info": {**EMPTY, **address, "address_id": key}})
    before = _further(call, contact, key)
    address = filled({**before, **call.body, "address_id": key})
    kept = [address if one["address_id"] == key else one for one in contact.get("addresses", ())]
    _save(call, contact, {"addresses": kept})
    return Reply({"address_info": {**EMPTY, **address}})


def _delete(call: Call) -> Reply:
    """Only an additional address; the two that every contact has stay."""
    contact, key = fetch(call, resource_of(call)), call.ids["address_id"]
    _further(call, contact, key)
    kept = [one for one in contact.get("addresses", ()) if one["address_id"] != key]
    _save(call, contact, {"addresses": kept})
    return Reply()


def _own_kind(contact: Record, key: str) -> str | None:
    return next((kind for kind in OWN if own(contact, kind)["address_id"] == key), None)


def _further(call: Call, contact: Record, key: str) -> Mapping[str, Any]:
    found = next((one for one in contact.get("addresses", ()) if one["address_id"] == key), None)
    if call.context.fails(checks.RECORD, found is None):
        raise missing(call, "Address")
    return found or {}


def _save(call: Call, contact: Record, values: Mapping[str, Any]) -> None:
    state.update(call.context, resource_of(call), call.tenant, contact, values, call.cause)
