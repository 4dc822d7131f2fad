"""An expectation as it stands in the file, and how a list of things is compared."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from ..expect import Comparison, Difference, Elements, Pattern
from ..json_schema import Schema
from ..model import Check, Verdict
from ..names import Names
from ..yamlfile import Node, Place, ScalarNode

IN = "in"
"""Beside an expectation: which organization or account is looked at."""
BOOKS = "books"


@dataclass(frozen=True, slots=True)
class Expected:
    """`key` says what is looked at, `value` what is expected of it, `tenant` where."""

    key: ScalarNode
    value: Node
    tenant: Node | None

    @property
    def place(self) -> Place:
        """Where it was written."""
        return self.key.place

    def title(self, tenant: str | None = None) -> str:
        """What is looked at, and where if that was said."""
        return f"{self.key.text} in {tenant}" if self.tenant is not None and tenant else self.key.text

    def organization(self, names: Names) -> str | None:
        """The name of the organization that `in` names; None: all of them."""
        return None if self.tenant is None else names.tenant(BOOKS, self.tenant, self.place)

    def nowhere(self) -> None:
        """Refuse an `in` that would mean nothing."""
        if self.tenant is not None:
            raise self.tenant.place.error(f"'{self.key.text}' takes no 'in'.")


@dataclass(frozen=True, slots=True)
class CheckKind:
    """One kind of check: how it is read, and JSON Schema of what can be expected."""

    read: Callable[[Expected, Names], Check]
    takes: Callable[[Names], Schema]


def judge_hiding(pattern: Pattern, seen: Any, shown: Callable[[], Any], *, detail: bool) -> Verdict:
    """The verdict on something that may hold secrets: what is kept of it is what `shown` gives.

    Taking secrets out costs more than comparing, so a match that nobody will look at is not shown.
    """
    if pattern.matches(seen):
        return Verdict(pattern.plain(), shown() if detail else None)
    verdict = judge(pattern, shown())
    if verdict.differences:
        return verdict
    hidden = Difference("", "differs", verdict.expected, "the same, but for a secret", pattern.place)
    return Verdict(verdict.expected, verdict.seen, [hidden])


def judge(pattern: Pattern, seen: Any, path: str = "") -> Verdict:
    """The verdict on what was seen; `pattern` has its references resolved."""
    if pattern.matches(seen):
        return Verdict(pattern.plain(), seen)
    comparison = None
    if isinstance(pattern, Elements) and isinstance(seen, Sequence):
        comparison = Comparison.of(pattern, seen)
        return Verdict(pattern.plain(), seen, comparison.differences(path), comparison)
    return Verdict(pattern.plain(), seen, pattern.differences(seen, path))
