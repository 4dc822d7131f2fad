"""What of a world lives on disk: snapshots, and `--state FILE`.

Both are TinyDB databases, one table per kind of record, so that people can open, query and edit them:

    {"_default": {"1": {"format": 1, "generation": 7}},
     "shop.orders": {"1": {"tenant": "60012345678", "key": "460…", "record": {…}}, …}, …}

A state file has a log beside it, `FILE.log`. A write is acknowledged after its line is in the log; the log
is folded into the database when the file is opened and closed and past 64 MiB. Each fold is a generation:
a log of an older one has been folded already.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType
from typing import Any, Self

import orjson
from tinydb import TinyDB
from tinydb.storages import Storage

from .statelog import PRIVATE, Line, StateError, StateLocked, StateLog
from .store import Entry, Record, Store

__all__ = [
    "FORMATS",
    "DatabaseFile",
    "Formats",
    "StateError",
    "StateFile",
    "StateLocked",
    "load_snapshot",
    "save_snapshot",
]

Tables = dict[str, dict[str, Any]]
Migration = Callable[[Iterable[Entry]], Iterable[Entry]]

HEAD = TinyDB.default_table_name
LIMIT = 64 * 2**20
"""How many bytes the log may have before it is folded."""


@dataclass(frozen=True)
class Formats:
    """The format that is written, and from each older one the step to the next."""

    newest: int
    steps: Mapping[int, Migration] = field(default_factory=lambda: MappingProxyType({}))

    def check(self, path: Path, number: Any) -> int:
        """The number of a format that can be read; raises StateError."""
        if not isinstance(number, int):
            raise StateError(f"{path} is no state file or snapshot: it does not say its format.")
        if number > self.newest:
            raise StateError(
                f"{path} has format {number}, and this version reads up to {self.newest}: "
                "use the newer version that wrote it."
            )
        return number

    def migrate(self, entries: Iterable[Entry], number: int) -> Iterable[Entry]:
        """Records of the format `number` as the newest has them."""
        for older in range(number, self.newest):
            entries = self.steps[older](entries)
        return entries


FORMATS = Formats(1)


class DatabaseFile(Storage):
    """TinyDB's storage for a file that is replaced as a whole, one document per line."""

    def __init__(self, path: str | os.PathLike[str]) -> None:
        self.path = Path(path)

    def read(self) -> Tables | None:
        """The tables, or None if there is no file yet or nothing in it; raises StateError."""
        try:
            data = self.path.read_bytes().removeprefix(b"\xef\xbb\xbf")
        except FileNotFoundError:
            return None
        if not data.strip():
            return None
        try:
            tables = orjson.loads(data)
        except orjson.JSONDecodeError as error:
            raise StateError(f"{self.path} is not JSON: {error}.") from None
        if not isinstance(tables, dict) or not all(isinstance(one, dict) for one in tables.values()):
            raise StateError(f"{self.path} is no TinyDB database.")
        return tables

    def write(self, data: Mapping[str, Mapping[str, Any]]) -> None:
        """Replace the file: whatever happens, it holds either what it held or all of `data`."""
        written = self.path.with_name(self.path.name + ".tmp")
        opened = os.open(written, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | getattr(os, "O_BINARY", 0), PRIVATE)
        try:
            with open(opened, "wb") as file:  # noqa: PTH123  # a descriptor, for the sake of its mode
                file.writelines(_text(data))
                file.flush()
                os.fsync(opened)
            written.replace(self.path)
        except BaseException:
            written.unlink(missing_ok=True)
            raise
        _fsync_folder(self.path.parent)


def save_snapshot(store: Store, path: str | os.PathLike[str], *, formats: Formats = FORMATS) -> None:
    """Write the whole state to a file; raises StateError."""
    database = DatabaseFile(path)
    with _named(database.path):
        database.write(_tables(store, {"format": formats.newest}))


def load_snapshot(store: Store, path: str | os.PathLike[str], *, formats: Formats = FORMATS) -> None:
    """Make the state what the file holds; raises StateError."""
    database = DatabaseFile(path)
    with _named(database.path):
        tables = database.read()
    if tables is None:
        raise StateError(f"There is no snapshot {database.path}.")
    number = formats.check(database.path, _head(tables).get("format"))
    store.load(formats.migrate(_entries(tables, database.path), number))


