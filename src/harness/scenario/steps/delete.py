"""`delete books.projects: site`: named records are deleted by a person."""

from __future__ import annotations

from dataclasses import dataclass

from ..catalogue import KindName
from ..model import Step
from ..names import Names
from ..references import Reference
from ..shapes import Many, Placed, Text
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written, takes_names
from .saves import Actor, changeable, save


@dataclass(frozen=True, slots=True)
class Delete:
    """Delete records of one kind."""

    place: Place
    title: str
    kind: KindName
    records: tuple[Reference, ...]
    actor: Actor

    async def perform(self, stage: Stage) -> None:
        """Make the calls."""
        for record in self.records:
            await save(stage, self.actor, self.kind, "delete", stage.lookup(record), {})


def _read(written: Written, names: Names) -> Step:
    kind = changeable(written, names)
    named = Many(Placed(Text("the name of a record"))).read(written.value)
    records = tuple(names.check(Reference(name, (), place)) for name, place in named)
    title = f"delete {kind}: {', '.join(record.name for record in records)}{written.beside()}"
    return Delete(written.place, title, kind, records, Actor.read(written, kind, names))


KIND = StepKind(
    "delete", _read, "a kind of record", ("as", "via", "in", "answer"), takes_names("the name of a record")
)
