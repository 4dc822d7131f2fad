"""The starting state and its look: what scenarios write, and what their expectations see.

Each kind lays its records down through the state functions of the handlers. The author writes only what
matters: a project may name its customer (`customer: Acme`), tasks may be plain names, custom fields are a
map `custom_fields: {cf_priority: High}`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from ..kit.fields import Field
from ..kit.service import Context, Kind
from ..kit.store import Record
from . import fields, ids, orgvariables, state
from .kinds import CAUSE, key_of, plain, request, view, with_custom_list
from .resources import CONTACTS, PROJECTS, USERS
from .tenancy import DATA_CENTRES, KIND, found, known_zone
from .users import ROLES, of_person

CUSTOM = Field("custom_fields", "object")
PRIMARY = tuple(Field(name) for name in ("first_name", "last_name", "email", "phone", "mobile"))
TASKS = Field("tasks", "list", fields=fields.TASK)
USERS_OF = Field("users", "list", fields=(Field("user_id", "id", required=True), *fields.PROJECT_USER[1:]))
"""A project's users; like a task, each may be written as its one required field alone."""


def _without(declared: tuple[Field, ...], *names: str) -> tuple[Field, ...]:
    return tuple(one for one in declared if one.name not in names)


# --- organizations

ORGANIZATION_FIELDS = (
    *fields.ORGANIZATION,
    Field("data_centre", enum=tuple(DATA_CENTRES)),
)


