"""Lists: folders as a tree or flat, tasks; filters, sorting, pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import Any

from ..kit.service import Call
from ..kit.store import Record
from . import tree
from .accounts import root_of
from .answers import Answer, extra_fields, reader_of
from .checks import FILTER_DATE, ID_COUNT, PAGE_SIZE, PAGE_TOKEN
from .errors import WrikeError
from .resources import folders, tasks
from .shapes import Reader
from .stored import FOLDERS, PAGES, TASKS

LARGEST_PAGE = 1_000
TOKEN_LIFE = 2 * 3_600.0
"""Tokens expire after an hour or two [nodkz README]."""
TOKEN_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567"  # noqa: S105 - an alphabet
_FOLDER_FILTERS = frozenset(
    {"project", "permalink", "updatedDate", "metadata", "customField", "customFields", "contractTypes"}
)
_INSTANT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,3})?Z")


def folder_list(call: Call) -> Answer:
    """`GET /folders` and `GET /folders/{folderId}/folders`: a tree, or flat where a filter is given."""
    reader, wanted = reader_of(call), call.parameters
    start = folders.container(call) if "ids" in call.ids else None
    flat = wanted.get("descendants") is False or bool(_FOLDER_FILTERS & wanted.keys())
    found = _folders(reader, start, descendants=wanted.get("descendants") is not False)
    found = [record for record in found if _folder_matches(call, reader, record)]
    if not flat:
        names = folders.TREE | extra_fields(call)
        return Answer("folderTree", [folders.SHAPE.render(reader, record, names) for record in found])
    if start is not None and found and found[0]["id"] == start["id"]:
        found = found[1:]
    names = folders.LISTED | extra_fields(call)
    found = [record for record in found if "scope" not in record]
    return _page(call, "folders", found, lambda one: folders.SHAPE.render(reader, one, names))


def _folders(reader: Reader, start: Record | None, *, descendants: bool) -> list[Record]:
    """The start itself (without one: the root and the bin) and what lies below, bin included at the top."""
    context, account = reader.context, reader.account_id
    if start is None:
        return list(context.store.rows(FOLDERS, account).values())
    wanted = tree.live if tree.live(start) and start.get("scope") != "RbRoot" else tree.anything
    if not descendants:
        found = tree.contents(context, account, start["id"], FOLDERS)
        return [start, *(child for _, child in found if wanted(child))]
    nodes = tree.below(context, account, start["id"], wanted)
    return [start, *(child for kind, child in nodes if kind == FOLDERS)]


def _folder_matches(call: Call, reader: Reader, record: Record) -> bool:
    wanted = call.parameters
    deleted = wanted.get("deleted")
    if deleted is not None and "scope" not in record and deleted == tree.live(record):
        return False
    if wanted.get("project") is not None and wanted["project"] != ("project" in record):
        return False
    if (link := wanted.get("permalink")) is not None and not link.endswith(f"id={record['number']}"):
        return False
    return _within(call, "updatedDate", record["updatedDate"])


def task_list(call: Call) -> Answer:
    """`GET /tasks` and `GET /folders/{folderId}/tasks`."""
    reader, wanted = reader_of(call), call.parameters
    start = folders.container(call) if "ids" in call.ids else _root(call)
    everywhere = "ids" not in call.ids and wanted.get("descendants") is not False
    found = tasks.in_folder(
        reader,
        start,
        descendants=everywhere or bool(wanted.get("descendants")),
        subtasks=bool(wanted.get("subTasks")),
    )
    found = [record for record in found if _task_matches(call, reader, record)]
    _sort(call, reader, found)
    names = tasks.LISTED | extra_fields(call)
    return _page(call, "tasks", found, lambda one: tasks.SHAPE.render(reader, one, names))


def _root(call: Call) -> Record:
    root = call.context.store.get(FOLDERS, call.tenant, root_of(call.tenant))
    assert root is not None
    return root


def _task_matches(call: Call, reader: Reader, record: Record) -> bool:
    wanted = call.parameters
    if (title := wanted.get("title")) and title.casefold() not in record["title"].casefold():
        return False
    status = tasks.status_of(call.context, call.tenant, record)
    if (groups := wanted.get("status")) and status["group"] not in groups:
        return False
    if (chosen := wanted.get("customStatuses")) and status["id"] not in chosen:
        return False
    if (importance := wanted.get("importance")) and record.get("importance", "Normal") != importance:
        return False
    for parameter, field in (("authors", "authorIds"), ("responsibles", "responsibleIds")):
        if (people := wanted.get(parameter)) and not set(people) & set(record.get(field, ())):
            return False
    if (link := wanted.get("permalink")) and not link.endswith(f"id={record['number']}"):
        return False
    if (kind := wanted.get("type")) and record.get("dates", tasks.BACKLOG)["type"] != kind:
        return False
    instants = ("createdDate", "updatedDate", "completedDate")
    return all(_within(call, name, record.get(name)) for name in instants)


_SORTS: Mapping[str, Callable[[Record], Any]] = {
    "CreatedDate": lambda record: record["createdDate"],
    "UpdatedDate": lambda record: record["updatedDate"],
    "CompletedDate": lambda record: record.get("completedDate", 0),
    "DueDate": lambda record: record.get("dates", {}).get("due", ""),
    "Title": lambda record: record["title"].casefold(),
    "Importance": lambda record: tasks.IMPORTANCES.index(record.get("importance", "Normal")),
    "Status": lambda record: record.get("customStatusId", ""),
}
SORT_FIELDS = tuple(_SORTS)


def _sort(call: Call, reader: Reader, found: list[Record]) -> None:
    chosen = call.parameters.get("sortField")
    key = _SORTS[chosen] if chosen else lambda record: record["order"]
    found.sort(key=key, reverse=call.parameters.get("sortOrder") == "Desc")


def _within(call: Call, name: str, value: float | None) -> bool:
    """Whether an instant lies in the range that its filter gives."""
    wanted = call.parameters.get(name)
    if wanted is None:
        return True
    bounds = {}
    for end in ("start", "end"):
        if (text := wanted.get(end)) is not None:
            bounds[end] = _instant(call, name, text)
    if value is None:
        return False
    return bounds.get("start", value) <= value <= bounds.get("end", value)


def _instant(call: Call, name: str, text: Any) -> float:
    """A filter's instant: the full form with `Z`; milliseconds as `wrike.filter_milliseconds` says."""
    good = isinstance(text, str) and _INSTANT.fullmatch(text) is not None
    if good and "." in text:
        good = call.context.assume("wrike.filter_milliseconds") == "accepted"
    if call.context.fails(FILTER_DATE, not good):
        raise WrikeError.invalid_parameter(name)
    try:
        return datetime.fromisoformat(text).timestamp()
    except (TypeError, ValueError):
        if call.context.fails(FILTER_DATE, True):
            raise WrikeError.invalid_parameter(name) from None
        return 0.0


