"""The URL at which a person gives their consent."""

from __future__ import annotations

from urllib.parse import urlencode

from .catalogue import Service
from .ledger import Pending
from .model import Definition


def authorize_url(service: Service, definition: Definition, pending: Pending, client_id: str) -> str:
    """Where a browser has to go so that its user can consent (RFC 6749, 4.1.1)."""
    url = service.url(service.authorize_url, pending.data_centre)
    parameters = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": pending.redirect_uri,
        "scope": service.scope_delimiter.join(definition.scopes),
        "state": pending.state,
    }
    if not definition.scopes:
        del parameters["scope"]
    return f"{url}{'&' if '?' in url else '?'}{urlencode(parameters)}"
