"""The declaration of fake Zoho Books."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..kit.service import Operation, Service
from . import assumptions, checks, items, mails, unbuilt
from .arguments import arguments
from .contacts import activities, addresses, kinds, mail, people, switches
from .contacts import given as contact_kinds
from .contacts.resource import CONTACTS
from .dialect import BooksDialect
from .errors import BooksError
from .expenses import assumptions as expense_assumptions
from .expenses import given as expense_kinds
from .expenses import receipts
from .expenses.resource import EMPLOYEES, EXPENSES
from .invoices import assumptions as invoice_assumptions
from .invoices import given as invoice_kinds
from .invoices import operations as invoice_operations
from .invoices.resource import INVOICES
from .items import ITEMS
from .operations import expand
from .organizations import given as organization_kinds
from .organizations import operations as organization_operations
from .organizations import users, variables
from .organizations.resource import USERS
from .organizations.tenancy import DATA_CENTRES
from .projects import comments, hooks, tasks
from .projects import given as project_kinds
from .projects import users as project_users
from .projects.resource import PROJECTS
from .salesorders import assumptions as order_assumptions
from .salesorders import given as order_kinds
from .salesorders import operations as order_operations
from .salesorders.resource import SALESORDERS
from .settings import given as settings_kinds
from .settings.currencies import CURRENCIES, EXCHANGE_RATES
from .settings.tax_rules import TAX_AUTHORITIES, TAX_EXEMPTIONS
from .settings.taxes import TAX_GROUPS, TAXES
from .timesheets import assumptions as timesheet_assumptions
from .timesheets import given as timesheet_kinds
from .timesheets import timers
from .timesheets.resource import TIME_ENTRIES
from .transactions import given as document_kinds

HOME = "www.zohoapis.com"
HOSTS: Mapping[str, str] = {
    **{f"www.zohoapis{end}": name for name, end in DATA_CENTRES.items()},
    **{f"books.zoho{end}": name for name, end in DATA_CENTRES.items()},
    "books.zohocloud.ca": "ca",
}


SETTINGS = (CURRENCIES, EXCHANGE_RATES, TAXES, TAX_GROUPS, TAX_AUTHORITIES, TAX_EXEMPTIONS)


def operations() -> Iterator[Operation]:
    """All operations of Books: those that are built, and those that say that they are not."""
    built = list(_built())
    yield from built
    yield from unbuilt.operations(built)


def _built() -> Iterator[Operation]:
    """The operations of each resource, and what is special beside them."""
    yield from organization_operations.operations(USERS)
    for resource in (USERS, CONTACTS, PROJECTS, ITEMS, *SETTINGS):
        yield from expand(resource)
    for part in (kinds, addresses, people, mail, switches, activities):
        yield from part.operations(CONTACTS)
    yield from items.operations(ITEMS)
    yield from users.operations(USERS)
    yield from hooks.operations(PROJECTS)
    yield from tasks.operations(PROJECTS)
    yield from project_users.operations(PROJECTS, USERS)
    yield from comments.operations(PROJECTS)
    yield from expand(TIME_ENTRIES)
    yield from timers.operations(TIME_ENTRIES)
    yield from invoice_operations.operations(INVOICES, PROJECTS)
    yield from order_operations.operations(SALESORDERS)
    yield from expand(EXPENSES)
    yield from expand(EMPLOYEES)
    yield from receipts.operations(EXPENSES, EMPLOYEES)
    yield from variables.operations()


SERVICE = Service(
    name="books",
    title="Zoho Books (fake)",
    dialect=BooksDialect(HOSTS, HOME),
    operations=operations,
    hosts=HOSTS,
    home=HOME,
    paths=("/books/v3", "/api/v3"),
    prefixes=("/books/v3", "/api/v3"),
    checks=checks.ALL,
    assumptions=(
        *assumptions.ALL,
        *timesheet_assumptions.ALL,
        *invoice_assumptions.ALL,
        *order_assumptions.ALL,
        *expense_assumptions.ALL,
    ),
    errors=BooksError,
    kinds={
        **organization_kinds.KINDS,
        **contact_kinds.KINDS,
        **project_kinds.KINDS,
        **settings_kinds.KINDS,
        "mails": mails.KIND,
        **timesheet_kinds.KINDS,
        **invoice_kinds.KINDS,
        **order_kinds.KINDS,
        **document_kinds.KINDS,
        **expense_kinds.KINDS,
    },
    arguments=arguments,
)
