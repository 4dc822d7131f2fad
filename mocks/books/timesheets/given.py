"""Time entries as scenarios write them: project, task and user by name or id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import state
from ..kinds import CAUSE, key_of, request, view
from ..organizations.resource import USERS
from ..projects.given import give_project
from ..projects.resource import PROJECTS
from .resource import FIELDS, TIME_ENTRIES

NAMED = (Field("project"), Field("task"), Field("user"))
"""What an author writes in place of ids."""


def give_time_entry(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """An entry of an hour, today, by the first user, on the first project, unless it says otherwise."""
    body = _body(values)
    key = body.pop("time_entry_id", None)
    body["project_id"] = _project(context, tenant, body.get("project_id"))
    if body.get("task_id"):
        body["task_id"] = _task(context, tenant, body["project_id"], body["task_id"])
    body["user_id"] = _user(context, tenant, body.get("user_id"))
    body.setdefault("log_time", "01:00")
    return state.create(context, TIME_ENTRIES, tenant, body, CAUSE, key)


def view_time_entries(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The entries as one is read, with `project`, `task` (their names) and `user` (the person)."""
    shown = view(context, TIME_ENTRIES, tenant)
    for entry in shown:
        user = context.store.get(USERS.kind, tenant, entry["user_id"]) or {}
        entry |= {
            "project": entry["project_name"],
            "task": entry["task_name"],
            "user": user.get("person", ""),
        }
    return shown


def _body(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an entry out of friendly ones."""
    body = dict(values)
    for name, field in (("project", "project_id"), ("task", "task_id"), ("user", "user_id")):
        if name in body:
            body[field] = body.pop(name)
    return body


def _project(context: Context, tenant: str, named: str | None) -> str:
    if named:
        return key_of(context, tenant, PROJECTS, "project_name", named)
    projects = context.store.rows(PROJECTS.kind, tenant)
    return next(iter(projects), None) or str(give_project(context, tenant, {})["project_id"])


def _task(context: Context, tenant: str, project_id: str, named: str) -> str:
    project = context.store.get(PROJECTS.kind, tenant, project_id) or {}
    tasks = {one["task_id"]: one.get("task_name") for one in project.get("tasks", ())}
    if named in tasks:
        return named
    for key, name in tasks.items():
        if name == named:
            return str(key)
    has = ", ".join(map(str, tasks.values())) or "none"
    raise ValueError(f"The project {project_id} has no task '{named}'. It has: {has}.")


def _user(context: Context, tenant: str, named: str | None) -> str:
    if named:
        return key_of(context, tenant, USERS, "person", named)
    return next(iter(context.store.rows(USERS.kind, tenant)), "")


KINDS: Mapping[str, Kind] = {
    "time_entries": Kind(
        "time_entries",
        TIME_ENTRIES.key,
        give_time_entry,
        view_time_entries,
        (*FIELDS, *NAMED),
        request=request(TIME_ENTRIES, _body),
    ),
}
