"""Record events: appended in the same step as the change (an outbox), drained by whoever has rules."""

from __future__ import annotations

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from .clock import Clock
from .ids import Ids
from .store import Record, Store


class Events:
    """The outbox of one world. `silent` while the starting state is laid down.

    `heard` are the modules that anybody listens to, None all of them: what happens to the records of others
    is not kept.
    """

    KIND = "kit.outbox"

    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self.silent = False
        self.heard: AbstractSet[str] | None = None

    def append(
        self,
        tenant: str,
        module: str,
        event: str,
        key: str,
        *,
        before: Record | None,
        after: Record | None,
        cause: Mapping[str, Any],
    ) -> None:
        """Note that a record changed.

        `event` is `created`, `edited` or `deleted`; `before` and `after` are the stored records;
        `cause` holds `origin` (ui, api, function, import, sync), `person` and `exchange`.
        """
        if self.silent or (self.heard is not None and module not in self.heard):
            return
        seq = self._ids.nth("kit", "event")
        record: dict[str, Any] = {
            "seq": seq,
            "tenant": tenant,
            "module": module,
            "event": event,
            "key": key,
            "before": before,
            "after": after,
            "time": self._clock.now(),
            **cause,
        }
        self._store.put(self.KIND, tenant, f"{seq:012d}", record)
