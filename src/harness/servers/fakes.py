"""Which fake answers for a host and a path, and the applications of one world."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache, lru_cache
from urllib.parse import urlsplit

from .bridge import App, Context, Service, kit, oauth, services

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
    for prefix, service in routes:
        if _below(path, prefix):
            return service
    return None


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
        self._routes_of = lru_cache(maxsize=1_000)(self._look_up)
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

    @property
    def names(self) -> list[str]:
        """What everything that answers in this world is called."""
        known = (*self._routes.values(), *self._added.values())
        return sorted({service.name for routes in known for _, service in routes})

    def add(self, service: Service) -> None:
        """Let a further service answer on its hosts: of the catalogue, or of the extension's own."""
        self._apps.pop(service.name, None)
        for host in service.hosts:
            self._added[host] = _joined(self._routes_of(host), service)
            self._routes_of.cache_clear()
        oauth.admit(self._context, service)

    def _find(self, host: str, path: str) -> Service | None:
        return _owner(self._routes_of(host), path)

    def _look_up(self, host: str) -> Routes:
        return _at(self._added, host) or _at(self._routes, host)

    def _app(self, service: Service) -> App:
        """The application of that service; bound at its first use."""
        if (app := self._apps.get(service.name)) is None:
            app = self._apps[service.name] = service.create_app(self._context)
        return app


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
