"""A declared resource as operations: the one place where data becomes behaviour."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any

from ..kit.fields import Field
from ..kit.service import Call, Operation
from ..kit.store import Record
from . import checks, custom_fields, state
from .errors import BooksError
from .listing import COUNTS, answer_list, context_schema, parameters
from .plan import Reply, declare, resource_of
from .render import Viewer, detail
from .resource import Resource

UNIQUE = (
    Field("X-Unique-Identifier-Key", required=True),
    Field("X-Unique-Identifier-Value", required=True),
    Field("X-Upsert", "boolean"),
)
"""The headers that name a record by the value of one of its custom fields [spec]."""


def expand(resource: Resource) -> Iterator[Operation]:
    """The operations of a resource, in the order of the documentation."""
    for action in resource.actions:
        yield _BUILD[action](resource)


def fetch(call: Call, resource: Resource) -> Record:
    """The record that the path names; refused if there is none."""
    key = call.ids[resource.key]
    record = call.context.store.get(resource.kind, call.tenant, key)
    above = _above(call, resource)
    if record is None or any(record.get(name) != value for name, value in above.items()):
        if call.context.fails(checks.RECORD, True):
            raise missing(call, resource.title)
        return {resource.key: key, **above}
    return record


def _above(call: Call, resource: Resource) -> dict[str, str]:
    """The id of the record below which the path lies, under its name; refused if there is none."""
    if resource.within is None:
        return {}
    return {resource.within.key: fetch(call, resource.within)[resource.within.key]}


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
        raise missing(call, _singular(plural))


def _singular(plural: str) -> str:
    """`Tax exemption` of `tax_exemptions`."""
    for end, one in (("ies", "y"), ("xes", "x"), ("s", "")):
        if plural.endswith(end):
            return (plural.removesuffix(end) + one).replace("_", " ").capitalize()
    return plural


def require_unused(call: Call, resource: Resource, record: Record, title: str) -> None:
    """Refuse to delete a record that others use; `title` is how the text calls it."""
    key = record[resource.key]
    if any(use.of(call.context, call.tenant, key) for use in resource.uses):
        refuse_used(call, title)


def refuse_used(call: Call, title: str) -> None:
    """Refuse to delete what is used, where that is assumed; `title` is how the text calls it."""
    chosen = call.context.assume("books.in_use")
    if call.context.fails(checks.IN_USE, chosen != "deleted"):
        raise _IN_USE[chosen](title)


def _create(call: Call) -> Reply:
    resource = resource_of(call)
    above = _above(call, resource)
    values = {**_admit(call, resource, None), **above}
    record = state.create(call.context, resource, call.tenant, values, call.cause)
    record = _followed(call, resource, None, record)
    shown = detail(Viewer.of(call), resource, record)
    place = f"{resource.at}/{record[resource.key]}".format(**above)
    told = _told(resource, record, "created")
    return Reply({resource.name: shown}, message=told, location=place)


def _list(call: Call) -> Reply:
    _above(call, resource_of(call))
    return answer_list(call)


def _get(call: Call) -> Reply:
    resource = resource_of(call)
    record = fetch(call, resource)
    return Reply({resource.name: detail(Viewer.of(call), resource, record, resource.unread)})


def _update(call: Call) -> Reply:
    resource = resource_of(call)
    before = fetch(call, resource)
    values = _admit(call, resource, before)
    record = state.update(call.context, resource, call.tenant, before, values, call.cause)
    record = _followed(call, resource, before, record)
    shown = detail(Viewer.of(call), resource, record)
    return Reply({resource.name: shown}, message=_told(resource, record, "updated"))


def _followed(call: Call, resource: Resource, before: Record | None, record: Record) -> Record:
    """The record after whatever else the call asked for."""
    done = resource.hooks.done
    return record if done is None else done(call, before, record)


def _told(resource: Resource, record: Record, done: str) -> str | None:
    """What is said of a record that was created, updated or deleted, where that depends on the record."""
    message = resource.hooks.message
    return None if message is None else message(record, done)


def _update_by_field(call: Call) -> Reply:
    """The record is the one with that value in a custom field; X-Upsert makes it if there is none."""
    resource = resource_of(call)
    name, value = (_header(call, one) for one in UNIQUE[:2])
    lax = bool(name) and not custom_fields.unique(call.context, call.tenant, resource.plural, name)
    if call.context.fails(checks.VALUE, lax):
        raise BooksError.invalid_value(name)
    before = custom_fields.holder(call.context, call.tenant, resource, name, value)
    if before is None:
        return _upsert(call, resource, name, value)
    values = _admit(call, resource, before)
    record = state.update(call.context, resource, call.tenant, before, values, call.cause)
    record = _followed(call, resource, before, record)
    shown = detail(Viewer.of(call), resource, record)
    return Reply({resource.name: shown}, message=_told(resource, record, "updated"))


def _upsert(call: Call, resource: Resource, name: str, value: str) -> Reply:
    wanted = call.request.headers.get(UNIQUE[2].name.lower(), "").lower() == "true"
    if call.context.fails(checks.RECORD, not wanted):
        raise missing(call, resource.title)
    _require_filled(call, resource)
    values = _admit(call, resource, None)
    entries = [*(values.get("custom_fields") or ()), {"api_name": name, "value": value}]
    values = {**values, "custom_fields": entries}
    record = state.create(call.context, resource, call.tenant, values, call.cause)
    record = _followed(call, resource, None, record)
    told = {"updated": None, "created": resource.messages.created}[call.context.assume("books.upserted")]
    return Reply({resource.name: detail(Viewer.of(call), resource, record)}, message=told)


def _header(call: Call, declared: Field) -> str:
    sent = call.request.headers.get(declared.name.lower(), "").strip()
    require_value(call, declared.name, bad=not sent)
    return sent


def _update_custom_fields(call: Call) -> Reply:
    resource = resource_of(call)
    before = fetch(call, resource)
    _admit_custom(call, resource, before, call.body)
    state.update(call.context, resource, call.tenant, before, call.body, call.cause)
    return Reply()


def _delete(call: Call) -> Reply:
    resource = resource_of(call)
    before = fetch(call, resource)
    hooks = resource.hooks
    require_unused(call, resource, before, hooks.title(before) if hooks.title else f"The {resource.called}")
    if hooks.guard is not None:
        hooks.guard(call, before)
    state.remove(call.context, resource, call.tenant, before, call.cause)
    return Reply(message=_told(resource, before, "deleted"))


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
        _require_filled(call, resource)
    values = call.body
    if resource.hooks.admit is not None:
        values = resource.hooks.admit(call, before, values)
    require_references(call, resource, values)
    _admit_custom(call, resource, before, values)
    return values


def _require_filled(call: Call, resource: Resource) -> None:
    for one in resource.required:
        require_value(call, one.name, bad=call.body.get(one.name) in ("", None))


def _admit_custom(call: Call, resource: Resource, before: Record | None, values: Mapping[str, Any]) -> None:
    """Refuse a value that another record has, in a custom field that was laid down as unique."""
    for entry in values.get("custom_fields") or () if resource.custom else ():
        name = custom_fields.taken(call.context, call.tenant, resource, before, entry)
        if call.context.fails(checks.DUPLICATE, name is not None):
            raise BooksError.invalid_value(str(name))


def said(call: Call) -> dict[str, Any]:
    """What the body of a request says: a null says nothing."""
    return {name: value for name, value in call.body.items() if value is not None}


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


def _listed(resource: Resource) -> dict[str, Any]:
    rows = {"type": "array", "items": resource.row_answer}
    context = context_schema(resource.context, since=resource.since)
    context["properties"] |= COUNTS
    paged = {"page_context": context} if resource.context else {}
    return {resource.plural: rows, **paged}


def _build_create(resource: Resource) -> Operation:
    return declare(
        f"create_{resource.name}",
        "POST",
        f"/{resource.at}",
        _create,
        scope=f"{resource.scopes}.CREATE",
        message=resource.messages.created,
        answer=partial(_shown, resource),
        parameters=resource.asked.get("create", ()),
        body=resource.writable,
        status=resource.created_status,
        resource=resource,
    )


def _build_list(resource: Resource) -> Operation:
    return declare(
        f"list_{resource.plural}",
        "GET",
        f"/{resource.at}",
        _list,
        scope=f"{resource.scopes}.READ",
        message="success",
        answer=partial(_listed, resource),
        optional=(resource.plural,) if resource.context else (),
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
        answer=partial(_shown, resource, reading=True),
        parameters=resource.asked.get("get", ()),
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
        answer=partial(_shown, resource),
        parameters=resource.asked.get("update", ()),
        body=resource.writable,
        partial=True,
        resource=resource,
    )


def _build_update_by_field(resource: Resource) -> Operation:
    return declare(
        f"update_{resource.name}_using_custom_field",
        "PUT",
        f"/{resource.at}",
        _update_by_field,
        scope=f"{resource.scopes}.UPDATE",
        message=resource.messages.updated,
        answer=partial(_shown, resource),
        headers=UNIQUE,
        body=resource.writable,
        partial=True,
        resource=resource,
    )


def _build_update_custom_fields(resource: Resource) -> Operation:
    return declare(
        f"update_custom_fields_in_{resource.name}",
        "PUT",
        f"/{resource.name}/{{{resource.key}}}/customfields",
        _update_custom_fields,
        scope=f"{resource.scopes}.UPDATE",
        message="Custom Fields Updated Successfully",
        body=(resource.by_name["custom_fields"],),
        bare="custom_fields",
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


_IN_USE = {"code1004": BooksError.has_transactions, "code36": BooksError.has_dependents}
_BUILD: Mapping[str, Callable[[Resource], Operation]] = {
    "create": _build_create,
    "list": _build_list,
    "get": _build_get,
    "update": _build_update,
    "update_by_field": _build_update_by_field,
    "update_custom_fields": _build_update_custom_fields,
    "delete": _build_delete,
    "active": _build_mark("active"),
    "inactive": _build_mark("inactive"),
}
