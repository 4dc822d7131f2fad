"""Which custom status a task has, within the workflow that is its own."""

from __future__ import annotations

from typing import Any

from ...kit.service import Context
from ...kit.store import Record
from ..shapes import Reader
from . import workflows


def status_of(context: Context, account_id: str, record: Record) -> dict[str, Any]:
    """The custom status that the task has; a new task has the first of its workflow."""
    identifier = record.get("customStatusId") or first_status(context, account_id, record, "Active")
    assert identifier is not None
    found = workflows.status_of(context, account_id, identifier)
    assert found is not None
    return found


def status_seen(reader: Reader, record: Record) -> dict[str, Any]:
    """`status_of`, found out once for all tasks of an answer that have it or lie in the same place."""
    known: dict[Any, dict[str, Any]] = reader.memo.setdefault("statuses", {})
    place = record.get("customStatusId") or tuple(record.get("parentIds", ()))
    if (found := known.get(place)) is None:
        found = known[place] = status_of(reader.context, reader.account_id, record)
    return found


def first_status(context: Context, account_id: str, record: Record, group: str) -> str | None:
    """The id of the first status of that group in the task's workflow: what `status=X` selects."""
    if identifier := record.get("customStatusId"):
        workflow = workflows.workflow_of(context, account_id, identifier)
    else:
        workflow = workflows.of_container(context, account_id, record.get("parentIds", ()))
    return workflows.first_of_group(context, account_id, group, workflow)
