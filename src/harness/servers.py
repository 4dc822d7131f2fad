"""The fakes of a world, in process or on sockets. The only module that imports `mocks`.

In a checkout the package is `mocks` at the top level; in the wheel it is `harness.mocks`.
"""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Callable, Coroutine, Iterable, Mapping, MutableMapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import orjson

from .errors import UsageError

if TYPE_CHECKING:
    import mocks
    from mocks import kit, oauth
    from mocks.kit.app import App
    from mocks.kit.assumptions import Declared
    from mocks.kit.checks import Check
    from mocks.kit.control import PAGE, Unusable, control_operation, control_service
    from mocks.kit.errors import VendorError, vendor_error
    from mocks.kit.fields import Field
    from mocks.kit.http import Request, Response
    from mocks.kit.persistence import StateFile as StateFile
    from mocks.kit.service import Answered, Call, Context, Kind, Operation, Service
    from mocks.kit.tokens import Grant, Need, Refusal
    from mocks.oauth import Flaw
else:
    try:
        from harness import mocks
    except ImportError:
        import mocks
    # Submodules by their place beside the package that was found, wherever that is.
    for _name in ("app", "assumptions", "clock", "control", "faults", "journal", "limits", "redact", "urls"):
        import_module(f"{mocks.__name__}.kit.{_name}")
    kit, oauth = mocks.kit, mocks.oauth
    App, Declared = kit.app.App, kit.assumptions.Declared
    PAGE, Unusable, control_service = kit.control.PAGE, kit.control.Unusable, kit.control.control_service
    control_operation = kit.control.control_operation
    VendorError, vendor_error, Field = kit.errors.VendorError, kit.errors.vendor_error, kit.fields.Field
    Request, Response = kit.http.Request, kit.http.Response
    Answered, Call, Context, Kind = (
        kit.service.Answered,
        kit.service.Call,
        kit.service.Context,
        kit.service.Kind,
    )
    Operation, Service = kit.service.Operation, kit.service.Service
    Check, Flaw = kit.checks.Check, oauth.Flaw
    Grant, Need, Refusal = kit.tokens.Grant, kit.tokens.Need, kit.tokens.Refusal

__all__ = [
    "PAGE",
    "Answered",
    "App",
    "Call",
    "Check",
    "Context",
    "Field",
    "Flaw",
    "Grant",
    "Kind",
    "Need",
    "Operation",
    "Refusal",
    "Request",
    "Response",
    "Service",
    "Unusable",
    "VendorError",
    "control_operation",
    "control_service",
    "vendor_error",
]

T = TypeVar("T")

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
    store = kit.store.Store()
    clock = kit.clock.Clock(store, manual=manual, start=kit.clock.START if start is None else start)
    ids = kit.ids.Ids(store, seed)
    people = kit.people.People(store, ids)
    checks = kit.checks.Checks(sabotage)
    declared = [*assumptions, *(one for service in services().values() for one in service.assumptions)]
    choices = kit.assumptions.Assumptions(declared, chosen)
    return Context(
        store=store,
        clock=clock,
        ids=ids,
        timers=kit.clock.Timers(store, clock, ids),
        journal=kit.journal.Journal(clock),
        assumptions=choices,
        checks=checks,
        events=kit.events.Events(store, clock, ids),
        limits=kit.limits.Limits(store, clock),
        people=people,
        urls=kit.urls.Urls(origins),
        faults=kit.faults.Faults(store, ids),
        tokens=oauth.TokenRegistry(store, clock, people, checks, choices),
    )


def open_state(context: Context, path: Path, fsync: bool) -> StateFile:
    """Make the state what the file holds, and keep it there until it is closed; raises UsageError."""
    # At its first use: TinyDB takes time to import.
    persistence = import_module(f"{mocks.__name__}.kit.persistence")
    try:
        state: StateFile = persistence.StateFile.open(path, context.store, fsync=fsync)
    except persistence.StateError as error:
        raise UsageError(str(error)) from None
    return state


