"""`remove access: wrike_connection`: at the vendor, a person removes the application's access."""

from __future__ import annotations

from dataclasses import dataclass

from ..model import Step
from ..names import Names
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written, takes_link_name


@dataclass(frozen=True, slots=True)
class RemoveAccess:
    """Remove what a person granted; the harness's side does not hear of it."""

    place: Place
    title: str
    link_name: str
    person: str

    async def perform(self, stage: Stage) -> None:
        """Remove it."""
        stage.world.remove_access(self.link_name, self.person)


def _read(written: Written, names: Names) -> Step:
    link_name = names.link_name(written.value)
    title = f"remove access {link_name}{written.beside()}"
    return RemoveAccess(written.place, title, link_name, written.person(names))


KIND = StepKind("remove access", _read, modifiers=("as",), takes=takes_link_name)
