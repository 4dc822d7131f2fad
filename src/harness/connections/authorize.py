"""The URL at which a person gives their consent."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from .authentication import DELIMITERS, OAuth2
from .ledger import Pending
from .model import Definition


def authorize_url(url: str, oauth: OAuth2, definition: Definition, pending: Pending, client_id: str) -> str:
    """Where a browser has to go so that its user can consent (RFC 6749, 4.1.1)."""
    parameters = {
        "response_type": "code",
        "client_id": client_id,
        "redirect_uri": pending.redirect_uri,
        "state": pending.state,
    }
    asked = f"&scope={_scope(oauth, definition)}" if definition.scopes else ""
    return f"{joined(url, parameters)}{asked}"


def joined(url: str, parameters: Mapping[str, str]) -> str:
    """The URL with parameters added; it may end in the `?` or `&` that an author left there."""
    joint = "" if url.endswith(("?", "&")) else "&" if "?" in url else "?"
    return f"{url}{joint}{urlencode(parameters)}"


def _scope(oauth: OAuth2, definition: Definition) -> str:
    """The scopes in one parameter. A plus stays as it is: decoded, it is the space of RFC 6749."""
    joint = DELIMITERS[oauth.scope_delimiter]
    return quote(joint.join(definition.scopes), safe="+" if joint == "+" else "")
