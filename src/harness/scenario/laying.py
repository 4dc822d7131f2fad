"""Lays down the given state in a world, through the same state functions as the fakes' handlers."""

from __future__ import annotations

from collections.abc import Iterator

from ..connections import DISCONNECTED, NOT_CONNECTED
from .catalogue import PERSON, KindName
from .faults import set_fault
from .model import ConnectionStatus, Given, GivenRecord, Person
from .references import resolve
from .stage import Bound, Stage

GLOBAL_FIELDS = KindName("books", "orgvariables")
"""The kind of record that holds what an organization filled in for an extension's global fields."""


async def lay_down(stage: Stage, given: Given) -> None:
    """Make the world what `given` says; raises FileError where that is impossible."""
    for person in given.persons:
        human = stage.world.people.add(person.name, person.values)
        stage.bind(person.name, Bound(str(human["zuid"]), human))
    for tenant in given.tenants:
        _lay(stage, tenant)
    for record in _members(stage, given):
        _lay(stage, record)
    _bind_persons(stage, given)
    for record in given.records:
        if not _is_member(stage, record):
            _lay(stage, record)
    for value in given.global_values:
        written = {"name": value.name, "value": resolve(value.value, stage.lookup)}
        organization = stage.id(value.organization)
        stage.world.given(GLOBAL_FIELDS.service, GLOBAL_FIELDS.kind, organization, written)
    stage.entered = given.entered
    for connection in given.connections:
        await _authorize(stage, connection, given.persons[0].name)
    for limit in given.limits:
        stage.world.context.limits.allow(limit.service, limit.calls, limit.seconds)
    for fault in given.faults:
        set_fault(stage, fault)


def _lay(stage: Stage, record: GivenRecord) -> None:
    kind = stage.catalogue.kind(record.kind)
    tenant = stage.id(record.tenant)
    values = resolve(record.values, stage.lookup)
    try:
        stored = stage.world.given(record.kind.service, record.kind.kind, tenant, values)
    except ValueError as problem:
        raise record.place.error(str(problem)) from None
    stage.bind(record.name, Bound(str(stored[kind.key]), stored, record.kind, tenant))


def _is_member(stage: Stage, record: GivenRecord) -> bool:
    return stage.catalogue.member_kinds.get(record.kind.service) == record.kind


def _members(stage: Stage, given: Given) -> Iterator[GivenRecord]:
    """Who is a member of which tenant: everybody of all, as far as nothing else is given."""
    written = {
        (record.kind, record.tenant, record.values[PERSON]): record
        for record in given.records
        if _is_member(stage, record)
    }
    for tenant in given.tenants:
        kind = stage.catalogue.member_kinds.get(tenant.kind.service)
        for person in given.persons if kind is not None else ():
            assert kind is not None
            record = written.get((kind, tenant.name or "", person.name))
            if record is not None:
                yield record
            elif person.tenants is None or tenant.name in person.tenants:
                yield GivenRecord(kind, None, tenant.name or "", {PERSON: person.name}, tenant.place)


def _bind_persons(stage: Stage, given: Given) -> None:
    """A person's record also holds their id at each fake, in the first tenant they are a member of."""
    for person in given.persons:
        record = {**(stage.world.people.get(person.name) or {}), **_ids(stage, given, person)}
        stage.bind(person.name, Bound(str(record["zuid"]), record))


def _ids(stage: Stage, given: Given, person: Person) -> dict[str, str]:
    ids: dict[str, str] = {}
    for tenant in given.tenants:
        service, members = tenant.kind.service, stage.catalogue.member_kinds.get(tenant.kind.service)
        if members is None or service in ids:
            continue
        key = stage.catalogue.kind(members).key
        rows = stage.world.view(service, members.kind, stage.id(tenant.name or ""))
        mine = next((row for row in rows if row.get(PERSON) == person.name), None)
        if mine is not None:
            ids[service] = mine[key]
    return ids


async def _authorize(stage: Stage, given: ConnectionStatus, first: str) -> None:
    if given.status == NOT_CONNECTED:
        return
    organization, person = stage.id(given.organization), given.person or first
    entered = stage.entered.get(given.link_name)
    await stage.world.given_connection(organization, given.link_name, person, entered)
    if given.status == DISCONNECTED and given.link_name in stage.world.external:
        stage.world.external.disconnect(organization, given.link_name)
    elif given.status == DISCONNECTED:
        await stage.world.revoke(organization, given.link_name, given.person)
