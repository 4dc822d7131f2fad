"""Items: what is bought and sold [spec: items.yml; recorded answers of items, which Inventory shares]."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ..kit.fields import BadValue, Field, coerce
from ..kit.indexes import Source
from ..kit.service import Call, Context, Operation
from ..kit.store import Record
from . import accounts, checks, recorded
from .errors import BooksError
from .fields import CUSTOM, amount, choice, flag, moment, number, shown, shown_flag, text
from .listing import ALL, context_schema, page_context
from .plan import Reply, declare, resource_of
from .render import Viewer, rows
from .resource import Among, Computed, Hooks, Messages, Resource, Use, default
from .settings import taxes

TABLE = "books.items"
SOLD, BOUGHT = (
    ("sales", "sales_and_purchases", "inventory"),
    ("purchases", "sales_and_purchases", "inventory"),
)

LOCATION = (
    Field("location_id", "id"),
    shown("location_name"),
    shown("status", "active"),
    shown_flag("is_primary"),
    text("initial_stock"),
    text("initial_stock_rate"),
    shown("location_stock_on_hand"),
    shown("location_available_stock"),
    shown("location_actual_available_stock"),
)
PERCENTAGE = text("tax_percentage")
"""How a request writes it: `70%` in the specification; answers hold a number."""
PREFERENCE = (Field("tax_id", "id"), text("tax_specification"))
_BRACKET = (*recorded.amounts("start_quantity", "end_quantity", "pricebook_rate"),)
RECORDED = (
    *recorded.texts("group_id", "purpose_of_use", "crm_owner_id", "unit_id"),
    Field("item_code", "object", read_only=True),
    *recorded.texts("tax_status", "tax_start_date", "tax_end_date", "tax_groups_details"),
    *recorded.texts("tax_country_code", "tax_information", "is_tax_expired", "purchase_tax_information"),
    *recorded.flags("is_default_tax_applied", "is_fulfillable", "is_modifier_item", "has_variant"),
    shown("associated_template_id"),
    *recorded.lists("documents", "price_brackets", "sales_channels", "integration_references"),
    shown("pricing_scheme", "unit"),
    Field("default_price_brackets", "list", fields=_BRACKET, read_only=True),
    amount("sales_rate"),
    *recorded.texts("sales_margin", "created_at", "offline_created_date_with_time"),
    *recorded.texts("minimum_order_quantity", "maximum_order_quantity", "default_hosted_page_url"),
    *recorded.LOCKS,
    Field("locked_fields", "object", read_only=True),
    *recorded.texts(*(f"attribute_{kind}{place}" for kind in ("name", "option_name") for place in (1, 2, 3))),
)
"""Of a live item, in no specification."""
_LOCATION = {one.name: default(one) for one in LOCATION}
_PREFERENCE = {one.name: default(one) for one in PREFERENCE}


def find(context: Context, tenant: str, key: str) -> Record | None:
    """The item of that id, or None."""
    return context.store.get(TABLE, tenant, key) if key else None


def admit(call: Call, _before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Read the percentage of the tax."""
    if not (written := (values.pop("tax_percentage", None) or "").strip()):
        return values
    try:
        values["tax_percentage"] = coerce(ITEMS.by_name["tax_percentage"], written.removesuffix("%"))
    except BadValue:
        if call.context.fails(checks.VALUE, True):
            raise BooksError.invalid_value("tax_percentage") from None
    return values


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Book an item on the accounts that Books takes unless it says otherwise."""
    kind = values.get("item_type") or (before or {}).get("item_type", "sales")
    usual = (
        ("account_id", "Sales", SOLD),
        ("purchase_account_id", "Cost of Goods Sold", BOUGHT),
        ("inventory_account_id", "Inventory Asset", ("inventory",)),
    )
    for name, account, kinds in usual:
        if kind in kinds and not values.get(name) and not (before or {}).get(name):
            values[name] = accounts.account_id(context, tenant, account)
    return values


def compute_row(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add what follows from the kind of item, its tax and its accounts."""
    context, tenant = viewer.context, viewer.tenant
    kind = record.get("item_type", "sales")
    shown["item_name"] = record.get("name", "")
    shown["can_be_sold"], shown["can_be_purchased"] = kind in SOLD, kind in BOUGHT
    shown["track_inventory"] = kind == "inventory"
    shown["is_linked_with_zohocrm"] = bool(record.get("zcrm_product_id"))
    tax = taxes.find(context, tenant, record.get("tax_id", ""))
    if tax is not None:
        shown["tax_name"], shown["tax_type"] = tax.get("tax_name", ""), tax.get("tax_type", "tax")
        shown["tax_percentage"] = taxes.percentage(context, tenant, record["tax_id"])
    exemption = context.store.get("books.tax_exemptions", tenant, record.get("tax_exemption_id", ""))
    shown["tax_exemption_code"] = exemption["tax_exemption_code"] if exemption else ""
    names = accounts.names(context, tenant)
    for name in ("account", "purchase_account"):
        shown[f"{name}_name"] = names.get(record.get(f"{name}_id", ""), "")
    vendor = context.store.get("books.contacts", tenant, record.get("vendor_id", ""))
    shown["vendor_name"] = vendor.get("contact_name", "") if vendor else ""
    shown["item_tax_preferences"] = [{**_PREFERENCE, **one} for one in record.get("item_tax_preferences", ())]
    stock = sum(_number(one.get("initial_stock")) for one in record.get("locations", ()))
    shown["stock_on_hand"] = shown["available_stock"] = shown["actual_available_stock"] = stock


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Complete what is nested, and add names that a row has not."""
    compute_row(viewer, record, shown)
    names = accounts.names(viewer.context, viewer.tenant)
    shown["inventory_account_name"] = names.get(record.get("inventory_account_id", ""), "")
    shown["sales_rate"] = rate = record.get("rate", 0.0)
    shown["pricebook_rate"] = record.get("pricebook_rate", rate)
    bracket = {"start_quantity": 1, "end_quantity": 1, "pricebook_rate": shown["pricebook_rate"]}
    shown["default_price_brackets"] = [bracket]
    shown["created_at"] = shown["created_time"][:10]
    shown["locations"] = [_located(one) for one in record.get("locations", ())]


def _located(given: Record) -> dict[str, Any]:
    stock = given.get("initial_stock", "")
    names = ("location_stock_on_hand", "location_available_stock", "location_actual_available_stock")
    return {**_LOCATION, **dict.fromkeys(names, stock), **given}


def _number(written: Any) -> float:
    try:
        return float(written or 0)
    except ValueError:
        return 0.0


def _tax(viewer: Viewer, record: Record) -> str:
    tax = taxes.find(viewer.context, viewer.tenant, record.get("tax_id", ""))
    return str(tax.get("tax_name", "")) if tax else ""


def operations(items: Resource) -> Iterator[Operation]:
    """The details of several items at once."""
    listed = {"type": "array", "items": items.row_answer}
    yield declare(
        "list_item_details",
        "GET",
        "/itemdetails",
        _details,
        scope="settings.READ",
        message="success",
        answer={"items": listed, "page_context": context_schema()},
        parameters=(Field("item_ids", required=True),),
        resource=items,
    )


def _details(call: Call) -> Reply:
    """The items of those ids that exist, in the order of the ids."""
    items, viewer = resource_of(call), Viewer.of(call)
    keys = dict.fromkeys(one.strip() for one in call.parameters["item_ids"].split(","))
    found = [record for key in keys if (record := find(call.context, call.tenant, key))]
    context = page_context(1, max(1, len(found)), False, items.report, ALL, items.sort, "A")
    return Reply({"items": rows(viewer, items, found), "page_context": context})


FIELDS = (
    Field("item_id", "id", read_only=True),
    Field("name", required=True, max_length=100),
    shown("item_name"),
    text("unit"),
    shown("status", "active"),
    shown("source", "api"),
    shown_flag("is_combo_product"),
    shown_flag("is_linked_with_zohocrm"),
    text("zcrm_product_id"),
    text("description", 2000),
    text("brand"),
    text("manufacturer"),
    Field("rate", "number", required=True),
    Field("tax_id", "id", reference="taxes"),
    shown("tax_name"),
    number("tax_percentage"),
    shown("tax_type"),
    Field("purchase_tax_rule_id", "id"),
    Field("sales_tax_rule_id", "id"),
    Field("purchase_account_id", "id"),
    shown("purchase_account_name"),
    Field("account_id", "id"),
    shown("account_name"),
    text("purchase_description"),
    number("purchase_rate"),
    shown_flag("can_be_sold"),
    shown_flag("can_be_purchased"),
    shown_flag("track_inventory"),
    choice("item_type", "sales", "purchases", "sales_and_purchases", "inventory", default="sales"),
    choice(
        "product_type",
        "goods",
        "service",
        "digital_service",
        "capital_service",
        "capital_goods",
        default="goods",
    ),
    flag("is_taxable", default=True),
    Field("tax_exemption_id", "id", reference="tax_exemptions"),
    shown("tax_exemption_code"),
    Field("purchase_tax_exemption_id", "id", reference="tax_exemptions"),
    amount("stock_on_hand"),
    amount("available_stock"),
    amount("actual_available_stock"),
    shown_flag("has_attachment"),
    text("sku"),
    *(text(name) for name in ("upc", "ean", "isbn", "part_number", "product_subtype")),
    *(Field(name, "id") for name in ("category_id",)),
    shown("category_name"),
    flag("is_returnable"),
    shown_flag("track_batch_number"),
    shown_flag("is_storage_location_enabled"),
    number("pricebook_rate"),
    Field("tags", "list", read_only=True),
    text("reorder_level"),
    shown("image_name"),
    shown("image_type"),
    shown("image_document_id"),
    text("hsn_or_sac"),
    text("sat_item_key_code"),
    text("unitkey_code"),
    text("avatax_tax_code", 25),
    text("avatax_use_code", 25),
    Field("inventory_account_id", "id"),
    shown("inventory_account_name"),
    Field("vendor_id", "id", reference="contacts"),
    shown("vendor_name"),
    Field("item_tax_preferences", "list", fields=PREFERENCE),
    Field("locations", "list", fields=LOCATION),
    *CUSTOM,
    moment("created_time"),
    moment("last_modified_time"),
    *RECORDED,
)
_WRITTEN = {PERCENTAGE.name: PERCENTAGE}

ITEMS = Resource(
    name="item",
    plural="items",
    key="item_id",
    title="Item",
    scopes="settings",
    block=56,
    module="items",
    custom=True,
    fields=FIELDS,
    body=tuple(_WRITTEN.get(one.name, one) for one in FIELDS if not one.read_only),
    row_sources=(
        *(Source(table) for table in (taxes.TABLE, taxes.GROUPS_TABLE, "books.tax_exemptions")),
        Source("books.contacts", ours="vendor_id"),
    ),
    columns=(
        "item_id",
        "name",
        "item_name",
        "unit",
        "status",
        "source",
        "is_combo_product",
        "is_linked_with_zohocrm",
        "zcrm_product_id",
        "description",
        "rate",
        "tax_id",
        "tax_name",
        "tax_percentage",
        "tax_type",
        "purchase_tax_rule_id",
        "sales_tax_rule_id",
        "purchase_account_id",
        "purchase_account_name",
        "account_id",
        "account_name",
        "purchase_description",
        "purchase_rate",
        "can_be_sold",
        "can_be_purchased",
        "track_inventory",
        "item_type",
        "product_type",
        "is_taxable",
        "tax_exemption_id",
        "tax_exemption_code",
        "stock_on_hand",
        "available_stock",
        "actual_available_stock",
        "has_attachment",
        "sku",
        "reorder_level",
        "image_name",
        "image_type",
        "image_document_id",
        "hsn_or_sac",
        "sat_item_key_code",
        "unitkey_code",
        "custom_fields",
        "custom_field_hash",
        "created_time",
        "last_modified_time",
        "product_subtype",
        "purpose_of_use",
        "vendor_name",
        "tags",
        "item_tax_preferences",
    ),
    messages=Messages(
        created="The item has been added.",
        updated="Item details have been saved.",
        deleted="The item has been deleted.",
        active="The item has been marked as active.",
        inactive="The item has been marked as inactive.",
    ),
    report="Items",
    sort="name",
    sorts=("name", "rate", "tax_name", "created_time", "last_modified_time"),
    filters={
        "Status.All": None,
        "Status.Active": Among("status", ("active",)),
        "Status.Inactive": Among("status", ("inactive",)),
    },
    texts={"name": "name", "description": "description", "sku": "sku"},
    numbers=("rate",),
    exact=(
        "tax_id",
        "tax_name",
        "tax_exemption_id",
        "account_id",
        "sat_item_key_code",
        "unitkey_code",
    ),
    flags=("is_taxable",),
    searched=("name", "description", "sku"),
    since=True,
    computed={"tax_name": Computed(_tax, (Source("books.taxes", ours="tax_id"),))},
    uses=(
        Use("invoices", "item_id", within="line_items"),
        Use("salesorders", "item_id", within="line_items"),
        Use("expenses", "item_id", within="line_items"),
    ),
    actions=(
        "create",
        "list",
        "update_by_field",
        "get",
        "update",
        "delete",
        "update_custom_fields",
        "active",
        "inactive",
    ),
    hooks=Hooks(admit=admit, settle=settle, compute=compute, compute_row=compute_row),
)
