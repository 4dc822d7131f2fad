"""Vendors' rate limits: so many calls in a window, on the world's clock; off unless asked for."""

from __future__ import annotations

from .clock import Clock
from .store import Record, Store


class Limits:
    """Counts calls per fake and key (a token, an organization) in a sliding window."""

    KIND = "kit.limits"
    CALLS = "kit.limit_calls"

    def __init__(self, store: Store, clock: Clock) -> None:
        self._store, self._clock = store, clock

    def allow(self, fake: str, calls: int, seconds: float = 60) -> None:
        """From now on the fake takes `calls` calls in `seconds` seconds for each key."""
        self._store.put(self.KIND, "", fake, {"calls": calls, "seconds": seconds})

    def lift(self, fake: str) -> None:
        """The fake has no limit any more."""
        self._store.delete(self.KIND, "", fake)

    def exceeded(self, fake: str, key: str) -> bool:
        """Count one call; True if it is one too many."""
        limit = self._store.get(self.KIND, "", fake)
        if limit is None:
            return False
        recent = self._recent(limit, fake, key)
        if len(recent) >= limit["calls"]:
            return True
        self._store.put(self.CALLS, fake, key, {"times": (*recent, self._clock.now())})
        return False

    def left(self, fake: str, key: str) -> tuple[int, int] | None:
        """How many calls the limit allows, and how many of them are left now; None without a limit."""
        limit = self._store.get(self.KIND, "", fake)
        if limit is None:
            return None
        return limit["calls"], max(0, limit["calls"] - len(self._recent(limit, fake, key)))

    def _recent(self, limit: Record, fake: str, key: str) -> tuple[float, ...]:
        """When the calls were made that still count."""
        times = (self._store.get(self.CALLS, fake, key) or {"times": ()})["times"]
        since = self._clock.now() - limit["seconds"]
        return tuple(time for time in times if time > since)
