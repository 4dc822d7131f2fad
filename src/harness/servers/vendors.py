"""Grants and clients at the vendors, through the fakes' own state functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from ..errors import UsageError
from .bridge import Context, Flaw, Grant, Refusal, Request, Service, mocks, oauth


def provider_service(**values: Any) -> Service:
    """The OAuth fake of a provider that is nothing but data, the values of `mocks.oauth.Provider`.

    Raises UsageError for addresses that can't work.
    """
    try:
        service: Service = oauth.provider_service(oauth.Provider(**values))
    except ValueError as problem:
        raise UsageError(str(problem)) from None
    return service


def oauth1_service(**values: Any) -> Service:
    """The fake of a provider of OAuth 1.0a, the values of `mocks.oauth.OAuth1Provider`; raises UsageError."""
    try:
        service: Service = oauth.oauth1_service(oauth.OAuth1Provider(**values))
    except ValueError as problem:
        raise UsageError(str(problem)) from None
    return service


def judge_signed(context: Context, vendor: str, request: Request) -> Grant | Refusal | Flaw:
    """Whose call of an API this is that was signed by OAuth 1.0a, or what is wrong with it."""
    found: Grant | Refusal | Flaw = oauth.judge_signed(context, vendor, request)
    return found


def vendor_of(service: Service) -> str:
    """The vendor whose grants the fake gives; raises UsageError for a fake that gives none."""
    vendor: str | None = oauth.vendor_of(service)
    if vendor is None:
        raise UsageError(f"{service.title} is there, and no OAuth server.")
    return vendor


def gives_tokens(service: Service) -> bool:
    """Whether the fake is an OAuth server; others may answer on the same host."""
    return oauth.vendor_of(service) is not None


def widened(service: Service, scopes: Mapping[str, str], form: str) -> Service | None:
    """The provider's fake with further scopes, and scopes of a further form; None if it knows them all."""
    wider: Service | None = oauth.widened(service, scopes, form)
    return wider


def register_client(
    context: Context,
    vendor: str,
    client_id: str,
    name: str,
    redirect_uris: Iterable[str],
    secret: str | None = None,
) -> Mapping[str, Any]:
    """The client of that id at the vendor, registered at the first call: client_id, secret, redirect_uris.

    Its addresses are those of now: a state may go on at other ports.
    """
    if oauth.find_client(context, vendor, client_id) is not None:
        return oauth.redirect_to(context, vendor, client_id, redirect_uris)
    return oauth.register(
        context, vendor, client_id=client_id, secret=secret, name=name, redirect_uris=redirect_uris
    )


def new_client(
    context: Context, vendor: str, name: str, redirect_uris: Iterable[str], owner: str | None
) -> dict[str, Any]:
    """A further client: client_id, client_secret, redirect_uris. Raises ValueError for a bad URI."""
    made = oauth.register(context, vendor, name=name, redirect_uris=redirect_uris, owner=owner)
    secret, uris = made["secret"], list(made["redirect_uris"])
    return {"client_id": made["client_id"], "client_secret": secret, "redirect_uris": uris}


def issue(
    context: Context, vendor: str, client_id: str, person: str, scopes: Iterable[str], data_centre: str | None
) -> Mapping[str, Any]:
    """Consent and exchange at once: what the vendor's token address would have answered."""
    issued = oauth.issue(context, vendor, client_id, person, scopes, data_centre=data_centre)
    return oauth.answer(context, vendor, issued)


def mint(
    context: Context,
    vendor: str,
    person: str,
    scopes: Iterable[str] | None = None,
    tenant: str | None = None,
    lifetime: float | None = None,
    data_centre: str | None = None,
) -> str:
    """A ready access token; of the person's own data centre, unless one is named."""
    tenants = None if tenant is None else [tenant]
    return oauth.mint(context, vendor, person, scopes, tenants, lifetime=lifetime, data_centre=data_centre)


def vendors(context: Context) -> list[str]:
    """Every vendor of the world that gives tokens."""
    known: list[str] = oauth.vendors(context)
    return known


def give_code(
    context: Context,
    vendor: str,
    client_id: str,
    person: str,
    scopes: Iterable[str],
    tenant: str | None = None,
    lifetime: float | None = None,
) -> str:
    """An authorisation code without a consent page; raises UsageError for a client that is not registered."""
    if oauth.find_client(context, vendor, client_id) is None:
        raise UsageError(f"No client '{client_id}' is registered at {vendor}.")
    tenants = None if tenant is None else [tenant]
    code = oauth.give(context, vendor, client_id, person, scopes, tenants, lifetime=lifetime)
    return str(code["code"])


def remove_access(context: Context, vendor: str, client_id: str, person: str) -> int:
    """The person removes the application at the vendor; returns how many grants ended."""
    return oauth.remove_access(context, vendor, client_id, person)


def revoke_token(context: Context, token: str) -> bool:
    """Revoke a token of whichever vendor it is; returns whether there was such a token alive."""
    return any(oauth.revoke_token(context, vendor, token) for vendor in oauth.vendors(context))


def happen(context: Context, vendor: str, event: str, person: str, tenant: str | None) -> int:
    """Something at the vendor that ends tokens; returns how many grants ended. Raises UsageError."""
    try:
        ended: int = oauth.happen(context, vendor, event, person, tenant)
    except oauth.NoSuchEvent as problem:
        raise UsageError(str(problem)) from None
    return ended


def endings(context: Context) -> Mapping[str, tuple[str, ...]]:
    """At what each vendor ends tokens without anybody revoking them."""
    dialects = ((vendor, oauth.tokens.dialect_for(context, vendor)) for vendor in oauth.vendors(context))
    named = ((vendor, tuple(one.name for one in dialect.endings)) for vendor, dialect in dialects)
    return {vendor: names for vendor, names in named if names}


def books_host(context: Context, organization: str) -> str:
    """The host at which the organization's own data centre answers."""
    return mocks.books.host_of(context, organization)
