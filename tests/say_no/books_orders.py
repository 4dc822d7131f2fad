"""What fake Books refuses about sales orders, and about the invoices that are made of them."""

from __future__ import annotations

from typing import Any

from .asks import ABSENT, Act, Ask, given, instead, sent
from .books import ask, invalid, missing, refusal, required, too_long
from .books_invoices import PICTURE, invoice
from .rows import Attempt, Row
from .stage import CUSTOMER, IDLE, ORG

ORDER, OTHER, NOTHING = "460000000075001", "460000000075002", "460000000079999"
INVOICE = "460000000070001"
PATH = f"/salesorders/{ORDER}"
LINES = [{"name": "Work", "rate": 100}]

CREATE = ask("POST", "/salesorders", {"customer_id": CUSTOMER, "line_items": LINES})
NUMBERED = CREATE.changed(params={"ignore_auto_number_generation": "true"}, json={"salesorder_number": "A-1"})
DELETE = ask("DELETE", PATH)
INVOICED = sent(ask("POST", "/invoices/fromsalesorder", params={"salesorder_id": ORDER}))
FROM = ask("POST", "/invoices/fromsalesorder", params={"salesorder_id": ORDER})
MAP = ask("POST", "/invoices/mapwithorder", {"invoice_ids": [INVOICE]})
MANY = {"salesorder_ids": ORDER}
EMAIL = ask("POST", f"{PATH}/email", {"to_mail_ids": ["a@x.example"], "subject": "Order", "body": "It."})
ATTACH = ask(
    "POST",
    f"{PATH}/attachment",
    content=PICTURE,
    headers={"content-type": "multipart/form-data; boundary=x"},
)


SUB_STATUS = given("books", "sub_statuses", ORG, {"status_code": "cs_checked"})
CHECKED = ask("POST", f"{PATH}/substatus/cs_checked")


def order(key: str = ORDER, status: str = "open", **values: Any) -> Act:
    """An order of 100 is there."""
    return given(
        "books",
        "salesorders",
        ORG,
        {"salesorder_id": key, "customer_id": CUSTOMER, "line_items": LINES, "status": status, **values},
    )


def on(right: Ask, wrong: Ask | None = None, *before: Act) -> Attempt:
    """The request on an order that is confirmed; `wrong` is what is sent in its place."""
    return instead(right, wrong or right, order(), *before)


def unknown(right: Ask) -> Row:
    """An order that there is not."""
    wrong = right.changed(path=right.path.replace(ORDER, NOTHING))
    words = f"no sales order: {right.method} {right.path.removeprefix('/books/v3').replace(ORDER, '…')}"
    return Row(words, "books.record", missing("Sales order"), on(right, wrong))


def status(title: str, right: Ask, wrong: str, good: str) -> Row:
    """An action in a status that does not allow it, and in one that does."""
    named = wrong.replace("_", " ").title()
    refused = refusal("wrong_status", 400, 2, f"This cannot be done to a sales order in the status {named}.")
    attempt = right.after(order(status=wrong), right=(order(status=good),))
    return Row(title, "books.transition", refused, attempt)


def kept(title: str, done: str, right: Ask) -> Row:
    """What cannot be done to an order that is invoiced."""
    refused = refusal("invoiced_order", 400, 1004, f"Invoiced sales order cannot be {done}.")
    return Row(title, "books.invoiced", refused, right.after(order(), INVOICED, right=(order(),)))


