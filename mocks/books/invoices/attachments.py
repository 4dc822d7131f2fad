"""Files on an invoice: its attachment (the newest) and its documents (all), and a receipt that it shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.http import Response
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, files, state
from ..fields import flag, text
from ..operations import fetch, missing, require_value
from ..organizations.tenancy import host_of
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from . import comments

ENDINGS = (*files.IMAGES, "pdf")
DOCUMENT = (
    Field("document_id", "id"),
    text("document_name"),
    text("file_name"),
    Field("file_size", "integer"),
    text("file_type"),
    text("document_url"),
    text("created_time"),
    text("last_modified_time"),
)
_PATH = "/invoices/{invoice_id}/attachment"
_DOCUMENT = "/invoices/{invoice_id}/documents/{document_id}"


def operations(invoices: Resource) -> Iterator[Operation]:
    """Get, add, choose whether it is mailed, delete; the same files as documents; a receipt."""

    def one(
        name: str,
        method: str,
        path: str,
        act: Callable[[Call], Reply | Response],
        right: str,
        message: str,
        **more: Any,
    ) -> Operation:
        return declare(
            name, method, path, act, scope=f"invoices.{right}", message=message, resource=invoices, **more
        )

    yield one(
        "get_invoice_attachment",
        "GET",
        _PATH,
        _get,
        "READ",
        "success",
        parameters=(flag("preview"),),
    )
    yield one(
        "add_invoice_attachment",
        "POST",
        _PATH,
        _add,
        "CREATE",
        "Your file has been successfully attached to the invoice.",
        parameters=(flag("can_send_in_mail"), text("attachment")),
    )
    yield one(
        "update_invoice_attachment_preference",
        "PUT",
        _PATH,
        _prefer,
        "UPDATE",
        invoices.messages.updated,
        parameters=(Field("can_send_in_mail", "boolean", required=True),),
    )
    yield one(
        "delete_invoice_attachment",
        "DELETE",
        _PATH,
        _delete,
        "DELETE",
        "Your file is no longer attached to the invoice.",
    )
    yield one(
        "get_invoice_document_details",
        "GET",
        _DOCUMENT,
        _document,
        "READ",
        "success",
        answer={"document": strict(list(DOCUMENT))},
        parameters=(text("responseformat"),),
    )
    yield one(
        "delete_invoice_document",
        "DELETE",
        _DOCUMENT,
        _delete_document,
        "DELETE",
        "The document has been deleted successfully.",
    )
    yield one(
        "delete_invoice_expense_receipt",
        "DELETE",
        "/invoices/expenses/{expense_id}/receipt",
        _delete_receipt,
        "DELETE",
        "The attached expense receipt has been deleted.",
    )


def _get(call: Call) -> Response:
    return files.sent(_newest(call, fetch(call, resource_of(call))))


def _add(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    file = files.received(call, "attachment", ENDINGS)
    require_value(call, "attachment", bad=file is None)
    kept = [*invoice.get("files", ()), *([file] if file else ())]
    mailed = call.parameters.get("can_send_in_mail")
    _save(call, invoice, {**_named(kept), "can_send_in_mail": bool(mailed)}, "File attached")
    return Reply()


def _prefer(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    wanted = bool(call.parameters["can_send_in_mail"])
    _save(call, invoice, {"can_send_in_mail": wanted}, "Attachment preference changed")
    return Reply()


def _delete(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    gone = _newest(call, invoice)
    _drop(call, invoice, gone)
    return Reply()


def _document(call: Call) -> Reply | Response:
    """What is known of a document, or its bytes where another format than JSON is asked for."""
    invoice, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    file = _find(call, invoice)
    if (call.parameters.get("responseformat") or "json") != "json":
        return files.sent(file)
    path = f"/api/v3/invoices/{invoice['invoice_id']}/documents/{file['document_id']}"
    host = host_of(call.context, call.tenant)
    moment = viewer.time(file["created_time"])
    return Reply(
        {
            "document": {
                "document_id": file["document_id"],
                "document_name": file["file_name"],
                "file_name": file["file_name"],
                "file_size": file["file_size"],
                "file_type": file["file_type"],
                "document_url": call.context.urls.of(host, path),
                "created_time": moment,
                "last_modified_time": moment,
            }
        }
    )


def _delete_document(call: Call) -> Reply:
    invoice = fetch(call, resource_of(call))
    _drop(call, invoice, _find(call, invoice))
    return Reply()


def _delete_receipt(call: Call) -> Reply:
    """The receipt of an expense that an invoice bills."""
    key, context = call.ids["expense_id"], call.context
    expense = context.store.get("books.expenses", call.tenant, key)
    if context.fails(checks.RECORD, expense is None or "receipt" not in expense):
        raise missing(call, "Receipt")
    if expense is not None:
        kept = {name: value for name, value in expense.items() if name != "receipt"}
        context.store.put("books.expenses", call.tenant, key, kept)
    return Reply()


def _newest(call: Call, invoice: Record) -> Mapping[str, Any]:
    kept = invoice.get("files", ())
    if call.context.fails(checks.RECORD, not kept):
        raise missing(call, "Attachment")
    return kept[-1] if kept else files.EMPTY


def _find(call: Call, invoice: Record) -> Mapping[str, Any]:
    key = call.ids["document_id"]
    found = next((one for one in invoice.get("files", ()) if one["document_id"] == key), None)
    if call.context.fails(checks.RECORD, found is None):
        raise missing(call, "Document")
    return found or files.EMPTY


def _drop(call: Call, invoice: Record, gone: Mapping[str, Any]) -> None:
    kept = [one for one in invoice.get("files", ()) if one["document_id"] != gone["document_id"]]
    _save(call, invoice, _named(kept), "File removed")


def _named(kept: list[dict[str, Any]]) -> dict[str, Any]:
    return {"files": kept or None, "attachment_name": kept[-1]["file_name"] if kept else ""}


def _save(call: Call, invoice: Record, changes: Mapping[str, Any], said: str) -> None:
    saved = state.update(call.context, resource_of(call), call.tenant, invoice, changes, call.cause)
    comments.remember(call, saved, said)
