"""What the harness needs of the kit, as typed protocols.

`connections`, `workflow`, `deluge` and `transport` see the clock, the store and the rest only through
these; the one implementation lives in `mocks/kit` and reaches them through `world.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

Record = Mapping[str, Any]
"""A stored record: JSON values by field name. Never changed in place, always replaced."""


class Clock(Protocol):
    """The one source of time."""

    @property
    def manual(self) -> bool:
        """True if nothing but `move` makes time pass, so that nobody ever waits."""
        ...

    def now(self) -> float:
        """Seconds since the epoch, UTC."""
        ...

    def move(self, seconds: float) -> None:
        """Go forward by `seconds` at once; timers that fall due run at the next settle."""
        ...

    async def wait(self, seconds: float) -> None:
        """Let `seconds` pass: at once on a manual clock, truly on the system's."""
        ...


class Ids(Protocol):
    """Ids and secrets: a function of (seed, owner, kind, n-th of that kind)."""

    def nth(self, owner: str, kind: str) -> int:
        """The next number of that kind for that owner, from 1."""
        ...

    def secret(self, owner: str, kind: str, length: int = 32) -> str:
        """The next secret of that kind, `length` lower-case hexadecimal digits."""
        ...


class Store(Protocol):
    """The world's one store: records by kind, tenant (organization, account, or "") and key."""

    def get(self, kind: str, tenant: str, key: str) -> Record | None:
        """The record, or None."""
        ...

    def put(self, kind: str, tenant: str, key: str, record: Record) -> None:
        """Insert or replace; the store keeps `record` itself, which must not change any more."""
        ...

    def delete(self, kind: str, tenant: str, key: str) -> None:
        """Remove; nothing happens if it is absent."""
        ...

    def rows(self, kind: str, tenant: str) -> Mapping[str, Record]:
        """All records of the tenant by key, in order of insertion."""
        ...

    def find(self, kind: str, tenant: str, field: str, value: Any) -> list[Record]:
        """The records whose `field` equals `value`, through a secondary index."""
        ...

    def tenants(self, kind: str) -> list[str]:
        """The tenants that hold records of that kind."""
        ...


class Timers(Protocol):
    """What is to happen later: records `{due, seq, kind, payload}`, a handler per kind."""

    def handle(self, kind: str, handler: Callable[[Record], Any]) -> None:
        """Name the function (plain or coroutine) that gets the payload of timers of that kind."""
        ...

    def at(self, due: float, kind: str, payload: Record) -> None:
        """Schedule `payload` for the moment `due`."""
        ...


@dataclass(frozen=True, slots=True)
class Carrier:
    """The request that credentials are to join, as far as they depend on it.

    `form` is its form-encoded body ("" if there is none yet), None if it can't carry form fields: it is a
    GET, or its body is something else.
    """

    method: str
    url: str
    form: str | None = None


@dataclass(frozen=True, slots=True)
class Assumption:
    """A behaviour that had to be chosen because nobody knows the vendor's.

    `alternatives` maps each name to what it means; `choice` is the one taken unless a scenario says
    otherwise; `evidence` says what is known, with its source.
    """

    key: str
    question: str
    evidence: str
    alternatives: Mapping[str, str]
    choice: str


class Assumptions(Protocol):
    """The world's chosen alternatives."""

    def assume(self, key: str) -> str:
        """The chosen alternative of `key`; notes that the run leaned on it."""
        ...


class Exchange(Protocol):
    """One HTTP request and its answer, with its cause."""

    id: int
    parent: int | None
    cause: Record
    origin: str
    method: str
    url: str
    request_headers: Sequence[tuple[str, str]]
    status: int | None
    reason: str | None
    error: str | None
    delay: float
    wire: str | None
    secrets: frozenset[str]


class Journal(Protocol):
    """The ring of all exchanges of a world; it takes back only exchanges of its own."""

    def get(self, number: int) -> Exchange | None:
        """The exchange of that number, or None if it was dropped or never was."""
        ...

    def open(
        self,
        method: str,
        url: str,
        headers: Sequence[tuple[str, str]],
        body: bytes,
        *,
        parent: int | None = None,
        cause: Record | None = None,
        origin: str = "api",
    ) -> Exchange:
        """Begin an exchange on the caller's side; the fake completes it."""
        ...

    def complete(self, exchange: Any, status: int, headers: Sequence[tuple[str, str]], body: bytes) -> None:
        """The answer has been made."""
        ...

    def fail(self, exchange: Any, error: str) -> None:
        """Complete an exchange that got no answer: refused, reset, timed out, never sent."""
        ...

    def find(self, exchange: Any, code: str, message: str) -> None:
        """Note a finding on an exchange."""
        ...
