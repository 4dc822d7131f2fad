"""A loop in Deluge against the same loop in Python; how fast Deluge is read."""

from __future__ import annotations

import ast
import asyncio
from collections.abc import Iterator
from functools import partial
from typing import Any

from harness.deluge import (
    ASSUMPTIONS,
    CallFailed,
    Host,
    Incoming,
    Limits,
    Mail,
    Outgoing,
    Program,
    compile_source,
)
from harness.deluge.errors import Problems
from harness.deluge.lexer import Lexer
from harness.deluge.parser import Parser
from harness.deluge.source import Source

from .figures import Effort, Figure
from .measuring import ROOT, paired, seconds

TURNS = 50_000
SOURCE = """\
total = 0;
last = 0;
for each number in numbers
{
	total = total + number;
	last = number * 2;
}
return total + last;
"""


def measure(effort: Effort) -> Iterator[Figure]:
    """100,000 simple statements in 50,000 turns of a loop, its limit lifted."""
    numbers = list(range(TURNS))
    program = compile_source(SOURCE, "loop.dg")
    assert asyncio.run(_run(program, numbers)) == _loop(numbers)
    ours = partial(seconds, lambda: asyncio.run(_run(program, numbers)))
    pair = paired(ours, partial(seconds, lambda: _loop(numbers)), effort.of(25, 7))
    said = f"{pair.ours * 1e3:.1f} ms; Python {pair.reference * 1e3:.1f} ms"
    yield Figure("deluge-loop", pair.ratio, 10, "x", said)


LINES = 20_000


def parsing(effort: Effort) -> Iterator[Figure]:
    """Lexer and parser over a function of the story, for so long that its lines are 20,000."""
    text = (ROOT / "scenarios/wrike-projects/functions/createwrikeproject.dg").read_text(encoding="utf-8")
    deluge = text * effort.of(LINES // text.count("\n") + 1, 20)
    python = PYTHON * (deluge.count("\n") // PYTHON.count("\n"))
    share = LINES / deluge.count("\n")
    pair = paired(partial(seconds, lambda: _parsed(deluge)), partial(seconds, lambda: ast.parse(python)), 5)
    speed = f"{LINES / (pair.ours * share):,.0f} lines/s"
    said = f"{speed}; as many of Python, by its own parser in C: {pair.reference * share:.2g} s"
    yield Figure("deluge-parse", pair.ours * share, 1, "s", said)


def _parsed(text: str) -> None:
    problems = Problems(Source.of(text, "long.dg"))
    Parser(Lexer(problems.source, problems).tokens(), problems).function()
    problems.check()


PYTHON = """\
tasks = project.get("tasks")
if tasks is not None and len(tasks) > 0:
    for task in tasks:
        parameters = {}
        parameters["title"] = task.get("task_name", "")
        response = call(url="https://www.wrike.com/" + folder + "/tasks", parameters=parameters)
        print(response)
"""


async def _run(program: Program, numbers: list[int]) -> Any:
    return await program.run({"numbers": numbers}, Alone(), Limits(statements=None))


def _loop(numbers: list[int]) -> int:
    total = 0
    last = 0
    for number in numbers:
        total = total + number
        last = number * 2
    return total + last


class Alone(Host):
    """A host for a function that needs nothing of the world."""

    async def send(self, call: Outgoing) -> Incoming:
        raise CallFailed("host", "There is nobody here.")

    def log(self, text: str, line: int) -> None:
        pass

    async def mail(self, mail: Mail) -> None:
        pass

    def now(self) -> float:
        return 0.0

    def zone(self) -> str:
        return "UTC"

    def variable(self, name: str) -> Any:
        raise KeyError(name)

    def assume(self, key: str) -> str:
        return next(one.choice for one in ASSUMPTIONS if one.key == key)

    def finding(self, code: str, message: str, line: int, exchange: int | None = None) -> None:
        pass
