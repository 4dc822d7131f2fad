"""What fake Books refuses about items, currencies, taxes and custom fields."""

from __future__ import annotations

import httpx

from .asks import ABSENT, Act, Ask, given, instead
from .books import NOBODY, ask, invalid, missing, refusal, required
from .rows import Refusal, Row
from .stage import IDLE, ORG, Stage

ITEM, TAX, EURO = "460000000056001", "460000000055001", "2646731000000003944"
GROUP, OTHER_TAX, DOLLAR = "460000000058001", "460000000055002", "2646731000000014694"
NEW_ITEM = ask("POST", "/items", {"name": "Pen", "rate": 2})
NEW_TAX = ask("POST", "/settings/taxes", {"tax_name": "VAT", "tax_percentage": 20})
NEW_GROUP = ask("POST", "/settings/taxgroups", {"tax_group_name": "GST", "taxes": TAX})
NEW_CURRENCY = ask("POST", "/settings/currencies", {"currency_code": "EUR", "currency_format": "1.234,56"})
NEW_RATE = ask("POST", f"/settings/currencies/{EURO}/exchangerates", {"rate": 90})
DETAILS = ask("GET", "/itemdetails", params={"item_ids": ITEM})
HEADERS = {"X-Unique-Identifier-Key": "cf_crm", "X-Unique-Identifier-Value": "7", "X-Upsert": "true"}
UPSERT = ask("PUT", "/contacts", {"contact_name": "Acme"}, headers=HEADERS)


def tax(key: str = TAX, **values: str) -> Act:
    """A tax is there."""
    return given("books", "taxes", ORG, {"tax_id": key, "tax_name": "VAT", **values})


def item(key: str = ITEM, **values: str) -> Act:
    """An item is there."""
    return given("books", "items", ORG, {"item_id": key, "name": "Pen", **values})


EURO_HERE = given("books", "currencies", ORG, {"currency_code": "EUR"})
GROUP_HERE = given(
    "books", "tax_groups", ORG, {"tax_group_id": GROUP, "tax_group_name": "GST", "taxes": [OTHER_TAX]}
)


def used(title: str) -> Refusal:
    return refusal("has_transactions", 400, 1004, f"The {title} has transactions and cannot be deleted.")


def gone(title: str, right: Ask, path: str, *acts: Act) -> Row:
    """A record that does not exist, in the path; the twin reads or changes one that does."""
    wrong = right.changed(path=f"/books/v3{path}")
    return Row(
        f"no {title}: {right.method} {path}", "books.record", missing(title), instead(right, wrong, *acts)
    )


def crm(*, unique: bool) -> Act:
    return given(
        "books", "custom_fields", ORG, {"module": "contacts", "api_name": "cf_crm", "unique": unique}
    )


async def no_address(stage: Stage, wrong: bool) -> httpx.Response:
    path = f"/contacts/{IDLE}/address"
    made = await ask("POST", path, {"city": "Kiel"}).send(stage)
    key = NOBODY if wrong else made.json()["address_info"]["address_id"]
    return await ask("DELETE", f"{path}/{key}").send(stage)


async def crm_of_another(stage: Stage, ask: Ask) -> None:
    stage.world.given("books", "contacts", ORG, {"contact_name": "A", "custom_fields": {"cf_crm": "7"}})


PERSON = "460000000035001"
WITH_PERSON = given(
    "books",
    "contacts",
    ORG,
    {"contact_id": "460000000034777", "contact_persons": [{"contact_person_id": PERSON, "first_name": "Al"}]},
)
WORKS_FOR = "/contacts/460000000034777"
NEW_PERSON = ask("POST", "/contacts/contactpersons", {"contact_id": IDLE, "first_name": "Al"})
PERSONS = "/contacts/contactpersons"
LETTER = ask(
    "POST",
    f"/contacts/{IDLE}/email",
    {"to_mail_ids": ["a@acme.example"], "subject": "Hello", "body": "Hi"},
)
PORTAL = ask("POST", f"{WORKS_FOR}/portal/enable", {"contact_persons": [{"contact_person_id": PERSON}]})
NEW_ORGANIZATION = ask(
    "POST",
    "/organizations",
    {"name": "New", "currency_code": "EUR", "time_zone": "UTC", "portal_name": "portal"},
)
SAVE_CRM = ask("PUT", f"/contacts/{IDLE}", {"custom_fields": [{"api_name": "cf_crm", "value": "7"}]})