def instant(seconds: float) -> datetime:
    """The moment as an aware datetime, UTC."""
    return kit.clock.instant(seconds)


def path_matches(pattern: str, path: str) -> bool:
    """Whether the path of a call ends as a fault's or an expectation's pattern says."""
    return kit.faults.matches({"path": pattern}, "", "", path)


def redact_text(text: str) -> str:
    """Any text with the values of secret fields and authorization headers taken out."""
    shown: str = kit.redact.redact_text(text)
    return shown


def stopwatch() -> float:
    """Real elapsed seconds from an arbitrary zero, for `timing` blocks."""
    return kit.clock.stopwatch()


# --- grants and clients at the vendors, through the fakes' own state functions


def provider_service(**values: Any) -> Service:
    """The OAuth fake of a provider that is nothing but data, the values of `mocks.oauth.Provider`.

    Raises UsageError for addresses that can't work.
    """
    try:
        service: Service = oauth.provider_service(oauth.Provider(**values))
    except ValueError as problem:
        raise UsageError(str(problem)) from None
    return service


def oauth1_service(**values: Any) -> Service:
    """The fake of a provider of OAuth 1.0a, the values of `mocks.oauth.OAuth1Provider`; raises UsageError."""
    try:
        service: Service = oauth.oauth1_service(oauth.OAuth1Provider(**values))
    except ValueError as problem:
        raise UsageError(str(problem)) from None
    return service


def judge_signed(context: Context, vendor: str, request: Request) -> Grant | Refusal | Flaw:
    """Whose call of an API this is that was signed by OAuth 1.0a, or what is wrong with it."""
    found: Grant | Refusal | Flaw = oauth.judge_signed(context, vendor, request)
    return found


def vendor_of(service: Service) -> str:
    """The vendor whose grants the fake gives; raises UsageError for a fake that gives none."""
    vendor: str | None = oauth.vendor_of(service)
    if vendor is None:
        raise UsageError(f"{service.title} is there, and no OAuth server.")
    return vendor


def gives_tokens(service: Service) -> bool:
    """Whether the fake is an OAuth server; others may answer on the same host."""
    return oauth.vendor_of(service) is not None


def widened(service: Service, scopes: Mapping[str, str], form: str) -> Service | None:
    """The provider's fake with further scopes, and scopes of a further form; None if it knows them all."""
    wider: Service | None = oauth.widened(service, scopes, form)
    return wider


def register_client(
    context: Context,
    vendor: str,
    client_id: str,
    name: str,
    redirect_uris: Iterable[str],
    secret: str | None = None,
) -> Mapping[str, Any]:
    """The client of that id at the vendor, registered at the first call: client_id, secret, redirect_uris.

    Its addresses are those of now: a state may go on at other ports.
    """
    if oauth.find_client(context, vendor, client_id) is not None:
        return oauth.redirect_to(context, vendor, client_id, redirect_uris)
    return oauth.register(
        context, vendor, client_id=client_id, secret=secret, name=name, redirect_uris=redirect_uris
    )


def new_client(
    context: Context, vendor: str, name: str, redirect_uris: Iterable[str], owner: str | None
) -> dict[str, Any]:
    """A further client: client_id, client_secret, redirect_uris. Raises ValueError for a bad URI."""
    made = oauth.register(context, vendor, name=name, redirect_uris=redirect_uris, owner=owner)
    secret, uris = made["secret"], list(made["redirect_uris"])
    return {"client_id": made["client_id"], "client_secret": secret, "redirect_uris": uris}


def issue(
    context: Context, vendor: str, client_id: str, person: str, scopes: Iterable[str], data_centre: str | None
) -> Mapping[str, Any]:
    """Consent and exchange at once: what the vendor's token address would have answered."""
    issued = oauth.issue(context, vendor, client_id, person, scopes, data_centre=data_centre)
    return oauth.answer(context, vendor, issued)


