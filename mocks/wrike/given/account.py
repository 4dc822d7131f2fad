"""What concerns an account as a whole in scenarios: its audit log, its data exports."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from ..audit_words import OBJECTS, OPERATIONS, SOURCES
from ..resources import audit_log, data_exports
from ..shapes import timestamp
from ..stored import AUDIT_LOG
from .laying import given, view
from .places import people, somebody


def _entry(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    people(context, tenant, [values["user"]] if values.get("user") else ())
    made = {name: value for name, value in values.items() if value is not None}
    about = {"objectId": "", "objectName": ""}
    return audit_log.create(
        context, tenant, {**about, **made, "user": values.get("user") or somebody(context, tenant) or ""}
    )


def _see_entries(context: Context, tenant: str) -> list[dict[str, Any]]:
    names = ("id", "operation", "objectType", "objectId", "objectName", "sourceType", "details")
    return [
        {
            **{name: row[name] for name in names},
            "user": row["userId"],
            "eventDate": timestamp(row["eventDate"]),
        }
        for row in context.store.rows(AUDIT_LOG, tenant).values()
    ]


_ENTRY = (
    Field("id", "id"),
    Field("operation", required=True, enum=OPERATIONS),
    Field("objectType", required=True, enum=OBJECTS),
    *(Field("objectId", "id"), Field("objectName"), Field("user", "id"), Field("eventDate")),
    *(Field("sourceType", enum=SOURCES), Field("details", "object")),
)
_EXPORT = (Field("id", "id"), Field("status", enum=data_exports.STATUSES))
KINDS = (
    Kind("audit_log", "id", _entry, _see_entries, _ENTRY),
    Kind("data_exports", "id", given(data_exports.create), view(data_exports.ENTITY, _EXPORT), _EXPORT),
)
