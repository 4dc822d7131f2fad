"""The resources of projects and users: fields of `fields.py`, messages, scopes, and the hooks of each."""

from __future__ import annotations

from . import fields, projects, users
from .contacts.resource import CONTACTS
from .resource import Hooks, Messages, Resource, Use

__all__ = ["CONTACTS", "PROJECTS", "USERS"]

PROJECTS = Resource(
    name="project",
    plural="projects",
    key="project_id",
    title="Project",
    scopes="projects",
    block=44,
    module="projects",
    fields=fields.PROJECT,
    hidden=fields.PROJECT_HIDDEN,
    listed=fields.PROJECT_LISTED,
    unread=frozenset({"has_attachment"}),
    columns=fields.PROJECT_COLUMNS,
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
    computed={"customer_name": lambda viewer, record: projects.customer_name(viewer, record).casefold()},
    filters=projects.FILTERS,
    exact=("customer_id",),
    uses=(Use("invoices", "project_id", within="line_items"),),
    hooks=Hooks(
        admit=projects.admit,
        settle=projects.settle,
        compute=projects.compute,
        compute_row=projects.compute_row,
        guard=projects.guard,
        removed=projects.removed,
    ),
)

USERS = Resource(
    name="user",
    plural="users",
    key="user_id",
    title="User",
    scopes="settings",
    block=users.BLOCK,
    fields=fields.USER,
    unread=fields.USER_UNREAD,
    columns=fields.USER_COLUMNS,
    messages=Messages(
        created="Your invitation has been sent.",
        updated="The user information has been updated.",
        deleted="The user has been removed from your organization.",
        active="The user has been marked as active.",
        inactive="The user has been marked as inactive.",
    ),
    report="Users",
    sort="name",
    sorts=("name", "email", "user_role", "status"),
    filters=users.FILTERS,
    actions=("list", "get", "active", "inactive"),
    hooks=Hooks(
        settle=users.settle,
        saved=users.saved,
        compute=users.compute,
        compute_row=users.compute_row,
    ),
)
