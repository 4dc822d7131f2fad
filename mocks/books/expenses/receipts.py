"""Files on an expense: its one receipt, its attachments; its history; and employees, one of whom may go."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.http import Response
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, files, state
from ..fields import flag, text
from ..operations import fetch, missing, require_unused, require_value
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions import history
from .fields import DOCUMENT

ENDINGS = (*files.IMAGES, "pdf", "xls", "xlsx", "doc", "docx")
TAKEN_OFF = "The attached expense receipt has been deleted."
_PATH = "/expenses/{expense_id}"


def operations(expenses: Resource, employees: Resource) -> Iterator[Operation]:
    """What is special beside what every resource has."""
    yield declare(
        "list_expense_comments",
        "GET",
        f"{_PATH}/comments",
        _comments,
        scope="expenses.READ",
        message="success",
        answer={"comments": {"type": "array", "items": strict(history.fields("expense"))}},
        resource=expenses,
    )
    yield declare(
        "get_expense_receipt",
        "GET",
        f"{_PATH}/receipt",
        _get,
        scope="expenses.READ",
        message="success",
        parameters=(flag("preview"),),
        resource=expenses,
    )
    yield declare(
        "create_expense_receipt",
        "POST",
        f"{_PATH}/receipt",
        _add,
        scope="expenses.CREATE",
        message="The expense receipt has been attached.",
        parameters=(text("receipt"),),
        resource=expenses,
    )
    yield declare(
        "delete_expense_receipt",
        "DELETE",
        f"{_PATH}/receipt",
        _delete,
        scope="expenses.DELETE",
        message=TAKEN_OFF,
        resource=expenses,
    )
    yield declare(
        "add_expense_attachment",
        "POST",
        f"{_PATH}/attachment",
        _attach,
        scope="expenses.CREATE",
        message="The expense attachment has been attached.",
        answer={"documents": {"type": "array", "items": strict(list(DOCUMENT))}},
        resource=expenses,
    )
    yield declare(
        "delete_employee",
        "DELETE",
        "/employee/{employee_id}",
        _delete_employee,
        scope="expenses.DELETE",
        message=employees.messages.deleted,
        resource=employees,
    )


def followed(call: Call, expense: Record) -> Record:
    """The expense with the receipt that its request brought, or without the one that it takes off."""
    file = files.received(call, "receipt", ENDINGS)
    if file is None and not call.parameters.get("delete_receipt"):
        return expense
    return _save(call, expense, {"receipt": file})


def _get(call: Call) -> Response:
    expense = fetch(call, resource_of(call))
    return files.sent(_receipt(call, expense))


def _add(call: Call) -> Reply:
    expense = fetch(call, resource_of(call))
    file = files.received(call, "receipt", ENDINGS)
    require_value(call, "receipt", bad=file is None)
    _save(call, expense, {"receipt": file})
    return Reply()


def _delete(call: Call) -> Reply:
    expense = fetch(call, resource_of(call))
    _receipt(call, expense)
    _save(call, expense, {"receipt": None})
    return Reply()


def _receipt(call: Call, expense: Record) -> Mapping[str, Any]:
    if call.context.fails(checks.RECORD, "receipt" not in expense):
        raise missing(call, "Receipt")
    found: Mapping[str, Any] = expense.get("receipt") or files.EMPTY
    return found


def _attach(call: Call) -> Reply:
    """One file or several; all are kept."""
    expense = fetch(call, resource_of(call))
    added = files.all_received(call, "attachment", ENDINGS)
    require_value(call, "attachment", bad=not added)
    _save(call, expense, {"files": [*expense.get("files", ()), *added]})
    return Reply({"documents": [document(one) for one in added]})


def document(file: Mapping[str, Any]) -> dict[str, Any]:
    """An attachment as answers name it."""
    kept = {name: file[name] for name in ("document_id", "file_name", "file_size")}
    return {**kept, "document_type": "attachment"}


def _comments(call: Call) -> Reply:
    expense, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    found = history.of(call, expense["expense_id"])
    return Reply({"comments": [history.show(viewer, one) for one in found]})


def _delete_employee(call: Call) -> Reply:
    employees = resource_of(call)
    record = fetch(call, employees)
    require_unused(call, employees, record, "The employee")
    state.remove(call.context, employees, call.tenant, record, call.cause)
    return Reply()


def _save(call: Call, expense: Record, changes: Mapping[str, Any]) -> Record:
    return state.update(call.context, resource_of(call), call.tenant, expense, changes, call.cause)
