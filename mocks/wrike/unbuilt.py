"""What Wrike has and this fake has not: 501 in Wrike's envelope, never as if there were no such path.

From the specification of 2026; the last rows, from `POST /batch` on, are operations that it lacks and a list
of the official ones has (2026-08, in a client's repository). Their scopes are those of their neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..kit.service import Operation, unbuilt_operation
from .declaring import READ, WRITE, scopes_of
from .errors import WrikeError

_DATA = (READ, WRITE)
_SCHEDULES = scopes_of("WorkSchedule")
_ROWS = (
    (_DATA, "POST", "/batch"),
    (_DATA, "POST", "/request_forms/{requestFormId}/prefill_url"),
    (_DATA, "POST", "/request_forms/{requestFormId}/submit"),
    (_DATA, "POST", "/assets"),
    (_DATA, "DELETE PUT", "/assets/{assetId}"),
    (_DATA, "DELETE POST", "/folders/{folderId}/cascading_field_settings"),
    (_DATA, "DELETE POST", "/tasks/{taskId}/cascading_field_settings"),
    (_DATA, "DELETE GET POST", "/folders/{folderId}/timelog_lock_periods"),
    (_DATA, "GET", "/tasks/{taskId}/timelog_lock_periods"),
    (_DATA, "DELETE GET POST", "/spaces/{spaceId}/timelog_lock_periods"),
    (_DATA, "GET POST", "/timesheets"),
    (_DATA, "PUT", "/timesheets/{timesheetId}"),
    (_DATA, "PUT", "/timesheet_rows/{rowId}"),
    (_SCHEDULES, "GET", "/user_schedule_capacity_change"),
    (_SCHEDULES, "POST", "/users/{userId}/user_schedule_capacity_change"),
    (_SCHEDULES, "DELETE GET PUT", "/user_schedule_capacity_change/{changeId}"),
    (_SCHEDULES, "GET POST", "/user_schedule_partial_exclusion"),
    (_SCHEDULES, "DELETE GET PUT", "/user_schedule_partial_exclusion/{exclusionId}"),
    (_SCHEDULES, "GET POST", "/workschedules/{workscheduleId}/workschedule_capacity_change"),
    (_SCHEDULES, "DELETE GET PUT", "/workschedule_capacity_change/{changeId}"),
)
"""Scopes to read and to write, methods, path."""
_SPECIAL: Mapping[str, tuple[str, ...]] = {
    "POST /request_forms/{requestFormId}/prefill_url": READ,
}
"""Scopes that do not follow from the method."""


_SCHEDULE, _STATISTICS = "workScheduleId", "dataUsageStatistics"
_OPTIONAL: Mapping[str, frozenset[str]] = {
    "tasks": frozenset((_SCHEDULE,)),
    "spaces": frozenset((_SCHEDULE,)),
    "customfields": frozenset(("addedToSpaces", _STATISTICS)),
    "custom_item_types": frozenset((_STATISTICS,)),
    "workflows": frozenset((_STATISTICS,)),
    "request_forms": frozenset((_STATISTICS,)),
}
"""Optional fields that the newest specification has (a connector, amp-labs, 2026-10), by resource."""


def lacks(operation: Operation, fields: Any) -> bool:
    """Whether one of these optional fields is among those that Wrike's answer can have and ours not."""
    resource = next(part for part in reversed(operation.path.split("/")) if not part.startswith("{"))
    asked = {one for one in fields if isinstance(one, str)} if isinstance(fields, list) else set()
    return not asked.isdisjoint(_OPTIONAL.get(resource, ()))


def operations() -> Iterator[Operation]:
    """All of them."""
    for (read, write), methods, path in _ROWS:
        for method in methods.split():
            scopes = _SPECIAL.get(f"{method} {path}", read if method == "GET" else write)
            name = f"{method.lower()} {path.strip('/')}".replace("{", "").replace("}", "").replace("/", "_")
            yield unbuilt_operation(name.replace(" ", "_"), method, path, WrikeError.not_built, scopes)
