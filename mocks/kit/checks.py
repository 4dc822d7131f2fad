"""The registry of checks: every refusal of a fake passes here, so that a test can switch one off.

A suite that stays green while a check is off did not test the check: `tests/say_no` proves that each
check that is declared is held by a test.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """One thing that a fake refuses; `says` is the refusal in words."""

    name: str
    says: str


class Checks:
    """The checks of one world: all on, but for those sabotaged by name."""

    __slots__ = ("_off",)

    def __init__(self, off: Iterable[str] = ()) -> None:
        self._off = frozenset(off)

    def fails(self, check: Check, failed: bool) -> bool:
        """Whether `check` refuses, given that its condition `failed`."""
        return failed and check.name not in self._off