def mint(
    context: Context,
    vendor: str,
    person: str,
    scopes: Iterable[str] | None = None,
    tenant: str | None = None,
    lifetime: float | None = None,
) -> str:
    """A ready access token."""
    tenants = None if tenant is None else [tenant]
    return oauth.mint(context, vendor, person, scopes, tenants, lifetime=lifetime)


def vendors(context: Context) -> list[str]:
    """Every vendor of the world that gives tokens."""
    known: list[str] = oauth.vendors(context)
    return known


def give_code(
    context: Context,
    vendor: str,
    client_id: str,
    person: str,
    scopes: Iterable[str],
    tenant: str | None = None,
    lifetime: float | None = None,
) -> str:
    """An authorisation code without a consent page; raises UsageError for a client that is not registered."""
    if oauth.find_client(context, vendor, client_id) is None:
        raise UsageError(f"No client '{client_id}' is registered at {vendor}.")
    tenants = None if tenant is None else [tenant]
    code = oauth.give(context, vendor, client_id, person, scopes, tenants, lifetime=lifetime)
    return str(code["code"])


def remove_access(context: Context, vendor: str, client_id: str, person: str) -> int:
    """The person removes the application at the vendor; returns how many grants ended."""
    return oauth.remove_access(context, vendor, client_id, person)


def revoke_token(context: Context, token: str) -> bool:
    """Revoke a token of whichever vendor it is; returns whether there was such a token alive."""
    return any(oauth.revoke_token(context, vendor, token) for vendor in oauth.vendors(context))


def happen(context: Context, vendor: str, event: str, person: str, tenant: str | None) -> int:
    """Something at the vendor that ends tokens; returns how many grants ended. Raises UsageError."""
    try:
        ended: int = oauth.happen(context, vendor, event, person, tenant)
    except oauth.NoSuchEvent as problem:
        raise UsageError(str(problem)) from None
    return ended


def endings(context: Context) -> Mapping[str, tuple[str, ...]]:
    """At what each vendor ends tokens without anybody revoking them."""
    dialects = ((vendor, oauth.tokens.dialect_for(context, vendor)) for vendor in oauth.vendors(context))
    named = ((vendor, tuple(one.name for one in dialect.endings)) for vendor, dialect in dialects)
    return {vendor: names for vendor, names in named if names}


def books_host(context: Context, organization: str) -> str:
    """The host at which the organization's own data centre answers."""
    return mocks.books.host_of(context, organization)


def hosts_of(name: str) -> Mapping[str, str]:
    """The hosts of a fake, each with its data centre; its own first."""
    service = services()[name]
    return {service.home: service.hosts[service.home], **service.hosts}


def owners_of(host: str) -> Mapping[str, str]:
    """The hosts of the fake that owns the host, each with its data centre; none if no fake does."""
    return next((one.hosts for one in services().values() if host in one.hosts), {})


def fake_at(host: str, path: str) -> str | None:
    """The name of the fake that answers for the host and path, if one does."""
    service = _owner(_routes().get(host, ()), path)
    return None if service is None else service.name


def scopes_for(host: str, method: str, path: str) -> tuple[str, ...]:
    """The scopes any one of which allows the call; none if no fake has it."""
    service = _owner(_routes().get(host, ()), path)
    prefix = next((one for one in service.prefixes if path.startswith(one)), "") if service else ""
    found = service.router.match(path.removeprefix(prefix).strip("/").split("/")) if service else None
    operation = found[0].methods.get(method) if found else None
    return operation[0].scopes if operation else ()


Routes = tuple[tuple[str, Service], ...]
"""Of one host: path prefix and who owns what is below it, the longest prefix first."""


class Providers:
    """OAuth servers that stand beside the fakes in every world: made once a process."""

    def __init__(self, made: Iterable[Service]) -> None:
        self.services = tuple(made)
        self.routes = _joined_all((*services().values(), *self.services))


