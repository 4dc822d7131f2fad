"""`harness up`: one ecosystem, or several, on ports of this machine, on the system clock."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import logging
import os
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson

from . import servers
from .errors import HarnessError, UsageError, nearest
from .scenario.services_file import service_of
from .scenario.start import load_start
from .site.pages import commands
from .world import CALLBACK_HOSTS, OWN_HOST, World

log = logging.getLogger("harness")

NAMES = ("books", "wrike", "accounts_zoho", "login_wrike", "control")
"""The five origins, in the order of their ports."""
HOSTS = ("www.zohoapis.com", "www.wrike.com", "accounts.zoho.com", "login.wrike.com", OWN_HOST)
"""The vendor's host that each of them stands for."""
EXTENSION = "extension.yaml"
_HERE = Path(__file__).parent
EXAMPLES = (_HERE / "example", _HERE.parents[1] / "scenarios" / "wrike-projects")
"""The extension of the story: in the wheel, and in a checkout."""


@dataclass(frozen=True, slots=True)
class Settings:
    """The options of `harness up`, as on the command line."""

    extension: Path | None = None
    fixture: str | None = None
    state: Path | None = None
    fsync: bool = False
    host: str = "127.0.0.1"
    port: int = 8701
    seed: int = 1
    allowed: tuple[str, ...] = ()
    redirects: tuple[str, ...] = ()
    json: bool = False


async def stay_up(settings: Settings, say: Callable[[str], None]) -> None:
    """Answer until interrupted or terminated; `say` prints a line. Raises UsageError for a taken port."""
    terminated = asyncio.Event()
    with contextlib.suppress(NotImplementedError):  # Windows has no such signal
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, terminated.set)
    async with running(settings) as hub:
        gc.freeze()
        gc.set_threshold(700, 10, 1_000)  # records live as long as their world: seldom look through all
        gc.enable()
        front = hub.front("")
        say(orjson.dumps(front).decode() if settings.json else "\n".join(_banner(front)))
        await terminated.wait()


@contextlib.asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[Hub]:
    """The ecosystem, answering on its ports; yields its hub."""
    sockets = _sockets(settings.host, settings.port)
    try:
        hub = Hub(settings, [bound.getsockname()[1] for bound in sockets])
        await hub.begin()
        try:
            async with servers.serving(hub.gateway, sockets):
                yield hub
        finally:
            await hub.aclose()
    finally:
        for bound in sockets:
            bound.close()


def extension_folder(given: Path | None) -> Path:
    """The folder of the extension to run: as given, or here if there is one here, or the example."""
    if given is not None:
        return given.parent if given.name == EXTENSION else given
    here = Path()
    return here if (here / EXTENSION).is_file() else next(one for one in EXAMPLES if one.is_dir())


@dataclass(slots=True)
class Entry:
    """One world of the server, and what `up --json` says of it."""

    world: World
    front: dict[str, Any]
    pump: asyncio.Task[None]


class Hub:
    """The worlds of one server. The first has the id '' and the plain origins."""

    def __init__(self, settings: Settings, ports: list[int]) -> None:
        self.settings, self.ports = settings, ports
        self._entries: dict[str, Entry] = {}
        self._made = 0
        self._state: servers.StateFile | None = None
        self._start = load_start(World.create(), extension_folder(settings.extension), settings.fixture)
        self.gateway = servers.Gateway(dict(zip(ports, HOSTS, strict=True)), self._identity)

    async def begin(self) -> None:
        """Make the first world, or take it from the state file."""
        world = self._new("", {})
        if self.settings.state is not None:
            self._state = servers.open_state(world.context, self.settings.state, self.settings.fsync)
        await self._enter("", world)

    def front(self, world: str) -> dict[str, Any]:
        """What `up --json` prints for a world."""
        return self._entries[world].front

    def world(self, world: str) -> World:
        """The world of that id."""
        return self._entries[world].world

    async def create(self, options: Mapping[str, Any]) -> dict[str, Any]:
        """A further world: `seed`, `start` (ISO time) and `assume` as options."""
        self._made += 1
        name = f"w{self._made}"
        await self._enter(name, self._new(name, options))
        return self.front(name)

    async def delete(self, world: str) -> None:
        """End a further world; raises UsageError."""
        if not world or world not in self._entries:
            raise UsageError(f"No world '{world}' to delete. {nearest(world, filter(None, self.ids))}")
        await self._end(world)

    @property
    def ids(self) -> list[str]:
        """The ids of the worlds."""
        return list(self._entries)

    async def aclose(self) -> None:
        """End every world, and fold the state file."""
        for name in self.ids:
            await self._end(name)
        if self._state is not None:
            self._state.close()

    def origins(self, world: str = "") -> dict[str, str]:
        """Vendor's host -> origin on this machine, for the world of that id."""
        prefix = f"{servers.PREFIX}{world}" if world else ""
        shown = f"[{self.settings.host}]" if ":" in self.settings.host else self.settings.host
        shown = "127.0.0.1" if shown in ("0.0.0.0", "[::]") else shown  # noqa: S104  # what to connect to
        own = dict(zip(NAMES, (f"http://{shown}:{port}{prefix}" for port in self.ports), strict=True))
        origins = dict.fromkeys(("", *CALLBACK_HOSTS.values(), OWN_HOST), own["control"])
        for name in reversed(NAMES[:-1]):  # www.wrike.com is Wrike's before it is login.wrike's
            origins |= dict.fromkeys(servers.services()[name].hosts, own[name])
        return origins

    def _new(self, name: str, options: Mapping[str, Any]) -> World:
        return World.create(
            self._start.extension,
            seed=options.get("seed", self.settings.seed),
            manual=False,
            assume=options.get("assume"),
            origins=self.origins(name),
            allowed=self.settings.allowed,
        )

    async def _enter(self, name: str, world: World) -> None:
        if not world.tenants("books"):
            await self._start.lay_down(world)
        front = describe(world, self.settings.redirects)
        world.pages.front = front
        world.controls.hub = self
        world.connection_controls.read_service = service_of
        world.controls.remember_beginning()
        pump = _Pump(world)
        world.fakes.on_done = pump.look
        self._entries[name] = Entry(world, front, asyncio.create_task(pump.run()))
        self.gateway.worlds[name] = world.fakes

    async def _end(self, name: str) -> None:
        entry = self._entries.pop(name)
        self.gateway.worlds.pop(name, None)
        entry.pump.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await entry.pump
        await entry.world.aclose()

    def _identity(self) -> dict[str, Any]:
        return {"harness": True, "pid": os.getpid(), "control": self._entries[""].front["control"]}


