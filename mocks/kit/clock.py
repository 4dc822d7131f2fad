"""The one clock of a world, and its timers. Nothing else in the project reads the time."""

from __future__ import annotations

import asyncio
import inspect
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from .ids import Ids
from .store import Record, Store

START = datetime(2026, 1, 15, 9, 0, tzinfo=UTC).timestamp()
"""Where a manual clock begins unless it is told otherwise: a Thursday morning, UTC."""


class Clock:
    """Time of one world: manual (moves only when told) or the system's plus an offset.

    Its state is a record of the store, so that a snapshot holds the time as well.
    """

    KIND = "kit.clock"

    def __init__(self, store: Store, *, manual: bool = True, start: float = START) -> None:
        self._store = store
        self.manual = manual
        if store.get(self.KIND, "", "clock") is None:
            self._set(start if manual else 0.0)

    def now(self) -> float:
        """Seconds since the epoch, UTC."""
        return self._seconds() if self.manual else time.time() + self._seconds()

    def move(self, seconds: float) -> None:
        """Go forward by `seconds` at once; timers that fall due run at the next settle."""
        if not 0 <= seconds < float("inf"):
            raise ValueError("a clock only goes forward, by a finite time")
        self._set(self._seconds() + seconds)

    async def wait(self, seconds: float) -> None:
        """Let `seconds` pass: at once on a manual clock, truly on the system's."""
        if self.manual:
            self.move(seconds)
        else:
            await asyncio.sleep(seconds)

    def _seconds(self) -> float:
        record = self._store.get(self.KIND, "", "clock")
        assert record is not None
        return float(record["seconds"])

    def _set(self, seconds: float) -> None:
        self._store.put(self.KIND, "", "clock", {"seconds": seconds})


def instant(seconds: float, zone: str = "UTC") -> datetime:
    """The moment as an aware datetime in the time zone of that IANA name."""
    return datetime.fromtimestamp(seconds, ZoneInfo(zone))


def stopwatch() -> float:
    """Real elapsed seconds from an arbitrary zero: for `timing` blocks of reports, nothing else."""
    return time.perf_counter()


Handler = Callable[[Record], Any]


class Timers:
    """What is to happen later, as records `{due, seq, kind, payload}`; no closure is scheduled."""

    KIND = "kit.timers"

    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self._handlers: dict[str, Handler] = {}

    def handle(self, kind: str, handler: Handler) -> None:
        """Name the function, plain or coroutine, that gets the payload of timers of that kind."""
        self._handlers[kind] = handler

    def at(self, due: float, kind: str, payload: Record) -> None:
        """Schedule `payload` for the moment `due`."""
        seq = self._ids.nth("kit", "timer")
        record = {"due": due, "seq": seq, "kind": kind, "payload": payload}
        self._store.put(self.KIND, "", str(seq), record)

    def next_due(self) -> float | None:
        """When the earliest timer falls due, or None if there is none."""
        timers = self._store.rows(self.KIND, "")
        return min((timer["due"] for timer in timers.values()), default=None)

    async def run_due(self) -> int:
        """Run the timers that are due now, earliest first; returns how many ran.

        What a handler schedules waits for the next call, also if it is due at once; a timer that is gone
        when its turn comes (a handler brought another state back) does not run. Raises LookupError,
        the timer kept, if nobody handles its kind.
        """
        now = self._clock.now()
        due = [timer for timer in self._store.rows(self.KIND, "").values() if timer["due"] <= now]
        due.sort(key=lambda timer: (timer["due"], timer["seq"]))
        return sum([await self._run(timer) for timer in due])

    async def _run(self, timer: Record) -> bool:
        key = str(timer["seq"])
        if self._store.get(self.KIND, "", key) is not timer:
            return False
        if (handler := self._handlers.get(timer["kind"])) is None:
            raise LookupError(f"nobody handles timers of the kind '{timer['kind']}'")
        self._store.delete(self.KIND, "", key)
        result = handler(timer["payload"])
        if inspect.isawaitable(result):
            await result
        return True
