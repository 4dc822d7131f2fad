"""What went wrong in a case, in lines of plain text; the same for the console, JUnit and pytest."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import orjson

from ..results import CaseResult, Failure, Part

WIDTH = 300
"""Longer values are cut; the JSON report has them whole."""
MOST = 12
"""So many differences of one expectation are told."""


def explain(case: CaseResult) -> list[str]:
    """Everything that did not hold in a case, and what it leaned on; no lines if it passed."""
    lines = [line for part in case.failures for line in _part(part, case)]
    if case.message:
        lines = [*case.message.splitlines(), *lines]
    if lines:
        lines += _around(case)
    return lines


def findings(case: CaseResult) -> Iterator[str]:
    """The findings of a case, a line each."""
    for one in case.findings:
        place = f"{one['file']}:{one['line']}: " if one["file"] else ""
        yield f"{place}{one['message']} [{one['code']}]"


def shown(value: Any) -> str:
    """A value in one line, as JSON, cut where it is long."""
    text = orjson.dumps(value, option=orjson.OPT_NON_STR_KEYS).decode()
    return text if len(text) <= WIDTH else f"{text[:WIDTH]} ... ({len(text)} characters)"


def _part(part: Part, case: CaseResult) -> Iterator[str]:
    assert part.failure is not None
    yield f"{part.phase} {part.title}  ({case.file}:{part.line})"
    for line in _failure(part.failure):
        yield f"  {line}"


def _failure(failure: Failure) -> Iterator[str]:
    if not failure.differences:
        yield from failure.message.splitlines()
    for one in failure.differences[:MOST]:
        yield from _difference(one)
    if (left := len(failure.differences) - MOST) > 0:
        yield f"and {left} more differences"
    if failure.nearest is not None:
        yield f"nearest   {failure.nearest.text}"
        if failure.nearest.file:
            yield f"sent by   {failure.nearest.file}:{failure.nearest.line}"
            yield f"          {failure.nearest.source}"


def _difference(one: Mapping[str, Any]) -> Iterator[str]:
    where = f" in {one['path']}" if one["path"] else ""
    if one["kind"] == "missing":
        yield f"missing{where}  (expected in line {one['line']})"
        yield f"  expected  {shown(one['expected'])}"
    elif one["kind"] == "surplus":
        yield f"too much{where}"
        yield f"  seen      {shown(_filled(one['seen']))}"
    else:
        yield f"differs{where or ' as a whole'}  (expected in line {one['line']})"
        yield f"  expected  {shown(one['expected'])}"
        yield f"  seen      {'nothing' if one['absent'] else shown(one['seen'])}"


def _filled(value: Any) -> Any:
    """A record without the fields that hold nothing."""
    if not isinstance(value, Mapping):
        return value
    return {key: _filled(one) for key, one in value.items() if one not in (None, "", [], {})}


def _around(case: CaseResult) -> Iterator[str]:
    for line in case.logs:
        if line["status"] != "Success":
            place = f" ({line['file']}:{line['line']})" if line["file"] else ""
            yield f"log       {line['rule']}: {line['status']}: {line['reason']}{place}"
    for finding in findings(case):
        yield f"finding   {finding}"
    if case.assumptions:
        leaned = ", ".join(f"{key}={value}" for key, value in case.assumptions.items())
        yield f"leaned on {leaned}"
