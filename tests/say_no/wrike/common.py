"""How rows of fake Wrike are written: its errors, and requests in order in every respect."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ..asks import Ask, Token
from ..rows import Refusal, Row
from ..stage import (
    ACCOUNT,
)

JSON = {"content-type": "application/json;charset=UTF-8"}
PLAIN = {"content-type": "text/plain;charset=UTF-8"}
NO_FOLDER, NO_TASK, NOBODY = "IEAAAAAQI477777A", "IEAAAAAQKQ77777A", "KUAAAAAZ"
"""Ids that nothing and nobody has."""
ROOT, BIN = "IEAAAAAQI7777777", "IEAAAAAQI7777776"
NO_STATUS = "IEAAAAAQJMAAAAZZ"


def refusal(error: str, status: int, code: str, description: str, headers: Mapping[str, str]) -> Refusal:
    """An error of Wrike."""
    body = {"errorDescription": description, "error": code}
    return Refusal(f"wrike.{error}", status, body, headers)


def invalid(name: str) -> Refusal:
    text = f"Parameter '{name}' value is invalid"
    return refusal("invalid_parameter", 400, "invalid_parameter", text, JSON)


def unsupported(name: str, error: str = "unknown_parameter", code: str = "invalid_request") -> Refusal:
    return refusal(error, 400, code, f"Parameter '{name}' is not allowed", JSON)


def bad_request(text: str) -> Refusal:
    return refusal("invalid_request", 400, "invalid_request", text, JSON)


NO_CREDENTIAL = refusal("no_credential", 401, "not_authorized", "Authorization method unknown", PLAIN)
BAD_TOKEN = refusal("bad_token", 401, "not_authorized", "Access token is unknown or invalid", PLAIN)
NO_SCOPE = "The scopes of the access token do not allow this method"
SCOPE = refusal("scope_not_allowed", 403, "not_allowed", NO_SCOPE, JSON)
LIMIT = refusal(
    "too_many_requests",
    429,
    "too_many_requests",
    "IP or access token exceeded limit: 400 requests per minute",
    JSON,
)
NOT_FOUND = refusal("resource_not_found", 404, "resource_not_found", "Requested entity is not found", JSON)
NOT_BUILT = refusal(
    "not_built", 501, "server_error", "This fake of Wrike does not have this operation yet", JSON
)
NO_METHOD = refusal("method_not_found", 404, "method_not_found", "Requested API method is not found", JSON)


FORBIDDEN = refusal("access_forbidden", 403, "access_forbidden", "Access to requested entity is denied", JSON)


def ask(
    method: str, path: str, json: Mapping[str, Any] | None = None, *, person: str = "tom", **rest: Any
) -> Ask:
    """A call of that person, in order in every respect; `rest` are query parameters."""
    token = Token("wrike", person, tenants=(ACCOUNT,))
    return Ask(method, "www.wrike.com", f"/api/v4{path}", token, params=rest, json=json)


def may(*scopes: str) -> Token:
    """Tom's token with those scopes."""
    return Token("wrike", scopes=scopes, tenants=(ACCOUNT,))


def below(path: str) -> str:
    return f"/api/v4{path}"


def unknown(what: str, right: Ask, path: str) -> Row:
    """The request for something that is there, and for something that is not."""
    return Row(f"no {what}: {right.method} …{path}", "wrike.entity", NOT_FOUND, right.but(path=below(path)))


def naming(right: Ask, **json: Any) -> Ask:
    return right.changed(json=json)


def naming_in(right: Ask, **params: str) -> Ask:
    """The request with those parameters in its query."""
    return right.changed(params=params)
