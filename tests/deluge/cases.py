"""Reads the programs of `tests/deluge_cases`, whose comments say what they must do.

// expect: text          the next line of info, in order; all lines must be named
// error 3: text         an error in line 3, at save time or run time, whose message begins so
// error 3:7: text       the same, with the column
// returns: json         the result
// given: json           the arguments
// assume: key=choice    an alternative of an assumption
// answer: 404 json      the next answer to invokeurl: status and body
// call: GET url body    the next call that invokeurl made
// finding 3: code       a finding in line 3
// warning 3: code       a warning of the compiler in line 3
// code 3: code          the code of an error in line 3, which keeps the file from being saved
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent / "deluge_cases"
_COMMENT = re.compile(
    r"// (expect|error|returns|given|assume|answer|call|finding|warning|code)(?: ([\d:]+))?: ?(.*)"
)


@dataclass(frozen=True, slots=True)
class Case:
    """A program and its expectations."""

    path: Path
    text: str
    expect: list[str] = field(default_factory=list)
    errors: list[tuple[str, str]] = field(default_factory=list)
    returns: list[Any] = field(default_factory=list)
    given: dict[str, Any] = field(default_factory=dict)
    assume: dict[str, str] = field(default_factory=dict)
    answers: list[tuple[int, str]] = field(default_factory=list)
    calls: list[str] = field(default_factory=list)
    findings: list[tuple[str, str]] = field(default_factory=list)
    warnings: list[tuple[str, str]] = field(default_factory=list)
    codes: list[tuple[str, str]] = field(default_factory=list)

    @property
    def name(self) -> str:
        """The path without the root and the suffix."""
        return self.path.relative_to(ROOT).with_suffix("").as_posix()


def read(path: Path) -> Case:
    """A case from its file."""
    case = Case(path, path.read_text(encoding="utf-8"))
    for kind, place, value in _COMMENT.findall(case.text):
        _note(case, kind, place, value)
    return case


def _note(case: Case, kind: str, place: str, value: str) -> None:
    match kind:
        case "expect":
            case.expect.append(value)
        case "error":
            case.errors.append((place, value))
        case "returns":
            case.returns.append(json.loads(value))
        case "given":
            case.given.update(json.loads(value))
        case "assume":
            key, _, choice = value.partition("=")
            case.assume[key] = choice
        case "answer":
            status, _, body = value.partition(" ")
            case.answers.append((int(status), body))
        case "call":
            case.calls.append(value)
        case "finding":
            case.findings.append((place, value))
        case "warning":
            case.warnings.append((place, value))
        case "code":
            case.codes.append((place, value))


def all_cases() -> list[Case]:
    """Every case, in the order of their names."""
    return [read(path) for path in sorted(ROOT.rglob("*.dg"))]
