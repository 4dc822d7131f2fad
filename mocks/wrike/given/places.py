"""Folders, projects, tasks, spaces and the bin: what scenarios write, and what their expectations see."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import accounts, filing, item_types, tree
from ..resources import folders, placeholders, projects, spaces, task_shape, task_statuses, tasks, workflows
from ..shapes import Reader
from ..sharing import shared_ids
from ..stored import ACCOUNTS, CONTACTS, FOLDERS, TASKS
from .laying import known
from .requests import Request, url_of

_VALUE = (Field("id", "id", required=True), Field("value"))
_COMMON_FIELDS = (
    Field("id", "id"),
    Field("title", required=True),
    Field("description"),
    Field("shareds", "list", of="id"),
    Field("customFields", "list", fields=_VALUE),
    Field("customItemType", "id"),
)
_TASK_FIELDS = (
    *_COMMON_FIELDS,
    Field("status", enum=task_shape.STATUSES),
    Field("customStatus", "id"),
    Field("importance", enum=task_shape.IMPORTANCES),
    Field("dates", "object", fields=task_shape.DATES),
    Field("responsibles", "list", of="id"),
    Field("responsiblePlaceholders", "list", of="id"),
    Field("followers", "list", of="id"),
    Field("superTasks", "list", of="id"),
)
_PROJECT_FIELDS = (
    Field("status", enum=projects.STATUSES),
    Field("startDate", "date"),
    Field("endDate", "date"),
    Field("ownerIds", "list", of="id"),
)
_FOLDER_FIELDS = (
    *_COMMON_FIELDS,
    Field("parent", "id", reference="folders"),
    Field("parents", "list", of="id"),
    Field("tasks", "list", fields=_TASK_FIELDS),
)
_SPACE_FIELDS = (
    Field("id", "id"),
    Field("title", required=True),
    Field("description"),
    Field("accessType", enum=spaces.ACCESS),
    Field("archived", "boolean"),
    Field("members", "list", of="id"),
)


def somebody(context: Context, account_id: str) -> str | None:
    """The contact who is the author of what nobody made: the account's first."""
    return next(iter(context.store.rows(CONTACTS, account_id)), None)


def people(context: Context, account_id: str, identifiers: Iterable[str] | None) -> tuple[str, ...]:
    """Those contact ids, of which each must be one of the account's; raises ValueError."""
    known = context.store.rows(CONTACTS, account_id)
    found = tuple(identifiers or ())
    if missing := [one for one in found if one not in known]:
        raise ValueError(f"The account {account_id} has no contact {missing[0]}. It has {', '.join(known)}.")
    return found


