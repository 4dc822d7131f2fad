"""`revoke: wrike_connection`: the connection is revoked on its page; with `as`, that person's part of it.

`fails:` says how it is to go wrong, as it can where the third party of an external connection has to agree.
"""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Step
from ..names import Names
from ..stage import Stage
from ..yamlfile import Place
from .failing import FAILS, expected, judge
from .kind import StepKind, Written, takes_link_name


@dataclass(frozen=True, slots=True)
class Revoke:
    """Revoke a connection in one organization. `person` None means everybody's authorisation."""

    place: Place
    title: str
    link_name: str
    organization: str
    person: str | None
    fails: str

    async def perform(self, stage: Stage) -> None:
        """Revoke it."""
        organization = stage.id(self.organization)
        await judge(stage.world.revoke(organization, self.link_name, self.person), self.fails)


def _read(written: Written, names: Names) -> Step:
    link_name = names.link_name(written.value, external=True)
    person = written.person(names) if "as" in written.modifiers else None
    title = f"revoke {link_name}{written.beside()}"
    return Revoke(written.place, title, link_name, written.organization(names), person, expected(written))


KIND = StepKind("revoke", _read, modifiers=("as", "in", FAILS), takes=takes_link_name)