class StateFile:
    """A store kept in a file, from `open` to `close`."""

    def __init__(
        self, store: Store, database: DatabaseFile, log: StateLog, formats: Formats, limit: int
    ) -> None:
        self._store, self._database, self._log = store, database, log
        self._formats, self._limit = formats, limit
        self._generation = 0
        self._written = False

    @classmethod
    def open(
        cls,
        path: str | os.PathLike[str],
        store: Store,
        *,
        fsync: bool = False,
        formats: Formats = FORMATS,
        limit: int = LIMIT,
    ) -> Self:
        """Make the state what the file holds, and keep it there from now on.

        If there is no such file, one is made of the state as it is. With `fsync` a write outlives a
        power cut too, not only the end of the process. Raises StateLocked or StateError.
        """
        place = Path(path).resolve()
        with _named(place):
            log = StateLog(place, fsync=fsync)
            try:
                state = cls(store, DatabaseFile(place), log, formats, limit)
                state._take_over()
            except BaseException:
                log.close()
                raise
        store.on_write, store.on_restore = state._append, state.fold
        return state

    def fold(self) -> None:
        """Write the state to the database, and begin the log anew."""
        self._generation += 1
        self._database.write(_tables(self._store, self._head))
        self._log.restart(self._head)
        self._written = False

    def close(self) -> None:
        """Fold what was written, and let go of the file and of the store."""
        self._store.on_write = self._store.on_restore = None
        try:
            with _named(self._database.path):
                if self._written:
                    self.fold()
        finally:
            self._log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @property
    def _head(self) -> dict[str, Any]:
        return {"format": self._formats.newest, "generation": self._generation}

    def _append(self, kind: str, tenant: str, key: str, record: Record | None) -> None:
        if self._log.size > self._limit:
            self.fold()
        self._log.append((kind, tenant, key, record))
        self._written = True

    def _take_over(self) -> None:
        tables = self._database.read()
        head = self._head if tables is None else _head(tables)
        number = self._formats.check(self._database.path, head.get("format"))
        self._generation = head.get("generation", 0)
        lines = self._unfolded()
        if tables is not None:
            older = Store()
            older.load(_entries(tables, self._database.path))
            _replay(older, lines)
            self._store.load(self._formats.migrate(older.entries(), number))
        if tables is None or lines or number != self._formats.newest:
            self.fold()
        else:
            self._log.restart(self._head)

    def _unfolded(self) -> list[Line]:
        """The writes of the log that the database does not hold yet."""
        head, lines = self._log.read()
        if not lines:
            return []
        self._formats.check(self._log.path, head.get("format"))
        generation = head.get("generation", 0)
        if generation > self._generation:
            raise StateError(
                f"{self._log.path} holds {len(lines)} writes to a newer {self._database.path.name} than "
                f"the one that is there: put that one back, or delete the log to go on without them."
            )
        return lines if generation == self._generation else []


def _replay(store: Store, lines: Iterable[Line]) -> None:
    for kind, tenant, key, record in lines:
        if record is None:
            store.delete(kind, tenant, key)
        else:
            store.put(kind, tenant, key, record)


def _tables(store: Store, head: Mapping[str, Any]) -> Tables:
    tables: Tables = {HEAD: {"1": head}}
    for kind, tenant, key, record in store.entries():
        table = tables.setdefault(kind, {})
        table[str(len(table) + 1)] = {"tenant": tenant, "key": key, "record": record}
    return tables


def _head(tables: Tables) -> Mapping[str, Any]:
    head: Any = next(iter(tables.get(HEAD, {}).values()), {})
    return head if isinstance(head, dict) else {}


def _entries(tables: Tables, path: Path) -> Iterator[Entry]:
    for kind, table in tables.items():
        if kind == HEAD:
            continue
        for number, document in table.items():
            match document:
                case {"tenant": str(tenant), "key": str(key), "record": dict(record)}:
                    yield kind, tenant, key, record
                case _:
                    raise StateError(
                        f"{path}: document {number} of table '{kind}' is no record: "
                        "it needs a tenant and a key, which are text, and a record, which is an object."
                    )


def _text(tables: Mapping[str, Mapping[str, Any]]) -> Iterator[bytes]:
    """The tables as JSON, a document to a line."""
    before = b"{"
    for name, table in tables.items():
        yield before + orjson.dumps(name) + b": {"
        before = b"\n"
        for number, document in table.items():
            yield before + orjson.dumps(number) + b": " + orjson.dumps(document, default=dict)
            before = b",\n"
        yield b"\n}"
        before = b",\n"
    yield b"{}\n" if before == b"{" else b"}\n"


def _fsync_folder(folder: Path) -> None:
    """Let a rename outlive a power cut; Windows has no such thing."""
    if os.name == "nt":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


@contextlib.contextmanager
def _named(path: Path) -> Iterator[None]:
    """An error of the system becomes one that names the file."""
    try:
        yield
    except OSError as error:
        raise StateError(f"{path} can't be used: {error.strerror or error}.") from error
