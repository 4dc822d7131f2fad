"""`wrike.projects: [{title: Website, tasks: []}]`: the records of a tenant."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import KindName
from ..expect import Pattern
from ..fields import Declared
from ..model import Check, Verdict
from ..names import Names
from ..patterns import read_elements
from ..stage import Stage
from ..yamlfile import Place
from .written import Expected, judge


@dataclass(frozen=True, slots=True)
class Records:
    """The records of one kind in one organization or account."""

    place: Place
    title: str
    kind: KindName
    tenant: str
    pattern: Pattern

    def check(self, stage: Stage) -> Verdict:
        """Compare them."""
        seen = stage.world.view(self.kind.service, self.kind.kind, stage.id(self.tenant))
        return judge(self.pattern.resolved(stage.lookup), seen)


def read(expected: Expected, kind: KindName, names: Names) -> Check:
    """The check of a kind of record."""
    declared = names.catalogue.kind(kind)
    tenant = names.tenant(kind.service, expected.tenant, expected.place) if declared.tenanted else ""
    pattern = read_elements(expected.value, Declared(str(kind), "list", fields=declared.fields))
    names.check_pattern(pattern)
    return Records(expected.place, expected.title(tenant), kind, tenant, pattern)