def _common(context: Context, tenant: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What is stored of any place. Everybody sees what nobody is named to share."""
    made: dict[str, Any] = {name: values[name] for name in ("id", "title", "description") if values.get(name)}
    if values.get("shareds") is None:
        made["open"] = True
    else:
        made["sharedIds"] = people(context, tenant, values["shareds"])
    if (key := values.get("customItemType")) is not None:
        made["customItemTypeId"] = known(context, tenant, "custom item type", key, item_types.find)["id"]
    if values.get("customFields"):
        made["customFields"] = tuple(
            {"id": one["id"], "value": one["value"]} for one in values["customFields"]
        )
    return made


def _folder(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    parent = str(values.get("parent") or accounts.root_of(tenant))
    made = _common(context, tenant, values)
    if (project := values.get("project")) not in (None, False):
        made["project"] = {} if project is True else project
    record = folders.create(context, tenant, somebody(context, tenant), parent, made)
    if values.get("parents"):
        record = filing.put(
            context,
            tenant,
            FOLDERS,
            {**record, "parentIds": tree.placed(tenant, tuple(dict.fromkeys((parent, *values["parents"]))))},
        )
    for task in values.get("tasks") or ():
        _task(context, tenant, {**task, "parent": record["id"]})
    return record


def _project(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    own = {field.name for field in _PROJECT_FIELDS}
    project = {name: value for name, value in values.items() if name in own and value is not None}
    people(context, tenant, project.get("ownerIds"))
    rest = {name: value for name, value in values.items() if name not in own}
    return _folder(context, tenant, {**rest, "project": project})


def _task(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    parents = (str(values.get("parent") or accounts.root_of(tenant)), *(values.get("parents") or ()))
    made = _common(context, tenant, values)
    if values.get("importance"):
        made["importance"] = values["importance"]
    for name, stored in (
        ("responsibles", "responsibleIds"),
        ("followers", "followerIds"),
        ("superTasks", "superTaskIds"),
    ):
        if values.get(name):
            held = values[name]
            made[stored] = tuple(held) if name == "superTasks" else people(context, tenant, held)
    if asked := values.get("responsiblePlaceholders"):
        found = (known(context, tenant, "placeholder", one, placeholders.ENTITY.find) for one in asked)
        made["responsiblePlaceholderIds"] = tuple(one["id"] for one in found)
    made |= _status(context, tenant, parents, values)
    if values.get("dates"):
        made["dates"] = tasks.scheduled(context, tenant, values["dates"])
    return tasks.create(context, tenant, somebody(context, tenant), parents, made)


def _status(
    context: Context, tenant: str, parents: tuple[str, ...], values: Mapping[str, Any]
) -> dict[str, Any]:
    identifier = values.get("customStatus")
    if identifier is None and values.get("status"):
        identifier = task_statuses.first_status(context, tenant, {"parentIds": parents}, values["status"])
    found = workflows.status_of(context, tenant, identifier) if identifier else None
    return tasks.in_status(found["id"], found["group"]) if found else {}


def _space(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    made = {name: value for name, value in values.items() if value is not None and name != "members"}
    made["members"] = [
        {"id": one, "role": -1, "isManager": False} for one in people(context, tenant, values.get("members"))
    ]
    return spaces.create(context, tenant, somebody(context, tenant), made)


def _reader(context: Context, tenant: str) -> Reader:
    return Reader(context, context.store.get(ACCOUNTS, "", tenant) or {}, "")


def _see_task(reader: Reader, record: Record) -> dict[str, Any]:
    shown = task_shape.SHAPE.render(reader, record, task_shape.READ)
    parents = {"parent": next(iter(shown["parentIds"]), None), "parents": shown["parentIds"]}
    names = ("id", "title", "description", "status", "importance", "dates", "customFields")
    others = {
        "customStatus": shown["customStatusId"],
        "responsibles": shown["responsibleIds"],
        "responsiblePlaceholders": list(record.get("responsiblePlaceholderIds", ())),
        "followers": shown["followerIds"],
        "superTasks": shown["superTaskIds"],
        "customItemType": record.get("customItemTypeId"),
        "shareds": shown["sharedIds"],
    }
    return {name: shown[name] for name in names} | parents | others


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
        "shareds": shared_ids(reader, record),
        "customFields": list(record.get("customFields", ())),
        "customItemType": record.get("customItemTypeId"),
        "tasks": [_see_task(reader, task) for _, task in inside if tree.live(task)],
    }


def _live_folders(context: Context, tenant: str) -> list[Record]:
    rows = context.store.rows(FOLDERS, tenant).values()
    return [row for row in rows if tree.live(row) and "scope" not in row and "space" not in row]


def _see_spaces(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = context.store.rows(FOLDERS, tenant).values()
    return [
        {
            "id": row["id"],
            "title": row["title"],
            "description": row.get("description", ""),
            "accessType": row["space"]["accessType"],
            "archived": row["space"].get("archived", False),
            "members": [one["id"] for one in row["space"]["members"]],
        }
        for row in rows
        if "space" in row and tree.live(row)
    ]


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


def _typed(action: str, values: Mapping[str, Any]) -> dict[str, Any]:
    name = "customItemTypeId" if action == "create" else "convertToCustomItemType"
    return {name: values["customItemType"]} if values.get("customItemType") else {}


def _folder_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    body = {name: values[name] for name in ("title", "description", "customFields") if name in values}
    body |= _typed(action, values)
    return _placed(context, "/folders", action, tenant, key, values, body)


def _project_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    method, url, body = _folder_request(context, action, tenant, key, values)
    project = {field.name: values[field.name] for field in _PROJECT_FIELDS if field.name in values}
    if body is not None and (project or action == "create"):
        body["project"] = project
    return method, url, body


_TASK_NAMES = ("title", "description", "status", "customStatus", "importance", "dates", "customFields")


def _task_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    body = {name: values[name] for name in _TASK_NAMES if name in values} | _typed(action, values)
    if action == "create":
        lists = ("responsibles", "responsiblePlaceholders", "followers", "superTasks", "shareds")
        body |= {name: values[name] for name in lists if values.get(name)}
    return _placed(context, "/tasks", action, tenant, key, values, body)


def _space_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    url = url_of(context, tenant, "/spaces" if key is None else f"/spaces/{key}")
    if action == "delete":
        return "DELETE", url, None
    body = {name: values[name] for name in ("title", "description", "accessType") if name in values}
    if action == "update":
        return "PUT", url, body
    return "POST", url, {"accessType": "Public", **body}


def _placed(
    context: Context,
    path: str,
    action: str,
    tenant: str,
    key: str | None,
    values: Mapping[str, Any],
    body: dict[str, Any],
) -> Request:
    if action == "create":
        parent = values.get("parent") or accounts.root_of(tenant)
        return "POST", url_of(context, tenant, f"/folders/{parent}{path}"), body
    url = url_of(context, tenant, f"{path}/{key}")
    return ("PUT", url, body) if action == "update" else ("DELETE", url, None)


KINDS = (
    Kind("spaces", "id", _space, _see_spaces, _SPACE_FIELDS, request=_space_request),
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
