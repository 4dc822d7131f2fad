"""What is special about users: each is a person of the world, a member of the organization."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import checks, ids, state
from ..operations import fetch, missing
from ..plan import VENDOR, Reply, declare, resource_of
from ..render import Viewer, detail
from ..resource import Among, Resource

TABLE = "books.users"
BLOCK = 24
ROLE_BLOCK = 6
ROLES = ("admin", "staff", "timesheetstaff")


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Keep role and role id in step; a new user is a person, known by e-mail or new to the world."""
    if before is None and "person" not in values:
        values["person"] = _person(context, values.get("email", ""), values.get("name", ""))
    if "user_role" in values:
        values["role_id"] = role_id(context, tenant, values["user_role"])
    elif values.get("role_id"):
        values["user_role"] = _role_of(context, tenant, values["role_id"])
    elif before is None:
        values["role_id"] = role_id(context, tenant, "staff")
    return values


def saved(context: Context, tenant: str, record: Record) -> None:
    """The membership of the person is what their user says."""
    if "person" not in record:
        return
    context.people.join(
        record["person"],
        VENDOR,
        tenant,
        {
            "as": record["user_id"],
            "role": record.get("user_role", "staff"),
            "active": record.get("status", "active") == "active",
        },
    )


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add what is not stored."""
    compute_row(viewer, record, shown)
    shown["email_ids"] = [{"email": record.get("email", ""), "is_selected": True}]


def compute_row(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Whether it is the user who asks."""
    shown["is_current_user"] = viewer.person is not None and record.get("person") == viewer.person


def role_id(context: Context, tenant: str, role: str) -> str:
    """The id of a role in that organization."""
    number = ROLES.index(role) + 1 if role in ROLES else len(ROLES) + 1
    return f"{ids.prefix(context, tenant)}{ROLE_BLOCK:05d}{number:07d}"


def of_person(context: Context, tenant: str, person: str | None) -> Record | None:
    """The user that the person is in the organization, or None."""
    if person is None:
        return None
    found = context.store.find(TABLE, tenant, "person", person)
    return found[0] if found else None


def _role_of(context: Context, tenant: str, key: str) -> str:
    return next((role for role in ROLES if role_id(context, tenant, role) == key), "staff")


def _person(context: Context, email: str, name: str) -> str:
    for handle, person in context.people.all().items():
        if person["email"] == email:
            return handle
    stem = email.partition("@")[0] or "user"
    handle, number = stem, 1
    while context.people.get(handle) is not None:
        number += 1
        handle = f"{stem}{number}"
    context.people.add(handle, {"full_name": name or handle, "email": email})
    return handle


FILTERS: Mapping[str, Among | None] = {
    "Status.All": Among("status", ("active", "inactive", "invited")),
    "Status.Active": Among("status", ("active",)),
    "Status.Inactive": Among("status", ("inactive",)),
    "Status.Invited": Among("status", ("invited",)),
    "Status.Deleted": Among("status", ("deleted",)),
}


def operations(users: Resource) -> Iterator[Operation]:
    """What a user has beside what every resource has: the one who asks, invitations, a soft removal."""
    names = {name: None for name in users.defaults if name not in users.unread}
    yield declare(
        "get_current_user",
        "GET",
        "/users/me",
        _me,
        scope="settings.READ",
        message="success",
        answer={"user": users.answer(names)},
        resource=users,
    )
    yield declare(
        "create_user",
        "POST",
        "/users",
        _invite,
        scope="settings.CREATE",
        message=users.messages.created,
        answer={"user": users.answer(names)},
        body=users.writable,
        resource=users,
    )
    yield declare(
        "invite_user",
        "POST",
        "/users/{user_id}/invite",
        _invite_again,
        scope="settings.CREATE",
        message=users.messages.created,
        resource=users,
    )
    yield declare(
        "update_user",
        "PUT",
        "/users/{user_id}",
        _update,
        scope="settings.UPDATE",
        message=users.messages.updated,
        answer={"user": users.answer(names)},
        body=users.writable,
        partial=True,
        resource=users,
    )
    yield declare(
        "delete_user",
        "DELETE",
        "/users/{user_id}",
        _delete,
        scope="settings.DELETE",
        message=users.messages.deleted,
        resource=users,
    )


def _me(call: Call) -> Reply:
    users, viewer = resource_of(call), Viewer.of(call)
    record = of_person(call.context, call.tenant, viewer.person)
    if record is None:
        if call.context.fails(checks.RECORD, True):
            raise missing(call, users.title)
        record = {}
    return Reply({"user": detail(viewer, users, record, users.unread)})


def _invite(call: Call) -> Reply:
    users, values = resource_of(call), {**call.body, "status": "invited"}
    return _answer(call, state.create(call.context, users, call.tenant, values, call.cause))


def _answer(call: Call, record: Record) -> Reply:
    """The specification has the message alone; Zoho's own Python client reads the user too."""
    users = resource_of(call)
    return Reply({"user": detail(Viewer.of(call), users, record, users.unread)})


def _invite_again(call: Call) -> Reply:
    fetch(call, resource_of(call))
    return Reply()


def _update(call: Call) -> Reply:
    users = resource_of(call)
    record = state.update(call.context, users, call.tenant, fetch(call, users), call.body, call.cause)
    return _answer(call, record)


def _delete(call: Call) -> Reply:
    """The user is kept as deleted, for the filter Status.Deleted; the person is no member any more."""
    users = resource_of(call)
    change = {"status": "deleted"}
    state.update(call.context, users, call.tenant, fetch(call, users), change, call.cause)
    return Reply()
