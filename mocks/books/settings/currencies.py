"""Currencies of an organization [spec: currency.yml]. The one it counts in is always there."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks, currencies
from ..errors import BooksError
from ..fields import shown, shown_flag, text
from ..organizations import tenancy
from ..render import Viewer
from ..resource import BASIC, Hooks, Messages, Resource, Sieve, Use
from . import rates

FORMAT = "1,234,567.89"


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse a code that is none, and a second currency of a code."""
    code = values.get("currency_code")
    if code is None:
        return values
    if call.context.fails(checks.VALUE, not currencies.is_code(code)):
        raise BooksError.invalid_value("currency_code")
    same = call.context.store.find("books.currencies", call.tenant, "currency_code", code)
    own = before["currency_id"] if before else None
    if call.context.fails(checks.DUPLICATE, any(one["currency_id"] != own for one in same)):
        raise BooksError.invalid_value("currency_code")
    return values


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Fill in the sign that the currency usually has."""
    code = values.get("currency_code")
    if code and not values.get("currency_symbol"):
        values["currency_symbol"] = currencies.symbol(code)
    return values


def guard(call: Call, record: Record) -> None:
    """Refuse to delete the currency that the organization counts in."""
    if call.context.fails(checks.IN_USE, _is_base(Viewer.of(call), record)):
        raise BooksError.has_transactions("The currency")


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add the name, and whether it is the one that the organization counts in."""
    shown["currency_name"] = currencies.name(record.get("currency_code", ""))
    shown["currency_name_formatted"] = currencies.formatted(record.get("currency_code", ""))
    shown["is_base_currency"] = _is_base(viewer, record)


def compute_row(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add the exchange rate of today as well; the organization's own currency has none [recorded]."""
    compute(viewer, record, shown)
    found = rates.of_day(viewer.context, viewer.tenant, record["currency_id"], viewer.today())
    if found is not None and not shown["is_base_currency"]:
        shown["exchange_rate"], shown["effective_date"] = found["rate"], found["effective_date"]


def removed(context: Context, tenant: str, record: Record) -> None:
    """The exchange rates go with their currency."""
    for rate in context.store.find("books.exchange_rates", tenant, "currency_id", record["currency_id"]):
        context.store.delete("books.exchange_rates", tenant, rate["exchange_rate_id"])


def find(context: Context, tenant: str, key: str = "") -> Mapping[str, Any]:
    """The currency of that id, whole; the one that the organization counts in if there is none."""
    organization = tenancy.organization_of(context, tenant)
    stored = context.store.get(CURRENCIES.kind, tenant, key or organization["currency_id"])
    if stored is not None:
        return {**CURRENCIES.defaults, **stored}
    return {
        **CURRENCIES.defaults,
        "currency_id": organization["currency_id"],
        "currency_code": organization["currency_code"],
        "currency_symbol": organization["currency_symbol"],
    }


def rate_of(context: Context, tenant: str, key: str, day: str) -> float:
    """What one unit of the currency is worth in the organization's own on that day (`2026-06-09`)."""
    if key in ("", tenancy.organization_of(context, tenant)["currency_id"]):
        return 1.0
    found = rates.of_day(context, tenant, key, day)
    return float(found["rate"]) if found else 1.0


def _key(context: Context, tenant: str, values: Mapping[str, Any]) -> str | None:
    """The id that goes with the code, unless a currency has it that was called otherwise since."""
    key = currencies.currency_id(context, tenant, values["currency_code"])
    return None if context.store.get("books.currencies", tenant, key) else key


def _is_base(viewer: Viewer, record: Record) -> bool:
    return bool(record["currency_id"] == viewer.organization["currency_id"])


def _foreign(viewer: Viewer) -> Sieve:
    return Sieve(lambda record: not _is_base(viewer, record))


CURRENCIES = Resource(
    name="currency",
    plural="currencies",
    key="currency_id",
    title="Currency",
    scopes="settings",
    block=0,
    path="settings/currencies",
    fields=(
        Field("currency_id", "id", read_only=True),
        Field("currency_code", required=True),
        shown("currency_name"),
        text("currency_symbol"),
        Field("price_precision", "integer", default=2),
        Field("currency_format", required=True, default=FORMAT),
        shown_flag("is_base_currency"),
        Field("exchange_rate", "number", read_only=True),
        shown("effective_date"),
        shown("currency_name_formatted"),
        shown_flag("auto_exchange_rate_enabled", default=True),
    ),
    columns=(
        "currency_id",
        "currency_code",
        "currency_name",
        "currency_symbol",
        "price_precision",
        "currency_format",
        "is_base_currency",
        "exchange_rate",
        "effective_date",
        "currency_name_formatted",
        "auto_exchange_rate_enabled",
    ),
    listed=frozenset({"exchange_rate", "effective_date"}),
    messages=Messages(
        created="The currency has been added.",
        updated="Currency information has been saved.",
        deleted="The currency has been deleted.",
    ),
    report="Currencies",
    sort="currency_code",
    sorts=("currency_code",),
    context=("page", "per_page", "has_more_page", "report_name"),
    special_filters={"Currencies.ExcludeBaseCurrency": _foreign},
    uses=(
        Use("contacts", "currency_id"),
        Use("projects", "currency_id"),
        Use("invoices", "currency_id"),
        Use("salesorders", "currency_id"),
        Use("expenses", "currency_id"),
    ),
    actions=BASIC,
    hooks=Hooks(
        admit=admit,
        settle=settle,
        guard=guard,
        compute=compute,
        compute_row=compute_row,
        removed=removed,
        key=_key,
    ),
)
EXCHANGE_RATES = rates.resource(CURRENCIES)
