"""How documents are shown: what follows from their customer, their currency and their lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...kit.store import Record
from .. import accounts
from ..money import exact, rounded, shown
from ..render import Viewer
from ..resource import default
from . import attachments, lines, templates
from .fields import NAMED_TAG, PERSON_DETAILS

NOTHING: Mapping[str, Any] = {}
_DETAILS = {one.name: default(one) for one in PERSON_DETAILS}
_TAG = {one.name: default(one) for one in NAMED_TAG}


def customer_of(viewer: Viewer, record: Record) -> Mapping[str, Any]:
    """The contact that the document is for; empty if it is gone."""
    return viewer.context.store.get("books.contacts", viewer.tenant, record.get("customer_id", "")) or NOTHING


def customer_name(viewer: Viewer, record: Record) -> str:
    """What that contact is called."""
    return str(customer_of(viewer, record).get("contact_name", ""))


def of_lines(name: str) -> Callable[[Viewer, Record], list[Any]]:
    """What reads that field of every line."""

    def read(_viewer: Viewer, record: Record) -> list[Any]:
        return [line.get(name, "") for line in record.get("line_items", ())]

    return read


def currency_of(viewer: Viewer, record: Record) -> Mapping[str, Any]:
    """The currency that the document counts in: the organization's own unless it says otherwise."""
    key = record.get("currency_id")
    found = viewer.context.store.get("books.currencies", viewer.tenant, key) if key else None
    return viewer.organization if found is None else {**viewer.organization, **found}


def formatted(viewer: Viewer, record: Record, amount: float) -> str:
    """An amount as the document writes it: sign, thousands, places."""
    places = lines.precision_of(viewer.context, viewer.tenant, record)
    return f"{currency_of(viewer, record)['currency_symbol']}{amount:,.{places}f}"


def complete(viewer: Viewer, record: Record, kind: str, part: dict[str, Any]) -> None:
    """Fill in what a row or a record of any kind (`invoices`) holds that is not stored."""
    customer, currency = customer_of(viewer, record), currency_of(viewer, record)
    template = record.get("template_id", "")
    found = {
        "customer_name": customer.get("contact_name", ""),
        "email": customer.get("email", ""),
        **{name: currency[name] for name in ("currency_id", "currency_code", "currency_symbol")},
        "template_id": template,
        **templates.named(viewer.context, viewer.tenant, kind, template),
        "has_attachment": bool(record.get("files")),
        "documents": attachments.shown(record),
    }
    part |= {name: value for name, value in found.items() if name in part}


def people_details(people: list[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Contact persons as `contact_persons_details` shows them."""
    return [{**_DETAILS, **{name: one[name] for name in _DETAILS if name in one}} for one in people]


def line(
    viewer: Viewer, record: Record, stored: Mapping[str, Any], defaults: Mapping[str, Any]
) -> dict[str, Any]:
    """A line as its document shows it."""
    context, tenant = viewer.context, viewer.tenant
    kept = {name: value for name, value in stored.items() if name in defaults}
    project = context.store.get("books.projects", tenant, stored.get("project_id", ""))
    rate = exact(stored.get("rate")) * exact(record.get("exchange_rate", 1))
    item = context.store.get("books.items", tenant, stored.get("item_id") or "") or NOTHING
    account = item.get("account_id", "")
    return {
        **defaults,
        **kept,
        "project_name": (project or NOTHING).get("project_name", ""),
        "item_name": item.get("name", ""),
        "bcy_rate": shown(rounded(rate)),
        "discount": number(stored.get("discount")),
        "sales_rate": item.get("rate", 0.0),
        "account_id": account,
        "account_name": accounts.name_of(context, tenant, account),
        "line_item_taxes": _taxes_of(stored),
        "tags": [{**_TAG, **one} for one in stored.get("tags", ())],
    }


def _taxes_of(stored: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The tax of a line, called by name and rate."""
    if not stored.get("tax_id"):
        return []
    percentage = exact(stored.get("tax_percentage"))
    amount = shown(rounded(exact(stored.get("item_total")) * percentage / 100))
    name = f"{stored.get('tax_name', '')} ({float(percentage):g}%)"
    return [{"tax_id": stored["tax_id"], "tax_name": name, "tax_amount": amount}]


def number(written: Any) -> float | str:
    """A discount as an answer has it: the amount, or the text of a percentage [spec: 12.5%]."""
    off = lines.discount(written)
    return f"{off.value}%" if off.percent else float(off.value)