ROWS = (
    *(
        Row(f"an order without {name}", "books.required", required(name), CREATE.but(json={name: ABSENT}))
        for name in ("customer_id", "line_items")
    ),
    Row(
        "an order without a number, where it must give one",
        "books.required",
        required("salesorder_number"),
        NUMBERED.but(json={"salesorder_number": ABSENT}),
    ),
    Row(
        "an order of a line that says nothing",
        "books.required",
        required("item_id"),
        CREATE.but(json={"line_items": [{"rate": 1}]}),
    ),
    *(
        Row(
            f"a mail about an order without {name}",
            "books.required",
            required(name),
            on(EMAIL, EMAIL.changed(json={name: ABSENT})),
        )
        for name in ("to_mail_ids", "subject", "body")
    ),
    Row(
        "no file for an order",
        "books.required",
        required("attachment"),
        on(ATTACH, ATTACH.changed(content=b"--x--\r\n")),
    ),
    Row(
        "an invoice of no order",
        "books.required",
        required("salesorder_id"),
        on(FROM, FROM.changed(params={"salesorder_id": ABSENT})),
    ),
    Row(
        "no invoices to associate",
        "books.required",
        required("invoice_ids"),
        instead(MAP, MAP.changed(json={"invoice_ids": []}), invoice()),
    ),
    Row(
        "an address written out in a new order",
        "books.length",
        too_long("billing_address", 100),
        CREATE.changed(json={"billing_address": {"address": "Kiel"}}).but(
            json={"billing_address": {"address": "x" * 100}}
        ),
    ),
    Row(
        "an order of no lines",
        "books.lines",
        refusal("no_lines", 400, 4016, "A sales order must have at least one line item."),
        CREATE.but(json={"line_items": []}),
    ),
    Row(
        "a number of an order twice",
        "books.duplicate",
        refusal("duplicate_number", 400, 1001, "Sales order Number already exist"),
        NUMBERED.after(order(OTHER, salesorder_number="A-1")),
    ),
    Row(
        "more than all off an order",
        "books.value",
        invalid("discount"),
        CREATE.changed(json={"discount": "100%"}).but(json={"discount": "101%"}),
    ),
    *(
        Row(
            f"a line of an order with a {name} that there is not",
            "books.reference",
            invalid(name),
            CREATE.but(json={"line_items": [{**LINES[0], name: NOTHING}]}),
        )
        for name in ("item_id", "project_id", "tax_id")
    ),
    Row(
        "a line of an invoice that is of no order",
        "books.reference",
        invalid("salesorder_item_id"),
        ask("POST", "/invoices", {"customer_id": CUSTOMER, "line_items": LINES}).but(
            json={"line_items": [{**LINES[0], "salesorder_item_id": NOTHING}]}
        ),
    ),
    kept("deleting an order that is invoiced", "deleted", DELETE),
    kept("another customer for an order that is invoiced", "edited", ask("PUT", PATH, {"customer_id": IDLE})),
    kept("dropping a line of an order that is invoiced", "edited", ask("PUT", PATH, {"line_items": LINES})),
    status("confirming an order that is void", ask("POST", f"{PATH}/status/open"), "void", "draft"),
    status("voiding an order that is void", ask("POST", f"{PATH}/status/void"), "void", "open"),
    status("submitting an order that is confirmed", ask("POST", f"{PATH}/submit"), "open", "draft"),
    status(
        "approving an order that nobody submitted",
        ask("POST", f"{PATH}/approve"),
        "draft",
        "pending_approval",
    ),
    status("invoicing an order that is not confirmed", FROM, "draft", "open"),
    Row(
        "a sub status that there is not",
        "books.record",
        missing("Sub status"),
        on(CHECKED, CHECKED.changed(path=f"/books/v3{PATH}/substatus/cs_none"), SUB_STATUS),
    ),
    Row(
        "a sub status of another status",
        "books.transition",
        refusal("wrong_status", 400, 2, "This cannot be done to a sales order in the status Draft."),
        CHECKED.after(order(status="draft"), SUB_STATUS, right=(order(), SUB_STATUS)),
    ),
    *(
        unknown(one)
        for one in (
            ask("GET", PATH),
            ask("PUT", PATH, {"notes": "x"}),
            DELETE,
            ask("POST", f"{PATH}/status/void"),
            ask("PUT", f"{PATH}/address/billing", {"city": "x"}),
            ask("GET", f"{PATH}/email"),
            EMAIL,
            ask("GET", f"{PATH}/comments"),
            ATTACH,
            ask("PUT", f"/salesorder/{ORDER}/customfields", {"custom_fields": []}),
        )
    ),
    Row(
        "an invoice of an order that there is not",
        "books.record",
        missing("Sales order"),
        on(FROM, FROM.changed(params={"salesorder_id": NOTHING})),
    ),
    Row(
        "associating an invoice that there is not",
        "books.record",
        missing("Invoice"),
        instead(MAP, MAP.changed(json={"invoice_ids": [NOTHING]}), invoice()),
    ),
    Row(
        "no sales order among several",
        "books.record",
        missing("Sales order"),
        on(
            ask("GET", "/salesorders/pdf", params=MANY),
            ask("GET", "/salesorders/pdf", params={"salesorder_ids": NOTHING}),
        ),
    ),
)
