"""A compiled function, and how to run it."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from pathlib import PurePath
from types import CodeType, FunctionType, TracebackType
from typing import Any, Final

from harness.deluge.analysis import Analysis, analyse
from harness.deluge.errors import Problems, RunError, SaveError, ScriptError
from harness.deluge.host import Host
from harness.deluge.runtime.convert import incoming, outgoing
from harness.deluge.runtime.limits import Limits
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import UNSET
from harness.deluge.source import Source, Span
from harness.deluge.tasks import TASKS
from harness.errors import UsageError


@dataclass(frozen=True)
class Program:
    """A Deluge function, ready to run any number of times, also at the same time.

    `name` is the function's, from its header or the file's stem; `parameters` are the names of
    the header, () for a bare body; `variables_read` are names that the script reads and that the
    host may have to give, such as `project` or `organization`; `warnings` did not keep it from
    being saved.
    """

    name: str
    parameters: tuple[str, ...]
    variables_read: tuple[str, ...]
    source: Source
    warnings: tuple[SaveError, ...]
    _main: Callable[..., Awaitable[Any]] = field(repr=False)
    _inputs: tuple[str, ...] = field(repr=False)
    _needed: Mapping[str, Span] = field(repr=False)

    async def run(self, arguments: Mapping[str, Any], host: Host, limits: Limits | None = None) -> Any:
        """Run with JSON-like arguments by name; gives a JSON-like result, None for `return;`.

        Raises SyntaxErrors if the script reads a variable that nobody gives, RunError (with file,
        line, column, function, excerpt) for what goes wrong at run time, UsageError if a parameter
        of the header is missing in `arguments`.
        """
        values = self._bound(arguments)
        bounds = limits or Limits()
        run = Run(self.name, host, bounds, self._locate)
        try:
            count = _ENDLESS if bounds.statements is None else bounds.statements + 1
            return outgoing(await self._main(run, run.operators, count, *values))
        except RunError as error:
            self._locate(error)
            raise
        finally:
            run.answers.report(host)

    def _bound(self, arguments: Mapping[str, Any]) -> list[Any]:
        missing = [one for one in self.parameters if one not in arguments]
        if missing:
            raise UsageError(
                f"{self.source.file}: the function {self.name} needs the argument "
                f"'{missing[0]}'. Its parameters: {', '.join(self.parameters)}."
            )
        self._check_needed(arguments)
        return [incoming(arguments[one]) if one in arguments else UNSET for one in self._inputs]

    def _check_needed(self, arguments: Mapping[str, Any]) -> None:
        problems = Problems(self.source)
        for name, span in self._needed.items():
            if name not in arguments:
                known = ", ".join(sorted(arguments)) or "none"
                hint = f"No statement assigns it. Variables given from outside: {known}."
                problems.add("unknown-variable", f"Variable '{name}' is not defined", span, hint)
        problems.check()

    def _locate(self, error: RunError, place: Span | None = None) -> None:
        """Say where; without `place`, that is where the innermost frame of this file stands."""
        if place is None:
            frames = [one for one in _frames(error.__traceback__) if one[0].co_filename == self.source.file]
            place = _place(*frames[-1]) if frames else Span(1, 1, 1, 2)
        error.locate(self.source, place, self.name)


_ENDLESS: Final = 2**29
"""Where a run without a limit begins to count; small numbers are faster than large ones."""

_TYPES: Final = {"type": type, "int": int, "list": list, "dict": dict, "len": len}
"""What generated code uses of Python; a variable of the script begins with `v_`."""


def _frames(traceback: TracebackType | None) -> Iterator[tuple[CodeType, int]]:
    while traceback:
        yield traceback.tb_frame.f_code, traceback.tb_lasti
        traceback = traceback.tb_next


def _place(code: CodeType, instruction: int) -> Span:
    """Where an instruction comes from; without debug ranges the columns are unknown."""
    at = instruction // 2
    line, end_line, column, end_column = next(islice(code.co_positions(), at, None))
    start = Span(line or 1, (column or 0) + 1, end_line or line or 1, (end_column or 0) + 1)
    return start if end_column else Span(start.line, 1, start.line, 2)


def compile_source(text: str, file: str) -> Program:
    """Compile a file. Raises SyntaxErrors with every error that keeps it from being saved."""
    analysis = analyse(text, file)
    analysis.problems.check()
    try:
        return _compiled(analysis)
    except RecursionError:
        place = analysis.tree.span
        analysis.problems.add("syntax.nesting", "Nested too deep", place, "Split it into statements.")
        analysis.problems.check()
        raise


def _compiled(analysis: Analysis) -> Program:
    function, source, compiler = analysis.tree, analysis.source, analysis.compiler
    name = function.header.name if function.header else PurePath(source.file).stem
    namespace: dict[str, Any] = {
        "__builtins__": {},
        "UNSET": UNSET,
        "ScriptError": ScriptError,
        **_TYPES,
        **{f"T_{task}": run for task, run in TASKS.items()},
        **compiler.globals,
    }
    exec(compile(analysis.module, source.file, "exec"), namespace)  # noqa: S102 - our own ast, no builtins
    main: FunctionType = namespace.pop("main")
    main.__code__ = main.__code__.replace(co_name=name, co_qualname=name)
    return Program(
        name,
        compiler.parameters,
        tuple(one for one in compiler.reads if one not in compiler.parameters),
        source,
        tuple(analysis.problems.warnings),
        main,
        compiler.inputs,
        analysis.needed,
    )