def give_organization(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """An organization; raises ValueError for a time zone or a data centre that does not exist."""
    key = str(values.get("organization_id") or tenant or ids.organization(context))
    _require_known("time zone", values.get("time_zone", "UTC"), known_zone, available_timezones)
    centre = values.get("data_centre", context.data_centre)
    _require_known("data centre", centre, DATA_CENTRES.__contains__, lambda: set(DATA_CENTRES))
    first = not context.store.rows(KIND, "")
    return found(context, key, {"is_default_org": first, **values})


def view_organizations(context: Context, _tenant: str) -> list[dict[str, Any]]:
    """Every organization, whole."""
    return [dict(plain(record)) for record in context.store.rows(KIND, "").values()]


def _require_known(
    what: str, value: str, known: Callable[[str], bool], names: Callable[[], set[str]]
) -> None:
    if not known(value):
        close = get_close_matches(value, names(), n=1)
        hint = f" Did you mean '{close[0]}'?" if close else ""
        raise ValueError(f"There is no {what} '{value}'.{hint}")


# --- users

USER_FIELDS = (
    Field("person", required=True),
    Field("user_id", "id"),
    Field("name"),
    Field("email"),
    Field("role", enum=ROLES, default="admin"),
    Field("active", "boolean", default=True),
    Field("status", enum=("active", "inactive", "invited", "deleted")),
    Field("zuid", "id"),
    Field("cost_rate", "number"),
)


def give_user(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A user, and the person that they are; `person` is the short handle of the world.

    For a person who is a user already, their user changes.
    """
    known = {"full_name": values.get("name"), "email": values.get("email"), "zuid": values.get("zuid")}
    handle = str(values.get("person") or values.get("name") or "user")
    person = context.people.add(handle, {name: value for name, value in known.items() if value})
    stored = {
        "person": handle,
        "name": person["full_name"],
        "email": person["email"],
        "user_role": values.get("role") or "admin",
        "status": values.get("status") or ("active" if values.get("active", True) else "inactive"),
        "cost_rate": values.get("cost_rate"),
    }
    had = of_person(context, tenant, handle)
    if had is not None:
        return state.update(context, USERS, tenant, had, stored, CAUSE)
    return state.create(context, USERS, tenant, stored, CAUSE, values.get("user_id"))


def view_users(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The users: person, user_id, name, email, role, status, active."""
    return [
        {
            "person": record["person"],
            "user_id": record["user_id"],
            "name": record.get("name", ""),
            "email": record.get("email", ""),
            "role": record.get("user_role", "staff"),
            "status": record.get("status", "active"),
            "active": record.get("status", "active") == "active",
        }
        for record in context.store.rows(USERS.kind, tenant).values()
    ]


# --- contacts

CONTACT_FIELDS = (
    *_without(CONTACTS.fields, "custom_fields", "custom_field_hash", *(one.name for one in PRIMARY)),
    *PRIMARY,
    CUSTOM,
)


def give_contact(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A contact; name, e-mail and phone written on it become its primary contact person."""
    named = {"contact_name": "Customer", **values}
    key = named.pop("contact_id", None)
    return state.create(context, CONTACTS, tenant, _contact(named), CAUSE, key)


def view_contacts(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The contacts as one is read, custom fields under their own names too."""
    return view(context, CONTACTS, tenant)


def _contact(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a contact out of friendly ones."""
    body = with_custom_list(values)
    person = {one.name: body.pop(one.name) for one in PRIMARY if one.name in body}
    if person and "contact_persons" not in body:
        body["contact_persons"] = [{**person, "is_primary_contact": True}]
    return body


# --- projects

PROJECT_FIELDS = (
    Field("project_name", required=True, max_length=100),
    Field("customer"),
    Field("customer_id", "id"),
    *_without(
        fields.PROJECT,
        "project_name",
        "customer_id",
        "custom_fields",
        "custom_field_hash",
        "tasks",
        "users",
    ),
    TASKS,
    USERS_OF,
    CUSTOM,
)


def give_project(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A project, with a customer (made if there is none) and a user if the organization has one."""
    body = _project(values)
    key = body.pop("project_id", None)
    body.setdefault("project_name", "Project")
    body["customer_id"] = customer_id(context, tenant, body.get("customer_id"))
    users = context.store.rows(USERS.kind, tenant)
    if "users" not in body and "user_id" not in body and users:
        body["user_id"] = next(iter(users))
    return state.create(context, PROJECTS, tenant, body, CAUSE, key)


def view_projects(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The projects as one is read, with `customer` (its name), users and custom fields."""
    shown = view(context, PROJECTS, tenant)
    for project in shown:
        project["customer"] = project["customer_name"]
    return shown


def _project(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of a project out of friendly ones."""
    body = with_custom_list(values)
    if "customer" in body:
        body["customer_id"] = body.pop("customer")
    for name, alone in (("tasks", "task_name"), ("users", "user_id")):
        if body.get(name) is not None:
            body[name] = [dict(one) if isinstance(one, Mapping) else {alone: one} for one in body[name]]
    return body


def customer_id(context: Context, tenant: str, named: str | None) -> str:
    """The id of the contact with that id or name; without one the first contact, or a new one."""
    if not named:
        contacts = context.store.rows(CONTACTS.kind, tenant)
        return next(iter(contacts), None) or str(give_contact(context, tenant, {})["contact_id"])
    return key_of(context, tenant, CONTACTS, "contact_name", named)


# --- global fields


def give_orgvariable(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A global field of an extension."""
    return orgvariables.put(context, tenant, values)


def view_orgvariables(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The global fields with their values."""
    return [dict(record) for record in context.store.rows(orgvariables.KIND, tenant).values()]


KINDS: Mapping[str, Kind] = {
    "organization": Kind(
        "organization",
        "organization_id",
        give_organization,
        view_organizations,
        ORGANIZATION_FIELDS,
        tenanted=False,
    ),
    "users": Kind("users", "user_id", give_user, view_users, USER_FIELDS),
    "contacts": Kind(
        "contacts",
        CONTACTS.key,
        give_contact,
        view_contacts,
        CONTACT_FIELDS,
        request=request(CONTACTS, _contact),
    ),
    "projects": Kind(
        "projects",
        PROJECTS.key,
        give_project,
        view_projects,
        PROJECT_FIELDS,
        request=request(PROJECTS, _project),
    ),
    "orgvariables": Kind(
        "orgvariables",
        "placeholder",
        give_orgvariable,
        view_orgvariables,
        orgvariables.FIELDS,
    ),
}
