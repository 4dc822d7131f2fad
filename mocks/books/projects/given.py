"""Projects as scenarios write and see them: the customer by name, tasks as plain names."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import state
from ..contacts.given import customer_id
from ..kinds import CAUSE, CUSTOM, request, view, with_custom_list, without
from ..organizations.resource import USERS
from .fields import PROJECT, PROJECT_USER, TASK
from .resource import PROJECTS

TASKS = Field("tasks", "list", fields=TASK)
USERS_OF = Field("users", "list", fields=(Field("user_id", "id", required=True), *PROJECT_USER[1:]))
"""A project's users; like a task, each may be written as its one required field alone."""
PROJECT_FIELDS = (
    Field("project_name", required=True, max_length=100),
    Field("customer"),
    Field("customer_id", "id"),
    *without(
        PROJECT,
        "project_name",
        "customer_id",
        "custom_fields",
        "custom_field_hash",
        "tasks",
        "users",
    ),
    TASKS,
    USERS_OF,
    CUSTOM,
)


def give_project(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A project, with a customer (made if there is none) and a user if the organization has one."""
    body = _project(values)
    key = body.pop("project_id", None)
    body.setdefault("project_name", "Project")
    body["customer_id"] = customer_id(context, tenant, body.get("customer_id"))
    users = context.store.rows(USERS.kind, tenant)
    if "users" not in body and "user_id" not in body and users:
        body["user_id"] = next(iter(users))
    return state.create(context, PROJECTS, tenant, body, CAUSE, key)


def view_projects(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The projects as one is read, with `customer` (its name), users and custom fields."""
    shown = view(context, PROJECTS, tenant)
    for project in shown:
        project["customer"] = project["customer_name"]
    return shown


def _project(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a project out of friendly ones."""
    body = with_custom_list(values)
    if "customer" in body:
        body["customer_id"] = body.pop("customer")
    for name, alone in (("tasks", "task_name"), ("users", "user_id")):
        if body.get(name) is not None:
            body[name] = [dict(one) if isinstance(one, Mapping) else {alone: one} for one in body[name]]
    return body


KINDS: Mapping[str, Kind] = {
    "projects": Kind(
        "projects",
        PROJECTS.key,
        give_project,
        view_projects,
        PROJECT_FIELDS,
        request=request(PROJECTS, _project),
    ),
}
