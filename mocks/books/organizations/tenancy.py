"""The record of an organization: the tenant of everything else, with its zone, currency and data centre."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from zoneinfo import ZoneInfo

from ...kit.service import Context
from ...kit.store import Record
from .. import currencies
from ..resource import default
from .fields import ORGANIZATION

KIND = "books.organizations"
DEFAULTS: Mapping[str, Any] = {one.name: default(one) for one in ORGANIZATION}
DATA_CENTRES: Mapping[str, str] = {
    "us": ".com",
    "eu": ".eu",
    "in": ".in",
    "au": ".com.au",
    "jp": ".jp",
    "ca": ".ca",
    "cn": ".com.cn",
    "sa": ".sa",
}
"""Data centre -> the end of its hosts' names [docs: introduction]."""


def organization_of(context: Context, tenant: str) -> Record:
    """The organization with everything filled in, also one that nobody laid down."""
    stored = context.store.get(KIND, "", tenant)
    if stored is not None:
        return stored
    return completed(context, tenant, {})


def found(context: Context, key: str, values: Mapping[str, Any]) -> Record:
    """Make the organization of that id, with the currency that it counts in."""
    record = completed(context, key, values)
    context.store.put(KIND, "", key, record)
    base = {name: record[name] for name in ("currency_id", "currency_code", "currency_symbol")}
    context.store.put("books.currencies", key, base["currency_id"], base)
    return record


def completed(context: Context, tenant: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """An organization's record: small and few, so stored whole."""
    code = values.get("currency_code") or DEFAULTS["currency_code"]
    return {
        **DEFAULTS,
        "data_centre": context.data_centre,
        "account_created_date": "2026-01-01",
        "currency_id": currencies.currency_id(context, tenant, code),
        "currency_symbol": currencies.symbol(code),
        **values,
        "organization_id": tenant,
    }


def host_of(context: Context, tenant: str) -> str:
    """The host at which the organization's own data centre answers."""
    return f"www.zohoapis{DATA_CENTRES[organization_of(context, tenant)['data_centre']]}"


ZONES: Mapping[str, str] = {"PST": "America/Los_Angeles"}
"""The time zone that the specification writes otherwise than live organizations."""


def zone_of(name: str) -> ZoneInfo:
    """The time zone of that name; raises LookupError, ValueError or OSError where there is none."""
    return ZoneInfo(ZONES.get(name, name))


def known_zone(name: str) -> bool:
    """Whether there is a time zone of that name, which is IANA's."""
    try:
        zone_of(name)
    except (LookupError, ValueError, OSError):
        return False
    return True
