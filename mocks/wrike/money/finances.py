"""What work is billed at and costs, planned by the effort of tasks and actual by the hours of timelogs.

Fees are hours times bill rates, cost is hours times cost rates, and a task that lies in no project has
neither; a rate of the project counts for all hours, one of the account from the day on which it was set
[https://help.wrike.com/hc/en-us/articles/1500005128341, 1500005128301, 1500005226622]. The amounts of a
project are the sums of those below it. Every one of them has its periods.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from ...kit.clock import instant
from ...kit.fields import Field
from ...kit.service import Context
from ...kit.store import Record
from .. import tree
from ..shapes import Reader
from ..stored import FOLDERS, JOB_ROLES, RATES, TASKS, TIMELOGS
from . import billing, periods, rates

RATE_FIELDS = {"Bill": "billRate", "Cost": "costRate"}
"""The fields under which the rates of people have their periods, by type."""
PLANNED = {"Bill": "plannedFees", "Cost": "plannedCost"}
ACTUAL = {"Bill": "actualFees", "Cost": "actualCost"}
METRICS = (*PLANNED.values(), *ACTUAL.values())
TIMELOG = (Field("currency"), *(Field(name, "number") for name in ACTUAL.values()))
"""What timelogs tell of their finances; tasks and projects tell more."""
TASK = (*TIMELOG, *(Field(name, "number") for name in PLANNED.values()))
PROJECT = (*TASK, Field("budget", "number"))
CURRENCY = "USD"
"""Of an account that says nothing of it; ours."""
EFFORT = "effort"
Amounts = dict[str, float]
Work = tuple[str, float, str]
"""Who works how many hours, and on which day, as far as rates are concerned."""


def of_timelog(context: Context, account_id: str, timelog: Record) -> Amounts:
    """What the hours of a timelog are billed at and cost, as far as it is known."""
    task = context.store.get(TASKS, account_id, timelog["taskId"])
    return {} if task is None else _amounts(context, account_id, task, ACTUAL, [_logged(timelog)])


def of_task(context: Context, account_id: str, task: Record) -> Amounts:
    """The metrics of a task, as far as they are known."""
    timelogs = context.store.find(TIMELOGS, account_id, "taskId", task["id"])
    actual = _amounts(context, account_id, task, ACTUAL, map(_logged, timelogs))
    return actual | _amounts(context, account_id, task, PLANNED, _planned(context, account_id, task))


def of_project(context: Context, account_id: str, project: Record) -> Amounts:
    """The sums of the metrics of all live tasks below a project."""
    sums: defaultdict[str, float] = defaultdict(float)
    for kind, node in tree.below(context, account_id, project["id"], tree.live):
        if kind == TASKS:
            for name, amount in of_task(context, account_id, node).items():
                sums[name] += amount
    return {name: rates.rounded(amount) for name, amount in sums.items()}


def shown(reader: Reader, amounts: Amounts) -> dict[str, Any] | None:
    """Amounts as answers have them, or None for none."""
    return {"currency": reader.account.get("currency", CURRENCY), **amounts} if amounts else None


def settle_node(context: Context, account_id: str, kind: str, before: Record | None, after: Record) -> None:
    """Keep what a new or changed folder or task makes of amounts, its own and those of projects above it."""
    if kind == TASKS:
        periods.keep(context, account_id, after["id"], EFFORT, _effort(after))
    elif kind == FOLDERS:
        budget = after.get("project", {}).get("budget")
        periods.keep(context, account_id, after["id"], "budget", budget)
    if kind in (FOLDERS, TASKS) and _any_rates(context, account_id):
        _settle_tree(context, account_id, kind, before, after)


def settle_hours(context: Context, account_id: str, task_id: str) -> None:
    """Keep what the hours of a task, which have changed, make of amounts."""
    task = context.store.get(TASKS, account_id, task_id)
    if task is not None and _any_rates(context, account_id):
        _settle_tree(context, account_id, TASKS, task, task)


def settle_rate(context: Context, account_id: str, who: str) -> None:
    """Keep the rates of somebody in the account as they are now, and what they make of amounts."""
    if (subject := rates.subject(context, account_id, who)) is None:
        return
    for kind, field in RATE_FIELDS.items():
        rate = rates.shown(context, account_id, subject, kind) or {}
        value = {name: rate[name] for name in ("rateSource", "rateValue")} if "rateValue" in rate else None
        periods.keep(context, account_id, who, field, value)
    for task in _tasks_of(context, account_id, who):
        _settle_tree(context, account_id, TASKS, task, task)


def _settle_tree(context: Context, account_id: str, kind: str, before: Record | None, after: Record) -> None:
    """The tasks that have changed, then the projects above them, before and now."""
    moved = before is None or _place(account_id, before) != _place(account_id, after)
    changed = moved
    for task in _tasks_in(context, account_id, kind, after, moved=moved):
        changed |= _keep(context, account_id, task["id"], of_task(context, account_id, task))
    if changed:
        near = [(kind, after)] + [
            node for record in (before or after, after) for node in tree.above(context, account_id, record)
        ]
        for folder in {one["id"]: one for kind_, one in near if kind_ == FOLDERS}.values():
            sums = of_project(context, account_id, folder) if "project" in folder else {}
            _keep(context, account_id, folder["id"], sums)


def _tasks_in(context: Context, account_id: str, kind: str, node: Record, *, moved: bool) -> Iterator[Record]:
    """The task itself, and the live ones below if it is elsewhere now."""
    if kind == TASKS:
        yield node
    if moved:
        for below, child in tree.below(context, account_id, node["id"], tree.live):
            if below == TASKS:
                yield child


def _place(account_id: str, record: Record) -> Any:
    """All of a node that the amounts of others depend on."""
    return tree.containers(account_id, record), "project" in record, tree.live(record)


def _keep(context: Context, account_id: str, identifier: str, amounts: Amounts) -> bool:
    new = [periods.keep(context, account_id, identifier, name, amounts.get(name)) for name in METRICS]
    return any(new)


def _any_rates(context: Context, account_id: str) -> bool:
    """Whether there is or was any, without which there are no amounts."""
    rows = context.store.rows
    roles = rows(JOB_ROLES, account_id).values()
    return (
        bool(rows(RATES, account_id))
        or any(name in role for role in roles for name in RATE_FIELDS.values())
        or any(periods.known(context, account_id, name) for name in RATE_FIELDS.values())
    )


def _tasks_of(context: Context, account_id: str, who: str) -> list[Record]:
    """The tasks that somebody logged hours on or is to work on."""
    logged = {one["taskId"] for one in context.store.find(TIMELOGS, account_id, "userId", who)}
    rows = context.store.rows(TASKS, account_id).values()
    return [row for row in rows if row["id"] in logged or who in _shares(row)]


def _amounts(
    context: Context, account_id: str, task: Record, names: dict[str, str], work: Iterable[Work]
) -> Amounts:
    """Hours times rates, by metric; those of which nothing is known are missing."""
    above = tree.above(context, account_id, task)
    project = next((one["id"] for _, one in above if "project" in one), None)
    if project is None:
        return {}
    billed = billing.of_task(task) == billing.BILLABLE or context.assume("wrike.unbilled_fees") == "counted"
    wanted = names if billed else {"Cost": names["Cost"]}
    sums: defaultdict[str, float] = defaultdict(float)
    for who, hours, day in work:
        for kind, name in wanted.items():
            rate = _rate_on(context, account_id, who, kind, project, day)
            if rate is not None:
                sums[name] += hours * rate
    return {name: rates.rounded(amount) for name, amount in sums.items()}


def _logged(timelog: Record) -> Work:
    return timelog["userId"], timelog["hours"], timelog["trackedDate"]


def _planned(context: Context, account_id: str, task: Record) -> Iterator[Work]:
    """The effort of a task, on the day on which it was last set."""
    held = periods.of(context, account_id, task["id"], EFFORT)
    day = _day(held[-1]["since"] if held else context.clock.now())
    for who, minutes in _shares(task).items():
        yield who, minutes / 60, day


def _effort(task: Record) -> Any:
    return _shares(task) or None


def _shares(task: Record) -> dict[str, float]:
    """The minutes of effort of everyone who is to work on the task: as allocated, or else in equal parts."""
    effort = task.get("effortAllocation") or {}
    shares: defaultdict[str, float] = defaultdict(float)
    for one in effort.get("responsibleAllocation") or ():
        who = str(one.get("userId") or one.get("placeholderId") or "")
        shares[who] += sum(day.get("effortMinutes") or 0 for day in one.get("dailyAllocation") or ())
    if shares:
        return dict(shares)
    whole = effort.get("totalEffort") or effort.get("allocatedEffort") or 0
    workers = (*task.get("responsibleIds", ()), *task.get("responsiblePlaceholderIds", ()))
    return {who: whole / len(workers) for who in workers} if whole else {}


def _rate_on(context: Context, account_id: str, who: str, kind: str, project: str, day: str) -> float | None:
    """The project's rate for somebody, or that of the account as it was on that day."""
    subject = rates.subject(context, account_id, who)
    shown = subject and rates.shown(context, account_id, subject, kind, project)
    if shown and shown["rateScope"] == "Project":
        return shown.get("rateValue")
    known = periods.of(context, account_id, who, RATE_FIELDS[kind])
    if not known:
        return shown.get("rateValue") if shown else None
    begun = [one for one in known if _day(one["since"]) <= day]
    if not begun and context.assume("wrike.first_rate") == "earlier_too":
        begun = [known[0]]
    in_force = begun and ("until" not in begun[-1] or day < _day(begun[-1]["until"]))
    rate: float | None = begun[-1]["value"]["rateValue"] if in_force else None
    return rate


def _day(seconds: float) -> str:
    return instant(seconds).date().isoformat()
