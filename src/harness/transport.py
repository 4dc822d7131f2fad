"""The way out of a world: real hostnames reach the fakes, everything else is refused.

In process a request is an ASGI call; with `sockets` it crosses a real connection to this machine, under
the vendor's `Host`. Both give the same journal and the same httpx errors. On a manual clock nobody
waits: a fake declares its delay with the answer, and the clock is moved by it or by the caller's
timeout, whichever is smaller.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, Protocol
from urllib.parse import unquote

import httpx

from .errors import HostRefused, nearest
from .ports import Clock, Exchange, Journal

EXCHANGE = "harness.exchange"
"""Request extension and ASGI scope key: the number of the exchange that the caller opened."""
HOST = "harness.host"
"""ASGI scope key: the vendor's host that the request is for."""
OF_A_FAKE = "harness.of_a_fake"
"""Request extension: a fake sends this of itself, such as a webhook."""
LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
EXCHANGE_HEADER = "x-harness-exchange"
"""The same over sockets; the outermost layer of a server strips it."""

App = Callable[[MutableMapping[str, Any], Any, Any], Awaitable[None]]


class Directory(Protocol):
    """Which application answers for a host."""

    def find(self, host: str, path: str) -> App | None:
        """The application, or None if no fake owns the host."""
        ...

    def locate(self, url: str) -> tuple[str, str] | None:
        """The vendor's host and path that a URL of this machine stands for, or None if it is no such."""
        ...

    @property
    def hosts(self) -> Iterable[str]:
        """Every host that is owned."""
        ...


class WorldTransport(httpx.AsyncBaseTransport):
    """Carries the requests of one world."""

    def __init__(
        self,
        directory: Directory,
        journal: Journal,
        clock: Clock,
        allowed: Iterable[str] = (),
    ) -> None:
        self._directory, self._journal, self._clock = directory, journal, clock
        self._allowed = frozenset(allowed)
        self._outside: httpx.AsyncHTTPTransport | None = None
        self._socket: tuple[str, int] | None = None

    def over(self, address: tuple[str, int] | None) -> None:
        """From now on go over a real connection to `address`; None: in process."""
        self._socket = address

    async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
        """The answer of a fake; raises HostRefused or the httpx error that a socket would give."""
        exchange = await self._exchange(request)
        host, target = self._target(request)
        app = self._directory.find(host, target.partition("?")[0])
        if app is None:
            return await self._elsewhere(host, request, exchange)
        if self._socket is None:
            return await self._answered(request, exchange, _call(app, request, exchange.id, host, target))
        return await self._answered(request, exchange, self._over_socket(request, exchange.id))

    def _target(self, request: httpx.Request) -> tuple[str, str]:
        """The vendor's host and the raw path with its query."""
        own = request.url.host, request.url.raw_path.decode()
        return self._directory.locate(str(request.url)) or own

    async def aclose(self) -> None:
        """Close the connections that were opened."""
        if self._outside is not None:
            await self._outside.aclose()
            self._outside = None

    async def _exchange(self, request: httpx.Request) -> Exchange:
        number = request.extensions.get(EXCHANGE)
        if number is not None and (exchange := self._journal.get(number)) is not None:
            return exchange
        headers = [(name, value) for name, value in request.headers.items()]
        return self._journal.open(request.method, str(request.url), headers, await request.aread())

    async def _answered(
        self, request: httpx.Request, exchange: Exchange, answer: Awaitable[httpx.Response]
    ) -> httpx.Response:
        error: httpx.TransportError | None = None
        response = None
        try:
            response = await answer
        except httpx.TransportError as raised:
            error = raised
        await self._pass_time(request, exchange)
        if error is None and self._socket is None:
            error = _wire_error(exchange)
        if error is not None:
            self._journal.fail(exchange, _in_words(error))
            raise error
        assert response is not None
        return response

    async def _pass_time(self, request: httpx.Request, exchange: Exchange) -> None:
        if not exchange.delay:
            return
        timeout = request.extensions.get("timeout", {}).get("read")
        if timeout is not None and exchange.delay > timeout:
            await self._clock.wait(timeout)
            self._journal.fail(exchange, f"no answer within {timeout:g} s")
            raise httpx.ReadTimeout(f"no answer within {timeout:g} s", request=request)
        await self._clock.wait(exchange.delay)

    async def _over_socket(self, request: httpx.Request, number: int) -> httpx.Response:
        assert self._socket is not None
        host, port = self._socket
        headers = [(name, value) for name, value in request.headers.raw if name.lower() != b"host"]
        headers += [(b"host", request.url.host.encode()), (EXCHANGE_HEADER.encode(), b"%d" % number)]
        url = request.url.copy_with(scheme="http", host=host, port=port)
        sent = httpx.Request(request.method, url, headers=headers, content=await request.aread())
        sent.extensions = {"timeout": request.extensions.get("timeout", {})}
        response = await self._network().handle_async_request(sent)
        try:
            content = await response.aread()
        finally:
            await response.aclose()
        return httpx.Response(response.status_code, headers=response.headers.raw, content=content)

    async def _elsewhere(self, host: str, request: httpx.Request, exchange: Exchange) -> httpx.Response:
        if host in self._allowed or self._is_receiver(host, request):
            response = await self._network().handle_async_request(request)
            content = await response.aread()
            headers = [(name, value) for name, value in response.headers.items()]
            self._journal.complete(exchange, response.status_code, headers, content)
            return httpx.Response(response.status_code, headers=response.headers.raw, content=content)
        known = sorted(self._directory.hosts)
        what = (
            f"A fake answers for '{host}', but not at {request.url.path}."
            if host in known
            else f"No fake owns the host '{host}', and nothing leaves this machine. {nearest(host, known)}"
        )
        message = f"{what} Declare it under 'hosts:' in extension.yaml, or allow it with --allow-host {host}."
        self._journal.fail(exchange, message)
        raise HostRefused(message)

    def _is_receiver(self, host: str, request: httpx.Request) -> bool:
        """Whether it is a program of this machine that waits for a webhook of `harness up`."""
        return host in LOOPBACK and OF_A_FAKE in request.extensions and not self._clock.manual

    def _network(self) -> httpx.AsyncHTTPTransport:
        if self._outside is None:
            self._outside = httpx.AsyncHTTPTransport(verify=bool(self._allowed), retries=0)
        return self._outside


