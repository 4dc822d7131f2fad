"""The tasks zoho.books.* (reference 3.3): calls of Books' API under the organization's own grant.

An error of Books is an answer like any other: none of these tasks throws it (examples of Zoho's).
"""

from __future__ import annotations

from typing import Any, Final
from urllib.parse import quote

from harness.deluge.errors import ScriptError
from harness.deluge.host import Outgoing
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import kind
from harness.deluge.tasks.http import Wanted, answered, form
from harness.deluge.tasks.invokeurl import with_query

_ROOT: Final = "/books/v3"
_FORM: Final = (("Content-Type", "application/x-www-form-urlencoded;charset=UTF-8"),)


async def create_record(
    run: Run, line: int, module: Any, organization: Any, record: Any, connection: Any = None
) -> Any:
    """`createRecord(module, organization, map, connection)`."""
    path = _path(run, "createRecord", module)
    return await _asked(run, line, "POST", _of(run, path, organization), connection, _json(run, record))


async def update_record(
    run: Run, line: int, module: Any, organization: Any, record_id: Any, record: Any, connection: Any = None
) -> Any:
    """`updateRecord(module, organization, id, map, connection)`."""
    path = _path(run, "updateRecord", module, record_id)
    return await _asked(run, line, "PUT", _of(run, path, organization), connection, _json(run, record))


async def get_records(
    run: Run, line: int, module: Any, organization: Any, search: Any = None, connection: Any = None
) -> Any:
    """`getRecords(module, organization, search, connection)`; the search is `k=v&l=w` or a map."""
    path = _of(run, _path(run, "getRecords", module), organization)
    return await _asked(run, line, "GET", with_query(run, path, search), connection)


async def get_record(
    run: Run, line: int, module: Any, organization: Any, record_id: Any, connection: Any = None
) -> Any:
    """`getRecordsByID(module, organization, id, connection)`."""
    path = _path(run, "getRecordsByID", module, record_id)
    return await _asked(run, line, "GET", _of(run, path, organization), connection)


async def mark_status(
    run: Run, line: int, module: Any, organization: Any, record_id: Any, status: Any, connection: Any = None
) -> Any:
    """`markStatus(module, organization, id, status, connection)`."""
    path = _path(run, "markStatus", module, record_id, "status", status)
    return await _asked(run, line, "POST", _of(run, path, organization), connection)


async def get_organizations(run: Run, line: int, connection: Any = None) -> Any:
    """`getOrganizations(connection)`."""
    return await _asked(run, line, "GET", f"{_ROOT}/organizations", connection)


async def get_templates(run: Run, line: int, module: Any, organization: Any, connection: Any = None) -> Any:
    """`getTemplates(module, organization, connection)`."""
    path = _path(run, "getTemplates", module, "templates")
    return await _asked(run, line, "GET", _of(run, path, organization), connection)


def _path(run: Run, task: str, module: Any, *others: Any) -> str:
    """Modules are written in any case, and as one word in the API: `Sales Orders`, `salesorders`."""
    name = _argument(run, task, module).lower().replace(" ", "").replace("_", "")
    return "/".join(
        [_ROOT, *(quote(one, safe="") for one in (name, *(_argument(run, task, o) for o in others)))]
    )


def _of(run: Run, path: str, organization: Any) -> str:
    return f"{path}?organization_id={quote(_argument(run, 'zoho.books', organization), safe='')}"


def _argument(run: Run, task: str, value: Any) -> str:
    if value is None and run.assume("deluge.null_argument") == "error":
        hint = "An argument of this task is null."
        raise ScriptError(f"Value is empty and '{task}' function cannot be applied", hint)
    return run.texts.operand(value)


def _json(run: Run, record: Any) -> bytes:
    if type(record) is not dict:
        message = f"Argument type mismatches for the function: a MAP is wanted, not {kind(record).value}"
        raise ScriptError(message)
    return form(run, {"JSONString": run.texts.json(record)}).encode()


async def _asked(run: Run, line: int, method: str, path: str, connection: Any, body: bytes = b"") -> Any:
    if connection is not None and not isinstance(connection, str):
        raise ScriptError(f"The name of a connection is a TEXT, not {kind(connection).value}")
    patience = run.limits.call_seconds
    headers = _FORM if body else ()
    call = Outgoing(
        method, path, headers, body, connection or None, run.function, line, patience, service="books"
    )
    return await answered(run, call, Wanted(may_throw=False))
