"""Which fake a request over a socket reaches: by its Host, else by the port that it came to."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import pytest

from harness import servers
from harness.errors import UsageError
from harness.extension import Canned, Extension
from harness.world import OWN_HOST, World

PORTS = {8701: "www.zohoapis.com", 8702: "www.wrike.com", 8705: OWN_HOST}


@pytest.mark.parametrize(
    ("port", "headers", "path", "reached"),
    [
        (8701, {}, "/books/v3/contacts", ("books", "127.0.0.1")),
        (8701, {"host": "www.zohoapis.in"}, "/books/v3/contacts", ("books", "www.zohoapis.in")),
        (8702, {"host": "WWW.ZohoAPIs.in:443"}, "/books/v3/contacts", ("books", "www.zohoapis.in")),
        (8702, {}, "/api/v4/folders", ("wrike", "127.0.0.1")),
        (8702, {"host": "app-eu.wrike.com:8702"}, "/api/v4/folders", ("wrike", "app-eu.wrike.com")),
        (8705, {}, "/_control/clock", ("control", "127.0.0.1")),
        (8705, {"host": "evil.example"}, "/_control/clock", ("control", "evil.example")),
        (8705, {"host": "www.zohoapis.com"}, "/_control/clock", ("control", "www.zohoapis.com")),
    ],
)
def test_a_host_of_a_vendor_counts_before_the_port(
    port: int, headers: Mapping[str, str], path: str, reached: tuple[str, str]
) -> None:
    world = World.create()
    gateway = servers.Gateway(PORTS)
    gateway.worlds[""] = world.fakes

    async def call() -> None:
        transport = httpx.ASGITransport(app=gateway)
        async with httpx.AsyncClient(transport=transport, base_url=f"http://127.0.0.1:{port}") as client:
            await client.get(path, headers=headers)
        await world.aclose()

    asyncio.run(call())
    (exchange,) = world.journal
    assert (exchange.service, httpx.URL(exchange.url).host) == reached


def test_a_bare_port_serves_organizations_of_every_data_centre() -> None:
    world = World.create()
    world.given("books", "organization", "", {"organization_id": "60012345678", "data_centre": "in"})
    world.given("books", "users", "60012345678", {"person": "tom"})
    headers = {"authorization": f"Bearer {world.token('zoho', 'tom')}"}
    gateway = servers.Gateway(PORTS)
    gateway.worlds[""] = world.fakes

    async def status(host: str) -> int:
        transport = httpx.ASGITransport(app=gateway)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8701") as client:
            answer = await client.get("/books/v3/users/me", headers={**headers, "host": host})
        return answer.status_code

    hosts = ("127.0.0.1:8701", "www.zohoapis.in", "www.zohoapis.com")
    assert [asyncio.run(status(host)) for host in hosts] == [200, 200, 401]


def test_a_path_that_nothing_owns_is_told_where_there_is_something() -> None:
    world = World.create()
    gateway = servers.Gateway(PORTS)
    gateway.worlds[""] = world.fakes

    async def said() -> str:
        transport = httpx.ASGITransport(app=gateway)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8701") as client:
            return str((await client.get("/contacts")).json()["error"])

    expected = "nothing answers for 127.0.0.1:8701/contacts; what is here answers below /api/v3 and /books/v3"
    assert asyncio.run(said()) == expected


SHOP = servers.provider_service(
    vendor="oauth_shop",
    title="Shop",
    authorize_url="https://shop.example/oauth/authorize",
    token_url="https://shop.example/oauth/token",
)


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/_h/shop.example/oauth/authorize", 400),
        ("/_h/shop.example/oauth/authorized", 404),
        ("/_h/shop.example", 404),
        (f"/_h/{OWN_HOST}/_control/clock", 404),
        ("/_h/deluge.zoho.com/delugeauth/callback", 404),
    ],
)
def test_a_host_without_a_port_is_reached_below_a_path_but_never_the_harness_itself(
    path: str, status: int
) -> None:
    world = World.create()
    world.fakes.add(SHOP)
    gateway = servers.Gateway(PORTS)
    gateway.worlds[""] = world.fakes

    async def call() -> int:
        transport = httpx.ASGITransport(app=gateway)
        async with httpx.AsyncClient(transport=transport, base_url="http://127.0.0.1:8705") as client:
            return (await client.get(path)).status_code

    assert asyncio.run(call()) == status


def test_a_canned_host_leaves_the_addresses_of_oauth_on_it_alone() -> None:
    hosts = {"shop.example": (Canned("GET", "/api/orders"),)}
    world = World.create(Extension(hosts=hosts))
    world.fakes.add(SHOP)

    async def call(url: str) -> int:
        return (await world.client.get(url)).status_code

    async def both() -> list[int]:
        urls = ("https://shop.example/api/orders", "https://shop.example/oauth/authorize")
        return [await call(url) for url in urls]

    assert asyncio.run(both()) == [200, 400]
    found = world.fakes.at("https://shop.example/oauth/token")
    assert found is not None
    assert servers.vendor_of(found) == "oauth_shop"
    canned = world.fakes.at("https://shop.example/api")
    assert canned is not None
    with pytest.raises(UsageError, match=r"shop\.example is there, and no OAuth server\."):
        servers.vendor_of(canned)
