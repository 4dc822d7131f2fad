"""Job roles: what people and placeholders do."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from ..answers import Answer
from ..avatars import COLOURS, lettered
from ..declaring import reads, removes, scopes_of, writes
from ..entities import Entity
from ..entity_ids import JOB_ROLE
from ..shapes import Reader, Shape
from ..stored import JOB_ROLES

COLOUR = "Blue1"
"""Of a job role for which none was chosen; ours."""


def _avatar(reader: Reader, record: Record) -> str:
    return lettered(
        reader, record.get("shortTitle") or record.get("title", ""), record.get("avatarColor", COLOUR)
    )


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("title", required=True),
        Field("shortTitle", required=True, default=""),
        Field("avatarUrl", required=True),
        Field("isDeleted", "boolean", required=True, default=False),
    ),
    computed={"avatarUrl": _avatar},
)
ENTITY = Entity("jobroles", JOB_ROLES, JOB_ROLE, SHAPE)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a job role of `title` and, if given, `id`, `shortTitle`, `avatarColor`, `isDeleted`.

    `billRate` and `costRate` are those of whoever has the role and no rate of their own; no operation shows
    or sets them.
    """
    return ENTITY.add(context, account_id, values)


def index(call: Call) -> Answer:
    """`GET /jobroles`."""
    every = call.context.assume("wrike.deleted_job_role") == "marked"
    rows = ENTITY.rows(call.context, call.tenant)
    return ENTITY.reply(call, [row for row in rows if every or not row.get("isDeleted")])


def show(call: Call) -> Answer:
    """`GET /jobroles/{jobroleIds}`."""
    return ENTITY.reply(call, ENTITY.of_path(call))


def add(call: Call) -> Answer:
    """`POST /jobroles`."""
    return ENTITY.reply(call, [create(call.context, call.tenant, _values(call))])


def change(call: Call) -> Answer:
    """`PUT /jobroles/{jobroleId}`."""
    changed = {**ENTITY.the_one(call), **_values(call)}
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, changed)])


def remove(call: Call) -> Answer:
    """`DELETE /jobroles/{jobroleId}`: it is marked; whether it stays is an assumption."""
    record = ENTITY.put(call.context, call.tenant, {**ENTITY.the_one(call), "isDeleted": True})
    answer = ENTITY.reply(call, [record])
    if call.context.assume("wrike.deleted_job_role") == "gone":
        ENTITY.delete(call.context, call.tenant, record)
    return answer


def _values(call: Call) -> dict[str, Any]:
    values = {name: call.body[name] for name in ("title", "avatarColor") if call.body.get(name)}
    short = call.body.get("shortTitle")
    return values if short is None else {**values, "shortTitle": short}


def operations() -> Iterator[Operation]:
    """List, read by ids, create, change, delete."""
    scopes, write = scopes_of("User")
    answer, path = ENTITY.answer, "/jobroles/{ids}"
    body = (
        Field("title", required=True),
        Field("shortTitle"),
        Field("avatarColor", enum=tuple(COLOURS)),
    )
    yield reads("list_job_roles", "/jobroles", index, answer, scopes=scopes)
    yield reads("get_job_roles", path, show, answer, scopes=scopes)
    yield writes("create_job_role", "POST", "/jobroles", add, answer, body, scopes=write)
    yield writes("update_job_role", "PUT", path, change, answer, body, scopes=write)
    yield removes("delete_job_role", path, remove, answer, scopes=write)
