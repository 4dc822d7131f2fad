"""The starting state and its look: what scenarios write, and what their expectations see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..kit.fields import Field
from ..kit.service import Context, Kind
from ..kit.store import Record
from . import accounts, tree
from .resources import contacts, folders, projects, tasks, workflows
from .shapes import Reader
from .stored import ACCOUNTS, CONTACTS, FOLDERS, TASKS

PATH = "/api/v4"
_TASK_FIELDS = (
    Field("id", "id"),
    Field("title", required=True),
    Field("description"),
    Field("status", enum=tasks.STATUSES),
    Field("importance", enum=tasks.IMPORTANCES),
    Field("dates", "object", fields=tasks.DATES),
    Field("responsibles", "list", of="id"),
)
_PROJECT_FIELDS = (
    Field("status", enum=projects.STATUSES),
    Field("startDate", "date"),
    Field("endDate", "date"),
    Field("ownerIds", "list", of="id"),
)
_FOLDER_FIELDS = (
    Field("id", "id"),
    Field("title", required=True),
    Field("description"),
    Field("parent", "id", reference="folders"),
    Field("parents", "list", of="id"),
    Field("tasks", "list", fields=_TASK_FIELDS),
)


def _account(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    return accounts.open_account(context, values)


def _contact(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    given = {name: value for name, value in values.items() if name != "person"}
    return contacts.join(context, tenant, values["person"], given)


def _folder(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    parent = str(values.get("parent") or accounts.root_of(tenant))
    names = ("id", "title", "description")
    made = {name: values[name] for name in names if values.get(name)}
    if (project := values.get("project")) is not None:
        made["project"] = project
    record = folders.create(context, tenant, _somebody(context, tenant), parent, made)
    for task in values.get("tasks") or ():
        _task(context, tenant, {**task, "parent": record["id"]})
    return record


def _project(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    own = {field.name for field in _PROJECT_FIELDS}
    project = {name: value for name, value in values.items() if name in own and value is not None}
    rest = {name: value for name, value in values.items() if name not in own}
    return _folder(context, tenant, {**rest, "project": project})


def _task(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    parents = (str(values.get("parent") or accounts.root_of(tenant)), *(values.get("parents") or ()))
    made = {name: values[name] for name in ("id", "title", "description", "importance") if values.get(name)}
    if values.get("responsibles"):
        made["responsibleIds"] = tuple(values["responsibles"])
    if status := values.get("status"):
        made |= tasks.in_status(workflows.first_of_group(context, tenant, status), status)
    if values.get("dates"):
        made["dates"] = tasks.scheduled(context, tenant, values["dates"])
    return tasks.create(context, tenant, _somebody(context, tenant), parents, made)


def _somebody(context: Context, tenant: str) -> str | None:
    """The contact who is the author of what nobody made: the account's first."""
    return next(iter(context.store.rows(CONTACTS, tenant)), None)


def _reader(context: Context, tenant: str) -> Reader:
    return Reader(context, context.store.get(ACCOUNTS, "", tenant) or {}, "")


def _see_accounts(context: Context, tenant: str) -> list[dict[str, Any]]:
    return [
        {"id": one["id"], "name": one.get("name", "Account"), "host": accounts.host_of(one)}
        for one in context.store.rows(ACCOUNTS, "").values()
    ]


def _see_contacts(context: Context, tenant: str) -> list[dict[str, Any]]:
    names = ("id", "person", "firstName", "lastName", "email", "role", "active")
    rows = context.store.rows(CONTACTS, tenant).values()
    return [{name: row[name] for name in names if name in row} for row in rows]


def _see_task(reader: Reader, record: Record) -> dict[str, Any]:
    shown = tasks.SHAPE.render(reader, record, tasks.READ)
    parents = {"parent": next(iter(shown["parentIds"]), None), "parents": shown["parentIds"]}
    names = ("id", "title", "description", "status", "importance", "dates")
    return {name: shown[name] for name in names} | parents | {"responsibles": shown["responsibleIds"]}


def _see_folder(reader: Reader, record: Record) -> dict[str, Any]:
    context, account = reader.context, reader.account_id
    inside = tree.contents(context, account, record["id"], TASKS)
    project = projects.render(reader, record)
    return {
        "id": record["id"],
        "title": record["title"],
        "description": record.get("description", ""),
        "parent": next(iter(record["parentIds"]), None),
        "parents": list(record["parentIds"]),
        "project": project is not None,
        "tasks": [_see_task(reader, task) for _, task in inside if tree.live(task)],
    }


