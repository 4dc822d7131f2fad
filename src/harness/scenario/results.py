"""What became of scenarios, as JSON values: all that a report needs, and nothing of the world they ran in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

Outcome = Literal["passed", "failed", "fault", "skipped"]
"""`fault` is our own; `skipped` is what comes after a step that failed."""
PASSED: Final = "passed"
FAILED: Final = "failed"
FAULT: Final = "fault"
SKIPPED: Final = "skipped"

GOOD, BAD, OUR_FAULT, INTERRUPTED = 0, 1, 3, 130
"""Exit codes of a run."""


@dataclass(slots=True)
class Pairing:
    """Expected and seen elements side by side: indexes of pairs that match, that nearly do, and the rest."""

    pairs: Sequence[tuple[int, int]]
    near: Sequence[tuple[int, int]]
    missing: Sequence[int]
    surplus: Sequence[int]

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "pairs": [list(one) for one in self.pairs],
            "near": [list(one) for one in self.near],
            "missing": list(self.missing),
            "surplus": list(self.surplus),
        }


@dataclass(slots=True)
class Nearest:
    """The exchange that has most to do with a failure, and the Deluge line that sent it."""

    exchange: int
    text: str
    file: str = ""
    line: int = 0
    source: str = ""

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "exchange": self.exchange,
            "text": self.text,
            "file": self.file,
            "line": self.line,
            "source": self.source,
        }


@dataclass(slots=True)
class Failure:
    """Why a step or an expectation did not hold. `differences` are those of `expect.Difference`."""

    message: str
    expected: Any = None
    seen: Any = None
    differences: Sequence[Mapping[str, Any]] = ()
    pairing: Pairing | None = None
    nearest: Nearest | None = None

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "message": self.message,
            "expected": self.expected,
            "seen": self.seen,
            "differences": list(self.differences),
            "pairing": self.pairing.as_json() if self.pairing else None,
            "nearest": self.nearest.as_json() if self.nearest else None,
        }


@dataclass(slots=True)
class Part:
    """One part of a case: `given`, a step of `when`, an expectation of `then`.

    `exchanges` and `logs` are those that it brought about, numbered as in the case. `expected` and
    `seen` are what an expectation compared.
    """

    phase: Literal["given", "when", "then"]
    title: str
    line: int
    outcome: Outcome = PASSED
    failure: Failure | None = None
    exchanges: Sequence[int] = ()
    logs: Sequence[int] = ()
    expected: Any = None
    seen: Any = None

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "phase": self.phase,
            "title": self.title,
            "line": self.line,
            "outcome": self.outcome,
            "failure": self.failure.as_json() if self.failure else None,
            "exchanges": list(self.exchanges),
            "logs": list(self.logs),
            "expected": self.expected,
            "seen": self.seen,
        }


@dataclass(slots=True)
class Side:
    """All records of one kind in one organization or account at the end: one half of the picture."""

    service: str
    kind: str
    tenant: str
    records: Sequence[Mapping[str, Any]]

    def as_json(self) -> dict[str, Any]:
        """As JSON values."""
        return {
            "service": self.service,
            "kind": self.kind,
            "tenant": self.tenant,
            "records": list(self.records),
        }


@dataclass(slots=True)
class CaseResult:
    """What became of one scenario in one case.

    `exchanges` (as the journal shows them), `logs`, `sides` and the values of expectations are there if
    it failed or a report was asked for. `seconds` are real ones.
    """

    file: str
    line: int
    name: str
    label: str
    extension: str
    outcome: Outcome = PASSED
    message: str = ""
    parts: list[Part] = field(default_factory=list)
    assumptions: Mapping[str, str] = field(default_factory=dict)
    findings: Sequence[Mapping[str, Any]] = ()
    exchanges: Sequence[Mapping[str, Any]] = ()
    logs: Sequence[Mapping[str, Any]] = ()
    sides: Sequence[Side] = ()
    seconds: float = 0.0

    @property
    def title(self) -> str:
        """The name and the case."""
        return f"{self.name} [{self.label}]" if self.label else self.name

    @property
    def failures(self) -> list[Part]:
        """The parts that did not hold."""
        return [part for part in self.parts if part.failure is not None]

    def as_json(self) -> dict[str, Any]:
        """As JSON values, without `seconds`."""
        return {
            "file": self.file,
            "line": self.line,
            "name": self.name,
            "case": self.label,
            "extension": self.extension,
            "outcome": self.outcome,
            "message": self.message,
            "parts": [part.as_json() for part in self.parts],
            "assumptions": dict(self.assumptions),
            "findings": list(self.findings),
            "exchanges": list(self.exchanges),
            "logs": list(self.logs),
            "sides": [side.as_json() for side in self.sides],
        }


@dataclass(slots=True)
class Results:
    """What became of a run. `selected` is how many cases there were to run."""

    seed: int
    selected: int
    cases: list[CaseResult] = field(default_factory=list)
    interrupted: bool = False
    seconds: float = 0.0

    def count(self, outcome: Outcome) -> int:
        """How many cases came out so."""
        return sum(case.outcome == outcome for case in self.cases)

    @property
    def failed(self) -> bool:
        """Whether any case did not pass."""
        return self.count(PASSED) < len(self.cases)

    @property
    def exit_code(self) -> int:
        """The exit code of a run that came out so."""
        if self.interrupted:
            return INTERRUPTED
        if self.count(FAULT):
            return OUR_FAULT
        return BAD if self.failed else GOOD
