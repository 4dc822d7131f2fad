"""Indexes over what is read out of the records of a table: in order, by range, by the text in it.

An index is brought up to date when it is asked, from the changes that its table and the tables it looks
at have noted since; so a write costs one line in a list, and only where somebody has asked before.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import accumulate
from operator import is_, itemgetter
from typing import TYPE_CHECKING, Any, Protocol

if TYPE_CHECKING:
    from .store import Record

Changes = list[tuple[str, "Record | None"]]
"""The key of each record that was written, and what it was before: None if it was new."""

SEPARATOR = "\0"
"""Stands before, between and after the texts of a reading that is searched."""

Place = tuple[Any, int, "Record"]
"""Where a record belongs: its reading; how late it came, which decides between equal ones; the record."""
_value, _number, _record = itemgetter(0), itemgetter(1), itemgetter(2)


@dataclass(frozen=True, slots=True)
class Source:
    """Other records that a reading looks at: a change of one makes the readings that it concerns stale.

    It concerns the record whose key is in its field `theirs`, or the records whose field `ours` holds its
    key; where neither is said, all of them.
    """

    kind: str
    theirs: str = ""
    ours: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read out of each record, and remembered under `name`.

    `sources` are the other records that it looks at. `given` is whatever else it depends on, such as the
    day: with another one, all is read anew. No more than `most` are kept.
    """

    name: str
    read: Callable[[Record], Any]
    sources: tuple[Source, ...] = ()
    given: Any = None
    most: int | None = None


class Tables(Protocol):
    """What an index asks of the store that it belongs to."""

    def changes(self, kind: str, tenant: str) -> Changes | None:
        """The changes of a table, noted from now on; another list once some are no longer told."""
        ...

    def get(self, kind: str, tenant: str, key: str) -> Record | None:
        """The record, or None."""
        ...

    def keys(self, kind: str, tenant: str, field: str, value: Any) -> Iterable[str]:
        """The keys of the records whose `field` equals `value`."""
        ...


