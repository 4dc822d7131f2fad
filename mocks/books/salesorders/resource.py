"""Sales orders, declared [spec: sales-order.yml]."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.indexes import Source
from ...kit.service import Call, Context
from ...kit.store import Record
from ..fields import flag, text
from ..render import Viewer
from ..resource import Computed, Filter, Hooks, Messages, Resource, Test
from ..transactions import comments, history
from ..transactions.people import WRITTEN_OUT
from ..transactions.showing import customer_name, of_lines
from . import links, saving, showing, status
from .fields import COLUMNS, LISTED, ORDER

_ASKED = (
    flag("ignore_auto_number_generation"),
    flag("can_send_in_mail"),
    Field("totalFiles", "integer"),
    text("doc"),
)
TEXTS = ("salesorder_number", "item_name", "item_description", "reference_number", "customer_name")


def _done(call: Call, before: Record | None, record: Record) -> Record:
    said = ("Sales order created", "Added") if before is None else ("Sales order updated", "Updated")
    comments.remember(call, record, *said)
    return record


def _removed(context: Context, tenant: str, record: Record) -> None:
    links.forget(context, tenant, record)
    history.forget(context, tenant, record["salesorder_id"])


CUSTOMER = (Source("books.contacts", ours="customer_id"),)
LINKED = (Source(links.LINKS, theirs="salesorder_id"),)
READ: Mapping[str, Callable[[Viewer, Record], Any]] = {
    "customer_name": customer_name,
    "item_name": of_lines("name"),
    "item_description": of_lines("description"),
}
"""The texts that filters look at and that are not stored."""


def _any_of(name: str, *, wanted: bool) -> Callable[[Viewer, Any], Test]:
    """Whether one of several values, joined by commas, is there; or, not wanted, that none is."""
    read = READ.get(name) or (lambda _viewer, record: record.get(name, ""))

    def test(viewer: Viewer, value: Any) -> Test:
        values = {one.strip() for one in str(value).split(",")}

        def passes(record: Record) -> bool:
            seen = read(viewer, record)
            return bool(values.intersection(seen if isinstance(seen, list) else [seen])) is wanted

        return passes

    return test


def _total(demand: Callable[[Any, Any], bool]) -> Callable[[Viewer, Any], Test]:
    return lambda _viewer, value: lambda record: demand(record.get("total", 0.0), value)


def _further() -> Iterator[Filter]:
    """The variants of filters that orders alone have [spec]."""
    for end, demand in (("start", operator.ge), ("end", operator.le)):
        yield Filter(Field(f"total_{end}", "number"), _total(demand))
    yield Filter(Field("salesorder_ids", max_length=200), _any_of("salesorder_id", wanted=True))
    for name in TEXTS:
        yield Filter(Field(f"{name}_in"), _any_of(name, wanted=True))
        yield Filter(Field(f"{name}_not_in"), _any_of(name, wanted=False))


SALESORDERS = Resource(
    name="salesorder",
    plural="salesorders",
    key="salesorder_id",
    title="Sales order",
    scopes="salesorders",
    block=75,
    module="salesorders",
    fields=ORDER,
    body=(*(one for one in ORDER if not one.read_only), *WRITTEN_OUT),
    listed=LISTED,
    columns=COLUMNS,
    row_sources=(
        *CUSTOMER,
        Source("books.currencies", ours="currency_id"),
        Source("books.invoices"),  # with which the links change
    ),
    custom=True,
    messages=Messages(
        created="Sales Order Created Successfully.",
        updated="Sales Order Updated Successfully.",
        deleted="Sales Order Deleted Successfully.",
    ),
    report="Sales Orders",
    sort="created_time",
    descending=True,
    sorts=(
        "customer_name",
        "salesorder_number",
        "shipment_date",
        "last_modified_time",
        "reference_number",
        "total",
        "date",
        "created_time",
    ),
    filters={"Status.All": None, **status.BY_FILTER},
    choices={"status": status.BY_STATUS},
    searched=("salesorder_number", "reference_number", "customer_name"),
    texts={name: name for name in TEXTS},
    exact=("customer_id", "salesperson_id", "zcrm_potential_id", "item_id"),
    numbers=("total",),
    dates=("date", "shipment_date"),
    further=tuple(_further()),
    since=True,
    computed={
        "customer_name": Computed(customer_name, CUSTOMER),
        "status": Computed(status.status, LINKED),
        "item_id": Computed(of_lines("item_id"), many=True),
        "item_name": Computed(READ["item_name"], many=True),
        "item_description": Computed(READ["item_description"], many=True),
    },
    asked={"create": _ASKED, "update": _ASKED},
    actions=("create", "list", "update_by_field", "update", "update_custom_fields", "delete"),
    hooks=Hooks(
        admit=saving.admit,
        settle=saving.settle,
        compute=showing.compute,
        compute_row=showing.compute_row,
        guard=saving.guard,
        saved=links.know,
        removed=_removed,
        done=_done,
    ),
)
