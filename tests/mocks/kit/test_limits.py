"""Rate limits on the world's clock."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.clock import Clock
from mocks.kit.limits import Limits
from mocks.kit.store import Store


@pytest.fixture
def clock() -> Clock:
    return Clock(Store())


@pytest.fixture
def limits(clock: Clock) -> Limits:
    return Limits(clock._store, clock)


def calls(limits: Limits, count: int, key: str = "token", fake: str = "wrike") -> list[bool]:
    """For each of so many calls whether it was one too many."""
    return [limits.exceeded(fake, key) for _ in range(count)]


def test_there_is_no_limit_unless_it_was_asked_for(limits: Limits) -> None:
    assert not any(calls(limits, 1_000))


def test_the_first_call_too_many_is_refused(limits: Limits) -> None:
    limits.allow("wrike", 3)
    assert calls(limits, 5) == [False, False, False, True, True]


def test_the_window_slides(limits: Limits, clock: Clock) -> None:
    limits.allow("wrike", 2, seconds=60)
    calls(limits, 1)
    clock.move(40)
    assert calls(limits, 2) == [False, True]
    clock.move(20)
    assert calls(limits, 2) == [False, True]
    clock.move(60)
    assert calls(limits, 3) == [False, False, True]


def test_a_refused_call_does_not_count(limits: Limits, clock: Clock) -> None:
    limits.allow("wrike", 1, seconds=60)
    calls(limits, 1)
    clock.move(59)
    assert calls(limits, 1) == [True]
    clock.move(1)
    assert calls(limits, 1) == [False]


def test_each_key_and_each_fake_has_its_own_count(limits: Limits) -> None:
    limits.allow("wrike", 1)
    limits.allow("books", 1)
    assert calls(limits, 2, "60001") == [False, True]
    assert calls(limits, 2, "60002") == [False, True]
    assert calls(limits, 2, "60001", "books") == [False, True]


def test_a_limit_can_be_lifted(limits: Limits) -> None:
    limits.allow("wrike", 0)
    assert calls(limits, 1) == [True]
    limits.lift("wrike")
    assert calls(limits, 1) == [False]


@given(st.integers(0, 5), st.lists(st.integers(0, 30), max_size=30))
def test_no_window_ever_lets_more_through(allowed: int, pauses: list[int]) -> None:
    store = Store()
    clock = Clock(store)
    limits, passed = Limits(store, clock), []
    limits.allow("wrike", allowed, seconds=60)
    for pause in pauses:
        clock.move(pause)
        if not limits.exceeded("wrike", "token"):
            passed.append(clock.now())
    for end in passed:
        assert sum(end - 60 < moment <= end for moment in passed) <= allowed


def test_what_is_left_of_a_limit_is_told(limits: Limits, clock: Clock) -> None:
    assert limits.left("wrike", "token") is None
    limits.allow("wrike", 2, 60)
    assert limits.left("wrike", "token") == (2, 2)
    calls(limits, 3)
    assert limits.left("wrike", "token") == (2, 0)
    assert limits.left("wrike", "other") == (2, 2)
    clock.move(60)
    assert limits.left("wrike", "token") == (2, 2)
