"""Documents as scenarios write them: the customer by name, lines as plain names; their series of numbers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ..kinds import CUSTOM, with_custom_list, without
from . import numbers

CUSTOMER = Field("customer")


def fields_of(declared: tuple[Field, ...], line: tuple[Field, ...]) -> tuple[Field, ...]:
    """What an author may write of a kind of document with those fields, and those of its lines."""
    named = (Field("name", required=True), *without(line, "name"))
    return (
        *without(declared, "customer_id", "line_items", "custom_fields", "custom_field_hash"),
        CUSTOMER,
        Field("customer_id", "id"),
        Field("line_items", "list", fields=named),
        CUSTOM,
    )


def document(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a document out of friendly ones."""
    body = with_custom_list(values)
    if "customer" in body:
        body["customer_id"] = body.pop("customer")
    if body.get("line_items") is not None:
        body["line_items"] = [
            dict(one) if isinstance(one, Mapping) else {"name": one} for one in body["line_items"]
        ]
    return body


def view_series(context: Context, tenant: str) -> list[dict[str, Any]]:
    """Each series of numbers: whose, its prefix, its next number."""
    laid = context.store.rows(numbers.TABLE, tenant)
    return [dict(laid.get(name) or series.begun()) for name, series in numbers.SERIES.items()]


KINDS: Mapping[str, Kind] = {
    "number_series": Kind(
        "number_series",
        "document",
        numbers.put,
        view_series,
        (
            Field("document", required=True, enum=tuple(numbers.SERIES)),
            Field("prefix"),
            Field("next_number"),
        ),
    )
}
