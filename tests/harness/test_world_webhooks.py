"""What a fake sends of itself leaves through its world: to a host of the world, or nowhere."""

from __future__ import annotations

import asyncio

from harness.extension import Canned
from harness.site.canned import canned_service
from harness.world import World

API = "https://www.wrike.com/api/v4"


async def hooked(world: World, url: str) -> None:
    """Let Wrike tell `url` of everything, and make something happen."""
    world.given("wrike", "accounts", "", {"id": "IEAAAAAQ"})
    world.given("wrike", "contacts", "IEAAAAAQ", {"person": "tom"})
    root = f"{API}/folders/IEAAAAAQI7777777/folders"
    assert (
        await world.request("POST", f"{API}/webhooks", person="tom", json={"hookUrl": url})
    ).status_code == 200
    assert (await world.request("POST", root, person="tom", json={"title": "New"})).status_code == 200
    await world.settle()


def test_a_webhook_reaches_a_host_of_the_world_when_it_settles() -> None:
    async def play() -> None:
        world = World.create()
        world.fakes.add(canned_service("hooks.example", (Canned("POST", "/wrike"),), lambda _: ""))
        await hooked(world, "https://hooks.example/wrike")
        last = list(world.journal)[-1]
        assert (last.method, last.url, last.status) == ("POST", "https://hooks.example/wrike", 200)
        assert b'"eventType": "FolderCreated"' in (last.request_body or b"")
        await world.aclose()

    asyncio.run(play())


def test_a_webhook_to_a_stranger_leaves_nothing_and_is_suspended_in_time() -> None:
    async def play() -> None:
        world = World.create()
        await hooked(world, "https://elsewhere.example/wrike")
        await world.advance(3_600)
        (hook,) = world.view("wrike", "webhooks", "IEAAAAAQ")
        assert hook["status"] == "Suspended"
        tries = [one for one in world.journal if "elsewhere.example" in one.url]
        assert [one.status for one in tries] == [None] * 4
        await world.aclose()

    asyncio.run(play())


def test_a_webhook_reaches_a_program_of_this_machine_where_the_clock_is_the_systems() -> None:
    heard: list[bytes] = []

    async def receive(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length: ")[2].partition(b"\r\n")[0])
        heard.append(await reader.readexactly(length))
        writer.write(b"HTTP/1.1 200 OK\r\ncontent-length: 0\r\n\r\n")
        writer.close()

    async def play(manual: bool) -> None:
        world = World.create(manual=manual)
        server = await asyncio.start_server(receive, "127.0.0.1", 0)
        url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/wrike"
        await hooked(world, url)
        await world.aclose()
        server.close()

    asyncio.run(play(manual=True))
    assert heard == []
    asyncio.run(play(manual=False))
    assert b'"eventType": "FolderCreated"' in heard[0]
