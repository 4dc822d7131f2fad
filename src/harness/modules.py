"""Which module of Books a variable stands for.

A function finds the record that it runs on under the name of the record (deluge.md, section 4).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from .errors import nearest

MODULES: Mapping[str, str] = {
    "project": "projects",
    "contact": "contacts",
    "customer": "contacts",
    "vendor": "contacts",
    "invoice": "invoices",
    "estimate": "estimates",
    "quote": "estimates",
    "salesorder": "salesorders",
    "creditnote": "creditnotes",
    "deliverychallan": "deliverychallans",
    "recurringbill": "recurringbills",
    "recurringexpense": "recurringexpenses",
    "salesreceipt": "salesreceipts",
    "recurringinvoice": "recurringinvoices",
    "retainerinvoice": "retainerinvoices",
    "customerpayment": "customerpayments",
    "payment": "customerpayments",
    "bill": "bills",
    "purchaseorder": "purchaseorders",
    "vendorcredit": "vendorcredits",
    "vendorpayment": "vendorpayments",
    "expense": "expenses",
    "item": "items",
    "journal": "journals",
    "timeentry": "timeentries",
    "task": "tasks",
}
"""The module by the name of its record, in lower case and without `_`."""
ALWAYS = ("organization", "user")
"""The maps that every function gets."""


def module_of(variable: str) -> str | None:
    """The module whose record a variable holds, in any spelling; None if it is none of Books'."""
    return MODULES.get(variable.lower().replace("_", ""))


def chosen(variables: Iterable[str]) -> tuple[str, str] | None:
    """The first variable that holds a record, and its module."""
    return next(((one, found) for one in variables if (found := module_of(one)) is not None), None)


def unknown(module: str) -> str:
    """What to say of a module that is none."""
    return f"Books has no module '{module}'. {nearest(module, MODULES.values())}"
