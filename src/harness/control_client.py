"""Whoever asks `/_control` from a shell: of a running `harness up`, or of the state that one has kept."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol
from urllib.parse import urlencode

from .errors import UsageError

if TYPE_CHECKING:
    import httpx

    from .world import World

RUNNING = "http://127.0.0.1:8705"
"""Where a `harness up` without `--port` has its controls."""


class Asks(Protocol):
    """Asks one thing of `/_control`: method, path below it, JSON body and query; answers the JSON object.

    Raises UsageError with what `/_control` says of a request that it refuses.
    """

    def __call__(
        self, method: str, path: str, body: Mapping[str, Any] | None = None, **query: Any
    ) -> dict[str, Any]: ...


@contextmanager
def running(origin: str) -> Iterator[Asks]:
    """Ask a `harness up`; raises UsageError if none answers at `origin`."""
    import httpx

    with httpx.Client(base_url=f"{origin.rstrip('/')}/_control", timeout=60, trust_env=False) as client:

        def ask(
            method: str, path: str, body: Mapping[str, Any] | None = None, **query: Any
        ) -> dict[str, Any]:
            try:
                return _answer(client.request(method, path, json=body, params=_given(query)))
            except httpx.TransportError:
                raise UsageError(
                    f"No 'harness up' answers at {origin}. Start one, name another with --at, "
                    "or the file that one keeps with --state."
                ) from None

        yield ask


@contextmanager
def kept(state: Path, extension: Path | None) -> Iterator[Asks]:
    """Ask a world made of a state file, and of the extension that it was kept with.

    Raises UsageError where the file is missing, is none, or is in use, FileError for the extension.
    """
    from . import servers
    from .world import OWN_HOST

    if not state.exists():
        raise UsageError(f"There is no state file {state}. 'harness up --state {state}' makes one.")
    world = _world(extension)
    with asyncio.Runner() as runner:
        opened = servers.open_state(world.context, state, False)

        def ask(
            method: str, path: str, body: Mapping[str, Any] | None = None, **query: Any
        ) -> dict[str, Any]:
            url = f"https://{OWN_HOST}/_control{path}"
            if given := _given(query):
                url = f"{url}?{urlencode(given)}"
            return _answer(runner.run(world.request(method, url, json=body)))

        try:
            yield ask
        finally:
            opened.close()
            runner.run(world.aclose())


def _world(extension: Path | None) -> World:
    from .scenario.services_file import service_of
    from .scenario.start import load_start
    from .up import extension_folder
    from .world import World

    start = load_start(World.create(), extension_folder(extension))
    world = World.create(start.extension, manual=False)
    world.connection_controls.read_service = service_of
    return world


def _given(query: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in query.items() if value not in (None, "", False)}


def _answer(response: httpx.Response) -> dict[str, Any]:
    try:
        answered: dict[str, Any] = response.json()
    except ValueError:
        raise UsageError(f"{response.url.host}:{response.url.port} is no 'harness up'.") from None
    if response.is_error:
        raise UsageError(str(answered.get("error", answered)))
    return answered
