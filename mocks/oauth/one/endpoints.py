"""The three addresses of OAuth 1.0a: temporary credentials, consent, a token (RFC 5849, 2)."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode, urlsplit

from ...kit.checks import Check
from ...kit.http import Response
from ...kit.service import Call
from ...kit.store import Record
from .. import checks, clients, pages, sessions
from ..endpoints.calls import dialect_of, here, refuse
from ..errors import OAuth1Error
from . import tokens
from .signature import Flaw, Signed, flaw, read


def request_token(call: Call) -> Any:
    """POST: temporary credentials for a client, whose callback must be one that it registered.

    A query behind it is the client's own business: OAuth 1 has no `state`.
    """
    signed = _signed(call, "")
    callback, client = signed["callback"], signed.client
    registered = client is None or callback.partition("?")[0] in client["redirect_uris"]
    _refuse(call, Flaw(checks.SIGNED_CALLBACK, "parameter_rejected", "redirect URI", 400), not registered)
    made = tokens.begin(call.context, dialect_of(call).vendor, signed["consumer_key"], callback)
    return {
        "oauth_token": made["token"],
        "oauth_token_secret": made["secret"],
        "oauth_callback_confirmed": "true",
    }


def show(call: Call) -> Any:
    """GET: the sign-in page if nobody is signed in, else the consent page."""
    temporary, dialect = _asked(call), dialect_of(call)
    session = sessions.current(call, dialect.vendor)
    if session is None or session["person"] is None:
        return Response.redirect(here(call, dialect.sign_in_path))
    call.exchange.person = session["person"]
    return _page(call, temporary, session)


def decide(call: Call) -> Any:
    """POST: the person accepts or rejects; anything but accept is a rejection."""
    temporary, dialect = _asked(call), dialect_of(call)
    session = sessions.current(call, dialect.vendor)
    if session is None or session["person"] is None:
        return Response.redirect(here(call, dialect.sign_in_path))
    call.exchange.person = session["person"]
    belongs = sessions.belongs(session, str(call.body.get("csrf", "")))
    refuse(call, checks.CSRF, not belongs, "csrf")
    answer = {"oauth_token": temporary["token"]}
    if call.body.get("decision") != "accept":
        return _back(temporary, {**answer, "oauth_problem": "user_refused"})
    given = tokens.consent(call.context, dialect.vendor, temporary, session["person"])
    return _back(temporary, {**answer, "oauth_verifier": given["verifier"]})


def access_token(call: Call) -> Any:
    """POST: a token and its secret, for temporary credentials to which a person has consented."""
    context, vendor = call.context, dialect_of(call).vendor
    temporary = _temporary(call, read(context, vendor, call.request)["token"])
    signed = _signed(call, temporary["secret"])
    _refuse(call, _rejected(checks.TEMPORARY_CLIENT, "other client"), tokens.foreign(temporary, signed))
    unproven = not tokens.proves(temporary, signed["verifier"])
    _refuse(call, Flaw(checks.VERIFIER, "verifier_invalid", "verifier"), unproven)
    call.exchange.person = temporary["person"]
    token, secret = tokens.redeem(context, vendor, temporary)
    return {"oauth_token": token, "oauth_token_secret": secret}


def _signed(call: Call, secret: str) -> Signed:
    """The request's protocol parameters, its signature verified."""
    vendor = dialect_of(call).vendor
    signed = read(call.context, vendor, call.request)
    if (wrong := flaw(call.context, vendor, call.request, signed, secret)) is not None:
        raise _error(wrong)
    return signed


def _temporary(call: Call, token: str) -> Record:
    """The temporary credentials of that token: alive and not used."""
    context, vendor = call.context, dialect_of(call).vendor
    found = context.store.get(tokens.TEMPORARY, vendor, token)
    _refuse(call, _rejected(checks.TEMPORARY, "unknown"), found is None)
    if found is None:
        return _anybodys(call)
    used = Flaw(checks.TEMPORARY_USED, "token_used", "used")
    _refuse(call, used, found["grant"] is not None)
    late = found["expires"] <= context.clock.now()
    _refuse(call, Flaw(checks.TEMPORARY_EXPIRED, "token_expired", "expired"), late)
    return found


def _asked(call: Call) -> Record:
    """The temporary credentials that the authorize address was opened with; an error is told on a page."""
    context, vendor = call.context, dialect_of(call).vendor
    token = call.parameters.get("oauth_token", "")
    found = context.store.get(tokens.TEMPORARY, vendor, token)
    alive = found is not None and found["grant"] is None and found["expires"] > context.clock.now()
    refuse(call, checks.TEMPORARY_ASKED, not alive, "unknown" if found is None else "not alive")
    return found or _anybodys(call)


def _page(call: Call, temporary: Record, session: Record) -> Response:
    dialect, context = dialect_of(call), call.context
    client = clients.find_client(context, dialect.vendor, temporary["client"])
    person = context.people.get(session["person"])
    shown = {
        "client": client["name"] if client else temporary["client"],
        "person": person["full_name"] if person else session["person"],
        "scopes": [(dialect.title, "Act for you at")],
        "narrows": False,
        "label": dialect.tenant_label,
        "tenants": [],
        "switch": here(call, dialect.sign_in_path),
        "back": urlsplit(temporary["callback"]).netloc,
    }
    return pages.consent_page(dialect.title, here(call, dialect.consent_path), session["csrf"], shown)


def _back(temporary: Record, values: dict[str, str]) -> Response:
    joint = "&" if "?" in temporary["callback"] else "?"
    return Response.redirect(f"{temporary['callback']}{joint}{urlencode(values)}")


def _rejected(check: Check, reason: str) -> Flaw:
    return Flaw(check, "token_rejected", reason)


def _refuse(call: Call, wrong: Flaw, failed: bool) -> None:
    if call.context.fails(wrong.check, failed):
        raise _error(wrong)


def _error(wrong: Flaw) -> OAuth1Error:
    return OAuth1Error.problem(wrong.problem, wrong.status).because(wrong.reason)


def _anybodys(call: Call) -> Record:
    """Stands in for temporary credentials that a sabotaged check let pass."""
    vendor = dialect_of(call).vendor
    client = next(iter(call.context.store.rows(clients.CLIENTS, vendor).values()))
    signed = read(call.context, vendor, call.request)
    made = tokens.begin(call.context, vendor, client["client_id"], client["redirect_uris"][0])
    person = next(iter(call.context.people.all()), "")
    return {**made, "secret": "", "person": person, "verifier": signed["verifier"]}
