"""The live store: records by kind, tenant and key, with secondary indexes, copy-on-write snapshots.

Records are replaced and never mutated, so a snapshot is a copy of the table directory, and the first
write after it copies one table's index, never a record.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from .indexes import Changes, Index, Reading

Record = Mapping[str, Any]
Write = Callable[[str, str, str, "Record | None"], None]
Entry = tuple[str, str, str, Record]
"""A record with where it is: (kind, tenant, key, record)."""

_NOTHING: Mapping[str, Record] = MappingProxyType({})
LOG = 1_000
"""So many changes of a table are told one by one; after that its indexes are made anew."""
INDEXES = 8
"""So many indexes of a table are kept, those used last."""


class Table:
    """The records of one kind of one tenant. Only the store touches it.

    A bucket maps a value of a field to the keys that have it, each with the number of its row, so that what
    is found comes in order of insertion, whether the buckets are old or have just been filled.
    """

    __slots__ = ("_added", "_buckets", "_indexes", "_log", "_moved", "rows", "shared", "version")

    def __init__(self, rows: dict[str, Record], version: int) -> None:
        self.rows = rows
        self.shared = False
        self.version = version
        self._added = len(rows)
        self._buckets: dict[str, dict[Any, dict[str, int]]] = {}
        self._moved: set[str] = set()
        self._indexes: dict[str, Index] = {}
        self._log: Changes | None = None

    def find(self, field: str, value: Any) -> list[Record]:
        """The records whose `field` is `value`, in order of insertion."""
        rows = self.rows
        return [rows[key] for key in self.keys(field, value)]

    def keys(self, field: str, value: Any) -> Iterable[str]:
        """The keys of the same; good until the next write."""
        bucket = self._of_field(field).get(value, ())
        if field in self._moved and len(bucket) > 1:
            return sorted(bucket, key=bucket.__getitem__)
        return bucket

    def count(self, field: str, value: Any) -> int:
        """How many records `find` would find."""
        return len(self._of_field(field).get(value, ()))

    def index(self, name: str) -> Index:
        """The index of that name; it has yet to hear of what has changed."""
        index = self._indexes.pop(name, None) or Index(self.rows)
        if len(self._indexes) == INDEXES:
            del self._indexes[next(iter(self._indexes))]
        self._indexes[name] = index
        return index

    def changes(self) -> Changes:
        """What is written from now on; another list once they are too many."""
        if self._log is None:
            self._log = []
        return self._log

    def put(self, key: str, record: Record) -> None:
        """Insert or replace; a replaced record keeps its place."""
        old = self.rows.get(key)
        self.rows[key] = record
        if old is None:
            self._added += 1
        for field, buckets in self._buckets.items():
            value = record.get(field)
            if old is None:
                buckets.setdefault(value, {})[key] = self._added
            elif (before := old.get(field)) != value:
                buckets.setdefault(value, {})[key] = _take(buckets, before, key)
                self._moved.add(field)
        if self._log is not None:
            self._note(key, old)

    def delete(self, key: str) -> None:
        """Remove a record that is there."""
        old = self.rows.pop(key)
        for field, buckets in self._buckets.items():
            _take(buckets, old.get(field), key)
        if self._log is not None:
            self._note(key, old)

    def _note(self, key: str, before: Record | None) -> None:
        assert self._log is not None
        self._log.append((key, before))
        if len(self._log) > LOG:
            self._log = None

    def _of_field(self, field: str) -> dict[Any, dict[str, int]]:
        if (buckets := self._buckets.get(field)) is None:
            buckets = self._buckets[field] = {}
            for number, (key, record) in enumerate(self.rows.items()):
                buckets.setdefault(record.get(field), {})[key] = number
        return buckets


def _take(buckets: dict[Any, dict[str, int]], value: Any, key: str) -> int:
    bucket = buckets[value]
    number = bucket.pop(key)
    if not bucket:
        del buckets[value]
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

    __slots__ = ("_tables", "_writes", "on_restore", "on_write")

    def __init__(self) -> None:
        self._tables: dict[tuple[str, str], Table] = {}
        self._writes = 0
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

    def keys(self, kind: str, tenant: str, field: str, value: Any) -> Iterable[str]:
        """The keys of what `find` would find; good until the next write to them."""
        table = self._tables.get((kind, tenant))
        return () if table is None else table.keys(field, value)

    def index(self, kind: str, tenant: str, reading: Reading) -> Index:
        """The records by what is read out of them; good until the next write.

        It is remembered under the reading's name: one name, one reading.
        """
        table = self._tables.get((kind, tenant))
        index = Index(_NOTHING) if table is None else table.index(reading.name)
        index.refresh(reading, self, kind, tenant)
        return index

    def changes(self, kind: str, tenant: str) -> Changes | None:
        """What is written to a table from now on, for its indexes; None if it has no records."""
        table = self._tables.get((kind, tenant))
        return None if table is None else table.changes()

    @property
    def writes(self) -> int:
        """How often anything was written so far: the same number means that nothing has changed."""
        return self._writes

    def version(self, kind: str, tenant: str) -> int:
        """A number that stands for what these records are now: another after every change, also undone.

        Whoever remembers what follows from records asks it whether that still holds; 0 where there are none.
        """
        table = self._tables.get((kind, tenant))
        return 0 if table is None else table.version

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
        self._writes += 1
        self._replace({name: Table(records, self._writes) for name, records in rows.items()})

    def snapshot(self) -> Snapshot:
        """The state as it is now."""
        for table in self._tables.values():
            table.shared = True
        return Snapshot(dict(self._tables))

    def restore(self, snapshot: Snapshot) -> None:
        """Make the state what it was at `snapshot`, which stays usable."""
        self._replace(dict(snapshot.tables))

    def _replace(self, tables: dict[tuple[str, str], Table]) -> None:
        self._writes += 1
        self._tables = tables
        if self.on_restore is not None:
            self.on_restore()

    def _writable(self, kind: str, tenant: str) -> Table:
        """The table, about to be written."""
        self._writes += 1
        table = self._tables.get((kind, tenant))
        if table is None:
            table = self._tables[kind, tenant] = Table({}, self._writes)
        elif table.shared:
            table = self._tables[kind, tenant] = Table(dict(table.rows), self._writes)
        table.version = self._writes
        return table
