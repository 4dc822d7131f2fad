"""`findings: [unchecked-response]`: what was accepted and the author of the extension should know."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ...servers import redact_text
from ...workflow import Function
from ..expect import Pattern
from ..field_schemas import elements_schema
from ..fields import Declared
from ..model import Check, Verdict
from ..names import Names
from ..patterns import read_elements
from ..stage import Stage
from ..yamlfile import Place
from .written import CheckKind, Expected, judge

FINDING = Declared(
    "findings",
    "list",
    fields=(
        Declared("code", required=True),
        Declared("message"),
        Declared("function"),
        Declared("file"),
        Declared("line", "integer"),
    ),
)


@dataclass(frozen=True, slots=True)
class Findings:
    """All findings of the extension since the scenario began."""

    place: Place
    title: str
    pattern: Pattern

    def check(self, stage: Stage) -> Verdict:
        """Compare them."""
        return judge(self.pattern.resolved(stage.lookup), list(found(stage)))


def found(stage: Stage) -> Iterator[dict[str, Any]]:
    """The findings of the log, then those that only an exchange of the extension holds."""
    return gathered(stage.logs(), stage.calls(), stage.extension.function)


def gathered(
    lines: Iterable[Any], calls: Iterable[Any], find: Callable[[str], Function | None]
) -> Iterator[dict[str, Any]]:
    """The findings of lines of the log and of calls, each once; `find` knows the functions by name."""
    known: set[tuple[int | None, str, str]] = set()
    for line in lines:
        for one in line.findings:
            known.add((one.exchange, one.code, one.message))
            yield _finding(one.code, one.message, one.function, one.file, one.line, one.exchange)
    for exchange in calls:
        function = exchange.cause.get("function")
        declared = find(function) if function else None
        for one in exchange.findings:
            if (exchange.id, one.code, one.message) not in known:
                file = declared.file if declared else ""
                line = exchange.cause.get("line", 0)
                yield _finding(one.code, one.message, function or "", file, line, exchange.id)


def _finding(
    code: str, message: str, function: str, file: str, line: int, exchange: int | None
) -> dict[str, Any]:
    return {
        "code": code,
        "message": redact_text(message),
        "function": function,
        "file": file,
        "line": line,
        "exchange": exchange,
    }


def read(expected: Expected, names: Names) -> Check:
    """The check of findings."""
    expected.nowhere()
    pattern = read_elements(expected.value, FINDING)
    names.check_pattern(pattern)
    return Findings(expected.place, expected.title(), pattern)


KIND = CheckKind(read, lambda _names: elements_schema(FINDING))
