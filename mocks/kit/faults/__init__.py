"""Things made to go wrong on purpose: matching, counting and chance are here, one file per kind beside.

A fault is a record `{at: {method, service, path}, call, times, chance, do: {kind: arguments}}`:
`call` is the n-th matching call (or a list of them), `times` how often it may strike, `chance` a
probability per matching call, seeded. Kinds are the kit's (what the fake does) and the world's own
actions (what happens before the call leaves); a fault may have both.
"""

from __future__ import annotations

import re
from collections.abc import Awaitable, Callable, Mapping
from difflib import get_close_matches
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


class BadFault(ValueError):
    """A fault that can't be set; the message says why, and names the nearest kind."""


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
        """Set a fault, the record described above; returns its id. Raises BadFault."""
        _check_selectors(fault)
        self.check(fault["do"])
        number = str(self._ids.nth("kit", "fault"))
        record = {"id": number, "seen": 0, "struck": 0, **fault}
        self._store.put(self.KIND, "", number, record)
        return number

    def check(self, do: Mapping[str, Any]) -> None:
        """Whether a fault may do that; raises BadFault. What actions take, the world checks itself."""
        if not do:
            raise BadFault(f"A fault does something. Known: {', '.join(self.kinds)}.")
        for name, arguments in do.items():
            if name not in KINDS and name not in self.actions:
                close = get_close_matches(name, self.kinds, n=1)
                hint = f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(self.kinds)}."
                raise BadFault(f"There is no fault '{name}'. {hint}")
            if name in KINDS and (problem := KINDS[name].problem(arguments)):
                raise BadFault(f"The fault '{name}' {problem}.")

    def remove(self, number: str) -> None:
        """Take a fault back."""
        self._store.delete(self.KIND, "", number)

    def all(self) -> list[Record]:
        """The faults that are set, with how often each was seen and struck."""
        return list(self._store.rows(self.KIND, "").values())

    async def leaving(self, service: str, method: str, path: str) -> None:
        """Run the world's own actions that are due at this call, on the caller's side.

        Whether a fault with such actions strikes is decided here, also for what the fake does then.
        """
        for fault in self.all():
            if not _acts(fault) or not matches(fault["at"], service, method, path):
                continue
            strikes = self._strikes(fault)
            for name, arguments in fault["do"].items():
                if strikes and name not in KINDS:
                    await self.actions[name](arguments)

    def strike(self, service: str, method: str, path: str, *, named: bool = False) -> list[tuple[Kind, Any]]:
        """The kinds, with their arguments, that strike this call in the fake.

        With `named` only faults count that name the service.
        """
        struck = [
            fault
            for fault in self.all()
            if matches(fault["at"], service, method, path)
            and (not named or fault["at"].get("service"))
            and (self._disarm(fault) if _acts(fault) else self._strikes(fault))
        ]
        return [
            (KINDS[name], arguments)
            for fault in struck
            for name, arguments in fault["do"].items()
            if name in KINDS
        ]

    def _strikes(self, fault: Record) -> bool:
        """Count one matching call, and say whether the fault strikes it."""
        seen = fault["seen"] + 1
        strikes = self._due(fault, seen)
        counted = {**fault, "seen": seen, "struck": fault["struck"] + strikes}
        if _acts(fault):
            counted["armed"] = strikes
        self._store.put(self.KIND, "", fault["id"], counted)
        return strikes

    def _disarm(self, fault: Record) -> bool:
        """Whether the fault struck this call as it left; the fake does its part once."""
        if not fault.get("armed"):
            return False
        self._store.put(self.KIND, "", fault["id"], {**fault, "armed": False})
        return True

    def _due(self, fault: Record, seen: int) -> bool:
        call, times, chance = fault.get("call"), fault.get("times"), fault.get("chance")
        if call is not None and seen not in (call if isinstance(call, (list, tuple)) else (call,)):
            return False
        if times is not None and fault["struck"] >= times:
            return False
        return chance is None or self._ids.chance("kit", f"fault {fault['id']}") < chance


def _check_selectors(fault: Mapping[str, Any]) -> None:
    """Whether a fault says in a way that can be understood which calls it strikes; raises BadFault."""
    for name, value in fault.items():
        if name == "do":
            continue
        if name not in _SELECTORS:
            raise BadFault(f"A fault has no '{name}'. Known: {', '.join(_SELECTORS)}, do.")
        holds, wanted = _SELECTORS[name]
        if value is not None and not holds(value):
            raise BadFault(f"'{name}' of a fault is {wanted}, not {value!r}.")


def _is_whole(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 1


def _is_call(value: Any) -> bool:
    return all(map(_is_whole, value)) if isinstance(value, (list, tuple)) else _is_whole(value)


def _is_fraction(value: Any) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and 0 <= value <= 1


def _is_target(value: Any) -> bool:
    if not isinstance(value, Mapping) or not value.keys() <= {"method", "service", "path"}:
        return False
    return all(part is None or isinstance(part, str) for part in value.values())


_SELECTORS: Mapping[str, tuple[Callable[[Any], bool], str]] = {
    "at": (_is_target, "a mapping of method, service and path, or of some of them"),
    "call": (_is_call, "the number of a call, from 1 on, or a list of them"),
    "times": (_is_whole, "how often it may strike, from 1 on"),
    "chance": (_is_fraction, "a probability, from 0 to 1"),
}
"""What says which calls a fault strikes: how to tell a good one, and what one is."""


def _acts(fault: Record) -> bool:
    """Whether a fault does something on the caller's side."""
    return any(name not in KINDS for name in fault["do"])


def matches(at: Mapping[str, str | None], service: str, method: str, path: str) -> bool:
    """Whether a call is one that the matcher `at` names.

    The path of a matcher is the end of the called one; `*` stands for one segment, `**` for any number.
    """
    if at.get("service") not in (None, service) or at.get("method") not in (None, method):
        return False
    pattern = at.get("path")
    return pattern is None or _glob(pattern).search("/" + path.strip("/")) is not None


def _glob(pattern: str) -> re.Pattern[str]:
    parts = (
        "(/[^/]*)*" if part == "**" else "/[^/]+" if part == "*" else f"/{re.escape(part)}"
        for part in pattern.strip("/").split("/")
    )
    return re.compile(rf"{''.join(parts)}\Z")
