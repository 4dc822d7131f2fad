"""The journal: the ring of all exchanges of a world, bounded by count and by bytes."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

from .clock import Clock
from .redact import hide, redact_body, redact_headers, redact_text, redact_url

Headers = Sequence[tuple[str, str]]

_BARE, _HEADER = 900, 170
"""Bytes of an exchange with nothing in it, and of a header's objects beside its text (CPython 3.11)."""


_NOTHING: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that was accepted and that the author should know."""

    code: str
    message: str


@dataclass(slots=True)
class Exchange:
    """One HTTP request and its answer, with its cause.

    `cause` is opaque to the kit: function, line, action, step. `reason` is why credentials were
    refused, `vendor_error` which of the vendor's errors was answered, `error` why there was no answer,
    `wire` a fault below HTTP that whoever carries the answer has to bring about, `secrets` are texts that
    the caller's credentials hold and that are never shown, wherever they come back.
    """

    id: int
    started: float
    method: str
    url: str
    request_headers: Headers
    request_body: bytes
    origin: str = "api"
    parent: int | None = None
    cause: Mapping[str, Any] = field(default_factory=dict)
    service: str | None = None
    operation: str | None = None
    tenant: str | None = None
    person: str | None = None
    status: int | None = None
    response_headers: Headers = ()
    response_body: bytes = b""
    delay: float = 0.0
    reason: str | None = None
    vendor_error: str | None = None
    error: str | None = None
    fault: str | None = None
    wire: str | None = None
    findings: tuple[Finding, ...] = ()
    secrets: frozenset[str] = field(default=frozenset(), repr=False)
    held: int = field(default=0, init=False, repr=False)
    """The bytes that the journal has counted for it: its `size` when that was looked at last."""
    asked: int = field(default=0, init=False, repr=False)
    """About how many bytes the request keeps in memory, of the exchange as it was opened."""

    @property
    def done(self) -> bool:
        """True once it has an answer or a reason for having none."""
        return self.status is not None or self.error is not None

    @property
    def size(self) -> int:
        """About how many bytes it keeps in memory."""
        size = self.asked + len(self.response_body) + _weight(self.response_headers)
        if self.findings:
            size += sum(_HEADER + len(finding.message) for finding in self.findings)
        return size

    def as_json(self) -> dict[str, Any]:
        """The exchange for reports and for `/_control/journal`, secrets redacted."""
        shown = self._as_json()
        if not self.secrets:
            return shown
        return {name: hide(value, self.secrets) for name, value in shown.items()}

    def _as_json(self) -> dict[str, Any]:
        return {
            "id": self.id,
            "parent": self.parent,
            "time": self.started,
            "origin": self.origin,
            "cause": dict(self.cause),
            "service": self.service,
            "operation": self.operation,
            "tenant": self.tenant,
            "person": self.person,
            "method": self.method,
            "url": redact_url(self.url),
            "request_headers": redact_headers(self.request_headers),
            "request_body": redact_body(self.request_body),
            "status": self.status,
            "response_headers": redact_headers(self.response_headers),
            "response_body": redact_body(self.response_body),
            "delay": self.delay,
            "reason": self.reason,
            "vendor_error": self.vendor_error,
            "error": self.error and redact_text(self.error),
            "fault": self.fault,
            "findings": [{"code": one.code, "message": redact_text(one.message)} for one in self.findings],
        }


class Journal:
    """All exchanges of a world, oldest first; the oldest are dropped past either bound."""

    def __init__(self, clock: Clock, *, count: int = 5_000, size: int = 24 * 2**20) -> None:
        self._clock = clock
        self._most, self._size = count, size
        self._ring: deque[Exchange] = deque()
        self._held = 0
        self._last = 0
        self.dropped = 0

    def open(
        self,
        method: str,
        url: str,
        headers: Headers,
        body: bytes,
        *,
        parent: int | None = None,
        cause: Mapping[str, Any] | None = None,
        origin: str = "api",
    ) -> Exchange:
        """Begin an exchange; whoever answers completes it."""
        self._last += 1
        exchange = Exchange(
            self._last,
            self._clock.now(),
            method,
            url,
            headers,
            body,
            origin,
            parent,
            cause or _NOTHING,
        )
        exchange.asked = _BARE + len(url) + len(body) + _weight(headers)
        self._ring.append(exchange)
        self._count_in(exchange)
        return exchange

    def complete(self, exchange: Exchange, status: int, headers: Headers, body: bytes) -> None:
        """The answer has been made."""
        exchange.status, exchange.response_headers = status, headers
        # A copy: what orjson answers holds on to a buffer of up to twelve times the text.
        exchange.response_body = bytes(memoryview(body))
        self._count_in(exchange)

    def fail(self, exchange: Exchange, error: str) -> None:
        """There is no answer: refused, reset, timed out, never sent."""
        exchange.error = error
        self._count_in(exchange)

    def find(self, exchange: Exchange, code: str, message: str) -> None:
        """Note a finding on an exchange."""
        exchange.findings = (*exchange.findings, Finding(code, message))
        self._count_in(exchange)

    def get(self, number: int) -> Exchange | None:
        """The exchange of that number, or None if it was dropped or never was."""
        back = self._last - number
        return self._ring[-1 - back] if 0 <= back < len(self._ring) else None

    @property
    def held(self) -> int:
        """About how many bytes all of its exchanges keep in memory."""
        return self._held

    def since(self, number: int = 0) -> list[Exchange]:
        """The exchanges after that number."""
        return [exchange for exchange in self._ring if exchange.id > number]

    def __iter__(self) -> Iterator[Exchange]:
        return iter(self._ring)

    def __len__(self) -> int:
        return len(self._ring)

    @property
    def last(self) -> int:
        """The number of the newest exchange, 0 before the first."""
        return self._last

    def clear(self) -> None:
        """Forget everything; numbers go on."""
        self._ring.clear()
        self._held = 0
        self.dropped = 0

    def _count_in(self, exchange: Exchange) -> None:
        """Count the exchange with the size that it has now; one that was dropped counts for nothing.

        What is counted is remembered with the exchange, so that exactly that is taken off again.
        """
        if self._last - exchange.id >= len(self._ring):
            return
        size = exchange.size
        self._held += size - exchange.held
        exchange.held = size
        while len(self._ring) > self._most or (self._held > self._size and len(self._ring) > 1):
            self._held -= self._ring.popleft().held
            self.dropped += 1


def _weight(headers: Headers) -> int:
    """About how many bytes headers keep in memory."""
    size = _HEADER * len(headers)
    for name, value in headers:
        size += len(name) + len(value)
    return size
