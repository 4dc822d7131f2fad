"""What became of a function, for a console: what was inferred, what it did line by line, how it ended."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from textwrap import wrap
from typing import Any

import orjson

from ..scenario.report.bodies import one_line
from ..scenario.report.calls import Call
from .play import Execution

WIDTH = 160
"""Longer bodies are cut; the JSON has them whole."""


def written(done: Execution) -> str:
    """The whole of it."""
    return "\n".join(_lines(done))


def _lines(done: Execution) -> Iterator[str]:
    yield from _notes(done)
    yield from _story(done)
    yield from _mails(done)
    yield ""
    yield from _ending(done)
    yield from _findings(done)
    for one in done.advice:
        yield f"\n{one}"
    if done.assumptions:
        yield "\nLeaned on assumptions (`harness assumptions` explains them, --assume takes another)"
        leaned = ", ".join(f"{key}={value}" for key, value in done.assumptions.items())
        yield from wrap(leaned, 110, initial_indent="  ", subsequent_indent="  ", break_on_hyphens=False)


def _notes(done: Execution) -> Iterator[str]:
    if not done.notes:
        return
    yield "Around the function (it is not changed)"
    width = max(len(one.about) for one in done.notes)
    for one in done.notes:
        place = f"  (line {one.line})" if one.line else ""
        yield f"  {one.about:<{width}}  {one.text}{place}"
    yield ""


def _story(done: Execution) -> Iterator[str]:
    """Log lines and calls in the order in which they happened."""
    yield done.file
    waiting = list(done.line.info)
    for number, raw in enumerate(done.calls):
        while waiting and waiting[0].calls <= number:
            yield from _info(waiting.pop(0))
        yield from _call(raw)
    for one in waiting:
        yield from _info(one)
    if not done.calls and not done.line.info:
        yield "      it wrote no log and called nobody"


def _info(one: Any) -> Iterator[str]:
    first, *more = str(one.text).splitlines() or [""]
    yield f"{one.line:>5}  info  {first}"
    yield from (f"             {line}" for line in more)


def _call(raw: Mapping[str, Any]) -> Iterator[str]:
    call = Call(raw)
    because = f"  ({call.because})" if call.because else ""
    yield f"{call.line:>5}  {raw['method']} {raw['url']}  {call.outcome}{because}"
    if raw["request_body"]:
        yield f"             sent  {_cut(one_line(raw['request_body'], raw['request_headers']))}"
    if raw["response_body"]:
        yield f"             got   {_cut(one_line(raw['response_body']))}"


def _mails(done: Execution) -> Iterator[str]:
    for mail in done.mails:
        fields = mail["fields"]
        yield f"{mail['line']:>5}  mail  to {fields.get('to', '')}: {fields.get('subject', '')}"


def _ending(done: Execution) -> Iterator[str]:
    """The result, or a traceback of Deluge frames; and how long it took."""
    line = done.line
    if done.well:
        yield f"Result: {_cut(orjson.dumps(done.value).decode())}"
    else:
        yield "Traceback of the function"
        if line.line:
            yield f"  {line.place}, in {done.function}"
            yield from (f"    {one}" for one in line.excerpt.splitlines())
        yield line.reason
        if line.hint:
            yield f"  {line.hint}"
    yield f"{line.status} in {done.virtual:g} s of the world's time ({done.seconds:.2f} s of yours)"


def _findings(done: Execution) -> Iterator[str]:
    if done.findings:
        yield f"\nFindings ({len(done.findings)}): the run accepted this, look at it"
        for one in done.findings:
            yield f"  {one['file']}:{one['line']}: {one['message']} [{one['code']}]"


def _cut(text: str) -> str:
    return text if len(text) <= WIDTH else f"{text[:WIDTH]} … ({len(text):,} characters)"
