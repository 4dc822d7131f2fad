"""Lists of tasks: of the account, of a folder, of a space."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import filters, tree
from ..access import sees
from ..accounts import root_of
from ..answers import Answer, envelope_schema, extra_fields, reader_of
from ..custom_values import filtering
from ..declaring import (
    CUSTOM_FILTERS,
    DAYS,
    METADATA_FILTER,
    PAGING,
    PLAIN,
    RANGE,
    id_lists,
    reads,
)
from ..paging import page
from ..shapes import Reader
from ..stored import FOLDERS, TASKS
from . import folders, spaces, task_statuses, tasks


def of_account(call: Call) -> Answer:
    """`GET /tasks`: every task that is not in the bin."""
    root = call.context.store.get(FOLDERS, call.tenant, root_of(call.tenant))
    assert root is not None
    return _list(call, root, descendants=True)


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/tasks`."""
    return _list(call, folders.container(call), descendants=bool(call.parameters.get("descendants")))


def of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/tasks`."""
    space = spaces.of_path(call)
    return _list(call, space, descendants=bool(call.parameters.get("descendants")))


def _list(call: Call, start: Record, *, descendants: bool) -> Answer:
    reader = reader_of(call)
    found = _inside(reader, start, descendants=descendants, subtasks=bool(call.parameters.get("subTasks")))
    found = list(_matching(call, reader, found))
    chosen = call.parameters.get("sortField")
    found.sort(key=_SORTS[chosen or "Priority"], reverse=call.parameters.get("sortOrder") == "Desc")
    names = tasks.LISTED | extra_fields(call)
    return page(call, "tasks", found, lambda one: tasks.SHAPE.render(reader, one, names))


def _inside(reader: Reader, start: Record, *, descendants: bool, subtasks: bool) -> list[Record]:
    """The tasks of a folder, those of folders below too if `descendants`, subtasks too if asked for."""
    wanted = tree.anything if start.get("scope") == "RbRoot" or not tree.live(start) else tree.live
    if descendants:
        nodes = tree.below(reader.context, reader.account_id, start["id"], wanted)
        found = (child for kind, child in nodes if kind == TASKS)
    else:
        nodes = list(tree.contents(reader.context, reader.account_id, start["id"], TASKS))
        if subtasks:
            nodes += [node for _, one in tuple(nodes) for node in _subtasks(reader, one, wanted)]
        found = (child for _, child in nodes if wanted(child))
    return [one for one in found if subtasks or not _merely_below(reader, one)]


def _merely_below(reader: Reader, task: Record) -> bool:
    """Whether it is a subtask that lies in no folder of its own."""
    root = root_of(reader.account_id)
    return bool(task.get("superTaskIds")) and all(parent == root for parent in task["parentIds"])


def _subtasks(reader: Reader, task: Record, wanted: Callable[[Record], bool]) -> list[tree.Node]:
    return tree.below(reader.context, reader.account_id, task["id"], wanted)


def _matching(call: Call, reader: Reader, found: Iterable[Record]) -> Iterator[Record]:
    tests = [*_by_value(call), *_by_date(call)]  # only those that are asked for: lists are long
    groups, statuses = call.parameters.get("status"), call.parameters.get("customStatuses")
    for one in found:
        if not all(passes(one) for passes in tests):
            continue
        if groups or statuses:
            status = task_statuses.status_of(call.context, call.tenant, one)
            if (groups and status["group"] not in groups) or (statuses and status["id"] not in statuses):
                continue
        if sees(reader, one):
            yield one


Passes = Callable[[Record], bool]


def _by_value(call: Call) -> Iterator[Passes]:
    wanted = call.parameters
    if title := wanted.get("title"):
        yield _titled(title.casefold())
    if importance := wanted.get("importance"):
        yield lambda one: bool(one.get("importance", "Normal") == importance)
    if kind := wanted.get("type"):
        yield lambda one: bool(_dates(one)["type"] == kind)
    for parameter, name in (("authors", "authorIds"), ("responsibles", "responsibleIds")):
        if people := wanted.get(parameter):
            yield _shares(name, frozenset(people))
    if people := wanted.get("responsiblePlaceholders"):
        yield _shares("responsiblePlaceholderIds", frozenset(people))
    for parameter, name in (("billingTypes", "billingType"), ("customItemTypes", "customItemTypeId")):
        if values := wanted.get(parameter):
            yield _among(name, values)
    if "metadata" in wanted:
        yield filters.metadata(call)
    if "permalink" in wanted:
        yield filters.permalink(call)
    if "customField" in wanted or "customFields" in wanted:
        yield filtering(call)


def _titled(part: str) -> Passes:
    return lambda one: part in one["title"].casefold()


def _shares(name: str, people: frozenset[str]) -> Passes:
    return lambda one: not people.isdisjoint(one.get(name, ()))


def _among(name: str, values: list[str]) -> Passes:
    return lambda one: one.get(name) in values


def _by_date(call: Call) -> Iterator[Passes]:
    wanted = call.parameters
    for name in ("createdDate", "updatedDate", "completedDate"):
        if name in wanted:
            yield _at(name, filters.instants(call, name))
    for name, end in (("startDate", "start"), ("dueDate", "due")):
        if name in wanted:
            yield _on(end, filters.days(call, name))
    if "scheduledDate" in wanted:
        scheduled = filters.schedule(call, "scheduledDate")
        yield lambda one: scheduled(_dates(one))


def _at(name: str, within: Callable[[float | None], bool]) -> Passes:
    return lambda one: within(one.get(name))


def _on(end: str, within: Callable[[str | None], bool]) -> Passes:
    return lambda one: within(_dates(one).get(end))


def _dates(record: Record) -> Mapping[str, Any]:
    dates: Mapping[str, Any] = record.get("dates", tasks.BACKLOG)
    return dates


_SORTS: Mapping[str, Callable[[Record], Any]] = {
    "CreatedDate": lambda record: record["createdDate"],
    "UpdatedDate": lambda record: record["updatedDate"],
    "CompletedDate": lambda record: record.get("completedDate", 0),
    "DueDate": lambda record: _dates(record).get("due", ""),
    "StartFinishInterval": lambda record: (_dates(record).get("start", ""), _dates(record).get("due", "")),
    "LastAccessDate": lambda record: record["updatedDate"],
    "Title": lambda record: record["title"].casefold(),
    "Importance": lambda record: tasks.IMPORTANCES.index(record.get("importance", "Normal")),
    "Status": lambda record: record.get("customStatusId", ""),
    "Priority": lambda record: record["order"],
}
"""By `LastAccessDate` as by the last change: nobody's reading is noted."""

_PARAMETERS = (
    Field("descendants", "boolean"),
    Field("title"),
    Field("status", "list", of="text", enum=tasks.STATUSES),
    Field("importance", enum=tasks.IMPORTANCES),
    *(Field(name, "object", fields=DAYS) for name in ("startDate", "dueDate", "scheduledDate")),
    *(Field(name, "object", fields=RANGE) for name in ("createdDate", "updatedDate", "completedDate")),
    Field("authors", "list", of="id"),
    *id_lists("responsibles", "responsiblePlaceholders"),
    Field("permalink"),
    Field("type", enum=("Backlog", "Milestone", "Planned")),
    Field("limit", "integer"),
    Field("sortField", enum=tuple(_SORTS)),
    Field("sortOrder", enum=("Asc", "Desc")),
    Field("subTasks", "boolean"),
    METADATA_FILTER,
    *CUSTOM_FILTERS,
    Field("customStatuses", "list", of="id"),
    Field("billingTypes", "list", of="text", enum=tasks.BILLING),
    Field("customItemTypes", "list", of="id"),
    *PLAIN,
    *PAGING,
)
OPTIONAL = tuple(sorted((tasks.WRITTEN | tasks.EXTRA) - tasks.LISTED))
_ANSWER = envelope_schema("tasks", tasks.SHAPE.schema(tasks.LISTED, OPTIONAL), paged=True)


def operations() -> Iterator[Operation]:
    """The three lists."""
    yield reads("list_tasks", "/tasks", of_account, _ANSWER, _PARAMETERS, OPTIONAL)
    yield reads("list_folder_tasks", "/folders/{ids}/tasks", of_folder, _ANSWER, _PARAMETERS, OPTIONAL)
    yield reads("list_space_tasks", "/spaces/{ids}/tasks", of_space, _ANSWER, _PARAMETERS, OPTIONAL)
