"""Clients: the applications that are registered with a vendor, and how they prove who they are."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterable, Mapping
from hmac import compare_digest
from typing import Any
from urllib.parse import unquote_plus, urlsplit

from ..kit.http import Request
from ..kit.service import Context
from ..kit.store import Record
from .tokens import dialect_for

CLIENTS = "oauth.clients"


def register(
    context: Context,
    vendor: str,
    *,
    name: str = "An application",
    redirect_uris: Iterable[str] = (),
    client_id: str | None = None,
    secret: str | None = None,
    data_centres: Iterable[str] = (),
    owner: str | None = None,
) -> Record:
    """Register a client with the vendor, in place of the one of that `client_id` if there is one.

    An id and a secret that are not given are made. `data_centres` are those that it is enabled in, none
    for all. With an `owner`, a person, it is a self client and may ask for tokens in its own name. Answers
    the record: client_id, secret, name, redirect_uris, data_centres, owner. Raises ValueError for a
    redirect URI that is not http or https, or that has a fragment.
    """
    uris = [_checked(uri) for uri in redirect_uris]
    if client_id is None or secret is None:
        made_id, made_secret = _keys(context, vendor)
        client_id, secret = client_id or made_id, secret or made_secret
    record = {
        "client_id": client_id,
        "secret": secret,
        "name": name,
        "redirect_uris": uris,
        "data_centres": list(data_centres),
        "owner": owner,
    }
    context.store.put(CLIENTS, vendor, client_id, record)
    return record


def redirect_to(context: Context, vendor: str, client_id: str, redirect_uris: Iterable[str]) -> Record:
    """Let a registered client be sent back to these addresses and no others; answers its record.

    Raises ValueError as `register` does.
    """
    uris = [_checked(uri) for uri in redirect_uris]
    known = context.store.get(CLIENTS, vendor, client_id)
    assert known is not None
    if uris != known["redirect_uris"]:
        known = {**known, "redirect_uris": uris}
        context.store.put(CLIENTS, vendor, client_id, known)
    return known


def find_client(context: Context, vendor: str, client_id: str) -> Record | None:
    """The client, or None."""
    return context.store.get(CLIENTS, vendor, client_id)


def enabled(client: Record | None, data_centre: str | None) -> bool:
    """Whether the client may be used at the servers of that data centre."""
    if client is None or data_centre is None or not client["data_centres"]:
        return True
    return data_centre in client["data_centres"]


def same(one: str, other: str) -> bool:
    """Whether two secrets are equal, in time that does not tell where they differ."""
    return compare_digest(one.encode(), other.encode())


def presented(request: Request, body: Mapping[str, Any], query: Mapping[str, Any]) -> tuple[str, str]:
    """Client id and secret as presented: in the body, else in a Basic header, else in the query."""
    basic = _basic(request.headers.get("authorization", ""))
    for source in (body, basic, query):
        if source.get("client_secret"):
            return source.get("client_id") or _named(body, basic, query), source["client_secret"]
    return _named(body, basic, query), ""


def _named(*sources: Mapping[str, Any]) -> str:
    return next((source["client_id"] for source in sources if source.get("client_id")), "")


def _basic(header: str) -> dict[str, str]:
    scheme, _, value = header.partition(" ")
    if scheme.lower() != "basic":
        return {}
    try:
        name, _, secret = b64decode(value, validate=True).decode().partition(":")
    except (NotBase64, ValueError):
        return {}
    # RFC 6749, section 2.3.1: both are form-encoded first.
    return {"client_id": unquote_plus(name), "client_secret": unquote_plus(secret)}


def _keys(context: Context, vendor: str) -> tuple[str, str]:
    while True:
        client_id, secret = dialect_for(context, vendor).client_keys(context.ids)
        if find_client(context, vendor, client_id) is None:
            return client_id, secret


def _checked(uri: str) -> str:
    parts = urlsplit(uri)
    if parts.scheme not in ("http", "https") or not parts.netloc or parts.fragment:
        raise ValueError(
            f"'{uri}' can't be a redirect URI: it must begin with https:// or http:// and have no fragment."
        )
    return uri
