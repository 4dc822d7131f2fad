"""Authorisation codes: given at consent, exchanged once for a grant and its first tokens."""

from __future__ import annotations

from base64 import urlsafe_b64encode
from collections.abc import Iterable
from hashlib import sha256
from typing import Any

from ..kit.service import Context
from ..kit.store import Record
from .clients import same
from .dialects.base import Issued
from .tokens import create_grant, create_tokens, default_tenants, dialect_for

CODES = "oauth.codes"
METHODS = ("plain", "S256")
"""The ways in which a PKCE verifier may be hidden in its challenge."""


def give(
    context: Context,
    vendor: str,
    client: str,
    person: str,
    scopes: Iterable[str],
    tenants: Iterable[str] | None = None,
    *,
    redirect_uri: str | None = None,
    data_centre: str | None = None,
    offline: bool = True,
    challenge: str | None = None,
    method: str | None = None,
    lifetime: float | None = None,
) -> Record:
    """The person consents; answers the code's record, whose `code` the client exchanges.

    Without `redirect_uri` none is asked for at the exchange, as with the code that a developer console
    hands out; there the maker chooses its `lifetime` in seconds. Without `tenants` it is what the consent
    page has chosen beforehand, without `scopes` the vendor's default.
    """
    dialect = dialect_for(context, vendor)
    chosen = default_tenants(context, vendor, person) if tenants is None else list(tenants)
    text = dialect.token(context.ids, "code")
    while context.store.get(CODES, vendor, text) is not None:
        text = dialect.token(context.ids, "code")
    code = {
        "code": text,
        "client": client,
        "person": person,
        "scopes": list(scopes) or list(dialect.scopes(context, "")),
        "tenants": chosen,
        "data_centre": data_centre or dialect.home(context, person, chosen),
        "redirect_uri": redirect_uri,
        "offline": offline,
        "challenge": challenge,
        "method": method,
        "expires": context.clock.now() + (lifetime or dialect.code_seconds(context)),
        "grant": None,
    }
    context.store.put(CODES, vendor, text, code)
    return code


def redeem(context: Context, vendor: str, code: Record) -> Issued:
    """Exchange the code; it is used from then on, and all that remains of it is whose grant it became."""
    grant = create_grant(context, vendor, code)
    used = {"code": code["code"], "client": code["client"], "grant": grant["id"]}
    context.store.put(CODES, vendor, code["code"], used)
    return create_tokens(context, vendor, grant)


def issue(
    context: Context,
    vendor: str,
    client: str,
    person: str,
    scopes: Iterable[str],
    tenants: Iterable[str] | None = None,
    *,
    data_centre: str | None = None,
    offline: bool = True,
) -> Issued:
    """Consent and exchange at once, without HTTP: leaves the records that a consent leaves.

    `client` is a client_id. Answers the grant's record, the access token, the refresh token (if
    `offline`) and the seconds that the access token lives.
    """
    code = give(context, vendor, client, person, scopes, tenants, data_centre=data_centre, offline=offline)
    return redeem(context, vendor, code)


def verified(code: Record, verifier: str) -> bool:
    """Whether the PKCE verifier fits the challenge of the consent; yes if there was none (RFC 7636)."""
    if code["challenge"] is None:
        return True
    if code["method"] == "S256":
        digest = sha256(verifier.encode()).digest()
        verifier = urlsafe_b64encode(digest).decode().rstrip("=")
    return same(verifier, code["challenge"])


def answer(context: Context, vendor: str, issued: Issued) -> dict[str, Any]:
    """What the token address answers when it gives these tokens: the body's keys and values."""
    return dialect_for(context, vendor).answer(context, issued)
