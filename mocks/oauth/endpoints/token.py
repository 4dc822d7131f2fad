"""The token address: a client proves who it is and gets tokens for what it holds."""

from __future__ import annotations

from typing import Any

from ...kit.service import Call
from .. import checks, clients
from ..grants import HANDLERS, Request
from .calls import dialect_of, refuse


def exchange(call: Call) -> Any:
    """POST, parameters in the body or in the query, the secret in either or in a Basic header."""
    dialect = dialect_of(call)
    request = read(call)
    grant_type = request.values.get("grant_type", "")
    unsupported = grant_type not in dialect.grant_types
    refuse(call, checks.GRANT_TYPE, unsupported, "grant type")
    handler = HANDLERS["authorization_code" if unsupported else grant_type]
    issued = handler(call, request)
    call.exchange.person = issued.grant["person"] or None
    return dialect.answer(call.context, issued)


def read(call: Call) -> Request:
    """The request, its client authenticated; raises the vendor's errors."""
    dialect, context = dialect_of(call), call.context
    client_id, secret = clients.presented(call.request, call.body, call.parameters)
    client = clients.find_client(context, dialect.vendor, client_id)
    centre = dialect.centre(call.service, call.request.host)
    refuse(call, checks.TOKEN_CLIENT, client is None, "unknown client")
    elsewhere = not clients.enabled(client, centre)
    refuse(call, checks.CLIENT_DATA_CENTRE, elsewhere, "other data centre")
    wrong = client is not None and not clients.same(client["secret"], secret)
    refuse(call, checks.SECRET, wrong, "secret")
    return Request(client, {**call.parameters, **call.body}, centre)