class _Pump:
    """Runs rules and timers of a world as they fall due, as long as it lives."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._changed = asyncio.Event()
        self._changed.set()
        self._seen = 0

    def look(self) -> None:
        """See whether there is anything to do: nothing is, where nothing was written."""
        if self._world.store.writes != self._seen:
            self._changed.set()

    async def run(self) -> None:
        """Until it is cancelled."""
        world = self._world
        while True:
            due = world.timers.next_due()
            wait = None if due is None else max(0.0, due - world.clock.now())
            with contextlib.suppress(TimeoutError):
                await (self._changed.wait() if wait is None else asyncio.wait_for(self._changed.wait(), wait))
            self._changed.clear()
            self._seen = world.store.writes
            if not world.busy:
                continue
            try:
                await world.settle()
            except HarnessError as error:
                log.warning("%s", error)


def describe(world: World, redirects: tuple[str, ...]) -> dict[str, Any]:
    """What `up --json` prints: origins, the organization, ready tokens, clients of one's own."""
    urls = world.context.urls
    origins = dict(zip(NAMES, (urls.origin(host) for host in HOSTS), strict=True))
    organization = world.tenants("books")[0]
    person = next(iter(world.people.all()))
    member = world.people.membership(person, "zoho", organization)
    uris = [f"{origins['control']}/oauth/callback", *redirects]
    return {
        "format": 1,
        **origins,
        "organization_id": organization,
        "user_id": member["as"] if member else "",
        "tokens": {"books": world.token("zoho", person), "wrike": world.token("wrike", person)},
        "clients": {vendor: world.own_client(vendor, uris) for vendor in ("zoho", "wrike")},
    }


def _banner(front: Mapping[str, Any]) -> Iterator[str]:
    yield "Fake Zoho Books and fake Wrike are up; nothing here leaves this machine."
    yield f"\n  Open    {front['control']}/\n"
    for name in NAMES:
        yield f"  {name:<16}{front[name]}"
    yield f"  {'organization_id':<16}{front['organization_id']}"
    for name, token in front["tokens"].items():
        yield f"  {'token ' + name:<16}{token}"
    lines = commands(front)
    yield f"\n  In a shell:\n    {lines['curl']}"
    yield f"  In PowerShell:\n    {lines['powershell']}\n\n  Ctrl-C ends it."


def _sockets(host: str, port: int) -> list[socket.socket]:
    bound: list[socket.socket] = []
    for number in range(port, port + len(NAMES)) if port else (0,) * len(NAMES):
        try:
            bound.append(servers.listen(host, number))
        except OSError as error:
            for one in bound:
                one.close()
            raise UsageError(_taken(host, number, error)) from None
    return bound


def _taken(host: str, port: int, error: OSError) -> str:
    if error.errno != errno.EADDRINUSE and "in use" not in str(error).lower():
        return f"Can't listen on {host}:{port}: {error.strerror or error}."
    whose = _who(host, port)
    by = f"by another 'harness up' (process {whose['pid']}, {whose['control']})" if whose else ""
    return f"Port {port} is taken {by or 'by another program'}. Stop it, or choose another with --port."


def _who(host: str, port: int) -> dict[str, Any] | None:
    """What the program on that port says of itself, if it is one of ours."""
    import http.client

    connection = http.client.HTTPConnection(host, port, timeout=1)
    try:
        connection.request("GET", servers.IDENTITY)
        said = orjson.loads(connection.getresponse().read())
    except (OSError, http.client.HTTPException, orjson.JSONDecodeError):
        return None
    finally:
        connection.close()
    return said if isinstance(said, dict) and said.get("harness") else None
