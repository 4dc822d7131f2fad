"""The way out of a world: refusals, time, and faults that feel the same both ways."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack
from typing import Any

import httpx
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


async def outcome(fault: dict[str, Any], *, sockets: bool) -> dict[str, Any]:
    """What a caller and the journal see of one call under a fault."""
    world = furnished()
    world.context.faults.add({"at": {"service": "wrike"}, "do": fault})
    began = world.clock.now()
    async with AsyncExitStack() as stack:
        stack.push_async_callback(world.aclose)
        if sockets:
            await stack.enter_async_context(world.serve())
        try:
            answer = await world.request("GET", VERSION, person="tom")
            seen: Any = (answer.status_code, answer.content)
        except httpx.HTTPError as error:
            seen = type(error)
    (exchange,) = world.journal
    passed = world.clock.now() - began
    return {"seen": seen, "passed": passed, "exchange": exchange.as_json()}


FAULTS = [
    ({"status": 429}, 429, 0),
    ({"status": 500}, 500, 0),
    ({"slow": 5}, 200, 5),
    ({"slow": 60}, httpx.ReadTimeout, 40),
    ({"silence": 60}, httpx.ReadTimeout, 40),
    ({"silence": 5}, httpx.ReadError, 5),
    ({"reset": True}, httpx.ReadError, 0),
    ({"lost": True}, httpx.RemoteProtocolError, 0),
    ({"cut": True}, httpx.RemoteProtocolError, 0),
]


@pytest.mark.parametrize(("fault", "expected", "seconds"), FAULTS, ids=lambda one: str(one))
def test_a_fault_is_the_same_in_process_and_over_a_socket(fault: Any, expected: Any, seconds: int) -> None:
    inside = asyncio.run(outcome(fault, sockets=False))
    outside = asyncio.run(outcome(fault, sockets=True))
    assert inside == outside
    seen = inside["seen"]
    assert (seen if isinstance(seen, type) else seen[0]) is expected or seen[0] == expected
    assert inside["passed"] == pytest.approx(seconds)


def test_work_is_done_under_a_lost_answer_and_not_under_a_reset() -> None:
    async def made(fault: dict[str, Any]) -> int:
        world = furnished()
        world.context.faults.add({"at": {"method": "POST"}, "do": fault})
        url = "https://www.wrike.com/api/v4/folders/IEAAAAAQI7777777/folders?title=A"
        with pytest.raises(httpx.TransportError):
            await world.request("POST", url, person="tom")
        return len(world.view("wrike", "folders", "IEAAAAAQ"))

    assert asyncio.run(made({"lost": True})) == 1
    assert asyncio.run(made({"reset": True})) == 0


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
