"""The live store: records by kind, tenant and key, with secondary indexes, copy-on-write snapshots.

Records are replaced and never mutated, so a snapshot is a copy of the table directory, and the first
write after it copies one table's index, never a record.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any

Record = Mapping[str, Any]
Write = Callable[[str, str, str, "Record | None"], None]

_NOTHING: Mapping[str, Record] = MappingProxyType({})


class Table:
    """The records of one kind of one tenant. Only the store touches it."""

    __slots__ = ("indexes", "rows", "shared", "sorts")

    def __init__(self, rows: dict[str, Record]) -> None:
        self.rows = rows
        self.indexes: dict[str, dict[Any, dict[str, None]]] = {}
        self.sorts: dict[str, list[str]] = {}
        self.shared = False

    def index(self, field: str) -> dict[Any, dict[str, None]]:
        """Keys by value of `field`; built at the first use, kept up to date afterwards."""
        if (index := self.indexes.get(field)) is None:
            index = self.indexes[field] = {}
            for key, record in self.rows.items():
                index.setdefault(record.get(field), {})[key] = None
        return index

    def put(self, key: str, record: Record) -> None:
        old = self.rows.get(key)
        self.rows[key] = record
        for field, index in self.indexes.items():
            if old is not None:
                index[old.get(field)].pop(key, None)
            index.setdefault(record.get(field), {})[key] = None
        if self.sorts:
            self.sorts = {}

    def delete(self, key: str) -> None:
        old = self.rows.pop(key)
        for field, index in self.indexes.items():
            index[old.get(field)].pop(key, None)
        if self.sorts:
            self.sorts = {}


class Snapshot:
    """The whole store at one moment; cheap to keep and to restore, any number of times."""

    __slots__ = ("tables",)

    def __init__(self, tables: dict[tuple[str, str], Table]) -> None:
        self.tables = tables


class Store:
    """All state of one world."""

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], Table] = {}
        self.on_write: Write | None = None
        self.on_restore: Callable[[], None] | None = None

    def get(self, kind: str, tenant: str, key: str) -> Record | None:
        """The record, or None."""
        table = self._tables.get((kind, tenant))
        return None if table is None else table.rows.get(key)

    def put(self, kind: str, tenant: str, key: str, record: Record) -> None:
        """Insert or replace. The store keeps `record` itself: do not change it afterwards."""
        self._writable(kind, tenant).put(key, record)
        if self.on_write is not None:
            self.on_write(kind, tenant, key, record)

    def delete(self, kind: str, tenant: str, key: str) -> None:
        """Remove; nothing happens if it is absent."""
        if self.get(kind, tenant, key) is None:
            return
        self._writable(kind, tenant).delete(key)
        if self.on_write is not None:
            self.on_write(kind, tenant, key, None)

    def rows(self, kind: str, tenant: str) -> Mapping[str, Record]:
        """All records of the tenant by key, in order of insertion; a live, read-only view."""
        table = self._tables.get((kind, tenant))
        return _NOTHING if table is None else MappingProxyType(table.rows)

    def find(self, kind: str, tenant: str, field: str, value: Any) -> list[Record]:
        """The records whose `field` equals `value` (a hashable), through a secondary index."""
        table = self._tables.get((kind, tenant))
        if table is None:
            return []
        return [table.rows[key] for key in table.index(field).get(value, ())]

    def ordered(self, kind: str, tenant: str, name: str, sort_key: Callable[[Record], Any]) -> list[Record]:
        """All records ascending by `sort_key`; remembered under `name` until the next write."""
        table = self._tables.get((kind, tenant))
        if table is None:
            return []
        keys = table.sorts.get(name)
        if keys is None:
            keys = sorted(table.rows, key=lambda key: sort_key(table.rows[key]))
            table.sorts[name] = keys
        return [table.rows[key] for key in keys]

    def tenants(self, kind: str) -> list[str]:
        """The tenants that hold records of that kind."""
        return [tenant for (one, tenant), table in self._tables.items() if one == kind and table.rows]

    def kinds(self) -> list[tuple[str, str]]:
        """Every (kind, tenant) that holds records."""
        return [name for name, table in self._tables.items() if table.rows]

    def snapshot(self) -> Snapshot:
        """The state as it is now."""
        for table in self._tables.values():
            table.shared = True
        return Snapshot(dict(self._tables))

    def restore(self, snapshot: Snapshot) -> None:
        """Make the state what it was at `snapshot`, which stays usable."""
        self._tables = dict(snapshot.tables)
        if self.on_restore is not None:
            self.on_restore()

    def _writable(self, kind: str, tenant: str) -> Table:
        table = self._tables.get((kind, tenant))
        if table is None:
            table = self._tables[kind, tenant] = Table({})
        elif table.shared:
            table = self._tables[kind, tenant] = Table(dict(table.rows))
        return table
