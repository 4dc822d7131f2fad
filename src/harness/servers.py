"""The fakes of a world, in process or on sockets. The only module that imports `mocks`.

In a checkout the package is `mocks` at the top level; in the wheel it is `harness.mocks`.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Iterable, Mapping, MutableMapping
from functools import cache
from importlib.metadata import entry_points
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import uvicorn

    import mocks
    from mocks.kit.app import App
    from mocks.kit.assumptions import Declared
    from mocks.kit.service import Context, Service
else:
    try:
        from harness import mocks
    except ImportError:
        import mocks
    Context = mocks.kit.service.Context

PLUGINS = "zoho_books_harness.fakes"
"""The entry point group of fakes from outside this project: name -> Service."""


@cache
def services() -> Mapping[str, Service]:
    """Every fake by name: ours, and those that installed packages add."""
    added = {point.name: point.load() for point in entry_points(group=PLUGINS)}
    return {**mocks.FAKES, **added}


def make_context(
    *,
    seed: int,
    manual: bool,
    start: float | None,
    assumptions: Iterable[Declared],
    chosen: Mapping[str, str],
    sabotage: Iterable[str],
    origins: Mapping[str, str] | None,
) -> Context:
    """The context of a new world; `assumptions` are the harness's own, the fakes' are added."""
    kit = mocks.kit
    store = kit.store.Store()
    clock = kit.clock.Clock(store, manual=manual, start=kit.clock.START if start is None else start)
    ids = kit.ids.Ids(store, seed)
    people = kit.people.People(store, ids)
    checks = kit.checks.Checks(sabotage)
    declared = [*assumptions, *(one for service in services().values() for one in service.assumptions)]
    return Context(
        store=store,
        clock=clock,
        ids=ids,
        timers=kit.clock.Timers(store, clock, ids),
        journal=kit.journal.Journal(clock),
        assumptions=kit.assumptions.Assumptions(declared, chosen),
        checks=checks,
        events=kit.events.Events(store, clock, ids),
        limits=kit.limits.Limits(store, clock),
        people=people,
        urls=kit.urls.Urls(origins),
        faults=kit.faults.Faults(store, ids),
        tokens=mocks.oauth.TokenRegistry(store, clock, ids, people, checks),
    )


@cache
def _routes() -> Mapping[str, tuple[tuple[str, str], ...]]:
    """Host -> (path prefix, service name), the longest prefix first."""
    routes: dict[str, list[tuple[str, str]]] = {}
    for name, service in services().items():
        for host in service.hosts:
            routes.setdefault(host, []).extend((path, name) for path in service.paths)
    return {host: tuple(sorted(found, key=lambda route: -len(route[0]))) for host, found in routes.items()}


class Fakes:
    """The fakes of one world, by the vendor's host; `own` are the hosts of the harness itself."""

    def __init__(self, context: Context, own: Mapping[str, App] | None = None) -> None:
        self._context = context
        self._own = dict(own or {})
        self._apps: dict[str, App] = {}

    def find(self, host: str, path: str) -> App | None:
        """The application that answers for the host, or None if no fake owns it."""
        if (app := self._own.get(host)) is not None:
            return app
        for prefix, name in _routes().get(host, ()):
            if path.startswith(prefix):
                return self.app(name)
        return None

    def app(self, name: str) -> App:
        """The application of the fake of that name; bound at its first use."""
        if (app := self._apps.get(name)) is None:
            app = self._apps[name] = services()[name].create_app(self._context)
        return app

    def own(self, host: str, app: App) -> None:
        """Let the harness itself answer for `host`."""
        self._own[host] = app

    @property
    def hosts(self) -> list[str]:
        """Every host that is owned."""
        return sorted({*_routes(), *self._own})


EXCHANGE_HEADER = b"x-harness-exchange"
PREFIX = "/_w/"
"""The path prefix under which a further world of one server lives: `/_w/<id>`."""


class Gateway:
    """What listens on sockets: finds the world and the fake that a request is for.

    `ports` says which vendor's host a port of this machine stands for where the `Host` header does not
    name one. Worlds are found by path prefix or by `<id>.localhost`; without either it is the first.
    """

    def __init__(self, first: Fakes, ports: Mapping[int, str]) -> None:
        self.worlds: dict[str, Fakes] = {"": first}
        self.ports = dict(ports)

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            return
        headers = dict(scope["headers"])
        if (number := headers.get(EXCHANGE_HEADER)) is not None:
            scope["headers"] = [one for one in scope["headers"] if one[0] != EXCHANGE_HEADER]
            scope[mocks.kit.app.EXCHANGE] = int(number) if number.isdigit() else None
        name = headers.get(b"host", b"").decode("latin-1").rpartition(":")[0] or headers.get(
            b"host", b""
        ).decode("latin-1")
        fakes = self._world(scope, name)
        if fakes is None:
            await _not_found(send)
            return
        host = name if fakes.find(name, "/") else self.ports.get(scope["server"][1], name)
        scope[mocks.kit.app.HOST] = host
        app = fakes.find(host, scope["path"])
        await (app(scope, receive, send) if app is not None else _not_found(send))

    def _world(self, scope: MutableMapping[str, Any], name: str) -> Fakes | None:
        path: str = scope["path"]
        if path.startswith(PREFIX):
            world, _, rest = path[len(PREFIX) :].partition("/")
            scope["path"] = f"/{rest}"
            if raw := scope.get("raw_path"):
                scope["raw_path"] = b"/" + raw.split(b"/", 3)[3] if raw.count(b"/") > 2 else b"/"
            return self.worlds.get(world)
        if name.endswith(".localhost"):
            return self.worlds.get(name.removesuffix(".localhost"), self.worlds[""])
        return self.worlds[""]


async def _not_found(send: Any) -> None:
    body = b'{"error":"there is no such world or host here"}'
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": 404, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def listen(host: str, port: int) -> socket.socket:
    """A bound, listening socket; port 0 takes any free one. Raises OSError if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.create_server((host, port), family=family, backlog=2048)
    bound.setblocking(False)
    return bound


def server(gateway: Gateway) -> uvicorn.Server:
    """A server for the gateway that says nothing and handles no signals."""
    import uvicorn

    config = uvicorn.Config(
        gateway,
        http=_protocol(),
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        timeout_keep_alive=75,
        timeout_graceful_shutdown=1,
    )
    return uvicorn.Server(config)


@contextlib.asynccontextmanager
async def serving(gateway: Gateway, sockets: list[socket.socket]) -> AsyncIterator[uvicorn.Server]:
    """Answer on the sockets, on this loop, until the block ends."""
    running = server(gateway)
    # Ctrl-C belongs to whoever started us: uvicorn's own handlers would swallow it.
    task = asyncio.ensure_future(running._serve(sockets))  # noqa: SLF001  # serve() less its signal handlers
    while not running.started and not task.done():  # noqa: ASYNC110  # uvicorn has no event for it
        await asyncio.sleep(0)
    try:
        yield running
    finally:
        running.should_exit = True
        running.force_exit = True
        await task


def _protocol() -> type[asyncio.Protocol]:
    """uvicorn's HTTP protocol, whose requests also carry the connection underneath."""
    base: Any
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

        base = HttpToolsProtocol
    except ImportError:
        from uvicorn.protocols.http.h11_impl import H11Protocol

        base = H11Protocol

    class Protocol(base):  # type: ignore[misc]  # the base is one of two classes
        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            app = self.app

            async def with_transport(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
                scope[mocks.kit.app.TRANSPORT] = self.transport
                await app(scope, receive, send)

            self.app = with_transport

    return Protocol
