"""Requests a second over 16 keep-alive connections, against Starlette's hello world.

Both servers run under uvicorn's protocol, in processes of their own, with the same loop and parser;
this process is the client, and knows no more of HTTP than it needs.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from itertools import count
from statistics import median
from typing import Any
from urllib.parse import urlsplit

import orjson

from . import bare
from .figures import Effort, Figure
from .measuring import python
from .site import Refused, contact
from .starting import UP, front_of

CONNECTIONS = 16

Requests = Iterator[bytes]


class _Connection(asyncio.Protocol):
    """Sends the next request as soon as the answer to the last one is whole."""

    def __init__(self, load: _Load) -> None:
        self._load = load
        self._received = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        transport.write(next(self._load.requests))

    def data_received(self, data: bytes) -> None:
        self._received += data
        head, gap, body = self._received.partition(b"\r\n\r\n")
        if not gap or len(body) < _length(head):
            return
        self._received = b""
        if self._load.took(head, body):
            self._transport.write(next(self._load.requests))
        else:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._load.left(exc)


def _length(head: bytes) -> int:
    return int(head.lower().partition(b"content-length:")[2].partition(b"\r\n")[0])


class _Load:
    """All connections of one measurement: counts the answers until the time is over."""

    def __init__(self, requests: Requests, until: float) -> None:
        self.requests, self._until = requests, until
        self.answers = 0
        self.done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._open = CONNECTIONS

    def took(self, head: bytes, body: bytes) -> bool:
        """Count an answer; whether to go on."""
        if not head.startswith((b"HTTP/1.1 200", b"HTTP/1.1 201")):
            if not self.done.done():
                self.done.set_exception(Refused(f"{head[:40]!r} {body[:300]!r}"))
            return False
        self.answers += 1
        return time.perf_counter() < self._until

    def left(self, error: Exception | None) -> None:
        """A connection is closed."""
        self._open -= 1
        if not self.done.done() and (error is not None or not self._open):
            if error is not None:
                self.done.set_exception(error)
            else:
                self.done.set_result(None)


async def _rate(port: int, requests: Requests, lasting: float) -> float:
    """Answers a second."""
    loop, began = asyncio.get_running_loop(), time.perf_counter()
    load = _Load(requests, began + lasting)
    for _ in range(CONNECTIONS):
        await loop.create_connection(lambda: _Connection(load), "127.0.0.1", port)
    await load.done
    return load.answers / (time.perf_counter() - began)


def measure(effort: Effort) -> Iterator[Figure]:
    """GET of one contact and create of one, each against hello world measured beside it."""
    with ExitStack() as stack:
        _, port = stack.enter_context(bare.serving("starlette"))
        front = front_of(stack.enter_context(python(*UP)))
        make = _client(front)
        key = asyncio.run(_one(make("POST", "", contact(0)), front))
        hello = _Target(port, lambda: _repeated(_request("GET", f"127.0.0.1:{port}", "/", {}, b"")))
        read = _Target(_port(front), lambda: _repeated(make("GET", f"/{key}", None)))
        numbers = count(1)
        create = _Target(_port(front), lambda: (make("POST", "", contact(one)) for one in numbers))
        runs, lasting = effort.of(5, 2), 1.0 if not effort.quick else 0.5
        for name, target, budget in (("get-contact", read, 0.40), ("create-contact", create, 0.45)):
            target.run(lasting / 4)
            yield _figure(name, budget, [(target.run(lasting), hello.run(lasting)) for _ in range(runs)])


def _figure(name: str, budget: float, rates: list[tuple[float, float]]) -> Figure:
    ours, reference = median(one for one, _ in rates), median(other for _, other in rates)
    ratio = median(one / other for one, other in rates)
    return Figure(name, ratio, budget, "x", f"{ours:.0f}/s; Starlette {reference:.0f}/s", at_least=True)


class _Target:
    def __init__(self, port: int, requests: Callable[[], Requests]) -> None:
        self._port, self._requests = port, requests

    def run(self, lasting: float) -> float:
        """Answers a second, for so many seconds."""
        return asyncio.run(_rate(self._port, self._requests(), lasting))


def _port(front: Mapping[str, Any]) -> int:
    return int(urlsplit(front["books"]).port or 0)


def _client(front: Mapping[str, Any]) -> Callable[[str, str, Any], bytes]:
    """Makes requests about contacts: method, what follows `/contacts`, JSON or None."""
    headers = {"authorization": f"Zoho-oauthtoken {front['tokens']['books']}"}
    query = f"?organization_id={front['organization_id']}"

    def make(method: str, path: str, value: Any) -> bytes:
        body = b"" if value is None else orjson.dumps(value)
        target = f"/books/v3/contacts{path}{query}"
        return _request(method, f"127.0.0.1:{_port(front)}", target, headers, body)

    return make


def _request(method: str, host: str, target: str, headers: Mapping[str, str], body: bytes) -> bytes:
    sent = {"host": host, "accept": "*/*", **headers}
    if body:
        sent |= {"content-type": "application/json", "content-length": str(len(body))}
    lines = "".join(f"{name}: {value}\r\n" for name, value in sent.items())
    return f"{method} {target} HTTP/1.1\r\n{lines}\r\n".encode() + body


def _repeated(request: bytes) -> Requests:
    while True:
        yield request


async def _one(request: bytes, front: Mapping[str, Any]) -> str:
    """Create one contact; its id."""
    reader, writer = await asyncio.open_connection("127.0.0.1", _port(front))
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    answer = orjson.loads(await reader.readexactly(_length(head)))
    writer.close()
    return str(answer["contact"]["contact_id"])
