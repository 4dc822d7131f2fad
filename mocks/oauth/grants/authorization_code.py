"""`authorization_code`: the first tokens of a grant, for the code of a consent (RFC 6749, 4.1.3)."""

from __future__ import annotations

from ...kit.service import Call
from ...kit.store import Record
from .. import checks, codes, tokens
from ..dialects.base import EVERY, Issued
from ..endpoints.calls import dialect_of, refuse
from .request import Request


def give(call: Call, request: Request) -> Issued:
    """A code does once, soon, and for the client and redirect URI of its consent."""
    context, dialect = call.context, dialect_of(call)
    refuse(call, checks.THROTTLE, context.limits.exceeded(call.service.name, request.client_id), "throttle")
    code = context.store.get(codes.CODES, dialect.vendor, request.values.get("code", ""))
    refuse(call, checks.CODE, code is None, "unknown")
    if code is None:
        return codes.redeem(context, dialect.vendor, _anybodys(call, request))
    if code["grant"] is not None:
        return _replayed(call, code)
    _check(call, request, code)
    return codes.redeem(context, dialect.vendor, code)


def _check(call: Call, request: Request, code: Record) -> None:
    refuse(call, checks.CODE_CLIENT, request.foreign(code["client"]), "other client")
    refuse(call, checks.CODE_DATA_CENTRE, request.elsewhere(code["data_centre"]), "other data centre")
    refuse(call, checks.CODE_EXPIRED, code["expires"] <= call.context.clock.now(), "expired")
    uri = code["redirect_uri"]
    other = uri is not None and request.values.get("redirect_uri") != uri
    refuse(call, checks.CODE_REDIRECT_URI, other, "redirect URI")
    verifier = request.values.get("code_verifier", "")
    # Somebody may have taken the challenge out of the request on its way (RFC 9700, 2.1.1).
    unasked = bool(verifier) and code["challenge"] is None
    refuse(call, checks.CODE_DOWNGRADE, unasked, "no challenge")
    refuse(call, checks.CODE_VERIFIER, not codes.verified(code, verifier), "verifier")


def _replayed(call: Call, code: Record) -> Issued:
    """The second use ends what the first gave: one of the two is not the client (RFC 6749, 4.1.2)."""
    context, vendor = call.context, dialect_of(call).vendor
    if context.fails(checks.CODE_USED, True):
        tokens.revoke_grant(context, vendor, code["grant"], "code replayed")
        refuse(call, checks.CODE_USED, True, "used")
    grant = context.store.get(tokens.GRANTS, vendor, code["grant"])
    assert grant is not None
    return tokens.create_tokens(context, vendor, grant)


def _anybodys(call: Call, request: Request) -> Record:
    """Stands in for the code that a sabotaged check let pass."""
    vendor = dialect_of(call).vendor
    person = next(iter(call.context.people.all()), "")
    return codes.give(call.context, vendor, request.client_id, person, (EVERY,))
