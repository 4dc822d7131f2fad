"""What fake Books refuses about invoices, and what is billed and paid by them."""

from __future__ import annotations

from typing import Any

import httpx

from .asks import ABSENT, Act, Ask, given, instead, sent
from .books import ask, invalid, missing, refusal, required, too_long
from .books_time import ENTRY, entry
from .rows import Attempt, Refusal, Row
from .stage import CUSTOMER, IDLE, ORG, Stage

INVOICE, OTHER, NOTHING = "460000000070001", "460000000070002", "460000000079999"
PAYMENT, NOTE = "460000000072001", "460000000074001"
PATH = f"/invoices/{INVOICE}"
LINES = [{"name": "Work", "rate": 100}]
OWN = {"ignore_auto_number_generation": "true"}

ADDRESS = {
    "address": "Test Street",
    "street2": "Test Street 2",
    "city": "Test City",
    "state": "Test State",
    "zip": "Test Postal Code",
    "country": "Test Country",
}
CREATE = ask("POST", "/invoices", {"customer_id": CUSTOMER, "line_items": LINES})
NUMBERED = CREATE.changed(params=OWN, json={"invoice_number": "A-1"})
NOTED = CREATE.changed(json={"type": "debit_note", "reference_invoice_id": INVOICE})
UPDATE = ask("PUT", PATH, {"notes": "x"})
DELETE = ask("DELETE", PATH)
MANY = {"invoice_ids": INVOICE}
PICTURE = (
    b'--x\r\ncontent-disposition: form-data; name="attachment"; filename="plan.png"\r\n'
    b"content-type: image/png\r\n\r\nPNG\r\n--x--\r\n"
)
ATTACH = ask(
    "POST",
    f"{PATH}/attachment",
    content=PICTURE,
    headers={"content-type": "multipart/form-data; boundary=x"},
)
COMMENT = {"description": "soon"}
APPLY = ask("POST", f"{PATH}/credits", {"apply_creditnotes": [{"creditnote_id": NOTE, "amount_applied": 10}]})
SAID = sent(ask("POST", f"{PATH}/comments", COMMENT))


def invoice(key: str = INVOICE, status: str = "sent", **values: Any) -> Act:
    """An invoice of 100 is there."""
    return given(
        "books",
        "invoices",
        ORG,
        {"invoice_id": key, "customer_id": CUSTOMER, "line_items": LINES, "status": status, **values},
    )


def payment(**values: Any) -> Act:
    """A payment is there; for the invoice unless it says otherwise."""
    return given("books", "customerpayments", ORG, {"payment_id": PAYMENT, **values})


def note(**values: Any) -> Act:
    """A credit note is there."""
    return given("books", "creditnotes", ORG, {"creditnote_id": NOTE, **values})


def on(right: Ask, wrong: Ask | None = None, *before: Act) -> Attempt:
    """The request on an invoice that went out; `wrong` is what is sent in its place."""
    return instead(right, wrong or right, invoice(), *before)


def unknown(title: str, right: Ask, key: str = INVOICE, *before: Act) -> Row:
    wrong = right.changed(path=right.path.replace(key, NOTHING))
    words = f"no {title.lower()}: {right.method} {right.path.removeprefix('/books/v3').replace(key, '…')}"
    return Row(words, "books.record", missing(title), on(right, wrong, *before))


def status(title: str, path: str, wrong: str, right: str) -> Row:
    """An action in a status that does not allow it, and in one that does."""
    named = {"draft": "Draft", "sent": "Sent", "void": "Void"}[wrong]
    refused = refusal("wrong_status", 400, 2, f"This cannot be done to an invoice in the status {named}.")
    method = ask("POST", f"{PATH}/{path}")
    if path == "paymentreminder":
        method = ask("POST", f"{PATH}/{path}", {"subject": "Please"})
    wanted = method.after(invoice(status=wrong), right=(invoice(status=right),))
    return Row(title, "books.transition", refused, wanted)


def settled(title: str, refused: Refusal, attempt: Attempt) -> Row:
    return Row(title, "books.settled", refused, attempt)


