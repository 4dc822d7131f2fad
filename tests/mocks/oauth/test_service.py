"""The servers as a whole: on this machine, where nothing is, and with faults."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from mocks.kit.contract import openapi
from mocks.oauth import register
from mocks.oauth.dialects.wrike import HOSTS
from mocks.oauth.dialects.zoho import ACCOUNTS, APIS

from .browser import (
    AUTHORIZE,
    SERVICES,
    SIGN_IN,
    TOKEN,
    Vendor,
    form_of,
    make_world,
)

LOCAL = {
    **dict.fromkeys(ACCOUNTS.values(), "http://127.0.0.1:8703/_w/w2"),
    **dict.fromkeys(APIS.values(), "http://127.0.0.1:8701/_w/w2"),
    **dict.fromkeys(["login.wrike.com"], "http://127.0.0.1:8704/_w/w2"),
    **dict.fromkeys(HOSTS, "http://127.0.0.1:8702/_w/w2"),
}


@pytest.mark.parametrize("vendor", ["zoho", "wrike"])
def test_no_address_leaves_this_machine_where_the_world_is_on_it(vendor: str) -> None:
    server = Vendor(vendor, origins=LOCAL)
    callback = "http://127.0.0.1:8705/_w/w2/callback"
    client = register(server.context, vendor, redirect_uris=[callback], name="Local")
    server.client = client

    async def flow() -> str:
        asked = server.ask(client_id=client["client_id"], redirect_uri=callback)
        away = await server.browser.get(asked)
        seen = [away.headers["location"]]
        sign_in = await server.browser.get(_inside(away.headers["location"]))
        form = form_of(sign_in)
        cookie = sign_in.headers["set-cookie"]
        assert "Path=/_w/w2; HttpOnly; SameSite=Lax" in cookie
        assert "Secure" not in cookie
        session = {"cookie": cookie.partition(";")[0]}
        back = await server.browser.post(
            _inside(form.action), data={**form.fields, "person": "tom"}, headers=session
        )
        session = {"cookie": back.headers["set-cookie"].partition(";")[0]}
        consent = await server.browser.get(_inside(back.headers["location"]), headers=session)
        form = form_of(consent)
        data = {**form.fields, "decision": "accept"}
        done = await server.browser.post(_inside(form.action), data=data, headers=session)
        code = dict(parse_qsl(urlsplit(done.headers["location"]).query))["code"]
        answer = await server.redeem(code, redirect_uri=callback)
        seen += [back.headers["location"], sign_in.text, consent.text, answer.text]
        seen.append(done.headers["location"])
        return "\n".join(seen)

    seen = asyncio.run(flow())
    hosts = {
        urlsplit(url).netloc for url in re.findall(r"https?(?:://|%3A%2F%2F)[^\s\"<]+", seen) if "://" in url
    }
    assert hosts <= {f"127.0.0.1:{port}" for port in range(8701, 8706)}
    assert "zoho.com" not in seen
    assert "wrike.com" not in seen
    if vendor == "wrike":
        assert '"host":"127.0.0.1:8702/_w/w2"' in seen


def _inside(url: str) -> str:
    """What the server sees of a URL of this machine: the prefix of the world is taken off before."""
    return url.partition("/_w/w2")[2]


@pytest.mark.parametrize(
    ("vendor", "method", "path", "status"),
    [
        ("zoho", "GET", "/nowhere", 404),
        ("zoho", "GET", "/oauth/v2/token", 405),
        ("wrike", "GET", "/oauth2/nowhere", 404),
        ("wrike", "POST", "/oauth2/token/revoke", 404),
        ("wrike", "DELETE", "/oauth2/token", 405),
        ("oauth_provider", "GET", "/nowhere", 404),
        ("oauth_provider", "GET", "/token", 405),
    ],
)
def test_a_path_or_method_that_is_not_there_gets_a_page(
    vendor: str, method: str, path: str, status: int
) -> None:
    server = Vendor(vendor)
    response = asyncio.run(server.api.request(method, path))
    assert response.status_code == status
    assert response.headers["content-type"].startswith("text/html")


@pytest.mark.parametrize(
    ("vendor", "fault", "status", "body"),
    [
        ("zoho", 500, 500, {"error": "general_error"}),
        ("zoho", 429, 400, {"error": "Access Denied"}),
        ("wrike", 503, 503, {"error": "server_error"}),
        ("wrike", 429, 429, {"error": "too_many_requests"}),
        ("oauth_provider", 503, 503, {"error": "temporarily_unavailable"}),
    ],
)
def test_a_fault_made_on_purpose_speaks_the_vendors_language(
    vendor: str, fault: int, status: int, body: dict[str, str]
) -> None:
    server = Vendor(vendor)
    server.context.faults.add({"at": {"service": server.service.name}, "do": {"status": fault}})
    response = asyncio.run(server.token(grant_type="refresh_token"))
    assert response.status_code == status
    assert response.json().items() >= body.items()


@pytest.mark.parametrize("status", [400, 200])
def test_the_throttle_has_each_known_status_by_a_fault_and_by_a_limit(status: int) -> None:
    def throttled(*, by_fault: bool) -> tuple[int, str]:
        server = Vendor("zoho", chosen={"accounts_zoho.throttle_status": str(status)})

        async def refresh() -> httpx.Response:
            tokens = await server.connect()
            if by_fault:
                server.context.faults.add({"at": {"service": "accounts_zoho"}, "do": {"status": 429}})
            else:
                server.context.limits.allow("accounts_zoho", 0, 600)
            return await server.refresh(tokens["refresh_token"])

        answer = asyncio.run(refresh())
        return answer.status_code, answer.json()["error"]

    assert throttled(by_fault=True) == throttled(by_fault=False) == (status, "Access Denied")


@pytest.mark.parametrize("vendor", SERVICES)
def test_the_contract_names_every_address(vendor: str) -> None:
    paths = openapi(SERVICES[vendor], make_world().urls)["paths"]
    consent = SERVICES[vendor].dialect.consent_path  # type: ignore[attr-defined]  # it is an OAuth server's
    assert {*paths[AUTHORIZE[vendor]], *paths[consent]} == set(paths[SIGN_IN[vendor]]) == {"get", "post"}
    assert set(paths[TOKEN[vendor]]) == {"post"}
