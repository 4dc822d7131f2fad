"""What a row of the tables is: one request that must be refused, beside its twin that passes."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from .stage import Stage

Attempt = Callable[[Stage, bool], Awaitable[httpx.Response]]
"""Plays a row on a stage: with the one thing wrong (True), or with just that put right (False)."""


@dataclass(frozen=True)
class Refusal:
    """What a fake answers when it says no.

    `error` is the vendor's error as the journal names it, `<fake>.<error>`. `body` is the whole of a
    JSON body, a text that a page holds, or where a redirect leads. `headers` are those that count.
    """

    error: str
    status: int
    body: Any
    headers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Row:
    """One refusal.

    `checks` names the checks that hold it, separated by spaces: with any one of them switched off, the
    request goes through. A row without one is refused by no check: there is no such path, or a fault was
    asked for. `reason` is why the journal says that credentials were refused. `assume` chooses
    alternatives of assumptions.
    """

    title: str
    checks: str
    refusal: Refusal
    attempt: Attempt
    reason: str | None = None
    assume: Mapping[str, str] = field(default_factory=dict)

    @property
    def held_by(self) -> tuple[str, ...]:
        """The names of its checks."""
        return tuple(self.checks.split())

    @property
    def fake(self) -> str:
        """The name of the fake that refuses."""
        return self.refusal.error.rpartition(".")[0]

    @property
    def id(self) -> str:
        """How pytest calls the row."""
        return f"{self.fake}: {self.title}"
