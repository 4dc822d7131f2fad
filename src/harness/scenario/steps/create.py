"""`create books.projects: {site: {project_name: Website}}`: records made by a person, one after another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ..catalogue import KindName
from ..field_schemas import records_schema
from ..json_schema import Schema, defined
from ..model import Step
from ..names import Names
from ..records import created_records
from ..references import resolve
from ..stage import Bound, Stage
from ..yamlfile import Place
from .kind import StepKind, Written
from .saves import SUCCESS, Actor, answered_record, changeable, save


@dataclass(frozen=True, slots=True)
class Create:
    """Make records of one kind; a named one is known under its name afterwards."""

    place: Place
    title: str
    kind: KindName
    records: tuple[tuple[str | None, Mapping[str, Any]], ...]
    actor: Actor

    async def perform(self, stage: Stage) -> None:
        """Make the calls."""
        key = stage.catalogue.kind(self.kind).key
        for name, values in self.records:
            answer = await save(stage, self.actor, self.kind, "create", None, resolve(values, stage.lookup))
            record = answered_record(answer.json, key) if answer.status in SUCCESS else None
            if record is not None:
                bound = Bound(str(record[key]), record, self.kind, stage.id(self.actor.tenant))
                stage.bind(name, bound)


def _read(written: Written, names: Names) -> Step:
    kind = changeable(written, names)
    actor = Actor.read(written, kind, names)
    made = created_records(written.value, kind, names, actor.tenant)
    records = tuple((one.name, one.values) for one in made)
    called = ", ".join(name for name, _ in records if name) or f"{len(records)} records"
    return Create(written.place, f"create {kind}: {called}{written.beside()}", kind, records, actor)


def _takes(_names: Names, kind: KindName | None) -> Schema:
    return records_schema(defined(f"record.{kind}"))


KIND = StepKind("create", _read, "a kind of record", ("as", "via", "in", "answer"), _takes)
