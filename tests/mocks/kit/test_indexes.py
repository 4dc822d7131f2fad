"""Indexes against reading everything anew, whatever was written in between."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mocks.kit.indexes import SEPARATOR, Index, Reading, Source
from mocks.kit.store import INDEXES, LOG, Record, Snapshot, Store

TENANT = "60001"
CONTACTS = st.sampled_from("abcd")
INVOICES = st.sampled_from("wxyz")
NAMES = st.sampled_from(["Ada", "ada", "Bo", "Bob", ""])
ALL = 100


class Books:
    """Contacts that owe what their invoices say, at a rate for all."""

    def __init__(self) -> None:
        self.store = Store()

    def owed(self, contact: Record) -> int:
        invoices = self.store.find("invoices", TENANT, "contact", contact["key"])
        rate = self.store.get("rates", TENANT, "only") or {"rate": 1}
        return sum(int(one["total"]) for one in invoices) * int(rate["rate"])

    def name(self, invoice: Record) -> str:
        return str((self.store.get("contacts", TENANT, invoice["contact"]) or {}).get("name", ""))

    @property
    def readings(self) -> list[tuple[str, Reading]]:
        owed = (Source("invoices", theirs="contact"), Source("rates"))
        return [
            ("contacts", Reading("name", lambda record: record["name"].casefold())),
            ("contacts", Reading("owed", self.owed, owed)),
            ("invoices", Reading("name", self.name, (Source("contacts", ours="contact"),))),
        ]

    def index(self, kind: str, reading: Reading) -> Index:
        return self.store.index(kind, TENANT, reading)


class IndexMachine(RuleBasedStateMachine):
    """Writes, snapshots and restores in any order; after each, some indexes are asked."""

    snapshots = Bundle("snapshots")

    def __init__(self) -> None:
        super().__init__()
        self.books = Books()
        self.store = self.books.store
        self.asking = 0

    @rule(key=CONTACTS, name=NAMES)
    def put_contact(self, key: str, name: str) -> None:
        self.store.put("contacts", TENANT, key, {"key": key, "name": name})

    @rule(key=INVOICES, contact=CONTACTS, total=st.integers(0, 3))
    def put_invoice(self, key: str, contact: str, total: int) -> None:
        self.store.put("invoices", TENANT, key, {"key": key, "contact": contact, "total": total})

    @rule(rate=st.integers(1, 2))
    def put_rate(self, rate: int) -> None:
        self.store.put("rates", TENANT, "only", {"rate": rate})

    @rule(kind=st.sampled_from(["contacts", "invoices"]), key=st.sampled_from("abcdwxyz"))
    def delete(self, kind: str, key: str) -> None:
        self.store.delete(kind, TENANT, key)

    @rule(key=CONTACTS)
    def write_more_than_is_noted(self, key: str) -> None:
        for number in range(LOG + 1):
            self.put_contact(key, f"Name {number}")

    @rule(target=snapshots)
    def snapshot(self) -> Snapshot:
        return self.store.snapshot()

    @rule(kept=snapshots)
    def restore(self, kept: Snapshot) -> None:
        self.store.restore(kept)

    @rule(asking=st.integers(0, 7))
    def ask_others(self, asking: int) -> None:
        self.asking = asking

    @invariant()
    def answers_what_reading_everything_anew_does(self) -> None:
        for number, (kind, reading) in enumerate(self.books.readings):
            if self.asking & 1 << number:
                _compare(self.books, kind, reading)


def _compare(books: Books, kind: str, reading: Reading) -> None:
    rows, index = dict(books.store.rows(kind, TENANT)), books.index(kind, reading)
    read, records = reading.read, list(rows.values())
    for key, record in rows.items():
        assert index.value(key) == read(record)
    assert list(index.ascending()) == sorted(records, key=read)
    assert list(index.descending()) == sorted(records, key=read)[::-1]
    middle = read(records[0]) if records else 0
    assert index.between(middle, None, ALL) == [one for one in records if read(one) >= middle]
    assert index.between(None, middle, ALL, strictly=True) == [one for one in records if read(one) < middle]
    assert index.among([middle, middle], ALL) == [one for one in records if read(one) == middle]
    for needle in ("b", f"{SEPARATOR}b", f"{SEPARATOR}bo{SEPARATOR}", "", "0"):
        found = [one for one in records if needle in f"{SEPARATOR}{read(one)}{SEPARATOR}"]
        assert index.containing(needle, ALL) == found


TestIndex = IndexMachine.TestCase


def _counted(read: Callable[[Record], Any]) -> tuple[Reading, list[str]]:
    seen: list[str] = []

    def counting(record: Record) -> Any:
        seen.append(record["key"])
        return read(record)

    return Reading("counted", counting), seen


@pytest.fixture
def hundred() -> Store:
    """100 contacts, named by their number."""
    store = Store()
    for number in range(100):
        store.put("contacts", TENANT, f"c{number}", {"key": f"c{number}", "name": f"Name {number}"})
    return store


def test_only_what_was_written_is_read_again_after_the_first_change(hundred: Store) -> None:
    reading, seen = _counted(lambda record: record["name"])
    assert len(list(hundred.index("contacts", TENANT, reading).ascending())) == 100
    assert len(seen) == 100
    hundred.put("contacts", TENANT, "c6", {"key": "c6", "name": "B"})
    assert [one["key"] for one in hundred.index("contacts", TENANT, reading).ascending()][:2] == ["c6", "c0"]
    del seen[:]
    hundred.put("contacts", TENANT, "c7", {"key": "c7", "name": "A"})
    hundred.delete("contacts", TENANT, "c8")
    index = hundred.index("contacts", TENANT, reading)
    assert [one["key"] for one in index.ascending()][:3] == ["c7", "c6", "c0"]
    assert index.containing("A", 5) == [{"key": "c7", "name": "A"}]
    assert seen == ["c7"]


def test_of_single_records_no_others_are_read(hundred: Store) -> None:
    reading, seen = _counted(lambda record: record["name"])
    for _ in range(2):
        assert hundred.index("contacts", TENANT, reading).value("c3") == "Name 3"
    assert seen == ["c3"]


def _on_day(day: str, record: Record) -> str:
    return f"{day} {record['name']}"


def test_what_else_a_reading_depends_on_has_everything_read_anew(hundred: Store) -> None:
    for day, expected in (("Mon", "Mon Name 1"), ("Tue", "Tue Name 1"), ("Tue", "Tue Name 1")):
        reading = Reading("daily", partial(_on_day, day), given=day)
        assert hundred.index("contacts", TENANT, reading).value("c1") == expected


def test_more_than_a_few_are_not_told(hundred: Store) -> None:
    index = hundred.index("contacts", TENANT, Reading("name", lambda record: record["name"]))
    assert index.containing("Name 9", 10) is None
    assert len(index.containing("Name 9", 11) or ()) == 11
    assert index.between("Name 9", None, 10) is None
    assert index.among(["Name 1", "Name 2"], 1) is None


def test_no_more_indexes_are_kept_than_the_last_used(hundred: Store) -> None:
    first, seen = _counted(lambda record: record["name"])
    list(hundred.index("contacts", TENANT, first).ascending())
    for number in range(INDEXES - 1):
        hundred.index("contacts", TENANT, Reading(f"other {number}", len))
    list(hundred.index("contacts", TENANT, first).ascending())
    assert len(seen) == 100
    for number in range(INDEXES):
        hundred.index("contacts", TENANT, Reading(f"another {number}", len))
    list(hundred.index("contacts", TENANT, first).ascending())
    assert len(seen) == 200


def test_where_there_are_no_records_none_is_found() -> None:
    index = Store().index("contacts", TENANT, Reading("name", len))
    assert (list(index.ascending()), index.containing("a", 5), index.between(1, 2, 5)) == ([], [], [])
