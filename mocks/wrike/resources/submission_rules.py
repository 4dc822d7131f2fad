"""Timesheet submission rules: one for each work schedule."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from ..answers import Answer, envelope_schema, reader_of
from ..declaring import reads, writes
from ..shapes import Shape
from ..stored import SUBMISSION_RULES
from . import workschedules

RULES, FREQUENCIES = ("Hard", "Soft"), ("Week", "Day")
SHAPE = Shape(
    fields=(
        Field("workScheduleId", required=True),
        Field("enabled", "boolean", required=True, default=False),
        Field("ruleType", required=True, enum=RULES, default="Soft"),
        Field("frequency", required=True, enum=FREQUENCIES, default="Week"),
    ),
    computed={},
)
"""The type and the frequency of a rule that nobody has set are ours."""


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Set the rule of the schedule `workScheduleId`: `enabled`, `ruleType`, `frequency`."""
    record = {**values, "id": values["workScheduleId"]}
    context.store.put(SUBMISSION_RULES, account_id, record["id"], record)
    return record


def index(call: Call) -> Answer:
    """`GET /timesheet_submission_rules`: of every schedule, the default one first."""
    return _answer(call, workschedules.every(call))


def of_schedule(call: Call) -> Answer:
    """`GET /workschedules/{workscheduleId}/timesheet_submission_rules`."""
    return _answer(call, [workschedules.of_path(call)])


def change(call: Call) -> Answer:
    """`PUT /workschedules/{workscheduleId}/timesheet_submission_rules`."""
    schedule = workschedules.of_path(call)
    names = ("enabled", "ruleType", "frequency")
    values = {name: call.body[name] for name in names if call.body.get(name) is not None}
    held = call.context.store.get(SUBMISSION_RULES, call.tenant, schedule["id"]) or {}
    create(call.context, call.tenant, {**held, **values, "workScheduleId": schedule["id"]})
    return _answer(call, [schedule])


def _answer(call: Call, schedules: list[Record]) -> Answer:
    reader, names = reader_of(call), SHAPE.names()
    found = (_of(call, one) for one in schedules)
    return Answer(_KIND, [SHAPE.render(reader, one, names) for one in found if one is not None])


def _of(call: Call, schedule: Record) -> Record | None:
    """The rule of a schedule; whether there is one that nobody has set is an assumption."""
    if (rule := call.context.store.get(SUBMISSION_RULES, call.tenant, schedule["id"])) is not None:
        return rule
    disabled = call.context.assume("wrike.unset_submission_rule") == "disabled"
    return {"workScheduleId": schedule["id"]} if disabled else None


_KIND = "timesheetSubmissionRule"


def operations() -> Iterator[Operation]:
    """List, read and change that of a schedule."""
    answer = envelope_schema(_KIND, SHAPE.schema(SHAPE.names()))
    within = "/workschedules/{ids}/timesheet_submission_rules"
    body = (
        Field("enabled", "boolean"),
        Field("ruleType", enum=RULES),
        Field("frequency", enum=FREQUENCIES),
    )
    yield reads("list_timesheet_submission_rules", "/timesheet_submission_rules", index, answer)
    yield reads("get_timesheet_submission_rules", within, of_schedule, answer)
    yield writes("update_timesheet_submission_rule", "PUT", within, change, answer, body)
