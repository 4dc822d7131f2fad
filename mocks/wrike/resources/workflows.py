"""Workflows: which custom statuses there are, and to which of the four status groups each belongs."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import audit
from ..answers import Answer
from ..checks import CUSTOM_STATUS, STATUS_COUNT
from ..declaring import READ, reads, scopes_of, writes
from ..entities import Entity
from ..entity_ids import STATUS, WORKFLOW, decode, group
from ..errors import WrikeError
from ..shapes import Shape
from ..stored import ACCOUNTS, FOLDERS, WORKFLOWS

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
    record = {
        "id": default_of(account_id, number),
        "name": "Default Workflow",
        "standard": True,
        "customStatuses": [_status(account_id, *status) for status in _DEFAULT],
    }
    return ENTITY.put(context, account_id, record)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a workflow; one that is given no `customStatuses` has an active and a completed status [SPEC].

    The built-in active status has the workflow's own number, the completed one that and one (derived).
    """
    record = ENTITY.add(context, account_id, {**values, "customStatuses": ()})
    _, number = decode(record["id"]) or ("", context.ids.nth(account_id, "wrike status"))
    given = values.get("customStatuses") or (
        {"name": "Active", "color": "Blue", "group": "Active"},
        {"name": "Completed", "color": "Green", "group": "Completed"},
    )
    statuses_ = [
        {
            **_status(account_id, number + nth, one["name"], one.get("color", "Gray"), nth < 2, one["group"]),
            **({"id": one["id"]} if one.get("id") else {}),
            "standardName": "customStatuses" not in values,
        }
        for nth, one in enumerate(given)
    ]
    return ENTITY.put(context, account_id, {**record, "customStatuses": statuses_})


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


def workflow_of(context: Context, account_id: str, status: str) -> str | None:
    """The id of the workflow that a custom status belongs to."""
    rows = context.store.rows(WORKFLOWS, account_id).values()
    found = (row["id"] for row in rows if any(one["id"] == status for one in row["customStatuses"]))
    return next(found, None)


def first_of_group(context: Context, account_id: str, name: str, workflow: str | None = None) -> str | None:
    """The id of the first status of that group in a workflow, by default the account's own."""
    rows = context.store.rows(WORKFLOWS, account_id)
    chosen = rows.get(workflow or "") or next(iter(rows.values()))
    shown = (one for one in chosen["customStatuses"] if not one["hidden"])
    return next((str(one["id"]) for one in shown if one["group"] == name), None)


def of_container(
    context: Context, account_id: str, folders: Iterable[str], which: str = "defaultTaskWorkflowId"
) -> str:
    """The id of the workflow of what lies in those folders: that of the nearest space, or the account's."""
    waiting, seen = list(folders), set()
    while waiting:
        identifier = waiting.pop(0)
        folder = context.store.get(FOLDERS, account_id, identifier)
        if folder is None or identifier in seen:
            continue
        seen.add(identifier)
        if found := folder.get("space", {}).get(which):
            return str(found)
        waiting += folder["parentIds"]
    account = context.store.get(ACCOUNTS, "", account_id)
    assert account is not None
    return default_of(account_id, account["number"])


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
        Field("description", required=True, default=""),  # recorded; its text is the vendor's own
    ),
    computed={},
)
ENTITY = Entity("workflows", WORKFLOWS, WORKFLOW, SHAPE)


def index(call: Call) -> Answer:
    """`GET /workflows`: those of the whole account; with `includeSpaceWorkflow` those of spaces too."""
    everything = call.parameters.get("includeSpaceWorkflow")
    rows = ENTITY.rows(call.context, call.tenant)
    return ENTITY.reply(call, [row for row in rows if everything or row.get("spaceId") is None])


def add(call: Call) -> Answer:
    """`POST /workflows`."""
    made = create(call.context, call.tenant, {"name": call.body["name"]})
    audit.note(call, "WorkflowCreated", "Workflow", made["id"], made["name"])
    return ENTITY.reply(call, [made])


def change(call: Call) -> Answer:
    """`PUT /workflows/{workflowId}`: its name, whether it is hidden, and one of its statuses."""
    record = ENTITY.the_one(call)
    changed: dict[str, Any] = {**record}
    changed |= {name: call.body[name] for name in ("name", "hidden") if name in call.body}
    if (given := call.body.get("customStatus")) is not None:
        changed["customStatuses"] = _with_status(call, changed, given)
    audit.note(call, "WorkflowModified", "Workflow", changed["id"], changed.get("name", ""))
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, changed)])


def _with_status(call: Call, workflow: Record, given: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The statuses of the workflow with one more, or with that of the given id changed."""
    held = list(workflow.get("customStatuses", ()))
    values = {
        name: given[name] for name in ("name", "color", "group", "hidden") if given.get(name) is not None
    }
    known = [one["id"] for one in held]
    if (identifier := given.get("id")) is not None:
        if call.context.fails(CUSTOM_STATUS, identifier not in known):
            raise WrikeError.invalid_parameter("customStatus")
        return [{**one, **values, "standardName": False} if one["id"] == identifier else one for one in held]
    if call.context.fails(STATUS_COUNT, not {"name", "group"} <= values.keys()):
        raise WrikeError.invalid_parameter("customStatus")
    number = 2_000_000 + call.context.ids.nth(call.tenant, "wrike status")
    fresh = _status(call.tenant, number, "", "Gray", False, "Active")
    return [*held, {**fresh, **values, "standardName": False}]


_GIVEN_STATUS = (
    Field("id", "id"),
    Field("name", max_length=128),
    Field("color", enum=COLOURS),
    Field("group", enum=GROUPS),
    Field("hidden", "boolean"),
)


def operations() -> Iterator[Operation]:
    """List, create, change; there is no single read and no deletion."""
    scopes, write = scopes_of("Workflow")
    answer, name = ENTITY.answer, Field("name", required=True, max_length=128)
    included = Field("includeSpaceWorkflow", "boolean")  # a client sends it (observed)
    yield reads("list_workflows", "/workflows", index, answer, (included,), scopes=(*READ, *scopes))
    yield writes("create_workflow", "POST", "/workflows", add, answer, (name,), scopes=write)
    body = (name, Field("hidden", "boolean"), Field("customStatus", "object", fields=_GIVEN_STATUS))
    yield writes("update_workflow", "PUT", "/workflows/{ids}", change, answer, body, scopes=write)
