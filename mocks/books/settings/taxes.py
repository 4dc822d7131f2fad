"""Taxes and groups of taxes [spec: taxes.yml]. A group is also a row of the list of taxes [client code]."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks, money
from ..fields import choice, flag, moment, number, shown, shown_flag, text
from ..operations import missing, require_reference, require_value
from ..render import Viewer
from ..resource import BASIC, CONTEXT, Among, Hooks, Messages, Resource, Use, default

TABLE, GROUPS_TABLE = "books.taxes", "books.tax_groups"
GROUP = "tax_group"
SPECIFIC = (
    "igst",
    "cgst",
    "sgst",
    "nil",
    "cess",
    "isr",
    "iva",
    "ieps",
    "soa_less_than_28d",
    "soa_more_than_28d",
    "ciu_prev_tax_supply",
    "ciu_prev_nontax_supply",
    "export_of_shg",
)


# --- what others ask


def find(context: Context, tenant: str, key: str) -> Record | None:
    """The tax or group of that id, or None."""
    return context.store.get(TABLE, tenant, key) if key else None


def parts(context: Context, tenant: str, key: str) -> list[Record]:
    """The taxes that the one of that id stands for: those of a group, else itself; none if there is none."""
    tax = find(context, tenant, key)
    if tax is None:
        return []
    if tax.get("tax_type") != GROUP:
        return [tax]
    group = context.store.get(GROUPS_TABLE, tenant, key) or {}
    members = (find(context, tenant, one["tax_id"]) for one in group.get("members", ()))
    return [one for one in members if one is not None]


def percentage(context: Context, tenant: str, key: str) -> float:
    """The percentage of a tax; of a group the sum."""
    return money.percentage(sum(one.get("tax_percentage", 0) for one in parts(context, tenant, key)))


# --- taxes


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse a tax without a name or a percentage; a group is changed as a group."""
    if before is not None and before.get("tax_type") == GROUP and call.context.fails(checks.RECORD, True):
        raise missing(call, "Tax")
    if before is None and call.context.assume("books.tax_required") == "named":
        require_value(call, "tax_name", bad=not values.get("tax_name"))
        require_value(call, "tax_percentage", bad=values.get("tax_percentage") is None)
    return values


def guard(call: Call, record: Record) -> None:
    """A group is deleted as a group."""
    if call.context.fails(checks.RECORD, record.get("tax_type") == GROUP):
        raise missing(call, "Tax")


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add what follows from others: a group's percentage, the authority's name."""
    context, tenant = viewer.context, viewer.tenant
    if record.get("tax_type") == GROUP:
        shown["tax_percentage"] = percentage(context, tenant, record["tax_id"])
    authority = context.store.get("books.tax_authorities", tenant, record.get("tax_authority_id", ""))
    if authority is not None:
        shown["tax_authority_name"] = authority["tax_authority_name"]
    shown["tax_name_formatted"] = f"{shown['tax_name']} [{shown['tax_percentage']:g}%]"


TAXES = Resource(
    name="tax",
    plural="taxes",
    key="tax_id",
    title="Tax",
    scopes="settings",
    block=55,
    path="settings/taxes",
    fields=(
        Field("tax_id", "id", read_only=True),
        text("tax_name"),
        shown("tax_name_formatted"),
        number("tax_percentage"),
        text("tax_type", default="tax"),
        choice("tax_factor", "rate", "share", default="rate"),
        choice("tax_specific_type", *SPECIFIC, default=""),
        Field("tax_authority_id", "id", reference="tax_authorities"),
        text("tax_authority_name"),
        Field("tds_payable_account_id", "id"),
        flag("is_value_added"),
        shown_flag("is_default_tax"),
        flag("is_editable", default=True),
        shown_flag("is_inactive"),
        shown("status", "Active"),
        shown("tax_specification"),
        shown("description"),
        shown("diff_rate_reason"),
        shown("start_date"),
        shown("end_date"),
        shown_flag("is_state_cess"),
        shown("country"),
        text("country_code"),
        shown("output_tax_account_name"),
        shown("purchase_tax_account_name"),
        Field("tax_account_id", "id", read_only=True),
        Field("purchase_tax_account_id", "id", read_only=True),
        Field("purchase_tax_expense_account_id", "integer"),
        moment("last_modified_time"),
        # What an update may do to documents that have the tax; there are none that would change.
        *(
            flag(f"update_{name}")
            for name in (
                "recurring_invoice",
                "recurring_expense",
                "draft_invoice",
                "recurring_bills",
                "draft_so",
                "subscription",
                "project",
            )
        ),
    ),
    hidden=frozenset(
        {
            "update_recurring_invoice",
            "update_recurring_expense",
            "update_draft_invoice",
            "update_recurring_bills",
            "update_draft_so",
            "update_subscription",
            "update_project",
        }
    ),
    columns=(
        "tax_id",
        "tax_name",
        "tax_name_formatted",
        "tax_percentage",
        "tax_type",
        "tax_factor",
        "tax_specific_type",
        "tax_authority_id",
        "tax_authority_name",
        "is_value_added",
        "is_default_tax",
        "is_editable",
        "is_inactive",
        "status",
        "tax_specification",
        "start_date",
        "end_date",
        "output_tax_account_name",
        "purchase_tax_account_name",
        "tax_account_id",
        "purchase_tax_account_id",
        "last_modified_time",
    ),
    messages=Messages(
        created="The tax has been added.",
        updated="Tax information has been saved.",
        deleted="The record has been deleted.",
    ),
    report="Taxes",
    sort="tax_name",
    sorts=("tax_name",),
    filters={"Taxes.All": None, "Taxes.Active": Among("is_inactive", (False,))},
    everything="Taxes.Active",
    context=(*CONTEXT, "as_of_date", "to_date"),
    uses=(
        Use("contacts", "tax_id"),
        Use("items", "tax_id"),
        Use("expenses", "tax_id"),
        Use("invoices", "tax_id", within="line_items"),
        Use("salesorders", "tax_id", within="line_items"),
        Use("tax_groups", "tax_id", within="members"),
    ),
    actions=BASIC,
    hooks=Hooks(admit=admit, guard=guard, compute=compute, compute_row=compute),
)


# --- groups


def admit_group(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """The ids of the group's taxes come as one text, separated by commas; each must exist."""
    if before is None:
        require_value(call, "tax_group_name", bad=not values.get("tax_group_name"))
        require_value(call, "taxes", bad=not values.get("taxes"))
    if values.get("taxes") is None:
        return values
    keys = [one.strip() for one in values["taxes"].split(",") if one.strip()]
    for key in keys:
        require_reference(call, "taxes", "taxes", key)
    return {**values, "taxes": keys}


