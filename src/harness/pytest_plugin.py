"""`pytest scenarios/` runs the scenario files: an item for each case.

Nothing heavy is imported before a scenario is collected: the plugin is loaded by every run of pytest.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import pytest

if TYPE_CHECKING:
    from harness.scenario import CaseResult, Scenario, Session
    from harness.world import World

T = TypeVar("T")
SUFFIXES = (".yaml", ".yml")
EXTENSION, FIXTURES = "extension.yaml", "fixtures"
SESSION = pytest.StashKey["Session"]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of a run, as those of `harness run`."""
    group = parser.getgroup("harness", "Zoho Books extensions")
    group.addoption("--harness-seed", type=int, default=1, help="of ids, secrets and chance")
    group.addoption("--harness-strict", action="store_true", help="findings fail a scenario")
    group.addoption("--harness-sockets", action="store_true", help="over real ports of this machine")


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A scenario file; other YAML files are nobody's business here."""
    if file_path.suffix in SUFFIXES and _is_scenario(file_path):
        return ScenarioFile.from_parent(parent, path=file_path)
    return None


def pytest_unconfigure(config: pytest.Config) -> None:
    """End what the cases shared."""
    if (session := config.stash.get(SESSION, None)) is not None:
        session.close()


class ScenarioFile(pytest.File):
    """One scenario file; an item for each case of its matrix."""

    def collect(self) -> Iterator[pytest.Item]:
        """The cases; a file that is wrong is a collection error with its place."""
        from harness.errors import HarnessError

        try:
            scenarios = _session(self.config).load([str(self.path)])
        except HarnessError as error:
            raise self.CollectError(str(error)) from None
        for scenario in scenarios:
            yield ScenarioItem.from_parent(self, name=scenario.title, scenario=scenario)


class ScenarioFailed(AssertionError):
    """A case did not pass; `result` says why."""

    def __init__(self, result: CaseResult) -> None:
        super().__init__(result.title)
        self.result = result


class ScenarioItem(pytest.Item):
    """One case."""

    def __init__(self, *, scenario: Scenario, **rest: Any) -> None:
        super().__init__(**rest)
        self.scenario = scenario

    def runtest(self) -> None:
        """Play it in a fresh world, on this thread."""
        from harness.scenario.results import PASSED

        result = _session(self.config).run(self.scenario)
        if result.outcome != PASSED:
            raise ScenarioFailed(result)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """What was expected, what was seen, the nearest exchange and the line that sent it."""
        if not isinstance(excinfo.value, ScenarioFailed):
            return super().repr_failure(excinfo, style)
        from harness.scenario import report

        return "\n".join(report.explain(excinfo.value.result))

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Where the scenario stands."""
        return self.path, self.scenario.place.line - 1, self.name


class SyncWorld:
    """A world for tests that are no coroutines: `run` awaits on the calling thread."""

    def __init__(self, world: World, runner: asyncio.Runner) -> None:
        self.world, self._runner = world, runner

    def run(self, awaited: Coroutine[Any, Any, T]) -> T:
        """The result of a coroutine of the world, such as `world.settle()`."""
        return self._runner.run(awaited)


@pytest.fixture
def harness_world() -> Iterator[Callable[..., SyncWorld]]:
    """Makes worlds: `harness_world(extension, seed=1, …)` takes what `World.create` takes."""
    from harness.world import World

    made: list[World] = []
    with asyncio.Runner() as runner:

        def make(*args: Any, **kwargs: Any) -> SyncWorld:
            made.append(World.create(*args, **kwargs))
            return SyncWorld(made[-1], runner)

        yield make
        for world in made:
            runner.run(world.aclose())


def _is_scenario(path: Path) -> bool:
    """Whether `harness run` would take the file from its folder."""
    if path.name == EXTENSION or FIXTURES in path.parts:
        return False
    with path.open(encoding="utf-8", errors="replace") as file:
        keys = {line.partition(":")[0].rstrip() for line in file}
    if any((folder / EXTENSION).is_file() for folder in path.resolve().parents):
        return keys.isdisjoint(("openapi", "swagger"))
    return "scenario" in keys


def _session(config: pytest.Config) -> Session:
    """What this process keeps between the cases; made with the first scenario."""
    if SESSION not in config.stash:
        from harness.scenario import Options, Session

        config.stash[SESSION] = Session(
            Options(
                seed=config.getoption("harness_seed"),
                strict=config.getoption("harness_strict"),
                sockets=config.getoption("harness_sockets"),
            )
        )
    return config.stash[SESSION]
