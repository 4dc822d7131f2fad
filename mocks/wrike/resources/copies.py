"""Copies of folders with what lies in them, at once or as an asynchronous job."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import access, dates, tree
from ..accounts import root_of
from ..answers import Answer, envelope_schema, reader_of, unique
from ..checks import COPY_PLACE, ENTRY_LIMIT, ENTRY_LIMIT_VALUE, LOGICAL_FOLDER
from ..declaring import READ, WRITE, flags, id_lists, reads, writes
from ..entities import Entity
from ..entity_ids import JOB
from ..errors import WrikeError
from ..references import contacts
from ..shapes import Shape
from ..stored import FOLDERS, JOBS, TASKS
from . import folders, task_statuses, tasks

MOST_ENTRIES = 250
_RESPONSIBLE = ("responsibleIds", "responsiblePlaceholderIds")
_STATUSES = ("InQueue", "InProgress", "Completed", "Failed")
JOB_SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("type", required=True),
        Field("status", required=True, enum=_STATUSES),
        Field("progressPercent", "integer", required=True),
        Field("totalCount", "integer", required=True),
        Field("processedCount", "integer", required=True),
        Field("result", "object"),
    ),
    computed={},
)
ENTITY = Entity("asyncJob", JOBS, JOB, JOB_SHAPE)


def copy(call: Call) -> Answer:
    """`POST /copy_folder/{folderId}`: answers the new folder alone, in full [GO19]."""
    made = Copy(call).made()
    return Answer("folders", [folders.SHAPE.render(reader_of(call), made[0], folders.FULL)])


def copy_later(call: Call) -> Answer:
    """`POST /copy_folder_async/{folderId}`: a job. The work is done when anybody can ask for the job."""
    work = Copy(call)
    made = work.made()
    done = {
        "type": "CopyFolder",
        "status": "Completed",
        "progressPercent": 100,
        "totalCount": work.count,
        "processedCount": work.count,
        "result": {"folderId": made[0]["id"]},
    }
    record = ENTITY.add(call.context, call.tenant, done)
    begun = {**record, "status": "InQueue", "progressPercent": 0, "processedCount": 0, "result": None}
    return ENTITY.reply(call, [begun])


def show(call: Call) -> Answer:
    """`GET /async_job/{asyncJobId}`."""
    return ENTITY.reply(call, [ENTITY.the_one(call)])


class Copy:
    """One copy of a folder: what is to be copied, and the new for the old."""

    def __init__(self, call: Call) -> None:
        self._call, self._body = call, call.body
        self._source = folders.container(call)
        if call.context.fails(LOGICAL_FOLDER, "scope" in self._source):
            raise WrikeError.invalid_request("The root and the Recycle Bin cannot be copied")
        self._target = self._read_target()
        context, account = call.context, call.tenant
        reader = reader_of(call)
        inside = tree.below(context, account, self._source["id"], tree.live)
        self._nodes = [(kind, node) for kind, node in inside if access.sees(reader, node)]
        self.count = len(self._nodes) + 1
        self._refuse_many()
        self._new: dict[str, str] = {}
        self._added = contacts(call, "addResponsibles", self._body.get("addResponsibles") or ())
        self._removed = contacts(call, "removeResponsibles", self._body.get("removeResponsibles") or ())

    def made(self) -> list[Record]:
        """Make it; returns the new folders, the copied one first."""
        shift = self._shift()
        made = [self._folder(self._source, self._target["id"], self._body["title"])]
        for kind, node in self._nodes:
            if kind == FOLDERS:
                made.append(self._folder(node, self._place(node), self._prefixed(node)))
        for kind, node in self._nodes:
            if kind == TASKS:
                self._task(node, shift)
        fresh = (tree.find(self._call.context, self._call.tenant, FOLDERS, one["id"]) for one in made)
        return [one for one in fresh if one is not None]

    def _read_target(self) -> Record:
        call = self._call
        found = tree.find(call.context, call.tenant, FOLDERS, self._body["parent"])
        bad = found is None or not tree.live(found) or found.get("scope") == "RbRoot"
        if call.context.fails(COPY_PLACE, bad):
            raise WrikeError.invalid_parameter("parent")
        target = folders.root(call) if found is None else found
        access.require(call, [target], access.EDIT)
        return target

    def _refuse_many(self) -> None:
        limit = self._body.get("entryLimit")
        if self._call.context.fails(ENTRY_LIMIT_VALUE, limit is not None and not 1 <= limit <= MOST_ENTRIES):
            raise WrikeError.invalid_parameter("entryLimit")
        if self._call.context.fails(ENTRY_LIMIT, self.count > (MOST_ENTRIES if limit is None else limit)):
            raise WrikeError.too_many_entries()

    def _folder(self, old: Record, parent: str, title: str) -> Record:
        values: dict[str, Any] = {"title": title, **self._kept(old, "description", "customFields")}
        if (project := old.get("project")) is not None:
            own = ("startDate", "endDate", "contractType", "budget", "status", "customStatusId", "ownerIds")
            values["project"] = {name: project[name] for name in own if name in project}
        values |= self._type_of(old)
        author = reader_of(self._call).contact
        made = folders.create(self._call.context, self._call.tenant, author, parent, values)
        self._new[old["id"]] = made["id"]
        return made

    def _task(self, old: Record, shift: timedelta | None) -> None:
        call = self._call
        values: dict[str, Any] = {"title": self._prefixed(old)}
        values |= self._kept(old, "description", "customFields", *_RESPONSIBLE)
        values |= {name: old[name] for name in ("importance", "dates", "billingType") if name in old}
        values |= self._type_of(old)
        held = values.get("responsibleIds", ())
        values["responsibleIds"] = tuple(
            one for one in unique((*held, *self._added)) if one not in self._removed
        )
        if self._body.get("copyStatuses") and old.get("customStatusId"):
            status = task_statuses.status_of(call.context, call.tenant, old)
            values |= tasks.in_status(status["id"], status["group"])
        if (
            shift
            and task_statuses.status_of(call.context, call.tenant, {**old, **values})["group"] == "Active"
        ):
            values["dates"] = tasks.scheduled(call.context, call.tenant, _shifted(old, shift))
        above = tuple(self._new[one] for one in old.get("superTaskIds", ()) if one in self._new)
        places = [self._new[one] for one in old["parentIds"] if one in self._new]
        if self._body.get("copyParents"):
            places += [one for one in old["parentIds"] if one not in self._new]
        values |= {"superTaskIds": above} if above else {}
        author = reader_of(call).contact
        where = unique(places) or (root_of(call.tenant) if above else self._target["id"],)
        made = tasks.create(call.context, call.tenant, author, where, values)
        self._new[old["id"]] = made["id"]

    def _kept(self, old: Record, *names: str) -> dict[str, Any]:
        """What is copied unless it is refused; nothing that the source has not."""
        asked = {
            "description": "copyDescriptions",
            "customFields": "copyCustomFields",
            **dict.fromkeys(_RESPONSIBLE, "copyResponsibles"),
        }
        return {name: old[name] for name in names if name in old and self._body.get(asked[name]) is not False}

    def _type_of(self, old: Record) -> dict[str, Any]:
        """The custom item type that a copy has: an assumption."""
        kept = "customItemTypeId" in old and self._call.context.assume("wrike.copied_item_type") == "kept"
        return {"customItemTypeId": old["customItemTypeId"]} if kept else {}

    def _prefixed(self, old: Record) -> str:
        return f"{self._body.get('titlePrefix') or ''}{old['title']}"

    def _place(self, old: Record) -> str:
        return next(self._new[parent] for parent in old["parentIds"] if parent in self._new)

    def _shift(self) -> timedelta | None:
        """How far the tasks move so that the first starts, or the last ends, on `rescheduleDate`."""
        if not (day := self._body.get("rescheduleDate")):
            return None
        name = "due" if self._body.get("rescheduleMode") == "End" else "start"
        planned = [node.get("dates", {}) for kind, node in self._nodes if kind == TASKS]
        moments = [datetime.fromisoformat(one.get(name) or one["due"]) for one in planned if "due" in one]
        if not moments:
            return None
        edge = max(moments) if name == "due" else min(moments)
        return datetime.fromisoformat(day) - edge.replace(hour=0, minute=0, second=0)


def _shifted(old: Record, shift: timedelta) -> dict[str, Any]:
    given = dict(old.get("dates", tasks.BACKLOG))
    for name in ("start", "due"):
        if name in given:
            given[name] = (datetime.fromisoformat(given[name]) + shift).strftime(dates.FORMAT)
    return {name: value for name, value in given.items() if name != "duration" or "due" not in given}


def operations() -> Iterator[Operation]:
    """Copy, copy as a job, the job."""
    body = (
        Field("parent", "id", required=True),
        Field("title", required=True),
        Field("titlePrefix"),
        *flags("copyDescriptions", "copyResponsibles", "copyCustomFields", "copyCustomStatuses"),
        *flags("copyStatuses", "copyParents"),
        *id_lists("addResponsibles", "removeResponsibles"),
        Field("rescheduleDate", "date"),
        Field("rescheduleMode", enum=("Start", "End")),
        Field("entryLimit", "integer"),
    )
    answer = envelope_schema("folders", folders.SHAPE.schema(folders.FULL))
    now = (*body, *flags("plainTextCustomFields"))
    yield writes("copy_folder", "POST", "/copy_folder/{ids}", copy, answer, now, scopes=WRITE)
    yield writes("copy_folder_async", "POST", "/copy_folder_async/{ids}", copy_later, ENTITY.answer, body)
    yield reads("get_async_job", "/async_job/{ids}", show, ENTITY.answer, scopes=READ)
