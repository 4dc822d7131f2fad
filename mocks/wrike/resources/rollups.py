"""Rollups: which fields of a folder, project or task follow from what lies in it.

Only the settings are kept: no value is rolled up here, and whoever switches a rollup on gets a finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access
from ..answers import Answer, envelope_schema
from ..checks import LOGICAL_FOLDER, ROLLUP_COUNT, ROLLUP_FIELD
from ..custom_values import spaces_of
from ..declaring import reads, writes
from ..errors import WrikeError
from ..shapes import Shape
from ..stored import CUSTOM_FIELDS, FOLDERS, ROLLUPS, TASKS
from . import folders, tasks

MOST = 20
"""How many settings one request may change [SPEC]."""
_OF_ALL = ("StartDate", "DueDate", "Effort", "TimeSpent")
_OF_FOLDERS = ("BookedEffort", "PlannedFees", "ActualFees", "PlannedCost", "ActualCost")
SYSTEM = (*_OF_ALL, *_OF_FOLDERS)
_SUMMED = ("Numeric", "Currency", "Percentage", "Duration")
"""Types of custom fields whose values can be rolled up; ours."""
_SETTING = (
    Field("fieldId", required=True),
    *(Field(name, "boolean", required=True) for name in ("system", "isEnabled", "canToggle")),
)
SHAPE = Shape(
    (Field("itemId", required=True), Field("rollupSettings", "list", required=True, fields=_SETTING)), {}
)


def enable(context: Context, account_id: str, item: str, fields: Iterable[str]) -> Record:
    """Roll up those fields of a folder or task, and no others."""
    record = {"id": item, "enabled": tuple(fields)}
    context.store.put(ROLLUPS, account_id, item, record)
    return record


def of_folders(call: Call) -> Answer:
    """`GET /folders/{folderIds}/rollups`."""
    return _answer(call, FOLDERS, folders.by_path(call, access.READ))


def of_tasks(call: Call) -> Answer:
    """`GET /tasks/{taskIds}/rollups`."""
    return _answer(call, TASKS, tasks.by_path(call, access.READ))


def change_folders(call: Call) -> Answer:
    """`PUT /folders/{folderIds}/rollups`."""
    found = folders.by_path(call, access.EDIT)
    if call.context.fails(LOGICAL_FOLDER, any("scope" in one for one in found)):
        raise WrikeError.invalid_request("The root and the Recycle Bin cannot be changed")
    return _change(call, FOLDERS, found)


def change_tasks(call: Call) -> Answer:
    """`PUT /tasks/{taskIds}/rollups`."""
    return _change(call, TASKS, tasks.by_path(call, access.EDIT))


def _change(call: Call, kind: str, items: list[Record]) -> Answer:
    given: list[Mapping[str, Any]] = call.body.get("rollups") or []
    if call.context.fails(ROLLUP_COUNT, len(given) > MOST):
        raise WrikeError.invalid_parameter("rollups")
    for item in items:
        known = _fields(call, kind, item)
        if call.context.fails(ROLLUP_FIELD, any(one.get("fieldId") not in known for one in given)):
            raise WrikeError.invalid_parameter("rollups")
    if any(one.get("isEnabled") for one in given):
        call.finding("idle-rollup", "This fake of Wrike keeps the setting of a rollup, and rolls nothing up")
    for item in items:
        wanted = dict.fromkeys(_enabled(call, item), True) | {
            str(one.get("fieldId")): bool(one.get("isEnabled")) for one in given
        }
        enable(call.context, call.tenant, item["id"], (name for name, on in wanted.items() if on))
    return _answer(call, kind, items)


def _answer(call: Call, kind: str, items: Iterable[Record]) -> Answer:
    return Answer(
        "rollups", [{"itemId": one["id"], "rollupSettings": _settings(call, kind, one)} for one in items]
    )


def _settings(call: Call, kind: str, item: Record) -> list[dict[str, Any]]:
    enabled = _enabled(call, item)
    return [
        {"fieldId": name, "system": name in SYSTEM, "isEnabled": name in enabled, "canToggle": True}
        for name in _fields(call, kind, item)
    ]


def _enabled(call: Call, item: Record) -> tuple[str, ...]:
    held = call.context.store.get(ROLLUPS, call.tenant, item["id"]) or {}
    fields: tuple[str, ...] = held.get("enabled", ())
    return fields


def _fields(call: Call, kind: str, item: Record) -> list[str]:
    """What of the item can be rolled up: which system fields a task has is an assumption."""
    narrow = kind == TASKS and call.context.assume("wrike.rollup_fields") == "by_kind"
    spaces = spaces_of(call.context, call.tenant, item)
    custom = [
        field["id"]
        for field in call.context.store.rows(CUSTOM_FIELDS, call.tenant).values()
        if field["type"] in _SUMMED and (field.get("spaceId") is None or field["spaceId"] in spaces)
    ]
    return [*(_OF_ALL if narrow else SYSTEM), *custom]


def operations() -> Iterator[Operation]:
    """Read and change those of folders and of tasks."""
    answer = envelope_schema("rollups", SHAPE.schema(SHAPE.names()))
    setting = (Field("fieldId", "id", required=True), Field("isEnabled", "boolean", required=True))
    body = (Field("rollups", "list", required=True, fields=setting),)
    for name, shown, changed in (("folder", of_folders, change_folders), ("task", of_tasks, change_tasks)):
        path = f"/{name}s/{{ids}}/rollups"
        yield reads(f"get_{name}_rollups", path, shown, answer)
        yield writes(f"update_{name}_rollups", "PUT", path, changed, answer, body)
