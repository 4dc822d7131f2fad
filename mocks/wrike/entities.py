"""Records beside the tree: comments, timelogs, groups, workflows and the like, each with a legacy id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..kit.service import Call, Context
from ..kit.store import Record
from . import entity_ids
from .answers import Answer, envelope_schema, extra_fields, reader_of
from .lookup import by_ids, the_one
from .shapes import Reader, Shape

FIRST = 1_000_000
"""Above the numbers that Wrike gives to what every account has."""


@dataclass(frozen=True)
class Entity:
    """One kind of record: `kind` in the envelope, `stored` in the store, `letter` in its ids."""

    kind: str
    stored: str
    letter: str
    shape: Shape
    optional: tuple[str, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """The fields that every answer has."""
        return self.shape.names(less=self.optional)

    @property
    def answer(self) -> dict[str, Any]:
        """JSON Schema of an answer."""
        return self.answering()

    def answering(self, *, paged: bool = False) -> dict[str, Any]:
        """JSON Schema of an answer, perhaps a page."""
        return envelope_schema(self.kind, self.shape.schema(self.names, self.optional), paged=paged)

    def add(self, context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
        """Store a new record of those values; an `id` may be given."""
        identifier = values.get("id") or self._new_id(context, account_id)
        if self.find(context, account_id, identifier) is not None:
            raise ValueError(f"The account {account_id} already has {identifier}.")
        return self.put(context, account_id, {**values, "id": str(identifier)})

    def put(self, context: Context, account_id: str, record: Record) -> Record:
        """Insert or replace a record."""
        context.store.put(self.stored, account_id, record["id"], record)
        return record

    def find(self, context: Context, account_id: str, identifier: str) -> Record | None:
        """The record of that id, or None."""
        return context.store.get(self.stored, account_id, identifier)

    def delete(self, context: Context, account_id: str, record: Record) -> None:
        """Remove a record for good."""
        context.store.delete(self.stored, account_id, record["id"])

    def rows(self, context: Context, account_id: str) -> list[Record]:
        """All records of the account, in order of creation."""
        return list(context.store.rows(self.stored, account_id).values())

    def of_path(self, call: Call) -> list[Record]:
        """The records that the path names."""
        return by_ids(call, lambda one: self.find(call.context, call.tenant, one))

    def the_one(self, call: Call) -> Record:
        """The one record that the path names."""
        return the_one(call, lambda identifier: self.find(call.context, call.tenant, identifier))

    def reply(self, call: Call, records: Iterable[Record]) -> Answer:
        """The answer with those records."""
        reader, names = reader_of(call), self.names | extra_fields(call)
        return Answer(self.kind, [self.shape.render(reader, record, names) for record in records])

    def _new_id(self, context: Context, account_id: str) -> str:
        base = FIRST + int.from_bytes(context.ids.digest(self.stored, account_id)[:2])
        while True:
            number = base + context.ids.nth(account_id, self.stored)
            identifier = account_id + entity_ids.group(self.letter, number)
            if self.find(context, account_id, identifier) is None:
                return identifier


def account_id_of(reader: Reader, record: Record) -> str:
    """Renders the account that the record belongs to."""
    return reader.account_id


def gone(entity: Entity, call: Call, record: Record) -> Answer:
    """Delete a record for good; what that answers is an assumption."""
    shown = call.context.assume("wrike.deleted_answer") == "record"
    answer = entity.reply(call, [record]) if shown else nothing(entity.kind)
    entity.delete(call.context, call.tenant, record)
    return answer


def nothing(kind: str) -> Answer:
    """`{kind, data: []}`: what a deletion for good answers."""
    return Answer(kind, [])


def empty_schema(kind: str) -> dict[str, Any]:
    """JSON Schema of an answer without data."""
    return envelope_schema(kind, {"not": {}})
