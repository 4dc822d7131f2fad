"""The maps that a custom function of Books gets: the record of its module, organization, user.

The record's map is taken to be the REST object of the module (assumptions `books.project_map`,
`books.contact_map`, `books.time_entry_map`, `books.user_map`).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson

from ..kit.service import Context
from ..kit.store import Record
from .contacts.resource import CONTACTS
from .expenses.resource import EXPENSES
from .invoices.resource import INVOICES
from .organizations.tenancy import DATA_CENTRES, host_of
from .organizations.users import of_person
from .projects.resource import PROJECTS
from .render import Viewer, detail
from .salesorders.resource import SALESORDERS
from .timesheets.resource import TIME_ENTRIES

ORGANIZATION_KEYS = (
    "organization_id",
    "name",
    "time_zone",
    "language_code",
    "date_format",
    "currency_id",
    "currency_code",
    "currency_symbol",
    "address",
    "phone",
    "fax",
    "website",
    "email",
    "fiscal_year_start_month",
)
"""What public scripts and the documentation of Zoho Invoice read of the organization map."""
CONTACT_NAMES: Mapping[str, tuple[str, ...]] = {
    "both": ("customer", "contact"),
    "customer": ("customer",),
    "contact": ("contact",),
}
TIME_ENTRY_NAMES: Mapping[str, tuple[str, ...]] = {
    "both": ("time_entry", "timesheet"),
    "time_entry": ("time_entry",),
    "timesheet": ("timesheet",),
}


def arguments(
    context: Context, tenant: str, module: str, record: Record, person: str | None
) -> dict[str, Any]:
    """The maps by name, for a function of `module` ("projects", "contacts" …) started by `person`.

    `record` is a stored record of the module; for a module that is not here ("" for one) there is no map of
    it. The maps share nothing with the store.
    """
    viewer = Viewer(context, tenant, person)
    maps = {
        **(_RECORDS[module](viewer, record) if module in _RECORDS else {}),
        "organization": organization_map(viewer),
        "user": user_map(viewer),
    }
    copied: dict[str, Any] = orjson.loads(orjson.dumps(maps))
    return copied


def organization_map(viewer: Viewer) -> dict[str, Any]:
    """The `organization` map; `api_root_endpoint` is where the organization's own data centre answers."""
    organization = viewer.organization
    end = DATA_CENTRES[organization["data_centre"]]
    return {
        **{name: organization[name] for name in ORGANIZATION_KEYS},
        "api_root_endpoint": viewer.context.urls.of(host_of(viewer.context, viewer.tenant), "/books/v3"),
        "data_center_extension": end,
    }


def user_map(viewer: Viewer) -> dict[str, Any]:
    """The `user` map: whoever's save started the function; empty if nobody is known."""
    if viewer.person is None:
        return {}
    context = viewer.context
    person = context.people.get(viewer.person) or {}
    user = of_person(context, viewer.tenant, viewer.person) or {}
    name = user.get("name") or person.get("full_name", "")
    narrow = {"name": name, "zuid": person.get("zuid", "")}
    if context.assume("books.user_map") == "narrow":
        return narrow
    return {
        **narrow,
        "user_id": user.get("user_id", ""),
        "id": user.get("user_id", ""),
        "full_name": name,
        "email": user.get("email") or person.get("email", ""),
        "user_role": user.get("user_role", ""),
        "status": user.get("status", "active"),
    }


def _project(viewer: Viewer, record: Record) -> dict[str, Any]:
    shown = detail(viewer, PROJECTS, record, PROJECTS.unread)
    if not shown["tasks"]:
        chosen = viewer.context.assume("books.project_map")
        if chosen == "null":
            shown["tasks"] = None
        elif chosen == "absent":
            del shown["tasks"]
    return {"project": shown}


def _contact(viewer: Viewer, record: Record) -> dict[str, Any]:
    shown = detail(viewer, CONTACTS, record)
    return dict.fromkeys(CONTACT_NAMES[viewer.context.assume("books.contact_map")], shown)


def _time_entry(viewer: Viewer, record: Record) -> dict[str, Any]:
    names = TIME_ENTRY_NAMES[viewer.context.assume("books.time_entry_map")]
    return dict.fromkeys(names, detail(viewer, TIME_ENTRIES, record))


def _invoice(viewer: Viewer, record: Record) -> dict[str, Any]:
    return {"invoice": detail(viewer, INVOICES, record)}


def _order(viewer: Viewer, record: Record) -> dict[str, Any]:
    return {"salesorder": detail(viewer, SALESORDERS, record)}


def _expense(viewer: Viewer, record: Record) -> dict[str, Any]:
    return {"expense": detail(viewer, EXPENSES, record)}


_RECORDS = {
    "projects": _project,
    "contacts": _contact,
    "time_entries": _time_entry,
    "invoices": _invoice,
    "expenses": _expense,
    "salesorders": _order,
}
