"""The table of builtins: each has a case, and none lets Python through."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from contextlib import suppress

import pytest

from harness.deluge import HostFault, LimitError, Limits, SyntaxErrors, compile_source
from harness.deluge.builtins import BUILTINS, FAMILIES, Builtin
from harness.deluge.runtime.values import Kind
from harness.deluge.tasks import FUNCTIONS, TASKS

from .cases import all_cases
from .host import RecordingHost, answer, run

VALUES = (
    "null", '""', '" "', '"Ab1"', '"[1]"', '"{}"', '"2019-01-02"', '"<a/>"', '"("', "0", "-1", "7",
    "9223372036854775807", "2.5", "-1.5", "true", "today", "'19:00:00'", "{}", '{1,"b",null}',
    '{"k":1}', 'Collection("a")', 'Collection("k":2)', 'List:Int()', '"x".toFile("x.txt")',
)  # fmt: skip
"""One of each kind, and their edges."""


RECEIVERS = {
    Kind.TEXT: ('"Ab 1"', '"[1,2]"', '"2019-01-02"', '"12"', '"0A"'),
    Kind.NUMBER: ("7",), Kind.DECIMAL: ("2.5",), Kind.BOOLEAN: ("true",),
    Kind.DATETIME: ("'15-Mar-2019 15:00:00'",), Kind.TIME: ("'19:00:00'",), Kind.NULL: ("null",),
    Kind.LIST: ("{3,1,2}",), Kind.MAP: ('{"a":1}',), Kind.COLLECTION: ("Collection(3,1,2)",),
    Kind.FILE: ('"x".toFile("x.txt")',), Kind.ANY: ('"Ab 1"', "7"), Kind.PAIRS: ('"k":1',),
}  # fmt: skip
"""Values of each kind that many builtins make something of."""


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


def both_forms(builtin: Builtin, receiver: str) -> tuple[str, str]:
    """`x.f(a)` and `f(x,a)`."""
    arguments = [RECEIVERS[one][0] for one in builtin.parameters]
    behind = ",".join(arguments[: len(arguments) - builtin.optional])
    dotted = f"({receiver}).{builtin.name}({behind})"
    return dotted, f"{builtin.name}({receiver}{',' if behind else ''}{behind})"


def outcome(text: str) -> object:
    """What an expression gives, or the message of its error."""
    host = RecordingHost()
    with suppress(HostFault, LimitError):
        run(f"try {{ x = {text}; info x; }} catch (e) {{ info e.message; }}", host=host)
    return host.lines


PLAIN = [one for one in BUILTINS if one.receiver and "." not in one.name]


@pytest.mark.parametrize("builtin", PLAIN, ids=[f"{one.name} {one.receiver}" for one in PLAIN])
def test_both_forms_of_a_call_are_the_same(builtin: Builtin) -> None:
    assert builtin.receiver
    for receiver in RECEIVERS[builtin.receiver]:
        dotted, plain = both_forms(builtin, receiver)
        assert outcome(dotted) == outcome(plain), dotted


def test_wrong_numbers_of_arguments_are_save_errors() -> None:
    for family in FAMILIES.values():
        most = max([*family.by_count, 0])
        call = f"{family.name}({','.join(['1'] * (most + 1))})"
        with pytest.raises(SyntaxErrors, match=f"mismatches for the function {family.name}"):
            compile_source(f"x = {call};", "f.dg")
