"""Reads the cases of the checker: `!code` in a line is what must be reported there, and nothing else may be.

A case is a file or a folder. It says in a comment that begins with `fine:` what must not be reported.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent / "cases"
_EXPECTED = re.compile(r"!([a-z][\w.-]*)")
_FINE = re.compile(r"(//|#) fine: ")

Reported = tuple[str, int, str]
"""The file's name, the line, the code."""


@dataclass(frozen=True, slots=True)
class Case:
    """A file or folder, and what a check of it must report."""

    path: Path
    expected: frozenset[Reported]
    fine: bool

    @property
    def name(self) -> str:
        """What it is called."""
        return self.path.name


def read(path: Path) -> Case:
    """A case from its files."""
    expected: set[Reported] = set()
    fine = False
    for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
        if file.is_file():
            text = file.read_text(encoding="latin-1")
            fine |= _FINE.search(text) is not None
            for number, line in enumerate(text.splitlines(), 1):
                expected |= {(file.name, number, code) for code in _EXPECTED.findall(line)}
    return Case(path, frozenset(expected), fine)


def all_cases() -> list[Case]:
    """Every case, in the order of their names."""
    return [read(path) for path in sorted(ROOT.iterdir())]
