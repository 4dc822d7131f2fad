"""`answer: {status: 401, json: {code: 57}}`: the answer to the last request of a step."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import orjson

from ..expect import Pattern
from ..field_schemas import fields_schema
from ..fields import Declared
from ..json_schema import Schema, defined
from ..model import Check, Verdict
from ..names import Names
from ..patterns import read_fields
from ..stage import Answer, Stage, StepFailed
from ..yamlfile import Node, Place
from .written import CheckKind, Expected, judge_hiding

FIELDS = (
    Declared("status", "integer", required=True),
    Declared("json", "any"),
    Declared("text"),
    Declared("headers", "any"),
    Declared("error"),
)


@dataclass(frozen=True, slots=True)
class LastAnswer:
    """The last answer."""

    place: Place
    title: str
    pattern: Pattern

    def check(self, stage: Stage) -> Verdict:
        """Compare it."""
        if stage.answer is None:
            raise StepFailed("No step has made a request, so there is no answer.")
        return verdict(stage, self.pattern)


def verdict(stage: Stage, pattern: Pattern) -> Verdict:
    """The verdict on the last answer, which is shown without secrets."""
    assert stage.answer is not None
    answer = stage.answer

    def shown() -> dict[str, Any]:
        exchange = stage.world.journal.get(answer.exchange)
        return view(answer, exchange.as_json()["response_body"].encode() if exchange else b"")

    resolved = pattern.resolved(stage.lookup)
    return judge_hiding(resolved, view(answer, answer.body), shown, detail=stage.detail)


def verify(stage: Stage, pattern: Pattern) -> None:
    """Raise StepFailed unless the last answer is the expected one."""
    found = verdict(stage, pattern)
    if found.differences:
        told = "; ".join(
            f"{one.path}: expected {one.expected!r}, seen {one.seen!r}" for one in found.differences
        )
        raise StepFailed(f"Another answer was expected. {told}")


def view(answer: Answer, body: bytes) -> dict[str, Any]:
    """An answer as expectations see it."""
    try:
        content = orjson.loads(body)
    except orjson.JSONDecodeError:
        content = None
    return {
        "status": answer.status,
        "json": content,
        "text": body.decode("utf-8", "replace"),
        "headers": dict(answer.headers or {}),
        "error": answer.error,
    }


def read_answer(node: Node, names: Names) -> Pattern:
    """What is expected of an answer; a lone number is its status. Raises FileError."""
    pattern = read_fields(node, "An answer", FIELDS)
    names.check_pattern(pattern)
    return pattern


def read(expected: Expected, names: Names) -> Check:
    """The check of the last answer."""
    expected.nowhere()
    return LastAnswer(expected.place, expected.title(), read_answer(expected.value, names))


def answer_schema() -> Schema:
    """JSON Schema of what is expected of an answer."""
    return fields_schema(FIELDS)


KIND = CheckKind(read, lambda _names: defined("answer"))
