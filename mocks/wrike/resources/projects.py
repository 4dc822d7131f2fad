"""The project object of a folder: with it, a folder is a project."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call
from ...kit.store import Record
from ..answers import unique
from ..checks import CUSTOM_STATUS, PROJECT_DATES
from ..declaring import id_lists
from ..errors import WrikeError
from ..money import billing, finances
from ..references import contacts
from ..shapes import Reader, Shape, moment
from . import workflows

_PLAIN = ("startDate", "endDate", "contractType", "budget")
STATUSES = ("Green", "Yellow", "Red", "Completed", "OnHold", "Cancelled", "Custom")
_CUSTOM_STATUS = {
    **dict.fromkeys(("Green", "Yellow", "Red"), workflows.IN_PROGRESS),
    "Completed": 1,
    "OnHold": 2,
    "Cancelled": 3,
}
"""The number of the status that stands for each project status in the shape of 2026."""


def read(call: Call, given: Mapping[str, Any]) -> dict[str, Any]:
    """What a request says of a project, its contacts, status and dates checked.

    `ownerIds`, `ownersAdd`, `ownersRemove`, `status`, `customStatusId`, `startDate`, `endDate` are those that
    were given; None removes a date.
    """
    values = dict(given)
    for name in ("ownerIds", "ownersAdd", "ownersRemove"):
        if name in values:
            values[name] = contacts(call, "project", values[name] or ())
    identifier = values.get("customStatusId")
    known = identifier is None or workflows.status_of(call.context, call.tenant, identifier) is not None
    if call.context.fails(CUSTOM_STATUS, not known):
        raise WrikeError.invalid_parameter("project")
    return values


def check_dates(call: Call, project: Record) -> None:
    """Refuse a project that ends before it starts."""
    start, end = project.get("startDate"), project.get("endDate")
    if call.context.fails(PROJECT_DATES, bool(start and end and end < start)):
        raise WrikeError.invalid_parameter("project")


def begin(author: str | None, now: float, values: Mapping[str, Any]) -> dict[str, Any]:
    """A new project object."""
    return change({"authorId": author, "createdDate": now}, now, values)


def change(project: Record, now: float, values: Mapping[str, Any]) -> dict[str, Any]:
    """The project object with those values."""
    owners = unique((*values.get("ownerIds", project.get("ownerIds", ())), *values.get("ownersAdd", ())))
    removed = values.get("ownersRemove", ())
    changed = {
        **project,
        **{name: values[name] for name in _PLAIN if name in values},
        "ownerIds": tuple(owner for owner in owners if owner not in removed),
    }
    if values.get("customStatusId"):
        changed |= {"status": "Custom", "customStatusId": values["customStatusId"]}
    elif values.get("status"):
        changed = {name: value for name, value in changed.items() if name != "customStatusId"}
        changed["status"] = values["status"]
    return _completed(changed, now)


def _completed(project: dict[str, Any], now: float) -> dict[str, Any]:
    done = project.get("status") == "Completed"
    kept = {name: value for name, value in project.items() if value is not None and name != "completedDate"}
    return {**kept, "completedDate": project.get("completedDate", now)} if done else kept


def custom_status(account_id: str, project: Record) -> str:
    """The id of the custom status that the project has."""
    if identifier := project.get("customStatusId"):
        return str(identifier)
    number = _CUSTOM_STATUS.get(project.get("status", "Green"), workflows.IN_PROGRESS)
    return workflows.status_id(account_id, number)


def _status(reader: Reader, project: Record) -> str | None:
    if reader.context.assume("wrike.project_shape") == "2026":
        return None
    return str(project.get("status", "Green"))


def _custom_status(reader: Reader, project: Record) -> str | None:
    if reader.context.assume("wrike.project_shape") == "2019":
        return project.get("customStatusId")
    return custom_status(reader.account_id, project)


SHAPE = Shape(
    fields=(
        Field("authorId"),
        Field("ownerIds", "list", required=True, of="id", default=()),
        Field("status", enum=STATUSES),
        Field("customStatusId"),
        Field("startDate", "date"),
        Field("endDate", "date"),
        Field("createdDate", required=True),
        Field("completedDate"),
        Field("contractType", enum=billing.TYPES),
        Field("finance", "object", fields=finances.PROJECT),
    ),
    computed={
        "status": _status,
        "customStatusId": _custom_status,
        "createdDate": moment("createdDate"),
        "completedDate": moment("completedDate"),
    },
)
_COMMON = (
    Field("status", enum=STATUSES),
    Field("customStatusId", "id"),
    Field("startDate", "date"),
    Field("endDate", "date"),
    Field("contractType", enum=billing.TYPES),
    Field("budget", "integer"),
)
CREATE = (Field("ownerIds", "list", of="id"), *_COMMON)
UPDATE = (*CREATE, *id_lists("ownersAdd", "ownersRemove"))


def render(reader: Reader, folder: Record) -> dict[str, Any] | None:
    """The project object of a folder in an answer, None if the folder is no project."""
    project = folder.get("project")
    return None if project is None else SHAPE.render(reader, project, SHAPE.names())


def finance(reader: Reader, folder: Record) -> dict[str, Any] | None:
    """What an answer tells of the finances of a project: the sums of its tasks, and the budget."""
    budget = folder["project"].get("budget")
    sums = finances.of_project(reader.context, reader.account_id, folder)
    return finances.shown(reader, sums | ({} if budget is None else {"budget": budget}))
