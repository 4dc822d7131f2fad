"""What is told of a change of a folder or task: how two states of it differ [HOOKTYPES, TAV].

Webhooks hear of it, the audit log and the histories keep it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from ..kit.service import Call
from ..kit.store import Record
from . import audit, histories, item_types
from .answers import reader_of
from .dates import BACKLOG
from .deliveries import Event, announce
from .resources import projects
from .resources.task_statuses import status_of
from .shapes import Reader
from .stored import FOLDERS, TASKS


def created(call: Call, kind: str, record: Record) -> None:
    """Tell of a new folder or task."""
    _tell(call, kind, record, [(f"{_noun(kind)}Created", {})])


def deleted(call: Call, kind: str, record: Record) -> None:
    """Tell of one that went to the bin."""
    _tell(call, kind, record, [(f"{_noun(kind)}Deleted", {})])


def changed(call: Call, kind: str, before: Record, after: Record) -> None:
    """Tell what changed of a folder or task."""
    events = [*_common(_noun(kind), before, after), *_type(call, before, after)]
    events += _of_task(reader_of(call), before, after) if kind == TASKS else _of_project(call, before, after)
    _tell(call, kind, after, events)
    about = (audit.type_of(kind, after), after["id"], after["title"])
    audit.note_changes(call, "folder", about, *(_shown(one) for one in (before, after)))


def commented(call: Call, kind: str, node: Record, comment: Record, name: str) -> None:
    """Tell of a comment that was `Added` or `Deleted`."""
    text = {"comment": {"text": comment["text"], "html": comment["text"]}} if name == "Added" else {}
    event = f"{'Folder' if kind == FOLDERS else ''}Comment{name}"
    if name == "Deleted":
        audit.note(call, "TaskCommentDeleted", "Comment", comment["id"], node["title"])
    _tell(call, kind, node, [(event, {"commentId": comment["id"], **text})])


def attached(call: Call, kind: str, node: Record, attachment: Record, name: str) -> None:
    """Tell of an attachment that was `Added` or `Deleted`."""
    event = f"{'Folder' if kind == FOLDERS else ''}Attachment{name}"
    operation = "AttachUploaded" if name == "Added" else "AttachDeleted"
    audit.note(call, operation, "Attachment", attachment["id"], attachment["name"])
    _tell(call, kind, node, [(event, {"attachmentId": attachment["id"]})])


def timed(call: Call, task: Record, timelog: Record) -> None:
    """Tell of hours that were logged, changed or removed [a summary of the official page of webhooks].

    The values of the key `type` are not known, so it is left out.
    """
    told = {"timeTrackerId": timelog["id"], "hours": f"{timelog['hours']:g}"}
    _tell(call, TASKS, task, [("TimelogChanged", told)])


def _tell(call: Call, kind: str, node: Record, events: list[Event]) -> None:
    announce(call, kind, node, events)
    audit.note_events(call, kind, node, events)
    histories.note(call, node, events)


def _noun(kind: str) -> str:
    return "Task" if kind == TASKS else "Folder"


def _shown(record: Record) -> dict[str, Any]:
    """What the audit log tells of a folder that webhooks do not: its columns, and who has which role."""
    roles = [f"{who} {role}" for who, role in record.get("roles", {}).items()]
    return {"customColumnIds": record.get("customColumnIds"), "roleIds": roles}


def _common(noun: str, before: Record, after: Record) -> Iterator[Event]:
    if before["title"] != after["title"]:
        yield f"{noun}TitleChanged", {"oldValue": before["title"], "title": after["title"]}
    if before.get("description", "") != after.get("description", ""):
        yield f"{noun}DescriptionChanged", {}
    yield from _lists(f"{noun}Parents", "Parents", before.get("parentIds"), after.get("parentIds"))
    yield from _lists(f"{noun}Shareds", "Shareds", before.get("sharedIds"), after.get("sharedIds"))
    old, new = (_values(one) for one in (before, after))
    for key in (*old, *(one for one in new if one not in old)):
        if old.get(key) != new.get(key):
            told = {"customFieldId": key, "oldValue": _as_json(old.get(key)), "value": _as_json(new.get(key))}
            yield f"{noun}CustomFieldChanged", told


def _type(call: Call, before: Record, after: Record) -> Iterator[Event]:
    """A custom item type is told with its title; the ids of the standard types are not known."""
    old, new = before.get("customItemTypeId"), after.get("customItemTypeId")
    if new is not None and old != new:
        kind = item_types.find(call.context, call.tenant, new) or {}
        told = {"oldWorkItemTypeId": old, "newWorkItemTypeId": new, "newWorkItemTypeTitle": kind.get("title")}
        known = {name: value for name, value in told.items() if value is not None}
        yield "WorkItemTypeChanged", {"workItemId": after["id"], **known}


def _lists(event: str, what: str, before: Any, after: Any) -> Iterator[Event]:
    old, new = tuple(before or ()), tuple(after or ())
    for verb, found in (
        ("Added", [one for one in new if one not in old]),
        ("Removed", [one for one in old if one not in new]),
    ):
        if found:
            yield f"{event}{verb}", {f"{verb.lower()}{what}": found}


def _values(record: Record) -> dict[str, Any]:
    return {one["id"]: one["value"] for one in record.get("customFields", ())}


def _as_json(value: Any) -> str:
    return orjson.dumps("" if value is None else value).decode()


def _of_task(reader: Reader, before: Record, after: Record) -> Iterator[Event]:
    old, new = before.get("importance", "Normal"), after.get("importance", "Normal")
    if old != new:
        yield "TaskImportanceChanged", {"oldValue": old, "importance": new}
    yield from _status("TaskStatusChanged", *(_task_status(reader, one) for one in (before, after)))
    if (old := before.get("dates", BACKLOG)) != (new := after.get("dates", BACKLOG)):
        yield "TaskDatesChanged", {"oldValue": _dates(old), "dates": _dates(new)}
    responsibles = (one.get("responsibleIds") for one in (before, after))
    yield from _lists("TaskResponsibles", "Responsibles", *responsibles)


def _task_status(reader: Reader, record: Record) -> tuple[str, str]:
    found = status_of(reader.context, reader.account_id, record)
    return found["group"], found["id"]


def _status(event: str, before: tuple[str, str], after: tuple[str, str]) -> Iterator[Event]:
    if before != after:
        told = {"oldStatus": before[0], "status": after[0]}
        yield event, {**told, "oldCustomStatusId": before[1], "customStatusId": after[1]}


def _dates(dates: Mapping[str, Any]) -> dict[str, Any]:
    names = {"type": "type", "start": "startDate", "due": "dueDate", "duration": "duration"}
    told = {shown: dates[name] for name, shown in names.items() if name in dates}
    return {**told, "workOnWeekends": bool(dates.get("workOnWeekends"))}


def _of_project(call: Call, before: Record, after: Record) -> Iterator[Event]:
    old, new = before.get("project"), after.get("project")
    if old is None or new is None:
        return
    spans = [{name: one[name] for name in ("startDate", "endDate") if name in one} for one in (old, new)]
    if spans[0] != spans[1]:
        yield "ProjectDatesChanged", {"oldValue": spans[0], "dates": spans[1]}
    yield from _lists("ProjectOwners", "Owners", old.get("ownerIds"), new.get("ownerIds"))
    pair = [(one.get("status", "Green"), projects.custom_status(call.tenant, one)) for one in (old, new)]
    yield from _status("ProjectStatusChanged", *pair)
