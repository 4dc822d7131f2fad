"""`client_credentials`: a client acts in its own name (RFC 6749, 4.4); there is no refresh token.

A self client of Zoho acts for the person who made it, in one organization
(zoho.com/accounts/protocol/oauth/self-client/client-credentials-flow.html).
"""

from __future__ import annotations

from ...kit.service import Call
from .. import checks, tokens
from ..dialects.base import Issued
from ..endpoints.calls import dialect_of, refuse
from .request import Request


def give(call: Call, request: Request) -> Issued:
    """A grant that nobody consented to."""
    context, dialect = call.context, dialect_of(call)
    scopes = dialect.scopes(context, request.values.get("scope", ""))
    person, tenants = _owner(call, request) if dialect.owned_clients else ("", [])
    refuse(call, checks.CREDENTIALS_SCOPE, not dialect.grantable(context, scopes), "scope")
    values = {
        "client": request.client_id,
        "person": person,
        "scopes": scopes,
        "tenants": tenants,
        "data_centre": dialect.home(context, person, tenants),
        "offline": False,
    }
    return tokens.create_tokens(context, dialect.vendor, tokens.create_grant(context, dialect.vendor, values))


def _owner(call: Call, request: Request) -> tuple[str, list[str]]:
    """Who made the client, and the organization that `soid` names: `ZohoBooks.<organization_id>`."""
    context, dialect = call.context, dialect_of(call)
    owner = request.client["owner"] if request.client else None
    refuse(call, checks.SELF_CLIENT, owner is None, "no self client")
    organization = request.values.get("soid", "").partition(".")[2]
    refuse(call, checks.SOID, not organization, "no organization")
    person = owner or next(iter(context.people.all()), "")
    return person, [organization] if organization else tokens.default_tenants(context, dialect.vendor, person)
