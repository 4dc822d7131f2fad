"""Copying a tree: the new for the old, with as much of it as a request wants."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call
from ...kit.store import Record
from .. import access, dates, files, tree
from ..accounts import root_of
from ..answers import reader_of, unique
from ..checks import COPY_PLACE, ENTRY_LIMIT, ENTRY_LIMIT_VALUE
from ..declaring import flags
from ..errors import WrikeError
from ..references import contacts
from ..stored import ATTACHMENTS, FOLDERS, TASKS
from . import attachments, folders, task_statuses, tasks

MOST_ENTRIES = 250
_ASKED = {
    "description": "copyDescriptions",
    "customFields": "copyCustomFields",
    "responsibleIds": "copyResponsibles",
    "responsiblePlaceholderIds": "copyResponsibles",
}
"""What is copied unless the parameter refuses it."""
PARAMETERS = (
    Field("title", required=True),
    Field("titlePrefix"),
    *flags(*dict.fromkeys(_ASKED.values())),
    Field("rescheduleDate", "date"),
    Field("rescheduleMode", enum=("Start", "End")),
    Field("entryLimit", "integer"),
)
"""What every request for a copy may say."""


def target_of(call: Call, parameter: str) -> Record:
    """The folder that the parameter names, in which the copy is to be."""
    found = tree.find(call.context, call.tenant, FOLDERS, call.body.get(parameter) or "")
    bad = found is None or not tree.live(found) or found.get("scope") == "RbRoot"
    if call.context.fails(COPY_PLACE, bad):
        raise WrikeError.invalid_parameter(parameter)
    target = folders.root(call) if found is None else found
    access.require(call, [target], access.EDIT)
    return target


class Copy:
    """One copy of a folder or task, `top`, and of what lies below it: folders and tasks, by their kind."""

    def __init__(self, call: Call, top: Record, below: Sequence[tree.Node]) -> None:
        self._call, self._body = call, call.body
        self._top, self._below = top, below
        self.count = len(below) + 1
        self._refuse_many()
        self._new: dict[str, str] = {}
        self._added = contacts(call, "addResponsibles", self._body.get("addResponsibles") or ())
        self._removed = contacts(call, "removeResponsibles", self._body.get("removeResponsibles") or ())

    def as_folder(self, parent: str) -> Record:
        """Make it as a folder in that one; returns the new folder."""
        made = self._folder(self._top, parent, self._body["title"])
        for kind, node in self._below:
            if kind == FOLDERS:
                self._folder(node, self._place(node), self._prefixed(node))
        self._tasks(self._shift([node for kind, node in self._below if kind == TASKS]), parent)
        return made

    def as_task(self, parents: tuple[str, ...], super_tasks: tuple[str, ...]) -> Record:
        """Make it as a task in those folders and below those tasks; returns the new task."""
        shift = self._shift([self._top, *(node for _, node in self._below)])
        made = self._task(self._top, shift, self._body["title"], parents, super_tasks)
        self._tasks(shift, next(iter(parents), root_of(self._call.tenant)))
        return made

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
        return self._noted(FOLDERS, old, made)

    def _tasks(self, shift: timedelta | None, home: str) -> None:
        """Make the tasks below; one none of whose places was copied lies in `home`."""
        for kind, old in self._below:
            if kind == TASKS:
                above = tuple(self._new[one] for one in old.get("superTaskIds", ()) if one in self._new)
                places = self._places(old) or (() if above else (home,))
                self._task(old, shift, self._prefixed(old), places, above)

    def _task(
        self,
        old: Record,
        shift: timedelta | None,
        title: str,
        places: tuple[str, ...],
        above: tuple[str, ...],
    ) -> Record:
        context, account = self._call.context, self._call.tenant
        values: dict[str, Any] = {"title": title}
        values |= self._kept(old, "description", "customFields", "responsiblePlaceholderIds")
        values |= {name: old[name] for name in ("importance", "dates", "billingType") if name in old}
        values |= self._type_of(old)
        values["responsibleIds"] = self._responsibles(old)
        if self._body.get("copyStatuses") and old.get("customStatusId"):
            status = task_statuses.status_of(context, account, old)
            values |= tasks.in_status(status["id"], status["group"])
        if shift and task_statuses.status_of(context, account, {**old, **values})["group"] == "Active":
            values["dates"] = tasks.scheduled(context, account, _shifted(old, shift))
        values |= {"superTaskIds": above} if above else {}
        made = tasks.create(context, account, reader_of(self._call).contact, places, values)
        return self._noted(TASKS, old, made)

    def _noted(self, kind: str, old: Record, made: Record) -> Record:
        """Remember the new for the old, and give it the files of the old where they are asked for."""
        self._new[old["id"]] = made["id"]
        if self._body.get("copyAttachments"):
            context, account = self._call.context, self._call.tenant
            for one in context.store.find(ATTACHMENTS, account, "node", old["id"]):
                values = {"node": made["id"], "name": one["name"], "contentType": one["contentType"]}
                content = files.read(context, account, attachments.key_of(one))
                attachments.create(context, account, one["authorId"], kind, values, content)
        return made

    def _responsibles(self, old: Record) -> tuple[str, ...]:
        held = self._kept(old, "responsibleIds").get("responsibleIds", ())
        return tuple(one for one in unique((*held, *self._added)) if one not in self._removed)

    def _kept(self, old: Record, *names: str) -> dict[str, Any]:
        """What is copied unless it is refused; nothing that the source has not."""
        return {
            name: old[name] for name in names if name in old and self._body.get(_ASKED[name]) is not False
        }

    def _type_of(self, old: Record) -> dict[str, Any]:
        """The custom item type that a copy has: an assumption."""
        kept = "customItemTypeId" in old and self._call.context.assume("wrike.copied_item_type") == "kept"
        return {"customItemTypeId": old["customItemTypeId"]} if kept else {}

    def _prefixed(self, old: Record) -> str:
        return f"{self._body.get('titlePrefix') or ''}{old['title']}"

    def _place(self, old: Record) -> str:
        return next(self._new[parent] for parent in old["parentIds"] if parent in self._new)

    def _places(self, old: Record) -> tuple[str, ...]:
        """The folders that a copied task lies in: as the old one, among the copies."""
        places = [self._new[one] for one in old["parentIds"] if one in self._new]
        if self._body.get("copyParents"):
            places += [one for one in old["parentIds"] if one not in self._new]
        return unique(places)

    def _shift(self, planned: Sequence[Record]) -> timedelta | None:
        """How far the tasks move so that the first starts, or the last ends, on `rescheduleDate`."""
        if not (day := self._body.get("rescheduleDate")):
            return None
        name = "due" if self._body.get("rescheduleMode") == "End" else "start"
        held = [one.get("dates", {}) for one in planned]
        moments = [datetime.fromisoformat(one.get(name) or one["due"]) for one in held if "due" in one]
        if not moments:
            return None
        edge = max(moments) if name == "due" else min(moments)
        return datetime.fromisoformat(day) - edge.replace(hour=0, minute=0, second=0)


def _shifted(old: Record, shift: timedelta) -> dict[str, Any]:
    given = dict(old.get("dates", dates.BACKLOG))
    for name in ("start", "due"):
        if name in given:
            given[name] = (datetime.fromisoformat(given[name]) + shift).strftime(dates.FORMAT)
    return {name: value for name, value in given.items() if name != "duration" or "due" not in given}
