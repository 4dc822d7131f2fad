"""What hangs on places and people in scenarios: custom fields, comments, timelogs, workflows and the like."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from ..accounts import WEEK
from ..item_types import RELATED
from ..resources import (
    approvals,
    attachments,
    comments,
    custom_fields,
    custom_item_types,
    dependencies,
    timelog_categories,
    timelogs,
    webhooks,
    workflows,
    workschedules,
)
from ..resources.workflows import COLOURS, GROUPS
from ..stored import DEPENDENCIES, FOLDERS, TASKS
from .laying import IN_SPACE, given, seen, view
from .places import people, somebody
from .requests import Request, ask, url_of


def _on_node(values: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """Where a comment or attachment is: the kind of its `task` or `folder`, and its values."""
    kind = TASKS if "task" in values else FOLDERS
    node = values.get("task") or values.get("folder") or ""
    rest = {name: value for name, value in values.items() if name not in ("task", "folder")}
    return kind, {**rest, "node": node}


def _see_node(row: Record) -> dict[str, Any]:
    return {"task" if row["on"] == TASKS else "folder": row["node"]}


def _comment(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    kind, made = _on_node(values)
    author = made.pop("author", None) or somebody(context, tenant)
    return comments.create(context, tenant, author, kind, made)


def _see_comments(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = comments.ENTITY.rows(context, tenant)
    return [
        {"id": row["id"], "text": row["text"], "author": row["authorId"]} | _see_node(row) for row in rows
    ]


def _attachment(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    kind, made = _on_node(values)
    content = str(made.pop("content", "")).encode()
    return attachments.create(context, tenant, somebody(context, tenant), kind, made, content)


def _see_attachments(context: Context, tenant: str) -> list[dict[str, Any]]:
    names = ("id", "name", "contentType", "size")
    rows = attachments.ENTITY.rows(context, tenant)
    return [{name: row[name] for name in names} | _see_node(row) for row in rows]


def _approval(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    kind, made = _on_node(values)
    asked, status = made.pop("approvers", ()), made.pop("status", "Pending")
    now = context.clock.now()
    made["decisions"] = {
        who: {"approverId": who, "status": status, "comment": "", "updatedDate": now}
        for who in people(context, tenant, asked)
    }
    return approvals.create(context, tenant, somebody(context, tenant), kind, made)


def _see_approvals(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = approvals.ENTITY.rows(context, tenant)
    return [
        {
            "id": row["id"],
            "description": row.get("description", ""),
            "approvers": list(row["decisions"]),
            "status": approvals.status_of(row),
        }
        | _see_node(row)
        for row in rows
    ]


def _timelog(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    return timelogs.create(context, tenant, {"userId": somebody(context, tenant) or "", **values})


def _custom_field(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    options = {"settings": {"values": values.pop("values")}} if "values" in values else {}
    return custom_fields.create(context, tenant, {**values, **options})


def _see_dependencies(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = context.store.rows(DEPENDENCIES, tenant).values()
    return [seen(row, _DEPENDENCY, _ENDS) for row in rows]


def _comment_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    if action == "create":
        where = f"/tasks/{values['task']}" if values.get("task") else f"/folders/{values.get('folder')}"
        return "POST", url_of(context, tenant, f"{where}/comments"), {"text": values.get("text", "")}
    return ask(context, action, tenant, "/comments", key, {"text": values.get("text", "")})


def _timelog_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    body = {name: values[name] for name in ("hours", "trackedDate", "comment") if name in values}
    body |= {"categoryId": values["category"]} if values.get("category") else {}
    if action == "create":
        body |= {"onBehalfOf": values["user"]} if values.get("user") else {}
        return "POST", url_of(context, tenant, f"/tasks/{values.get('task')}/timelogs"), body
    return ask(context, action, tenant, "/timelogs", key, body)


def _custom_field_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    body = {name: values[name] for name in ("title", "type") if name in values}
    body |= {"settings": {"values": values["values"]}} if values.get("values") else {}
    body |= {"spaceId": values["space"]} if values.get("space") and action == "create" else {}
    if action == "create":
        return "POST", url_of(context, tenant, "/customfields"), body
    return ask(context, action, tenant, "/customfields", key, body)


_ID = Field("id", "id")
_NODE = (Field("task", "id"), Field("folder", "id"))
_COMMENT = (_ID, Field("text", required=True), Field("author", "id"), *_NODE)
_ATTACHMENT = (
    *(_ID, Field("name", required=True), Field("content"), Field("contentType"), Field("size", "integer")),
    *_NODE,
)
_APPROVAL = (
    *(_ID, Field("description"), Field("approvers", "list", of="id")),
    *(Field("status", enum=approvals.STATUSES), *_NODE),
)
_TIMELOG = (
    *(_ID, Field("task", "id", required=True), Field("user", "id"), Field("category", "id")),
    *(Field("hours", "number", required=True), Field("trackedDate", "date", required=True)),
    Field("comment"),
)
_TIMELOG_NAMES = {"task": "taskId", "user": "userId", "category": "categoryId"}
_CATEGORY = (_ID, Field("name", required=True), Field("order", "integer"), Field("hidden", "boolean"))
_CUSTOM_FIELD = (
    *(_ID, Field("title", required=True), Field("type", required=True, enum=custom_fields.TYPES)),
    *(Field("space", "id"), Field("values", "list", of="text")),
)
_ITEM_TYPE = (
    *(_ID, Field("title", required=True), Field("relatedType", enum=RELATED)),
    *(Field("description"), Field("space", "id"), Field("customFields", "list", of="id")),
)
_TYPE_NAMES = {"space": "spaceId", "customFields": "customFieldIds"}
_DEPENDENCY = (
    *(_ID, Field("predecessor", "id", required=True), Field("successor", "id", required=True)),
    *(Field("relationType", enum=dependencies.RELATIONS), Field("lagTime", "integer")),
)
_ENDS = {"predecessor": "predecessorId", "successor": "successorId"}
_STATUS = (
    *(_ID, Field("name", required=True), Field("group", required=True, enum=GROUPS)),
    Field("color", enum=COLOURS),
)
_WORKFLOW = (
    *(_ID, Field("name", required=True), Field("hidden", "boolean"), Field("space", "id")),
    Field("customStatuses", "list", fields=_STATUS),
)
_SCHEDULE = (
    *(_ID, Field("title", required=True), Field("users", "list", of="id")),
    Field("workDays", "list", of="text", enum=WEEK),
)
_WEBHOOK = (
    *(_ID, Field("hookUrl", required=True), Field("folder", "id"), Field("space", "id")),
    *(Field("events", "list", of="text", enum=webhooks.EVENTS), Field("recursive", "boolean")),
    Field("status", enum=("Active", "Suspended")),
)
_HOOK_NAMES = {"folder": "folderId", "space": "spaceId"}
KINDS = (
    Kind("comments", "id", given(_comment), _see_comments, _COMMENT, request=_comment_request),
    Kind("attachments", "id", given(_attachment), _see_attachments, _ATTACHMENT),
    Kind("approvals", "id", given(_approval), _see_approvals, _APPROVAL),
    Kind(
        "timelogs",
        "id",
        given(_timelog, _TIMELOG_NAMES),
        view(timelogs.ENTITY, _TIMELOG, _TIMELOG_NAMES),
        _TIMELOG,
        request=_timelog_request,
    ),
    Kind(
        "timelog_categories",
        "id",
        given(timelog_categories.create),
        view(timelog_categories.ENTITY, _CATEGORY),
        _CATEGORY,
    ),
    Kind(
        "custom_fields",
        "id",
        given(_custom_field, IN_SPACE),
        view(custom_fields.ENTITY, _CUSTOM_FIELD, IN_SPACE),
        _CUSTOM_FIELD,
        request=_custom_field_request,
    ),
    Kind(
        "custom_item_types",
        "id",
        given(custom_item_types.create, _TYPE_NAMES),
        view(custom_item_types.ENTITY, _ITEM_TYPE, _TYPE_NAMES),
        _ITEM_TYPE,
    ),
    Kind("dependencies", "id", given(dependencies.create, _ENDS), _see_dependencies, _DEPENDENCY),
    Kind(
        "workflows",
        "id",
        given(workflows.create, IN_SPACE),
        view(workflows.ENTITY, _WORKFLOW, IN_SPACE),
        _WORKFLOW,
    ),
    Kind(
        "workschedules",
        "id",
        given(workschedules.create, {"users": "userIds"}),
        view(workschedules.ENTITY, _SCHEDULE, {"users": "userIds"}),
        _SCHEDULE,
    ),
    Kind(
        "webhooks",
        "id",
        given(webhooks.create, _HOOK_NAMES),
        view(webhooks.ENTITY, _WEBHOOK, _HOOK_NAMES),
        _WEBHOOK,
    ),
)
