"""The calls about organizations. The list needs no organization_id: it is how ids are found [live]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..kit.service import Call, Operation
from ..kit.store import Record
from . import checks
from .errors import BooksError
from .fields import ORGANIZATION, ORGANIZATION_COLUMNS, ORGANIZATION_LISTED
from .plan import VENDOR, Reply, declare
from .render import Viewer
from .resource import strict
from .tenancy import KIND, known_zone

_BY_NAME = {one.name: one for one in ORGANIZATION}
_WHOLE = tuple(one.name for one in ORGANIZATION if one.name not in ORGANIZATION_LISTED)
_BODY = tuple(one for one in ORGANIZATION if not one.read_only)


def operations() -> Iterator[Operation]:
    """List, get, update. There is no creating one: a token covers the organizations it was given for."""
    row = strict([_BY_NAME[name] for name in ORGANIZATION_COLUMNS])
    whole = {"organization": strict([_BY_NAME[name] for name in _WHOLE])}
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


def _get(call: Call) -> Reply:
    return Reply({"organization": show(Viewer.of(call).organization, _WHOLE)})


def _update(call: Call) -> Reply:
    before = Viewer.of(call).organization
    changes = {name: value for name, value in call.body.items() if value is not None}
    zone = changes.get("time_zone")
    if zone is not None and not known_zone(zone):
        if call.context.fails(checks.VALUE, True):
            raise BooksError.invalid_value("time_zone")
        del changes["time_zone"]
    if "address" in changes:
        changes["address"] = {**before["address"], **changes["address"]}
    record = {**before, **changes}
    call.context.store.put(KIND, "", call.tenant, record)
    return Reply({"organization": show(record, _WHOLE)})
