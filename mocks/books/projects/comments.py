"""Comments on a project. They are records of their own: adding one does not edit the project."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, ids
from ..operations import fetch, missing
from ..organizations.users import of_person
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from ..transactions.history import ago, time_of_day
from .fields import COMMENT, COMMENT_BODY

KIND = "books.comments"
BLOCK = 47

_PATH = "/projects/{project_id}/comments"


def operations(projects: Resource) -> Iterator[Operation]:
    """Add, list, delete."""
    one = strict(list(COMMENT))
    comments = {"comments": {"type": "array", "items": one}}
    yield declare(
        "add_project_comment",
        "POST",
        _PATH,
        _add,
        scope="projects.CREATE",
        message="Comments added.",
        answer={"comment": one, **comments},
        body=COMMENT_BODY,
        status=201,
        resource=projects,
    )
    yield declare(
        "list_project_comments",
        "GET",
        _PATH,
        _list,
        scope="projects.READ",
        message="success",
        answer=comments,
        resource=projects,
    )
    yield declare(
        "delete_project_comment",
        "DELETE",
        _PATH + "/{comment_id}",
        _delete,
        scope="projects.DELETE",
        message="The comment has been deleted.",
        resource=projects,
    )


def _add(call: Call) -> Reply:
    """A list of one, as the specification has it, and the one, as Zoho's own Python client reads it."""
    project = fetch(call, resource_of(call))
    viewer = Viewer.of(call)
    key = ids.generate(call.context, call.tenant, "comments", BLOCK)
    author = of_person(call.context, call.tenant, viewer.person) or {}
    record = {
        "comment_id": key,
        "project_id": project["project_id"],
        "description": call.body.get("description") or "",
        "commented_by_id": author.get("user_id", ""),
        "commented_by": author.get("name", ""),
        "person": viewer.person,
        "created_time": call.context.clock.now(),
    }
    call.context.store.put(KIND, call.tenant, key, record)
    shown = _show(viewer, record)
    return Reply({"comment": shown, "comments": [shown]})


def _list(call: Call) -> Reply:
    project, viewer = fetch(call, resource_of(call)), Viewer.of(call)
    found = call.context.store.find(KIND, call.tenant, "project_id", project["project_id"])
    return Reply({"comments": [_show(viewer, record) for record in found]})


def _delete(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    key = call.ids["comment_id"]
    record = call.context.store.get(KIND, call.tenant, key)
    absent = record is None or record["project_id"] != project["project_id"]
    if call.context.fails(checks.RECORD, absent):
        raise missing(call, "Comment")
    call.context.store.delete(KIND, call.tenant, key)
    return Reply()


def _show(viewer: Viewer, record: Record) -> dict[str, Any]:
    moment = datetime.fromtimestamp(record["created_time"], viewer.zone)
    return {
        "comment_id": record["comment_id"],
        "project_id": record["project_id"],
        "description": record["description"],
        "commented_by_id": record["commented_by_id"],
        "commented_by": record["commented_by"],
        "is_current_user": viewer.person is not None and record["person"] == viewer.person,
        "date": moment.date().isoformat(),
        "date_description": ago(viewer.context.clock.now() - record["created_time"]),
        "time": time_of_day(moment),
    }
