"""`mails: [{to: ada@example.com, subject: Failed}]`: what functions have sent."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ...workflow.actions.custom_function import MAILS
from ..expect import Pattern
from ..field_schemas import elements_schema
from ..fields import Declared
from ..model import Check, Verdict
from ..names import Names
from ..patterns import read_elements
from ..stage import Stage
from ..yamlfile import Place
from .written import CheckKind, Expected, judge

MAIL = Declared(
    "mails",
    "list",
    fields=(
        *(Declared(name, "any") for name in ("from", "to", "cc", "bcc", "reply to")),
        Declared("subject", required=True),
        Declared("message"),
        Declared("function"),
        Declared("line", "integer"),
    ),
)


@dataclass(frozen=True, slots=True)
class Mails:
    """The mails of all organizations, or of one."""

    place: Place
    title: str
    organization: str | None
    pattern: Pattern

    def check(self, stage: Stage) -> Verdict:
        """Compare them."""
        one = self.organization
        organizations = stage.organizations() if one is None else [stage.id(one)]
        seen = [_view(mail) for each in organizations for mail in _outbox(stage, each)]
        return judge(self.pattern.resolved(stage.lookup), seen)


def _outbox(stage: Stage, organization: str) -> Iterable[Mapping[str, Any]]:
    return stage.world.store.rows(MAILS, organization).values()


def _view(mail: Mapping[str, Any]) -> dict[str, Any]:
    return {**mail["fields"], "function": mail["function"], "line": mail["line"]}


def read(expected: Expected, names: Names) -> Check:
    """The check of mails."""
    organization = expected.organization(names)
    pattern = read_elements(expected.value, MAIL)
    names.check_pattern(pattern)
    return Mails(expected.place, expected.title(organization), organization, pattern)


KIND = CheckKind(read, lambda _names: elements_schema(MAIL))
