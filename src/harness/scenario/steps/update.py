"""`update books.projects: {site: {description: New}}`: a named record is changed by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..catalogue import KindName
from ..fields import Record
from ..json_schema import Schema, defined, named
from ..model import Step
from ..names import Names
from ..references import Reference, resolve
from ..shapes import mapping
from ..stage import Stage
from ..yamlfile import Place
from .kind import StepKind, Written
from .saves import Actor, changeable, save


@dataclass(frozen=True, slots=True)
class Update:
    """Change records of one kind."""

    place: Place
    title: str
    kind: KindName
    changes: tuple[tuple[Reference, Mapping[str, Any]], ...]
    actor: Actor

    async def perform(self, stage: Stage) -> None:
        """Make the calls."""
        for record, values in self.changes:
            key = stage.lookup(record)
            await save(stage, self.actor, self.kind, "update", key, resolve(values, stage.lookup))


def _read(written: Written, names: Names) -> Step:
    kind = changeable(written, names)
    shape = Record(str(kind), names.catalogue.kind(kind).fields)
    entries = mapping(written.value, "the names of records, each with what changes").entries.values()
    changes = tuple(
        (
            names.check(Reference(entry.key.text, (), entry.key.place)),
            names.check(shape.read(entry.value)),
        )
        for entry in entries
    )
    title = f"update {kind}: {', '.join(record.name for record, _ in changes)}{written.beside()}"
    return Update(written.place, title, kind, changes, Actor.read(written, kind, names))


def _takes(_names: Names, kind: KindName | None) -> Schema:
    return named(defined(f"record.{kind}"))


KIND = StepKind("update", _read, "a kind of record", ("as", "via", "in", "answer"), _takes)
