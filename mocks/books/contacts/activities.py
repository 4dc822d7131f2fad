"""What happened with a contact: its history, refunds, payments in advance [spec: contacts.yml]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from ..listing import PAGING, bounds, context_schema
from ..operations import fetch
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, default, strict
from ..transactions import history

COMMENT = (
    *(Field(name, "id") for name in ("comment_id", "contact_id")),
    *(Field(name) for name in ("contact_name", "description")),
    Field("commented_by_id", "id"),
    *(Field(name) for name in ("commented_by", "date", "date_description", "time")),
    Field("transaction_id", "id"),
    *(Field(name) for name in ("transaction_type", "operation_type")),
    Field("is_entity_deleted", "boolean"),
)
REFUND = tuple(
    Field(name)
    for name in (
        "creditnote_refund_id",
        "creditnote_id",
        "date",
        "refund_mode",
        "reference_number",
        "creditnote_number",
        "customer_name",
        "description",
        "amount_bcy",
        "amount_fcy",
    )
)
ADVANCE = (
    *(Field(name) for name in ("payment_id", "payment_number", "date")),
    *(Field(name, "number") for name in ("amount", "unused_amount")),
    *(
        Field(name)
        for name in (
            "currency_id",
            "currency_code",
            "currency_symbol",
            "reference_number",
            "payment_mode",
            "description",
        )
    ),
)
COMMENT_CONTEXT = ("page", "per_page", "has_more_page", "applied_filter", "sort_column", "sort_order")
REFUND_CONTEXT = ("page", "per_page", "has_more_page", "report_name", "sort_column", "sort_order")


def operations(contacts: Resource) -> Iterator[Operation]:
    """Three lists."""
    yield declare(
        "list_contact_comments",
        "GET",
        "/contacts/{contact_id}/comments",
        _comments,
        scope="contacts.READ",
        message="success",
        answer={"contact_comments": _rows(COMMENT), "page_context": context_schema(COMMENT_CONTEXT)},
        parameters=PAGING,
        resource=contacts,
    )
    yield declare(
        "list_contact_refunds",
        "GET",
        "/contacts/{contact_id}/refunds",
        _refunds,
        scope="contacts.READ",
        message="success",
        answer={"creditnote_refunds": _rows(REFUND), "page_context": context_schema(REFUND_CONTEXT)},
        parameters=PAGING,
        resource=contacts,
    )
    yield declare(
        "get_unused_retainer_payments",
        "GET",
        "/contacts/{contact_id}/receivables/unusedretainerpayments",
        _advances,
        scope="contacts.READ",
        message="success",
        answer={"unused_credits_receivable": _rows(ADVANCE)},
        parameters=(Field("currency_id", "id"),),
        resource=contacts,
    )


def _rows(fields: tuple[Field, ...]) -> dict[str, Any]:
    return {"type": "array", "items": strict(list(fields))}


def _comments(call: Call) -> Reply:
    contact, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    known = {"contact_name": contact.get("contact_name", ""), "is_entity_deleted": False}
    entries = history.of(call, contact["contact_id"])
    rows = [_named(COMMENT, {**history.show(viewer, one), **known}) for one in entries]
    return _paged(call, "contact_comments", rows, COMMENT_CONTEXT)


def _refunds(call: Call) -> Reply:
    """Refunds of the customer's credit notes, of which this fake makes none."""
    return _paged(
        call, "creditnote_refunds", _of_customer(call, "creditnote_refunds", REFUND), REFUND_CONTEXT
    )


def _advances(call: Call) -> Reply:
    """Payments of the customer's retainer invoices that are not used up, of which this fake makes none."""
    rows = _of_customer(call, "retainer_payments", ADVANCE)
    wanted = call.parameters.get("currency_id")
    return Reply({"unused_credits_receivable": [one for one in rows if wanted in (None, one["currency_id"])]})


def _of_customer(call: Call, plural: str, fields: tuple[Field, ...]) -> list[dict[str, Any]]:
    key = fetch(call, resource_of(call))["contact_id"]
    found = call.context.store.find(f"books.{plural}", call.tenant, "customer_id", key)
    return [_named(fields, one) for one in found]


def _named(fields: tuple[Field, ...], record: Record) -> dict[str, Any]:
    return {one.name: record.get(one.name, default(one)) for one in fields}


def _paged(call: Call, key: str, rows: list[dict[str, Any]], names: tuple[str, ...]) -> Reply:
    start, length = bounds(call)
    known = {
        "page": start // length + 1,
        "per_page": length,
        "has_more_page": len(rows) > start + length,
        "sort_column": "date",
        "sort_order": "D",
    }
    context = {name: known.get(name, "") for name in names}
    return Reply({key: rows[start : start + length], "page_context": context})
