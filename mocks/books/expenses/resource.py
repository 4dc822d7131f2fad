"""Expenses and employees, declared."""

from __future__ import annotations

from ...kit.fields import Field
from ...kit.indexes import Source
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import accounts
from ..fields import flag, moment, text
from ..render import Viewer
from ..resource import CONTEXT, Among, Computed, Hooks, Messages, Resource, Use
from ..transactions import history
from . import receipts, saving, showing
from .fields import COLUMNS, EXPENSE, LATER, ROW

BY_STATUS = {
    "unbilled": Among("plain_status", ("unbilled",)),
    "invoiced": Among("plain_status", ("invoiced",)),
    "reimbursed": Among("plain_status", ("reimbursed",)),
    "non-billable": Among("plain_status", ("nonbillable",)),
    "billable": Among("is_billable", (True,)),
}
"""The values of the parameter `status` [spec]."""
BY_FILTER = {
    "Status.Billable": BY_STATUS["billable"],
    "Status.Nonbillable": BY_STATUS["non-billable"],
    "Status.Reimbursed": BY_STATUS["reimbursed"],
    "Status.Invoiced": BY_STATUS["invoiced"],
    "Status.Unbilled": BY_STATUS["unbilled"],
}
"""The values of filter_by, but for the one that lists all [spec]."""


PAGED = (*CONTEXT, "filter_by", "search_text")
"""The keys of page_context: those of the recorded lists, and what the specification adds here."""


def _done(call: Call, before: Record | None, record: Record) -> Record:
    """A line of history, and the receipt that came along or is to go."""
    said = ("Expense created", "Added") if before is None else ("Expense updated", "Updated")
    history.note(call, "expense", record["expense_id"], *said)
    return receipts.followed(call, record)


def _removed(context: Context, tenant: str, record: Record) -> None:
    """Its history goes with it."""
    history.forget(context, tenant, record["expense_id"])


def _in_base_currency(viewer: Viewer, record: Record) -> float:
    return float(record.get("total", 0) * record.get("exchange_rate", 1))


def _computed_account(viewer: Viewer, record: Record) -> str:
    return showing.account_name(viewer, record)


EXPENSES = Resource(
    name="expense",
    plural="expenses",
    key="expense_id",
    title="Expense",
    scopes="expenses",
    block=75,
    module="expenses",
    fields=(*EXPENSE, *LATER),
    listed=frozenset(one.name for one in LATER),
    columns=COLUMNS,
    row=ROW,
    row_sources=(
        *(Source("books.contacts", ours=name) for name in ("customer_id", "vendor_id")),
        Source("books.currencies", ours="currency_id"),
        Source(accounts.TABLE),
    ),
    custom=True,
    messages=Messages(
        created="The expense has been recorded.",
        updated="Expense information has been updated.",
        deleted="The expense has been deleted.",
    ),
    report="Expenses",
    sort="created_time",
    descending=True,
    sorts=(
        "date",
        "account_name",
        "total",
        "bcy_total",
        "reference_number",
        "customer_name",
        "created_time",
        "last_modified_time",
    ),
    context=PAGED,
    filters={"Status.All": None, **BY_FILTER},
    choices={"status": BY_STATUS},
    searched=("account_name", "description", "customer_name", "vendor_name"),
    texts={
        name: name
        for name in ("description", "reference_number", "account_name", "customer_name", "vendor_name")
    },
    exact=("customer_id", "vendor_id", "recurring_expense_id", "paid_through_account_id"),
    numbers=("amount",),
    dates=("date",),
    since=True,
    computed={
        "account_name": Computed(_computed_account, (Source(accounts.TABLE, ours="account_id"),)),
        "customer_name": Computed(
            showing.named("customer_name"), (Source("books.contacts", ours="customer_id"),)
        ),
        "vendor_name": Computed(showing.named("vendor_name"), (Source("books.contacts", ours="vendor_id"),)),
        "plain_status": Computed(showing.plain_status),
        "bcy_total": Computed(_in_base_currency),
    },
    asked={
        "create": (text("receipt"),),
        "update": (text("receipt"), flag("delete_receipt")),
    },
    actions=("create", "list", "update_by_field", "get", "update", "delete"),
    hooks=Hooks(
        admit=saving.admit,
        settle=saving.settle,
        compute=showing.compute,
        compute_row=showing.compute_row,
        guard=saving.guard,
        removed=_removed,
        done=_done,
    ),
)

EMPLOYEES = Resource(
    name="employee",
    plural="employees",
    key="employee_id",
    title="Employee",
    scopes="expenses",
    block=76,
    fields=(
        Field("employee_id", "id", read_only=True),
        Field("name", required=True),
        Field("email", required=True),
        moment("created_time"),
    ),
    columns=("employee_id", "name", "email"),
    messages=Messages(created="success", updated="", deleted="Employee has been deleted."),
    report="Employees",
    sort="name",
    sorts=("name", "email", "created_time"),
    context=PAGED,
    filters={"Status.All": None},
    uses=(Use("expenses", "employee_id"),),
    actions=("create", "list", "get"),
)
