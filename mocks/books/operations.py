"""A declared resource as operations: the one place where data becomes behaviour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ..kit.service import Call, Operation
from ..kit.store import Record
from . import checks, state
from .errors import BooksError
from .listing import PAGE_CONTEXT, answer_list, parameters
from .plan import Reply, declare, resource_of
from .render import Viewer, detail
from .resource import Resource


def expand(resource: Resource) -> Iterator[Operation]:
    """The operations of a resource, in the order of the documentation."""
    for action in resource.actions:
        yield _BUILD[action](resource)


def fetch(call: Call, resource: Resource) -> Record:
    """The record that the path names; refused if there is none."""
    key = call.ids[resource.key]
    record = call.context.store.get(resource.kind, call.tenant, key)
    if record is None:
        if call.context.fails(checks.RECORD, True):
            raise missing(call, resource.title)
        return {resource.key: key}
    return record


def missing(call: Call, title: str) -> BooksError:
    """The error for a record that does not exist."""
    return BooksError.missing_record(title, int(call.context.assume("books.record_status")))


def require_references(call: Call, resource: Resource, values: Mapping[str, Any]) -> None:
    """Refuse ids of records that do not exist, in the fields that hold ids."""
    for one in resource.references:
        if (key := values.get(one.name)) and one.reference:
            require_reference(call, one.name, one.reference, key)


def require_reference(call: Call, name: str, plural: str, key: str) -> None:
    """Refuse the id of a record that does not exist, in the field `name`."""
    absent = call.context.store.get(f"books.{plural}", call.tenant, key) is None
    if call.context.fails(checks.REFERENCE, absent):
        if call.context.assume("books.reference") == "code2":
            raise BooksError.invalid_value(name)
        raise missing(call, plural.removesuffix("s").capitalize())


def _create(call: Call) -> Reply:
    resource = resource_of(call)
    values = _admit(call, resource, None)
    record = state.create(call.context, resource, call.tenant, values, call.cause)
    shown = detail(Viewer.of(call), resource, record)
    return Reply({resource.name: shown}, location=f"{resource.at}/{record[resource.key]}")


def _get(call: Call) -> Reply:
    resource = resource_of(call)
    record = fetch(call, resource)
    return Reply({resource.name: detail(Viewer.of(call), resource, record, resource.unread)})


def _update(call: Call) -> Reply:
    resource = resource_of(call)
    before = fetch(call, resource)
    values = _admit(call, resource, before)
    record = state.update(call.context, resource, call.tenant, before, values, call.cause)
    return Reply({resource.name: detail(Viewer.of(call), resource, record)})


def _delete(call: Call) -> Reply:
    resource = resource_of(call)
    before = fetch(call, resource)
    hooks = resource.hooks
    if hooks.guard is not None:
        hooks.guard(call, before)
    state.remove(call.context, resource, call.tenant, before, call.cause)
    return Reply(message=hooks.deleted_message(before) if hooks.deleted_message else None)


def _mark(status: str) -> Callable[[Call], Reply]:
    def mark(call: Call) -> Reply:
        resource = resource_of(call)
        before = fetch(call, resource)
        state.update(call.context, resource, call.tenant, before, {"status": status}, call.cause)
        return Reply()

    return mark


def _admit(call: Call, resource: Resource, before: Record | None) -> dict[str, Any]:
    """The values to save, after every refusal that the fields alone don't say."""
    if before is not None and call.context.assume("books.update_required") == "full":
        for one in resource.required:
            require_value(call, one.name, bad=not call.body.get(one.name))
    values = call.body
    if resource.hooks.admit is not None:
        values = resource.hooks.admit(call, before, values)
    require_references(call, resource, values)
    return values


def own_ids(
    given: Iterable[Mapping[str, Any]], key: str, had: Iterable[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """Nested records of a request; an id that the record does not have counts as none."""
    known = {one[key] for one in had}
    return [{name: value for name, value in one.items() if name != key or value in known} for one in given]


def require_value(call: Call, name: str, *, bad: bool) -> None:
    """Refuse a body in which a required field is missing."""
    if call.context.fails(checks.REQUIRED, bad):
        raise BooksError.missing_value(name)


def _one(resource: Resource) -> str:
    return f"/{resource.at}/{{{resource.key}}}"


def _shown(resource: Resource, *, reading: bool = False) -> dict[str, Any]:
    omitted = resource.unread if reading else frozenset()
    names = {name: None for name in resource.defaults if name not in omitted}
    return {resource.name: resource.answer(names)}


def _build_create(resource: Resource) -> Operation:
    return declare(
        f"create_{resource.name}",
        "POST",
        f"/{resource.at}",
        _create,
        scope=f"{resource.scopes}.CREATE",
        message=resource.messages.created,
        answer=_shown(resource),
        body=resource.writable,
        status=201,
        resource=resource,
    )


def _build_list(resource: Resource) -> Operation:
    rows = {"type": "array", "items": resource.answer(resource.row_defaults)}
    return declare(
        f"list_{resource.plural}",
        "GET",
        f"/{resource.at}",
        answer_list,
        scope=f"{resource.scopes}.READ",
        message="success",
        answer={resource.plural: rows, "page_context": PAGE_CONTEXT},
        parameters=parameters(resource),
        custom=resource.custom,
        resource=resource,
    )


def _build_get(resource: Resource) -> Operation:
    return declare(
        f"get_{resource.name}",
        "GET",
        _one(resource),
        _get,
        scope=f"{resource.scopes}.READ",
        message="success",
        answer=_shown(resource, reading=True),
        resource=resource,
    )


def _build_update(resource: Resource) -> Operation:
    return declare(
        f"update_{resource.name}",
        "PUT",
        _one(resource),
        _update,
        scope=f"{resource.scopes}.UPDATE",
        message=resource.messages.updated,
        answer=_shown(resource),
        body=resource.writable,
        partial=True,
        resource=resource,
    )


def _build_delete(resource: Resource) -> Operation:
    return declare(
        f"delete_{resource.name}",
        "DELETE",
        _one(resource),
        _delete,
        scope=f"{resource.scopes}.DELETE",
        message=resource.messages.deleted,
        resource=resource,
    )


def _build_mark(status: str) -> Callable[[Resource], Operation]:
    def build(resource: Resource) -> Operation:
        message = resource.messages.active if status == "active" else resource.messages.inactive
        return declare(
            f"mark_{resource.name}_{status}",
            "POST",
            f"{_one(resource)}/{status}",
            _mark(status),
            scope=f"{resource.scopes}.CREATE",
            message=message,
            resource=resource,
        )

    return build


_BUILD: Mapping[str, Callable[[Resource], Operation]] = {
    "create": _build_create,
    "list": _build_list,
    "get": _build_get,
    "update": _build_update,
    "delete": _build_delete,
    "active": _build_mark("active"),
    "inactive": _build_mark("inactive"),
}
