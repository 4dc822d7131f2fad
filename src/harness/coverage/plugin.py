"""The plugin by which coverage.py measures Deluge: compiled code carries the name and lines of its file."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from types import FrameType

from coverage import CoveragePlugin, FileReporter, FileTracer

from harness.deluge.source import Source

from .flow import OUTSIDE, Arc, Flow, flow_of

SUFFIX = ".dg"


class Deluge(CoveragePlugin):
    """Claims the files whose code is compiled Deluge."""

    def file_tracer(self, filename: str) -> FileTracer | None:
        """Called once for each file that is executed."""
        return _Tracer(filename) if filename.endswith(SUFFIX) else None

    def file_reporter(self, filename: str) -> FileReporter:
        """Called for each file in a report."""
        return _Reporter(filename)


class _Tracer(FileTracer):
    """Lines are those of the Deluge file as they are."""

    def __init__(self, filename: str) -> None:
        self._filename = filename

    def source_filename(self) -> str:
        return self._filename

    def line_number_range(self, frame: FrameType) -> tuple[int, int]:
        """The line; none for the module around the function, which runs when a file is compiled."""
        if frame.f_code.co_name == "<module>":
            return -1, -1
        return frame.f_lineno, frame.f_lineno


class _Reporter(FileReporter):
    """What could run of a file."""

    @cached_property
    def _flow(self) -> Flow:
        return flow_of(self.source(), self.filename)

    def source(self) -> str:
        """The text with line feeds only, as its lines are counted."""
        return Source.of(Path(self.filename).read_text(encoding="utf-8"), self.filename).text

    def lines(self) -> set[int]:
        return self._flow.lines

    def arcs(self) -> set[Arc]:
        return set(self._flow.arcs)

    def exit_counts(self) -> dict[int, int]:
        return dict(self._flow.exits)

    def translate_lines(self, lines: Iterable[int]) -> set[int]:
        return {self._flow.line(one) for one in lines}

    def translate_arcs(self, arcs: Iterable[Arc]) -> set[Arc]:
        return set(self._flow.translated(arcs))

    def missing_arc_description(
        self, start: int, end: int, executed_arcs: Iterable[Arc] | None = None
    ) -> str:
        where = "the end of the function" if end == OUTSIDE else f"line {end}"
        return f"nothing went from line {start} to {where}"
