"""All operations of invoices: those that every resource has, and those of the files beside this one."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any

from ...kit.fields import Field
from ...kit.http import Response
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..fields import choice, flag, text
from ..listing import PAGING, bounds, context_schema, order, page_context, parameters, select
from ..money import ZERO, exact, shown
from ..operations import expand, fetch, missing
from ..plan import Reply, declare, resource_of
from ..render import Viewer, detail, rows
from ..resource import CONTEXT, Resource, strict
from . import actions, attachments, comments, mails, money, paper, status

SUMS = ("total", "total_pages", "sum_columns")
"""What page_context has where response_option asks for counts or sums; these names are ours."""
COUNTED, SUMMED, BARE = (1, 2, 3), (1, 3, 4), (2, 3)
"""The options that bring the number of invoices, that bring sums, that leave the invoices out [spec]."""
MOST_ON_PAPER = 25
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
    """Everything of invoices.yml but what needs sales orders, and the invoices of a project."""
    yield from expand(invoices)
    yield _declared_get(invoices)
    yield _declared_list(invoices)
    yield from actions.operations(invoices)
    yield from money.operations(invoices)
    yield from mails.operations(invoices)
    yield from comments.operations(invoices)
    yield from attachments.operations(invoices)
    for name, path in (("bulk_export_invoices_as_pdf", "pdf"), ("bulk_print_invoices", "print")):
        yield declare(
            name,
            "GET",
            f"/invoices/{path}",
            _papers,
            scope="invoices.READ",
            message="success",
            parameters=(Field("invoice_ids", required=True),),
            resource=invoices,
        )
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


def _declared_get(invoices: Resource) -> Operation:
    return declare(
        "get_invoice",
        "GET",
        "/invoices/{invoice_id}",
        _get,
        scope="invoices.READ",
        message="success",
        answer={"invoice": invoices.answer(invoices.defaults)},
        parameters=(flag("print"), choice("accept", "json", "pdf", "html")),
        resource=invoices,
    )


def _declared_list(invoices: Resource) -> Operation:
    listed = {"type": "array", "items": invoices.row_answer}
    context = context_schema(invoices.context)
    context["properties"] |= {
        "response_option": {"type": "integer"},
        "seller_app_sales_channels": {"type": "array"},
        "total": {"type": "integer"},
        "total_pages": {"type": "integer"},
        "sum_columns": {"type": "array"},
    }
    return declare(
        "list_invoices",
        "GET",
        "/invoices",
        _list,
        scope="invoices.READ",
        message="success",
        answer={"invoices": listed, "page_context": context},
        optional=("invoices",),
        parameters=(*parameters(invoices), Field("response_option", "integer")),
        custom=True,
        resource=invoices,
    )


def _get(call: Call) -> Reply | Response:
    invoices, viewer = resource_of(call), Viewer.of(call)
    record = fetch(call, invoices)
    wanted = call.parameters.get("accept") or "json"
    if wanted == "html":
        return Response.html(paper.page(paper.text(viewer, record)))
    if wanted == "pdf" or call.parameters.get("print"):
        return _pdf(viewer, [record], record.get("invoice_number", ""))
    return Reply({"invoice": detail(viewer, invoices, record)})


def _papers(call: Call) -> Response:
    invoices, context = resource_of(call), call.context
    keys = [key.strip() for key in str(call.parameters["invoice_ids"]).split(",") if key.strip()]
    if context.fails(checks.VALUE, len(keys) > MOST_ON_PAPER):
        raise BooksError.invalid_value("invoice_ids")
    found = [context.store.get(invoices.kind, call.tenant, key) for key in keys]
    if context.fails(checks.RECORD, None in found):
        raise missing(call, invoices.title)
    return _pdf(Viewer.of(call), [one for one in found if one is not None], "invoices")


def _pdf(viewer: Viewer, records: list[Record], name: str) -> Response:
    """The invoices as one file [docs: response]."""
    headers = [
        ("content-type", "application/pdf;charset=UTF-8"),
        ("content-disposition", f'attachment; filename="{name}.pdf"'),
    ]
    return Response(200, paper.pdf([paper.text(viewer, one) for one in records]), headers)


def _list(call: Call) -> Reply:
    invoices, viewer = resource_of(call), Viewer.of(call)
    selected = select(call, viewer, invoices)
    start, length = bounds(call)
    option = call.parameters.get("response_option") or 0
    found = list(selected if option in {*COUNTED, *SUMMED} else islice(selected, start + length + 1))
    context = {
        **_context(call, invoices, start, length, len(found)),
        "applied_filter": call.parameters.get("filter_by") or invoices.everything,
        "response_option": option,
        "seller_app_sales_channels": [],
    }
    if option in COUNTED:
        context |= {"total": len(found), "total_pages": -(-len(found) // length)}
    if option in SUMMED:
        context["sum_columns"] = [
            {"column": "total", "value": shown(sum((exact(one.get("total")) for one in found), ZERO))},
            {"column": "balance", "value": shown(sum((status.balance(one) for one in found), ZERO))},
        ]
    listed = {} if option in BARE else {"invoices": rows(viewer, invoices, found[start : start + length])}
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
