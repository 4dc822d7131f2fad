"""How a record is rendered: its keys in Wrike's order, each from the stored record or computed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Any

from ..kit.clock import instant
from ..kit.fields import Field
from ..kit.service import Context
from ..kit.store import Record


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads: the account, and the id of the contact that asks; `memo` is for what is found out once."""

    context: Context
    account: Record
    contact: str
    memo: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)

    @property
    def account_id(self) -> str:
        """The id of the account."""
        return str(self.account["id"])


Compute = Callable[[Reader, Record], Any]
Column = tuple[str, "Compute | None", Any]
"""A field of an answer: its name, how it is computed if it is not simply stored, what it is by default."""


@dataclass(frozen=True)
class Shape:
    """The keys of a record in the order of Wrike's answers.

    A field that is `required` is in every answer that names it; another is left out while it is
    None. `computed` are the fields that are not simply stored.
    """

    fields: tuple[Field, ...]
    computed: Mapping[str, Compute]

    def render(self, reader: Reader, record: Record, names: frozenset[str]) -> dict[str, Any]:
        """The record with the fields of those names."""
        return self.renderer(reader, names)(record)

    def renderer(self, reader: Reader, names: frozenset[str]) -> Callable[[Record], dict[str, Any]]:
        """Renders records with the fields of those names, which are looked up once for all of them."""
        chosen = self._chosen(names)

        def render(record: Record) -> dict[str, Any]:
            rendered: dict[str, Any] = {}
            for name, compute, default in chosen:
                value = compute(reader, record) if compute else record.get(name, default)
                if value is not None:
                    rendered[name] = list(value) if isinstance(value, tuple) else value
            return rendered

        return render

    @cached_property
    def _chosen(self) -> Callable[[frozenset[str]], list[Column]]:
        """Finds the fields of names; remembered, since most calls ask for the same."""
        return lru_cache(maxsize=1_000)(self._choose)

    def _choose(self, names: frozenset[str]) -> list[Column]:
        return [
            (one.name, self.computed.get(one.name), one.default) for one in self.fields if one.name in names
        ]

    def names(self, *, less: Iterable[str] = ()) -> frozenset[str]:
        """The names of all fields but those."""
        return frozenset(one.name for one in self.fields) - frozenset(less)

    def schema(self, always: frozenset[str], optional: Iterable[str] = ()) -> dict[str, Any]:
        """JSON Schema of the record: `always` unless a field may be absent, `optional` when asked for."""
        wanted = always | frozenset(optional)
        return {
            "type": "object",
            "properties": {one.name: one.schema() for one in self.fields if one.name in wanted},
            "required": [one.name for one in self.fields if one.name in always and one.required],
            "additionalProperties": False,
        }


@lru_cache(maxsize=1_000)
def timestamp(seconds: float) -> str:
    """An instant as Wrike writes it: UTC, whole seconds, `Z`."""
    return instant(seconds).strftime("%Y-%m-%dT%H:%M:%SZ")


def moment(name: str) -> Compute:
    """Renders a stored instant; absent while there is none."""

    def compute(reader: Reader, record: Record) -> str | None:
        seconds = record.get(name)
        return None if seconds is None else timestamp(seconds)

    return compute
