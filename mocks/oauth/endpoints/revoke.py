"""The revocation address: Zoho's, and that of RFC 7009."""

from __future__ import annotations

from typing import Any

from ...kit.http import Response
from ...kit.service import Call
from .. import checks, tokens
from .calls import dialect_of, refuse
from .token import read


def revoke(call: Call) -> Any:
    """POST `token`, in the query or in the body: a refresh token takes its access tokens along."""
    token = str({**call.parameters, **call.body}.get("token", ""))
    revoked = tokens.revoke_token(call.context, dialect_of(call).vendor, token)
    refuse(call, checks.REVOKE, not revoked, "not alive")
    return {"status": "success"}


def revoke_own(call: Call) -> Any:
    """POST `token` with the client's credentials: 200 whether there was such a token or not (RFC 7009)."""
    context, vendor = call.context, dialect_of(call).vendor
    request = read(call)
    token = request.values.get("token", "")
    grant = tokens.find_grant(context, vendor, token)
    foreign = grant is not None and request.foreign(grant["client"])
    refuse(call, checks.REVOKE_CLIENT, foreign, "other client")
    tokens.revoke_token(context, vendor, token)
    return Response(200, b"", [("cache-control", "no-store")])
