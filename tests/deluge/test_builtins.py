"""The table of builtins: each has a case, and none lets Python through."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress

import pytest

from harness.deluge import HostFault, LimitError, Limits, SyntaxErrors, compile_source
from harness.deluge.builtins import FAMILIES
from harness.deluge.tasks import FUNCTIONS, TASKS

from .cases import all_cases
from .host import RecordingHost, answer

VALUES = (
    "null", '""', '" "', '"Ab1"', '"[1]"', '"{}"', '"2019-01-02"', '"<a/>"', '"("', "0", "-1", "7",
    "9223372036854775807", "2.5", "-1.5", "true", "today", "'19:00:00'", "{}", '{1,"b",null}',
    '{"k":1}', 'Collection("a")', 'Collection("k":2)', 'List:Int()', '"x".toFile("x.txt")',
)  # fmt: skip
"""One of each kind, and their edges."""


def uses() -> set[str]:
    """The names that the cases call, in lower case."""
    text = "\n".join(case.text for case in all_cases())
    found = set(re.findall(r"([A-Za-z_][\w.]*)\s*[(\[]", text))
    return {one.lower() for one in (*found, *re.findall(r"\w+", text))}


def test_each_builtin_and_task_has_a_case() -> None:
    assert {*FAMILIES, *FUNCTIONS, *TASKS} - uses() == set()


def calls(name: str) -> Iterator[str]:
    """Calls of a builtin with each value before the dot, and others behind it."""
    family = FAMILIES[name]
    for count in [*family.by_count][:2]:
        for at, receiver in enumerate(VALUES):
            for step in (5, 7):
                arguments = [VALUES[(at + step * turn) % len(VALUES)] for turn in range(1, count)]
                yield f"{family.name}({','.join((receiver, *arguments))})"


@pytest.mark.parametrize("name", sorted(FAMILIES))
def test_a_builtin_gives_a_value_or_an_error_of_deluge_whatever_it_gets(name: str) -> None:
    text = "\n".join(f"try {{ x = {call}; info x; }} catch (e) {{ info e; }}" for call in calls(name))
    program = compile_source(text, "f.dg")
    with suppress(HostFault, LimitError):
        asyncio.run(program.run({}, RecordingHost([answer()]), Limits(statements=None, size=10**7)))


@pytest.mark.parametrize("name", sorted(set(FAMILIES) - {"collection", "ifnull"}))
def test_a_builtin_on_null_says_so_in_zohos_words_or_takes_it(name: str) -> None:
    family = FAMILIES[name]
    for count in family.by_count:
        others = ",".join(["null", *['"a"'] * (count - 1)])
        host = RecordingHost()
        text = f"try {{ x = {family.name}({others}); }} catch (e) {{ info e.message; }}"
        asyncio.run(compile_source(text, "f.dg").run({}, host))
        assert host.lines in ([], [f"Value is empty and '{family.name}' function cannot be applied"])


def test_wrong_numbers_of_arguments_are_save_errors() -> None:
    for family in FAMILIES.values():
        most = max([*family.by_count, 0])
        call = f"{family.name}({','.join(['1'] * (most + 1))})"
        with pytest.raises(SyntaxErrors, match=f"mismatches for the function {family.name}"):
            compile_source(f"x = {call};", "f.dg")
