"""Who a token's person is."""

from __future__ import annotations

from typing import Any

from ...kit.service import Call
from ...kit.tokens import Grant, Need, Refusal
from .. import checks
from ..errors import ZohoAccountsError
from .calls import dialect_of, refuse

SCOPE = "aaaserver.profile.READ"


def user_info(call: Call) -> Any:
    """GET with a token in the Authorization header, under either of Zoho's two scheme words."""
    grant = _grant(call)
    call.exchange.person = grant.person if grant else None
    people = call.context.people
    person = people.get(grant.person) if grant else next(iter(people.all().values()), None)
    known = person or {}
    first, _, last = str(known.get("full_name", "")).partition(" ")
    return {
        "First_Name": first,
        "Email": known.get("email"),
        "Last_Name": last,
        "Display_Name": known.get("full_name"),
        "ZUID": int(known.get("zuid", 0)),
    }


def _grant(call: Call) -> Grant | None:
    scheme, _, token = call.request.headers.get("authorization", "").partition(" ")
    missing = scheme.lower() not in ("bearer", "zoho-oauthtoken") or not token.strip()
    refuse(call, checks.USER_INFO, missing, "missing")
    if missing:
        return None
    dialect = dialect_of(call)
    centre = dialect.centre(call.service, call.request.host)
    need = Need(dialect.vendor, (SCOPE,), None, centre)
    grant = call.context.tokens.check(token.strip(), need)
    if isinstance(grant, Refusal):
        raise ZohoAccountsError.unauthorized().because(grant.reason)
    if (refusal := call.context.tokens.allows(grant, need)) is not None:
        raise ZohoAccountsError.scope_mismatch().because(refusal.reason)
    return grant
