"""The templates that an organization has for its documents: those of Books, there is no making one."""

from __future__ import annotations

from collections.abc import Mapping

from ...kit.service import Context
from .. import ids

_STANDARD = (("Standard Template", "standard"),)
KNOWN: Mapping[str, tuple[int, tuple[tuple[str, str], ...]]] = {
    "invoices": (17, (*_STANDARD, ("Service - Classic", "classic"))),
    "salesorders": (18, _STANDARD),
}
"""Kind of document -> the block of ids, the name and type of each template [recorded; spec]."""


def all_of(context: Context, tenant: str, kind: str) -> list[dict[str, str]]:
    """Every template of that kind: template_name, template_id, template_type."""
    prefix, (block, names) = ids.prefix(context, tenant), KNOWN[kind]
    return [
        {"template_name": name, "template_id": f"{prefix}{block:05d}{number:07d}", "template_type": style}
        for number, (name, style) in enumerate(names, start=1)
    ]


def first(context: Context, tenant: str, kind: str) -> str:
    """The id of the one that a document has unless it says otherwise."""
    return all_of(context, tenant, kind)[0]["template_id"]


def known(context: Context, tenant: str, kind: str, key: str) -> bool:
    """Whether there is a template of that id."""
    return any(one["template_id"] == key for one in all_of(context, tenant, kind))


def named(context: Context, tenant: str, kind: str, key: str) -> dict[str, str]:
    """The name and type of the one of that id; empty where it is not known."""
    found = next((one for one in all_of(context, tenant, kind) if one["template_id"] == key), {})
    return {name: found.get(name, "") for name in ("template_name", "template_type")}
