"""Exchange rates of a currency, each from a day on [spec: currency.yml]."""

from __future__ import annotations

from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from ..operations import require_value
from ..render import Viewer
from ..resource import BASIC, Filter, Hooks, Messages, Resource, Test

TABLE = "books.exchange_rates"


def of_day(context: Context, tenant: str, currency: str, day: str) -> Record | None:
    """The rate in force on that day: the one with the last day before; None if there is none."""
    known = context.store.find(TABLE, tenant, "currency_id", currency)
    begun = [one for one in known if one.get("effective_date", "") <= day]
    return max(begun, key=lambda one: str(one.get("effective_date", "")), default=None)


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """A new rate must be a number; without a day it counts from today."""
    if before is None:
        require_value(call, "rate", bad=values.get("rate") is None)
    if before is None and not values.get("effective_date"):
        return {**values, "effective_date": Viewer.of(call).today()}
    return values


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add the code of the currency."""
    currency = viewer.context.store.get("books.currencies", viewer.tenant, record.get("currency_id", ""))
    shown["currency_code"] = currency["currency_code"] if currency else ""


def _from(viewer: Viewer, day: str) -> Test:
    return lambda record: bool(record.get("effective_date", "") >= day)


def _current(viewer: Viewer, wanted: bool) -> Test:
    """Only the rate in force today."""
    context, tenant, today = viewer.context, viewer.tenant, viewer.today()
    return lambda record: not wanted or record == of_day(context, tenant, record["currency_id"], today)


def resource(currencies: Resource) -> Resource:
    """The declaration, below that of the currencies."""
    return Resource(
        name="exchange_rate",
        plural="exchange_rates",
        key="exchange_rate_id",
        title="Exchange Rate",
        scopes="settings",
        block=57,
        path="exchangerates",
        within=currencies,
        fields=(
            Field("exchange_rate_id", "id", read_only=True),
            Field("currency_id", "id", read_only=True),
            Field("currency_code", read_only=True),
            Field("effective_date", "date"),
            Field("rate", "number"),
        ),
        columns=("exchange_rate_id", "currency_id", "currency_code", "effective_date", "rate"),
        messages=Messages(
            created="The exchange rate has been added.",
            updated="The exchange rate has been updated.",
            deleted="Exchange rate successfully deleted",
        ),
        report="",
        sort="effective_date",
        sorts=("effective_date",),
        descending=True,
        context=(),
        further=(
            Filter(Field("from_date", "date"), _from),
            Filter(Field("is_current_date", "boolean"), _current),
        ),
        actions=BASIC,
        hooks=Hooks(admit=admit, compute=compute, compute_row=compute),
    )
