"""A fake as an ASGI application: the one path of a request, and the only module that knows ASGI.

In this order: token, route, scope, parse, contract, act, render.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .errors import VendorError
from .faults.kind import Struck
from .http import Request, Response, segments
from .journal import Exchange
from .service import Call, Context, Operation, Service
from .wire import drop

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

EXCHANGE = "harness.exchange"
"""Scope key: the number of the exchange that the caller's side opened."""
HOST = "harness.host"
"""Scope key: the vendor's host that the request is for, where the address does not tell."""
TRANSPORT = "harness.transport"
"""Key of the scope's `state`: the connection underneath, for faults below HTTP; absent in process."""
BODILESS = frozenset({204, 304})
"""Statuses whose answers have no body, and do not say how long it is [RFC 9110, 6.4.1]."""

log = logging.getLogger("mocks")


class App:
    """One fake of one world."""

    __slots__ = ("context", "service")

    def __init__(self, service: Service, context: Context) -> None:
        self.service, self.context = service, context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await read_request(scope, receive)
        if request is None:
            return
        exchange = self._enter(scope, request)
        if self.service.meant is not None:
            request = self.service.meant(request)
        response = framed(await self.answer(request, exchange), request.method)
        exchange.delay, exchange.wire = response.delay, response.wire
        self.context.journal.complete(exchange, response.status, response.headers, response.body)
        if response.delay and exchange.id != scope.get(EXCHANGE):  # a caller of the world waits itself
            await self.context.clock.wait(response.delay)
        await send_response(scope, receive, send, response)

    async def answer(self, request: Request, exchange: Exchange) -> Response:
        """The answer to one request, faults included; a crash of ours is the vendor's own 500."""
        try:
            if self.context.faults.any:
                return _sendable(await self._struck(request, exchange))
            return _sendable(await self._served(request, exchange))
        except Exception:
            log.exception("The fake %s failed on %s %s", self.service.name, request.method, request.path)
            return self._refuse(self.service.dialect.faulty(500), request, exchange)

    async def _struck(self, request: Request, exchange: Exchange) -> Response:
        service = self.service
        struck = self.context.faults.strike(service.name, request.method, request.path, named=service.aloof)
        exchange.fault = ", ".join(kind.name for kind, _ in struck) or None
        early = (
            kind.before(Struck(self.context, self.service, request, arguments, exchange))
            for kind, arguments in struck
        )
        response = next(filter(None, early), None) or await self._served(request, exchange)
        for kind, arguments in struck:
            response = kind.after(response, arguments)
        return response

    async def _served(self, request: Request, exchange: Exchange) -> Response:
        try:
            call = self._admit(request, exchange)
            operation = call.operation
            if operation.prepare is not None:
                call.prepared = await operation.prepare(call)
            return self.service.dialect.render(call, operation.act(call))
        except VendorError as error:
            return self._refuse(error, request, exchange)

    def _admit(self, request: Request, exchange: Exchange) -> Call:
        """The request as far as `act`: token, route, scope, parse; raises the vendor's error."""
        dialect = self.service.dialect
        operation, ids, missing = self._route(request)
        grant = None
        if operation is None or not operation.public:
            grant = dialect.authenticate(self.context, request, exchange)
        if grant is not None:
            exchange.person = grant.person
        if operation is None:
            assert missing is not None
            raise missing
        exchange.operation = operation.id
        call = Call(self.context, request, exchange, self.service, operation, ids, grant)
        try:
            dialect.authorize(call)
        finally:
            exchange.tenant = call.tenant or None
        if operation.unbuilt is not None:
            raise operation.unbuilt()
        dialect.parse(call)
        return call

    def _route(self, request: Request) -> tuple[Operation | None, dict[str, str], VendorError | None]:
        parts = self._segments(request.path)
        found = None if parts is None else self.service.router.match(parts)
        if found is None:
            return None, {}, self.service.dialect.not_found(request)
        node, values = found
        if (target := node.methods.get(request.method)) is None:
            return None, {}, self.service.dialect.not_allowed(request, node.methods)
        operation, names = target
        return operation, dict(zip(names, values, strict=True)), None

    def _segments(self, path: str) -> list[str] | None:
        """The parts of the path below the service's prefix, or None where it is not below one."""
        for prefix in self.service.prefixes:
            if path.startswith(prefix):
                rest = path[len(prefix) :]
                if not rest or rest[0] == "/":
                    return segments(rest)
        return None

    def _refuse(self, error: VendorError, request: Request, exchange: Exchange) -> Response:
        exchange.vendor_error = f"{self.service.name}.{error.name}"
        exchange.reason = error.reason
        return self.service.dialect.error(self.context, error, request)

    def _enter(self, scope: Scope, request: Request) -> Exchange:
        """The exchange that the caller's side opened, or one for a request from outside."""
        journal = self.context.journal
        number = scope.get(EXCHANGE)
        exchange = None if number is None else journal.get(number)
        if exchange is None or exchange.done:
            headers = list(request.headers.items())
            exchange = journal.open(request.method, _url(scope, request), headers, request.body)
        exchange.service = self.service.name
        return exchange


async def read_request(scope: Scope, receive: Receive) -> Request | None:
    """The whole request, its body read; None if the caller went away before it had sent all of it."""
    parts = []
    more = True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return None
        parts.append(message.get("body", b""))
        more = message.get("more_body", False)
    headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    raw = scope.get("raw_path") or scope["path"].encode()
    return Request(
        scope["method"],
        scope.get(HOST) or headers.get("host", ""),
        raw.decode("latin-1").partition("?")[0],
        scope["query_string"].decode("latin-1"),
        headers,
        b"".join(parts),
    )


def _sendable(response: Response) -> Response:
    """The answer, if HTTP can carry its headers; ValueError for what would end one, or can't be written."""
    for name, value in response.headers:
        value.encode("latin-1")
        if "\n" in value or "\r" in value:
            raise ValueError(f"The header {name} has more than one line.")
    return response


def framed(response: Response, method: str) -> Response:
    """The answer as HTTP frames it: its length said, and no body where none may be."""
    bodiless = response.status in BODILESS
    length = [] if bodiless else [("content-length", str(len(response.body)))]
    body = b"" if bodiless or method == "HEAD" else response.body
    return Response(response.status, body, [*response.headers, *length], response.delay, response.wire)


async def send_response(scope: Scope, receive: Receive, send: Send, response: Response) -> None:
    """Put the answer on the wire, or do to the connection what a fault says."""
    transport = None if response.wire is None else scope.get("state", {}).get(TRANSPORT)
    if response.wire is not None and transport is not None and not (response.wire == "cut" and response.body):
        await drop(transport, response.wire)  # there is nothing to cut where there is no body
        return
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in response.headers]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    if transport is not None:
        half = response.body[: len(response.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        transport.close()
        await receive()  # that it is closed; else the server complains of an answer that does not end
        return
    await send({"type": "http.response.body", "body": response.body})


def _url(scope: Scope, request: Request) -> str:
    # An address with a port is one of this machine, which has no certificate.
    vendors = HOST in scope and ":" not in request.host
    scheme = "https" if vendors else scope.get("scheme", "https")
    query = f"?{request.query}" if request.query else ""
    return f"{scheme}://{request.host}{request.path}{query}"