async def _call(app: App, request: httpx.Request, number: int, host: str, target: str) -> httpx.Response:
    body = await request.aread()
    path, _, query = target.encode().partition(b"?")
    scope: dict[str, Any] = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": request.method,
        "scheme": request.url.scheme,
        "path": unquote(path.decode()),
        "raw_path": path,
        "query_string": query,
        "root_path": "",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "server": (request.url.host, request.url.port),
        "client": ("127.0.0.1", 0),
        EXCHANGE: number,
        HOST: host,
    }
    status, headers, parts = 500, [], []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: MutableMapping[str, Any]) -> None:
        nonlocal status, headers
        if message["type"] == "http.response.start":
            status, headers = message["status"], message["headers"]
        else:
            parts.append(message.get("body", b""))

    await app(scope, receive, send)
    return httpx.Response(status, headers=headers, content=b"".join(parts))


def _wire_error(exchange: Exchange) -> httpx.TransportError | None:
    """The httpx error that a socket would give for a fault below HTTP."""
    if exchange.wire == "reset":
        return httpx.ReadError("the connection was reset by the peer")
    if exchange.wire == "lost":
        return httpx.RemoteProtocolError("the server disconnected without sending a response")
    if exchange.wire == "cut":
        return httpx.RemoteProtocolError("the peer closed the connection in the middle of the body")
    return None


def _in_words(error: httpx.TransportError) -> str:
    """The same words in process and over sockets, whose own texts differ between platforms."""
    if isinstance(error, httpx.ReadError):
        return "the connection was reset"
    if isinstance(error, httpx.RemoteProtocolError):
        return "the answer was lost or cut short"
    return type(error).__name__
