"""Canned hosts in a world: answers with the request's values, credentials, faults."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import httpx
import pytest

from harness.connections import SERVICES
from harness.extension import Canned, Extension, Reply
from harness.scenario.hosts import HostsReader
from harness.scenario.yamlfile import parse_yaml
from harness.world import World

HOSTS = """\
api.shop.example:
  requires: {basic: {user: ann, password: "s3cret:x"}}
  answers:
  - at: POST /orders/{id}
    status: 201
    headers: {Location: "https://api.shop.example/orders/${path.id}"}
    json:
      id: "${path.id}"
      page: "${query.page}"
      name: "${form.name}"
      sku: "${json.sku}"
      me: "${headers.x-me}"
  - {at: GET /open, requires: {}, text: open}
  - {at: GET /key, requires: {api_key: {header: X-Api-Key, value: key-1}}, text: in}
  - {at: GET /query, requires: {api_key: {query: apikey, value: key-1}}, text: in}
  - {at: POST /form, requires: {api_key: {form: apikey, value: key-1}}, text: in}
  - at: GET /both
    requires: {api_key: [{header: X-Id, value: me}, {header: X-Secret-Key, value: hush}]}
    text: in
own.shop.example:
  requires: {api_key: {header: X-Api-Key, value: key-1}}
  refused: {status: 403, headers: {X-Why: nokey}, json: {error: no}}
  answers: {at: GET /key, text: in}
"""
SHOP = "https://api.shop.example"
AWAY = "https://accounts.zoho.com/oauth/v2/auth?scope=a"
ANN = httpx.BasicAuth("ann", "s3cret:x")


def make_world(sabotage: tuple[str, ...] = ()) -> World:
    hosts = HostsReader(SERVICES).read(parse_yaml(HOSTS, "extension.yaml"))
    return World.create(Extension(hosts=hosts), sabotage=sabotage)


def play(calls: Callable[[World], Awaitable[httpx.Response]], world: World | None = None) -> httpx.Response:
    """The answer, in process."""

    async def run() -> httpx.Response:
        return await calls(world or make_world())

    return asyncio.run(run())


def call(method: str, url: str, world: World | None = None, **sent: Any) -> httpx.Response:
    return play(lambda one: one.client.request(method, url, **sent), world)


def test_an_answer_holds_the_values_of_its_request() -> None:
    headers = {"X-Me": "tom"}
    response = call("POST", f"{SHOP}/orders/a%2Fb?page=2", auth=ANN, json={"sku": "A"}, headers=headers)
    assert (response.status_code, response.headers["location"]) == (201, f"{SHOP}/orders/a/b")
    assert response.json() == {"id": "a/b", "page": "2", "name": None, "sku": "A", "me": "tom"}
    response = call("POST", f"{SHOP}/orders/7", auth=ANN, data={"name": "Tom"})
    assert response.json() == {"id": "7", "page": None, "name": "Tom", "sku": None, "me": None}


def test_the_same_over_sockets() -> None:
    async def over(world: World) -> httpx.Response:
        async with world.serve():
            return await world.client.post(f"{SHOP}/orders/7", auth=ANN, data={"name": "Tom"})

    assert play(over).json()["name"] == "Tom"


@pytest.mark.parametrize(
    ("method", "url", "sent", "reason"),
    [
        ("POST", f"{SHOP}/orders/7", {}, "missing"),
        ("POST", f"{SHOP}/orders/7", {"headers": {"Authorization": "Bearer x"}}, "missing"),
        ("POST", f"{SHOP}/orders/7", {"headers": {"Authorization": "Basic %%"}}, "unknown"),
        ("POST", f"{SHOP}/orders/7", {"auth": httpx.BasicAuth("ann", "s3cret")}, "unknown"),
        ("GET", f"{SHOP}/key", {}, "missing"),
        ("GET", f"{SHOP}/key", {"auth": ANN}, "missing"),
        ("GET", f"{SHOP}/key?X-Api-Key=key-1", {}, "missing"),
        ("GET", f"{SHOP}/key", {"headers": {"X-Api-Key": "key-2"}}, "unknown"),
        ("GET", f"{SHOP}/query?apikey=key-2", {}, "unknown"),
        ("POST", f"{SHOP}/form?apikey=key-1", {}, "missing"),
        ("POST", f"{SHOP}/form", {"json": {"apikey": "key-1"}}, "missing"),
        ("GET", f"{SHOP}/both", {"headers": {"X-Id": "me"}}, "missing"),
        ("GET", f"{SHOP}/both", {"headers": {"X-Id": "me", "X-Secret-Key": "ha"}}, "unknown"),
    ],
)
def test_credentials_that_do_not_do_are_refused_with_401_and_the_reason(
    method: str, url: str, sent: Mapping[str, Any], reason: str
) -> None:
    world = make_world()
    response = call(method, url, world, **sent)
    (exchange,) = world.journal
    assert (response.status_code, exchange.reason) == (401, reason)
    assert exchange.vendor_error == "api.shop.example.refused"
    assert "is wanted" in response.json()["harness"]
    assert not any(secret in response.text for secret in ("s3cret", "key-1", "hush"))


@pytest.mark.parametrize(
    ("method", "url", "sent"),
    [
        ("GET", f"{SHOP}/open", {}),
        ("POST", f"{SHOP}/orders/7", {"auth": ANN}),
        ("GET", f"{SHOP}/key", {"headers": {"x-api-key": "key-1"}}),
        ("GET", f"{SHOP}/query?apikey=key-1", {}),
        ("POST", f"{SHOP}/form", {"data": {"apikey": "key-1"}}),
        ("GET", f"{SHOP}/both", {"headers": {"X-Id": "me", "X-Secret-Key": "hush"}}),
    ],
)
def test_credentials_that_are_wanted_go_through(method: str, url: str, sent: Mapping[str, Any]) -> None:
    assert call(method, url, **sent).is_success


@pytest.mark.parametrize(
    ("method", "url", "sent"),
    [
        ("GET", f"{SHOP}/query?apikey=wrong-key&note=of-key-1", {}),
        ("GET", f"{SHOP}/both", {"headers": {"X-Id": "wrong-key"}}),
        ("POST", f"{SHOP}/form", {"data": {"apikey": "wrong-key"}}),
        ("POST", f"{SHOP}/orders/7", {"auth": httpx.BasicAuth("ann", "wrong-key")}),
    ],
)
def test_what_is_sent_as_a_credential_is_shown_nowhere(
    method: str, url: str, sent: Mapping[str, Any]
) -> None:
    world = make_world()
    call(method, url, world, **sent)
    (exchange,) = world.journal
    assert "wrong-key" not in str(exchange.as_json())


def test_a_host_may_refuse_in_its_own_words() -> None:
    response = call("GET", "https://own.shop.example/key")
    assert (response.status_code, response.headers["x-why"], response.json()) == (
        403,
        "nokey",
        {"error": "no"},
    )


def test_a_call_that_is_not_declared_is_refused_with_those_that_are() -> None:
    response = call("GET", "https://own.shop.example/keys")
    assert response.status_code == 404
    assert response.json()["harness"].endswith("is not declared under 'hosts:'. Declared: GET /key.")


@pytest.mark.parametrize("sockets", [False, True])
def test_faults_strike_canned_hosts(sockets: bool) -> None:
    world = make_world()
    at = {"service": "api.shop.example", "path": "/open"}
    world.context.faults.add({"at": at, "do": {"status": 503}, "times": 1})
    world.context.faults.add({"at": at, "do": {"reset": True}, "call": 2})

    async def calls() -> list[Any]:
        first = (await world.client.get(f"{SHOP}/open")).status_code
        with pytest.raises(httpx.ReadError):
            await world.client.get(f"{SHOP}/open")
        return [first, (await world.client.get(f"{SHOP}/open")).status_code]

    async def run() -> list[Any]:
        if not sockets:
            return await calls()
        async with world.serve():
            return await calls()

    assert asyncio.run(run()) == [503, 200]


def test_an_access_token_is_judged_as_at_its_vendor() -> None:
    text = """\
