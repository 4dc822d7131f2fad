"""From events to runs, and from status to status."""

from __future__ import annotations

from typing import Any

import pytest

from harness.workflow import Action
from harness.workflow.model import DONE, QUEUED, RUNNING
from harness.workflow.transitions import finished, planned, repeated, started, triggered

from .fakes import rule


def event(**values: Any) -> dict[str, Any]:
    return {
        "seq": 3,
        "tenant": "60001",
        "module": "projects",
        "event": "created",
        "key": "p1",
        "before": None,
        "after": {"project_id": "p1"},
        "origin": "ui",
        "person": "tom",
        "exchange": 8,
    } | values


@pytest.mark.parametrize(
    ("trigger", "events"),
    [
        ("created", ["created"]),
        ("edited", ["edited"]),
        ("created or edited", ["created", "edited"]),
        ("deleted", ["deleted"]),
    ],
)
def test_a_trigger_answers_to_its_own_events_only(trigger: Any, events: Any) -> None:
    one = rule("copy", trigger=trigger)
    for name in ("created", "edited", "deleted"):
        assert triggered(event(event=name), [one]) == ([one] if name in events else [])


def test_a_rule_answers_to_its_own_module_only() -> None:
    assert triggered(event(module="contacts"), [rule("copy")]) == []


@pytest.mark.parametrize("origin", ["function", "import", "sync"])
def test_saves_by_functions_imports_and_syncs_set_off_nothing(origin: Any) -> None:
    assert triggered(event(origin=origin), [rule("copy")]) == []


@pytest.mark.parametrize("origin", ["ui", "api"])
def test_saves_by_people_and_clients_set_off_rules(origin: Any) -> None:
    assert triggered(event(origin=origin), [rule("copy")]) == [rule("copy")]


def test_every_action_of_every_rule_becomes_a_queued_run_in_order() -> None:
    rules = [rule("copy", "first", actions=(Action("copy"), Action("mail"))), rule("copy", "second")]
    runs = planned(event(), rules)
    assert [(run.rule, run.action, run.order, run.status) for run in runs] == [
        ("first", "copy", 0, QUEUED),
        ("first", "mail", 1, QUEUED),
        ("second", "copy", 2, QUEUED),
    ]
    assert len({run.id for run in runs}) == 3
    assert (runs[0].organization, runs[0].person, runs[0].exchange) == ("60001", "tom", 8)


def test_planning_twice_plans_the_same() -> None:
    assert planned(event(), [rule("copy")]) == planned(event(), [rule("copy")])


def test_a_deleted_record_is_passed_on_as_it_was() -> None:
    before = {"project_id": "p1", "project_name": "Website"}
    (run,) = planned(event(event="deleted", before=before, after=None), [rule("copy", trigger="deleted")])
    assert run.record == before


def test_a_run_goes_from_queued_over_running_to_done_or_back_for_another_attempt() -> None:
    (run,) = planned(event(), [rule("copy")])
    running = started(run)
    assert running.status == RUNNING
    assert finished(running).status == DONE
    again = repeated(running)
    assert (again.status, again.attempt) == (QUEUED, 2)


@pytest.mark.parametrize("step", [finished, repeated])
def test_a_run_that_was_not_started_cannot_end(step: Any) -> None:
    (run,) = planned(event(), [rule("copy")])
    with pytest.raises(ValueError, match="is queued, not running"):
        step(run)


def test_a_run_is_started_once() -> None:
    (run,) = planned(event(), [rule("copy")])
    with pytest.raises(ValueError, match="is running, not queued"):
        started(started(run))
