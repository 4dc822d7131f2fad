"""The programs of `tests/deluge_cases` do what their comments say."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from harness.deluge import DelugeError, SyntaxErrors, compile_source

from .cases import Case, all_cases
from .host import RecordingHost, answer

CASES = all_cases()


def _errors(error: DelugeError) -> list[tuple[int, int, str]]:
    if isinstance(error, SyntaxErrors):
        return [(one.line, one.column, one.message) for one in error.errors]
    return [(error.line, error.column, error.message)]


def _warnings(case: Case) -> list[tuple[str, str]]:
    try:
        found = compile_source(case.text, case.path.name).warnings
    except SyntaxErrors:
        return []
    return [(str(one.line), one.code) for one in found]


def _codes(case: Case) -> list[tuple[str, str]]:
    with pytest.raises(SyntaxErrors) as caught:
        compile_source(case.text, case.path.name)
    return [(str(one.line), one.code) for one in caught.value.errors]


def _run(case: Case, host: RecordingHost) -> tuple[Any, list[tuple[int, int, str]]]:
    try:
        program = compile_source(case.text, case.path.name)
        return asyncio.run(program.run(case.given, host)), []
    except DelugeError as error:
        return None, _errors(error)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_a_program_does_what_its_comments_say(case: Case) -> None:
    host = RecordingHost([answer(body, status) for status, body in case.answers], case.assume)
    result, errors = _run(case, host)
    found = [(f"{line}:{column}", message) for line, column, message in errors]
    wanted = [
        (place if ":" in place else place + ":" + actual[0].split(":")[1], actual[1])
        if actual[1].startswith(text)
        else (place, text)
        for (place, text), actual in zip(case.errors, found, strict=False)
    ] + case.errors[len(found) :]
    assert found == wanted
    assert host.lines == case.expect
    assert [f"{one.method} {one.url} {one.body.decode()}".strip() for one in host.calls] == case.calls
    assert [(str(one.line), one.code) for one in host.findings] == case.findings
    assert _warnings(case) == case.warnings
    assert not case.codes or _codes(case) == case.codes
    if case.returns:
        assert [result] == case.returns


def test_every_folder_of_cases_holds_programs() -> None:
    assert len(CASES) > 30
