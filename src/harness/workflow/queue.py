"""What waits to be done, in the world's store: events nobody looked at yet, and planned runs."""

from __future__ import annotations

from collections.abc import Iterable

from harness.ports import Record, Store

from .model import Run


class Queue:
    """The outbox of events and the runs of all organizations."""

    OUTBOX = "kit.outbox"
    RUNS = "workflow.runs"

    def __init__(self, store: Store) -> None:
        self._store = store

    def events(self) -> list[Record]:
        """The events that nobody has looked at yet, in the order of the saves."""
        tenants = self._store.tenants(self.OUTBOX)
        events = [event for tenant in tenants for event in self._store.rows(self.OUTBOX, tenant).values()]
        return sorted(events, key=lambda event: event["seq"])

    def waits(self, status: str) -> bool:
        """Whether there is any event, or a run of that status."""
        tenants = self._store.tenants(self.RUNS)
        return bool(self._store.tenants(self.OUTBOX)) or any(
            self._store.find(self.RUNS, tenant, "status", status) for tenant in tenants
        )

    def plan(self, event: Record, runs: Iterable[Run]) -> None:
        """Keep the runs of an event, and only then take the event away, so that none can be lost.

        A run that is there already was kept before a crash between the two.
        """
        for run in runs:
            if self._store.get(self.RUNS, run.organization, run.id) is None:
                self.put(run)
        self._store.delete(self.OUTBOX, event["tenant"], f"{event['seq']:012d}")

    def runs(self, status: str) -> list[Run]:
        """The runs of that status, in the order of the saves and, for one save, of the rules."""
        found = [
            Run(**record)
            for tenant in self._store.tenants(self.RUNS)
            for record in self._store.find(self.RUNS, tenant, "status", status)
        ]
        return sorted(found, key=lambda run: (run.seq, run.order))

    def put(self, run: Run) -> None:
        """Keep the run as it is now."""
        self._store.put(self.RUNS, run.organization, run.id, run.as_record())

    def holds(self, run: Run) -> bool:
        """Whether `run` is still as it is kept: a reset in the meantime forgets it."""
        kept = self._store.get(self.RUNS, run.organization, run.id)
        return kept is not None and (kept["status"], kept["attempt"]) == (run.status, run.attempt)