@cache
def _routes() -> Mapping[str, Routes]:
    """The fakes' routes by host."""
    return _joined_all(services().values())


def _joined_all(known: Iterable[Service]) -> Mapping[str, Routes]:
    routes: dict[str, Routes] = {}
    for service in known:
        for host in service.hosts:
            routes[host] = _joined(routes.get(host, ()), service)
    return routes


def _joined(routes: Routes, service: Service) -> Routes:
    """The routes with those of one more service, which wins where two own the same."""
    added = ((path, service) for path in service.paths)
    return tuple(sorted((*added, *routes), key=lambda route: -len(route[0])))


def answers(url: str) -> bool:
    """Whether one of the fakes answers at that URL."""
    parts = urlsplit(url)
    return _owner(_at(_routes(), parts.hostname or ""), parts.path or "/") is not None


def _at(routes: Mapping[str, Routes], host: str) -> Routes:
    return routes.get(host) or routes.get(kit.service.above(host), ())


def _owner(routes: Routes, path: str) -> Service | None:
    """Who answers for the path."""
    return next((service for prefix, service in routes if _below(path, prefix)), None)


def _below(path: str, prefix: str) -> bool:
    return path.startswith(prefix) and (prefix[-1] == "/" or path[len(prefix) : len(prefix) + 1] in ("", "/"))


class Fakes:
    """The fakes of one world, by the vendor's host.

    `site` makes the application of the harness itself, at its first use, for the hosts `own`.
    `providers` are OAuth servers beside the fakes'. `on_done` is called after each request that came over a
    socket.
    """

    def __init__(
        self,
        context: Context,
        own: Iterable[str],
        site: Callable[[], App],
        providers: Providers | None = None,
    ) -> None:
        self._context = context
        self._own, self._site = frozenset(own), site
        self._apps: dict[str, App] = {}
        self._added: dict[str, Routes] = {}
        self._routes = _routes() if providers is None else providers.routes
        if providers is not None:
            oauth.admit(context, *providers.services)
        self.on_done: Callable[[], None] | None = None

    def find(self, host: str, path: str) -> App | None:
        """The application that answers for the host, or None if no fake owns it."""
        if host in self._own:
            return self._site()
        service = self._find(host, path)
        return None if service is None else self._app(service)

    def is_own(self, host: str) -> bool:
        """Whether the harness itself answers there."""
        return host in self._own

    def at(self, url: str) -> Service | None:
        """The service that answers at that URL, or None."""
        parts = urlsplit(url)
        return self._find(parts.hostname or "", parts.path or "/")

    def at_home(self, host: str) -> App | None:
        """The application of the fake that the host stands for, or None."""
        known = [*services().values(), *(one for routes in self._added.values() for _, one in routes)]
        service = next((one for one in known if one.home == host), None)
        return None if service is None else self._app(service)

    def paths(self, host: str) -> list[str]:
        """What the paths of the host's fakes begin with."""
        return sorted({path for path, _ in self._routes_of(host)})

    def locate(self, url: str) -> tuple[str, str] | None:
        """The vendor's host and path that a URL of this machine stands for, or None if it is no such."""
        return self._context.urls.locate(url)

    @property
    def hosts(self) -> list[str]:
        """Every host that is owned."""
        return sorted({*self._routes, *self._own, *self._added})

    def add(self, service: Service) -> None:
        """Let a further service answer on its hosts: of the catalogue, or of the extension's own."""
        self._apps.pop(service.name, None)
        for host in service.hosts:
            self._added[host] = _joined(self._routes_of(host), service)
        oauth.admit(self._context, service)

    def _find(self, host: str, path: str) -> Service | None:
        return _owner(self._routes_of(host), path)

    def _routes_of(self, host: str) -> Routes:
        return _at(self._added, host) or _at(self._routes, host)

    def _app(self, service: Service) -> App:
        """The application of that service; bound at its first use."""
        if (app := self._apps.get(service.name)) is None:
            app = self._apps[service.name] = service.create_app(self._context)
        return app


