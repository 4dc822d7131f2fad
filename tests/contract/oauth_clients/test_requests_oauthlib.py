"""requests-oauthlib, unmodified."""

from __future__ import annotations

from typing import Any

import pytest
from oauthlib.oauth2 import BackendApplicationClient, MismatchingStateError, OAuth2Error
from requests_oauthlib import OAuth1Session, OAuth2Session
from requests_oauthlib.oauth1_session import TokenRequestDenied

from .town import CALLBACK, Server, Town, consent, query_of


def session(server: Server, **more: Any) -> Any:
    return OAuth2Session(server.client_id, redirect_uri=CALLBACK, scope=server.scope, **more)


def authorized(server: Server, client: Any, **more: Any) -> str:
    url, _ = client.authorization_url(server.authorize, **server.extra, **more)
    return consent(url)


def connect(server: Server, client: Any, **more: Any) -> Any:
    back = authorized(server, client)
    return client.fetch_token(
        server.token, authorization_response=back, client_secret=server.client_secret, **more
    )


def test_code_refresh_and_calls_of_the_api(server: Server) -> None:
    client = session(server)
    token = connect(server, client)
    assert server.api(token) == 200
    keys = {"client_id": server.client_id, "client_secret": server.client_secret}
    renewed = client.refresh_token(server.token, refresh_token=token["refresh_token"], **keys)
    assert renewed["access_token"] != token["access_token"]
    assert server.api({**token, **renewed}) == 200


def test_the_secret_may_be_in_the_body(server: Server) -> None:
    assert server.api(connect(server, session(server), include_client_id=True)) == 200


def test_pkce(server: Server) -> None:
    client = session(server, pkce="S256")
    assert server.api(connect(server, client)) == 200


def test_a_verifier_of_another_challenge_is_refused(server: Server) -> None:
    client = session(server, pkce="S256")
    back = authorized(server, client)
    client._code_verifier = "x" * 43
    with pytest.raises(OAuth2Error):
        client.fetch_token(server.token, authorization_response=back, client_secret=server.client_secret)


def test_a_wrong_secret_is_refused(server: Server) -> None:
    client = session(server)
    back = authorized(server, client)
    with pytest.raises(OAuth2Error):
        client.fetch_token(server.token, authorization_response=back, client_secret="wrong")


def test_a_replayed_code_is_refused_and_ends_what_it_gave(server: Server) -> None:
    client = session(server)
    back = authorized(server, client)
    values = {"authorization_response": back, "client_secret": server.client_secret}
    token = client.fetch_token(server.token, **values)
    with pytest.raises(OAuth2Error):
        session(server, state=query_of(back)["state"]).fetch_token(server.token, **values)
    assert server.api(token) == 401


def test_a_foreign_state_is_noticed_by_the_client(server: Server) -> None:
    back = authorized(server, session(server))
    with pytest.raises(MismatchingStateError):
        session(server, state="other").fetch_token(
            server.token, authorization_response=back, client_secret=server.client_secret
        )


def test_a_rejection_is_told_to_the_client(server: Server) -> None:
    client = session(server)
    url, _ = client.authorization_url(server.authorize, **server.extra)
    with pytest.raises(OAuth2Error, match="access_denied"):
        client.fetch_token(
            server.token,
            authorization_response=consent(url, "deny"),
            client_secret=server.client_secret,
        )


def test_an_expired_token_is_renewed_by_the_client_itself(here: Town) -> None:
    server = here.wrike()
    saved: list[Any] = []
    keys = {"client_id": server.client_id, "client_secret": server.client_secret}
    more = {"auto_refresh_url": server.token, "auto_refresh_kwargs": keys, "token_updater": saved.append}
    client = session(server, **more)
    token = connect(server, client)
    client.token = {**token, "expires_in": -1, "expires_at": 1}
    answer = client.get(f"http://{token['host']}/api/v4/contacts?me=true")
    assert answer.status_code == 200
    assert saved[0]["access_token"] != token["access_token"]


def test_client_credentials_of_a_service_of_the_catalogue(here: Town) -> None:
    server = here.asana()
    client: Any = OAuth2Session(
        client=BackendApplicationClient(server.client_id, scope=" ".join(server.scope))
    )
    token = client.fetch_token(server.token, client_secret=server.client_secret)
    assert server.api(token) == 200
    assert "refresh_token" not in token


TWITTER = "api.twitter.com"


def twitter(here: Town, **more: Any) -> Any:
    keys = here.world.own_client("oauth_twitter", [CALLBACK])
    return OAuth1Session(keys["client_id"], **{"client_secret": keys["client_secret"], **more})


def test_oauth_1_from_temporary_credentials_to_a_token(here: Town) -> None:
    client = twitter(here, callback_uri=CALLBACK)
    temporary = client.fetch_request_token(here.urls.of(TWITTER, "/oauth/request_token"))
    url = client.authorization_url(here.urls.of(TWITTER, "/oauth/authorize"))
    client.parse_authorization_response(consent(url))
    token = client.fetch_access_token(here.urls.of(TWITTER, "/oauth/access_token"))
    assert token["oauth_token"] != temporary["oauth_token"]
    assert set(token) == {"oauth_token", "oauth_token_secret"}


def test_oauth_1_with_a_wrong_secret(here: Town) -> None:
    client = twitter(here, callback_uri=CALLBACK, client_secret="wrong")
    with pytest.raises(TokenRequestDenied, match="signature_invalid"):
        client.fetch_request_token(here.urls.of(TWITTER, "/oauth/request_token"))
