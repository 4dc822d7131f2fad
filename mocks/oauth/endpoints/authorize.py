"""The authorize address: who asks for what, the consent page, and the answer to the client.

Until client and redirect URI are known to be good, nothing is ever sent to that URI (RFC 6749, 4.1.2.1;
RFC 9700, 4.11).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from ...kit.http import Response
from ...kit.service import Call
from ...kit.store import Record
from .. import checks, clients, codes, pages, sessions, tokens
from ..dialects.base import Ask, OAuthDialect
from .calls import dialect_of, here, refuse


def show(call: Call) -> Any:
    """GET: the sign-in page if nobody is signed in, else the consent page, or a code at once."""
    ask = read(call)
    dialect = dialect_of(call)
    session = sessions.current(call, dialect.vendor)
    if session is None or session["person"] is None:
        return Response.redirect(here(call, dialect.sign_in_path))
    call.exchange.person = session["person"]
    if (earlier := _earlier(call, ask, session["person"])) is not None:
        code = _give(call, ask, session["person"], earlier["tenants"], offline=False)
        return Response.redirect(ask.callback(dialect.granted(call.context, code)))
    return _consent(call, ask, session)


def decide(call: Call) -> Any:
    """POST: the person accepts or rejects; anything but accept is a rejection."""
    ask = read(call)
    dialect = dialect_of(call)
    session = sessions.current(call, dialect.vendor)
    if session is None or session["person"] is None:
        return Response.redirect(here(call, dialect.sign_in_path))
    call.exchange.person = session["person"]
    belongs = sessions.belongs(session, str(call.body.get("csrf", "")))
    refuse(call, checks.CSRF, not belongs, "csrf")
    scopes = _ticked(call, ask)
    if call.body.get("decision") != "accept" or not scopes:
        return Response.redirect(ask.callback(dialect.denied(call.context)))
    ask = replace(ask, scopes=scopes)
    chosen = _chosen(call, session["person"])
    code = _give(call, ask, session["person"], chosen, offline=ask.offline)
    return Response.redirect(ask.callback(dialect.granted(call.context, code)))


def read(call: Call) -> Ask:
    """The authorization request, checked; raises the vendor's errors."""
    values, dialect = call.parameters, dialect_of(call)
    client_id, sent = values.get("client_id", ""), values.get("redirect_uri")
    client = clients.find_client(call.context, dialect.vendor, client_id)
    centre = dialect.centre(call.service, call.request.host)
    refuse(call, checks.CLIENT, client is None, "unknown client")
    refuse(call, checks.CLIENT, not clients.enabled(client, centre), "other data centre")
    refuse(call, checks.REDIRECT_URI, not _registered(dialect, client, sent), "redirect URI")
    ask = Ask(
        client_id,
        client,
        sent,
        _target(client, sent),
        values.get("response_type", ""),
        dialect.scopes(call.context, values.get("scope", "")),
        values.get("state"),
        dialect.offline(values),
        values.get("prompt", "").lower() == "consent",
        values.get("code_challenge"),
        values.get("code_challenge_method", "plain"),
    )
    refuse(call, checks.RESPONSE_TYPE, ask.response_type != "code", "response type", ask)
    refuse(call, checks.SCOPE, not dialect.grantable(call.context, ask.scopes), "scope", ask)
    unknown_method = ask.challenge is not None and ask.method not in codes.METHODS
    refuse(call, checks.CHALLENGE, unknown_method, "challenge method", ask)
    return ask


def _registered(dialect: OAuthDialect, client: Record | None, sent: str | None) -> bool:
    if client is None:
        return True
    registered = client["redirect_uris"]
    if sent is None:
        return dialect.redirect_uri_optional and len(registered) == 1
    return sent in registered


def _target(client: Record | None, sent: str | None) -> str:
    if sent is not None or client is None:
        return sent or ""
    return next(iter(client["redirect_uris"]), "")


def _earlier(call: Call, ask: Ask, person: str) -> Record | None:
    """The newest consent of the person that covers what is asked, where that saves asking again."""
    dialect = dialect_of(call)
    if ask.prompt or not dialect.remembers:
        return None
    grants = tokens.grants_of(call.context, dialect.vendor, ask.client_id, person)
    covering = (grant for grant in reversed(grants) if set(ask.scopes) <= set(grant["scopes"]))
    return next(covering, None)


def _give(call: Call, ask: Ask, person: str, tenants: list[str], *, offline: bool) -> Record:
    dialect = dialect_of(call)
    near = dialect.centre(call.service, call.request.host)
    return codes.give(
        call.context,
        dialect.vendor,
        ask.client_id,
        person,
        ask.scopes,
        tenants,
        redirect_uri=ask.redirect_uri,
        data_centre=dialect.home(call.context, person, tenants, near),
        offline=offline,
        challenge=ask.challenge,
        method=ask.method,
    )


def _ticked(call: Call, ask: Ask) -> tuple[str, ...]:
    """The scopes that the person leaves ticked, all of them where the vendor offers no choice."""
    if not dialect_of(call).narrows:
        return ask.scopes
    return tuple(scope for scope in ask.scopes if f"{pages.SCOPE}{scope}" in call.body)


def _chosen(call: Call, person: str) -> list[str]:
    choices = dialect_of(call).choices(call.context, person)
    default = choices[0].value if choices else None
    tenant = call.body.get("tenant", default)
    foreign = tenant is not None and tenant not in [choice.value for choice in choices]
    refuse(call, checks.TENANT, foreign, "other organization")
    return [] if tenant is None else [tenant]


def _consent(call: Call, ask: Ask, session: Record) -> Response:
    dialect = dialect_of(call)
    person = call.context.people.get(session["person"])
    shown = {
        "client": ask.client["name"] if ask.client else ask.client_id,
        "person": person["full_name"] if person else session["person"],
        "scopes": [(scope, dialect.describe(scope)) for scope in ask.scopes],
        "narrows": dialect.narrows,
        "label": dialect.tenant_label,
        "tenants": dialect.choices(call.context, session["person"]),
        "switch": here(call, dialect.sign_in_path),
        "back": urlsplit(ask.target).netloc,
    }
    return pages.consent_page(dialect.title, here(call, dialect.consent_path), session["csrf"], shown)
