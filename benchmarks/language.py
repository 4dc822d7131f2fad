"""A loop in Deluge against the same loop in Python."""

from __future__ import annotations

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

from .figures import Effort, Figure
from .measuring import paired, seconds

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
