"""All operations of invoices: those that every resource has, and those of the files beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from ..fields import flag, text
from ..listing import (
    BARE,
    COUNTED,
    COUNTS,
    OPTION,
    PAGING,
    bounds,
    context_schema,
    counts,
    page_context,
    parameters,
    since,
)
from ..money import ZERO, exact, shown
from ..operations import expand, fetch
from ..plan import Reply, declare, resource_of
from ..render import Viewer, rows
from ..resource import CONTEXT, Resource, strict
from ..selecting import order, select
from ..transactions import comments, paper
from ..transactions.showing import formatted
from . import actions, attachments, debit_notes, mails, money, orders, status
from .fields import LINE

SUMMED = (1, 3, 4)
"""The options that bring sums [spec]; the name of these in page_context, `sum_columns`, is ours."""
PROJECT_ROW = (
    Field("invoice_id", "id"),
    text("customer_name"),
    text("status"),
    text("invoice_number"),
    text("reference_number"),
    text("date"),
    text("due_date"),
    Field("total", "number"),
    Field("balance", "number"),
    text("created_time"),
)
PROJECT_SORTS = ("invoice_number", "date", "total", "balance", "created_time")


def operations(invoices: Resource, projects: Resource) -> Iterator[Operation]:
    """Everything of invoices.yml, and the invoices of a project."""
    yield from expand(invoices)
    yield from paper.operations(invoices, dates=("date", "due_date"), called=_called, ends=_ends)
    yield _declared_list(invoices)
    yield from actions.operations(invoices)
    yield from orders.operations(invoices)
    yield from money.operations(invoices)
    yield from mails.operations(invoices)
    yield from comments.operations(
        invoices,
        updated="success",
        short=frozenset({"operation_type", "transaction_id", "transaction_type"}),
        extra=(Field("payment_expected_date", "date"), flag("show_comment_to_clients")),
    )
    yield from attachments.operations(invoices)
    yield declare(
        "list_project_invoices",
        "GET",
        "/projects/{project_id}/invoices",
        _of_project(invoices),
        scope="projects.READ",
        message="success",
        answer={
            "invoices": {"type": "array", "items": strict(list(PROJECT_ROW))},
            "page_context": context_schema(CONTEXT),
        },
        parameters=(*PAGING, Field("sort_column", enum=PROJECT_SORTS), Field("sort_order", enum=("A", "D"))),
        resource=projects,
    )


def _declared_list(invoices: Resource) -> Operation:
    listed = {"type": "array", "items": invoices.row_answer}
    context = context_schema(invoices.context, since=True)
    context["properties"] |= {
        **COUNTS,
        "response_option": {"type": "integer"},
        "sum_columns": {"type": "array"},
    }
    return declare(
        "list_invoices",
        "GET",
        "/invoices",
        _list,
        scope="invoices.READ",
        message="success",
        answer={"invoices": listed, "debit_notes": _notes(invoices), "page_context": context},
        optional=("invoices", "debit_notes"),
        parameters=parameters(invoices),
        custom=True,
        resource=invoices,
    )


def _notes(invoices: Resource) -> dict[str, Any]:
    """JSON Schema of a list of debit notes."""
    names, lines = debit_notes.LISTED
    by_name = {one.name: one for one in LINE}
    row = strict(
        [
            *(invoices.by_name[name] for name in names),
            Field("line_items", "list", fields=tuple(by_name[name] for name in lines)),
            invoices.by_name["reference_invoice"],
        ]
    )
    return {"type": "array", "items": row}


def _called(invoice: Record) -> str:
    return f"{debit_notes.title(invoice)} {invoice.get('invoice_number', '')}"


def _ends(viewer: Viewer, invoice: Record) -> list[str]:
    return [f"Balance due {formatted(viewer, invoice, float(status.balance(invoice)))}"]


def _list(call: Call) -> Reply:
    invoices, viewer = resource_of(call), Viewer.of(call)
    selected = filter(debit_notes.listed(call), select(call, viewer, invoices))
    start, length = bounds(call)
    option = call.parameters.get(OPTION.name) or 0
    found = list(selected if option in {*COUNTED, *SUMMED} else islice(selected, start + length + 1))
    context = {
        **_context(call, invoices, start, length, len(found)),
        "applied_filter": call.parameters.get("filter_by") or invoices.everything,
        "response_option": option,
        "seller_app_sales_channels": "",
        **since(call),
    }
    if option in COUNTED:
        context |= counts(len(found), length)
    if option in SUMMED:
        context["sum_columns"] = [
            {"column": "total", "value": shown(sum((exact(one.get("total")) for one in found), ZERO))},
            {"column": "balance", "value": shown(sum((status.balance(one) for one in found), ZERO))},
        ]
    page = () if option in BARE else found[start : start + length]
    listed = {} if option in BARE else {"invoices": rows(viewer, invoices, page)}
    if "invoices" in listed and call.parameters.get("filter_by") == debit_notes.FILTER:
        listed["debit_notes"] = debit_notes.rows(viewer, invoices, page)
    return Reply({**listed, "page_context": context})


def _context(call: Call, invoices: Resource, start: int, length: int, count: int) -> dict[str, Any]:
    return page_context(
        start // length + 1,
        length,
        count > start + length,
        invoices.report,
        invoices.everything,
        call.parameters.get("sort_column") or invoices.sort,
        order(call, invoices.descending),
    )


def _of_project(invoices: Resource) -> Any:
    names = tuple(one.name for one in PROJECT_ROW)

    def listed(call: Call) -> Reply:
        """The invoices with a line for the project."""
        project, viewer = fetch(call, resource_of(call)), Viewer.of(call)
        found = [
            record
            for record in select(call, viewer, invoices)
            if any(line.get("project_id") == project["project_id"] for line in record.get("line_items", ()))
        ]
        start, length = bounds(call)
        shown_rows = rows(viewer, invoices, found[start : start + length])
        return Reply(
            {
                "invoices": [{name: row[name] for name in names} for row in shown_rows],
                "page_context": _context(call, invoices, start, length, len(found)),
            }
        )

    return listed
