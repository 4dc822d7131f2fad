"""Whether work is billed: a task is by default as its project, a timelog always as its task.

[https://help.wrike.com/hc/en-us/articles/360035989834-Billable-Time-in-Wrike]
"""

from __future__ import annotations

from ...kit.service import Context
from ...kit.store import Record
from .. import tree
from ..shapes import Reader
from ..stored import TASKS

BILLABLE, NON_BILLABLE = TYPES = ("Billable", "NonBillable")


def of_new(context: Context, account_id: str, task: Record) -> str:
    """The billing type that a new task has unless another one is chosen: one billable project is enough."""
    above = tree.above(context, account_id, task)
    projects = (one["project"] for _, one in above if "project" in one)
    return BILLABLE if any(one.get("contractType") == BILLABLE for one in projects) else NON_BILLABLE


def of_task(task: Record) -> str:
    """The billing type of a task."""
    return str(task.get("billingType") or NON_BILLABLE)


def of_timelog(reader: Reader, timelog: Record) -> str:
    """Renders the billing type of a timelog."""
    return of_task(reader.context.store.get(TASKS, reader.account_id, timelog["taskId"]) or {})
