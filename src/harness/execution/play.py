"""Runs one function in a fresh world, and keeps what became of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson

from ..paste import Note
from ..scenario.expectations.findings import gathered
from ..servers import redact_text, stopwatch
from ..workflow import SUCCESS, LogLine
from ..workflow.actions.custom_function import MAILS
from .advice import advise
from .arguments import read_arguments
from .records import Arguments
from .state import State, make_state
from .subject import Subject, load_subject


@dataclass(frozen=True, slots=True)
class Settings:
    """What to run, and on what.

    `arguments` are written `name=@file.json` or `name=text`, `assume` `KEY=ALTERNATIVE`; `on` names a
    fixture, its file, or a record of it (`start.site`).
    """

    file: Path
    arguments: Sequence[str] = ()
    on: str | None = None
    extension: Path | None = None
    seed: int = 1
    assume: Sequence[str] = ()
    allowed: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Execution:
    """What became of one function.

    `calls` are exchanges as JSON values, secrets redacted; `advice` says what to do next; `virtual` are
    the seconds that passed on the world's clock, `seconds` the real ones.
    """

    file: str
    function: str
    module: str
    notes: Sequence[Note]
    value: Any
    line: LogLine
    calls: Sequence[Mapping[str, Any]]
    findings: Sequence[Mapping[str, Any]]
    mails: Sequence[Mapping[str, Any]]
    assumptions: Mapping[str, str]
    advice: Sequence[str]
    virtual: float
    seconds: float

    @property
    def well(self) -> bool:
        """Whether the function came to its end."""
        return self.line.status == SUCCESS


async def execute(settings: Settings) -> Execution:
    """Run the function.

    Raises FileError, SyntaxErrors, UsageError for what keeps it from being run; what goes wrong in it is in
    the result.
    """
    began = stopwatch()
    subject = load_subject(settings.file, settings.extension)
    given = read_arguments(settings.arguments, subject.reading.parameters, _known(subject))
    state = await make_state(subject, settings.on, settings.seed, settings.assume, settings.allowed)
    try:
        return await _run(subject, state, given, began)
    finally:
        await state.world.aclose()


async def _run(subject: Subject, state: State, given: Mapping[str, Any], began: float) -> Execution:
    arguments = Arguments(subject, state, given)
    maps = arguments.gather()
    world, function, start = state.world, subject.function, state.world.clock.now()
    fields = world.global_fields(state.organization)
    result = await world.workflow.run_function(function, maps, state.organization, state.person)
    exchanges = [one for number in result.line.exchanges if (one := world.journal.get(number)) is not None]
    findings = gathered([result.line], exchanges, lambda _: function)
    return Execution(
        function.file,
        function.name,
        function.module,
        (*subject.notes, *arguments.notes),
        orjson.loads(redact_text(orjson.dumps(result.value).decode())),
        _redacted(result.line),
        [one.as_json() for one in exchanges],
        list(findings),
        list(world.store.rows(MAILS, state.organization).values()),
        {key: world.assumptions.chosen(key) for key in world.assumptions.asked()},
        list(advise(subject, state, result.line, exchanges, {*maps, *fields}, made_up=arguments.made_up)),
        world.clock.now() - start,
        stopwatch() - began,
    )


def _redacted(line: LogLine) -> LogLine:
    """The line without secrets that the function itself wrote into its log, or holds in its text."""
    return replace(
        line,
        info=tuple(replace(one, text=redact_text(one.text)) for one in line.info),
        reason=redact_text(line.reason),
        hint=redact_text(line.hint),
        excerpt=redact_text(line.excerpt),
    )


def _known(subject: Subject) -> set[str]:
    """What can be given: what the function reads and nothing assigns, and what every function gets."""
    return {*subject.outside, "organization", "user"}