def no_more(title: str, **asked: Any) -> Row:
    right = ask(
        "POST", f"{PATH}/credits", {"apply_creditnotes": [{"creditnote_id": NOTE, "amount_applied": 10}]}
    )
    wrong = right.changed(json=asked)
    attempt = on(right, wrong, note(customer_id=CUSTOMER, amount=20.0))
    return Row(title, "books.credit", invalid("amount_applied"), attempt)


def nested(title: str, listed: Ask, name: str, method: str, path: str, *before: Act, json: Any = None) -> Row:
    """Something of an invoice by its id, which a list tells, and by one that it does not have."""

    async def attempt(stage: Stage, wrong: bool) -> httpx.Response:
        for act in (invoice(), *before):
            await act(stage, listed)
        told = (await listed.send(stage)).json()
        rows = next(one for one in told.values() if isinstance(one, (list, dict)))
        key = (rows["documents"] if isinstance(rows, dict) else rows)[0][name]
        return await ask(method, f"{PATH}/{path}/{NOTHING if wrong else key}", json).send(stage)

    return Row(f"no {title.lower()} of an invoice: {method}", "books.record", missing(title), attempt)


PAID = refusal(
    "paid_invoice",
    400,
    4001,
    "Payments have been recorded for these invoices.Hence they cannot be deleted",
)
CREDITED = refusal(
    "credited_invoice", 400, 12008, "This invoice has credits applied to it. Hence, it cannot be deleted"
)
PAID_CUSTOMER = refusal(
    "paid_invoice_customer",
    400,
    3010,
    "The customer for this invoice cannot be changed because payments have been recorded for this invoice",
)
CREDITED_CUSTOMER = refusal(
    "credited_invoice_customer",
    400,
    3009,
    "The contact details of this invoice cannot be edited as the credits have been applied to it",
)
PAID_ONE = (invoice(), payment(invoice=INVOICE))
CREDITED_ONE = (invoice(), note(invoice=INVOICE))
MOVE = ask("PUT", PATH, {"customer_id": IDLE})
BILL = CREATE.changed(json={"line_items": [{"name": "Work", "time_entry_ids": [ENTRY]}]})
REMINDERS = ask("POST", "/invoices/paymentreminder", params=MANY)
LINK = ask(
    "GET",
    "/share/paymentlink",
    params={
        "transaction_id": INVOICE,
        "transaction_type": "invoice",
        "link_type": "public",
        "expiry_time": "2026-03-01",
    },
)

