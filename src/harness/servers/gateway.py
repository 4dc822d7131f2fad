"""What listens on sockets: finds the world and the fake that a request is for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping
from typing import Any

import orjson

from .bridge import App, kit
from .fakes import Fakes

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
    return (name if colon and port.isdigit() else authority).lower()


async def _say(send: Any, status: int, value: Mapping[str, Any]) -> None:
    body = orjson.dumps(value)
    headers = [(b"content-type", b"application/json"), (b"content-length", b"%d" % len(body))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
