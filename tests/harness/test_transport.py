"""The way out of a world: what it refuses, and what it carries. Faults: test_transport_faults.py."""

from __future__ import annotations

import asyncio

import pytest

from harness.errors import HostRefused
from harness.world import World

VERSION = "https://www.wrike.com/api/v4/version"


def furnished() -> World:
    world = World.create()
    world.people.add("tom")
    world.given("wrike", "accounts", "", {"id": "IEAAAAAQ"})
    world.given("wrike", "contacts", "IEAAAAAQ", {"person": "tom"})
    return world


def test_a_host_that_no_fake_owns_is_refused_with_the_nearest_known_one() -> None:
    async def refused() -> tuple[str, str | None]:
        world = furnished()
        with pytest.raises(HostRefused) as error:
            await world.request("GET", "https://www.wirke.com/api/v4/version")
        (exchange,) = world.journal
        return str(error.value), exchange.error

    said, noted = asyncio.run(refused())
    assert "No fake owns the host 'www.wirke.com'" in said
    assert "Did you mean 'www.wrike.com'?" in said
    assert noted == said


def test_a_path_that_no_fake_of_a_known_host_owns_is_refused_as_such() -> None:
    async def refused() -> str:
        with pytest.raises(HostRefused) as error:
            await furnished().request("GET", "https://login.wrike.com/profile?token=secret")
        return str(error.value)

    said = asyncio.run(refused())
    assert said.startswith("A fake answers for 'login.wrike.com', but not at /profile. Declare it under")


def test_the_private_header_reaches_no_fake() -> None:
    async def echoed() -> dict[str, str]:
        world = furnished()
        async with world.serve():
            await world.request("GET", VERSION, person="tom")
        (exchange,) = world.journal
        return dict(exchange.request_headers)

    assert "x-harness-exchange" not in asyncio.run(echoed())


def test_a_proxy_of_this_machine_carries_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")

    async def status() -> int:
        return (await furnished().request("GET", VERSION, person="tom")).status_code

    assert asyncio.run(status()) == 200
