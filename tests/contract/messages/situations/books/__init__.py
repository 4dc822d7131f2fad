"""The rooms of fake Books, by the name of the specification that describes their operations."""

from __future__ import annotations

from collections.abc import Mapping
from types import ModuleType

from . import (
    contact_persons,
    contacts,
    currency,
    customer_debit_notes,
    expenses,
    invoices,
    items,
    organizations,
    projects,
    sales_order,
    tasks,
    taxes,
    time_entries,
    users,
)

ROOMS: Mapping[str, ModuleType] = {
    "contact-persons": contact_persons,
    "contacts": contacts,
    "currency": currency,
    "customer-debit-notes": customer_debit_notes,
    "expenses": expenses,
    "invoices": invoices,
    "items": items,
    "organizations": organizations,
    "projects": projects,
    "sales-order": sales_order,
    "tasks": tasks,
    "taxes": taxes,
    "time-entries": time_entries,
    "users": users,
}
