"""Which service of the catalogue a link name stands for: by the host that it is used with, or by its name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache

from ..connections import SERVICES, Service
from ..servers import owners_of, scopes_for
from .reading import Sending

EVERYTHING: Mapping[str, tuple[str, ...]] = {"zoho_oauth": ("ZohoBooks.fullaccess.all",)}
"""The scopes of a service that cover all others, where there are such."""
_HINTS = {"zoho": "zoho_oauth", "books": "zoho_oauth"}
"""Words of link names that people give to a service, besides its own."""
_DEFAULT = "Default"
"""Wrike's word for whatever a client has without scopes of its own."""
_ASKED = re.compile(r"\\\{\w+\\\}")


def service_at(use: Sending, link_name: str) -> Service | None:
    """The service that answers at the host of a call.

    Several share a host: then it is the one that the path or the link name speaks of, else the first.
    """
    found = [one for one in SERVICES.values() if _pattern(one.link_name).fullmatch(use.host)]
    if not found:
        fake = owners_of(use.host)
        found = [one for one in SERVICES.values() if any(map(_pattern(one.link_name).fullmatch, fake))]
    words = {*use.path.lower().split("/"), *link_name.lower().split("_")}
    spoken = (one for one in found if one.link_name.rpartition("_")[2] in words)
    return next(spoken, found[0] if found else None)


def named_like(link_name: str) -> Service | None:
    """The service whose own name, or a usual one, is in the link name."""
    words = {**{name: name for name in SERVICES}, **_HINTS}
    return next((SERVICES[name] for word, name in words.items() if word in link_name.lower()), None)


def scopes_of(service: Service) -> tuple[str, ...]:
    """All that a connection to the service may do."""
    return EVERYTHING.get(service.link_name, tuple(getattr(service.authentication, "scopes", ())))


def needed_scopes(service: Service, uses: Iterable[Sending]) -> tuple[str, ...]:
    """The fewest scopes that allow the calls, as the fakes judge them; all, if they do not know one."""
    asked = [scopes_for(use.host, use.method, use.path) for use in uses]
    known = getattr(service.authentication, "scopes", {})
    allowed = [[one for one in any_of if one in known and one != _DEFAULT] for any_of in asked]
    if not all(allowed):
        return scopes_of(service)
    chosen = list(dict.fromkeys(any_of[0] for any_of in allowed))
    for scope in chosen[:]:
        others = {one for one in chosen if one != scope}
        if all(others.intersection(any_of) for any_of in allowed):
            chosen.remove(scope)
    return tuple(chosen)


@cache
def _pattern(link_name: str) -> re.Pattern[str]:
    """The hosts of a service: in all data centres, and whatever a person enters."""
    service = SERVICES[link_name]
    asked = {name: f"{{{name}}}" for name in service.asks}
    hosts = [service.url(host, one, asked) for one in service.domains or {"": ""} for host in service.hosts]
    return re.compile("|".join(_ASKED.sub(r"[\\w-]+", re.escape(host)) for host in hosts) or r"(?!)")
