"""Every operation of fake Wrike: those that each resource declares, and those that it does not have yet."""

from __future__ import annotations

from collections.abc import Iterator

from ..kit.service import Operation
from . import unbuilt
from .resources import (
    account,
    approvals,
    attachments,
    audit_log,
    blueprints,
    bookings,
    comments,
    constants,
    contacts,
    conversion,
    copies,
    custom_fields,
    custom_item_types,
    data_exports,
    dependencies,
    ediscovery,
    field_histories,
    folder_lists,
    folders,
    groups,
    hourly_rates,
    invitations,
    job_roles,
    jobs,
    placeholders,
    request_forms,
    rollups,
    space_workflows,
    spaces,
    submission_rules,
    task_lists,
    tasks,
    timelog_categories,
    timelogs,
    user_exclusions,
    user_types,
    users,
    webhooks,
    workflows,
    workschedules,
)

RESOURCES = (
    *(account, contacts, users, groups, invitations, user_types, job_roles, placeholders),
    *(spaces, folders, folder_lists, copies, jobs, blueprints, tasks, task_lists, dependencies),
    *(comments, attachments, approvals, timelogs, timelog_categories),
    *(custom_fields, custom_item_types, workflows, space_workflows, workschedules, request_forms),
    *(user_exclusions, submission_rules, hourly_rates, field_histories, bookings, rollups),
    *(webhooks, audit_log, data_exports, ediscovery, conversion, constants),
)


def operations() -> Iterator[Operation]:
    """All of them, by resource."""
    for resource in (*RESOURCES, unbuilt):
        yield from resource.operations()
