"""Sub statuses of sales orders: finer ones of an organization's own, each below a status.

They are a setting of which no API is known: a scenario lays them down.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Kind, Operation
from ...kit.store import Record
from .. import checks, ids
from ..kinds import plain
from ..operations import fetch, missing
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource
from ..transactions.actions import change, require_way
from . import status
from .fields import SUB_STATUS

TABLE = "books.sub_statuses"
BLOCK = 77
NAMES = tuple(one.name for one in SUB_STATUS)
FIELDS = (
    Field("status_code", required=True),
    Field("parent_status", enum=tuple(status.NAMES), default="open"),
    *(Field(name) for name in ("status_id", "description", "display_name", "label_name", "color_code")),
)


def operations(orders: Resource) -> Iterator[Operation]:
    """Give an order a sub status of the status that it has."""
    yield declare(
        "update_salesorder_sub_status",
        "POST",
        "/salesorders/{salesorder_id}/substatus/{status_code}",
        _choose,
        scope="salesorders.CREATE",
        message="Sales Order status updated successfully.",
        resource=orders,
    )


def current(viewer: Viewer, record: Record, seen: str) -> str:
    """The sub status of an order in the status `seen`: the status itself, unless it was given one of it."""
    code = str(record.get("sub_status", ""))
    found = viewer.context.store.get(TABLE, viewer.tenant, code) if code else None
    return code if found is not None and found["parent_status"] == seen else seen


def shown(context: Context, tenant: str) -> list[dict[str, Any]]:
    """All sub statuses of the organization, as an order shows them."""
    return [{name: one[name] for name in NAMES} for one in context.store.rows(TABLE, tenant).values()]


def _choose(call: Call) -> Reply:
    order, code = fetch(call, resource_of(call)), call.ids["status_code"]
    found = call.context.store.get(TABLE, call.tenant, code)
    if call.context.fails(checks.RECORD, found is None):
        raise missing(call, "Sub status")
    seen = status.status(Viewer.of(call), order)
    allowed = found is None or found["parent_status"] == seen
    require_way(call, "a sales order", status.NAMES[seen], allowed=allowed)
    change(call, order, {"sub_status": code}, f"Sub status changed to {code}")
    return Reply()


def give(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A sub status of open orders, unless it says otherwise."""
    code = str(values["status_code"])
    name = values.get("display_name") or code
    record = {
        **dict.fromkeys(NAMES, ""),
        "status_id": ids.generate(context, tenant, "sub_statuses", BLOCK),
        "parent_status": "open",
        "label_name": code,
        "display_name": name,
        **values,
    }
    context.store.put(TABLE, tenant, code, record)
    return record


def view(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The sub statuses that were laid down."""
    return [plain(dict(one)) for one in context.store.rows(TABLE, tenant).values()]


KIND = Kind("sub_statuses", "status_code", give, view, FIELDS)
