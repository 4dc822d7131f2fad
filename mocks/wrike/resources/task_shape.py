"""What answers tell of tasks."""

from __future__ import annotations

from typing import Any

from ...kit.fields import Field
from ...kit.store import Record
from .. import access, tree
from ..accounts import host_of
from ..answers import unique
from ..dates import BACKLOG
from ..declaring import WRITTEN_METADATA, WRITTEN_VALUES
from ..efforts import ALLOCATION, MODES
from ..entities import account_id_of
from ..files import count_of
from ..html import brief
from ..money import billing, finances
from ..shapes import Reader, Shape, moment
from ..sharing import shared_ids
from ..stored import DEPENDENCIES, TASKS
from .task_statuses import status_seen

STATUSES = ("Active", "Completed", "Deferred", "Cancelled")
IMPORTANCES = ("High", "Normal", "Low")
PRIORITY_STEP = 0x8000


def _status(reader: Reader, task: Record) -> str:
    return str(status_seen(reader, task)["group"])


def _custom_status(reader: Reader, task: Record) -> str:
    return str(status_seen(reader, task)["id"])


def _scope(reader: Reader, task: Record) -> str:
    return "WsTask" if tree.live(task) else "RbTask"


def _permalink(reader: Reader, task: Record) -> str:
    return reader.context.urls.of(host_of(reader.account), f"/open.htm?id={task['number']}")


def _priority(reader: Reader, task: Record) -> str:
    return f"{int(task['order'] * PRIORITY_STEP):024x}"


def _brief(reader: Reader, task: Record) -> str:
    return brief(task.get("description", ""))


def _followed(reader: Reader, task: Record) -> bool:
    return reader.contact in task["followerIds"]


def _subtasks(reader: Reader, task: Record) -> list[str]:
    found = tree.contents(reader.context, reader.account_id, task["id"], TASKS)
    return [child["id"] for _, child in found if tree.live(child) and access.sees(reader, child)]


def _super_parents(reader: Reader, task: Record) -> list[str]:
    """The folders that the task's super tasks lie in: inherited, not its own."""
    found: list[str] = []
    for identifier in task.get("superTaskIds", ()):
        above = reader.context.store.get(TASKS, reader.account_id, identifier)
        found += above["parentIds"] if above else ()
    return list(unique(found))


def _dependencies(reader: Reader, task: Record) -> list[str]:
    find, account = reader.context.store.find, reader.account_id
    ends = ("predecessorId", "successorId")
    return [one["id"] for end in ends for one in find(DEPENDENCIES, account, end, task["id"])]


def _has_attachments(reader: Reader, task: Record) -> bool:
    return count_of(reader.context, reader.account_id, task["id"]) > 0


def _attachment_count(reader: Reader, task: Record) -> int:
    return count_of(reader.context, reader.account_id, task["id"])


def _dates(reader: Reader, task: Record) -> dict[str, Any]:
    return dict(task.get("dates", BACKLOG))


def _finance(reader: Reader, task: Record) -> dict[str, Any] | None:
    return finances.shown(reader, finances.of_task(reader.context, reader.account_id, task))


DATES = (
    Field("type", enum=("Backlog", "Milestone", "Planned")),
    Field("duration", "integer"),
    Field("start"),
    Field("due"),
    Field("workOnWeekends", "boolean"),
)
EFFORT = (
    Field("mode", enum=MODES),
    Field("totalEffort", "integer"),
    Field("allocatedEffort", "integer"),
    Field("dailyAllocationPercentage", "integer"),
    ALLOCATION,
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("accountId", required=True),
        Field("title", required=True),
        Field("description", required=True, default=""),
        Field("briefDescription", required=True),
        Field("parentIds", "list", required=True, of="id"),
        Field("superParentIds", "list", required=True, of="id"),
        Field("sharedIds", "list", required=True, of="id"),
        Field("responsibleIds", "list", required=True, of="id", default=()),
        Field("status", required=True, enum=STATUSES),
        Field("importance", required=True, enum=IMPORTANCES, default="Normal"),
        Field("createdDate", required=True),
        Field("updatedDate", required=True),
        Field("completedDate"),
        Field("dates", "object", required=True, fields=DATES),
        Field("scope", required=True, enum=("WsTask", "RbTask")),
        Field("authorIds", "list", required=True, of="id"),
        Field("customStatusId", required=True),
        Field("hasAttachments", "boolean", required=True),
        Field("attachmentCount", "integer", required=True),
        Field("permalink", required=True),
        Field("priority", required=True),
        Field("followedByMe", "boolean", required=True),
        Field("followerIds", "list", required=True, of="id"),
        Field("superTaskIds", "list", required=True, of="id", default=()),
        Field("subTaskIds", "list", required=True, of="id"),
        Field("dependencyIds", "list", required=True, of="id"),
        Field("metadata", "list", required=True, default=(), fields=WRITTEN_METADATA),
        Field("customFields", "list", required=True, default=(), fields=WRITTEN_VALUES),
        Field("responsiblePlaceholderIds", "list", required=True, of="id", default=()),
        Field("billingType", enum=billing.TYPES),
        Field("effortAllocation", "object", fields=EFFORT),
        Field("recurrent", "boolean", required=True, default=False),
        Field("customItemTypeId"),
        Field("finance", "object", fields=finances.TASK),
    ),
    computed={
        "accountId": account_id_of,
        "briefDescription": _brief,
        "parentIds": access.rendered_parents,
        "superParentIds": _super_parents,
        "sharedIds": shared_ids,
        "hasAttachments": _has_attachments,
        "attachmentCount": _attachment_count,
        "dependencyIds": _dependencies,
        "status": _status,
        "createdDate": moment("createdDate"),
        "updatedDate": moment("updatedDate"),
        "completedDate": moment("completedDate"),
        "dates": _dates,
        "scope": _scope,
        "customStatusId": _custom_status,
        "permalink": _permalink,
        "priority": _priority,
        "followedByMe": _followed,
        "subTaskIds": _subtasks,
        "finance": _finance,
    },
)
EXTRA = frozenset(
    (
        *("responsiblePlaceholderIds", "billingType", "effortAllocation", "recurrent", "customItemTypeId"),
        "finance",
    )
)
"""Fields that come only when asked for."""
READ = SHAPE.names(less=(*EXTRA, "attachmentCount"))
"""The fields of a task read by id."""
WRITTEN = SHAPE.names(less=EXTRA)
"""The fields of a task as created, changed and deleted (recorded)."""
LISTED = frozenset(
    (
        *("id", "accountId", "title", "status", "importance", "createdDate", "updatedDate", "completedDate"),
        *("dates", "scope", "customStatusId", "permalink", "priority"),
    )
)
"""The fields of a task in a list; the rest comes through `fields`."""
