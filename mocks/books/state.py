"""The state functions: every change of a record of Books passes here, from a request or a scenario."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from ..kit.service import Context
from ..kit.store import Record
from . import custom_fields, ids
from .resource import Resource


def create(
    context: Context,
    resource: Resource,
    tenant: str,
    values: Mapping[str, Any],
    cause: Mapping[str, Any],
    key: str | None = None,
) -> Record:
    """Store a new record under `key`, or under the next free id; raises ValueError if `key` is taken."""
    if key and context.store.get(resource.kind, tenant, key) is not None:
        raise ValueError(f"The organization {tenant} already has a {resource.name} with the id {key}.")
    if key is None and resource.hooks.key is not None:
        key = resource.hooks.key(context, tenant, values)
    key = key or ids.generate(context, tenant, resource.plural, resource.block)
    now = int(context.clock.now())
    record = {
        resource.key: key,
        **_settled(context, resource, tenant, None, values)[0],
        "created_time": now,
        "last_modified_time": now,
        **_by(cause, "maker", "editor"),
    }
    _store(context, resource, tenant, key, record)
    _tell(context, resource, tenant, "created", key, None, record, cause)
    return record


def update(
    context: Context,
    resource: Resource,
    tenant: str,
    before: Record,
    values: Mapping[str, Any],
    cause: Mapping[str, Any],
) -> Record:
    """Replace a record by what the changes make of it."""
    key = before[resource.key]
    changes, dropped = _settled(context, resource, tenant, before, values)
    kept = {name: value for name, value in before.items() if name not in dropped}
    moment = {"last_modified_time": int(context.clock.now()), **_by(cause, "editor")}
    record = {**kept, **changes, **moment}
    _store(context, resource, tenant, key, record)
    _tell(context, resource, tenant, "edited", key, before, record, cause)
    return record


def remove(
    context: Context, resource: Resource, tenant: str, before: Record, cause: Mapping[str, Any]
) -> None:
    """Delete a record and what goes with it."""
    key = before[resource.key]
    context.store.delete(resource.kind, tenant, key)
    if resource.hooks.removed is not None:
        resource.hooks.removed(context, tenant, before)
    _tell(context, resource, tenant, "deleted", key, before, None, cause)


def _by(cause: Mapping[str, Any], *names: str) -> dict[str, str]:
    """The person behind a change, under those names; nobody is behind what a scenario lays down."""
    person = cause.get("person")
    return dict.fromkeys(names, person) if person else {}


def _settled(
    context: Context, resource: Resource, tenant: str, before: Record | None, values: Mapping[str, Any]
) -> tuple[dict[str, Any], AbstractSet[str]]:
    """The values as they are stored, and the names of those that say the default and are not."""
    settled = dict(values)
    entries = settled.pop("custom_fields", None)
    if resource.hooks.settle is not None:
        settled = resource.hooks.settle(context, tenant, before, settled)
    defaults = resource.defaults
    lean = {
        name: value for name, value in settled.items() if value is not None and value != defaults.get(name)
    }
    if entries is not None:
        had = before.get("custom", {}) if before else {}
        lean["custom"] = custom_fields.merge(context, tenant, resource.plural, had, entries)
    return lean, settled.keys() - lean.keys()


def _store(context: Context, resource: Resource, tenant: str, key: str, record: Record) -> None:
    context.store.put(resource.kind, tenant, key, record)
    if resource.hooks.saved is not None:
        resource.hooks.saved(context, tenant, record)


def _tell(
    context: Context,
    resource: Resource,
    tenant: str,
    event: str,
    key: str,
    before: Record | None,
    after: Record | None,
    cause: Mapping[str, Any],
) -> None:
    if resource.module is not None:
        context.events.append(tenant, resource.module, event, key, before=before, after=after, cause=cause)
