"""The append-only log beside a state file, and the lock that it is.

The first line says to which generation of the database the others belong, and which process writes; each
further line is one write, `[kind, tenant, key, record]`, the record null for a deletion.
"""

from __future__ import annotations

import contextlib
import errno
import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import orjson

from .store import Record

Line = tuple[str, str, str, "Record | None"]

PRIVATE = 0o600
"""State holds tokens: nobody but its owner reads it."""


class StateError(Exception):
    """A state file or snapshot can't be used; the message names it and says what to do."""


class StateLocked(StateError):
    """Another process has the state file open; `pid` is its number, or None if it can't be told."""

    def __init__(self, path: Path, pid: int | None) -> None:
        who = "another process" if pid is None else f"process {pid}"
        super().__init__(f"{path} is in use by {who}. Stop it, or use another file.")
        self.path, self.pid = path, pid


class StateLog:
    """The open, locked log of the state file `state`. Raises StateLocked or OSError.

    Whoever holds the lock holds the state file; the system takes it back when the process ends, however
    that comes about, so there is no stale one to clear away.
    """

    def __init__(self, state: Path, *, fsync: bool = False) -> None:
        self.path = state.with_name(state.name + ".log")
        self.size = 0
        self._fsync = fsync
        self._head: Mapping[str, Any] = {}
        flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
        self._file = os.open(self.path, flags, PRIVATE)
        try:
            if not _lock(self._file):
                raise StateLocked(state, self._writer())
        except BaseException:
            os.close(self._file)
            raise

    def read(self) -> tuple[Mapping[str, Any], list[Line]]:
        """Its first line and its writes; a last line that was torn is as if it had never been.

        Raises StateError if it is damaged elsewhere.
        """
        # What follows the last line break is nothing, or a line that was not written to its end.
        lines = self.path.read_bytes().split(b"\n")[:-1]
        read = [self._parse(number, line) for number, line in enumerate(lines, 1)]
        if not read:
            return {}, []
        return read[0], [(kind, tenant, key, record) for kind, tenant, key, record in read[1:]]

    def append(self, line: Line) -> None:
        """Keep one write: when this returns, no end of the process can lose it. Raises OSError."""
        if not self.size:
            self.restart(self._head)
        self._write(orjson.dumps(line, default=_plain, option=orjson.OPT_APPEND_NEWLINE))

    def restart(self, head: Mapping[str, Any]) -> None:
        """Begin anew, without any write, under that first line; raises OSError."""
        self.size, self._head = 0, head
        self._cut()
        self._write(orjson.dumps({**head, "pid": os.getpid()}, option=orjson.OPT_APPEND_NEWLINE))

    def close(self) -> None:
        """Give the lock back."""
        os.close(self._file)

    def _parse(self, number: int, line: bytes) -> Any:
        value = None
        with contextlib.suppress(orjson.JSONDecodeError):
            value = orjson.loads(line)
        if not (isinstance(value, dict) if number == 1 else isinstance(value, list) and len(value) == 4):
            raise StateError(
                f"{self.path}, line {number} is damaged: delete that line to lose that write only, "
                f"or the file to go back to what {self.path.stem} holds."
            )
        return value

    def _write(self, data: bytes) -> None:
        try:
            written = os.write(self._file, data)
            while written < len(data):
                written += os.write(self._file, data[written:])
            if self._fsync:
                os.fsync(self._file)
        except OSError:
            # Half a line must not be in the way of the next one.
            self._cut()
            raise
        self.size += written

    def _cut(self) -> None:
        os.ftruncate(self._file, self.size)
        os.lseek(self._file, self.size, os.SEEK_SET)

    def _writer(self) -> int | None:
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            first = self.path.read_bytes().partition(b"\n")[0]
            return int(orjson.loads(first)["pid"])
        return None


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"a record holds JSON values, not {type(value).__name__}")


if sys.platform == "win32":
    import msvcrt

    _FAR = 2**31 - 2
    """Windows lets nobody else read a locked byte, so the one we lock is where no log ever gets to."""

    def _lock(file: int) -> bool:
        os.lseek(file, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(file, msvcrt.LK_NBLCK, 1)
        except OSError as error:
            if error.errno not in (errno.EACCES, errno.EDEADLK):
                raise
            return False
        finally:
            os.lseek(file, 0, os.SEEK_SET)
        return True

else:
    import fcntl

    def _lock(file: int) -> bool:
        # Not lockf: its locks are the process's, so a second opening in this process would succeed.
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