ROWS = (
    *(
        Row(f"{what} without {name}", "books.required", required(name), right.but(json={name: ABSENT}))
        for what, right, name in (
            ("an item", NEW_ITEM, "name"),
            ("an item", NEW_ITEM, "rate"),
            ("a tax", NEW_TAX, "tax_name"),
            ("a tax", NEW_TAX, "tax_percentage"),
            ("a currency", NEW_CURRENCY, "currency_format"),
        )
    ),
    Row(
        "a group without taxes",
        "books.required",
        required("taxes"),
        instead(NEW_GROUP, NEW_GROUP.changed(json={"taxes": ABSENT}), tax()),
    ),
    Row(
        "an exchange rate without its value",
        "books.required",
        required("rate"),
        instead(NEW_RATE, NEW_RATE.changed(json={"rate": ABSENT}), EURO_HERE),
    ),
    Row(
        "no items to read",
        "books.required",
        required("item_ids"),
        instead(DETAILS, DETAILS.changed(params={"item_ids": ""}), item()),
    ),
    *(
        Row(f"an upsert without {name}", "books.required", required(name), UPSERT.but(headers={name: ABSENT}))
        for name in HEADERS
        if name != "X-Upsert"
    ),
    Row(
        "a currency code that is none",
        "books.value",
        invalid("currency_code"),
        NEW_CURRENCY.but(json={"currency_code": "Euro"}),
    ),
    Row(
        "a second currency of a code",
        "books.duplicate",
        invalid("currency_code"),
        NEW_CURRENCY.after(EURO_HERE),
    ),
    Row(
        "an upsert by a field that takes duplicates",
        "books.value",
        invalid("cf_crm"),
        UPSERT.after(crm(unique=False), right=(crm(unique=True),)),
    ),
    Row(
        "the value of another in a unique field",
        "books.duplicate",
        invalid("cf_crm"),
        SAVE_CRM.after(crm(unique=True), crm_of_another, right=(crm(unique=True),)),
    ),
    Row(
        "an update by a value that nobody has",
        "books.record",
        missing("Contact"),
        UPSERT.but(headers={"X-Upsert": "false"}),
    ),
    Row("an unknown tax", "books.reference", invalid("tax_id"), NEW_ITEM.but(json={"tax_id": NOBODY})),
    Row(
        "a group of an unknown tax",
        "books.reference",
        invalid("taxes"),
        instead(NEW_GROUP, NEW_GROUP.changed(json={"taxes": NOBODY}), tax()),
    ),
    Row(
        "a tax that an item has",
        "books.in_use",
        used("tax"),
        ask("DELETE", f"/settings/taxes/{TAX}").after(tax(), item(tax_id=TAX), right=(tax(), item())),
    ),
    Row(
        "the currency that the organization counts in",
        "books.in_use",
        used("currency"),
        instead(
            ask("DELETE", f"/settings/currencies/{EURO}"),
            ask("DELETE", f"/settings/currencies/{DOLLAR}"),
            EURO_HERE,
        ),
    ),
    *(
        Row(f"a letter without {name}", "books.required", required(name), LETTER.but(json={name: ABSENT}))
        for name in ("to_mail_ids", "subject", "body")
    ),
    Row(
        "a contact person without a name",
        "books.required",
        required("first_name"),
        NEW_PERSON.but(json={"first_name": ABSENT}),
    ),
    Row(
        "a contact person of nobody",
        "books.reference",
        invalid("contact_id"),
        NEW_PERSON.but(json={"contact_id": NOBODY}),
    ),
    Row(
        "a portal for a stranger",
        "books.reference",
        invalid("contact_person_id"),
        instead(
            PORTAL,
            PORTAL.changed(json={"contact_persons": [{"contact_person_id": NOBODY}]}),
            WITH_PERSON,
        ),
    ),
    *(
        Row(
            f"an organization without {name}",
            "books.required",
            required(name),
            NEW_ORGANIZATION.but(json={name: ABSENT}),
        )
        for name in ("name", "currency_code", "time_zone", "portal_name")
    ),
    *(
        Row(
            f"an organization with {name} {value}",
            "books.value",
            invalid(name),
            NEW_ORGANIZATION.but(json={name: value}),
        )
        for name, value in (("portal_name", "a b"), ("currency_code", "Euro"), ("time_zone", "Mars"))
    ),
    Row(
        "an organization that counts in an unknown currency",
        "books.reference",
        invalid("currency_id"),
        ask("PUT", f"/organizations/{ORG}", {"currency_id": DOLLAR}).but(json={"currency_id": NOBODY}),
    ),
    gone(
        "Contact Person",
        ask("PUT", f"{PERSONS}/{PERSON}", {"phone": "1"}),
        f"{PERSONS}/{NOBODY}",
        WITH_PERSON,
    ),
    gone("Contact Person", ask("DELETE", f"{PERSONS}/{PERSON}"), f"{PERSONS}/{NOBODY}", WITH_PERSON),
    gone(
        "Contact Person",
        ask("POST", f"{PERSONS}/{PERSON}/primary"),
        f"{PERSONS}/{NOBODY}/primary",
        WITH_PERSON,
    ),
    gone(
        "Contact Person",
        ask("GET", f"{WORKS_FOR}/contactpersons/{PERSON}"),
        f"{WORKS_FOR}/contactpersons/{NOBODY}",
        WITH_PERSON,
    ),
    Row("no such address", "books.record", missing("Address"), no_address),
    *(
        gone("Contact", ask(method, f"/contacts/{IDLE}/{path}"), f"/contacts/{NOBODY}/{path}")
        for method, path in (
            ("GET", "address"),
            ("GET", "contactpersons"),
            ("GET", "comments"),
            ("GET", "refunds"),
            ("GET", "receivables/unusedretainerpayments"),
            ("GET", "statements/email"),
            ("POST", "statements/email"),
            ("POST", "track1099"),
            ("POST", "paymentreminder/disable"),
        )
    ),
    gone("Item", ask("GET", f"/items/{ITEM}"), f"/items/{NOBODY}", item()),
    gone("Item", ask("PUT", f"/items/{ITEM}", {"rate": 3}), f"/items/{NOBODY}", item()),
    gone("Item", ask("DELETE", f"/items/{ITEM}"), f"/items/{NOBODY}", item()),
    gone("Item", ask("POST", f"/items/{ITEM}/inactive"), f"/items/{NOBODY}/inactive", item()),
    gone("Tax", ask("GET", f"/settings/taxes/{TAX}"), f"/settings/taxes/{NOBODY}", tax()),
    gone("Currency", ask("GET", f"/settings/currencies/{EURO}"), f"/settings/currencies/{NOBODY}", EURO_HERE),
    gone("Currency", NEW_RATE, f"/settings/currencies/{NOBODY}/exchangerates", EURO_HERE),
    *(
        Row(
            f"a group as a tax: {method}",
            "books.record",
            missing("Tax"),
            instead(
                ask(method, f"/settings/taxes/{TAX}", body),
                ask(method, f"/settings/taxes/{GROUP}", body),
                tax(),
                tax(OTHER_TAX),
                GROUP_HERE,
            ),
        )
        for method, body in (("PUT", {"tax_name": "x"}), ("DELETE", None))
    ),
)
