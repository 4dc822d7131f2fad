"""A fake as an ASGI application: the one path of a request, and the only module that knows ASGI.

In this order: token, route, scope, parse, contract, act, render.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from .errors import VendorError
from .faults.kind import Struck
from .http import Request, Response
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
"""Scope key: the connection underneath, for faults below HTTP; absent in process."""

log = logging.getLogger("mocks")


class App:
    """One fake of one world."""

    __slots__ = ("context", "service")

    def __init__(self, service: Service, context: Context) -> None:
        self.service, self.context = service, context

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = await read_request(scope, receive)
        exchange = self._enter(scope, request)
        response = await self.answer(request, exchange)
        headers = [*response.headers, ("content-length", str(len(response.body)))]
        exchange.delay, exchange.wire = response.delay, response.wire
        self.context.journal.complete(exchange, response.status, headers, response.body)
        if TRANSPORT in scope and response.delay:
            await self._hold(response.delay)
        await send_response(scope, send, response, headers)

    async def answer(self, request: Request, exchange: Exchange) -> Response:
        """The answer to one request, faults included."""
        if not self.context.faults.any:
            return await self._answer(request, exchange)
        struck = self.context.faults.strike(self.service.name, request.method, request.path)
        exchange.fault = ", ".join(kind.name for kind, _ in struck) or None
        for kind, arguments in struck:
            if early := kind.before(Struck(self.context, self.service, request, arguments)):
                return early
        response = await self._answer(request, exchange)
        for kind, arguments in struck:
            response = kind.after(response, arguments)
        return response

    async def _answer(self, request: Request, exchange: Exchange) -> Response:
        try:
            return await self._handle(request, exchange)
        except VendorError as error:
            return self._refuse(error, request, exchange)
        except Exception:
            log.exception("The fake %s failed on %s %s", self.service.name, request.method, request.path)
            return self._refuse(self.service.dialect.faulty(500), request, exchange)

    async def _handle(self, request: Request, exchange: Exchange) -> Response:
        dialect = self.service.dialect
        operation, ids, missing = self._route(request)
        grant = None
        if operation is None or not operation.public:
            grant = dialect.authenticate(self.context, request, exchange)
        if operation is None:
            assert missing is not None
            raise missing
        exchange.operation = operation.id
        call = Call(self.context, request, exchange, self.service, operation, ids, grant)
        dialect.authorize(call)
        exchange.tenant = call.tenant
        dialect.parse(call)
        if operation.prepare is not None:
            call.prepared = await operation.prepare(call)
        return dialect.render(call, operation.act(call))

    def _route(self, request: Request) -> tuple[Operation | None, dict[str, str], VendorError | None]:
        segments = self._strip(request)
        found = None if segments is None else self.service.router.match(segments)
        if found is None:
            return None, {}, self.service.dialect.not_found(request)
        node, values = found
        if (target := node.methods.get(request.method)) is None:
            return None, {}, self.service.dialect.not_allowed(request, node.methods)
        operation, names = target
        return operation, dict(zip(names, values, strict=True)), None

    def _strip(self, request: Request) -> list[str] | None:
        path = request.path
        for prefix in self.service.prefixes:
            if path.startswith(prefix):
                rest = path[len(prefix) :]
                if not rest or rest.startswith("/"):
                    return Request("", "", rest).segments
        return None

    def _refuse(self, error: VendorError, request: Request, exchange: Exchange) -> Response:
        exchange.vendor_error = f"{self.service.name}.{error.name}"
        exchange.reason = error.reason
        return self.service.dialect.error(self.context, error, request)

    def _enter(self, scope: Scope, request: Request) -> Exchange:
        journal = self.context.journal
        number = scope.get(EXCHANGE)
        exchange = journal.get(number) if number is not None else None
        if exchange is None or exchange.done:
            exchange = journal.open(
                request.method,
                _url(request),
                list(request.headers.items()),
                request.body,
            )
        exchange.service = self.service.name
        return exchange

    async def _hold(self, seconds: float) -> None:
        if not self.context.clock.manual:
            await self.context.clock.wait(seconds)


async def read_request(scope: Scope, receive: Receive) -> Request:
    """The whole request, its body read."""
    headers = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
    body = b""
    while True:
        message = await receive()
        body += message.get("body", b"")
        if not message.get("more_body"):
            break
    raw = scope.get("raw_path") or scope["path"].encode()
    return Request(
        scope["method"],
        scope.get(HOST) or headers.get("host", ""),
        raw.decode("latin-1").partition("?")[0],
        scope["query_string"].decode("latin-1"),
        headers,
        body,
    )


async def send_response(scope: Scope, send: Send, response: Response, headers: list[tuple[str, str]]) -> None:
    """Put the answer on the wire, or do to the connection what a fault says."""
    transport = scope.get(TRANSPORT)
    if response.wire is not None and transport is not None and response.wire != "cut":
        drop(transport, response.wire)
        return
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers]
    await send({"type": "http.response.start", "status": response.status, "headers": raw})
    if response.wire == "cut" and transport is not None:
        half = response.body[: len(response.body) // 2]
        await send({"type": "http.response.body", "body": half, "more_body": True})
        transport.close()
        return
    await send({"type": "http.response.body", "body": response.body})


def _url(request: Request) -> str:
    query = f"?{request.query}" if request.query else ""
    return f"https://{request.host}{request.path}{query}"
