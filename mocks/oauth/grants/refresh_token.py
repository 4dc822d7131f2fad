"""`refresh_token`: a further access token of a grant (RFC 6749, 6)."""

from __future__ import annotations

from dataclasses import replace

from ...kit.service import Call
from .. import checks, codes, tokens
from ..dialects.base import EVERY, Issued
from ..endpoints.calls import dialect_of, refuse
from .request import Request


def give(call: Call, request: Request) -> Issued:
    """An access token alone; where the vendor rotates, with a new refresh token in place of the old."""
    context, dialect = call.context, dialect_of(call)
    vendor, text = dialect.vendor, request.values.get("refresh_token", "")
    held = context.store.get(tokens.REFRESH, vendor, text)
    refuse(call, checks.REFRESH, held is None, "unknown")
    if held is None:
        return _anybodys(call, request)
    grant = context.store.get(tokens.GRANTS, vendor, held["grant"])
    assert grant is not None
    refuse(call, checks.REFRESH_CLIENT, request.foreign(grant["client"]), "other client")
    refuse(call, checks.REFRESH_DATA_CENTRE, request.elsewhere(grant["data_centre"]), "other data centre")
    why = tokens.end_of(context.people, dialect, held, grant)
    if why == "superseded" and context.fails(checks.REFRESH_REVOKED, dialect.ends_replayed(context)):
        tokens.revoke_grant(context, vendor, grant["id"], "refresh token replayed")
    refuse(call, checks.REFRESH_REVOKED, why is not None, "revoked")
    refuse(call, checks.THROTTLE, context.limits.exceeded(call.service.name, grant["id"]), "throttle")
    if dialect.rotates:
        return tokens.rotate(context, vendor, grant, text)
    return replace(tokens.create_access(context, vendor, grant, text), refresh_token=None)


def _anybodys(call: Call, request: Request) -> Issued:
    """Stands in for the grant of a refresh token that a sabotaged check let pass."""
    person = next(iter(call.context.people.all()), "")
    return codes.issue(call.context, dialect_of(call).vendor, request.client_id, person, (EVERY,))
