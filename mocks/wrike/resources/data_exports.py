"""The data export: the account as CSV files, made anew every day once somebody has asked for it.

[developers.wrike.com/api/v4/data-export; SPEC]
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...kit.fields import Field
from ...kit.http import Response
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import audit, files
from ..accounts import ensure, host_of
from ..administration import require_administrator
from ..answers import Answer, envelope_schema, reader_of
from ..checks import EXPORT_FILE
from ..declaring import reads, writes
from ..entities import Entity
from ..entity_ids import DATA_EXPORT
from ..export_tables import TABLES, Column, Table
from ..lookup import missing_entity
from ..shapes import Reader, Shape, moment
from ..stored import EXPORTS

SCOPES = ("dataExportFull",)
TIMER = "wrike.data_export"
DURATION = 60.0
"""How many seconds an export takes: ours, as no source has a number."""
FRESH = 3_600.0
"""An export can be requested no sooner than so many seconds after the last one [SPEC]."""
DAILY = 24 * 3_600.0
ACCEPTED = 202
"""The status where a new export begins [SPEC]."""
STATUSES = ("Scheduled", "InProgress", "Completed", "Failed", "Cancelled")
VERSIONS = ("V0", "V1", "V2", "V3", "V4")
"""The last two are of the specification of 2026, version 154, through a client."""


def _resources(reader: Reader, record: Record) -> list[dict[str, str]]:
    """The files by links on the host of the API: ours, as the real ones lead to a storage host."""
    host = host_of(ensure(reader.context, reader.account_id))
    links = {one: f"/api/v4/data_export/{record['id']}/resources/{one}" for one in record.get("files", ())}
    return [{"name": name, "url": reader.context.urls.of(host, link)} for name, link in links.items()]


_RESOURCE = (Field("name", required=True), Field("url", required=True))
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("status", required=True, enum=STATUSES),
        Field("completedDate"),
        Field("resources", "list", required=True, fields=_RESOURCE),
    ),
    computed={"completedDate": moment("completedDate"), "resources": _resources},
)
ENTITY = Entity("dataExport", EXPORTS, DATA_EXPORT, SHAPE)


def last(call: Call) -> Answer:
    """`GET /data_export`: the last that is completed; who asks for the first one begins it."""
    require_administrator(call)
    return _answer(call, _newest(call, "Completed"))


def renew(call: Call) -> Answer:
    """`POST /data_export`: begins another one, unless one is being made or the last is fresh."""
    require_administrator(call)
    found, now = _newest(call, "Completed"), call.context.clock.now()
    stale = found is not None and now - found["completedDate"] >= FRESH
    return _answer(call, None if stale else found)


def show(call: Call) -> Answer:
    """`GET /data_export/{dataExportId}`."""
    require_administrator(call)
    return ENTITY.reply(call, [ENTITY.the_one(call)])


def download(call: Call) -> Response:
    """One file; it takes a token as everything else does."""
    require_administrator(call)
    record, name = ENTITY.the_one(call), call.ids["name"]
    if call.context.fails(EXPORT_FILE, name not in record.get("files", ())):
        raise missing_entity(call.context)
    content = files.read(call.context, call.tenant, _key(record["id"], name))
    return Response(200, content, [("content-type", "text/csv;charset=UTF-8")])


def schema(call: Call) -> Answer:
    """`GET /data_export_schema`: the same in every version, as nobody knows in what they differ."""
    require_administrator(call)
    return Answer("dataExportSchema", [_described(table) for table in TABLES])


def complete(context: Context, payload: Record) -> None:
    """The export of the payload is there now; or, where it names none, it is time for the daily one."""
    account_id, key = payload["account"], payload.get("export")
    if key is None:
        begin(context, account_id, payload["by"], daily=True)
        return
    record = ENTITY.find(context, account_id, key)
    assert record is not None
    _complete(context, account_id, record)
    about = {"type": "DataExport", "id": key, "name": key}
    audit.write(context, account_id, "AccountDataExportGenerated", record["requestedBy"], about)
    if record["daily"]:
        due = context.clock.now() + DAILY
        context.timers.at(due, TIMER, {"account": account_id, "by": record["requestedBy"]})


def _complete(context: Context, account_id: str, record: Record) -> Record:
    for table in TABLES:
        files.keep(context, account_id, _key(record["id"], table.id), table.csv(context, account_id))
    for old in ENTITY.rows(context, account_id):
        _drop_files(context, account_id, old)
    names = tuple(table.id for table in TABLES)
    done = {"status": "Completed", "completedDate": context.clock.now(), "files": names}
    return ENTITY.put(context, account_id, {**record, **done})


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """An export that is completed now: `id` as given."""
    made = {"status": "InProgress", "requestedBy": "", "daily": False, **values}
    return _complete(context, account_id, ENTITY.add(context, account_id, made))


def begin(context: Context, account_id: str, by: str, *, daily: bool) -> Record:
    """Begin an export for the contact `by`; one that is `daily` has another follow it after a day."""
    values = {"status": "InProgress", "requestedBy": by, "daily": daily}
    record = ENTITY.add(context, account_id, values)
    payload = {"account": account_id, "export": record["id"]}
    context.timers.at(context.clock.now() + DURATION, TIMER, payload)
    return record


def _answer(call: Call, found: Record | None) -> Answer:
    """The export; or, where there is none, with the status that says so the one that is being made."""
    if found is not None:
        return ENTITY.reply(call, [found])
    running = _newest(call, "InProgress") or _requested(call)
    return replace(ENTITY.reply(call, [running]), status=ACCEPTED)


def _requested(call: Call) -> Record:
    first = not ENTITY.rows(call.context, call.tenant)
    made = begin(call.context, call.tenant, reader_of(call).contact, daily=first)
    audit.note(call, "AccountDataExportRequested", "DataExport", made["id"], made["id"])
    return made


def _newest(call: Call, status: str) -> Record | None:
    rows = reversed(ENTITY.rows(call.context, call.tenant))
    return next((row for row in rows if row["status"] == status), None)


def _drop_files(context: Context, account_id: str, record: Record) -> None:
    """An export that has been followed by another has no files any more: ours, so that nothing piles up."""
    for name in record.get("files", ()):
        files.drop(context, account_id, _key(record["id"], name))
    ENTITY.put(context, account_id, {**record, "files": ()})


def _key(export: str, name: str) -> str:
    return f"{export}/{name}"


def _described(table: Table) -> dict[str, Any]:
    columns = [_described_column(column) for column in table.columns]
    return {"id": table.id, "alias": table.id, "columns": columns}


def _described_column(column: Column) -> dict[str, Any]:
    described: dict[str, Any] = {"id": column.id, "alias": column.id, "dataType": column.type}
    if column.foreign is not None:
        described["foreignKey"] = dict(zip(("tableId", "columnId"), column.foreign, strict=True))
    return described


_FOREIGN = (Field("tableId", required=True), Field("columnId", required=True))
_COLUMN = (
    *(Field(name, required=True) for name in ("id", "alias", "dataType")),
    Field("foreignKey", "object", fields=_FOREIGN),
)
_TABLE = Shape(
    fields=(
        *(Field(name, required=True) for name in ("id", "alias")),
        Field("columns", "list", required=True, fields=_COLUMN),
    ),
    computed={},
)


def operations() -> Iterator[Operation]:
    """The last, another one, one by its id and its files; and what tables there are."""
    answer, path, also = ENTITY.answer, "/data_export", (ACCEPTED,)
    yield replace(reads("get_last_data_export", path, last, answer, scopes=SCOPES), also=also)
    yield replace(writes("refresh_data_export", "POST", path, renew, answer, scopes=SCOPES), also=also)
    yield reads("get_data_export", f"{path}/{{ids}}", show, answer, scopes=SCOPES)
    file = f"{path}/{{ids}}/resources/{{name}}"
    yield Operation("get_data_export_file", "GET", file, download, SCOPES, summary="a file of an export")
    version = (Field("version", enum=VERSIONS),)
    described = envelope_schema("dataExportSchema", _TABLE.schema(_TABLE.names()))
    yield reads("get_data_export_schema", "/data_export_schema", schema, described, version, scopes=SCOPES)
