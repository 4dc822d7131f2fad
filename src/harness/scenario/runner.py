"""Plays one case in a fresh world, and keeps what became of it."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from typing import Any

from ..errors import HarnessError
from ..servers import stopwatch
from ..world import World
from .catalogue import Catalogue
from .expectations import findings
from .explain import describe, nearest_exchange
from .laying import lay_down
from .model import Check, Halfway, Scenario, Step, Verdict
from .results import FAILED, FAULT, PASSED, SKIPPED, CaseResult, Failure, Pairing, Part, Side
from .stage import Stage


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. `pattern` selects by name or file; `detail` keeps what a report shows of what passed."""

    pattern: str | None = None
    stop: bool = False
    jobs: int = 1
    seed: int = 1
    sockets: bool = False
    strict: bool = False
    detail: bool = False


async def play(scenario: Scenario, catalogue: Catalogue, options: Options) -> CaseResult:
    """Play a case; what goes wrong is in the result, it raises nothing but an interruption."""
    began = stopwatch()
    result = CaseResult(
        scenario.file, scenario.place.line, scenario.name, scenario.label, scenario.extension.name
    )
    try:
        await _in_a_world(scenario, catalogue, options, result)
    except HarnessError as problem:
        result.outcome, result.message = FAILED, str(problem)
    except Exception as fault:  # noqa: BLE001  # a fault of ours must not end the run
        _unless_quit(fault)
        result.outcome, result.message = FAULT, _traceback(fault)
    result.seconds = stopwatch() - began
    return result


async def _in_a_world(scenario: Scenario, catalogue: Catalogue, options: Options, result: CaseResult) -> None:
    given = scenario.given
    world = World.create(scenario.extension, seed=options.seed, start=given.start, assume=given.assume)
    async with AsyncExitStack() as open_things:
        open_things.push_async_callback(world.aclose)
        if options.sockets:
            await open_things.enter_async_context(world.serve())
        player = _Player(Stage(world, catalogue, scenario.extension, detail=options.detail), result)
        try:
            await player.play(scenario)
        finally:
            player.keep(options)


def _unless_quit(fault: Exception) -> None:
    """Leaving a debugger is an interruption, not a fault."""
    from bdb import BdbQuit

    if isinstance(fault, BdbQuit):
        raise KeyboardInterrupt from None


def _traceback(fault: Exception) -> str:
    import traceback

    return "".join(traceback.format_exception(fault))


class _Player:
    def __init__(self, stage: Stage, result: CaseResult) -> None:
        self._stage, self._result = stage, result
        self._world = stage.world
        self._logged = 0

    async def play(self, scenario: Scenario) -> None:
        """The parts in their order; after a step that failed the rest is skipped."""
        start = Part("given", "given", scenario.place.line)
        good = await self._do(start, lay_down(self._stage, scenario.given))
        for step in scenario.when:
            if isinstance(step, Halfway):
                self._check_all(step.checks, good)
                continue
            part = Part("when", step.title, step.place.line)
            if good:
                good = await self._do(part, self._perform(step))
            else:
                self._skip(part)
        self._check_all(scenario.then, good)

    async def _perform(self, step: Step) -> None:
        await step.perform(self._stage)
        await self._stage.settle()

    async def _do(self, part: Part, action: Any) -> bool:
        """Run a part and note what it brought about; whether it went well."""
        before = self._world.journal.last
        self._result.parts.append(part)
        try:
            await action
        except HarnessError as problem:
            self._fail(part, problem, before)
        finally:
            part.exchanges = range(before + 1, self._world.journal.last + 1)
            lines = len(self._world.workflow.logs())
            part.logs, self._logged = range(self._logged, lines), lines
        return part.failure is None

    def _fail(self, part: Part, problem: HarnessError, before: int) -> None:
        part.outcome = self._result.outcome = FAILED
        nearest = None
        if self._world.journal.last > before and (last := self._world.journal.get(self._world.journal.last)):
            nearest = describe(last, self._stage.extension)
        part.failure = Failure(str(problem), nearest=nearest)

    def _skip(self, part: Part) -> None:
        part.outcome = SKIPPED
        self._result.parts.append(part)

    def _check_all(self, checks: Sequence[Check], good: bool) -> None:
        for check in checks:
            part = Part("then", check.title, check.place.line)
            if good:
                self._check(check, part)
            else:
                self._skip(part)

    def _check(self, check: Check, part: Part) -> None:
        self._result.parts.append(part)
        try:
            verdict = check.check(self._stage)
        except HarnessError as problem:
            part.outcome = self._result.outcome = FAILED
            part.failure = Failure(str(problem))
            return
        part.expected, part.seen = verdict.expected, verdict.seen
        if verdict.differences:
            part.outcome = self._result.outcome = FAILED
            part.failure = self._failure(verdict, check.title)

    def _failure(self, verdict: Verdict, title: str) -> Failure:
        exchanges, about = list(self._world.journal), title.partition(".")[0]
        compared = verdict.comparison
        return Failure(
            f"{len(verdict.differences)} difference{'s' if len(verdict.differences) > 1 else ''}",
            verdict.expected,
            verdict.seen,
            [one.as_json() for one in verdict.differences],
            Pairing(compared.pairs, compared.near, compared.missing, compared.surplus) if compared else None,
            nearest_exchange(verdict.differences, exchanges, about, self._stage.extension),
        )

    def keep(self, options: Options) -> None:
        """Note what the case leaned on and left behind, as much of it as is wanted."""
        result, assumptions = self._result, self._world.assumptions
        result.assumptions = {key: assumptions.chosen(key) for key in assumptions.asked()}
        result.findings = list(findings.found(self._stage))
        if options.strict and result.findings and result.outcome == PASSED and not self._expects_findings():
            result.outcome = FAILED
            result.message = "Findings that the scenario does not expect (--strict)."
        if options.detail or result.outcome != PASSED:
            result.exchanges = [exchange.as_json() for exchange in self._world.journal]
            result.logs = [line.as_json() for line in self._world.workflow.logs()]
            result.sides = list(self._sides())
        else:
            for part in result.parts:
                part.expected = part.seen = None
        for part in result.parts:
            part.exchanges, part.logs = list(part.exchanges), list(part.logs)

    def _expects_findings(self) -> bool:
        return any(part.phase == "then" and part.title == "findings" for part in self._result.parts)

    def _sides(self) -> Any:
        catalogue = self._stage.catalogue
        for name in catalogue.kinds:
            kind = catalogue.kind(name)
            if kind.tenanted and kind.request is not None:
                for tenant in self._world.tenants(name.service):
                    rows = self._world.view(name.service, name.kind, tenant)
                    yield Side(name.service, name.kind, tenant, rows)
