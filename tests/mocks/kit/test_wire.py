"""What a fault below HTTP does to a connection."""

from __future__ import annotations

import asyncio

import pytest

from mocks.kit.wire import drop


async def seen_by_the_client(how: str) -> str:
    """What a client reads from a server that drops the connection that way."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readexactly(1)
        await drop(writer.transport, how)  # type: ignore[arg-type]  # a stream's transport is a full one

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        host, port = server.sockets[0].getsockname()
        reader, writer = await asyncio.open_connection(host, port)
        writer.write(b"?")
        try:
            return "the end" if await reader.read() == b"" else "an answer"
        except ConnectionResetError:
            return "a reset"
        finally:
            writer.close()


@pytest.mark.parametrize(("how", "seen"), [("reset", "a reset"), ("lost", "the end")])
def test_a_reset_is_seen_as_one_and_a_lost_answer_as_the_end(how: str, seen: str) -> None:
    assert asyncio.run(seen_by_the_client(how)) == seen