api.example.com:
- {at: GET /a, requires: {oauth2: {service: wrike, scopes: [wsReadWrite, amReadOnlyUser]}}, text: in}
- {at: GET /b, requires: {oauth2: {service: wrike, query: access_token}}, text: in}
"""
    hosts = HostsReader(SERVICES).read(parse_yaml(text, "extension.yaml"))
    world = World.create(Extension(hosts=hosts))
    world.given("wrike", "accounts", "", {"id": "IEAAAAAQ"})
    world.given("wrike", "contacts", "IEAAAAAQ", {"person": "tom"})
    whole = world.token("wrike", "tom", lifetime=60)
    part = world.token("wrike", "tom", scopes=["wsReadWrite"])

    async def said(url: str, **headers: str) -> tuple[int, str | None]:
        response = await world.client.get(f"https://api.example.com{url}", headers=headers)
        last = list(world.journal)[-1]
        return response.status_code, last.reason or last.person

    async def run() -> list[tuple[int, str | None]]:
        outcomes = [
            await said("/a", authorization=f"Bearer {whole}"),
            await said("/a", authorization=f"bearer {part}"),
            await said("/a", authorization=f"Basic {whole}"),
            await said("/a", authorization="Bearer made-up"),
            await said("/b", authorization=f"Bearer {whole}"),
            await said(f"/b?access_token={whole}"),
        ]
        world.clock.move(60)
        return [*outcomes, await said("/a", authorization=f"Bearer {whole}")]

    assert asyncio.run(run()) == [
        (200, "tom"),
        (403, "scope"),
        (401, "missing"),
        (401, "unknown"),
        (401, "missing"),
        (200, "tom"),
        (401, "expired"),
    ]


@pytest.mark.parametrize(
    ("status", "origins", "location"),
    [
        (302, None, AWAY),
        (302, {"": "http://127.0.0.1:1"}, AWAY.replace("https://", "http://127.0.0.1:1/_h/")),
        (201, {"": "http://127.0.0.1:1"}, AWAY),
    ],
)
def test_a_redirect_leads_a_browser_to_no_other_machine(
    status: int, origins: Mapping[str, str] | None, location: str
) -> None:
    reply = Reply(status, (("location", AWAY),))
    extension = Extension(hosts={"app.example": (Canned("GET", "/connect", reply),)})
    world = World.create(extension, origins=origins)
    answered = asyncio.run(world.client.get(world.context.urls.of("app.example", "/connect")))
    assert (answered.status_code, answered.headers["location"]) == (status, location)