class Index:
    """The readings of the records in `rows`: each made when it is asked for, and again when it is stale."""

    __slots__ = (
        "_followed",
        "_given",
        "_last",
        "_most",
        "_ordered",
        "_places",
        "_quickly",
        "_read",
        "_rows",
        "_sorted",
        "_texts",
        "_values",
    )

    def __init__(self, rows: Mapping[str, Record]) -> None:
        self._rows = rows
        self._followed: list[tuple[Changes | None, int]] = []
        self._given: Any = None
        self._forget()

    def _forget(self) -> None:
        self._values: dict[str, Any] = {}
        self._ordered: list[Record] | None = None
        self._quickly = True
        self._places: dict[str, Place] = {}
        self._last = 0
        self._sorted: list[Place] | None = None
        self._texts: tuple[str, list[int], list[Record]] | None = None

    # --- what it answers

    def value(self, key: str) -> Any:
        """The reading of the record with that key."""
        if (place := self._places.get(key)) is not None:
            return place[0]
        try:
            return self._values[key]
        except KeyError:
            if len(self._values) == self._most:
                self._values.clear()
            value = self._values[key] = self._read(self._rows[key])
            return value

    def ascending(self) -> Iterator[Record]:
        """All records by their reading, equal ones in order of insertion."""
        ordered = self._in_order()
        return map(_record, self._placed()) if ordered is None else iter(ordered)

    def descending(self) -> Iterator[Record]:
        """All records, the last of `ascending` first."""
        ordered = self._in_order()
        return map(_record, reversed(self._placed())) if ordered is None else reversed(ordered)

    def among(self, values: Iterable[Any], most: int) -> list[Record] | None:
        """The records with one of those readings, in order of insertion; None if over `most`."""
        return self._taken([self._bounds(value, value) for value in dict.fromkeys(values)], most)

    def between(self, low: Any, high: Any, most: int, *, strictly: bool = False) -> list[Record] | None:
        """The records with a reading from `low` to `high`, in order of insertion; None if over `most`.

        None is no bound; `strictly` leaves the bounds themselves out.
        """
        return self._taken([self._bounds(low, high, strictly=strictly)], most)

    def _bounds(self, low: Any, high: Any, *, strictly: bool = False) -> slice:
        places = self._placed()
        behind, before = (bisect_right, bisect_left) if strictly else (bisect_left, bisect_right)
        return slice(
            0 if low is None else behind(places, low, key=_value),
            len(places) if high is None else before(places, high, key=_value),
        )

    def _taken(self, slices: list[slice], most: int) -> list[Record] | None:
        if sum(max(0, one.stop - one.start) for one in slices) > most:
            return None
        places = [place for one in slices for place in self._placed()[one]]
        return [record for _, _, record in sorted(places, key=_number)]

    def containing(self, text: str, most: int) -> list[Record] | None:
        """The records with `text` in a text that is read, in order of insertion.

        None if it occurs more than `most` times. A SEPARATOR at an end of `text` asks for what begins or
        ends there. It may find records too many, never too few.
        """
        whole, starts, records = self._searchable()
        if whole.count(text) > most:
            return None
        found: list[Record] = []
        at = whole.find(text)
        while 0 <= at < starts[-1]:
            number = bisect_right(starts, at) - 1
            found.append(records[number])
            at = whole.find(text, starts[number + 1])
        return found

    def repeated(self) -> list[Any]:
        """The readings that more than one record has."""
        counts = Counter(map(self.value, self._rows))
        return [value for value, count in counts.items() if count > 1]

    # --- how it stays true

    def refresh(self, reading: Reading, store: Tables, kind: str, tenant: str) -> None:
        """Forget what has become stale since the index was last asked."""
        self._read, self._most = reading.read, reading.most
        logs = [store.changes(kind, tenant), *(store.changes(one.kind, tenant) for one in reading.sources)]
        if not (self._given == reading.given and self._follows(logs)):
            self._forget()
        elif any(changes is not None and len(changes) > seen for changes, seen in self._followed):
            self._renew(reading, store, kind, tenant)
        self._given = reading.given
        self._followed = [(changes, 0 if changes is None else len(changes)) for changes in logs]

    def _follows(self, logs: list[Changes | None]) -> bool:
        """Whether every change since is in the logs that were followed."""
        known = [changes for changes, _ in self._followed]
        return len(known) == len(logs) and all(map(is_, known, logs))

    def _renew(self, reading: Reading, store: Tables, kind: str, tenant: str) -> None:
        own, *others = [[] if changes is None else changes[seen:] for changes, seen in self._followed]
        stale = {key: None for key, _ in own}
        for source, changes in zip(reading.sources, others, strict=True):
            if changes and not (source.ours or source.theirs):
                self._forget()
                return
            for key, before in changes:
                if source.ours:
                    stale |= dict.fromkeys(store.keys(kind, tenant, source.ours, key))
                else:
                    versions = (before, store.get(source.kind, tenant, key))
                    stale |= {one.get(source.theirs, ""): None for one in versions if one is not None}
        self._texts = None
        self._move(stale, [key for key, before in own if before is None])

    def _move(self, stale: Iterable[Any], inserted: Iterable[str]) -> None:
        """Put each stale record where it belongs now; what was inserted comes after all its equals."""
        for key in stale:
            self._values.pop(key, None)
        if self._ordered is not None:
            self._ordered, self._quickly = None, False
        if (places := self._sorted) is None:
            return
        numbers = {key: number for number, key in enumerate(inserted, self._last + 1)}
        self._last = max(numbers.values(), default=self._last)
        for key in stale:
            if (place := self._places.pop(key, None)) is not None:
                del places[bisect_left(places, place)]
                numbers.setdefault(key, place[1])
            if (record := self._rows.get(key)) is not None:
                place = self._places[key] = (self._read(record), numbers[key], record)
                insort(places, place)

    def _in_order(self) -> list[Record] | None:
        """All records in order, which is quickly made; None where places follow the changes."""
        if self._sorted is not None or not self._quickly:
            return None
        if self._ordered is None:
            self._ordered = sorted(self._rows.values(), key=self._read)
        return self._ordered

    def _placed(self) -> list[Place]:
        """The places of all records in order."""
        if self._sorted is None:
            for number, (key, record) in enumerate(self._rows.items()):
                value = self._values.pop(key) if key in self._values else self._read(record)
                self._places[key] = (value, number, record)
            self._last = len(self._rows)
            self._sorted = sorted(self._places.values(), key=_value)
        return self._sorted

    def _searchable(self) -> tuple[str, list[int], list[Record]]:
        """All texts as one, where those of each record begin in it (and where it ends), the records."""
        if self._texts is None:
            if not (self._values or self._places):
                self._values = {key: self._read(record) for key, record in self._rows.items()}
            texts = [f"{SEPARATOR}{self.value(key)}" for key in self._rows]
            starts = [0, *accumulate(map(len, texts))]
            self._texts = "".join(texts) + SEPARATOR, starts, list(self._rows.values())
        return self._texts
