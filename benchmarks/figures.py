"""What a row of the table is, and what it yields."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Effort:
    """How much to do: `quick` is for a look, the full effort for a figure to quote."""

    quick: bool = False

    def of(self, full: int, quick: int) -> int:
        """The number of runs, records or requests."""
        return quick if self.quick else full


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure.

    `value` and `budget` are in `unit` (`ms`, `s`, `MiB`, or `x` for a ratio); the budget is the greatest
    value that holds, or with `at_least` the smallest. `reference` says what the same run measured beside
    it. A `note` says how the figure was estimated, where it is not what the budget speaks of.
    """

    name: str
    value: float
    budget: float
    unit: str
    reference: str
    at_least: bool = False
    note: str = ""

    @property
    def holds(self) -> bool:
        """Whether the budget holds."""
        return self.value >= self.budget if self.at_least else self.value <= self.budget

    def as_json(self) -> dict[str, Any]:
        """The figure as a JSON object."""
        return {**asdict(self), "holds": self.holds}

    def line(self) -> str:
        """The figure as a line of the table."""
        sign = ">=" if self.at_least else "<="
        verdict = ("holds" if self.holds else "MISSES") + ("?" if self.note else "")
        budget = f"{sign} {self.budget:g} {self.unit}"
        text = f"{self.name:<18}{shown(self.value):>8} {self.unit:<4}{budget:<12}{verdict:<8}{self.reference}"
        return f"{text} ({self.note})" if self.note else text


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table of budgets: `name` is what `-k` selects, `measure` yields its figures."""

    name: str
    what: str
    measure: Callable[[Effort], Iterable[Figure]]


def shown(value: float) -> str:
    """A measured number with as many digits as it is good for."""
    return f"{value:.0f}" if value >= 100 else f"{value:.3g}"
