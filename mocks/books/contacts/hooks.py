"""What is special about contacts: their people, addresses and currency, and who still needs them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ...kit.indexes import Reading
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks, ids, recorded
from .. import currencies as known
from ..errors import BooksError
from ..invoices.money import has_overdue
from ..invoices.receivables import receivable
from ..operations import own_ids
from ..render import Viewer
from ..resource import FEW, Among, Sieve, Use, default
from ..settings import currencies, taxes
from . import addresses
from .fields import CONTACT_PERSON, TEMPLATES

TABLE = "books.contacts"
PERSON_BLOCK = 35
LANGUAGES: Mapping[str, str] = {
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "it": "Italian",
    "ja": "Japanese",
    "nl": "Dutch",
    "pt": "Portuguese",
    "pt_br": "Portuguese (Brazil)",
    "sv": "Swedish",
    "zh": "Chinese",
    "en_gb": "English (United Kingdom)",
}
PRIMARY: Mapping[str, str] = {
    **{name: name for name in ("first_name", "last_name", "email", "phone", "mobile")},
    **{name: name for name in ("designation", "department")},
    "contact_salutation": "salutation",
}
"""What a contact shows of its primary contact person."""

MONEY = ("outstanding_receivable_amount", "unused_credits_receivable_amount")
"""What follows from a customer's invoices, payments and credit notes."""

_PERSON = {one.name: default(one) for one in CONTACT_PERSON}
_TEMPLATES = {one.name: default(one) for one in TEMPLATES}
_OPENING = {"location_id": "", "exchange_rate": 1.0, "opening_balance_amount": 0.0}
TRANSACTIONS = (
    Use("invoices", "customer_id"),
    Use("salesorders", "customer_id"),
    Use("expenses", "customer_id"),
    Use("expenses", "vendor_id"),
)
"""What counts as the transactions of a contact."""


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Give the contact persons their ids, and show the primary one's name and addresses on the contact."""
    if values.get("contact_persons") is not None:
        people = _people(context, tenant, before, values["contact_persons"])
        primary = next((one for one in people if one.get("is_primary_contact")), {})
        values["contact_persons"] = people
        values["primary_contact_id"] = primary.get("contact_person_id", "")
        values.update({name: primary.get(source, "") for name, source in PRIMARY.items()})
    return values


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse a second contact of a name, where two may not have the same; drop ids of others' people."""
    if people := values.get("contact_persons"):
        had = (before or {}).get("contact_persons", ())
        values = {**values, "contact_persons": own_ids(people, "contact_person_id", had)}
    name = values.get("contact_name")
    if not name or call.context.assumptions.chosen("books.duplicate_contact") == "accepted":
        return values
    call.context.assume("books.duplicate_contact")
    own = before["contact_id"] if before else None
    others = call.context.store.rows(TABLE, call.tenant).values()
    taken = any(_name(one) == _name(values) and one["contact_id"] != own for one in others)
    if call.context.fails(checks.DUPLICATE, taken):
        raise BooksError.duplicate_contact(name)
    return values


def message(record: Record, done: str) -> str | None:
    """`The customer has been deleted.` is recorded; of vendors only the specification's text is known."""
    return "The contact has been deleted." if done == "deleted" and _vendor(record) else None


def title(record: Record) -> str:
    """How texts call the contact."""
    return "The vendor" if _vendor(record) else "The customer"


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Complete what is nested, and add what follows from the organization's other records."""
    compute_row(viewer, record, shown)
    context, tenant, key = viewer.context, viewer.tenant, record["contact_id"]
    currency = currency_of(viewer, record)
    shown["currency_symbol"] = currency["currency_symbol"]
    shown["price_precision"] = currency["price_precision"]
    shown["customer_currency_summaries"] = [_summary(shown, currency, viewer.organization)]
    shown["created_date"] = shown["created_time_formatted"]
    recorded.add_makers(viewer, record, shown)
    shown["has_transaction"] = any(use.of(context, tenant, key) for use in TRANSACTIONS)
    shown["contact_persons"] = [person(one) for one in record.get("contact_persons", ())]
    shown["billing_address"] = addresses.own(record, "billing")
    shown["shipping_address"] = addresses.own(record, "shipping")
    for name in _COMPLETED.keys() & record.keys():
        _COMPLETED[name](viewer, record, shown)


def _summary(shown: Mapping[str, Any], currency: Record, organization: Record) -> dict[str, Any]:
    """What the contact owes and has in credit, in its currency."""
    return {
        "currency_id": currency["currency_id"],
        "currency_code": currency["currency_code"],
        "currency_symbol": currency["currency_symbol"],
        "currency_name_formatted": known.formatted(currency["currency_code"]),
        "price_precision": currency["price_precision"],
        "is_base_currency": currency["currency_id"] == organization["currency_id"],
        "outstanding_receivable_amount": shown["outstanding_receivable_amount"],
        "unused_credits_receivable_amount": shown["unused_credits_receivable_amount"],
    }


