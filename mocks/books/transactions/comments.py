"""Comments on a document and its history: one list, in which Books' own entries stand beside people's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..fields import text
from ..operations import fetch, missing
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from . import history


def operations(
    resource: Resource,
    *,
    updated: str,
    short: frozenset[str] = frozenset(),
    extra: tuple[Field, ...] = (),
) -> Iterator[Operation]:
    """List, add, update, delete.

    `updated` is the message of an update, `short` what its answer leaves out, `extra` what a comment may say
    beside its text: those of the document's own fields change the document.
    """
    path = f"/{resource.at}/{{{resource.key}}}/comments"
    fields = history.fields(resource.name)
    yield declare(
        f"list_{resource.name}_comments",
        "GET",
        path,
        _list,
        scope=f"{resource.scopes}.READ",
        message="success",
        answer={"comments": {"type": "array", "items": strict(fields)}},
        resource=resource,
    )
    yield declare(
        f"add_{resource.name}_comment",
        "POST",
        path,
        _add,
        scope=f"{resource.scopes}.CREATE",
        message="Comments added.",
        answer={"comment": strict(fields)},
        body=(text("description"), *extra),
        resource=resource,
    )
    yield declare(
        f"update_{resource.name}_comment",
        "PUT",
        path + "/{comment_id}",
        _update(short),
        scope=f"{resource.scopes}.UPDATE",
        message=updated,
        answer={"comment": strict([one for one in fields if one.name not in short])},
        body=(text("description"), *(one for one in extra if one.name not in resource.by_name)),
        partial=True,
        resource=resource,
    )
    yield declare(
        f"delete_{resource.name}_comment",
        "DELETE",
        path + "/{comment_id}",
        _delete,
        scope=f"{resource.scopes}.DELETE",
        message="The comment has been deleted.",
        resource=resource,
    )


def remember(call: Call, record: Record, text: str, operation: str = "Updated") -> None:
    """Write down what was done to a document of the kind that the call is about."""
    resource = resource_of(call)
    history.note(call, resource.name, record[resource.key], text, operation)


def _list(call: Call) -> Reply:
    record, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    found = history.of(call, record[resource_of(call).key])
    return Reply({"comments": [history.show(viewer, one) for one in found]})


def _add(call: Call) -> Reply:
    """A comment: that of invoices is in no specification, but Zoho's own Python client reads it."""
    resource = resource_of(call)
    record = fetch(call, resource)
    more = {name: value for name, value in call.body.items() if name != "description"}
    changes = {name: value for name, value in more.items() if name in resource.by_name and value}
    if changes:
        state.update(call.context, resource, call.tenant, record, changes, call.cause)
    added = history.note(
        call,
        resource.name,
        record[resource.key],
        call.body.get("description") or "",
        "Added",
        history.SAID,
        **{name: value for name, value in more.items() if name not in resource.by_name},
    )
    return Reply({"comment": history.show(Viewer.of(call), added)})


def _update(short: frozenset[str]) -> Callable[[Call], Reply]:
    def update(call: Call) -> Reply:
        found = _find(call)
        changed = {**found, **{name: value for name, value in call.body.items() if value is not None}}
        call.context.store.put(history.TABLE, call.tenant, changed["comment_id"], changed)
        shown = history.show(Viewer.of(call), changed)
        return Reply({"comment": {name: value for name, value in shown.items() if name not in short}})

    return update


def _delete(call: Call) -> Reply:
    call.context.store.delete(history.TABLE, call.tenant, _find(call)["comment_id"])
    return Reply()


def _find(call: Call) -> Record:
    """The comment that the path names; refused if the document has none of that id."""
    resource = resource_of(call)
    document, key = fetch(call, resource)[resource.key], call.ids["comment_id"]
    record = call.context.store.get(history.TABLE, call.tenant, key)
    if record is not None and record["transaction_id"] == document:
        return record
    if call.context.fails(checks.RECORD, True):
        raise missing(call, "Comment")
    return {
        "comment_id": key,
        "transaction_type": resource.name,
        "transaction_id": document,
        "description": "",
        "commented_by_id": "",
        "commented_by": "",
        "comment_type": history.SAID,
        "operation_type": "Added",
        "created_time": call.context.clock.now(),
    }
