"""Where a browser is sent, and where never (RFC 6749, 10.15; RFC 9700, 4.1 and 4.11)."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from mocks.oauth import register

from .browser import (
    AUTHORIZE,
    CALLBACK,
    SERVICES,
    SIGN_IN,
    Vendor,
    form_of,
    make_world,
    parameters_of,
)

each_vendor = pytest.mark.parametrize("vendor", SERVICES)

EVIL = "https://evil.example/"


@each_vendor
@pytest.mark.parametrize(
    "uri",
    [
        EVIL,
        CALLBACK + "?x=1",
        CALLBACK + "#x",
        CALLBACK.upper(),
        CALLBACK.replace("https", "http"),
        CALLBACK.replace("//", "//evil@"),
        CALLBACK + "/..",
        "//evil.example",
        "javascript:alert(1)",
        "",
    ],
)
def test_nothing_is_sent_to_a_redirect_uri_that_is_not_registered(vendor: str, uri: str) -> None:
    server = Vendor(vendor)

    async def flow() -> list[httpx.Response]:
        form = form_of(await server.sign_in())
        action = form.action.replace(CALLBACK.replace(":", "%3A").replace("/", "%2F"), "URI")
        assert "URI" in action
        posted = httpx.URL(action).copy_set_param("redirect_uri", uri)
        return [
            await server.browser.get(server.ask(redirect_uri=uri)),
            await server.browser.get(server.ask(redirect_uri=uri, response_type="token", scope="?")),
            await server.browser.post(posted, data={**form.fields, "decision": "accept"}),
            await server.browser.post(posted, data={**form.fields, "decision": "deny"}),
        ]

    for response in asyncio.run(flow()):
        assert response.status_code == 400
        assert "location" not in response.headers


@each_vendor
def test_signing_in_leads_back_to_the_authorize_address_of_the_same_server_only(vendor: str) -> None:
    server = Vendor(vendor)

    async def flow() -> httpx.Response:
        query = f"?serviceurl={EVIL}&continue={EVIL}&redirect_uri={EVIL}"
        form = form_of(await server.browser.get(SIGN_IN[vendor] + query))
        return await server.browser.post(form.action, data={**form.fields, "person": "tom"})

    location = urlsplit(asyncio.run(flow()).headers["location"])
    assert (location.netloc, location.path) == (server.service.home, AUTHORIZE[vendor])


def test_the_state_comes_back_unchanged_and_only_if_it_was_sent() -> None:
    wrike = Vendor("wrike")
    state = "ünïcode ✓ %26 &a=b#c"
    assert asyncio.run(wrike.consent(state=state))["state"] == state
    assert "state" not in asyncio.run(Vendor("wrike").consent(state=None))
    assert asyncio.run(Vendor("wrike").consent(state=""))["state"] == ""


def test_a_registered_uri_keeps_its_own_parameters() -> None:
    zoho = Vendor("zoho")
    uri = "https://app.example/callback?tenant=7"
    client = register(zoho.context, "zoho", redirect_uris=[uri])

    async def flow() -> str:
        page = await zoho.sign_in(client_id=client["client_id"], redirect_uri=uri)
        location: str = (await zoho.decide(page)).headers["location"]
        return location

    location = asyncio.run(flow())
    assert location.startswith(uri + "&")
    assert dict(parse_qsl(urlsplit(location).query))["tenant"] == "7"


def test_wrike_does_without_the_redirect_uri_where_there_is_but_one() -> None:
    wrike = Vendor("wrike")

    async def flow() -> int:
        back = await wrike.consent(redirect_uri=None)
        return (await wrike.redeem(back["code"], redirect_uri=None)).status_code

    assert asyncio.run(flow()) == 200


@pytest.mark.parametrize("uri", ["/callback", "app.example", "myapp://callback", "https://a/b#c"])
def test_a_client_cannot_register_a_redirect_uri_that_leads_nowhere(uri: str) -> None:
    with pytest.raises(ValueError, match="can't be a redirect URI"):
        register(make_world(), "zoho", redirect_uris=[uri])


@each_vendor
def test_a_form_without_a_decision_is_a_rejection(vendor: str) -> None:
    server = Vendor(vendor)

    async def flow() -> dict[str, str]:
        form = form_of(await server.sign_in())
        return parameters_of(await server.browser.post(form.action, data=form.fields))

    assert asyncio.run(flow())["error"] == "access_denied"


@pytest.mark.parametrize(
    ("vendor", "key"), [("zoho", "accounts_zoho.denial"), ("wrike", "login_wrike.denial")]
)
def test_what_a_rejection_carries_is_an_assumption(vendor: str, key: str) -> None:
    server = Vendor(vendor, chosen={key: "bare"})
    assert asyncio.run(server.consent(decision="deny")) == {"state": "a&b=c d"}
    assert key in server.context.assumptions.asked()
