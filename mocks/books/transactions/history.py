"""The history of a transaction: what was done to it, and what people say about it, in one list."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import ids
from ..fields import text
from ..organizations.users import of_person
from ..render import Viewer

TABLE = "books.history"
BLOCK = 48
DAY = 86_400
SYSTEM, SAID = "system", "internal"
"""What Books notes by itself, what a person writes."""


def fields(kind: str) -> list[Field]:
    """The fields of an entry as lists show it."""
    return [
        Field("comment_id", "id"),
        Field(f"{kind}_id", "id"),
        text("description"),
        Field("commented_by_id", "id"),
        text("commented_by"),
        text("comment_type"),
        text("operation_type"),
        text("date"),
        text("date_description"),
        text("time"),
        Field("transaction_id", "id"),
        text("transaction_type"),
    ]


def note(
    call: Call, kind: str, key: str, told: str, operation: str = "Updated", said: str = SYSTEM, **more: Any
) -> Record:
    """Add to the history of the transaction of that kind (`invoice`) and id."""
    context, tenant, viewer = call.context, call.tenant, Viewer.of(call)
    own = ids.generate(context, tenant, "history", BLOCK)
    author = of_person(context, tenant, viewer.person) or {}
    record = {
        "comment_id": own,
        "transaction_type": kind,
        "transaction_id": key,
        "description": told,
        "commented_by_id": author.get("user_id", ""),
        "commented_by": author.get("name", ""),
        "comment_type": said,
        "operation_type": operation,
        "created_time": context.clock.now(),
        **more,
    }
    context.store.put(TABLE, tenant, own, record)
    return record


def of(call: Call, key: str) -> list[Record]:
    """The history of a transaction, the newest first."""
    found = call.context.store.find(TABLE, call.tenant, "transaction_id", key)
    return found[::-1]


def forget(context: Context, tenant: str, key: str) -> None:
    """The history goes with its transaction."""
    for one in context.store.find(TABLE, tenant, "transaction_id", key):
        context.store.delete(TABLE, tenant, one["comment_id"])


def show(viewer: Viewer, record: Record) -> dict[str, Any]:
    """An entry as lists show it, with the id of its transaction under the transaction's own name too."""
    moment = datetime.fromtimestamp(record["created_time"], viewer.zone)
    kind = record["transaction_type"]
    return {
        "comment_id": record["comment_id"],
        f"{kind}_id": record["transaction_id"],
        "description": record["description"],
        "commented_by_id": record["commented_by_id"],
        "commented_by": record["commented_by"],
        "comment_type": record["comment_type"],
        "operation_type": record["operation_type"],
        "date": moment.date().isoformat(),
        "date_description": ago(viewer.context.clock.now() - record["created_time"]),
        "time": time_of_day(moment),
        "transaction_id": record["transaction_id"],
        "transaction_type": kind,
    }


def time_of_day(moment: datetime) -> str:
    """`6:52 PM` [spec: example]."""
    return f"{moment.hour % 12 or 12}:{moment.minute:02d} {'AM' if moment.hour < 12 else 'PM'}"


def ago(seconds: float) -> str:
    """`19 days ago`, as the specification's example has it; for less, the same in smaller units."""
    for unit, length in (("day", DAY), ("hour", 3600), ("minute", 60)):
        if (count := int(seconds // length)) > 0:
            return f"{count} {unit}{'s' if count > 1 else ''} ago"
    return "few seconds ago"
