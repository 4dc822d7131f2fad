"""OAuth 1.0a from temporary credentials to a signed call; what it refuses is in `say_no`."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, SIGNATURE_TYPE_QUERY, Client

from mocks.kit.contract import openapi
from mocks.kit.http import Request
from mocks.kit.tokens import Grant, Refusal
from mocks.oauth import Flaw, OAuth1Provider, answer, issue, judge_signed, remove_access

from .signer import PROVIDER, SERVICE, OldServer, values_of

API = "https://api.old.example/orders"


def judge(server: OldServer, headers: dict[str, str], url: str = API, body: bytes = b"") -> Any:
    """What becomes of a call of the provider's API."""
    path, _, query = url.removeprefix("https://api.old.example").partition("?")
    lowered = {name.lower(): value for name, value in headers.items()}
    request = Request("GET" if not body else "POST", "api.old.example", path, query, lowered, body)
    return judge_signed(server.context, PROVIDER.vendor, request)


def test_a_person_consents_and_the_client_signs_calls_from_then_on() -> None:
    server = OldServer()
    token = asyncio.run(server.connect())
    assert set(token) == {"oauth_token", "oauth_token_secret"}
    headers = server.sign("GET", API, token["oauth_token"], token["oauth_token_secret"])
    found = judge(server, headers)
    assert isinstance(found, Grant)
    assert (found.person, found.client) == ("tom", server.client["client_id"])


def test_the_callback_is_confirmed_and_answers_carry_the_verifier() -> None:
    server = OldServer()

    async def flow() -> tuple[dict[str, str], dict[str, str]]:
        temporary = values_of(await server.begin())
        return temporary, await server.consent(temporary["oauth_token"])

    temporary, back = asyncio.run(flow())
    assert temporary["oauth_callback_confirmed"] == "true"
    assert back["oauth_token"] == temporary["oauth_token"]
    assert len(back["oauth_verifier"]) == 24


def test_a_rejection_goes_back_without_a_verifier() -> None:
    server = OldServer()

    async def flow() -> tuple[str, dict[str, str]]:
        token = values_of(await server.begin())["oauth_token"]
        return token, await server.consent(token, "deny")

    token, back = asyncio.run(flow())
    assert back == {"oauth_token": token, "oauth_problem": "user_refused"}


def test_the_consent_page_says_who_asks_for_whom() -> None:
    server = OldServer()

    async def flow() -> str:
        return (await server.page(values_of(await server.begin())["oauth_token"])).text

    page = asyncio.run(flow())
    assert "Extension asks for access" in page
    assert "Act for you at <code>Old service</code>" in page
    assert "Either answer goes to deluge.zoho.com." in page


def test_tokens_given_without_http_sign_too() -> None:
    server = OldServer()
    issued = issue(server.context, PROVIDER.vendor, server.client["client_id"], "ann", [])
    token = answer(server.context, PROVIDER.vendor, issued)
    headers = server.sign("GET", API, token["oauth_token"], token["oauth_token_secret"])
    assert isinstance(judge(server, headers), Grant)


def test_a_token_that_the_person_took_back_signs_no_more() -> None:
    server = OldServer()
    token = asyncio.run(server.connect())
    remove_access(server.context, PROVIDER.vendor, server.client["client_id"], "tom")
    headers = server.sign("GET", API, token["oauth_token"], token["oauth_token_secret"])
    assert judge(server, headers) == Refusal("revoked", "access removed")


Break = Callable[[OldServer, dict[str, str]], Any]
"""A call that is wrong in one thing."""


def signed(server: OldServer, token: dict[str, str], **more: Any) -> dict[str, str]:
    return server.sign("GET", API, token["oauth_token"], token["oauth_token_secret"], **more)


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (lambda server, token: judge(server, {}), "missing"),
        (lambda server, token: judge(server, {"Authorization": "Bearer x"}), "missing"),
        (lambda server, token: judge(server, server.sign("GET", API, "made-up", "s")), "unknown"),
        (lambda server, token: judge(server, server.sign("GET", API)), "unknown"),
        (lambda server, token: judge(server, signed(server, token, client_secret="x")), "signature"),
        (
            lambda server, token: judge(server, server.sign("GET", API, token["oauth_token"], "x")),
            "signature",
        ),
        (lambda server, token: judge(server, signed(server, token), f"{API}?page=2"), "signature"),
        (lambda server, token: judge(server, signed(server, token), f"{API}/7"), "signature"),
        (lambda server, token: judge(server, signed(server, token, timestamp="1")), "timestamp"),
        (lambda server, token: judge(server, signed(server, token, timestamp="x")), "timestamp"),
        (lambda server, token: judge(server, signed(server, token, timestamp="\u00b2")), "timestamp"),
        (lambda server, token: judge(server, signed(server, token, timestamp="9" * 5000)), "timestamp"),
        (lambda server, token: judge(server, signed(server, token), f"{API}?oauth_extra=1"), "signature"),
        (
            lambda server, token: judge(server, signed(server, token, signature_method="HMAC-SHA512")),
            "signature method",
        ),
        (lambda server, token: judge(server, signed(server, token, client_key="x")), "unknown client"),
    ],
)
def test_a_call_that_is_not_signed_right_is_refused(call: Break, reason: str) -> None:
    server = OldServer()
    token = asyncio.run(server.connect())
    found = call(server, token)
    assert isinstance(found, Flaw | Refusal)
    assert found.reason == reason


