"""`log: [{rule: copy-new-projects, status: Success}]`: the workflow log, a line per attempt."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from ...workflow import FAILURE, SUCCESS
from ..expect import Pattern
from ..field_schemas import elements_schema
from ..fields import Declared
from ..model import Check, Verdict
from ..names import Names
from ..patterns import read_elements
from ..stage import Stage
from ..yamlfile import Place
from .written import CheckKind, Expected, judge

LINE = Declared(
    "log",
    "list",
    fields=(
        Declared("status", required=True, enum=(SUCCESS, FAILURE)),
        Declared("rule"),
        Declared("module"),
        Declared("event"),
        Declared("record"),
        Declared("function"),
        Declared("person"),
        Declared("organization"),
        Declared("attempt", "integer"),
        Declared("reason"),
        Declared("line", "integer"),
        Declared("info", "list", of="text"),
        Declared("findings", "list", fields=(Declared("code", required=True), Declared("line", "integer"))),
    ),
)


@dataclass(frozen=True, slots=True)
class Log:
    """The lines of all organizations, or of one."""

    place: Place
    title: str
    organization: str | None
    pattern: Pattern

    def check(self, stage: Stage) -> Verdict:
        """Compare them."""
        wanted = None if self.organization is None else stage.id(self.organization)
        seen = [view(line) for line in stage.logs() if wanted in (None, line.organization)]
        return judge(self.pattern.resolved(stage.lookup), seen)


def view(line: Any) -> dict[str, Any]:
    """A line of the log as expectations see it; `info` without the numbers of its lines."""
    return {
        "status": line.status,
        "rule": line.rule,
        "module": line.module,
        "event": line.event,
        "record": line.record_id,
        "function": line.function,
        "person": line.person,
        "organization": line.organization,
        "attempt": line.attempt,
        "reason": line.reason,
        "line": line.line,
        "info": [one.text for one in line.info],
        "findings": [{"code": one.code, "line": one.line} for one in line.findings],
    }


def read(expected: Expected, names: Names) -> Check:
    """The check of the log."""
    organization = expected.organization(names)
    pattern = read_elements(expected.value, LINE)
    names.check_pattern(pattern)
    return Log(expected.place, expected.title(organization), organization, pattern)


KIND = CheckKind(read, lambda _names: elements_schema(LINE))
