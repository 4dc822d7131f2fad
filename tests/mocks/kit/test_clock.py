"""The one clock, and what is to happen later."""

from __future__ import annotations

import asyncio
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.clock import START, Clock, Timers, instant, stopwatch
from mocks.kit.ids import Ids
from mocks.kit.store import Record, Store


class Ran(list[Any]):
    """What handlers were given, in the order in which they ran."""

    def plain(self, payload: Record) -> None:
        self.append(payload["name"])

    async def coroutine(self, payload: Record) -> None:
        await asyncio.sleep(0)
        self.append(payload["name"])


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def clock(store: Store) -> Clock:
    return Clock(store)


@pytest.fixture
def timers(store: Store, clock: Clock) -> Timers:
    return Timers(store, clock, Ids(store))


def run_due(timers: Timers) -> int:
    return asyncio.run(timers.run_due())


def test_a_manual_clock_moves_only_when_told(clock: Clock) -> None:
    assert clock.now() == clock.now() == START
    clock.move(90)
    assert clock.now() == START + 90


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf")])
def test_a_clock_goes_forward_by_a_finite_time_only(clock: Clock, seconds: float) -> None:
    with pytest.raises(ValueError, match="forward"):
        clock.move(seconds)
    assert clock.now() == START


def test_a_manual_clock_begins_where_it_is_told(store: Store) -> None:
    assert Clock(store, start=1_000.5).now() == 1_000.5


def test_the_time_is_a_record_of_the_store(store: Store, clock: Clock) -> None:
    snapshot = store.snapshot()
    clock.move(60)
    store.restore(snapshot)
    assert clock.now() == START
    clock.move(5)
    assert Clock(store).now() == START + 5


def test_the_system_clock_keeps_its_offset(store: Store) -> None:
    clock = Clock(store, manual=False)
    before = time.time()
    assert before <= clock.now() <= time.time()
    clock.move(3_600)
    assert before + 3_600 <= clock.now() <= time.time() + 3_600


def test_nobody_waits_on_a_manual_clock(clock: Clock) -> None:
    began = stopwatch()
    asyncio.run(clock.wait(86_400))
    assert clock.now() == START + 86_400
    assert stopwatch() - began < 60


def test_the_system_clock_truly_waits(store: Store) -> None:
    clock = Clock(store, manual=False)
    began = stopwatch()
    asyncio.run(clock.wait(0.01))
    assert stopwatch() - began >= 0.009


def test_an_instant_is_shown_in_the_zone_of_its_owner() -> None:
    assert instant(START, "Asia/Kolkata").isoformat() == "2026-01-15T14:30:00+05:30"
    assert instant(START).isoformat() == "2026-01-15T09:00:00+00:00"


@given(st.lists(st.integers(0, 5)))
def test_timers_run_by_due_time_and_in_the_order_they_were_set(dues: list[int]) -> None:
    store = Store()
    clock = Clock(store)
    timers, ran = Timers(store, clock, Ids(store)), Ran()
    timers.handle("plain", ran.plain)
    timers.handle("coroutine", ran.coroutine)
    for number, due in enumerate(dues):
        timers.at(clock.now() + due, ("plain", "coroutine")[number % 2], {"name": (due, number)})
    clock.move(3)
    assert run_due(timers) == len(ran)
    assert ran == sorted((due, number) for number, due in enumerate(dues) if due <= 3)
    clock.move(2)
    run_due(timers)
    assert ran == sorted((due, number) for number, due in enumerate(dues))


def test_the_next_timer_is_known(timers: Timers, clock: Clock) -> None:
    assert timers.next_due() is None
    timers.at(START + 60, "plain", {})
    timers.at(START + 30, "plain", {})
    assert timers.next_due() == START + 30


def test_moving_to_a_timer_makes_it_due(timers: Timers, clock: Clock) -> None:
    ran = Ran()
    timers.handle("plain", ran.plain)
    for number in range(1, 50):
        timers.at(START + number / 7, "plain", {"name": number})
    while (due := timers.next_due()) is not None:
        clock.move(due - clock.now())
        assert run_due(timers) == 1
    assert ran == list(range(1, 50))


def test_a_timer_of_a_handler_waits_for_the_next_run(timers: Timers, clock: Clock) -> None:
    ran = Ran()

    def again(payload: Record) -> None:
        ran.append(payload["name"])
        timers.at(clock.now(), "again", {"name": payload["name"] + 1})

    timers.handle("again", again)
    timers.at(START, "again", {"name": 1})
    assert run_due(timers) == 1
    assert run_due(timers) == 1
    assert ran == [1, 2]


def test_timers_outlive_a_snapshot_as_records_without_closures(
    store: Store, timers: Timers, clock: Clock
) -> None:
    timers.at(START + 60, "plain", {"name": "kept"})
    assert list(store.rows(Timers.KIND, "").values()) == [
        {"due": START + 60, "seq": 1, "kind": "plain", "payload": {"name": "kept"}}
    ]
    snapshot, ran = store.snapshot(), Ran()
    store.load([])
    store.restore(snapshot)
    later = Timers(store, clock, Ids(store))
    later.handle("plain", ran.plain)
    clock.move(60)
    run_due(later)
    assert ran == ["kept"]


def test_a_timer_that_is_gone_when_its_turn_comes_does_not_run(store: Store, timers: Timers) -> None:
    ran, empty = Ran(), store.snapshot()

    def reset(payload: Record) -> None:
        store.restore(empty)

    timers.handle("reset", reset)
    timers.handle("plain", ran.plain)
    timers.at(START, "reset", {})
    timers.at(START, "plain", {"name": "gone"})
    assert run_due(timers) == 1
    assert ran == []


def test_a_timer_that_nobody_handles_is_named_and_kept(timers: Timers) -> None:
    timers.at(START, "webhook", {})
    with pytest.raises(LookupError, match="'webhook'"):
        run_due(timers)
    assert timers.next_due() == START
