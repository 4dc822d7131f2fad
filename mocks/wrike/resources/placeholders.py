"""Placeholders: who is to do a task before it is known who does. Nobody makes them over the API."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from ..answers import Answer
from ..avatars import lettered
from ..declaring import reads, scopes_of
from ..entities import Entity
from ..entity_ids import PLACEHOLDER
from ..shapes import Reader, Shape
from ..stored import PLACEHOLDERS
from . import job_roles


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a placeholder for the job role `jobRoleId`, after which it is called unless `title` is given."""
    role = job_roles.ENTITY.find(context, account_id, values["jobRoleId"])
    if role is None:
        raise ValueError(f"The account {account_id} has no job role {values['jobRoleId']}.")
    named = {name: role[name] for name in ("title", "shortTitle") if name in role}
    return ENTITY.add(context, account_id, {**named, **values})


def _avatar(reader: Reader, record: Record) -> str:
    role = job_roles.ENTITY.find(reader.context, reader.account_id, record["jobRoleId"]) or {}
    colour = role.get("avatarColor", job_roles.COLOUR)
    return lettered(reader, record.get("shortTitle") or record["title"], colour)


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("title", required=True),
        Field("shortTitle", required=True, default=""),
        Field("avatarUrl", required=True),
        Field("jobRoleId", required=True),
        Field("deleted", "boolean", required=True, default=False),
    ),
    computed={"avatarUrl": _avatar},
)
ENTITY = Entity("placeholders", PLACEHOLDERS, PLACEHOLDER, SHAPE)


def index(call: Call) -> Answer:
    """`GET /placeholders`."""
    return ENTITY.reply(call, ENTITY.rows(call.context, call.tenant))


def show(call: Call) -> Answer:
    """`GET /placeholders/{placeholderIds}`."""
    return ENTITY.reply(call, ENTITY.of_path(call))


def operations() -> Iterator[Operation]:
    """List, read by ids."""
    scopes, _ = scopes_of("User")
    yield reads("list_placeholders", "/placeholders", index, ENTITY.answer, scopes=scopes)
    yield reads("get_placeholders", "/placeholders/{ids}", show, ENTITY.answer, scopes=scopes)
