"""The outbox of record events."""

from __future__ import annotations

from mocks.kit.clock import START, Clock
from mocks.kit.events import Events
from mocks.kit.ids import Ids
from mocks.kit.store import Record, Store

CAUSE = {"origin": "ui", "person": "tom", "exchange": 7}


def make_events() -> tuple[Events, Store]:
    store = Store()
    return Events(store, Clock(store), Ids(store)), store


def append(events: Events, tenant: str, key: str, before: Record | None, after: Record | None) -> None:
    events.append(tenant, "projects", "edited", key, before=before, after=after, cause=CAUSE)


def test_an_event_keeps_the_change_and_who_made_it() -> None:
    events, store = make_events()
    append(events, "60001", "460000000026049", {"name": "a"}, {"name": "b"})
    assert list(store.rows(Events.KIND, "60001").values()) == [
        {
            "seq": 1,
            "tenant": "60001",
            "module": "projects",
            "event": "edited",
            "key": "460000000026049",
            "before": {"name": "a"},
            "after": {"name": "b"},
            "time": START,
            "origin": "ui",
            "person": "tom",
            "exchange": 7,
        }
    ]


def test_events_wait_by_tenant_in_one_order_over_all() -> None:
    events, store = make_events()
    for number in range(12):
        append(events, ("60001", "60002")[number % 2], str(number), None, {})
    assert [event["seq"] for event in store.rows(Events.KIND, "60001").values()] == [1, 3, 5, 7, 9, 11]
    assert list(store.rows(Events.KIND, "60002")) == sorted(store.rows(Events.KIND, "60002"))
    assert store.tenants(Events.KIND) == ["60001", "60002"]


def test_the_starting_state_makes_no_events_and_takes_no_numbers() -> None:
    events, store = make_events()
    events.silent = True
    append(events, "60001", "1", None, {})
    events.silent = False
    append(events, "60001", "2", None, {})
    assert [event["seq"] for event in store.rows(Events.KIND, "60001").values()] == [1]


def test_what_nobody_listens_to_is_not_kept_and_takes_no_number() -> None:
    events, store = make_events()
    events.heard = {"contacts"}
    append(events, "60001", "1", None, {})
    events.heard = {"contacts", "projects"}
    append(events, "60001", "2", None, {})
    assert [(event["seq"], event["key"]) for event in store.rows(Events.KIND, "60001").values()] == [(1, "2")]


def test_a_snapshot_holds_what_is_still_to_be_drained() -> None:
    events, store = make_events()
    append(events, "60001", "1", None, {})
    snapshot = store.snapshot()
    store.delete(Events.KIND, "60001", "000000000001")
    store.restore(snapshot)
    assert [event["key"] for event in store.rows(Events.KIND, "60001").values()] == ["1"]
