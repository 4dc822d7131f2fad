"""Accounts, contacts, groups and invitations in scenarios."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import accounts
from ..avatars import COLOURS
from ..money import finances
from ..resources import contacts, groups, invitations, job_roles, placeholders, user_types
from ..stored import ACCOUNTS, CONTACTS
from .laying import given, known, seen, view
from .places import people, somebody
from .requests import Request, ask, url_of


def _account(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    return accounts.open_account(context, values)


def _contact(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    own = ("person", "userType", "jobRole")
    given = {name: value for name, value in values.items() if name not in own}
    if (key := values.get("userType")) is not None:
        given |= user_types.granted(known(context, tenant, "user type", key, user_types.find))
    if (key := values.get("jobRole")) is not None:
        given["jobRoleId"] = known(context, tenant, "job role", key, job_roles.ENTITY.find)["id"]
    return contacts.join(context, tenant, values["person"], given)


def _group(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    made = {name: values[name] for name in ("id", "title") if values.get(name)}
    return groups.create(
        context, tenant, {**made, "memberIds": people(context, tenant, values.get("members"))}
    )


def _invitation(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    given = {name: value for name, value in values.items() if value is not None}
    return invitations.create(context, tenant, somebody(context, tenant), given)


def _see_accounts(context: Context, tenant: str) -> list[dict[str, Any]]:
    return [
        {
            "id": one["id"],
            "name": one.get("name", "Account"),
            "host": accounts.host_of(one),
            "currency": one.get("currency", finances.CURRENCY),
        }
        for one in context.store.rows(ACCOUNTS, "").values()
    ]


def _see_contacts(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = context.store.rows(CONTACTS, tenant).values()
    names = {"userType": "userTypeId", "jobRole": "jobRoleId"}
    return [seen(row, _PERSON, names) for row in rows if not contacts.is_group(row)]


def _see_groups(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = context.store.rows(CONTACTS, tenant).values()
    return [
        {"id": row["id"], "title": row["title"], "members": list(row["memberIds"])}
        for row in rows
        if contacts.is_group(row)
    ]


def _see_invitations(context: Context, tenant: str) -> list[dict[str, Any]]:
    names = tuple(field.name for field in _INVITATION)
    rows = invitations.ENTITY.rows(context, tenant)
    return [{"status": "Pending", **{name: row[name] for name in names if name in row}} for row in rows]


def _group_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    url = url_of(context, tenant, "/groups" if key is None else f"/groups/{key}")
    if action == "delete":
        return "DELETE", url, None
    title = {"title": values["title"]} if "title" in values else {}
    name = "members" if action == "create" else "addMembers"
    body = {**title, name: values.get("members") or []}
    return ("POST" if action == "create" else "PUT"), url, body


_PERSON = (
    Field("id", "id"),
    Field("person", required=True),
    Field("firstName"),
    Field("lastName"),
    Field("email"),
    Field("role", enum=contacts.ROLES),
    Field("active", "boolean"),
    Field("admin", "boolean"),
    Field("userType", "id"),
    Field("jobRole", "id"),
)
_INVITATION = (
    Field("id", "id"),
    Field("email", required=True),
    Field("firstName"),
    Field("lastName"),
    Field("role", enum=contacts.ROLES),
    Field("status", enum=invitations.STATUSES),
)
_ACCOUNT = (
    Field("id", "id"),
    Field("number", "integer"),
    Field("name"),
    Field("host", enum=tuple(accounts.HOSTS)),
    Field("currency"),
)
_USER_TYPE = (
    *(Field("id", "id"), Field("title", required=True), Field("description")),
    *(Field("role", enum=contacts.ROLES), Field("external", "boolean")),
)
_JOB_ROLE = (
    *(Field("id", "id"), Field("title", required=True), Field("shortTitle")),
    *(Field("avatarColor", enum=tuple(COLOURS)), Field("isDeleted", "boolean")),
    *(Field("billRate", "number"), Field("costRate", "number")),
)
_PLACEHOLDER = (
    *(Field("id", "id"), Field("title"), Field("shortTitle")),
    *(Field("jobRole", "id", required=True), Field("deleted", "boolean")),
)
_OF_ROLE = {"jobRole": "jobRoleId"}


def _job_role_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    names = ("title", "shortTitle", "avatarColor")
    body = {name: values[name] for name in names if name in values}
    return ask(context, action, tenant, "/jobroles", key, body)


KINDS = (
    Kind("accounts", "id", _account, _see_accounts, _ACCOUNT, tenanted=False),
    Kind("contacts", "id", _contact, _see_contacts, _PERSON),
    Kind(
        "groups",
        "id",
        _group,
        _see_groups,
        (Field("id", "id"), Field("title", required=True), Field("members", "list", of="id")),
        request=_group_request,
    ),
    Kind("invitations", "id", _invitation, _see_invitations, _INVITATION),
    Kind("user_types", "id", given(user_types.create), view(user_types.ENTITY, _USER_TYPE), _USER_TYPE),
    Kind(
        "job_roles",
        "id",
        given(job_roles.create),
        view(job_roles.ENTITY, _JOB_ROLE),
        _JOB_ROLE,
        request=_job_role_request,
    ),
    Kind(
        "placeholders",
        "id",
        given(placeholders.create, _OF_ROLE),
        view(placeholders.ENTITY, _PLACEHOLDER, _OF_ROLE),
        _PLACEHOLDER,
    ),
)
