"""Real ports of this machine: uvicorn's protocol on the loop of a world."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import AsyncIterator, Coroutine
from typing import Any, TypeVar

from .bridge import kit
from .gateway import Gateway

T = TypeVar("T")


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
        def connection_made(self, transport: Any) -> None:
            # asyncio does it only for sockets that were made with their protocol's number. Without it
            # each answer, written as head and body, waits 40 ms for an acknowledgement.
            transport.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            joined = _Joining(transport, asyncio.get_running_loop())
            self.app_state = {kit.app.TRANSPORT: joined}
            super().connection_made(joined)

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
