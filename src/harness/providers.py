"""The OAuth servers of services whose vendors have no fake of their own: out of what the services say.

Services with one authorize URL (those of Google, say) have one server, which knows the scopes of all.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cache

from . import servers
from .connections import SERVICES, OAuth1, OAuth2, Service
from .connections.authentication import DELIMITERS

_ANY = r"\S+"
"""The form of scopes where a service does not say which there are."""


@cache
def default_providers() -> servers.Providers:
    """The servers of the default services, but for those that a fake has already; made once a process."""
    groups: dict[str, list[Service]] = {}
    for service in SERVICES.values():
        oauth = service.authentication
        if isinstance(oauth, OAuth1 | OAuth2) and oauth.authorize_url:
            groups.setdefault(_url(service, oauth.authorize_url), []).append(service)
    return servers.Providers(provider_of(group) for url, group in groups.items() if not servers.answers(url))


def vendor_of(fakes: servers.Fakes, service: Service, url: str) -> str:
    """The vendor at the service's authorize URL.

    Its server is made if there is none, and told of the service's scopes if it does not know them all: an
    author may want more of an application than the default service offers.
    """
    found = fakes.at(url)
    if found is None or not servers.gives_tokens(found):
        found = provider_of([service])
        fakes.add(found)
    elif service.custom and (wider := servers.widened(found, _scopes([service]), _form(service))) is not None:
        fakes.add(wider)
    return servers.vendor_of(found)


def provider_of(services: Sequence[Service]) -> servers.Service:
    """The server of services with one authorize URL; raises UsageError for URLs that can't work."""
    first = _first(services)
    oauth = first.authentication
    if isinstance(oauth, OAuth1):
        return servers.oauth1_service(
            vendor=f"oauth_{first.link_name}",
            title=first.name,
            request_token_url=_url(first, oauth.request_token_url),
            authorize_url=_url(first, oauth.authorize_url),
            access_token_url=_url(first, oauth.access_token_url),
        )
    assert isinstance(oauth, OAuth2)
    habits = oauth.habits
    return servers.provider_service(
        vendor=f"oauth_{first.link_name}",
        title=first.name,
        # Tokens in one's own name are asked for without a page; there is one nevertheless.
        authorize_url=_url(first, oauth.authorize_url or oauth.token_url),
        token_url=_url(first, oauth.token_url),
        refresh_url=_url(first, oauth.refresh_url),
        revoke_url=_url(first, oauth.revoke_url),
        scopes=_scopes(services),
        scope_form="|".join(dict.fromkeys(filter(None, map(_form, services)))),
        delimiter=DELIMITERS[oauth.scope_delimiter],
        refreshable=habits.refreshable,
        offline=habits.offline,
        lifetime=habits.lifetime,
        rotates=habits.rotates,
        narrows=habits.narrows,
    )


def _first(services: Sequence[Service]) -> Service:
    """The one after which the others are called: Google of Google Drive and Google Calendar."""
    return max(services, key=lambda one: sum(other.name.startswith(one.name) for other in services))


def _scopes(services: Iterable[Service]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for one in services:
        if isinstance(one.authentication, OAuth2):
            found |= one.authentication.scopes
    return found


def _form(service: Service) -> str:
    oauth = service.authentication
    if not isinstance(oauth, OAuth2):
        return ""
    return oauth.scope_form or ("" if oauth.scopes else _ANY)


def _url(service: Service, template: str) -> str:
    """The URL with any host for what a person has to fill in, and without its query."""
    centre = next(iter(service.domains), "")
    return service.url(template, centre, dict.fromkeys(service.asks, "*")).partition("?")[0]
