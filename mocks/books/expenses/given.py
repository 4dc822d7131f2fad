"""Expenses and employees as scenarios write and see them: account, customer and project by name or id."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import accounts, state
from ..contacts.resource import CONTACTS
from ..kinds import CAUSE, key_of, request, view, with_custom_list
from ..projects.resource import PROJECTS
from .fields import EXPENSE
from .resource import EMPLOYEES, EXPENSES

NAMED: Mapping[str, tuple[str, Any, str]] = {
    "customer": ("customer_id", CONTACTS, "contact_name"),
    "vendor": ("vendor_id", CONTACTS, "contact_name"),
    "project": ("project_id", PROJECTS, "project_name"),
    "employee": ("employee_id", EMPLOYEES, "name"),
}
"""What an author writes in place of an id: the field with the id, and whose name it is."""
ACCOUNTS: Mapping[str, str] = {"account": "account_id", "paid_through": "paid_through_account_id"}
FIELDS = (
    *(one for one in EXPENSE if one.name not in ("custom_fields", "custom_field_hash")),
    *(Field(name) for name in (*NAMED, *ACCOUNTS)),
    Field("custom_fields", "object"),
)


def give_expense(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """An expense of 100 for travel out of petty cash, unless it says otherwise."""
    body = _body(values)
    key = body.pop("expense_id", None)
    for field, resource, name in NAMED.values():
        if body.get(field):
            body[field] = key_of(context, tenant, resource, name, body[field])
    for field, usual in zip(ACCOUNTS.values(), ("Travel Expense", "Petty Cash"), strict=True):
        body[field] = accounts.known(context, tenant, body.get(field) or usual)
    body.setdefault("amount", 100.0)
    return state.create(context, EXPENSES, tenant, body, CAUSE, key)


def view_expenses(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The expenses as one is read, with the names of what they belong to."""
    shown = view(context, EXPENSES, tenant)
    for one in shown:
        one |= {name: one[f"{name}_name"] for name in (*NAMED, "account")}
        one["paid_through"] = one["paid_through_account_name"]
    return shown


def _body(values: Mapping[str, Any]) -> dict[str, Any]:
    """The fields of an expense out of friendly ones."""
    body = with_custom_list(values)
    for name, field in (*((name, one[0]) for name, one in NAMED.items()), *ACCOUNTS.items()):
        if name in body:
            body[field] = body.pop(name)
    return body


def give_employee(context: Context, tenant: str, values: Mapping[str, Any]) -> Record:
    """An employee."""
    body = {"name": "Employee", "email": "employee@example.com", **values}
    return state.create(context, EMPLOYEES, tenant, body, CAUSE, body.pop("employee_id", None))


def view_employees(context: Context, tenant: str) -> list[dict[str, Any]]:
    """The employees."""
    return view(context, EMPLOYEES, tenant)


KINDS: Mapping[str, Kind] = {
    "expenses": Kind(
        "expenses", EXPENSES.key, give_expense, view_expenses, FIELDS, request=request(EXPENSES, _body)
    ),
    "employees": Kind("employees", EMPLOYEES.key, give_employee, view_employees, EMPLOYEES.fields),
}
