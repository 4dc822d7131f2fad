"""One ecosystem: equal states, time, isolation, the same bytes."""

from __future__ import annotations

import asyncio
import gc
import json
import os
import subprocess
import sys
import warnings
from pathlib import Path
from typing import Any

import httpx
import pytest

from harness.connections import Definition
from harness.errors import LoopError, UsageError
from harness.extension import Extension
from harness.world import World

ORGANIZATION, ACCOUNT = "60012345678", "IEAAAAAQ"
EXTENSION = Path(__file__).parents[2] / "scenarios" / "wrike-projects"
WRIKE = Definition("wrike_connection", "wrike", ("wsReadWrite",))
ZOHO = Definition("books_connection", "zoho_oauth", ("ZohoBooks.projects.READ",))
TIMES = {"issued", "expires", "authorized_at", "expires_at"}
COUNTERS = ("kit.ids", "oauth.sessions", "oauth.codes", "harness.states", "kit.clock")


def furnished(**options: Any) -> World:
    extension = Extension(connections={one.link_name: one for one in (WRIKE, ZOHO)})
    world = World.create(extension, **options)
    world.given("books", "organization", "", {"organization_id": ORGANIZATION})
    world.given("wrike", "accounts", "", {"id": ACCOUNT})
    for person in ("tom", "ann"):
        world.given("books", "users", ORGANIZATION, {"person": person})
        world.given("wrike", "contacts", ACCOUNT, {"person": person})
    return world


def state(world: World) -> dict[str, list[Any]]:
    """What the store holds, without ids, secrets and times: the shape of every record of each kind."""
    kinds: dict[str, list[Any]] = {}
    for kind, tenant in world.store.kinds():
        if kind in COUNTERS:
            continue
        rows = world.store.rows(kind, tenant).values()
        shapes = [{name: shape(name, value) for name, value in row.items()} for row in rows]
        kinds[f"{kind} of {tenant}"] = sorted(shapes, key=str)
    return kinds


def shape(name: str, value: Any) -> Any:
    secret = isinstance(value, str) and len(value) > 40
    return type(value).__name__ if secret or name in TIMES else value


@pytest.mark.parametrize("definition", [WRIKE, ZOHO], ids=lambda one: one.link_name)
def test_a_connection_given_equals_one_that_went_through_consent(definition: Definition) -> None:
    given, consented = furnished(), furnished()
    given.connected(ORGANIZATION, definition.link_name, "tom")
    asyncio.run(consented.connect(ORGANIZATION, definition.link_name, "tom"))
    assert given.connections.status(ORGANIZATION, definition.link_name) == "Connected"
    assert state(given) == state(consented)


def test_a_snapshot_brings_everything_back_but_the_journal() -> None:
    async def play() -> None:
        world = furnished()
        kept = world.snapshot()
        began = world.clock.now()
        world.connected(ORGANIZATION, "wrike_connection", "tom")
        await world.advance(3_600)
        world.restore(kept)
        assert world.connections.status(ORGANIZATION, "wrike_connection") == "Not connected"
        assert world.clock.now() == began

    asyncio.run(play())


def test_time_moves_from_timer_to_timer_in_order() -> None:
    async def play() -> list[tuple[str, float]]:
        world = World.create(start=0)
        heard: list[tuple[str, float]] = []
        world.timers.handle("note", lambda payload: heard.append((payload["name"], world.clock.now())))
        for due, name in ((20, "second"), (10, "first"), (99, "too late")):
            world.timers.at(due, "note", {"name": name})
        await world.advance(30)
        assert world.clock.now() == 30
        return heard

    assert asyncio.run(play()) == [("first", 10), ("second", 20)]


def test_what_sets_itself_off_for_ever_is_named_a_loop() -> None:
    world = World.create()
    world.timers.handle("again", lambda payload: world.timers.at(world.clock.now(), "again", payload))
    world.timers.at(world.clock.now(), "again", {})
    with pytest.raises(LoopError, match="something sets itself off"):
        asyncio.run(world.settle())


