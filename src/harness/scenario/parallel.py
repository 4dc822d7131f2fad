"""Plays cases in several processes. Each reads the files that it needs itself; only results cross over."""

from __future__ import annotations

import asyncio
import multiprocessing
import signal
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess

from .model import Scenario
from .results import FAULT, CaseResult
from .runner import Options


def play_in_processes(
    selected: Sequence[Scenario], options: Options, done: Callable[[CaseResult], bool]
) -> None:
    """Play all cases; `done` hears of each in their order, and may end it."""
    crew = _Crew(selected, min(options.jobs, len(selected)), options)
    try:
        crew.play(done)
    finally:
        crew.dismiss()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection
    playing: int | None = None


@dataclass(slots=True)
class _Crew:
    selected: Sequence[Scenario]
    size: int
    options: Options
    _workers: list[_Worker] = field(default_factory=list)
    _results: dict[int, CaseResult] = field(default_factory=dict)
    _given: int = 0
    _told: int = 0

    def play(self, done: Callable[[CaseResult], bool]) -> None:
        self._workers = [self._start() for _ in range(self.size)]
        for worker in self._workers:
            self._give(worker)
        while self._told < len(self.selected):
            busy = {worker.pipe: worker for worker in self._workers if worker.playing is not None}
            for ready in wait(list(busy)):
                self._take(busy[ready])  # type: ignore[index]  # what was waited for
            while self._told in self._results:
                self._told += 1
                if not done(self._results.pop(self._told - 1)):
                    return

    def _start(self) -> _Worker:
        # `spawn` everywhere: what works on Linux works on Windows.
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        process = context.Process(target=_work, args=(theirs, self.options), daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _give(self, worker: _Worker) -> None:
        worker.playing = None
        if self._given < len(self.selected):
            scenario = self.selected[self._given]
            worker.playing = self._given
            worker.pipe.send((scenario.file, scenario.number))
            self._given += 1

    def _take(self, worker: _Worker) -> None:
        assert worker.playing is not None
        try:
            self._results[worker.playing] = worker.pipe.recv()
        except EOFError:
            self._results[worker.playing] = _lost(self.selected[worker.playing], worker.process)
            self._workers[self._workers.index(worker)] = worker = self._start()
        self._give(worker)

    def dismiss(self) -> None:
        """End the processes, whatever they are doing."""
        for worker in self._workers:
            worker.process.terminate()
        for worker in self._workers:
            worker.process.join()
            worker.pipe.close()


def _lost(scenario: Scenario, process: BaseProcess) -> CaseResult:
    process.join()
    return CaseResult(
        scenario.file,
        scenario.place.line,
        scenario.name,
        scenario.label,
        scenario.extension.name,
        FAULT,
        f"The process that played this scenario ended with code {process.exitcode}.",
    )


def _work(pipe: Connection, options: Options) -> None:
    """The life of a process: play what is sent, answer the result, until it is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the parent's: it ends us
    with suppress(EOFError, KeyboardInterrupt), asyncio.Runner() as runner:
        cases = _Cases(options)
        while True:
            file, number = pipe.recv()
            pipe.send(runner.run(cases.play(file, number)))


class _Cases:
    def __init__(self, options: Options) -> None:
        from .session import Session

        self._session = Session(options)
        self._known: dict[str, list[Scenario]] = {}

    async def play(self, file: str, number: int) -> CaseResult:
        if file not in self._known:
            self._known[file] = self._session.load([file])
        return await self._session.play(self._known[file][number])
