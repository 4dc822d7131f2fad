"""A run: finds, reads and selects scenarios, plays them here or in several processes, gathers the results."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextvars import copy_context
from pathlib import Path

from ..deluge import compile_source
from ..errors import HarnessError, UsageError
from ..extension import Extension
from ..servers import stopwatch
from ..world import World
from .catalogue import Catalogue
from .extension_file import NAME, ExtensionFile
from .finding import find_scenarios
from .loader import Loader
from .model import Scenario
from .results import PASSED, CaseResult, Results
from .runner import Options, play
from .yamlfile import read_yaml, shown

Progress = Callable[[CaseResult, int], None]
"""Hears of each result as soon as it is there, in the order of the files, and how many there will be."""


class FileErrors(HarnessError):
    """Files that are wrong; `errors` has one for each, in their order."""

    def __init__(self, errors: Sequence[HarnessError]) -> None:
        super().__init__("\n".join(str(error) for error in errors))
        self.errors = tuple(errors)


class Session:
    """What one process keeps between the cases that it plays: compiled files, nothing of any world."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self.catalogue = Catalogue.of(World.create())
        self.loader = Loader(self.catalogue, compile_source)
        self._runner: asyncio.Runner | None = None

    def load(self, files: Iterable[str]) -> list[Scenario]:
        """The scenarios of all files; raises FileErrors with everything that is wrong."""
        found: list[Scenario] = []
        errors: dict[str, HarnessError] = {}
        for file in files:
            try:
                found += self.loader.scenarios(file)
            except HarnessError as error:
                errors.setdefault(str(error), error)
        if errors:
            raise FileErrors(list(errors.values()))
        return found

    async def play(self, scenario: Scenario) -> CaseResult:
        """Play one case."""
        result = await play(scenario, self.catalogue, self.options)
        # A world in process never waits, so this is where asyncio gets to deliver a Ctrl-C.
        await asyncio.sleep(0)
        return result

    def run(self, scenario: Scenario) -> CaseResult:
        """Play one case on the calling thread, in the session's loop."""
        if self._runner is None:
            self._runner = asyncio.Runner()
        return self._runner.run(self.play(scenario), context=copy_context())

    def close(self) -> None:
        """End the session's loop."""
        if self._runner is not None:
            self._runner.close()
            self._runner = None


def run_paths(
    paths: Iterable[Path], options: Options | None = None, progress: Progress | None = None
) -> Results:
    """Run the scenarios in files and folders.

    Raises FileErrors before anything is run if a file is wrong, UsageError if nothing is selected. Ctrl-C
    ends the run: the results so far come back, marked as interrupted.
    """
    chosen, began = options or Options(), stopwatch()
    session = Session(chosen)
    listed = list(paths)
    scenarios = session.load(find_scenarios(listed))
    selected = [scenario for scenario in scenarios if selects(chosen.pattern, scenario)]
    if not selected:
        raise UsageError(_nothing(listed, chosen.pattern, scenarios))
    results = Results(chosen.seed, len(selected))

    def done(result: CaseResult) -> bool:
        """Take a result; whether to go on."""
        results.cases.append(result)
        if progress is not None:
            progress(result, len(selected))
        return result.outcome == PASSED or not chosen.stop

    try:
        if chosen.jobs > 1 and len(selected) > 1:
            from .parallel import play_in_processes

            play_in_processes(selected, chosen, done)
        else:
            asyncio.run(_play_here(session, selected, done))
    except KeyboardInterrupt:
        results.interrupted = True
    results.seconds = stopwatch() - began
    return results


async def _play_here(
    session: Session, selected: Sequence[Scenario], done: Callable[[CaseResult], bool]
) -> None:
    for scenario in selected:
        if not done(await session.play(scenario)):
            return


def load_extension(path: Path) -> Extension:
    """The extension in a folder, or in an `extension.yaml`; raises FileError, SyntaxErrors."""
    file = path / NAME if path.is_dir() else path
    return ExtensionFile(file.parent, compile_source).read(read_yaml(shown(file)))


def selects(pattern: str | None, scenario: Scenario) -> bool:
    """Whether the file and title of the scenario hold every word of the pattern, in any case."""
    text = f"{scenario.file} {scenario.title}".casefold()
    return all(word in text for word in (pattern or "").casefold().split())


def _nothing(paths: Sequence[Path], pattern: str | None, scenarios: Sequence[Scenario]) -> str:
    where = ", ".join(str(path) for path in paths) or "no path"
    if not scenarios:
        return f"There is no scenario in {where}."
    known = "\n".join(f"  {scenario.title}" for scenario in scenarios[:20])
    return f"No scenario in {where} has '{pattern}' in its name or file. There are:\n{known}"
