"""Which fake a request over a socket reaches: by its Host, else by the port that it came to."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import pytest

from harness import servers
from harness.world import OWN_HOST, World

PORTS = {8701: "www.zohoapis.com", 8702: "www.wrike.com", 8705: OWN_HOST}


@pytest.mark.parametrize(
    ("port", "headers", "path", "reached"),
    [
        (8701, {}, "/books/v3/contacts", ("books", "127.0.0.1")),
        (8701, {"host": "www.zohoapis.in"}, "/books/v3/contacts", ("books", "www.zohoapis.in")),
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
