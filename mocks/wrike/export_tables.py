"""The tables of the data export, as far as public sources name them and their columns.

[BI] is Wrike's page about the schema, of which only the beginning is at hand; [TAP] the schemas of a tap that
reads the export (potloc/tap-wrike); [SQL] a script over an export. Ids are the numbers inside the ids of the
API [TAP]; columns that no source names are missing.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson

from ..kit.clock import instant
from ..kit.service import Context
from ..kit.store import Record
from . import entity_ids
from .custom_values import as_text
from .stored import (
    ATTACHMENTS,
    AUDIT_LOG,
    CATEGORIES,
    CONTACTS,
    CUSTOM_FIELDS,
    FIELD_HISTORY,
    FOLDERS,
    STATUS_HISTORY,
    TASKS,
)

Row = dict[str, Any]
Rows = Callable[[Context, str], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its name, its type (`Number`, `String`, `Date`), the table and column that it points to."""

    id: str
    type: str = "String"
    foreign: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table: its name, its columns, and what makes its rows of an account."""

    id: str
    columns: tuple[Column, ...]
    rows: Rows

    def csv(self, context: Context, account_id: str) -> bytes:
        """The rows under a line of names, as CSV in UTF-8."""
        text = io.StringIO()
        writer = csv.DictWriter(text, [column.id for column in self.columns], lineterminator="\n")
        writer.writeheader()
        writer.writerows(self.rows(context, account_id))
        return text.getvalue().encode()


def _number(identifier: str) -> int | str:
    """The number inside an id."""
    decoded = entity_ids.decode(identifier)
    return decoded[1] if decoded else ""


def _moment(seconds: float) -> str:
    return instant(seconds).strftime("%Y-%m-%d %H:%M:%S")


def _contacts(context: Context, account_id: str, *, groups: bool) -> Iterator[Record]:
    rows = context.store.rows(CONTACTS, account_id).values()
    return (row for row in rows if (row.get("type") == "Group") == groups)


def _work(context: Context, account_id: str) -> Iterator[tuple[Record, str]]:
    """Every folder, project and task that is no virtual folder, with its type."""
    for row in context.store.rows(FOLDERS, account_id).values():
        if "scope" not in row:
            yield row, "Project" if "project" in row else "Folder"
    for row in context.store.rows(TASKS, account_id).values():
        yield row, "Task"


def _attachment_files(context: Context, account_id: str) -> Iterator[Row]:
    for row in context.store.rows(ATTACHMENTS, account_id).values():
        yield {
            "attachment_file_api_id": row["id"],
            "attachment_file_name": row["name"],
            "attachment_file_size_bytes": row["size"],
            "user_id": _number(row["authorId"]),
            "when_added": _moment(row["createdDate"]),
        }


def _audit_log(context: Context, account_id: str) -> Iterator[Row]:
    for row in context.store.rows(AUDIT_LOG, account_id).values():
        yield {
            "audit_log_object_id": _number(row["objectId"]),
            "audit_log_object_title": row["objectName"],
            "audit_log_object_type": row["objectType"],
            "audit_log_operation_change_json": orjson.dumps(row["details"]).decode(),
            "audit_log_operation_time": _moment(row["eventDate"]),
            "audit_log_operation_type": row["operation"],
        }


def _custom_fields(context: Context, account_id: str) -> Iterator[Row]:
    for row in context.store.rows(CUSTOM_FIELDS, account_id).values():
        yield {"custom_field_id": _number(row["id"]), "custom_field_name": row["title"]}


def _groups(context: Context, account_id: str) -> Iterator[Row]:
    for row in _contacts(context, account_id, groups=True):
        yield {"group_id": _number(row["id"]), "group_name": row["title"]}


def _members(context: Context, account_id: str) -> Iterator[Row]:
    for row in _contacts(context, account_id, groups=True):
        for member in row["memberIds"]:
            yield {"group_id": _number(row["id"]), "user_id": _number(member)}


def _categories(context: Context, account_id: str) -> Iterator[Row]:
    for row in context.store.rows(CATEGORIES, account_id).values():
        yield {"timelog_category_name": row["name"]}


def _users(context: Context, account_id: str) -> Iterator[Row]:
    for row in _contacts(context, account_id, groups=False):
        yield {"user_id": _number(row["id"])}


def _items(context: Context, account_id: str) -> Iterator[Row]:
    for row, kind in _work(context, account_id):
        author = next(iter(row.get("authorIds") or ()), row.get("project", {}).get("authorId")) or ""
        yield {
            "work_id": row["number"],
            "work_name": row["title"],
            "work_type": kind,
            "author_user_id": _number(author),
        }


def _projects(context: Context, account_id: str) -> Iterator[Row]:
    for row, kind in _work(context, account_id):
        if kind == "Project":
            yield {"work_id": row["number"]}


def _values(context: Context, account_id: str) -> Iterator[Row]:
    for row, _ in _work(context, account_id):
        for one in row.get("customFields", ()):
            yield {"work_id": row["number"], "custom_field_id": _number(one["id"])}


def _stages(context: Context, account_id: str) -> Iterator[Row]:
    for row in context.store.rows(STATUS_HISTORY, account_id).values():
        yield {
            "work_id": _number(row["node"]),
            "old_workflow_stage_id": _number(row["old"]),
            "new_workflow_stage_id": _number(row["new"]),
            "user_id": _number(row["who"]),
            "change_datetime": _moment(row["when"]),
        }


def _field_changes(context: Context, account_id: str) -> Iterator[Row]:
    for row in context.store.rows(FIELD_HISTORY, account_id).values():
        yield {
            "work_id": _number(row["node"]),
            "user_resource_id": _number(row["who"]),
            "old_custom_field_value": as_text(row["old"]),
            "new_custom_field_value": as_text(row["new"]),
            "custom_field_id": _number(row["field"]),
            "change_datetime": _moment(row["when"]),
        }


USER = Column("user_id", "Number", ("user", "user_id"))
WORK = Column("work_id", "Number", ("work_item", "work_id"))
FIELD = Column("custom_field_id", "Number", ("custom_field", "custom_field_id"))
_ORIGIN = "audit_log_operation_origin_"
TABLES = (
    Table(
        "attachment_file",  # [BI]
        (
            Column("attachment_file_api_id"),
            Column("attachment_file_content_height", "Number"),
            Column("attachment_file_content_width", "Number"),
            Column("attachment_file_name"),
            Column("attachment_file_size_bytes", "Number"),
            USER,
            Column("when_added", "Date"),
        ),
        _attachment_files,
    ),
    Table(
        "audit_log",  # [BI], whose list breaks off after the type
        (
            Column("audit_log_object_id", "Number"),
            *(
                Column(f"audit_log_{name}")
                for name in ("object_title", "object_type", "operation_change_json")
            ),
            *(Column(_ORIGIN + name) for name in ("json", "location_country", "location_state")),
            Column(f"{_ORIGIN}user_time_zone"),
            Column("audit_log_operation_time", "Date"),
            Column("audit_log_operation_type"),
        ),
        _audit_log,
    ),
    Table("custom_field", (Column("custom_field_id", "Number"), Column("custom_field_name")), _custom_fields),
    Table("group", (Column("group_id", "Number"), Column("group_name")), _groups),
    Table("group_to_user", (Column("group_id", "Number", ("group", "group_id")), USER), _members),
    Table("timelog_category", (Column("timelog_category_name"),), _categories),
    Table("user", (Column("user_id", "Number"),), _users),
    Table("work_custom_field", (WORK, FIELD), _values),
    Table(
        "work_custom_field_history",  # [TAP]
        (
            WORK,
            Column("user_resource_id", "Number"),
            *(Column("old_custom_field_value"), Column("new_custom_field_value"), FIELD),
            Column("change_datetime", "Date"),
        ),
        _field_changes,
    ),
    Table(
        "work_item",  # [SQL]
        (
            Column("work_id", "Number"),
            *(Column("work_name"), Column("work_type")),
            Column("author_user_id", "Number", ("user", "user_id")),
        ),
        _items,
    ),
    Table("work_project", (WORK,), _projects),
    Table(
        "work_workflow_stage_history",  # [TAP]
        (
            WORK,
            *(Column("old_workflow_stage_id", "Number"), Column("new_workflow_stage_id", "Number")),
            *(USER, Column("change_datetime", "Date")),
        ),
        _stages,
    ),
)
