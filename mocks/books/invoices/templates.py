"""The templates that an organization has for its invoices: those of Books, there is no making one."""

from __future__ import annotations

from ...kit.service import Context
from .. import ids

BLOCK = 17
PAYMENT_HOST = "books.zoho.com"
NAMES = (("Standard Template", "standard"), ("Service - Classic", "classic"))
"""Name and type [recorded; spec]."""


def all_of(context: Context, tenant: str) -> list[dict[str, str]]:
    """Every template: template_name, template_id, template_type."""
    prefix = ids.prefix(context, tenant)
    return [
        {"template_name": name, "template_id": f"{prefix}{BLOCK:05d}{number:07d}", "template_type": kind}
        for number, (name, kind) in enumerate(NAMES, start=1)
    ]


def first(context: Context, tenant: str) -> str:
    """The id of the one that an invoice has unless it says otherwise."""
    return all_of(context, tenant)[0]["template_id"]


def known(context: Context, tenant: str, key: str) -> bool:
    """Whether there is a template of that id."""
    return any(one["template_id"] == key for one in all_of(context, tenant))


def name(context: Context, tenant: str, key: str) -> str:
    """Its name; that of one that is not known is empty."""
    return _of(context, tenant, key, "template_name")


def kind(context: Context, tenant: str, key: str) -> str:
    """Its type; that of one that is not known is empty."""
    return _of(context, tenant, key, "template_type")


def _of(context: Context, tenant: str, key: str, field: str) -> str:
    return next((one[field] for one in all_of(context, tenant) if one["template_id"] == key), "")
