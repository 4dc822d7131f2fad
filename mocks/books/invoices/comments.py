"""Comments on an invoice and its history: one list, in which Books' own entries stand beside people's."""

from __future__ import annotations

from collections.abc import Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, history, state
from ..fields import flag, text
from ..operations import fetch, missing
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict

_SHORT = frozenset({"operation_type", "transaction_id", "transaction_type"})
"""What the answer to an update leaves out [spec]."""
_PATH = "/invoices/{invoice_id}/comments"


def operations(invoices: Resource) -> Iterator[Operation]:
    """List, add, update, delete."""
    yield declare(
        "list_invoice_comments",
        "GET",
        _PATH,
        _list,
        scope="invoices.READ",
        message="success",
        answer={"comments": {"type": "array", "items": strict(history.fields("invoice"))}},
        resource=invoices,
    )
    yield declare(
        "add_invoice_comment",
        "POST",
        _PATH,
        _add,
        scope="invoices.CREATE",
        message="Comments added.",
        answer={"comment": strict(history.fields("invoice"))},
        body=(text("description"), Field("payment_expected_date", "date"), flag("show_comment_to_clients")),
        resource=invoices,
    )
    yield declare(
        "update_invoice_comment",
        "PUT",
        _PATH + "/{comment_id}",
        _update,
        scope="invoices.UPDATE",
        message="success",
        answer={"comment": strict([one for one in history.fields("invoice") if one.name not in _SHORT])},
        body=(text("description"), flag("show_comment_to_clients")),
        partial=True,
        resource=invoices,
    )
    yield declare(
        "delete_invoice_comment",
        "DELETE",
        _PATH + "/{comment_id}",
        _delete,
        scope="invoices.DELETE",
        message="The comment has been deleted.",
        resource=invoices,
    )


def remember(call: Call, invoice: Record, text: str, operation: str = "Updated") -> None:
    """Write down what was done to an invoice."""
    history.note(call, "invoice", invoice["invoice_id"], text, operation)


def _list(call: Call) -> Reply:
    invoice, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    found = history.of(call, invoice["invoice_id"])
    return Reply({"comments": [history.show(viewer, one) for one in found]})


def _add(call: Call) -> Reply:
    """A comment; the day on which payment is expected is one of the invoice.

    The specification has the message alone; Zoho's own Python client reads the comment too.
    """
    invoices = resource_of(call)
    invoice = fetch(call, invoices)
    if day := call.body.get("payment_expected_date"):
        changes = {"payment_expected_date": day}
        state.update(call.context, invoices, call.tenant, invoice, changes, call.cause)
    added = history.note(
        call,
        "invoice",
        invoice["invoice_id"],
        call.body.get("description") or "",
        "Added",
        history.SAID,
        show_comment_to_clients=bool(call.body.get("show_comment_to_clients")),
    )
    return Reply({"comment": history.show(Viewer.of(call), added)})


def _update(call: Call) -> Reply:
    found = _find(call)
    changed = {**found, **{name: value for name, value in call.body.items() if value is not None}}
    call.context.store.put(history.TABLE, call.tenant, changed["comment_id"], changed)
    shown = history.show(Viewer.of(call), changed)
    return Reply({"comment": {name: value for name, value in shown.items() if name not in _SHORT}})


def _delete(call: Call) -> Reply:
    call.context.store.delete(history.TABLE, call.tenant, _find(call)["comment_id"])
    return Reply()


def _find(call: Call) -> Record:
    """The comment that the path names; refused if the invoice has none of that id."""
    invoice, key = fetch(call, resource_of(call)), call.ids["comment_id"]
    record = call.context.store.get(history.TABLE, call.tenant, key)
    if record is not None and record["transaction_id"] == invoice["invoice_id"]:
        return record
    if call.context.fails(checks.RECORD, True):
        raise missing(call, "Comment")
    return {
        "comment_id": key,
        "transaction_type": "invoice",
        "transaction_id": invoice["invoice_id"],
        "description": "",
        "commented_by_id": "",
        "commented_by": "",
        "comment_type": history.SAID,
        "operation_type": "Added",
        "created_time": call.context.clock.now(),
    }
