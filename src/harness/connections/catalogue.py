"""The predefined ("default") services: the data in `services/`, one file for each category.

Zoho keeps no public table of them. Addresses and scopes are the vendors' own; each service names the page
that they are from, and where a vendor has more scopes than are listed, these are the usual ones. A service
may be `like` another one of any file, from which it takes what it does not say itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import orjson

from .service import VERBS, Service

_FOLDER = Path(__file__).parent / "services"


def _read() -> dict[str, dict[str, Any]]:
    """What every service says of itself, by link name."""
    found: dict[str, dict[str, Any]] = {}
    for file in sorted(_FOLDER.glob("*.json")):
        content = orjson.loads(file.read_bytes())
        for link_name, values in content["services"].items():
            found[link_name] = {**values, "link_name": link_name, "category": content["category"]}
    return found


def _service(values: Mapping[str, Any], written: Mapping[str, Mapping[str, Any]]) -> Service:
    base = dict(written[values["like"]]) if "like" in values else {}
    base.pop("scope_groups", None)
    merged = {**base, **values}
    merged["scopes"] = {**merged.get("scopes", {}), **_grouped(merged.pop("scope_groups", {}))}
    return Service.of({name: value for name, value in merged.items() if name != "like" and value != {}})


def _grouped(groups: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Zoho's scopes: product.group.operation."""
    return {
        f"{product}.{group}.{operation}": f"{verb} {what}"
        for product, known in groups.items()
        for group, what in known.items()
        for operation, verb in VERBS.items()
    }


def _catalogue() -> Mapping[str, Service]:
    written = _read()
    return MappingProxyType({link_name: _service(values, written) for link_name, values in written.items()})


SERVICES: Mapping[str, Service] = _catalogue()
"""The predefined services by link name. Zoho's internal link names differ and are not documented."""

CATEGORIES: tuple[str, ...] = tuple(sorted({one.category for one in SERVICES.values()}))
"""The categories of the default services."""


def search(services: Iterable[Service], text: str = "", category: str = "") -> list[Service]:
    """The services whose name holds `text`, in any case, of that category; by name."""
    wanted = text.casefold()
    found = [
        one
        for one in services
        if (not category or one.category == category)
        and (wanted in one.name.casefold() or wanted in one.link_name)
    ]
    return sorted(found, key=lambda one: one.name.casefold())
