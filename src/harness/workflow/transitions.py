"""From an event to planned runs, and from one status of a run to the next. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from harness.ports import Record

from .model import DONE, QUEUED, RUNNING, TRIGGERS, Rule, Run

SILENT_ORIGINS = frozenset({"function", "import", "sync"})
"""Saves that fire no rule: https://www.zoho.com/books/kb/automation/cases-where-workflow-is-not-executed.html"""


def triggered(event: Record, rules: Iterable[Rule]) -> list[Rule]:
    """The rules that `event` sets off by module, kind and origin; criteria are not looked at."""
    if event["origin"] in SILENT_ORIGINS:
        return []
    return [
        rule for rule in rules if rule.module == event["module"] and event["event"] in TRIGGERS[rule.trigger]
    ]


def planned(event: Record, rules: Iterable[Rule]) -> list[Run]:
    """One queued run for each action of each of `rules`, in the order of both.

    Ids depend on the event, the rule and the action only, so that planning twice plans the same.
    """
    actions = [(rule, action) for rule in rules for action in rule.actions]
    return [
        Run(
            id=f"{event['seq']:012d}/{rule.name}/{action.kind}/{action.name}",
            seq=event["seq"],
            order=order,
            organization=event["tenant"],
            rule=rule.name,
            kind=action.kind,
            action=action.name,
            module=event["module"],
            event=event["event"],
            record_id=event["key"],
            record=event["before"] if event["after"] is None else event["after"],
            person=event["person"],
            exchange=event["exchange"],
        )
        for order, (rule, action) in enumerate(actions)
    ]


def started(run: Run) -> Run:
    """The queued run, under way."""
    _expect(run, QUEUED)
    return replace(run, status=RUNNING)


def finished(run: Run) -> Run:
    """The run after its attempt was logged, well or not."""
    _expect(run, RUNNING)
    return replace(run, status=DONE)


def repeated(run: Run) -> Run:
    """The run that was cut off, queued for another attempt."""
    _expect(run, RUNNING)
    return replace(run, status=QUEUED, attempt=run.attempt + 1)


def _expect(run: Run, status: str) -> None:
    if run.status != status:
        raise ValueError(f"the run {run.id} is {run.status}, not {status}")