EXCHANGE_HEADER = b"x-harness-exchange"
IDENTITY = "/_harness"
"""The path at which every port of `harness up` says that it is ours."""
CONTRACT = "/_harness/openapi.json"
"""The path at which every fake says, on its own origin, what it has and what it demands."""
PREFIX = "/_w/"
"""The path prefix under which a further world of one server lives: `/_w/<id>`."""
HOSTS = kit.urls.HOSTS


class Gateway:
    """What listens on sockets: finds the world and the fake that a request is for.

    `ports` says which vendor's host a port of this machine stands for where the `Host` header does not
    name one. Worlds are found by path prefix or by `<id>.localhost`; without either it is the first.
    """

    def __init__(
        self, ports: Mapping[int, str], identity: Callable[[], Mapping[str, Any]] | None = None
    ) -> None:
        self.worlds: dict[str, Fakes] = {}
        self.ports = dict(ports)
        self._identity = identity

    async def __call__(self, scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
        headers = dict(scope["headers"])
        if (number := headers.get(EXCHANGE_HEADER)) is not None:
            scope["headers"] = [one for one in scope["headers"] if one[0] != EXCHANGE_HEADER]
            scope[kit.app.EXCHANGE] = int(number) if number.isdigit() else None
        authority = headers.get(b"host", b"").decode("latin-1")
        name = _without_port(authority)
        if self._identity is not None and scope["path"] == IDENTITY:
            await _say(send, 200, self._identity())
            return
        fakes = self._world(scope, name)
        if fakes is None:
            await _say(send, 404, {"error": "there is no such world here"})
            return
        if scope["path"] == CONTRACT:
            await self._describe(fakes, name, scope, send)
            return
        if (app := self._app(scope, fakes, name, authority)) is None:
            paths = fakes.paths(self._host(scope, name))
            below = f"; what is here answers below {' and '.join(paths)}" if paths else ""
            await _say(send, 404, {"error": f"nothing answers for {authority}{scope['path']}{below}"})
            return
        await app(scope, receive, send)
        if fakes.on_done is not None:
            fakes.on_done()

    def _app(self, scope: MutableMapping[str, Any], fakes: Fakes, name: str, authority: str) -> App | None:
        if scope["path"].startswith(HOSTS):
            host = _cut(scope, HOSTS)
            scope[kit.app.HOST] = host
            # Never the harness itself, which judges the Host that a browser really sent.
            return None if fakes.is_own(host) else fakes.find(host, scope["path"])
        if (app := fakes.find(name, scope["path"])) is not None:
            scope[kit.app.HOST] = name
            return app
        # A port tells the fake and not the data centre: the address stays what was asked.
        scope[kit.app.HOST] = authority
        return fakes.find(self._host(scope, name), scope["path"])

    def _host(self, scope: MutableMapping[str, Any], name: str) -> str:
        """The vendor's host that the port stands for, else the one that was named."""
        return self.ports.get(scope["server"][1], name)

    async def _describe(self, fakes: Fakes, name: str, scope: MutableMapping[str, Any], send: Any) -> None:
        app = fakes.at_home(name) or fakes.at_home(self._host(scope, name))
        if app is None:
            await _say(send, 404, {"error": f"no fake is at home at {name}"})
            return
        await _say(send, 200, kit.contract.openapi(app.service, app.context.urls))

    def _world(self, scope: MutableMapping[str, Any], name: str) -> Fakes | None:
        if scope["path"].startswith(PREFIX):
            return self.worlds.get(_cut(scope, PREFIX))
        if name.endswith(".localhost"):
            return self.worlds.get(name.removesuffix(".localhost"), self.worlds.get(""))
        return self.worlds.get("")


def _cut(scope: MutableMapping[str, Any], prefix: str) -> str:
    """Take the prefix and the segment behind it off the path; answers the segment."""
    segment, _, rest = scope["path"][len(prefix) :].partition("/")
    scope["path"] = f"/{rest}"
    if raw := scope.get("raw_path"):
        scope["raw_path"] = b"/" + raw.split(b"/", 3)[3] if raw.count(b"/") > 2 else b"/"
    return str(segment)


def _without_port(authority: str) -> str:
    name, colon, port = authority.rpartition(":")
    return name if colon and port.isdigit() else authority


async def _say(send: Any, status: int, value: Mapping[str, Any]) -> None:
    body = orjson.dumps(value)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


def listen(host: str, port: int) -> socket.socket:
    """A bound, listening socket; port 0 takes any free one. Raises OSError if it is taken."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.create_server((host, port), family=family, backlog=2048)
    bound.setblocking(False)
    return bound


def run_on_sockets(main: Coroutine[Any, Any, T]) -> T:
    """Run a program that serves on sockets: on uvloop where that is installed, for its speed."""
    try:
        import uvloop
    except ImportError:
        return asyncio.run(main)
    return uvloop.run(main)


@contextlib.asynccontextmanager
async def serving(gateway: Gateway, sockets: list[socket.socket]) -> AsyncIterator[None]:
    """Answer on the sockets, on this loop, until the block ends; it ends at once.

    uvicorn's own `Server` polls ten times a second and takes the signals; only its protocol is needed.
    """
    import uvicorn
    from uvicorn.server import ServerState

    config = uvicorn.Config(
        gateway,
        ws="none",
        lifespan="off",
        log_config=None,
        access_log=False,
        server_header=False,
        date_header=False,
        proxy_headers=False,
        timeout_keep_alive=75,
    )
    config.load()
    state, protocol, loop = ServerState(), _protocol(), asyncio.get_running_loop()
    listening = [
        await loop.create_server(
            lambda: protocol(config=config, server_state=state, app_state={}), sock=bound, backlog=2048
        )
        for bound in sockets
    ]
    try:
        yield
    finally:
        for one in listening:
            one.close()
        for connection in list(state.connections):
            connection.transport.abort()
        for task in list(state.tasks):
            task.cancel()
        await asyncio.gather(*state.tasks, return_exceptions=True)


def _protocol() -> Any:
    """uvicorn's HTTP protocol, whose requests also carry the connection underneath."""
    base: Any
    try:
        from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

        base = HttpToolsProtocol
    except ImportError:
        from uvicorn.protocols.http.h11_impl import H11Protocol

        base = H11Protocol

    class Protocol(base):  # type: ignore[misc]  # the base is one of two classes
        app: Any

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            super().__init__(*args, **kwargs)
            app = self.app

            async def with_transport(scope: MutableMapping[str, Any], receive: Any, send: Any) -> None:
                scope[kit.app.TRANSPORT] = self.transport
                await app(scope, receive, send)

            self.app = with_transport

        def connection_made(self, transport: Any) -> None:
            # asyncio does it only for sockets that were made with their protocol's number. Without it
            # each answer, written as head and body, waits 40 ms for an acknowledgement.
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            super().connection_made(_Joining(transport, asyncio.get_running_loop()))

    return Protocol


class _Joining:
    """A connection that sends at once what is written in one turn of the loop: a head with its body."""

    __slots__ = ("_loop", "_parts", "_transport")

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._parts: list[bytes] = []

    def write(self, data: bytes) -> None:
        if not self._parts:
            self._loop.call_soon(self._flush)
        self._parts.append(data)

    def close(self) -> None:
        self._flush()
        self._transport.close()

    def _flush(self) -> None:
        if self._parts and not self._transport.is_closing():
            self._transport.write(b"".join(self._parts))
        self._parts.clear()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)
