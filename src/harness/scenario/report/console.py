"""The console: a line per case while the run goes on, then what failed and why."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from ..results import FAILED, FAULT, PASSED, CaseResult, Results
from .text import explain, findings

WORDS = {PASSED: "ok", FAILED: "FAIL", FAULT: "FAULT"}
COLOURS = {PASSED: "32", FAILED: "31", FAULT: "35"}


class Console:
    """Writes to a stream; with `colour` in colours, by default where the stream is a terminal."""

    def __init__(self, out: TextIO, *, colour: bool | None = None) -> None:
        self._out = out
        self._colour = out.isatty() if colour is None else colour
        self._number = 0

    def progress(self, case: CaseResult, total: int) -> None:
        """One case is done, of `total`."""
        self._number += 1
        width = len(str(total))
        counted = f"{self._number:>{width}}/{total}"
        self._write(f"{self._word(case)} {counted}  {case.title}  ({case.file})")

    def summary(self, results: Results) -> None:
        """What failed, what was found, what the run leaned on, and the counts."""
        for case in results.cases:
            if lines := explain(case):
                self._write(f"\n{self._word(case)} {case.title}")
                self._write(f"      {case.file}:{case.line}")
                self._lines(f"    {line}" for line in lines)
        self._lines(_found(results))
        self._lines(_leaned(results))
        self._write(f"\n{counts(results)} in {results.seconds:.2f} s")

    def _word(self, case: CaseResult) -> str:
        word = f"{WORDS[case.outcome]:<5}"
        return f"\x1b[{COLOURS[case.outcome]}m{word}\x1b[0m" if self._colour else word

    def _lines(self, lines: Iterator[str]) -> None:
        for line in lines:
            self._write(line)

    def _write(self, line: str) -> None:
        self._out.write(f"{line}\n")
        self._out.flush()


def counts(results: Results) -> str:
    """How many cases came out how."""
    parts = [f"{results.count(PASSED)} passed"]
    if failed := results.count(FAILED):
        parts.append(f"{failed} failed")
    if faults := results.count(FAULT):
        parts.append(f"{faults} ended by a fault of the harness (please report it)")
    if left := results.selected - len(results.cases):
        parts.append(f"{left} not run ({'interrupted' if results.interrupted else 'stopped'})")
    return ", ".join(parts)


def _found(results: Results) -> Iterator[str]:
    lines = {line: None for case in results.cases for line in findings(case)}
    if lines:
        yield f"\nFindings ({len(lines)}): the run accepted this, look at it"
        yield from (f"  {line}" for line in lines)


def _leaned(results: Results) -> Iterator[str]:
    leaned = {f"{key}={value}" for case in results.cases for key, value in case.assumptions.items()}
    if leaned:
        yield f"\nLeaned on {len(leaned)} assumptions (`harness assumptions` explains them)"
        yield from (f"  {one}" for one in sorted(leaned))
