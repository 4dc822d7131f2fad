"""`happens at wrike: password reset`: something at a vendor that ends tokens without anybody revoking them.

`as` says to whom; what concerns a whole account happens in the one that `in` names.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..json_schema import one_of_names
from ..model import Step
from ..names import Names
from ..shapes import Choice
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written


@dataclass(frozen=True, slots=True)
class Happens:
    """Let it happen."""

    place: Place
    title: str
    vendor: str
    event: str
    person: str
    tenant: str

    async def perform(self, stage: Stage) -> None:
        """End what the vendor ends then."""
        tenant = stage.id(self.tenant) if self.tenant else None
        stage.world.happen(self.vendor, self.event, self.person, tenant)


def _kind(vendor: str, fake: str) -> StepKind:
    """The step for that vendor, whose tenants are those of the fake."""

    def read(written: Written, names: Names) -> Step:
        event = Choice("an event", names.catalogue.endings[vendor]).read(written.value)
        tenant = names.tenant(fake, written.modifiers.get("in"), written.place)
        title = f"{written.verb}: {event}{written.beside()}"
        return Happens(written.place, title, vendor, event, written.person(names), tenant)

    return StepKind(
        f"happens at {vendor}",
        read,
        modifiers=("as", "in"),
        takes=lambda names, _kind: one_of_names(names.catalogue.endings[vendor]),
    )


KINDS = (_kind("wrike", "wrike"), _kind("zoho", "books"))
