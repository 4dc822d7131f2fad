"""`client_credentials`: a self client of Zoho acts for the person who made it, in one organization.

Source: zoho.com/accounts/protocol/oauth/self-client/client-credentials-flow.html. No refresh token.
"""

from __future__ import annotations

from ...kit.service import Call
from .. import checks, tokens
from ..dialects.base import Issued
from ..endpoints.calls import dialect_of, refuse
from .request import Request


def give(call: Call, request: Request) -> Issued:
    """`soid` names the organization: `ZohoBooks.<organization_id>`."""
    context, dialect = call.context, dialect_of(call)
    owner = request.client["owner"] if request.client else None
    refuse(call, checks.SELF_CLIENT, owner is None, "no self client")
    organization = request.values.get("soid", "").partition(".")[2]
    refuse(call, checks.SOID, not organization, "no organization")
    scopes = dialect.scopes(context, request.values.get("scope", ""))
    refuse(call, checks.CREDENTIALS_SCOPE, not dialect.grantable(context, scopes), "scope")
    person = owner or next(iter(context.people.all()), "")
    tenants = [organization] if organization else tokens.default_tenants(context, dialect.vendor, person)
    values = {
        "client": request.client_id,
        "person": person,
        "scopes": scopes,
        "tenants": tenants,
        "data_centre": dialect.home(context, person, tenants),
        "offline": False,
    }
    return tokens.create_tokens(context, dialect.vendor, tokens.create_grant(context, dialect.vendor, values))
