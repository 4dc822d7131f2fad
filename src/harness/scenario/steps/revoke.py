"""`revoke: wrike_connection`: the connection is revoked on its page; with `as`, that person's part of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Step
from ..names import Names
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written, takes_link_name


@dataclass(frozen=True, slots=True)
class Revoke:
    """Revoke a connection in one organization. `person` None means everybody's authorisation."""

    place: Place
    title: str
    link_name: str
    organization: str
    person: str | None

    async def perform(self, stage: Stage) -> None:
        """Revoke it."""
        await stage.world.revoke(stage.id(self.organization), self.link_name, self.person)


def _read(written: Written, names: Names) -> Step:
    link_name = names.link_name(written.value)
    person = written.person(names) if "as" in written.modifiers else None
    title = f"revoke {link_name}{written.beside()}"
    return Revoke(written.place, title, link_name, written.organization(names), person)


KIND = StepKind("revoke", _read, modifiers=("as", "in"), takes=takes_link_name)