def test_a_signed_call_does_once() -> None:
    server = OldServer()
    headers = signed(server, asyncio.run(server.connect()))
    assert isinstance(judge(server, headers), Grant)
    assert judge(server, headers).reason == "nonce"


def test_nonces_are_kept_no_longer_than_their_timestamps_do() -> None:
    server = OldServer()
    token = asyncio.run(server.connect())
    for _ in range(3):
        judge(server, signed(server, token))
        server.context.clock.move(601)
    judge(server, signed(server, token))
    assert len(server.context.store.rows("oauth1.nonces", PROVIDER.vendor)) == 1


@pytest.mark.parametrize("place", [SIGNATURE_TYPE_QUERY, SIGNATURE_TYPE_BODY])
@pytest.mark.parametrize("method", ["HMAC-SHA1", "HMAC-SHA256", "PLAINTEXT"])
def test_the_signature_may_be_in_the_query_or_in_a_form_and_made_in_three_ways(
    place: str, method: str
) -> None:
    server = OldServer()
    token = asyncio.run(server.connect())
    client: Any = Client(
        server.client["client_id"],
        client_secret=server.client["secret"],
        resource_owner_key=token["oauth_token"],
        resource_owner_secret=token["oauth_token_secret"],
        signature_type=place,
        signature_method=method,
        timestamp=str(int(server.context.clock.now())),
    )
    form = {"Content-Type": "application/x-www-form-urlencoded"}
    url, headers, body = client.sign(f"{API}?a=b%20c&a=d", "POST", "note=x+y", form)
    assert isinstance(judge(server, headers, url, body.encode()), Grant)


@given(st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=4))
def test_whatever_is_in_the_query_is_signed_as_it_was_sent(query: dict[str, str]) -> None:
    server = OldServer()
    issued = issue(server.context, PROVIDER.vendor, server.client["client_id"], "tom", [])
    token = answer(server.context, PROVIDER.vendor, issued)
    url = f"{API}?{urlencode(query)}" if query else API
    headers = server.sign("GET", url, token["oauth_token"], token["oauth_token_secret"])
    assert isinstance(judge(server, headers, url), Grant)


def test_over_urls_of_this_machine_the_url_that_was_called_is_signed() -> None:
    from mocks.kit.urls import Urls

    server = OldServer()
    server.context.urls = Urls({"": "http://127.0.0.1:8705"})
    issued = issue(server.context, PROVIDER.vendor, server.client["client_id"], "tom", [])
    token = answer(server.context, PROVIDER.vendor, issued)
    local = "http://127.0.0.1:8705/_h/api.old.example/orders"
    headers = server.sign("GET", local, token["oauth_token"], token["oauth_token_secret"])
    assert isinstance(judge(server, headers), Grant)


def test_the_journal_shows_no_secret_of_the_flow() -> None:
    server = OldServer()
    token = asyncio.run(server.connect())
    shown = str([one.as_json() for one in server.context.journal])
    temporary = next(iter(server.context.store.rows("oauth1.temporary", PROVIDER.vendor).values()))
    secrets = [*token.values(), temporary["secret"], temporary["verifier"], server.client["secret"]]
    assert [one for one in secrets if one in shown] == []


def test_the_contract_names_its_addresses() -> None:
    paths = openapi(SERVICE, OldServer().context.urls)["paths"]
    assert {path: set(methods) for path, methods in paths.items()} == {
        "/oauth/request": {"post"},
        "/oauth/authorize": {"get"},
        "/oauth/authorize/consent": {"post"},
        "/oauth/authorize/signin": {"get", "post"},
        "/oauth/access": {"post"},
    }


def test_a_fault_made_on_purpose_is_a_problem() -> None:
    server = OldServer()
    server.context.faults.add({"at": {"service": SERVICE.name}, "do": {"status": 503}})

    async def call() -> httpx.Response:
        return await server.begin()

    response = asyncio.run(call())
    assert (response.status_code, values_of(response)) == (503, {"oauth_problem": "temporarily_unavailable"})


@pytest.mark.parametrize(
    ("urls", "says"),
    [
        (("ftp://x/a", "https://x/b", "https://x/c"), "The request token URL of Old must begin with"),
        (("https://x/a", "/b", "https://x/c"), "The authorize URL of Old must begin with"),
        (("https://x/a", "https://x/b", "https://x/a"), "The two token URLs of Old have the same path"),
    ],
)
def test_addresses_that_can_not_work_are_refused(urls: tuple[str, str, str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        OAuth1Provider("old", "Old", *urls)
