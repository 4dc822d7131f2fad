"""Workflows: which custom statuses there are, and to which of the four status groups each belongs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from ..answers import Answer, reader_of
from ..entity_ids import STATUS, WORKFLOW, group
from ..shapes import Shape
from ..stored import WORKFLOWS

GROUPS = ("Active", "Completed", "Deferred", "Cancelled")
COLOURS = (
    *("Brown", "Red", "Purple", "Indigo", "DarkBlue", "Blue", "Turquoise", "DarkCyan"),
    *("Green", "YellowGreen", "Yellow", "Orange", "Gray", "DarkRed"),
)
IN_PROGRESS = 10
_DEFAULT = (
    (0, "New", "Blue", True, "Active"),
    (IN_PROGRESS, "In Progress", "Turquoise", False, "Active"),
    (1, "Completed", "Green", True, "Completed"),
    (2, "On Hold", "Gray", True, "Deferred"),
    (3, "Cancelled", "Gray", True, "Cancelled"),
)
"""The default workflow's statuses: number, name, colour, standard, group (recorded; see README)."""


def default_of(account_id: str, number: int) -> str:
    """The id of the account's default workflow: minus the account's number."""
    return account_id + group(WORKFLOW, -number)


def status_id(account_id: str, number: int) -> str:
    """The id of the status of that number."""
    return account_id + group(STATUS, number)


def create_default(context: Context, account_id: str, number: int) -> Record:
    """Give a new account its default workflow."""
    identifier = default_of(account_id, number)
    record = {
        "id": identifier,
        "name": "Default Workflow",
        "standard": True,
        "customStatuses": [_status(account_id, *status) for status in _DEFAULT],
    }
    context.store.put(WORKFLOWS, account_id, identifier, record)
    return record


def _status(account_id: str, number: int, name: str, colour: str, standard: bool, of: str) -> dict[str, Any]:
    return {
        "id": status_id(account_id, number),
        "name": name,
        "standardName": True,
        "color": colour,
        "standard": standard,
        "group": of,
        "hidden": False,
    }


def statuses(context: Context, account_id: str) -> Iterator[dict[str, Any]]:
    """All custom statuses of the account."""
    for workflow in context.store.rows(WORKFLOWS, account_id).values():
        yield from workflow["customStatuses"]


def status_of(context: Context, account_id: str, identifier: str) -> dict[str, Any] | None:
    """The custom status of that id, or None."""
    return next((one for one in statuses(context, account_id) if one["id"] == identifier), None)


def first_of_group(context: Context, account_id: str, name: str) -> str:
    """The id of the first status of that group: what `status=X` selects."""
    return str(next(one["id"] for one in statuses(context, account_id) if one["group"] == name))


_STATUS = (
    Field("id", required=True),
    Field("name", required=True, max_length=128),
    Field("standardName", "boolean", required=True),
    Field("color", enum=COLOURS),
    Field("standard", "boolean", required=True),
    Field("group", required=True, enum=GROUPS),
    Field("hidden", "boolean", required=True),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("name", required=True, max_length=128),
        Field("standard", "boolean", required=True, default=False),
        Field("hidden", "boolean", required=True, default=False),
        Field("customStatuses", "list", required=True, fields=_STATUS),
    ),
    computed={},
)


def index(call: Call) -> Answer:
    """`GET /workflows`."""
    reader = reader_of(call)
    rows = call.context.store.rows(WORKFLOWS, call.tenant).values()
    return Answer("workflows", [SHAPE.render(reader, row, SHAPE.names()) for row in rows])