ROWS = (
    *(
        Row(f"an invoice without {name}", "books.required", required(name), CREATE.but(json={name: ABSENT}))
        for name in ("customer_id", "line_items")
    ),
    Row(
        "an invoice without a number, where it must give one",
        "books.required",
        required("invoice_number"),
        NUMBERED.but(json={"invoice_number": ABSENT}),
    ),
    Row(
        "a debit note that names no invoice",
        "books.required",
        required("reference_invoice_id"),
        instead(NOTED, NOTED.changed(json={"reference_invoice_id": ABSENT}), invoice()),
    ),
    Row(
        "a debit note on an invoice that there is not",
        "books.reference",
        invalid("reference_invoice_id"),
        instead(NOTED, NOTED.changed(json={"reference_invoice_id": NOTHING}), invoice()),
    ),
    Row(
        "a number of a debit note twice",
        "books.duplicate",
        refusal("duplicate_number", 400, 1001, "Debit note Number already exist"),
        NOTED.changed(params=OWN, json={"invoice_number": "A-1"}).after(
            invoice(), invoice(OTHER, invoice_number="A-1"), right=(invoice(),)
        ),
    ),
    Row(
        "deleting an invoice that a debit note names",
        "books.in_use",
        refusal("has_transactions", 400, 1004, "The invoice has transactions and cannot be deleted."),
        DELETE.after(invoice(), sent(NOTED), right=(invoice(),)),
    ),
    Row(
        "a line that says nothing",
        "books.required",
        required("item_id"),
        CREATE.but(json={"line_items": [{"rate": 1}]}),
    ),
    Row(
        "a mail to nobody",
        "books.required",
        required("to_mail_ids"),
        on(
            ask("POST", f"{PATH}/email", {"to_mail_ids": ["a@x.example"]}),
            ask("POST", f"{PATH}/email", {"to_mail_ids": []}),
        ),
    ),
    Row(
        "no credits to apply",
        "books.required",
        required("apply_creditnotes"),
        on(
            ask(
                "POST",
                f"{PATH}/credits",
                {"apply_creditnotes": [{"creditnote_id": NOTE, "amount_applied": 1}]},
            ),
            ask("POST", f"{PATH}/credits", {"apply_creditnotes": []}),
            note(customer_id=CUSTOMER, amount=20.0),
        ),
    ),
    Row(
        "an attachment that is none",
        "books.required",
        required("attachment"),
        on(ATTACH, ATTACH.changed(content=b"--x--\r\n")),
    ),
    Row(
        "terms in words",
        "books.value",
        invalid("Payment Terms"),
        CREATE.changed(json={"payment_terms": 15}).but(json={"payment_terms": "Net 15"}),
    ),
    Row(
        "an address written out",
        "books.length",
        too_long("shipping_address", 100),
        CREATE.changed(json={"shipping_address": {"city": "Kiel"}}).but(json={"shipping_address": ADDRESS}),
    ),
    Row(
        "no lines",
        "books.lines",
        refusal("no_lines", 400, 4016, "An invoice must have at least one line item."),
        CREATE.but(json={"line_items": []}),
    ),
    Row(
        "a number twice",
        "books.duplicate",
        refusal("duplicate_number", 400, 1001, "Invoice Number already exist"),
        NUMBERED.after(invoice(OTHER, invoice_number="A-1")),
    ),
    Row(
        "more than all off",
        "books.value",
        invalid("discount"),
        CREATE.changed(json={"discount": "100%"}).but(json={"discount": "101%"}),
    ),
    Row(
        "a discount that is no number",
        "books.value",
        invalid("discount"),
        CREATE.changed(json={"discount": "5%"}).but(json={"discount": "five"}),
    ),
    *(
        Row(
            f"too many invoices: {path}",
            "books.value",
            invalid("invoice_ids"),
            on(
                ask(method, f"/invoices/{path}", json, params=MANY),
                ask(method, f"/invoices/{path}", json, params={"invoice_ids": ",".join([INVOICE, *numbers])}),
                *(invoice(number) for number in numbers),
            ),
        )
        for method, path, json, numbers in (
            ("POST", "email", {"contacts": []}, [str(number) for number in range(10)]),
            ("GET", "pdf", None, [str(number) for number in range(25)]),
        )
    ),
    *(
        Row(
            f"a line with a {name} that there is not",
            "books.reference",
            invalid(name),
            CREATE.but(json={"line_items": [{**LINES[0], name: NOTHING}]}),
        )
        for name in ("item_id", "project_id", "tax_id", "expense_id")
    ),
    Row(
        "a line with time that there is not",
        "books.reference",
        invalid("time_entry_ids"),
        CREATE.but(json={"line_items": [{**LINES[0], "time_entry_ids": [NOTHING]}]}),
    ),
    Row(
        "a credit note that there is not",
        "books.reference",
        invalid("creditnote_id"),
        on(
            ask(
                "POST",
                f"{PATH}/credits",
                {"apply_creditnotes": [{"creditnote_id": NOTE, "amount_applied": 1}]},
            ),
            ask(
                "POST",
                f"{PATH}/credits",
                {"apply_creditnotes": [{"creditnote_id": NOTHING, "amount_applied": 1}]},
            ),
            note(customer_id=CUSTOMER, amount=20.0),
        ),
    ),
    Row(
        "time that another invoice bills",
        "books.billed_twice",
        invalid("time_entry_ids"),
        BILL.after(entry(), sent(BILL), right=(entry(),)),
    ),
    settled(
        "deleting what is paid", PAID, DELETE.after(invoice(), payment(invoice=INVOICE), right=(invoice(),))
    ),
    settled(
        "deleting what has credits",
        CREDITED,
        DELETE.after(invoice(), note(invoice=INVOICE), right=(invoice(),)),
    ),
    settled(
        "another customer for what is paid",
        PAID_CUSTOMER,
        MOVE.after(*PAID_ONE, right=(invoice(),)),
    ),
    settled(
        "another customer for what has credits",
        CREDITED_CUSTOMER,
        MOVE.after(*CREDITED_ONE, right=(invoice(),)),
    ),
    status("sending what is void", "status/sent", "void", "draft"),
    status("voiding what is void", "status/void", "void", "sent"),
    status("a draft of what is not void", "status/draft", "sent", "void"),
    status("submitting what went out", "submit", "sent", "draft"),
    status("writing off a draft", "writeoff", "draft", "sent"),
    status("reminding of a draft", "paymentreminder", "draft", "sent"),
    Row(
        "approving what nobody submitted",
        "books.transition",
        refusal("wrong_status", 400, 2, "This cannot be done to an invoice in the status Draft."),
        ask("POST", f"{PATH}/approve").after(
            invoice(status="draft"),
            right=(invoice(status="draft"), sent(ask("POST", f"{PATH}/submit"))),
        ),
    ),
    Row(
        "cancelling a write-off that there is not",
        "books.transition",
        refusal("wrong_status", 400, 2, "This cannot be done to an invoice in the status Sent."),
        ask("POST", f"{PATH}/writeoff/cancel").after(
            invoice(), right=(invoice(), sent(ask("POST", f"{PATH}/writeoff")))
        ),
    ),
    no_more(
        "more of a credit note than there is",
        apply_creditnotes=[{"creditnote_id": NOTE, "amount_applied": 21}],
    ),
    no_more(
        "more credit than is owed",
        apply_creditnotes=[{"creditnote_id": NOTE, "amount_applied": 20}] * 6,
    ),
    Row(
        "a program in place of a picture",
        "books.file",
        invalid("attachment"),
        on(ATTACH, ATTACH.changed(content=PICTURE.replace(b"plan.png", b"plan.exe"))),
    ),
    *(
        unknown("Invoice", one)
        for one in (
            ask("GET", PATH),
            UPDATE,
            DELETE,
            ask("POST", f"{PATH}/status/void"),
            ask("PUT", f"{PATH}/address/billing", {"city": "x"}),
            ask("GET", f"{PATH}/payments"),
            ask("GET", f"{PATH}/creditsapplied"),
            ask("GET", f"{PATH}/email"),
            ask("GET", f"{PATH}/paymentreminder"),
            ask("GET", f"{PATH}/comments"),
            ask("POST", f"{PATH}/comments", COMMENT),
            ATTACH,
            ask("PUT", f"{PATH}/attachment", params={"can_send_in_mail": "true"}),
        )
    ),
    *(
        Row(
            f"no invoice among several: {one.path.removeprefix('/books/v3')}",
            "books.record",
            missing("Invoice"),
            on(one, one.changed(params={"invoice_ids": NOTHING})),
        )
        for one in (
            ask("POST", "/invoices/email", {"contacts": []}, params=MANY),
            REMINDERS,
            ask("GET", "/invoices/pdf", params=MANY),
            ask("GET", "/invoices/print", params=MANY),
        )
    ),
    Row(
        "a link to pay what there is not",
        "books.record",
        missing("Invoice"),
        on(LINK, LINK.changed(params={"transaction_id": NOTHING})),
    ),
    nested("Template", ask("GET", "/invoices/templates"), "template_id", "PUT", "templates"),
    nested("Comment", ask("GET", f"{PATH}/comments"), "comment_id", "DELETE", "comments", SAID),
    nested(
        "Comment",
        ask("GET", f"{PATH}/comments"),
        "comment_id",
        "PUT",
        "comments",
        SAID,
        json={"description": "x"},
    ),
    nested(
        "Payment",
        ask("GET", f"{PATH}/payments"),
        "invoice_payment_id",
        "DELETE",
        "payments",
        payment(invoice=INVOICE),
    ),
    nested(
        "Credit",
        ask("GET", f"{PATH}/creditsapplied"),
        "creditnotes_invoice_id",
        "DELETE",
        "creditsapplied",
        note(invoice=INVOICE),
    ),
    nested("Document", ask("GET", PATH), "document_id", "GET", "documents", sent(ATTACH)),
    nested("Document", ask("GET", PATH), "document_id", "DELETE", "documents", sent(ATTACH)),
    Row(
        "no attachment",
        "books.record",
        missing("Attachment"),
        ask("GET", f"{PATH}/attachment").after(invoice(), right=(invoice(), sent(ATTACH))),
    ),
    Row(
        "no attachment to delete",
        "books.record",
        missing("Attachment"),
        ask("DELETE", f"{PATH}/attachment").after(invoice(), right=(invoice(), sent(ATTACH))),
    ),
)
