"""The revocation address."""

from __future__ import annotations

from typing import Any

from ...kit.service import Call
from .. import checks, tokens
from .calls import dialect_of, refuse


def revoke(call: Call) -> Any:
    """POST `token`, in the query or in the body: a refresh token takes its access tokens along."""
    token = str({**call.parameters, **call.body}.get("token", ""))
    revoked = tokens.revoke_token(call.context, dialect_of(call).vendor, token)
    refuse(call, checks.REVOKE, not revoked, "not alive")
    return {"status": "success"}
