"""Items, taxes, currencies and custom fields as scenarios write them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import custom_fields, state
from ..items import ITEMS
from ..kinds import CAUSE, key_of, plain, request, view, with_custom_list
from ..render import Viewer
from .currencies import CURRENCIES, EXCHANGE_RATES
from .taxes import TAX_GROUPS, TAXES

TAX = Field("tax")
"""What an author writes in place of the id of a tax: its name."""
CUSTOM_FIELD = (
    Field("module", required=True),
    Field("api_name"),
    Field("label"),
    Field("data_type"),
    Field("unique", "boolean"),
)


def give_item(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """An item that costs nothing, unless it says otherwise."""
    body = {"name": "Item", "rate": 0, **_item(values)}
    if body.get("tax_id"):
        body["tax_id"] = key_of(context, tenant, TAXES, "tax_name", body["tax_id"])
    return state.create(context, ITEMS, tenant, body, CAUSE, body.pop("item_id", None))


def view_items(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The items as one is read, with `tax` (its name)."""
    shown = view(context, ITEMS, tenant)
    return [{**item, "tax": item["tax_name"]} for item in shown]


def _item(values: Mapping[str, Any]) -> dict[str, Any]:
    body = with_custom_list(values)
    return {("tax_id" if name == "tax" else name): value for name, value in body.items()}


def give_tax(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A tax of ten percent, unless it says otherwise."""
    body = {"tax_name": "Tax", "tax_percentage": 10, **values}
    return state.create(context, TAXES, tenant, body, CAUSE, body.pop("tax_id", None))


def give_tax_group(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A group of the taxes that `taxes` lists, each by name or id."""
    body = {"tax_group_name": "Taxes", **values}
    body["taxes"] = [key_of(context, tenant, TAXES, "tax_name", one) for one in body.get("taxes") or ()]
    return state.create(context, TAX_GROUPS, tenant, body, CAUSE, body.pop("tax_group_id", None))


def give_currency(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A currency; with `exchange_rate` from today on, or from `effective_date`."""
    body = dict(values)
    rate, day = body.pop("exchange_rate", None), body.pop("effective_date", None)
    record = state.create(context, CURRENCIES, tenant, body, CAUSE, body.pop("currency_id", None))
    if rate is not None:
        begun = {"effective_date": day or Viewer(context, tenant).today(), "rate": rate}
        state.create(context, EXCHANGE_RATES, tenant, {**begun, "currency_id": record["currency_id"]}, CAUSE)
    return record


def give_custom_field(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A custom field of a module; with `unique` no two records may have the same value."""
    return custom_fields.put(context, tenant, values)


def view_custom_fields(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The custom fields that the organization knows."""
    return [plain(dict(one)) for one in context.store.rows(custom_fields.KIND, tenant).values()]


KINDS: Mapping[str, Kind] = {
    "items": Kind(
        "items",
        ITEMS.key,
        give_item,
        view_items,
        (
            *(one for one in ITEMS.fields if one.name != "custom_fields"),
            TAX,
            Field("custom_fields", "object"),
        ),
        request=request(ITEMS, _item),
    ),
    "taxes": Kind(
        "taxes",
        TAXES.key,
        give_tax,
        lambda context, tenant: view(context, TAXES, tenant),
        TAXES.fields,
        request=request(TAXES, dict),
    ),
    "tax_groups": Kind(
        "tax_groups",
        TAX_GROUPS.key,
        give_tax_group,
        lambda context, tenant: view(context, TAX_GROUPS, tenant),
        (*(one for one in TAX_GROUPS.fields if one.name != "taxes"), Field("taxes", "list", of="text")),
    ),
    "currencies": Kind(
        "currencies",
        CURRENCIES.key,
        give_currency,
        lambda context, tenant: view(context, CURRENCIES, tenant),
        CURRENCIES.fields,
        request=request(CURRENCIES, dict),
    ),
    "custom_fields": Kind(
        "custom_fields", "customfield_id", give_custom_field, view_custom_fields, CUSTOM_FIELD
    ),
}
