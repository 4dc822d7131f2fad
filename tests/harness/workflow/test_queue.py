"""The outbox and the planned runs in the store."""

from __future__ import annotations

from harness.workflow.model import DONE, QUEUED
from harness.workflow.queue import Queue
from harness.workflow.transitions import finished, planned, repeated, started

from .fakes import ACME, GLOBEX, Workshop, rule


def test_events_of_all_organizations_come_in_the_order_of_the_saves() -> None:
    shop = Workshop()
    for key, organization in (("a", ACME), ("b", GLOBEX), ("c", ACME)):
        shop.save(key, organization)
    assert [event["key"] for event in Queue(shop.store).events()] == ["a", "b", "c"]


def test_an_event_leaves_with_its_runs_written() -> None:
    shop, rules = Workshop(), [rule("copy", "first"), rule("copy", "second")]
    shop.save()
    queue = Queue(shop.store)
    (event,) = queue.events()
    queue.plan(event, planned(event, rules))
    assert queue.events() == []
    assert [run.rule for run in queue.runs(QUEUED)] == ["first", "second"]


def test_an_event_that_was_planned_before_a_crash_does_not_double_its_runs() -> None:
    shop = Workshop()
    shop.save()
    queue = Queue(shop.store)
    (event,) = queue.events()
    (run,) = planned(event, [rule("copy")])
    queue.put(finished(started(run)))
    queue.plan(event, [run])
    assert queue.runs(QUEUED) == []
    assert [one.id for one in queue.runs(DONE)] == [run.id]


def test_runs_come_in_the_order_of_the_saves_even_when_one_is_repeated() -> None:
    shop = Workshop()
    shop.save("a")
    shop.save("b", GLOBEX)
    queue = Queue(shop.store)
    for event in queue.events():
        queue.plan(event, planned(event, [rule("copy")]))
    first, _ = queue.runs(QUEUED)
    queue.put(started(first))
    queue.put(repeated(started(first)))
    assert [(run.record_id, run.attempt) for run in queue.runs(QUEUED)] == [("a", 2), ("b", 1)]


def test_a_run_that_has_moved_on_or_was_reset_is_not_held() -> None:
    shop = Workshop()
    shop.save()
    queue = Queue(shop.store)
    (event,) = queue.events()
    empty = shop.store.snapshot()
    queue.plan(event, planned(event, [rule("copy")]))
    (run,) = queue.runs(QUEUED)
    assert queue.holds(run)
    queue.put(started(run))
    assert not queue.holds(run)
    shop.store.restore(empty)
    assert not queue.holds(run)