def _page(
    call: Call, kind: str, found: Iterable[Record], render: Callable[[Record], dict[str, Any]]
) -> Answer:
    """One page, and the token of the next; without `pageSize` there is no token, at most 1000 come."""
    records = list(found)
    size, offset = call.parameters.get("pageSize"), 0
    if (token := call.parameters.get("nextPageToken")) is not None:
        size, offset = _continued(call, kind, token)
    if size is None:
        limit = call.parameters.get("limit") or LARGEST_PAGE
        return Answer(kind, [render(one) for one in records[:limit]])
    if call.context.fails(PAGE_SIZE, not 1 <= size <= LARGEST_PAGE):
        raise WrikeError.invalid_parameter("pageSize")
    size = max(1, size)
    shown = [render(one) for one in records[offset : offset + size]]
    if offset + size >= len(records):
        return Answer(kind, shown)
    return Answer(kind, shown, _token(call, kind, size, offset + size), len(records))


def _token(call: Call, kind: str, size: int, offset: int) -> str:
    number = call.context.ids.nth(call.tenant, "wrike page")
    digest = call.context.ids.digest("wrike page", call.tenant, number)
    token = "".join(TOKEN_LETTERS[byte % 32] for byte in digest[:44])
    record = {
        "list": _list_of(call, kind),
        "size": size,
        "offset": offset,
        "expires": call.context.clock.now() + TOKEN_LIFE,
    }
    call.context.store.put(PAGES, call.tenant, token, record)
    return token


def _continued(call: Call, kind: str, token: str) -> tuple[int, int]:
    page = call.context.store.get(PAGES, call.tenant, token)
    dead = page is None or page["expires"] <= call.context.clock.now() or page["list"] != _list_of(call, kind)
    if call.context.fails(PAGE_TOKEN, dead):
        raise WrikeError.invalid_parameter("nextPageToken")
    return (page["size"], page["offset"]) if page is not None else (LARGEST_PAGE, 0)


def _list_of(call: Call, kind: str) -> str:
    return f"{kind} {call.ids.get('ids', '')}"


def id_list(call: Call) -> Answer:
    """`GET /ids`: the plain numbers of permalinks as ids; what does not exist is left out."""
    kind, numbers = _KINDS.get(call.parameters["type"], TASKS), call.parameters["ids"]
    if call.context.fails(ID_COUNT, len(numbers) > MOST_IDS):
        raise WrikeError.invalid_parameter("ids")
    found = []
    for number in numbers:
        known = number.isdecimal() and call.context.store.find(kind, call.tenant, "number", int(number))
        found += [{"id": record["id"], "apiV2Id": number} for record in known or ()]
    return Answer("ids", found)


MOST_IDS = 1_000
_KINDS = {"ApiV2Task": TASKS, "ApiV2Folder": FOLDERS}
ID_KINDS = tuple(_KINDS)
