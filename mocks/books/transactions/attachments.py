"""Files on a document: its attachment is the newest of its documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.http import Response
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, files, state
from ..fields import flag, text
from ..operations import fetch, missing, require_value
from ..plan import Reply, declare, resource_of
from ..resource import Resource
from . import comments

ENDINGS = (*files.IMAGES, "pdf")


def operations(
    resource: Resource,
    *,
    preferred: str,
    status: int = 200,
    read: tuple[Field, ...] = (),
    add: tuple[Field, ...] = (),
) -> Iterator[Operation]:
    """Get, add, choose whether it is mailed, delete.

    `preferred` is the message of the choice, `status` that of adding one; `read` and `add` are further
    parameters.
    """
    path, scopes = f"/{resource.at}/{{{resource.key}}}/attachment", resource.scopes
    yield declare(
        f"get_{resource.name}_attachment",
        "GET",
        path,
        _get,
        scope=f"{scopes}.READ",
        message="success",
        parameters=(flag("preview"), *read),
        resource=resource,
    )
    yield declare(
        f"add_{resource.name}_attachment",
        "POST",
        path,
        _add,
        scope=f"{scopes}.CREATE",
        message=f"Your file has been successfully attached to the {resource.called}.",
        parameters=(flag("can_send_in_mail"), text("attachment"), *add),
        status=status,
        resource=resource,
    )
    yield declare(
        f"update_{resource.name}_attachment_preference",
        "PUT",
        path,
        _prefer,
        scope=f"{scopes}.UPDATE",
        message=preferred,
        parameters=(Field("can_send_in_mail", "boolean", required=True),),
        resource=resource,
    )
    yield declare(
        f"delete_{resource.name}_attachment",
        "DELETE",
        path,
        _delete,
        scope=f"{scopes}.DELETE",
        message=f"Your file is no longer attached to the {resource.called}.",
        resource=resource,
    )


def shown(record: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The documents as their document shows them."""
    return [
        {"document_id": file["document_id"], "file_name": file["file_name"]}
        for file in record.get("files", ())
    ]


def drop(call: Call, record: Record, gone: Mapping[str, Any]) -> None:
    """Take a file off a document."""
    kept = [one for one in record.get("files", ()) if one["document_id"] != gone["document_id"]]
    _save(call, record, _named(kept), "File removed")


def _get(call: Call) -> Response:
    return files.sent(_newest(call, fetch(call, resource_of(call))))


def _add(call: Call) -> Reply:
    record = fetch(call, resource_of(call))
    file = files.received(call, "attachment", ENDINGS)
    require_value(call, "attachment", bad=file is None)
    kept = [*record.get("files", ()), *([file] if file else ())]
    mailed = call.parameters.get("can_send_in_mail")
    _save(call, record, {**_named(kept), "can_send_in_mail": bool(mailed)}, "File attached")
    return Reply()


def _prefer(call: Call) -> Reply:
    record = fetch(call, resource_of(call))
    wanted = bool(call.parameters["can_send_in_mail"])
    _save(call, record, {"can_send_in_mail": wanted}, "Attachment preference changed")
    return Reply()


def _delete(call: Call) -> Reply:
    record = fetch(call, resource_of(call))
    drop(call, record, _newest(call, record))
    return Reply()


def _newest(call: Call, record: Record) -> Mapping[str, Any]:
    kept = record.get("files", ())
    if call.context.fails(checks.RECORD, not kept):
        raise missing(call, "Attachment")
    return kept[-1] if kept else files.EMPTY


def _named(kept: list[dict[str, Any]]) -> dict[str, Any]:
    return {"files": kept or None, "attachment_name": kept[-1]["file_name"] if kept else ""}


def _save(call: Call, record: Record, changes: Mapping[str, Any], said: str) -> None:
    saved = state.update(call.context, resource_of(call), call.tenant, record, changes, call.cause)
    comments.remember(call, saved, said)
