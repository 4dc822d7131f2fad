"""The audit log of the account, for its administrators."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import audit, filters
from ..administration import require_administrator
from ..answers import Answer, envelope_schema, reader_of
from ..audit_words import OBJECTS, OPERATIONS, SOURCES
from ..checks import AUDIT_FILTER, AUDIT_IDS
from ..declaring import PAGING, RANGE, id_lists, reads
from ..errors import WrikeError
from ..paging import page, resume
from ..shapes import Shape, moment
from ..stored import AUDIT_LOG

KIND = "auditLog"
MOST_IDS = 10
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("operation", required=True, enum=OPERATIONS),
        *(Field(name, required=True) for name in ("userId", "userEmail", "eventDate", "ipAddress")),
        Field("objectType", required=True, enum=OBJECTS),
        *(Field(name, required=True) for name in ("objectName", "objectId")),
        Field("sourceType", required=True, enum=SOURCES),
        Field("details", "object", required=True),
    ),
    computed={"eventDate": moment("eventDate")},
)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Write an entry: `operation`, `user`, `objectType`, `objectId`, `objectName`.

    Perhaps `eventDate`, `sourceType`, `details`.
    """
    about = {"type": values["objectType"], "id": values["objectId"], "name": values["objectName"]}
    details, source = values.get("details") or {}, values.get("sourceType", "UI")
    made = audit.write(
        context, account_id, values["operation"], values["user"], about, details, source=source
    )
    if (when := values.get("eventDate")) is not None:
        made = {**made, "eventDate": datetime.fromisoformat(when).timestamp()}
        context.store.put(AUDIT_LOG, account_id, made["id"], made)
    return made


def index(call: Call) -> Answer:
    """`GET /audit_log`: of the whole account; a page token brings the filters of its list along [SPEC]."""
    require_administrator(call)
    resume(call)
    _check(call)
    within = filters.instants(call, "eventDate")
    rows = call.context.store.rows(AUDIT_LOG, call.tenant).values()
    found = [row for row in rows if within(row["eventDate"]) and _chosen(call, row)]
    found.sort(key=lambda row: row["eventDate"], reverse=call.context.assume("wrike.audit_order") == "newest")
    return page(call, KIND, found, SHAPE.renderer(reader_of(call), SHAPE.names()))


def _check(call: Call) -> None:
    """Some filters need others, and some name at most ten ids [SPEC]."""
    wanted = call.parameters
    for name, needed in (("objectType", ("eventDate", "operations")), ("objectIds", ("objectType",))):
        alone = bool(wanted.get(name)) and not all(wanted.get(one) for one in needed)
        if call.context.fails(AUDIT_FILTER, alone):
            raise WrikeError.invalid_parameter(name)
    for name in ("objectIds", "users"):
        if call.context.fails(AUDIT_IDS, len(wanted.get(name) or ()) > MOST_IDS):
            raise WrikeError.invalid_parameter(name)


def _chosen(call: Call, row: Record) -> bool:
    wanted = call.parameters
    return (
        (not wanted.get("operations") or row["operation"] in wanted["operations"])
        and wanted.get("objectType") in (None, row["objectType"])
        and (not wanted.get("objectIds") or row["objectId"] in wanted["objectIds"])
        and (not wanted.get("users") or row["userId"] in wanted["users"])
    )


def operations() -> Iterator[Operation]:
    """The one list."""
    parameters = (
        Field("eventDate", "object", fields=RANGE),
        Field("operations", "list", of="text", enum=OPERATIONS),
        Field("objectType", enum=OBJECTS),
        *id_lists("objectIds", "users"),
        *PAGING,
    )
    answer = envelope_schema(KIND, SHAPE.schema(SHAPE.names()), paged=True)
    yield reads("list_audit_log", "/audit_log", index, answer, parameters, scopes=("amReadOnlyAuditLog",))
