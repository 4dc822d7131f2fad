"""`GET /ids`: plain numbers, as in permalinks, to ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import entity_ids
from ..answers import Answer, envelope_schema
from ..checks import ID_COUNT
from ..declaring import reads
from ..errors import WrikeError
from ..stored import ACCOUNTS, ATTACHMENTS, COMMENTS, CONTACTS, FOLDERS, REQUEST_FORMS, TASKS, TIMELOGS

MOST = 1_000
_KINDS = {
    "ApiV2Task": TASKS,
    "ApiV2Folder": FOLDERS,
    "ApiV2Attachment": ATTACHMENTS,
    "ApiV2Comment": COMMENTS,
    "ApiV2Timelog": TIMELOGS,
    "ApiV2User": CONTACTS,
    "ApiV2Account": ACCOUNTS,
    "ApiV2RequestForm": REQUEST_FORMS,
}


def convert(call: Call) -> Answer:
    """The ids of those numbers; what does not exist is left out."""
    numbers = call.parameters["ids"]
    if call.context.fails(ID_COUNT, len(numbers) > MOST):
        raise WrikeError.invalid_parameter("ids")
    kind = _KINDS.get(call.parameters["type"], TASKS)
    wanted = [number for number in numbers if number.isdecimal()]
    found = {_number(record): record["id"] for record in _rows(call, kind)}
    return Answer("ids", [{"id": found[one], "apiV2Id": one} for one in wanted if one in found])


def _rows(call: Call, kind: str) -> Iterable[Record]:
    if kind == ACCOUNTS:
        return [row for row in call.context.store.rows(ACCOUNTS, "").values() if row["id"] == call.tenant]
    return call.context.store.rows(kind, call.tenant).values()


def _number(record: Record) -> str:
    """The plain number inside an id, which some records carry."""
    if (number := record.get("number")) is not None:
        return str(number)
    decoded = entity_ids.decode(record["id"])
    return str(decoded[1]) if decoded else ""


def operations() -> Iterator[Operation]:
    """The one operation."""
    pair = {
        "type": "object",
        "properties": {"id": {"type": "string"}, "apiV2Id": {"type": "string"}},
        "required": ["id", "apiV2Id"],
        "additionalProperties": False,
    }
    parameters = (
        Field("type", required=True, enum=tuple(_KINDS)),
        Field("ids", "list", required=True, of="text"),
    )
    yield reads("list_ids", "/ids", convert, envelope_schema("ids", pair), parameters)
