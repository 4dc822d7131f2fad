"""Vendor behaviours that nobody knows and that had to be chosen."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import Protocol


class Declared(Protocol):
    """An assumption as its owner declares it; see `Assumption`."""

    @property
    def key(self) -> str: ...
    @property
    def question(self) -> str: ...
    @property
    def evidence(self) -> str: ...
    @property
    def alternatives(self) -> Mapping[str, str]: ...
    @property
    def choice(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Assumption:
    """A behaviour that had to be chosen because the vendor's is not known.

    `alternatives` maps each name to what it means; `choice` is the one taken unless a scenario says
    otherwise; `evidence` says what is known, with its source.
    """

    key: str
    question: str
    evidence: str
    alternatives: Mapping[str, str]
    choice: str


class UnknownAssumption(LookupError):
    """There is no such assumption, or no such alternative of it; the message names the nearest."""


class Assumptions:
    """The chosen alternatives of one world, and which of them a run leaned on.

    Two services may lean on the same assumption, but not declare two under one key: ValueError.
    """

    def __init__(self, declared: Iterable[Declared], chosen: Mapping[str, str] | None = None) -> None:
        self.declared: dict[str, Declared] = {}
        for one in declared:
            if self.declared.setdefault(one.key, one) != one:
                raise ValueError(f"two assumptions are declared as '{one.key}'")
        self.revision = 0
        """Another one whenever an alternative is chosen."""
        self._chosen: dict[str, str] = {}
        self._asked: dict[str, None] = {}
        for key, alternative in (chosen or {}).items():
            self.choose(key, alternative)

    def choose(self, key: str, alternative: str) -> None:
        """Take another alternative; raises UnknownAssumption with the nearest name."""
        known = self._find(key).alternatives
        if alternative not in known:
            raise UnknownAssumption(
                f"'{key}' has no alternative '{alternative}'. {_nearest(alternative, known)}"
            )
        self._chosen[key] = alternative
        self.revision += 1

    def assume(self, key: str) -> str:
        """The chosen alternative of `key`; notes that the run leaned on it."""
        declared = self._find(key)
        self._asked[key] = None
        return self._chosen.get(key, declared.choice)

    def asked(self) -> list[str]:
        """The keys that were asked for so far, in alphabetical order."""
        return sorted(self._asked)

    def chosen(self, key: str) -> str:
        """The alternative in force, without leaning on it."""
        return self._chosen.get(key, self._find(key).choice)

    def _find(self, key: str) -> Declared:
        if key in self.declared:
            return self.declared[key]
        raise UnknownAssumption(f"There is no assumption '{key}'. {_nearest(key, self.declared)}")


def _nearest(name: str, known: Iterable[str]) -> str:
    names = list(known)
    close = get_close_matches(name, names, n=1)
    return f"Did you mean '{close[0]}'?" if close else f"Known: {', '.join(names)}."
