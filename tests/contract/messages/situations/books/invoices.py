"""Invoices and what is done to them."""

from __future__ import annotations

from collections.abc import Callable

from tests.mocks.books.desk import Desk

from ..room import Act, Call, Ids
from .common import BY_FIELD, MARKED, customer, upload
from .expenses import SPENT
from .sales_order import confirmed, ordered

WORK = [{"name": "Work", "rate": 100}]
ADDRESS = {"city": "Kiel"}
SEVERAL = {"invoice_ids": "{invoice_id}"}


def furnish(desk: Desk, ids: Ids) -> None:
    """A draft of 100 for Acme, with a file and a comment."""
    customer(desk, ids)
    sent = {"customer_id": ids["contact_id"], "line_items": WORK, "custom_fields": MARKED}
    made = desk.post("/invoices", sent)["invoice"]
    ids |= {"invoice_id": made["invoice_id"], "template_id": made["template_id"]}
    path = f"/invoices/{ids['invoice_id']}"
    desk.post(f"{path}/attachment", files=upload("attachment"))
    ids["document_id"] = desk.get(path)["invoice"]["documents"][0]["document_id"]
    ids["comment_id"] = desk.post(f"{path}/comments", {"description": "Hi"})["comment"]["comment_id"]


def done(*actions: str) -> Act:
    """This has been done to it."""

    def act(desk: Desk, ids: Ids) -> None:
        for action in actions:
            desk.post(f"/invoices/{ids['invoice_id']}/{action}")

    return act


SENT = done("status/sent")


def after_sending(then: Callable[[Desk, Ids], None]) -> Act:
    """It went out, and then this happened."""

    def act(desk: Desk, ids: Ids) -> None:
        SENT(desk, ids)
        then(desk, ids)

    return act


def paid(desk: Desk, ids: Ids) -> None:
    """Acme has paid a part."""
    number = desk.get(f"/invoices/{ids['invoice_id']}")["invoice"]["invoice_number"]
    desk.given("customerpayments", {"invoice": number, "amount": 40})
    (payment,) = desk.get(f"/invoices/{ids['invoice_id']}/payments")["payments"]
    ids["invoice_payment_id"] = payment["invoice_payment_id"]


def in_credit(desk: Desk, ids: Ids) -> None:
    """Acme has a credit note."""
    ids["creditnote_id"] = desk.given("creditnotes", {"customer": "Acme", "amount": 30})["creditnote_id"]


def credited(desk: Desk, ids: Ids) -> None:
    """The credit note went into it."""
    in_credit(desk, ids)
    path = f"/invoices/{ids['invoice_id']}"
    note = {"creditnote_id": ids["creditnote_id"], "amount_applied": 30}
    desk.post(f"{path}/credits", {"apply_creditnotes": [note]})
    (credit,) = desk.get(f"{path}/creditsapplied")["credits"]
    ids["creditnotes_invoice_id"] = credit["creditnotes_invoice_id"]


def billed(desk: Desk, ids: Ids) -> None:
    """An invoice bills an expense that has a receipt."""
    ids["expense_id"] = desk.post("/expenses", {**SPENT, "customer_id": ids["contact_id"]})["expense"][
        "expense_id"
    ]
    desk.post(f"/expenses/{ids['expense_id']}/receipt", files=upload("receipt"))
    lines = [{"expense_id": ids["expense_id"]}]
    desk.post("/invoices", {"customer_id": ids["contact_id"], "line_items": lines})


def referring(desk: Desk, ids: Ids) -> None:
    """The invoice names a confirmed order of the same work."""
    confirmed(desk, ids)
    desk.put(f"/invoices/{ids['invoice_id']}", {"reference_number": ids["salesorder_number"]})


def referring_to_another(desk: Desk, ids: Ids) -> None:
    """The invoice names an order of somebody else."""
    other = {"contact_id": desk.customer("Other")}
    ordered(desk, other)
    desk.put(f"/invoices/{ids['invoice_id']}", {"reference_number": other["salesorder_number"]})


def mapped(desk: Desk, ids: Ids) -> None:
    """The invoice has its order already."""
    referring(desk, ids)
    desk.post("/invoices/mapwithorder", {"invoice_ids": [ids["invoice_id"]]})


def referring_to_nothing(desk: Desk, ids: Ids) -> None:
    """The order that the invoice names is void."""
    referring(desk, ids)
    desk.post(f"/salesorders/{ids['salesorder_id']}/status/void", {"reason": "Changed their mind"})


MAPPED = {"invoice_ids": ["{invoice_id}"]}
CALLS = {
    "POST /invoices": Call({"customer_id": "{contact_id}", "line_items": WORK}),
    "PUT /invoices": Call({"notes": "x"}, headers=BY_FIELD),
    "PUT /invoices/{}": Call({"notes": "x"}),
    "GET /invoices/{} as pdf": Call(params={"accept": "pdf"}),
    "POST /invoices/fromsalesorder": Call(params={"salesorder_id": "{salesorder_id}"}, after=confirmed),
    "POST /invoices/mapwithorder": Call(MAPPED, after=referring),
    "POST /invoices/mapwithorder of another customer": Call(MAPPED, after=referring_to_another),
    "POST /invoices/mapwithorder of one that has its order": Call(MAPPED, after=mapped),
    "POST /invoices/mapwithorder with a void order": Call(MAPPED, after=referring_to_nothing),
    "POST /invoices/{}/status/draft": Call(after=done("status/sent", "status/void")),
    "POST /invoices/{}/status/void": Call(after=SENT),
    "POST /invoices/email": Call({}, params=SEVERAL),
    "POST /invoices/{}/approve": Call(after=done("submit")),
    "POST /invoices/{}/email": Call({"subject": "Hello"}),
    "POST /invoices/{}/paymentreminder": Call({}, after=SENT),
    "GET /invoices/{}/paymentreminder": Call(after=SENT),
    "POST /invoices/paymentreminder": Call(params=SEVERAL, after=SENT),
    "GET /invoices/pdf": Call(params=SEVERAL),
    "GET /invoices/print": Call(params=SEVERAL),
    "POST /invoices/{}/writeoff": Call(after=SENT),
    "POST /invoices/{}/writeoff/cancel": Call(after=done("status/sent", "writeoff")),
    "PUT /invoices/{}/address/billing": Call(ADDRESS),
    "PUT /invoices/{}/address/shipping": Call(ADDRESS),
    "POST /invoices/{}/credits": Call(
        {"apply_creditnotes": [{"creditnote_id": "{creditnote_id}", "amount_applied": 30}]},
        after=after_sending(in_credit),
    ),
    "DELETE /invoices/{}/payments/{}": Call(after=after_sending(paid)),
    "DELETE /invoices/{}/creditsapplied/{}": Call(after=after_sending(credited)),
    "POST /invoices/{}/attachment": Call(files=upload("attachment")),
    "PUT /invoices/{}/attachment": Call(params={"can_send_in_mail": "true"}),
    "DELETE /invoices/expenses/{}/receipt": Call(after=billed),
    "PUT /invoice/{}/customfields": Call({"custom_fields": MARKED}),
    "POST /invoices/{}/comments": Call({"description": "Ho"}),
    "PUT /invoices/{}/comments/{}": Call({"description": "Ho"}),
    "GET /share/paymentlink": Call(
        params={
            "transaction_id": "{invoice_id}",
            "transaction_type": "invoice",
            "link_type": "public",
            "expiry_time": "2026-03-01",
        }
    ),
}
