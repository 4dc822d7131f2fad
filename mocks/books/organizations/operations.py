"""The calls about organizations. The list needs no organization_id: it is how ids are found [live].

Whoever makes an organization is its first user. A token covers the organizations that it was given for, so
not yet that one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, currencies, custom_fields, ids, state
from ..errors import BooksError
from ..operations import require_reference
from ..plan import VENDOR, Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from .fields import ORGANIZATION, ORGANIZATION_COLUMNS, ORGANIZATION_LISTED
from .tenancy import KIND, found, known_zone
from .users import of_person

_BY_NAME = {one.name: one for one in ORGANIZATION}
_MADE = ("is_logo_uploaded", "user_status")
_WHOLE = tuple(one.name for one in ORGANIZATION if one.name not in ORGANIZATION_LISTED | {*_MADE})
_ALIASES: Mapping[str, str] = {
    "companyid_label": "company_id_label",
    "companyid_value": "company_id_value",
    "taxid_label": "tax_id_label",
    "taxid_value": "tax_id_value",
}
"""What a request calls otherwise than an answer [spec]."""
_BODY = (*(one for one in ORGANIZATION if not one.read_only), *(Field(name) for name in _ALIASES))
_NEEDED = ("name", "currency_code", "time_zone")
_NEW = (
    *(Field(name, required=True) for name in (*_NEEDED, "portal_name")),
    *(_BY_NAME[name] for name in ("fiscal_year_start_month", "date_format", "field_separator")),
    *(_BY_NAME[name] for name in ("language_code", "industry_type", "industry_size")),
    *(_BY_NAME[name] for name in ("org_address", "remit_to_address", "address")),
)
_CREATED = (
    "organization_id",
    "name",
    "is_logo_uploaded",
    "is_default_org",
    "user_role",
    "account_created_date",
    "time_zone",
    "language_code",
    "date_format",
    "field_separator",
    "fiscal_year_start_month",
    "tax_group_enabled",
    "user_status",
    "contact_name",
    "industry_type",
    "address",
)
_PORTAL = re.compile("[A-Za-z0-9]{5,30}")


def operations(users: Resource) -> Iterator[Operation]:
    """Create, list, get, update."""
    row = strict([_BY_NAME[name] for name in ORGANIZATION_COLUMNS])
    whole = {"organization": strict([_BY_NAME[name] for name in _WHOLE])}
    yield declare(
        "create_organization",
        "POST",
        "/organizations",
        _create,
        scope="settings.CREATE",
        message="success",
        answer={"organization": strict([_BY_NAME[name] for name in _CREATED])},
        body=_NEW,
        status=201,
        tenanted=False,
        resource=users,
    )
    yield declare(
        "list_organizations",
        "GET",
        "/organizations",
        _list,
        scope="settings.READ",
        message="success",
        answer={"organizations": {"type": "array", "items": row}},
        tenanted=False,
    )
    yield declare(
        "get_organization",
        "GET",
        "/organizations/{organization_id}",
        _get,
        scope="settings.READ",
        message="success",
        answer=whole,
    )
    yield declare(
        "update_organization",
        "PUT",
        "/organizations/{organization_id}",
        _update,
        scope="settings.UPDATE",
        message="success",
        answer=whole,
        body=_BODY,
        partial=True,
    )


def show(record: Record, names: tuple[str, ...]) -> dict[str, Any]:
    """Those fields of an organization."""
    return {name: record[name] for name in names}


def _list(call: Call) -> Reply:
    known = call.context.store.rows(KIND, "")
    tenants = call.grant.tenants if call.grant else tuple(known)
    rows: list[dict[str, Any]] = []
    for tenant in tenants:
        if tenant in known and _member(call, tenant):
            record = Viewer(call.context, tenant).organization
            default = {"is_default_org": bool(record["is_default_org"]) or not rows}
            rows.append({**show(record, ORGANIZATION_COLUMNS), **default})
    return Reply({"organizations": rows})


def _member(call: Call, tenant: str) -> bool:
    """Whether nobody deactivated or removed the person in the organization."""
    person = call.grant.person if call.grant else ""
    member = call.context.people.membership(person, VENDOR, tenant)
    return member is None or bool(member["active"])


def _create(call: Call) -> Reply:
    values = {name: value for name, value in call.body.items() if value is not None}
    portal, zone, code = (
        values.get("portal_name", ""),
        values.get("time_zone", ""),
        values.get("currency_code", ""),
    )
    for name, bad in (
        ("portal_name", bool(portal) and not _PORTAL.fullmatch(portal)),
        ("time_zone", bool(zone) and not known_zone(zone)),
        ("currency_code", bool(code) and not currencies.is_code(code)),
    ):
        if call.context.fails(checks.VALUE, bad):
            raise BooksError.invalid_value(name)
    if not known_zone(zone):
        values.pop("time_zone", None)
    key = ids.organization(call.context)
    centre = call.service.hosts.get(call.request.host, call.context.data_centre)
    values |= {"is_portal_enabled": bool(portal), "data_centre": centre}
    found(call.context, key, values)
    viewer = Viewer(call.context, key)
    record = {**viewer.organization, "account_created_date": viewer.today()}
    call.context.store.put(KIND, "", key, record)
    if call.grant is not None:
        _join(call, key, call.grant.person)
    return Reply({"organization": show(record, _CREATED)}, location=f"organizations/{key}")


def _join(call: Call, tenant: str, person: str) -> None:
    """Make the person the first user of the organization."""
    known = call.context.people.get(person) or call.context.people.add(person)
    values = {"person": person, "name": known["full_name"], "email": known["email"], "user_role": "admin"}
    state.create(call.context, resource_of(call), tenant, values, call.cause)


def _get(call: Call) -> Reply:
    return Reply({"organization": _whole(call, Viewer.of(call).organization)})


def _update(call: Call) -> Reply:
    before = Viewer.of(call).organization
    named = {_ALIASES.get(name, name): value for name, value in call.body.items()}
    changes = {name: value for name, value in named.items() if value is not None}
    zone = changes.get("time_zone")
    if zone is not None and not known_zone(zone):
        if call.context.fails(checks.VALUE, True):
            raise BooksError.invalid_value("time_zone")
        del changes["time_zone"]
    if "address" in changes:
        changes["address"] = {**before["address"], **changes["address"]}
    if key := changes.get("currency_id"):
        require_reference(call, "currency_id", "currencies", key)
        changes |= _currency(call, key)
    if (entries := changes.pop("custom_fields", None)) is not None:
        had = before.get("custom", {})
        changes["custom"] = custom_fields.merge(call.context, call.tenant, "organizations", had, entries)
    record = {**before, **changes}
    call.context.store.put(KIND, "", call.tenant, record)
    return Reply({"organization": _whole(call, record)})


def _currency(call: Call, key: str) -> dict[str, Any]:
    """What the organization shows of the currency that it counts in."""
    currency = call.context.store.get("books.currencies", call.tenant, key) or {}
    return {name: currency[name] for name in ("currency_code", "currency_symbol") if name in currency}


def _whole(call: Call, record: Record) -> dict[str, Any]:
    member = of_person(call.context, call.tenant, call.grant.person if call.grant else None)
    shown = show(record, _WHOLE) | {"user_role": (member or record)["user_role"]}
    if custom := record.get("custom"):
        shown["custom_fields"], _ = custom_fields.render(call.context, call.tenant, "organizations", custom)
    return shown
