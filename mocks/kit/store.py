"""The live store: records by kind, tenant and key, with secondary indexes, copy-on-write snapshots.

Records are replaced and never mutated, so a snapshot is a copy of the table directory, and the first
write after it copies one table's index, never a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any

Record = Mapping[str, Any]
Write = Callable[[str, str, str, "Record | None"], None]
Entry = tuple[str, str, str, Record]
"""A record with where it is: (kind, tenant, key, record)."""

_NOTHING: Mapping[str, Record] = MappingProxyType({})


class Table:
    """The records of one kind of one tenant. Only the store touches it.

    An index maps each value of a field to the keys that have it, each with the number of its row, so
    that what is found comes in order of insertion, whether the index is old or has just been built.
    """

    __slots__ = ("_added", "_indexes", "_moved", "_sorts", "rows", "shared")

    def __init__(self, rows: dict[str, Record]) -> None:
        self.rows = rows
        self.shared = False
        self._added = len(rows)
        self._indexes: dict[str, dict[Any, dict[str, int]]] = {}
        self._moved: set[str] = set()
        self._sorts: dict[str, list[Record]] = {}

    def find(self, field: str, value: Any) -> list[Record]:
        """The records whose `field` is `value`, in order of insertion."""
        if not (bucket := self._index(field).get(value)):
            return []
        keys: Iterable[str] = bucket
        if field in self._moved and len(bucket) > 1:
            keys = sorted(bucket, key=bucket.__getitem__)
        rows = self.rows
        return [rows[key] for key in keys]

    def count(self, field: str, value: Any) -> int:
        """How many records `find` would find."""
        return len(self._index(field).get(value, ()))

    def ordered(self, name: str, sort_key: Callable[[Record], Any]) -> Sequence[Record]:
        """All records by `sort_key`; the order is remembered under `name` until the next write."""
        if (found := self._sorts.get(name)) is None:
            found = self._sorts[name] = sorted(self.rows.values(), key=sort_key)
        return found

    def put(self, key: str, record: Record) -> None:
        """Insert or replace; a replaced record keeps its place."""
        old = self.rows.get(key)
        self.rows[key] = record
        if old is None:
            self._added += 1
        for field, index in self._indexes.items():
            value = record.get(field)
            if old is None:
                index.setdefault(value, {})[key] = self._added
            elif (before := old.get(field)) != value:
                index.setdefault(value, {})[key] = _take(index, before, key)
                self._moved.add(field)
        if self._sorts:
            self._sorts = {}

    def delete(self, key: str) -> None:
        """Remove a record that is there."""
        old = self.rows.pop(key)
        for field, index in self._indexes.items():
            _take(index, old.get(field), key)
        if self._sorts:
            self._sorts = {}

    def _index(self, field: str) -> dict[Any, dict[str, int]]:
        if (index := self._indexes.get(field)) is None:
            index = self._indexes[field] = {}
            for number, (key, record) in enumerate(self.rows.items()):
                index.setdefault(record.get(field), {})[key] = number
        return index


def _take(index: dict[Any, dict[str, int]], value: Any, key: str) -> int:
    bucket = index[value]
    number = bucket.pop(key)
    if not bucket:
        del index[value]
    return number


class Snapshot:
    """The whole store at one moment; cheap to keep and to restore, any number of times."""

    __slots__ = ("tables",)

    def __init__(self, tables: dict[tuple[str, str], Table]) -> None:
        self.tables = tables


class Store:
    """All state of one world.

    `on_write` hears of every write before it is made (None for the record: a deletion), so that a write
    that cannot be kept is not made either; `on_restore` hears that the whole state has been replaced.
    """

    __slots__ = ("_tables", "on_restore", "on_write")

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], Table] = {}
        self.on_write: Write | None = None
        self.on_restore: Callable[[], None] | None = None

    def get(self, kind: str, tenant: str, key: str) -> Record | None:
        """The record, or None."""
        table = self._tables.get((kind, tenant))
        return None if table is None else table.rows.get(key)

    def put(self, kind: str, tenant: str, key: str, record: Record) -> None:
        """Insert or replace. The store keeps `record` itself: do not change it afterwards.

        A record holds JSON values only; after a state file was reopened, tuples in it are lists.
        """
        if self.on_write is not None:
            self.on_write(kind, tenant, key, record)
        self._writable(kind, tenant).put(key, record)

    def delete(self, kind: str, tenant: str, key: str) -> None:
        """Remove; nothing happens if it is absent."""
        if self.get(kind, tenant, key) is None:
            return
        if self.on_write is not None:
            self.on_write(kind, tenant, key, None)
        table = self._writable(kind, tenant)
        table.delete(key)
        if not table.rows:
            del self._tables[kind, tenant]

    def rows(self, kind: str, tenant: str) -> Mapping[str, Record]:
        """All records of the tenant by key, in order of insertion.

        A read-only view, good until the next write to them: copy it to write while looping.
        """
        table = self._tables.get((kind, tenant))
        return _NOTHING if table is None else MappingProxyType(table.rows)

    def find(self, kind: str, tenant: str, field: str, value: Any) -> list[Record]:
        """The records whose `field` equals `value`, in order of insertion, through a secondary index.

        The values of the field must be hashable; None also finds the records that lack the field.
        """
        table = self._tables.get((kind, tenant))
        return [] if table is None else table.find(field, value)

    def count(self, kind: str, tenant: str, field: str, value: Any) -> int:
        """How many records `find` would find, without making the list."""
        table = self._tables.get((kind, tenant))
        return 0 if table is None else table.count(field, value)

    def ordered(
        self, kind: str, tenant: str, name: str, sort_key: Callable[[Record], Any]
    ) -> Sequence[Record]:
        """All records ascending by `sort_key`, equal ones in order of insertion; not to be changed.

        The order is remembered under `name` until the next write: one name, one `sort_key`.
        """
        table = self._tables.get((kind, tenant))
        return [] if table is None else table.ordered(name, sort_key)

    def tenants(self, kind: str) -> list[str]:
        """The tenants that hold records of that kind."""
        return [tenant for one, tenant in self._tables if one == kind]

    def kinds(self) -> list[tuple[str, str]]:
        """Every (kind, tenant) that holds records."""
        return list(self._tables)

    def entries(self) -> Iterator[Entry]:
        """Every record of the world, table by table, each in order of insertion."""
        for (kind, tenant), table in self._tables.items():
            for key, record in table.rows.items():
                yield kind, tenant, key, record

    def load(self, entries: Iterable[Entry]) -> None:
        """Make the state exactly those records."""
        rows: dict[tuple[str, str], dict[str, Record]] = {}
        for kind, tenant, key, record in entries:
            rows.setdefault((kind, tenant), {})[key] = record
        self._replace({name: Table(records) for name, records in rows.items()})

    def snapshot(self) -> Snapshot:
        """The state as it is now."""
        for table in self._tables.values():
            table.shared = True
        return Snapshot(dict(self._tables))

    def restore(self, snapshot: Snapshot) -> None:
        """Make the state what it was at `snapshot`, which stays usable."""
        self._replace(dict(snapshot.tables))

    def _replace(self, tables: dict[tuple[str, str], Table]) -> None:
        self._tables = tables
        if self.on_restore is not None:
            self.on_restore()

    def _writable(self, kind: str, tenant: str) -> Table:
        table = self._tables.get((kind, tenant))
        if table is None:
            table = self._tables[kind, tenant] = Table({})
        elif table.shared:
            table = self._tables[kind, tenant] = Table(dict(table.rows))
        return table
