"""Asynchronous jobs: what is asked for later is done when anybody can ask how far it is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ..answers import Answer
from ..declaring import READ, reads
from ..entities import Entity
from ..entity_ids import JOB
from ..shapes import Shape
from ..stored import JOBS

TYPES = ("CopyFolder", "FolderBlueprintLaunch", "TaskBlueprintLaunch", "SubmitRequestForm")
STATUSES = ("InQueue", "InProgress", "Completed", "Failed")
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("type", required=True, enum=TYPES),
        Field("status", required=True, enum=STATUSES),
        Field("progressPercent", "integer", required=True),
        Field("totalCount", "integer", required=True),
        Field("processedCount", "integer", required=True),
        Field("result", "object"),
        Field("errorMessage"),
    ),
    computed={},
)
ENTITY = Entity("asyncJob", JOBS, JOB, SHAPE)


def finished(call: Call, kind: str, count: int, result: Mapping[str, str]) -> Answer:
    """Keep a job of that type that made `count` things; answers it as it stood when it was accepted."""
    done = {
        "type": kind,
        "status": "Completed",
        "progressPercent": 100,
        "totalCount": count,
        "processedCount": count,
        "result": result,
    }
    record = ENTITY.add(call.context, call.tenant, done)
    begun = {**record, "status": "InQueue", "progressPercent": 0, "processedCount": 0, "result": None}
    return ENTITY.reply(call, [begun])


def show(call: Call) -> Answer:
    """`GET /async_job/{asyncJobId}`."""
    return ENTITY.reply(call, [ENTITY.the_one(call)])


def operations() -> Iterator[Operation]:
    """The one operation."""
    yield reads("get_async_job", "/async_job/{ids}", show, ENTITY.answer, scopes=READ)
