"""The declaration of contacts [spec: contacts.yml]."""

from __future__ import annotations

from ...kit.indexes import Source
from ..invoices.receivables import OF_CUSTOMER
from ..resource import Computed, Hooks, Messages, Resource, Use
from . import fields, hooks

CONTACTS = Resource(
    name="contact",
    plural="contacts",
    key="contact_id",
    title="Contact",
    scopes="contacts",
    block=34,
    module="contacts",
    fields=fields.CONTACT,
    hidden=fields.HIDDEN,
    columns=fields.COLUMNS,
    row_sources=(*OF_CUSTOMER, Source("books.currencies", ours="currency_id")),
    custom=True,
    actions=("create", "list", "update_by_field", "get", "update", "delete", "active", "inactive"),
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
    filters=hooks.FILTERS,
    special_filters={"Status.Duplicate": hooks.duplicates},
    computed={
        "outstanding_receivable_amount": Computed(hooks.outstanding, OF_CUSTOMER),
        "overdue": Computed(hooks.overdue, (Source("books.invoices", theirs="customer_id"),)),
        "unpaid": Computed(hooks.unpaid, OF_CUSTOMER),
        "beyond_limit": Computed(hooks.beyond_limit, OF_CUSTOMER),
    },
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
    uses=(
        Use("projects", "customer_id"),
        Use("invoices", "customer_id"),
        Use("salesorders", "customer_id"),
        Use("expenses", "customer_id"),
        Use("expenses", "vendor_id"),
    ),
    hooks=Hooks(
        admit=hooks.admit,
        settle=hooks.settle,
        compute=hooks.compute,
        compute_row=hooks.compute_row,
        title=hooks.title,
        message=hooks.message,
    ),
)
