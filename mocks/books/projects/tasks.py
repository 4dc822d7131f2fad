"""The tasks of a project, each by itself; a change of one is an edit of its project."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..listing import ALL, PAGE_CONTEXT, PAGING, bounds, page_context
from ..operations import fetch, missing
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, default, strict
from ..selecting import order
from ..timesheets import tally
from .fields import TASK_BODY, TASK_READ, TASK_ROW
from .hooks import customer_name, require_unbilled

SORTS = ("task_name", "billed_hours", "log_time", "un_billed_hours")
KEYS: Mapping[str, tuple[str, ...]] = {"both": ("tasks", "task"), "tasks": ("tasks",), "task": ("task",)}
ADDED: Mapping[str, str] = {
    "example": "The project information has been updated.",
    "prose": "The task has been added.",
}

_ROW = {one.name: default(one) for one in TASK_ROW}
_MORE = tuple(one for one in TASK_READ if one.name not in _ROW)
"""What a saved task shows beyond the specification: Zoho's own Python client reads it without a default."""
_READ = {one.name: default(one) for one in TASK_READ}
_PATH = "/projects/{project_id}/tasks"


def operations(projects: Resource) -> Iterator[Operation]:
    """Add, list, get, update, delete."""
    row = strict(list(TASK_ROW))
    saved = strict([*TASK_ROW, *_MORE])
    rows = {"type": "array", "items": row}
    yield declare(
        "add_task",
        "POST",
        _PATH,
        _add,
        scope="projects.CREATE",
        message=ADDED["example"],
        answer={"task": saved},
        body=TASK_BODY,
        status=201,
        resource=projects,
    )
    yield declare(
        "list_tasks",
        "GET",
        _PATH,
        _list,
        scope="projects.READ",
        message="success",
        answer={"tasks": rows, "task": rows, "page_context": PAGE_CONTEXT},
        optional=("tasks", "task"),
        parameters=(*PAGING, Field("sort_column", enum=SORTS), Field("sort_order", enum=("A", "D"))),
        resource=projects,
    )
    yield declare(
        "get_task",
        "GET",
        _PATH + "/{task_id}",
        _get,
        scope="projects.READ",
        message="success",
        answer={"task": strict(list(TASK_READ))},
        resource=projects,
    )
    yield declare(
        "update_task",
        "PUT",
        _PATH + "/{task_id}",
        _update,
        scope="projects.UPDATE",
        message="The task information has been updated.",
        answer={"task": saved},
        body=TASK_BODY,
        partial=True,
        resource=projects,
    )
    yield declare(
        "delete_task",
        "DELETE",
        _PATH + "/{task_id}",
        _delete,
        scope="projects.DELETE",
        message="The task has been deleted successfully.",
        resource=projects,
    )


def _add(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    edited = _save(call, project, [*project.get("tasks", ()), call.body])
    task = edited["tasks"][-1]
    return Reply(
        {"task": _saved(Viewer.of(call), edited, task)},
        message=ADDED[call.context.assume("books.task_added_message")],
        location=f"projects/{project['project_id']}/tasks/{task['task_id']}",
    )


def _saved(viewer: Viewer, project: Record, task: Mapping[str, Any]) -> dict[str, Any]:
    more = {one.name: _READ[one.name] for one in _MORE}
    said = {name: task[name] for name in more if task.get(name) is not None}
    return {**_row(viewer, project, task), **more, **said}


def _list(call: Call) -> Reply:
    project, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    rows = [_row(viewer, project, task) for task in project.get("tasks", ())]
    column = call.parameters.get("sort_column")
    direction = order(call, descending=column is None)
    if column is not None:
        rows.sort(key=lambda row: str(row.get(column, "")).casefold())
    if direction == "D":
        rows.reverse()
    start, length = bounds(call)
    context = page_context(
        start // length + 1,
        length,
        len(rows) > start + length,
        "Tasks",
        ALL,
        column or "created_time",
        direction,
    )
    chunk = rows[start : start + length]
    keys = KEYS[call.context.assume("books.task_list_key")]
    return Reply({**dict.fromkeys(keys, chunk), "page_context": context})


def _get(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    task = _find(call, project)
    known = {"project_id": project["project_id"], "project_name": project.get("project_name", "")}
    shown = {name: value for name, value in task.items() if name in _READ and value is not None}
    return Reply({"task": {**_READ, **known, **shown}})


def _update(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    task = {**_find(call, project), **call.body}
    kept = [task if one["task_id"] == task["task_id"] else one for one in project.get("tasks", ())]
    edited = _save(call, project, kept)
    return Reply({"task": _saved(Viewer.of(call), edited, task)})


def _delete(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    gone = _find(call, project)["task_id"]
    entries = call.context.store.find(tally.TABLE, call.tenant, "task_id", gone)
    require_unbilled(call, entries, "The task")
    for entry in entries:
        call.context.store.delete(tally.TABLE, call.tenant, entry["time_entry_id"])
    _save(call, project, [one for one in project.get("tasks", ()) if one["task_id"] != gone])
    return Reply()


def _find(call: Call, project: Mapping[str, Any]) -> Mapping[str, Any]:
    key = call.ids["task_id"]
    for task in project.get("tasks", ()):
        if task["task_id"] == key:
            found: Mapping[str, Any] = task
            return found
    if call.context.fails(checks.RECORD, True):
        raise missing(call, "Task")
    return {"task_id": key}


def _save(call: Call, project: Mapping[str, Any], tasks: list[Any]) -> Mapping[str, Any]:
    return state.update(call.context, resource_of(call), call.tenant, project, {"tasks": tasks}, call.cause)


def _row(viewer: Viewer, project: Mapping[str, Any], task: Mapping[str, Any]) -> dict[str, Any]:
    shown = {name: value for name, value in task.items() if name in _ROW and value is not None}
    entries = viewer.context.store.find(tally.TABLE, viewer.tenant, "task_id", task["task_id"])
    hours = tally.hours(entries)
    return {
        **_ROW,
        "log_time": hours["total_hours"],
        "billed_hours": hours["billed_hours"],
        "un_billed_hours": hours["un_billed_hours"],
        "project_id": project["project_id"],
        "project_name": project.get("project_name", ""),
        "customer_id": project.get("customer_id", ""),
        "customer_name": customer_name(viewer, project),
        "currency_id": project.get("currency_id") or viewer.organization["currency_id"],
        **shown,
    }
