"""What every address needs of a call."""

from __future__ import annotations

from ...kit.checks import Check
from ...kit.service import Call
from ..dialects.base import Ask, OAuthDialect


def dialect_of(call: Call) -> OAuthDialect:
    """The dialect of the server that is called."""
    dialect = call.service.dialect
    assert isinstance(dialect, OAuthDialect)
    return dialect


def refuse(call: Call, check: Check, failed: bool, reason: str, ask: Ask | None = None) -> None:
    """Raise the vendor's error of `check` if its condition `failed`; the journal keeps `reason`."""
    if call.context.fails(check, failed):
        raise dialect_of(call).refusal(call.context, check, ask).because(reason)


def host_of(call: Call) -> str:
    """The vendor's host that was asked; the server's own where an address of this machine was."""
    host = call.request.host
    return host if call.service.answers(host) else call.service.home


def here(call: Call, path: str) -> str:
    """The absolute URL of `path` on the host that was asked, with the query of this request."""
    query = f"?{call.request.query}" if call.request.query else ""
    return call.context.urls.of(host_of(call), path) + query
