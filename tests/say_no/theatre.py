"""Where rows are played: in process, or over sockets through one server for all of them."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from typing import Any

import httpx

from harness import servers
from harness.world import OWN_HOST
from mocks.kit.journal import Exchange

from .rows import Refusal, Row
from .stage import Ports, Stage


@dataclass(frozen=True)
class Outcome:
    """The answer to a row's last request, and what the journal says of it."""

    response: httpx.Response
    exchange: Exchange

    @property
    def went_through(self) -> bool:
        """Whether nothing was refused, and nothing failed."""
        return self.response.status_code < 400 and self.exchange.vendor_error is None

    def told(self, refusal: Refusal) -> tuple[Refusal, str | None]:
        """How it was refused, and why: as `refusal` has it in all that it speaks of."""
        headers = {name: self.response.headers.get(name, "") for name in refusal.headers}
        status, error = self.response.status_code, self.exchange.vendor_error or ""
        return Refusal(error, status, self._body(refusal.body), headers), self.exchange.reason

    def _body(self, expected: Any) -> Any:
        if self.response.has_redirect_location:
            return self.response.headers["location"]
        if isinstance(expected, str):
            return expected if expected in self.response.text else self.response.text
        try:
            return self.response.json()
        except ValueError:
            return self.response.text

    def __str__(self) -> str:
        said = self.exchange
        return f"{self.response.status_code} {said.vendor_error} ({said.reason}): {self.response.text}"


class Theatre:
    """Plays rows, each on a fresh stage."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self._runner = runner
        self._gateway = servers.Gateway({})
        self._ports: Ports | None = None

    @contextlib.asynccontextmanager
    async def open(self) -> AsyncIterator[None]:
        """Listen, with a port for the harness itself as `harness up` has one."""
        bound = [servers.listen("127.0.0.1", 0) for _ in range(2)]
        vendors, own = (one.getsockname()[1] for one in bound)
        self._ports = Ports(vendors, own)
        self._gateway.ports[own] = OWN_HOST
        async with servers.serving(self._gateway, bound):
            yield

    def play(
        self, row: Row, *, wrong: bool = True, sockets: bool = False, sabotage: Iterable[str] = ()
    ) -> Outcome:
        """The row with the one thing wrong, or its twin; `sabotage` names checks to switch off."""
        return self._runner.run(self._play(row, wrong, sockets, sabotage))

    async def _play(self, row: Row, wrong: bool, sockets: bool, sabotage: Iterable[str]) -> Outcome:
        stage = Stage.create(row.assume, sabotage, self._ports if sockets else None)
        self._gateway.worlds[""] = stage.world.fakes
        try:
            return Outcome(await row.attempt(stage, wrong), stage.exchange)
        finally:
            await stage.aclose()
