"""Organizations, their users and their global fields, as scenarios write and see them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from difflib import get_close_matches
from typing import Any
from zoneinfo import available_timezones

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import ids, state
from ..kinds import CAUSE, plain
from . import variables
from .fields import ORGANIZATION
from .resource import USERS
from .tenancy import DATA_CENTRES, KIND, found, known_zone
from .users import ROLES, of_person

ORGANIZATION_FIELDS = (
    *ORGANIZATION,
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


def give_orgvariable(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """A global field of an extension."""
    return variables.put(context, tenant, values)


def view_orgvariables(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The global fields with their values."""
    return [dict(record) for record in context.store.rows(variables.KIND, tenant).values()]


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
    "orgvariables": Kind(
        "orgvariables",
        "placeholder",
        give_orgvariable,
        view_orgvariables,
        variables.FIELDS,
    ),
}
