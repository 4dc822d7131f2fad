"""The store against a model: plain dicts by (kind, tenant), in order of insertion."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, invariant, rule

from mocks.kit.store import Entry, Record, Snapshot, Store

KINDS = st.sampled_from(["books.contacts", "wrike.tasks"])
TENANTS = st.sampled_from(["60001", "60002"])
KEYS = st.sampled_from(["a", "b", "c", "d"])
STATUSES = st.sampled_from(["active", "inactive", None])
RECORDS = st.fixed_dictionaries({"rank": st.integers(0, 3)}, optional={"status": STATUSES})

Model = dict[tuple[str, str], dict[str, Record]]


class StoreMachine(RuleBasedStateMachine):
    """Writes, snapshots, restores and loads in any order, each compared with the model."""

    snapshots = Bundle("snapshots")

    def __init__(self) -> None:
        super().__init__()
        self.store = Store()
        self.model: Model = {}
        self.versions: dict[tuple[str, str, int], dict[str, Record]] = {}

    @rule(kind=KINDS, tenant=TENANTS, key=KEYS, record=RECORDS)
    def put(self, kind: str, tenant: str, key: str, record: Record) -> None:
        self.store.put(kind, tenant, key, record)
        self.model.setdefault((kind, tenant), {})[key] = record

    @rule(kind=KINDS, tenant=TENANTS, key=KEYS)
    def delete(self, kind: str, tenant: str, key: str) -> None:
        self.store.delete(kind, tenant, key)
        if rows := self.model.get((kind, tenant)):
            rows.pop(key, None)
            if not rows:
                del self.model[kind, tenant]

    @rule(target=snapshots)
    def snapshot(self) -> tuple[Snapshot, Model]:
        return self.store.snapshot(), {name: dict(rows) for name, rows in self.model.items()}

    @rule(kept=snapshots)
    def restore(self, kept: tuple[Snapshot, Model]) -> None:
        snapshot, model = kept
        self.store.restore(snapshot)
        self.model = {name: dict(rows) for name, rows in model.items()}

    @rule()
    def load_its_own_entries(self) -> None:
        self.store.load(list(self.store.entries()))

    @rule(kind=KINDS, tenant=TENANTS, status=STATUSES)
    def find(self, kind: str, tenant: str, status: str | None) -> None:
        rows = self.model.get((kind, tenant), {}).values()
        expected = [record for record in rows if record.get("status") == status]
        assert self.store.find(kind, tenant, "status", status) == expected
        assert self.store.count(kind, tenant, "status", status) == len(expected)

    @rule(kind=KINDS, tenant=TENANTS, key=KEYS)
    def get(self, kind: str, tenant: str, key: str) -> None:
        assert self.store.get(kind, tenant, key) == self.model.get((kind, tenant), {}).get(key)

    @invariant()
    def holds_the_same_records_in_the_same_order(self) -> None:
        assert list(self.store.entries()) == _entries(self.model)
        assert self.store.kinds() == list(self.model)

    @invariant()
    def has_another_version_for_other_records(self) -> None:
        for kind, tenant in {*self.model, ("books.contacts", "60001")}:
            rows = dict(self.model.get((kind, tenant), {}))
            version = self.store.version(kind, tenant)
            assert self.versions.setdefault((kind, tenant, version), rows) == rows

    @invariant()
    def keeps_tenants_apart(self) -> None:
        for kind in ("books.contacts", "wrike.tasks"):
            assert self.store.tenants(kind) == [tenant for one, tenant in self.model if one == kind]
            for tenant in ("60001", "60002"):
                rows = self.model.get((kind, tenant), {})
                assert dict(self.store.rows(kind, tenant)) == rows


def _entries(model: Model) -> list[Entry]:
    return [(*name, key, record) for name, rows in model.items() for key, record in rows.items()]


TestStore = StoreMachine.TestCase


def _store(entries: Iterable[Entry] = ()) -> Store:
    store = Store()
    store.load(entries)
    return store


def test_reading_changes_no_version_and_every_write_does() -> None:
    store = _store([("contacts", "60001", "a", {}), ("contacts", "60002", "a", {})])
    first, other, writes = (
        store.version("contacts", "60001"),
        store.version("contacts", "60002"),
        store.writes,
    )
    store.find("contacts", "60001", "status", None)
    assert (store.version("contacts", "60001"), store.writes) == (first, writes)
    store.put("contacts", "60001", "a", {})
    assert store.version("contacts", "60001") != first
    assert store.version("contacts", "60002") == other
    assert store.writes > writes


def test_what_is_found_comes_in_order_of_insertion_after_a_value_went_and_came_back() -> None:
    store = _store(("contacts", "60001", key, {"key": key, "status": "active"}) for key in "abc")
    assert len(store.find("contacts", "60001", "status", "active")) == 3
    for status in ("inactive", "active"):
        store.put("contacts", "60001", "a", {"key": "a", "status": status})
    found = store.find("contacts", "60001", "status", "active")
    assert [record["key"] for record in found] == ["a", "b", "c"]


def test_a_record_that_lacks_the_field_is_found_by_none() -> None:
    store = _store([("contacts", "60001", "a", {"key": "a"})])
    assert store.find("contacts", "60001", "status", None) == [{"key": "a"}]


def test_a_view_of_rows_can_not_be_written_through() -> None:
    store = _store([("contacts", "60001", "a", {})])
    rows: Any = store.rows("contacts", "60001")
    with pytest.raises(TypeError):
        rows["b"] = {}
    with pytest.raises(TypeError):
        store.rows("contacts", "nobody")["b"] = {}  # type: ignore[index]  # what the test is about


def test_a_snapshot_shares_its_records_with_the_store() -> None:
    record = {"status": "active"}
    store = _store([("contacts", "60001", "a", record)])
    snapshot = store.snapshot()
    store.put("contacts", "60001", "b", {})
    assert store.get("contacts", "60001", "a") is record
    store.restore(snapshot)
    assert store.get("contacts", "60001", "a") is record
    assert store.get("contacts", "60001", "b") is None


def test_writes_are_heard_of_before_they_are_made() -> None:
    store, heard = Store(), []

    def hear(kind: str, tenant: str, key: str, record: Record | None) -> None:
        heard.append((kind, tenant, key, record, store.get(kind, tenant, key)))

    store.on_write = hear
    store.put("contacts", "60001", "a", {"n": 1})
    store.put("contacts", "60001", "a", {"n": 2})
    store.delete("contacts", "60001", "a")
    store.delete("contacts", "60001", "a")
    assert heard == [
        ("contacts", "60001", "a", {"n": 1}, None),
        ("contacts", "60001", "a", {"n": 2}, {"n": 1}),
        ("contacts", "60001", "a", None, {"n": 2}),
    ]


def test_a_write_that_can_not_be_kept_is_not_made() -> None:
    store = _store([("contacts", "60001", "a", {"n": 1})])

    def full(kind: str, tenant: str, key: str, record: Record | None) -> None:
        raise OSError("no space left on device")

    store.on_write = full
    with pytest.raises(OSError, match="no space"):
        store.put("contacts", "60001", "a", {"n": 2})
    with pytest.raises(OSError, match="no space"):
        store.delete("contacts", "60001", "a")
    assert store.get("contacts", "60001", "a") == {"n": 1}


def test_a_restore_and_a_load_are_heard_of_once_they_are_made() -> None:
    store, heard = Store(), []
    snapshot = store.snapshot()
    store.on_restore = lambda: heard.append(list(store.entries()))
    store.load([("contacts", "60001", "a", {})])
    store.restore(snapshot)
    assert heard == [[("contacts", "60001", "a", {})], []]
