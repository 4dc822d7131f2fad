"""The account of the caller."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import audit, metadata
from ..accounts import WEEK, bin_of, root_of
from ..answers import Answer, envelope_schema, extra_fields, reader_of
from ..declaring import (
    METADATA,
    METADATA_FILTER,
    WRITTEN_METADATA,
    reads,
    writes,
)
from ..shapes import Reader, Shape, moment
from ..stored import ACCOUNTS, CUSTOM_FIELDS
from . import custom_fields


def _root(reader: Reader, account: Record) -> str:
    return root_of(account["id"])


def _bin(reader: Reader, account: Record) -> str:
    return bin_of(account["id"])


def _subscription(reader: Reader, account: Record) -> dict[str, Any]:
    return {"type": "Enterprise", "suspended": False, "paid": True, "userLimit": 50}


def _custom_fields(reader: Reader, account: Record) -> list[dict[str, Any]]:
    rows = reader.context.store.rows(CUSTOM_FIELDS, account["id"]).values()
    shape = custom_fields.ENTITY.shape
    return [shape.render(reader, row, shape.names()) for row in rows]


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("name", required=True, default="Account"),
        Field("dateFormat", required=True, enum=("dd/MM/yyyy", "MM/dd/yyyy"), default="MM/dd/yyyy"),
        Field("firstDayOfWeek", required=True, enum=("Sat", "Sun", "Mon"), default="Sun"),
        Field("workDays", "list", required=True, of="text", default=WEEK[:5]),
        Field("rootFolderId", required=True),
        Field("recycleBinId", required=True),
        Field("createdDate", required=True),
        Field("subscription", "object"),
        Field("metadata", "list", default=(), fields=WRITTEN_METADATA),
        Field("customFields", "list"),
        Field("joinedDate", required=True),
    ),
    computed={
        "rootFolderId": _root,
        "recycleBinId": _bin,
        "createdDate": moment("createdDate"),
        "joinedDate": moment("createdDate"),
        "subscription": _subscription,
        "customFields": _custom_fields,
    },
)
OPTIONAL = ("metadata", "customFields", "subscription")
NAMES = SHAPE.names(less=OPTIONAL)


def show(call: Call) -> Answer:
    """`GET /account`."""
    reader = reader_of(call)
    names = NAMES | extra_fields(call)
    return Answer("accounts", [SHAPE.render(reader, reader.account, names)])


def change(call: Call) -> Answer:
    """`PUT /account`: its metadata."""
    account = reader_of(call).account
    changed = {**account, **metadata.read(call, account)}
    call.context.store.put(ACCOUNTS, "", call.tenant, changed)
    audit.note(call, "AccountModified", "Account", call.tenant, changed.get("name", "Account"))
    reader = reader_of(call)
    return Answer("accounts", [SHAPE.render(reader, reader.account, NAMES | {"metadata"})])


ANSWER = envelope_schema("accounts", SHAPE.schema(NAMES, OPTIONAL))


def operations() -> Iterator[Operation]:
    """Read and change."""
    yield reads("get_account", "/account", show, ANSWER, (METADATA_FILTER,), OPTIONAL)
    yield writes("update_account", "PUT", "/account", change, ANSWER, (METADATA,))
