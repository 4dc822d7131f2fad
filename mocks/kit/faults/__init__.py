"""Things made to go wrong on purpose: matching, counting and chance are here, one file per kind beside.

A fault is a record `{at: {method, service, path}, call, times, chance, do: {kind: arguments}}`:
`call` is the n-th matching call (or a list of them), `times` how often it may strike, `chance` a
probability per matching call, seeded.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from ..ids import Ids
from ..store import Record, Store
from . import cut, lost, reset, silence, slow, status
from .kind import Kind

KINDS: Mapping[str, Kind] = {
    kind.name: kind for kind in (status.KIND, slow.KIND, silence.KIND, reset.KIND, cut.KIND, lost.KIND)
}

Action = Callable[[Any], Awaitable[None]]
"""What else may happen at a call, given by the world: (arguments of the fault) -> done."""


class Faults:
    """The faults of one world.

    `actions` are kinds that the world adds (such as revoking a connection); they run on the caller's
    side, just before the call would leave.
    """

    KIND = "kit.faults"

    def __init__(self, store: Store, ids: Ids) -> None:
        self._store, self._ids = store, ids
        self.actions: dict[str, Action] = {}

    @property
    def any(self) -> bool:
        """Whether there is any fault at all."""
        return bool(self._store.rows(self.KIND, ""))

    @property
    def kinds(self) -> list[str]:
        """The names that `do` may hold."""
        return sorted([*KINDS, *self.actions])

    def add(self, fault: Mapping[str, Any]) -> str:
        """Set a fault; returns its id. `fault` is the record described above, already checked."""
        number = str(self._ids.nth("kit", "fault"))
        record = {"id": number, "seen": 0, "struck": 0, **fault}
        self._store.put(self.KIND, "", number, record)
        return number

    def remove(self, number: str) -> None:
        """Take a fault back."""
        self._store.delete(self.KIND, "", number)

    def all(self) -> list[Record]:
        """The faults that are set, with how often each was seen and struck."""
        return list(self._store.rows(self.KIND, "").values())

    async def leaving(self, service: str, method: str, path: str) -> None:
        """Run the world's own actions that are due at this call, on the caller's side."""
        for fault in self._matching(service, method, path, self.actions):
            for name, arguments in fault["do"].items():
                await self.actions[name](arguments)

    def strike(self, service: str, method: str, path: str) -> list[tuple[Kind, Any]]:
        """The kinds, with their arguments, that strike this call in the fake."""
        struck = self._matching(service, method, path, KINDS)
        return [(KINDS[name], arguments) for fault in struck for name, arguments in fault["do"].items()]

    def _matching(self, service: str, method: str, path: str, kinds: Mapping[str, Any]) -> list[Record]:
        found = []
        for fault in list(self._store.rows(self.KIND, "").values()):
            if not all(name in kinds for name in fault["do"]):
                continue
            if matches(fault["at"], service, method, path) and self._strikes(fault):
                found.append(fault)
        return found

    def _strikes(self, fault: Record) -> bool:
        seen = fault["seen"] + 1
        strikes = self._due(fault, seen)
        struck = fault["struck"] + strikes
        self._store.put(self.KIND, "", fault["id"], {**fault, "seen": seen, "struck": struck})
        return strikes

    def _due(self, fault: Record, seen: int) -> bool:
        call, times, chance = fault.get("call"), fault.get("times"), fault.get("chance")
        if call is not None and seen not in (call if isinstance(call, (list, tuple)) else (call,)):
            return False
        if times is not None and fault["struck"] >= times:
            return False
        return chance is None or self._ids.chance("kit", f"fault {fault['id']}") < chance


def matches(at: Mapping[str, str | None], service: str, method: str, path: str) -> bool:
    """Whether a call is one that the matcher `at` names; `*` in its path stands for one segment."""
    if at.get("service") not in (None, service) or at.get("method") not in (None, method):
        return False
    pattern = at.get("path")
    return pattern is None or _glob(pattern).search(path.rstrip("/")) is not None


def _glob(pattern: str) -> re.Pattern[str]:
    parts = (
        ".*" if part == "**" else "[^/]+" if part == "*" else re.escape(part)
        for part in pattern.strip("/").split("/")
    )
    return re.compile(f"(^|/){'/'.join(parts)}$")