def settle_group(
    context: Context, tenant: str, before: Record | None, values: dict[str, Any]
) -> dict[str, Any]:
    """Keep the ids alone; the taxes are shown as they are when somebody looks."""
    if (keys := values.pop("taxes", None)) is not None:
        values["members"] = [{"tax_id": key} for key in keys]
    return values


def compute_group(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add the percentage and the taxes."""
    context, tenant, key = viewer.context, viewer.tenant, record["tax_group_id"]
    shown["tax_group_percentage"] = percentage(context, tenant, key)
    shown["taxes"] = [_part(one) for one in parts(context, tenant, key)]


def saved(context: Context, tenant: str, record: Record) -> None:
    """The group is a row of the taxes as well."""
    key = record["tax_group_id"]
    row = {"tax_id": key, "tax_name": record.get("tax_group_name", ""), "tax_type": GROUP}
    context.store.put(TABLE, tenant, key, {**row, "last_modified_time": record["last_modified_time"]})


def removed(context: Context, tenant: str, record: Record) -> None:
    """The row goes with the group."""
    context.store.delete(TABLE, tenant, record["tax_group_id"])


def _part(tax: Mapping[str, Any]) -> dict[str, Any]:
    return {one.name: tax.get(one.name, default(one)) for one in PART}


PART = tuple(
    TAXES.by_name[name]
    for name in (
        "tax_id",
        "tax_name",
        "tax_percentage",
        "tax_type",
        "tax_factor",
        "tax_authority_id",
        "tax_authority_name",
    )
)
TAX_GROUPS = Resource(
    name="tax_group",
    plural="tax_groups",
    key="tax_group_id",
    title="Tax Group",
    scopes="settings",
    block=58,
    path="settings/taxgroups",
    fields=(
        Field("tax_group_id", "id", read_only=True),
        text("tax_group_name"),
        number("tax_group_percentage"),
        Field("taxes", "list", fields=PART),
    ),
    body=(text("tax_group_name"), text("taxes")),
    columns=(),
    messages=Messages(created="success", updated="success", deleted="The tax group has been deleted."),
    report="",
    sort="tax_group_name",
    sorts=("tax_group_name",),
    uses=tuple(one for one in TAXES.uses if one.plural != "tax_groups"),
    actions=("create", "get", "update", "delete"),
    hooks=Hooks(
        admit=admit_group,
        settle=settle_group,
        compute=compute_group,
        saved=saved,
        removed=removed,
    ),
)
