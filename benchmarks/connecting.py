"""What a connection costs: authorising it, and a call that goes through it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from functools import partial

from harness.connections import Definition
from harness.deluge import compile_source
from harness.extension import Canned, Extension
from harness.workflow import Function
from harness.world import World

from .figures import Effort, Figure
from .measuring import paired_awaiting
from .site import ORGANIZATION, Refused

CALLS = 40
"""So many calls are made between two looks at the clock."""
PERSON, LINK = "tom", "wrike_connection"
SOURCE = """\
for each number in numbers
{{
	answer = invokeurl
	[
		url :"https://api.shop.example/things"
		type :GET
{connection}	];
}}
"""


def authorising(effort: Effort) -> Iterator[Figure]:
    """One consent in process, against the state that it leaves, laid down at once."""
    yield asyncio.run(_authorising(effort.of(200, 40)))


async def _authorising(runs: int) -> Figure:
    world = _world()

    async def connect() -> None:
        if await world.connect(ORGANIZATION, LINK, PERSON):
            raise Refused("The consent went wrong.")

    async def lay_down() -> None:
        world.connected(ORGANIZATION, LINK, PERSON)

    await connect()
    pair = await paired_awaiting(connect, lay_down, runs)
    return Figure("connect", pair.ours * 1e3, 3, "ms", f"given at once {pair.reference * 1e3:.2f} ms")


def calling(effort: Effort) -> Iterator[Figure]:
    """A call of a function through a live connection, against the same call without one."""
    yield asyncio.run(_calling(effort.of(120, 30)))


async def _calling(runs: int) -> Figure:
    world = _world()
    world.connected(ORGANIZATION, LINK, PERSON)
    through, without = _function(f'\t\tconnection:"{LINK}"\n'), _function("")
    pair = await paired_awaiting(partial(_call, world, through), partial(_call, world, without), runs)
    each = 1e6 / CALLS
    said = f"{pair.ours * each:.0f} us a call; without {pair.reference * each:.0f} us"
    added = (pair.ratio - 1) * pair.reference  # of neighbours in time, which the machine treats alike
    return Figure("connected-call", added * each, 60, "us", said)


def _world() -> World:
    connections = {LINK: Definition(LINK, "wrike", ("wsReadWrite",))}
    hosts = {"api.shop.example": (Canned("GET", "/things"),)}
    world = World.create(Extension("Costs", connections=connections, hosts=hosts))
    world.people.add(PERSON)
    world.given("books", "organization", "", {"organization_id": ORGANIZATION})
    world.given("wrike", "accounts", "", {"id": "IEAAAAAQ"})
    world.given("wrike", "contacts", "IEAAAAAQ", {"person": PERSON})
    return world


def _function(connection: str) -> Function:
    return Function("call", "projects", compile_source(SOURCE.format(connection=connection), "call.dg"))


async def _call(world: World, function: Function) -> None:
    numbers = list(range(CALLS))
    done = await world.workflow.run_function(function, {"numbers": numbers}, ORGANIZATION, PERSON)
    if done.line.status != "Success":
        raise Refused(done.line.reason)
