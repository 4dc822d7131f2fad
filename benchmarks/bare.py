"""The reference servers: a bare ASGI function, or Starlette's hello world, under uvicorn.

`python -m benchmarks.bare [starlette]` prints its port and answers until it is ended.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen
from typing import Any

from .measuring import python


async def hello(_scope: Any, _receive: Any, send: Any) -> None:
    """The least that an ASGI application can do."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-length", b"5")]})
    await send({"type": "http.response.body", "body": b"hello"})


def starlette() -> Any:
    """Starlette's hello world."""
    from starlette.applications import Starlette
    from starlette.requests import Request
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    async def home(_request: Request) -> PlainTextResponse:
        return PlainTextResponse("Hello, world!")

    return Starlette(routes=[Route("/", home)])


@contextmanager
def serving(*kind: str) -> Iterator[tuple[Popen[str], int]]:
    """A reference server in another process: the process and its port."""
    with python("-m", "benchmarks.bare", *kind) as process:
        assert process.stdout is not None
        yield process, int(process.stdout.readline())


def main() -> None:
    """Serve on a free port of this machine, with the loop and the parser that uvicorn chooses."""
    import uvicorn

    bound = socket.create_server(("127.0.0.1", 0), backlog=2048)
    sys.stdout.write(f"{bound.getsockname()[1]}\n")
    sys.stdout.flush()
    app = starlette() if sys.argv[1:] == ["starlette"] else hello
    config = uvicorn.Config(app, lifespan="off", log_config=None, access_log=False)
    uvicorn.Server(config).run(sockets=[bound])


if __name__ == "__main__":
    main()
