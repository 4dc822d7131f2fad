"""What work begins with in scenarios: request forms and blueprints."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from ..resources import blueprints, projects, request_forms, task_shape, tasks
from ..stored import FOLDER_BLUEPRINTS, TASK_BLUEPRINTS
from .laying import IN_SPACE, given, seen, view
from .places import people


def _folder_blueprint(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    made = _common(values)
    if (project := values.get("project")) is not None:
        people(context, tenant, project.get("ownerIds"))
        made["project"] = {name: value for name, value in project.items() if value is not None}
    record = blueprints.create(context, tenant, FOLDER_BLUEPRINTS, made)
    for task in values.get("tasks") or ():
        _task_blueprint(context, tenant, {**task, "parent": record["id"]})
    return record


def _task_blueprint(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    made = _common(values)
    if values.get("importance"):
        made["importance"] = values["importance"]
    if values.get("superTasks"):
        made["superTaskIds"] = tuple(values["superTasks"])
    if values.get("responsibles"):
        made["responsibleIds"] = people(context, tenant, values["responsibles"])
    if values.get("dates"):
        made["dates"] = tasks.scheduled(context, tenant, values["dates"])
    return blueprints.create(context, tenant, TASK_BLUEPRINTS, made)


def _common(values: Mapping[str, Any]) -> dict[str, Any]:
    made: dict[str, Any] = {name: values[name] for name in ("id", "title", "description") if values.get(name)}
    if values.get("parent"):
        made["parentIds"] = (values["parent"],)
    if values.get("space"):
        made["spaceId"] = values["space"]
    if values.get("customFields"):
        made["customFields"] = tuple(values["customFields"])
    return made


def _see(kind: str, fields: tuple[Field, ...]) -> Any:
    """The blueprints of that kind as a scenario names their fields."""
    names = {**IN_SPACE, "responsibles": "responsibleIds", "superTasks": "superTaskIds"}

    def look(context: Context, tenant: str) -> list[dict[str, Any]]:
        root, rows = blueprints.root_of(tenant), context.store.rows(kind, tenant).values()
        placed = ((row, next((one for one in row["parentIds"] if one != root), None)) for row in rows)
        return [{**seen(row, fields, names), "parent": parent} for row, parent in placed]

    return look


_ID = Field("id", "id")
_ITEM = (_ID, Field("title", required=True), Field("selectedByDefault", "boolean"))
_QUESTION = (
    *(_ID, Field("title", required=True), Field("type"), Field("mandatory", "boolean")),
    *(Field("helperText"), Field("dateFormat"), Field("limit", "object"), Field("lineCount", "integer")),
    Field("items", "list", fields=_ITEM),
)
_PAGE = (_ID, Field("title", required=True), Field("fields", "list", fields=_QUESTION))
_FORM = (
    *(_ID, Field("title", required=True), Field("description"), Field("space", "id")),
    Field("pages", "list", fields=_PAGE),
)
_VALUE = (Field("id", "id", required=True), Field("value"))
_PATTERN = (
    *(_ID, Field("title", required=True), Field("description"), Field("space", "id"), Field("parent", "id")),
    Field("customFields", "list", fields=_VALUE),
)
_TASK = (
    *_PATTERN,
    *(Field("importance", enum=task_shape.IMPORTANCES), Field("dates", "object", fields=task_shape.DATES)),
    *(Field("responsibles", "list", of="id"), Field("superTasks", "list", of="id")),
)
_FOLDER = (
    *_PATTERN,
    *(Field("project", "object", fields=projects.CREATE), Field("tasks", "list", fields=_TASK)),
)
KINDS = (
    Kind("folder_blueprints", "id", _folder_blueprint, _see(FOLDER_BLUEPRINTS, _FOLDER), _FOLDER),
    Kind("task_blueprints", "id", _task_blueprint, _see(TASK_BLUEPRINTS, _TASK), _TASK),
    Kind(
        "request_forms",
        "id",
        given(request_forms.create, IN_SPACE),
        view(request_forms.ENTITY, _FORM, IN_SPACE),
        _FORM,
    ),
)
