"""Lists of tasks: of the account, of a folder, of a space."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import filters, item_types, tree
from ..access import visible
from ..accounts import root_of
from ..answers import Answer, envelope_schema, extra_fields, reader_of
from ..custom_values import filtering
from ..dates import BACKLOG
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
from ..money import billing
from ..paging import page
from ..shapes import Reader
from ..stored import TASKS
from . import folders, spaces, task_shape, task_statuses


def of_account(call: Call) -> Answer:
    """`GET /tasks`: every task that is not in the bin."""
    rows = call.context.store.rows(TASKS, call.tenant).values()
    return _list(call, [one for one in rows if tree.live(one)])


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/tasks`."""
    return _list(call, _inside(call, folders.container(call)))


def of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/tasks`."""
    return _list(call, _inside(call, spaces.of_path(call)))


def _list(call: Call, found: list[Record]) -> Answer:
    reader = reader_of(call)
    if not call.parameters.get("subTasks"):
        root = root_of(call.tenant)
        found = [one for one in found if not (one.get("superTaskIds") and _merely_below(one, root))]
    found = visible(reader, _matching(call, reader, found))
    chosen = call.parameters.get("sortField")
    found.sort(key=_SORTS[chosen or "Priority"], reverse=call.parameters.get("sortOrder") == "Desc")
    render = task_shape.SHAPE.renderer(reader, task_shape.LISTED | extra_fields(call))
    answer = page(call, "tasks", found, render)
    cut = answer.next_page_token is not None and call.parameters.get("title")
    if cut and call.context.assume("wrike.title_paging") == "no_token":
        return Answer(answer.kind, answer.data)
    return answer


def _inside(call: Call, start: Record) -> list[Record]:
    """The tasks of a folder; if the call asks for them those of folders below too, and subtasks."""
    wanted = tree.anything if start.get("scope") == "RbRoot" or not tree.live(start) else tree.live
    if call.parameters.get("descendants"):
        nodes = tree.below(call.context, call.tenant, start["id"], wanted)
        return [child for kind, child in nodes if kind == TASKS]
    nodes = list(tree.contents(call.context, call.tenant, start["id"], TASKS))
    if call.parameters.get("subTasks"):
        nodes += [node for _, one in tuple(nodes) for node in _subtasks(call, one, wanted)]
    return [child for _, child in nodes if wanted(child)]


def _merely_below(subtask: Record, root: str) -> bool:
    """Whether it lies in no folder of its own."""
    return all(parent == root for parent in subtask["parentIds"])


def _subtasks(call: Call, task: Record, wanted: Callable[[Record], bool]) -> list[tree.Node]:
    return tree.below(call.context, call.tenant, task["id"], wanted)


def _matching(call: Call, reader: Reader, found: Iterable[Record]) -> Iterable[Record]:
    for passes in (*_by_value(call), *_by_date(call), *_by_status(call, reader)):
        found = filter(passes, found)  # only those that are asked for: lists are long
    return found


Passes = Callable[[Record], bool]


def _by_status(call: Call, reader: Reader) -> Iterator[Passes]:
    for parameter, name in (("status", "group"), ("customStatuses", "id")):
        if wanted := call.parameters.get(parameter):
            yield _in_status(reader, name, wanted)


def _in_status(reader: Reader, name: str, wanted: list[str]) -> Passes:
    return lambda one: task_statuses.status_seen(reader, one)[name] in wanted


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
    if values := wanted.get("billingTypes"):
        yield _among("billingType", values)
    if values := item_types.filtered(call):
        yield _among("customItemTypeId", values)
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


def _among(name: str, values: Collection[str]) -> Passes:
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
    dates: Mapping[str, Any] = record.get("dates", BACKLOG)
    return dates


_SORTS: Mapping[str, Callable[[Record], Any]] = {
    "CreatedDate": itemgetter("createdDate"),
    "UpdatedDate": itemgetter("updatedDate"),
    "CompletedDate": lambda record: record.get("completedDate", 0),
    "DueDate": lambda record: _dates(record).get("due", ""),
    "StartFinishInterval": lambda record: (_dates(record).get("start", ""), _dates(record).get("due", "")),
    "LastAccessDate": itemgetter("updatedDate"),
    "Title": lambda record: record["title"].casefold(),
    "Importance": lambda record: task_shape.IMPORTANCES.index(record.get("importance", "Normal")),
    "Status": lambda record: record.get("customStatusId", ""),
    "Priority": itemgetter("order"),
}
"""By `LastAccessDate` as by the last change: nobody's reading is noted."""

_PARAMETERS = (
    Field("descendants", "boolean"),
    Field("title"),
    Field("status", "list", of="text", enum=task_shape.STATUSES),
    Field("importance", enum=task_shape.IMPORTANCES),
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
    Field("billingTypes", "list", of="text", enum=billing.TYPES),
    Field("customItemTypes", "list", of="id"),
    *PLAIN,
    *PAGING,
)
OPTIONAL = tuple(sorted((task_shape.WRITTEN | task_shape.EXTRA) - task_shape.LISTED))
_ANSWER = envelope_schema("tasks", task_shape.SHAPE.schema(task_shape.LISTED, OPTIONAL), paged=True)


def operations() -> Iterator[Operation]:
    """The three lists."""
    yield reads("list_tasks", "/tasks", of_account, _ANSWER, _PARAMETERS, OPTIONAL)
    yield reads("list_folder_tasks", "/folders/{ids}/tasks", of_folder, _ANSWER, _PARAMETERS, OPTIONAL)
    yield reads("list_space_tasks", "/spaces/{ids}/tasks", of_space, _ANSWER, _PARAMETERS, OPTIONAL)
