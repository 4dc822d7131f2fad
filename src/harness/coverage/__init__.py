"""Coverage of Deluge lines and branches, by coverage.py.

Beside `harness run --coverage`, coverage.py itself and what is built on it can measure Deluge with
`plugins = ["harness.coverage"]` in its configuration.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Self, TextIO

from harness.errors import UsageError

if TYPE_CHECKING:
    from coverage.plugin_support import Plugins

__all__ = ["Measurement", "coverage_init"]


def coverage_init(registry: Plugins, _options: object) -> None:
    """What coverage.py calls to load the plugin."""
    from .plugin import Deluge

    registry.add_file_tracer(Deluge())


class Measurement:
    """Measures the Deluge that runs inside of its `with` block, branches as well.

    Raises UsageError if coverage.py is not installed.
    """

    def __init__(self) -> None:
        try:
            from coverage import Coverage
        except ImportError:
            raise UsageError(
                "--coverage needs coverage.py: pip install 'zoho-books-harness[coverage]'."
            ) from None
        self._coverage = Coverage(
            data_file=None, config_file=False, branch=True, include=["*.dg"], messages=False
        )
        self._coverage.set_option("run:plugins", [__name__])
        self._coverage.set_option("run:disable_warnings", ["no-data-collected"])
        self._coverage.set_option("run:core", "ctrace")  # the only one that knows plugins

    def __enter__(self) -> Self:
        self._coverage.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._coverage.stop()

    def expect(self, files: Iterable[Path]) -> None:
        """Count files that nothing ran as well."""
        data = self._coverage.get_data()
        name = f"{__name__}.Deluge"
        for file in files:
            data.touch_file(str(file.resolve()), name)

    def table(self, out: TextIO) -> None:
        """Statements, branches and what is missing of them, a line a file. Raises UsageError without any."""
        self._report(lambda: self._coverage.report(show_missing=True, file=out))

    def lcov(self, path: Path) -> None:
        """Write an lcov file."""
        path.parent.mkdir(parents=True, exist_ok=True)
        self._report(lambda: self._coverage.lcov_report(outfile=str(path)))

    def html(self, folder: Path) -> None:
        """Write pages that show each file; index.html is the first."""
        self._report(lambda: self._coverage.html_report(directory=str(folder)))

    @staticmethod
    def _report(report: Callable[[], object]) -> None:
        from coverage.exceptions import CoverageException

        try:
            report()
        except CoverageException as problem:
            raise UsageError(f"Coverage cannot be reported: {problem}") from None