def _live_folders(context: Context, tenant: str) -> list[Record]:
    rows = context.store.rows(FOLDERS, tenant).values()
    return [row for row in rows if tree.live(row) and "scope" not in row]


def _see_folders(context: Context, tenant: str) -> list[dict[str, Any]]:
    reader = _reader(context, tenant)
    return [_see_folder(reader, row) for row in _live_folders(context, tenant) if "project" not in row]


def _see_projects(context: Context, tenant: str) -> list[dict[str, Any]]:
    reader = _reader(context, tenant)
    found = [row for row in _live_folders(context, tenant) if "project" in row]
    return [
        _see_folder(reader, row)
        | {"status": row["project"].get("status", "Green")}
        | {name: row["project"].get(name) for name in ("startDate", "endDate")}
        | {"ownerIds": list(row["project"].get("ownerIds", ()))}
        for row in found
    ]


def _see_tasks(context: Context, tenant: str) -> list[dict[str, Any]]:
    reader = _reader(context, tenant)
    rows = context.store.rows(TASKS, tenant).values()
    return [_see_task(reader, row) for row in rows if tree.live(row)]


def _see_bin(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = [*context.store.rows(FOLDERS, tenant).values(), *context.store.rows(TASKS, tenant).values()]
    return [{"id": row["id"], "title": row["title"]} for row in rows if not tree.live(row)]


def _request(
    context: Context,
    path: str,
    action: str,
    tenant: str,
    key: str | None,
    values: Mapping[str, Any],
    body: dict[str, Any],
) -> tuple[str, str, Any]:
    base = f"https://{accounts.host_of(context.store.get(ACCOUNTS, '', tenant) or {})}{PATH}"
    if action == "create":
        parent = values.get("parent") or accounts.root_of(tenant)
        return "POST", f"{base}/folders/{parent}{path}", body
    return (
        ("PUT", f"{base}{path}/{key}", body)
        if action == "update"
        else ("DELETE", f"{base}{path}/{key}", None)
    )


def _folder_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> tuple[str, str, Any]:
    body = {name: values[name] for name in ("title", "description") if name in values}
    return _request(context, "/folders", action, tenant, key, values, body)


def _project_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> tuple[str, str, Any]:
    method, url, body = _folder_request(context, action, tenant, key, values)
    project = {field.name: values[field.name] for field in _PROJECT_FIELDS if field.name in values}
    if body is not None and (project or action == "create"):
        body["project"] = project
    return method, url, body


def _task_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> tuple[str, str, Any]:
    names = ("title", "description", "status", "importance", "dates")
    body = {name: values[name] for name in names if name in values}
    return _request(context, "/tasks", action, tenant, key, values, body)


_PERSON = (
    Field("id", "id"),
    Field("person", required=True),
    Field("firstName"),
    Field("lastName"),
    Field("email"),
    Field("role", enum=contacts.ROLES),
    Field("active", "boolean"),
)
KINDS: Mapping[str, Kind] = {
    kind.name: kind
    for kind in (
        Kind(
            "accounts",
            "id",
            _account,
            _see_accounts,
            (
                Field("id", "id"),
                Field("number", "integer"),
                Field("name"),
                Field("host", enum=tuple(accounts.HOSTS)),
            ),
            tenanted=False,
        ),
        Kind("contacts", "id", _contact, _see_contacts, _PERSON),
        Kind(
            "folders",
            "id",
            _folder,
            _see_folders,
            (*_FOLDER_FIELDS, Field("project", "boolean")),
            request=_folder_request,
        ),
        Kind(
            "projects",
            "id",
            _project,
            _see_projects,
            (*_FOLDER_FIELDS, *_PROJECT_FIELDS),
            request=_project_request,
        ),
        Kind(
            "tasks",
            "id",
            _task,
            _see_tasks,
            (*_TASK_FIELDS, Field("parent", "id"), Field("parents", "list", of="id")),
            request=_task_request,
        ),
        Kind("bin", "id", _folder, _see_bin, (Field("id", "id"), Field("title"))),
    )
}
