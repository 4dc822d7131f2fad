"""The declaration of users [spec: users.yml]."""

from __future__ import annotations

from ..resource import Hooks, Messages, Resource
from . import fields, users

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
