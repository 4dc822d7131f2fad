"""The text of one Deluge file, and places in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_WINDOW = 100
"""Columns of an excerpt; a longer line is cut around the place."""


class Span(NamedTuple):
    """A stretch of text; lines and columns count from 1, the end is exclusive."""

    line: int
    column: int
    end_line: int
    end_column: int

    def to(self, other: Span) -> Span:
        """From the start of this span to the end of the other."""
        return Span(self.line, self.column, other.end_line, other.end_column)

    @property
    def after(self) -> Span:
        """The place right after this span."""
        return Span(self.end_line, self.end_column, self.end_line, self.end_column + 1)


@dataclass(frozen=True)
class Source:
    """A file's name and its text, with lines ended by a line feed and no byte order mark."""

    file: str
    text: str

    @classmethod
    def of(cls, text: str, file: str) -> Source:
        """Take any line ends and a leading byte order mark; columns stay those of the file."""
        return cls(file, text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n"))

    @cached_property
    def lines(self) -> tuple[str, ...]:
        """The lines without their ends."""
        return tuple(self.text.split("\n"))

    @cached_property
    def _starts(self) -> list[int]:
        starts = [0]
        for line in self.lines:
            starts.append(starts[-1] + len(line) + 1)
        return starts[:-1]

    def span(self, start: int, end: int) -> Span:
        """The span between two offsets into the text."""
        line = bisect_right(self._starts, start)
        end_line = bisect_right(self._starts, end, lo=line - 1)
        return Span(
            line,
            start - self._starts[line - 1] + 1,
            end_line,
            end - self._starts[end_line - 1] + 1,
        )

    def excerpt(self, span: Span) -> str:
        """The first line of a span with carets below it."""
        text = self.lines[span.line - 1] if span.line <= len(self.lines) else ""
        start = span.column - 1
        end = span.end_column - 1 if span.end_line == span.line else len(text)
        skip = max(0, min(start - _WINDOW // 2, len(text) - _WINDOW))
        shown = text[skip : skip + _WINDOW]
        carets = "^" * max(1, min(end, skip + _WINDOW) - start)
        pad = "".join("\t" if one == "\t" else " " for one in shown[: start - skip])
        margin = str(span.line)
        return f"{margin} | {shown}\n{' ' * len(margin)} | {pad}{carets}"
