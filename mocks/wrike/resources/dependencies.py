"""Dependencies between tasks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, entity_ids, nodes, tree
from ..answers import Answer, envelope_schema, reader_of
from ..checks import DEPENDENCY_CYCLE, DEPENDENCY_END, DEPENDENCY_TWICE, DEPENDENCY_TYPE, SUPER_TASKS
from ..declaring import reads, removes, writes
from ..entities import empty_schema, nothing
from ..errors import WrikeError
from ..lookup import by_ids, the_one
from ..shapes import Shape
from ..stored import DEPENDENCIES, TASKS

RELATIONS = ("FinishToStart", "StartToStart", "FinishToFinish", "StartToFinish")
_PLANNED_ONLY = {
    "FinishToStart": ("successorId",),
    "StartToStart": ("predecessorId", "successorId"),
    "FinishToFinish": (),
    "StartToFinish": ("predecessorId",),
}
"""The ends that must be planned tasks; the others may be milestones too [SPEC]."""
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("predecessorId", required=True),
        Field("successorId", required=True),
        Field("relationType", required=True, enum=RELATIONS),
        Field("lagTime", "integer", required=True, default=0),
    ),
    computed={},
)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Let the task `successorId` depend on `predecessorId`; `relationType` and `lagTime` in minutes."""
    ends = [context.store.get(TASKS, account_id, values[end]) for end in ("predecessorId", "successorId")]
    first, second = (int(end["number"]) for end in ends if end is not None)
    record = {"relationType": RELATIONS[0], **values, "id": entity_ids.dependency(first, second)}
    context.store.put(DEPENDENCIES, account_id, record["id"], record)
    return record


def of_task(call: Call) -> Answer:
    """`GET /tasks/{taskId}/dependencies`: those that it is an end of."""
    return _answer(call, _of(call, nodes.task_of_path(call)["id"]))


def show(call: Call) -> Answer:
    """`GET /dependencies/{dependencyIds}`."""
    found = by_ids(call, lambda one: call.context.store.get(DEPENDENCIES, call.tenant, one))
    for end in _ENDS:
        found = nodes.admitted(call, found, access.READ, end)
    return _answer(call, found)


def add(call: Call) -> Answer:
    """`POST /tasks/{taskId}/dependencies`: one of `predecessorId` and `successorId`."""
    task = nodes.task_of_path(call, access.EDIT)
    ends = [name for name in ("predecessorId", "successorId") if call.body.get(name)]
    if call.context.fails(DEPENDENCY_END, len(ends) != 1):
        raise WrikeError.invalid_parameter((*ends, "predecessorId")[0])
    found = _other(call, ends[0]) if ends else None
    if found is None or "title" not in task:  # a check was switched off
        return _answer(call, [])
    values = {"predecessorId": task["id"], "successorId": task["id"], ends[0]: found["id"]}
    _refuse_loops(call, values["predecessorId"], values["successorId"])
    kind = call.body["relationType"]
    _refuse_types(call, values, kind)
    made = create(call.context, call.tenant, {**values, "relationType": kind, **_lag(call)})
    return _answer(call, [made])


def change(call: Call) -> Answer:
    """`PUT /dependencies/{dependencyId}`."""
    record = _of_path(call, access.EDIT)
    kind = call.body.get("relationType") or record.get("relationType", RELATIONS[0])
    if "predecessorId" in record:
        _refuse_types(call, record, kind)
    changed = {**record, "relationType": kind, **_lag(call)}
    call.context.store.put(DEPENDENCIES, call.tenant, record["id"], changed)
    return _answer(call, [changed])


def remove(call: Call) -> Answer:
    """`DELETE /dependencies/{dependencyId}`: for good."""
    record = _of_path(call, access.EDIT)
    call.context.store.delete(DEPENDENCIES, call.tenant, record["id"])
    return nothing("dependencies")


_ENDS = ("predecessorId", "successorId")
_OTHER_END = {"see": access.READ, "edit": access.EDIT}


def _of(call: Call, task: str) -> list[Record]:
    find = call.context.store.find
    return [
        one for end in ("predecessorId", "successorId") for one in find(DEPENDENCIES, call.tenant, end, task)
    ]


def _of_path(call: Call, least: int) -> Record:
    found = the_one(call, lambda one: call.context.store.get(DEPENDENCIES, call.tenant, one))
    _require(call, [found], least)
    return found


def _require(call: Call, found: list[Record], least: int) -> None:
    for end in _ENDS:
        nodes.require(call, reader_of(call), found, least, end)


def _other(call: Call, parameter: str) -> Record | None:
    found = tree.find(call.context, call.tenant, TASKS, call.body[parameter])
    if call.context.fails(SUPER_TASKS, found is None or not tree.live(found)):
        raise WrikeError.invalid_parameter(parameter)
    if found is not None:
        access.require(call, [found], access.assumed(call, [found], "wrike.dependency_role", _OTHER_END))
    return found


def _refuse_loops(call: Call, predecessor: str, successor: str) -> None:
    known = {(one["predecessorId"], one["successorId"]) for one in _of(call, successor)}
    if call.context.fails(DEPENDENCY_TWICE, (predecessor, successor) in known):
        raise WrikeError.invalid_request("The dependency already exists")
    before, waiting = set(), [predecessor]
    while waiting:
        one = waiting.pop()
        before.add(one)
        found = call.context.store.find(DEPENDENCIES, call.tenant, "successorId", one)
        waiting += [above["predecessorId"] for above in found if above["predecessorId"] not in before]
    if call.context.fails(DEPENDENCY_CYCLE, successor in before):
        raise WrikeError.invalid_request("The dependency closes a circle")


def _refuse_types(call: Call, ends: Mapping[str, str], relation: str) -> None:
    """Backlog tasks have no dependencies; a milestone cannot be where a start is needed [SPEC, NANGO]."""
    for end in ("predecessorId", "successorId"):
        task = call.context.store.get(TASKS, call.tenant, ends[end]) or {}
        kind = task.get("dates", {"type": "Backlog"})["type"]
        refused = kind == "Backlog" or (kind == "Milestone" and end in _PLANNED_ONLY[relation])
        if call.context.fails(DEPENDENCY_TYPE, refused):
            raise WrikeError.invalid_request("Tasks of that type cannot depend on each other")


def _lag(call: Call) -> dict[str, Any]:
    return {"lagTime": call.body["lagTime"]} if call.body.get("lagTime") is not None else {}


def _answer(call: Call, found: Iterable[Record]) -> Answer:
    reader = reader_of(call)
    return Answer("dependencies", [SHAPE.render(reader, one, SHAPE.names()) for one in found])


def operations() -> Iterator[Operation]:
    """List of a task, read by ids, create, change, delete."""
    answer = envelope_schema("dependencies", SHAPE.schema(SHAPE.names()))
    within, path = "/tasks/{ids}/dependencies", "/dependencies/{ids}"
    common = (Field("relationType", required=True, enum=RELATIONS), Field("lagTime", "integer"))
    create_ = (Field("predecessorId", "id"), Field("successorId", "id"), *common)
    yield reads("list_task_dependencies", within, of_task, answer)
    yield reads("get_dependencies", path, show, answer)
    yield writes("create_dependency", "POST", within, add, answer, create_)
    yield writes("update_dependency", "PUT", path, change, answer, common)
    yield removes("delete_dependency", path, remove, empty_schema("dependencies"))
