"""Files on an invoice: its attachment, its documents one by one, and a receipt that it shows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.http import Response
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, files
from ..fields import text
from ..operations import fetch, missing
from ..organizations.tenancy import host_of
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions import attachments

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
_DOCUMENT = "/invoices/{invoice_id}/documents/{document_id}"


def operations(invoices: Resource) -> Iterator[Operation]:
    """The attachment; the same files as documents; a receipt."""
    yield from attachments.operations(invoices, preferred=invoices.messages.updated)
    yield declare(
        "get_invoice_document_details",
        "GET",
        _DOCUMENT,
        _document,
        scope="invoices.READ",
        message="success",
        answer={"document": strict(list(DOCUMENT))},
        parameters=(text("responseformat"),),
        resource=invoices,
    )
    yield declare(
        "delete_invoice_document",
        "DELETE",
        _DOCUMENT,
        _delete_document,
        scope="invoices.DELETE",
        message="The document has been deleted successfully.",
        resource=invoices,
    )
    yield declare(
        "delete_invoice_expense_receipt",
        "DELETE",
        "/invoices/expenses/{expense_id}/receipt",
        _delete_receipt,
        scope="invoices.DELETE",
        message="The attached expense receipt has been deleted.",
        resource=invoices,
    )


def _document(call: Call) -> Reply | Response:
    """What is known of a document, or its bytes where another format than JSON is asked for."""
    invoice, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    file = _find(call, invoice)
    kinds = (file["file_type"], "application/pdf", "image/")
    if (call.parameters.get("responseformat") or "json") != "json" or files.accepted(call, *kinds):
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
    attachments.drop(call, invoice, _find(call, invoice))
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


def _find(call: Call, invoice: Record) -> Mapping[str, Any]:
    key = call.ids["document_id"]
    found = next((one for one in invoice.get("files", ()) if one["document_id"] == key), None)
    if call.context.fails(checks.RECORD, found is None):
        raise missing(call, "Document")
    return found or files.EMPTY
