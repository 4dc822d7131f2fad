"""The resources of Books: fields of `fields.py`, messages, scopes, and the hooks of each."""

from __future__ import annotations

from . import contacts, fields, projects, users
from .resource import Hooks, Messages, Resource

CONTACTS = Resource(
    name="contact",
    plural="contacts",
    key="contact_id",
    title="Contact",
    scopes="contacts",
    block=34,
    module="contacts",
    fields=fields.CONTACT,
    hidden=fields.CONTACT_HIDDEN,
    columns=fields.CONTACT_COLUMNS,
    custom=True,
    # Recorded; the specification has other texts (README.md, disagreements).
    messages=Messages(
        created="The contact has been added.",
        updated="Contact information has been saved.",
        deleted="The customer has been deleted.",
        active="The contact has been marked as active.",
        inactive="The contact has been marked as inactive.",
    ),
    report="Contacts",
    sort="contact_name",
    sorts=(
        "contact_name",
        "first_name",
        "last_name",
        "email",
        "outstanding_receivable_amount",
        "created_time",
        "last_modified_time",
    ),
    filters=contacts.FILTERS,
    special_filters={"Status.Duplicate": contacts.duplicates},
    searched=("contact_name", "notes"),
    texts={
        "contact_name": "contact_name",
        "company_name": "company_name",
        "first_name": "first_name",
        "last_name": "last_name",
        "address": "billing_address",
        "email": "email",
        "phone": "phone",
    },
    exact=("contact_type", "zcrm_contact_id", "zcrm_account_id", "zcrm_vendor_id"),
    since=True,
    hooks=Hooks(
        admit=contacts.admit,
        settle=contacts.settle,
        compute=contacts.compute,
        compute_row=contacts.compute_row,
        guard=contacts.guard,
        deleted_message=contacts.deleted_message,
    ),
)

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
    unread=frozenset({"users", "has_attachment"}),
    columns=fields.PROJECT_COLUMNS,
    custom=True,
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
    sorts=("project_name", "customer_name", "rate", "created_time"),
    computed_sorts={
        "customer_name": lambda viewer, record: projects.customer_name(viewer, record).casefold()
    },
    filters=projects.FILTERS,
    exact=("customer_id",),
    hooks=Hooks(
        admit=projects.admit,
        settle=projects.settle,
        compute=projects.compute,
        compute_row=projects.compute_row,
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
