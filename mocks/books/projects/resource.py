"""The declaration of projects [spec: projects.yml]."""

from __future__ import annotations

from ...kit.indexes import Source
from ..resource import Computed, Hooks, Messages, Resource, Use
from . import fields, hooks

CUSTOMER = Source("books.contacts", ours="customer_id")

PROJECTS = Resource(
    name="project",
    plural="projects",
    key="project_id",
    title="Project",
    scopes="projects",
    block=44,
    module="projects",
    fields=fields.PROJECT,
    hidden=fields.HIDDEN,
    listed=fields.LISTED,
    unread=frozenset({"has_attachment"}),
    columns=fields.COLUMNS,
    row_sources=(CUSTOMER, Source("books.time_entries", theirs="project_id")),
    custom=True,
    actions=("create", "list", "update_by_field", "get", "update", "delete", "active", "inactive"),
    messages=Messages(
        created="The project has been created.",
        updated="The project information has been updated.",
        deleted="The project has been deleted.",
        active="The selected Projects have been marked as active.",
        inactive="The selected projects have been marked as inactive.",
    ),
    report="Projects",
    sort="created_time",
    descending=True,
    sorts=("project_name", "customer_name", "rate", "created_time", "last_modified_time"),
    since=True,
    computed={"customer_name": Computed(hooks.customer_name, (CUSTOMER,))},
    filters=hooks.FILTERS,
    exact=("customer_id",),
    uses=(
        Use("invoices", "project_id", within="line_items"),
        Use("salesorders", "project_id", within="line_items"),
    ),
    hooks=Hooks(
        admit=hooks.admit,
        settle=hooks.settle,
        compute=hooks.compute,
        compute_row=hooks.compute_row,
        guard=hooks.guard,
        removed=hooks.removed,
    ),
)
