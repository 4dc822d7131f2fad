"""Comments on tasks and folders."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, audit, changes, filters, nodes
from ..answers import Answer, extra_fields, reader_of
from ..checks import COMMENT_AGE, EMPTY_TEXT
from ..declaring import RANGE, reads, removes, writes
from ..entities import Entity, empty_schema, nothing
from ..entity_ids import COMMENT
from ..errors import WrikeError
from ..html import escaped, plain
from ..paging import page
from ..shapes import Reader, Shape, moment
from ..stored import COMMENTS, FOLDERS, TASKS

EDITABLE = 5 * 60.0
"""A comment can be changed during five minutes after it was made [SPEC]."""
WEEK = 7 * filters.DAY
TYPES = ("Regular", "Email")


def _on(kind: str) -> Any:
    def compute(reader: Reader, record: Record) -> str | None:
        return record["node"] if record["on"] == kind else None

    return compute


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("authorId", required=True),
        Field("text", required=True),
        Field("updatedDate", required=True),
        Field("createdDate", required=True),
        Field("taskId"),
        Field("folderId"),
        Field("type", required=True, enum=TYPES, default="Regular"),
    ),
    computed={
        "createdDate": moment("createdDate"),
        "updatedDate": moment("createdDate"),
        "taskId": _on(TASKS),
        "folderId": _on(FOLDERS),
    },
)
ENTITY = Entity("comments", COMMENTS, COMMENT, SHAPE, ("type",))


def create(
    context: Context, account_id: str, author: str | None, on: str, values: Mapping[str, Any]
) -> Record:
    """Comment on the folder or task `node`, which is stored under the kind `on`; `text` is HTML."""
    written = {"authorId": author or "", "createdDate": context.clock.now(), "on": on}
    return ENTITY.add(context, account_id, {**written, **values})


def of_account(call: Call) -> Answer:
    """`GET /comments`: a range has at most seven days [SPEC]; `updatedDate` is its old name."""
    created = filters.instants(call, "createdDate", longest=WEEK)
    updated = filters.instants(call, "updatedDate", longest=WEEK)
    rows = ENTITY.rows(call.context, call.tenant)
    found = [row for row in rows if created(row["createdDate"]) and updated(row["createdDate"])]
    return _list(call, _in_order(call, nodes.seen(reader_of(call), found)))


def of_task(call: Call) -> Answer:
    """`GET /tasks/{taskId}/comments`."""
    return _list(call, _in_order(call, _of(call, nodes.task_of_path(call))))


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/comments`."""
    return _list(call, _in_order(call, _of(call, nodes.folder_of_path(call))))


def show(call: Call) -> Answer:
    """`GET /comments/{commentIds}`."""
    return _list(call, _by_ids(call, access.READ))


def add_to_task(call: Call) -> Answer:
    """`POST /tasks/{taskId}/comments`."""
    return _add(call, TASKS, nodes.task_of_path(call, access.LIMITED))


def add_to_folder(call: Call) -> Answer:
    """`POST /folders/{folderId}/comments`."""
    return _add(call, FOLDERS, nodes.folder_of_path(call, access.LIMITED))


def change(call: Call) -> Answer:
    """`PUT /comments/{commentId}`: within five minutes."""
    found, now = _by_ids(call, access.LIMITED), call.context.clock.now()
    if call.context.fails(COMMENT_AGE, any(now - one["createdDate"] > EDITABLE for one in found)):
        raise WrikeError.access_forbidden()
    nodes.require_own(call, found, "authorId", "wrike.comment_editor")
    text = _text(call)
    for one in found:
        audit.note(call, "TaskCommentChanged", "Comment", one["id"], nodes.title_of(call, one))
    return _list(call, [ENTITY.put(call.context, call.tenant, {**one, "text": text}) for one in found])


def remove(call: Call) -> Answer:
    """`DELETE /comments/{commentId}`: for good."""
    record = ENTITY.the_one(call)
    nodes.require(call, reader_of(call), [record], access.LIMITED)
    nodes.require_own(call, [record], "authorId", "wrike.comment_editor")
    ENTITY.delete(call.context, call.tenant, record)
    if (node := nodes.node_of(reader_of(call), record.get("node", ""))) is not None:
        changes.commented(call, record["on"], node, record, "Deleted")
    return nothing("comments")


def _in_order(call: Call, found: Iterable[Record]) -> list[Record]:
    """They are kept as they were made, which may be asked for in turn."""
    newest = call.context.assume("wrike.comment_order") == "newest_first"
    return list(found)[:: -1 if newest else 1]


def _of(call: Call, node: Record) -> list[Record]:
    return call.context.store.find(COMMENTS, call.tenant, "node", node["id"])


def _by_ids(call: Call, least: int) -> list[Record]:
    return nodes.admitted(call, ENTITY.of_path(call), least)


def _add(call: Call, on: str, node: Record) -> Answer:
    values = {"node": node["id"], "text": _text(call)}
    made = create(call.context, call.tenant, reader_of(call).contact, on, values)
    changes.commented(call, on, node, made, "Added")
    return _list(call, [made])


def _text(call: Call) -> str:
    text = str(call.body.get("text") or "")
    if call.context.fails(EMPTY_TEXT, not text.strip()):
        raise WrikeError.invalid_parameter("text")
    return escaped(text) if call.body.get("plainText") else text


def _list(call: Call, found: Iterable[Record]) -> Answer:
    reader, names = reader_of(call), ENTITY.names | extra_fields(call)
    types = call.parameters.get("types")
    as_plain = bool({**call.parameters, **call.body}.get("plainText"))

    def render(record: Record) -> dict[str, Any]:
        shown = {**record, "text": plain(record["text"])} if as_plain else record
        return SHAPE.render(reader, shown, names)

    chosen = [one for one in found if not types or one.get("type", "Regular") in types]
    return page(call, "comments", chosen, render)


def operations() -> Iterator[Operation]:
    """Lists of the account, of a task and of a folder; read by ids, create, change, delete."""
    answer, optional, path = ENTITY.answer, ENTITY.optional, "/comments/{ids}"
    shown = (Field("plainText", "boolean"), Field("types", "list", of="text", enum=TYPES))
    ranges = (Field("createdDate", "object", fields=RANGE), Field("updatedDate", "object", fields=RANGE))
    whole = (*shown, *ranges, Field("limit", "integer"))
    body = (Field("text", required=True), Field("plainText", "boolean"))
    yield reads("list_comments", "/comments", of_account, answer, whole, optional)
    yield reads("list_task_comments", "/tasks/{ids}/comments", of_task, answer, shown, optional)
    yield reads("list_folder_comments", "/folders/{ids}/comments", of_folder, answer, shown, optional)
    yield reads("get_comments", path, show, answer, shown, optional)
    yield writes("create_task_comment", "POST", "/tasks/{ids}/comments", add_to_task, answer, body)
    yield writes("create_folder_comment", "POST", "/folders/{ids}/comments", add_to_folder, answer, body)
    yield writes("update_comment", "PUT", path, change, answer, body)
    yield removes("delete_comment", path, remove, empty_schema("comments"))
