"""Keys that live answers have and no specification, shared by several kinds of records [recorded].

None of them can be set over the API as it is known. Who made and who changed a record last is real.
"""

from __future__ import annotations

from typing import Any

from ..kit.fields import Field
from ..kit.store import Record
from .fields import flag, shown, shown_flag
from .render import Viewer


def texts(*names: str) -> tuple[Field, ...]:
    """Texts that were empty in every recorded answer."""
    return tuple(shown(name) for name in names)


def lists(*names: str) -> tuple[Field, ...]:
    """Lists that were empty in every recorded answer."""
    return tuple(Field(name, "list", read_only=True) for name in names)


def amounts(*names: str) -> tuple[Field, ...]:
    """Numbers that answers hold and requests can't set."""
    return tuple(Field(name, "number", read_only=True) for name in names)


def flags(*names: str) -> tuple[Field, ...]:
    """Booleans that were false in every recorded answer."""
    return tuple(shown_flag(name) for name in names)


_LOCK = (flag("can_lock", default=True), Field("custom_locks", "list"), Field("system_locks", "list"))
LOCKS = (
    Field("lock_details", "object", fields=(flag("can_lock"),), read_only=True),
    *lists("locked_actions"),
    Field("lock_detail", "object", fields=_LOCK, read_only=True),
)
SUBMITTED = texts("submitted_by_name", "submitted_by_email", "submitted_by_photo_url")
MADE = texts("created_by_id", "last_modified_by_id")


def add_makers(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """The ids of the users who made a record and who changed it last."""
    maker = viewer.user(record.get("maker"))
    shown["created_by_id"] = maker.get("user_id", "")
    shown["last_modified_by_id"] = viewer.user(record.get("editor")).get("user_id", "")
    if "created_by_name" in shown:
        shown["created_by_name"] = maker.get("name", "")
