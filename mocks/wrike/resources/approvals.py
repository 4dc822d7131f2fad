"""Approvals of tasks and folders. No operation decides: people do that in Wrike itself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, audit, filters, nodes
from ..answers import Answer, reader_of, unique
from ..checks import APPROVAL_FINISHED, APPROVED_FILES
from ..declaring import PAGING, RANGE, flags, id_lists, reads, removes, writes
from ..entities import Entity
from ..entity_ids import APPROVAL
from ..errors import WrikeError
from ..paging import page, resume
from ..references import contacts
from ..shapes import Reader, Shape, moment, timestamp
from ..stored import APPROVALS, ATTACHMENTS, FOLDERS, TASKS

STATUSES = ("Draft", "Pending", "Approved", "Rejected", "Cancelled")
DECISIONS = ("Pending", "Approved", "Rejected")
_PLAIN = ("description", "dueDate", "autoFinishOnApprove", "autoFinishOnReject")


def create(
    context: Context, account_id: str, author: str | None, on: str, values: Mapping[str, Any]
) -> Record:
    """Ask for approval of the folder or task `node`, stored under the kind `on`; `decisions` by approver."""
    made = {"authorId": author or "", "updatedDate": context.clock.now(), "on": on}
    return ENTITY.add(context, account_id, {**made, **values})


def _on(kind: str) -> Any:
    def compute(reader: Reader, record: Record) -> str | None:
        return record["node"] if record["on"] == kind else None

    return compute


def _title(reader: Reader, record: Record) -> str:
    node = nodes.node_of(reader, record["node"])
    return str(node["title"]) if node else ""


def _decisions(reader: Reader, record: Record) -> list[dict[str, Any]]:
    return [{**one, "updatedDate": timestamp(one["updatedDate"])} for one in record["decisions"].values()]


def _status(reader: Reader, record: Record) -> str:
    return status_of(record)


def status_of(record: Record) -> str:
    """Cancelled, a draft while nobody is asked, rejected by one, approved by all, or pending."""
    if record.get("cancelled"):
        return "Cancelled"
    decided = [one["status"] for one in record["decisions"].values()]
    if not decided:
        return "Draft"
    if "Rejected" in decided:
        return "Rejected"
    return "Approved" if set(decided) == {"Approved"} else "Pending"


def _finished(reader: Reader, record: Record) -> bool:
    return status_of(record) in ("Approved", "Rejected", "Cancelled")


_DECISION = (
    Field("approverId", required=True),
    Field("status", required=True, enum=DECISIONS),
    Field("comment", required=True),
    Field("updatedDate", required=True),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("taskId"),
        Field("folderId"),
        Field("authorId", required=True),
        Field("title", required=True),
        Field("description", required=True, default=""),
        Field("updatedDate", required=True),
        Field("dueDate", "date"),
        Field("decisions", "list", required=True, fields=_DECISION),
        Field("type", required=True, enum=("Regular", "FilesOnly"), default="Regular"),
        Field("attachmentIds", "list", required=True, of="id", default=()),
        Field("status", required=True, enum=STATUSES),
        Field("finished", "boolean", required=True),
        Field("finisherId"),
        Field("autoFinishOnApprove", "boolean", required=True, default=True),
        Field("autoFinishOnReject", "boolean", required=True, default=True),
    ),
    computed={
        "taskId": _on(TASKS),
        "folderId": _on(FOLDERS),
        "title": _title,
        "updatedDate": moment("updatedDate"),
        "decisions": _decisions,
        "status": _status,
        "finished": _finished,
    },
)
ENTITY = Entity("approvals", APPROVALS, APPROVAL, SHAPE)


def of_account(call: Call) -> Answer:
    """`GET /approvals`; a page token brings the filters of its list along [SPEC]."""
    resume(call)
    wanted, reader = call.parameters, reader_of(call)
    updated = filters.instants(call, "updatedDate")
    found = [
        one
        for one in nodes.seen(reader, ENTITY.rows(call.context, call.tenant))
        if updated(one["updatedDate"])
        and status_of(one) in (wanted.get("statuses") or STATUSES)
        and (not wanted.get("approvers") or set(wanted["approvers"]) & one["decisions"].keys())
        and (not wanted.get("pendingApprovers") or set(wanted["pendingApprovers"]) & _waiting(one))
    ]
    return page(call, "approvals", found, lambda one: SHAPE.render(reader, one, SHAPE.names()))


def _waiting(record: Record) -> set[str]:
    return {who for who, one in record["decisions"].items() if one["status"] == "Pending"}


def of_task(call: Call) -> Answer:
    """`GET /tasks/{taskId}/approvals`."""
    return _of(call, nodes.task_of_path(call))


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/approvals`."""
    return _of(call, nodes.folder_of_path(call))


def show(call: Call) -> Answer:
    """`GET /approvals/{approvalIds}`."""
    found = nodes.admitted(call, ENTITY.of_path(call), access.READ)
    return ENTITY.reply(call, found)


def add_to_task(call: Call) -> Answer:
    """`POST /tasks/{taskId}/approvals`."""
    return _add(call, TASKS, nodes.task_of_path(call, access.LIMITED))


