"""What a check finds, and what its rules are."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final, Literal, NamedTuple

from harness.deluge.source import Span

if TYPE_CHECKING:
    from .script import Script

Severity = Literal["error", "warning", "note"]

ERROR: Final = "error"
"""Zoho would not save it, or it cannot work."""

WARNING: Final = "warning"
"""It works until it does not: look at it."""

NOTE: Final = "note"
"""A rule of Zoho's review for extensions, which only those who publish one need to heed."""

SYNTAX: Final = "syntax"
"""What the code of everything begins with that a parser refuses; it cannot be silenced."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that a rule found in a Deluge file, and what to do about it.

    `secret` keeps the place out of what is shown.
    """

    span: Span
    message: str
    hint: str = ""
    secret: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is looked for: `code` names it, `what` explains it, `source` says who says so.

    `look` finds it in a Deluge file; without one, it is found by whoever reads the file. One that looks for
    what is missing needs the `whole` file: what could not be read may hold it.
    """

    code: str
    severity: Severity
    what: str
    source: str
    look: Callable[[Script], Iterator[Finding]] | None = None
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Problem:
    """One line of a report. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    severity: Severity
    code: str
    message: str
    hint: str = ""
    excerpt: str = ""

    @property
    def place(self) -> tuple[str, int, int, str]:
        """What problems are sorted by, and told apart by."""
        return self.file, self.line, self.column, self.code

    def as_json(self) -> dict[str, Any]:
        """As a JSON object; the message with what to do."""
        return {
            "file": self.file,
            "line": self.line,
            "column": self.column,
            "severity": self.severity,
            "code": self.code,
            "message": f"{self.message.rstrip('.')}. {self.hint}" if self.hint else self.message,
        }


class Comment(NamedTuple):
    """A comment with its signs."""

    span: Span
    text: str
