"""Invoices, declared."""

from __future__ import annotations

from typing import Any

from ...kit.indexes import Source
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import recorded
from ..fields import flag, shown
from ..render import Viewer
from ..resource import CONTEXT, Computed, Hooks, Messages, Resource, Use
from ..salesorders import links
from ..transactions import comments, history
from ..transactions.people import WRITTEN_OUT
from ..transactions.showing import customer_name, customer_of, of_lines
from . import billing, debit_notes, mails, money, receivables, saving, showing, status
from .fields import COLUMNS, HIDDEN, INVOICE, LINKED, MAILED, ROW

LATER = (
    *recorded.texts("due_days", "project_name", "country", "phone", "company_name", "created_by"),
    shown("transaction_type", "renewal"),
    shown("updated_time"),
)
"""What a row of the list has and no invoice."""
NUMBERED = flag("ignore_auto_number_generation")
CUSTOMER = (Source("books.contacts", ours="customer_id"),)


def _done(call: Call, before: Record | None, record: Record) -> Record:
    """A line of history, and what a creation asks for beside it: payments, a mail."""
    if before is not None:
        comments.remember(call, record, "Invoice updated")
        return record
    comments.remember(call, record, "Invoice created", "Added")
    asked = call.parameters
    if asked.get("is_quick_create") and asked.get("batch_payments"):
        record = money.pay(call, record, call.body.get("batch_payments") or ())
    if asked.get("send") or call.body.get("send"):
        record = mails.mail(
            call, record, {"subject": call.body.get("custom_subject"), "body": call.body.get("custom_body")}
        )
    return record


def _saved(context: Context, tenant: str, record: Record) -> None:
    """What it bills, takes of sales orders and adds to what its customer owes says so."""
    for one in (billing, links, receivables):
        one.mark(context, tenant, record)


def _removed(context: Context, tenant: str, record: Record) -> None:
    """What it billed, took and owed is free again; its history goes with it."""
    for one in (billing, links, receivables):
        one.free(context, tenant, record)
    history.forget(context, tenant, record["invoice_id"])


def _email(viewer: Viewer, record: Record) -> str:
    return str(customer_of(viewer, record).get("email", ""))


def _balance(viewer: Viewer, record: Record) -> float:
    return float(status.balance(record))


def _created(viewer: Viewer, record: Record) -> str:
    return viewer.time(record.get("created_time", 0))[:10]


def _custom(viewer: Viewer, record: Record) -> list[Any]:
    return list(record.get("custom", {}).values())


INVOICES = Resource(
    name="invoice",
    plural="invoices",
    key="invoice_id",
    title="Invoice",
    scopes="invoices",
    block=70,
    module="invoices",
    fields=(*INVOICE, *LATER),
    body=(*(one for one in (*INVOICE, *LATER) if not one.read_only), *WRITTEN_OUT),
    hidden=HIDDEN,
    listed=frozenset(one.name for one in LATER),
    columns=COLUMNS,
    sometimes=frozenset({*LINKED, *MAILED}),
    row=ROW,
    row_sources=(
        *CUSTOMER,
        Source("books.currencies", ours="currency_id"),
        Source("books.projects"),
        Source("books.users"),
    ),
    optional=frozenset({"reference_invoice"}),
    custom=True,
    messages=Messages(
        created="The invoice has been created.",
        updated="Invoice information has been updated.",
        deleted="The invoice has been deleted.",
    ),
    report="Invoices",
    sort="created_time",
    descending=True,
    sorts=(
        "customer_name",
        "invoice_number",
        "debit_note_number",
        "date",
        "due_date",
        "total",
        "balance",
        "created_time",
        "last_modified_time",
    ),
    filters={"Status.All": None, **status.BY_FILTER, debit_notes.FILTER: debit_notes.ONES},
    choices={"status": status.BY_STATUS},
    searched=("invoice_number", "reference_number", "customer_name"),
    texts={
        "invoice_number": "invoice_number",
        "reference_number": "reference_number",
        "customer_name": "customer_name",
        "email": "email",
        "item_name": "item_name",
        "item_description": "item_description",
        "custom_field": "custom_field",
    },
    exact=("customer_id", "recurring_invoice_id", "zcrm_potential_id", "item_id"),
    numbers=("total", "balance"),
    dates=("date", "due_date", "created_date"),
    since=True,
    computed={
        "debit_note_number": Computed(lambda _viewer, record: record.get("invoice_number", "")),
        "customer_name": Computed(customer_name, CUSTOMER),
        "email": Computed(_email, CUSTOMER),
        "status": Computed(status.status),
        "balance": Computed(_balance),
        "created_date": Computed(_created),
        "payment_is_expected": Computed(status.expected),
        "item_id": Computed(of_lines("item_id"), many=True),
        "item_name": Computed(of_lines("name"), many=True),
        "item_description": Computed(of_lines("description"), many=True),
        "custom_field": Computed(_custom, many=True),
    },
    context=(*CONTEXT, "response_option", "seller_app_sales_channels"),
    asked={
        "create": (flag("send"), NUMBERED, flag("is_quick_create"), flag("batch_payments")),
        "update": (NUMBERED,),
    },
    uses=(Use("invoices", "reference_invoice_id"),),
    actions=("create", "update", "update_by_field", "update_custom_fields", "delete"),
    hooks=Hooks(
        admit=saving.admit,
        settle=saving.settle,
        compute=showing.compute,
        compute_row=showing.compute_row,
        guard=saving.guard,
        message=debit_notes.message,
        saved=_saved,
        removed=_removed,
        done=_done,
    ),
)