def add_to_folder(call: Call) -> Answer:
    """`POST /folders/{folderId}/approvals`."""
    return _add(call, FOLDERS, nodes.folder_of_path(call, access.LIMITED))


def change(call: Call) -> Answer:
    """`PUT /approvals/{approvalId}`: of one that is not finished; who stays keeps their decision."""
    record = _unfinished(call)
    added = _asked(call, "addApprovers")
    removed = contacts(call, "removeApprovers", call.body.get("removeApprovers") or ())
    held = record.get("decisions", {})
    decisions = {who: one for who, one in {**added, **held}.items() if who not in removed}
    dropped = call.body.get("removeAttachments") or ()
    attached = unique((*record.get("attachmentIds", ()), *_files(call, "addAttachments")))
    values = {"decisions": decisions, "attachmentIds": tuple(one for one in attached if one not in dropped)}
    after = {**record, **_values(call), **values}
    pair = ({**one, "approverIds": list(one.get("decisions", ()))} for one in (record, after))
    audit.note_changes(call, "approval", _about(call, record), *pair)
    return _store(call, after)


def cancel(call: Call) -> Answer:
    """`DELETE /approvals/{approvalId}`: it stays, cancelled."""
    record = _unfinished(call)
    audit.note(call, "ApprovalCanceled", *_about(call, record))
    return _store(call, {**record, "cancelled": True, "finisherId": reader_of(call).contact})


def _about(call: Call, record: Record) -> tuple[str, str, str]:
    """The folder or task of an approval, which the audit log tells of: it knows no approvals as objects."""
    node = nodes.node_of(reader_of(call), record.get("node", ""))
    if node is None:
        return "Task", record.get("node", ""), ""
    return audit.type_of(record["on"], node), node["id"], node["title"]


def _of(call: Call, node: Record) -> Answer:
    return ENTITY.reply(call, call.context.store.find(APPROVALS, call.tenant, "node", node["id"]))


def _add(call: Call, on: str, node: Record) -> Answer:
    files = _files(call, "attachments")
    values = {"node": node["id"], "decisions": _asked(call, "approvers"), "attachmentIds": files}
    author = reader_of(call).contact
    made = create(call.context, call.tenant, author, on, {**values, **_values(call)})
    audit.note_node(call, "ApprovalCreated", on, node)
    return ENTITY.reply(call, [made])


def _unfinished(call: Call) -> Record:
    record = ENTITY.the_one(call)
    nodes.require(call, reader_of(call), [record], access.LIMITED)
    nodes.require_own(call, [record], "authorId", "wrike.approval_editor")
    done = "decisions" in record and status_of(record) not in ("Draft", "Pending")
    if call.context.fails(APPROVAL_FINISHED, done):
        raise WrikeError.invalid_request("The approval is finished")
    return record


def _store(call: Call, record: Record) -> Answer:
    changed = {**record, "updatedDate": call.context.clock.now()}
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, changed)])


def _values(call: Call) -> dict[str, Any]:
    return {name: call.body[name] for name in _PLAIN if call.body.get(name) is not None}


def _asked(call: Call, parameter: str) -> dict[str, dict[str, Any]]:
    """Who is asked, none having decided yet."""
    now = call.context.clock.now()
    asked = contacts(call, parameter, call.body.get(parameter) or ())
    return {who: {"approverId": who, "status": "Pending", "comment": "", "updatedDate": now} for who in asked}


def _files(call: Call, parameter: str) -> tuple[str, ...]:
    files = tuple(call.body.get(parameter) or ())
    known = call.context.store.rows(ATTACHMENTS, call.tenant)
    if call.context.fails(APPROVED_FILES, any(one not in known for one in files)):
        raise WrikeError.invalid_parameter(parameter)
    return files


def operations() -> Iterator[Operation]:
    """Lists of the account, a task and a folder; read by ids, create, change, cancel."""
    answer, path = ENTITY.answer, "/approvals/{ids}"
    filters_ = (
        Field("statuses", "list", of="text", enum=STATUSES),
        Field("updatedDate", "object", fields=RANGE),
        *id_lists("approvers", "pendingApprovers"),
        Field("limit", "integer"),
        *PAGING,
    )
    common = (
        Field("description"),
        Field("dueDate", "date"),
        *flags("autoFinishOnApprove", "autoFinishOnReject"),
    )
    create_ = (*common, *id_lists("approvers", "attachments"))
    update = (*common, *id_lists("addApprovers", "removeApprovers", "addAttachments", "removeAttachments"))
    yield reads("list_approvals", "/approvals", of_account, ENTITY.answering(paged=True), filters_)
    places: Iterable[tuple[str, Any, Any]] = (
        ("task", of_task, add_to_task),
        ("folder", of_folder, add_to_folder),
    )
    for name, listed, added in places:
        where = f"/{name}s/{{ids}}/approvals"
        yield reads(f"list_{name}_approvals", where, listed, answer)
        yield writes(f"create_{name}_approval", "POST", where, added, answer, create_)
    yield reads("get_approvals", path, show, answer)
    yield writes("update_approval", "PUT", path, change, answer, update)
    yield removes("cancel_approval", path, cancel, answer)