def test_nothing_leaks_between_two_worlds() -> None:
    async def play() -> None:
        one, other = furnished(), furnished()
        url = f"https://www.zohoapis.com/books/v3/contacts?organization_id={ORGANIZATION}"
        await one.request("POST", url, person="tom", json={"contact_name": "Acme"})
        refused = await other.request(
            "GET", url, headers={"authorization": f"Bearer {one.token('zoho', 'tom')}x"}
        )
        assert refused.status_code == 401
        assert len(one.view("books", "contacts", ORGANIZATION)) == 1
        assert other.view("books", "contacts", ORGANIZATION) == []
        assert len(one.journal) == 1

    asyncio.run(play())


def test_a_kind_that_does_not_exist_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="Did you mean 'projects'"):
        World.create().view("books", "project", ORGANIZATION)


STORY = """
import asyncio, json, sys
from pathlib import Path
from harness.scenario.start import load_start
from harness.world import World

async def play(sockets):
    start = load_start(World.create(), Path("scenarios/wrike-projects"))
    world = World.create(start.extension)
    await start.lay_down(world)
    organization = world.tenants("books")[0]
    acme = world.view("books", "contacts", organization)[0]["contact_id"]
    values = {"project_name": "Site", "customer_id": acme, "tasks": ["A", "B"]}
    method, url, body = world.kind("books", "projects").request(
        world.context, "create", organization, None, values
    )
    async def act():
        await world.request(method, url, person="tom", json=body, origin="ui")
        await world.settle()
        await world.connect(organization, "wrike_connection", "ann")
    if sockets:
        async with world.serve():
            await act()
    else:
        await act()
    print(json.dumps([one.as_json() for one in world.journal]))

asyncio.run(play(sys.argv[1] == "sockets"))
"""


def test_the_journal_has_the_same_bytes_under_any_hash_seed_and_over_sockets() -> None:
    root = Path(__file__).resolve().parents[2]

    def journal(hash_seed: str, way: str) -> str:
        environment = {**os.environ, "PYTHONHASHSEED": hash_seed}
        command = [sys.executable, "-c", STORY, way]
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, text=True, check=True)
        return done.stdout

    first = journal("1", "process")
    assert len(json.loads(first)) > 8
    assert first == journal("2", "process") == journal("3", "sockets")


def test_up_starts_without_what_its_first_answers_do_not_need() -> None:
    seldom = [
        *("httpx", "urllib.request", "jinja2", "oauthlib"),
        *(f"harness.scenario.{one}" for one in ("expect", "expectations", "openapi", "runner", "steps")),
    ]
    code = (
        "import sys; from pathlib import Path; from harness import up; from harness.world import World;"
        f"up.load_start(World.create(), Path({str(EXTENSION)!r}), None);"
        f"print([one for one in {seldom!r} if one in sys.modules])"
    )
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


def test_what_a_browser_alone_opened_is_closed_with_the_world() -> None:
    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(b"HTTP/1.1 204 No Content\r\n\r\n")

    async def browse() -> tuple[bool, int]:
        server = await asyncio.start_server(answer, "127.0.0.1", 0)
        port = server.sockets[0].getsockname()[1]
        world = World.create(allowed=["127.0.0.1"])
        browser = httpx.AsyncClient(transport=world.transport, trust_env=False)
        await browser.get(f"http://127.0.0.1:{port}/")
        await world.aclose()
        server.close()
        return "client" in vars(world), port

    with warnings.catch_warnings(record=True) as left_open:
        warnings.simplefilter("always")
        made_a_client, port = asyncio.run(browse())
        gc.collect()
    leading_there = [str(one.message) for one in left_open if f"', {port})>" in str(one.message)]
    assert (made_a_client, leading_there) == (False, [])
