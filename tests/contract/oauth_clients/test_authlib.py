"""Authlib, unmodified."""

from __future__ import annotations

from typing import Any

import pytest
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.requests_client import OAuth2Session

from .town import CALLBACK, Server, Town, consent, query_of

VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"


def session(server: Server, **more: Any) -> Any:
    values = {"redirect_uri": CALLBACK, "scope": " ".join(server.scope), **more}
    secret = values.pop("client_secret", server.client_secret)
    return OAuth2Session(server.client_id, secret, **values)


def authorized(server: Server, client: Any, **more: Any) -> str:
    url, _ = client.create_authorization_url(server.authorize, **server.extra, **more)
    return consent(url)


def connect(server: Server, client: Any, **more: Any) -> Any:
    back = authorized(server, client, **more)
    return client.fetch_token(server.token, authorization_response=back, **more)


@pytest.mark.parametrize("method", ["client_secret_basic", "client_secret_post"])
def test_code_and_refresh_with_either_way_to_show_the_secret(server: Server, method: str) -> None:
    client = session(server, token_endpoint_auth_method=method)
    token = connect(server, client)
    assert server.api(token) == 200
    renewed = client.refresh_token(server.token, refresh_token=token["refresh_token"])
    assert renewed["access_token"] != token["access_token"]
    assert server.api({**token, **renewed}) == 200


def test_pkce(server: Server) -> None:
    client = session(server, code_challenge_method="S256")
    assert server.api(connect(server, client, code_verifier=VERIFIER)) == 200


def test_a_wrong_verifier_is_refused(server: Server) -> None:
    client = session(server, code_challenge_method="S256")
    back = authorized(server, client, code_verifier=VERIFIER)
    with pytest.raises(AuthlibBaseError):
        client.fetch_token(server.token, authorization_response=back, code_verifier="x" * 43)


def test_a_wrong_secret_is_refused(server: Server) -> None:
    back = authorized(server, session(server))
    with pytest.raises(AuthlibBaseError):
        session(server, client_secret="wrong", state=query_of(back)["state"]).fetch_token(
            server.token, authorization_response=back
        )


def test_a_refresh_token_that_nobody_gave_is_refused(server: Server) -> None:
    with pytest.raises(AuthlibBaseError):
        session(server).refresh_token(server.token, refresh_token="made up")


@pytest.mark.parametrize("vendor", ["zoho", "asana"])
@pytest.mark.parametrize("kind", ["access_token", "refresh_token"])
def test_what_is_revoked_is_dead(here: Town, vendor: str, kind: str) -> None:
    server: Server = getattr(here, vendor)()
    client = session(server, token_endpoint_auth_method="client_secret_post")
    token = connect(server, client)
    answer = client.revoke_token(server.revoke, token=token[kind], token_type_hint=kind)
    assert answer.status_code == 200
    assert server.api(token) == 401


def test_a_self_client_of_zoho_in_its_own_name(here: Town) -> None:
    server = here.zoho()
    keys = here.self_client("tom")
    client: Any = OAuth2Session(keys["client_id"], keys["client_secret"], scope="ZohoBooks.contacts.READ")
    soid = f"ZohoBooks.{here.front['organization_id']}"
    token = client.fetch_token(server.token, grant_type="client_credentials", soid=soid)
    assert server.api(token) == 200
