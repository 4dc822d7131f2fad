"""What a fault below HTTP does to a real connection."""

from __future__ import annotations

import asyncio
import socket
import struct
import sys


async def drop(transport: asyncio.Transport, how: str) -> None:
    """End the connection without an answer: `reset` so that the peer sees a reset, else silently."""
    if how == "reset" and (connection := transport.get_extra_info("socket")) is not None:
        # Lingering for no time at all makes close() send RST in place of FIN.
        layout = "hh" if sys.platform == "win32" else "ii"
        connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack(layout, 1, 0))
    transport.abort()
    # One turn of the loop: the server notices, and does not complain that there is no answer.
    await asyncio.sleep(0)