def _add_addresses(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    shown["addresses"] = [{**addresses.EMPTY, **one} for one in record["addresses"]]


def _add_tax(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    if (tax := taxes.find(viewer.context, viewer.tenant, record["tax_id"])) is not None:
        shown["tax_name"] = tax.get("tax_name", "")
        shown["tax_percentage"] = taxes.percentage(viewer.context, viewer.tenant, record["tax_id"])


def _name_of(plural: str, key: str, source: str, name: str) -> Complete:
    """Shows as `name` the field `source` of the record whose id is in `key`."""

    def add(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
        if found := viewer.context.store.get(f"books.{plural}", viewer.tenant, record[key]):
            shown[name] = found.get(source, "")

    return add


def _complete_templates(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    shown["default_templates"] = {**_TEMPLATES, **record["default_templates"]}


def _add_balances(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    shown["opening_balances"] = [{**_OPENING, **one} for one in record["opening_balances"]]
    shown["opening_balance_amount"] = sum(one["opening_balance_amount"] for one in shown["opening_balances"])


Complete = Callable[[Viewer, Record, dict[str, Any]], None]
_COMPLETED: Mapping[str, Complete] = {
    "addresses": _add_addresses,
    "tax_id": _add_tax,
    "tax_authority_id": _name_of(
        "tax_authorities", "tax_authority_id", "tax_authority_name", "tax_authority_name"
    ),
    "tax_exemption_id": _name_of(
        "tax_exemptions", "tax_exemption_id", "tax_exemption_code", "tax_exemption_code"
    ),
    "owner_id": _name_of("users", "owner_id", "name", "owner_name"),
    "default_templates": _complete_templates,
    "opening_balances": _add_balances,
}
"""What a contact shows because a field of it was filled in."""


def compute_row(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add what a row of a list holds that is not stored."""
    shown["customer_name"] = shown["vendor_name"] = record.get("contact_name", "")
    if _vendor(record):
        shown["contact_type_formatted"] = "Vendors"
    if "language_code" in record:
        shown["language_code_formatted"] = LANGUAGES.get(record["language_code"], "")
    if record.get("is_portal_enabled"):
        shown["portal_status"], shown["portal_status_formatted"] = "enabled", "Enabled"
    currency = currency_of(viewer, record)
    shown |= {name: currency[name] for name in ("currency_id", "currency_code")}
    if "payment_terms_label" not in record:
        days = record.get("payment_terms", 0)
        shown["payment_terms_label"] = f"Net {days}" if days else "Due on Receipt"
    for name, amount in zip(MONEY, receivable(viewer, record["contact_id"]), strict=True):
        shown[name] = shown[f"{name}_bcy"] = amount
    shown["created_time_formatted"] = viewer.date(record.get("created_time", 0))
    shown["last_modified_time_formatted"] = viewer.date(record.get("last_modified_time", 0))


def currency_of(viewer: Viewer, record: Record) -> Record:
    """The currency of a contact: its own, else that of the organization."""
    if "currency_id" in record:
        return currencies.find(viewer.context, viewer.tenant, record["currency_id"])
    return viewer.organization


def person(stored: Mapping[str, Any]) -> dict[str, Any]:
    """A contact person as a contact shows one."""
    preference = _PERSON["communication_preference"]
    return {
        **{name: stored.get(name, value) for name, value in _PERSON.items()},
        "communication_preference": {**preference, **stored.get("communication_preference", {})},
        "is_added_in_portal": bool(stored.get("enable_portal")),
    }


def _people(
    context: Context, tenant: str, before: Record | None, given: list[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    """The people of a contact, each with its id and the moments of its making and its last change."""
    had = {one["contact_person_id"]: one for one in (before or {}).get("contact_persons", ())}
    now = int(context.clock.now())
    people = []
    for one in given:
        key = one.get("contact_person_id") or ids.generate(context, tenant, "contact_persons", PERSON_BLOCK)
        old = had.get(key, {})
        moments = {name: old.get(name, now) for name in ("created_time", "updated_time")}
        kept = {**one, "contact_person_id": key, **moments}
        people.append(kept if kept == old else {**kept, "updated_time": now})
    if people and not any(one.get("is_primary_contact") for one in people):
        people[0]["is_primary_contact"] = True
    return people


def _vendor(record: Record) -> bool:
    return bool(record.get("contact_type") == "vendor")


def _name(record: Record) -> str:
    """Names are compared as Books compares unique numbers: trimmed, without regard to case [live]."""
    return str(record.get("contact_name", "")).strip().casefold()


def outstanding(viewer: Viewer, record: Record) -> float:
    """What the contact owes."""
    return receivable(viewer, record["contact_id"])[0]


def overdue(viewer: Viewer, record: Record) -> bool:
    """Whether an invoice of the contact is overdue."""
    return has_overdue(viewer, record["contact_id"])


def unpaid(viewer: Viewer, record: Record) -> bool:
    """Whether the contact owes something."""
    return outstanding(viewer, record) > 0


def beyond_limit(viewer: Viewer, record: Record) -> bool:
    """Whether the contact owes more than its credit limit, if it has one."""
    return bool(0 < record.get("credit_limit", 0) < outstanding(viewer, record))


def duplicates(viewer: Viewer) -> Sieve:
    """The contacts that share their name with another."""
    index = viewer.index(TABLE, Reading("trimmed name", _name))
    shared = frozenset(index.repeated())
    return Sieve(lambda record: _name(record) in shared, lambda: index.among(shared, FEW))


FILTERS: Mapping[str, Among | None] = {
    "Status.All": None,
    "Status.Active": Among("status", ("active",)),
    "Status.Inactive": Among("status", ("inactive",)),
    "Status.PortalEnabled": Among("is_portal_enabled", (True,)),
    "Status.PortalDisabled": Among("is_portal_enabled", (False,)),
    "Status.Crm": Among("is_linked_with_zohocrm", (True,)),
    "Invoice.OverDue": Among("overdue", (True,)),
    "Invoice.Unpaid": Among("unpaid", (True,)),
    "Status.CreditLimitExceed": Among("beyond_limit", (True,)),
}
