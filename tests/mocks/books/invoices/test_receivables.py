"""What a customer owes and has in credit: what their records add up to, at the same cost however many."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from tests.fakes import CountedStore

from ..desk import Desk

OPEN = {"sent", "overdue", "partially_paid"}


def handed_out(many: int) -> list[int]:
    """The records that are looked at to make one more invoice, to send it and to delete it, after so many."""
    store = CountedStore()
    desk = Desk(store=store)
    sent = {"customer_id": desk.customer(), "line_items": [{"name": "Work", "rate": 100}]}
    for _ in range(many):
        desk.given("invoices", {**sent, "status": "sent"})
        desk.given("customerpayments", {"customer": "Acme Corp", "amount": 10})

    seen = [store.handed_out]
    key = desk.post("/invoices", sent)["invoice"]["invoice_id"]
    seen.append(store.handed_out)
    desk.post(f"/invoices/{key}/status/sent")
    seen.append(store.handed_out)
    desk.delete(f"/invoices/{key}")
    return [after - before for before, after in pairwise([*seen, store.handed_out])]


def test_one_more_invoice_costs_the_same_however_many_a_customer_has() -> None:
    assert handed_out(2) == handed_out(40)


class Money(RuleBasedStateMachine):
    """Two customers, and whatever is done to their invoices, payments and credit notes."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.customers = [self.desk.customer(name) for name in ("Acme", "Bell")]
        self.invoices: list[str] = []

    @rule(who=st.integers(0, 1), rate=st.integers(1, 9), status=st.sampled_from(["draft", "sent"]))
    def bill(self, who: int, rate: int, status: str) -> None:
        values = {"customer_id": self.customers[who], "status": status}
        lines = [{"name": "Work", "rate": rate * 10}]
        made = self.desk.given("invoices", {**values, "line_items": lines})
        self.invoices.append(made["invoice_id"])

    @rule(
        who=st.integers(0, 1),
        amount=st.integers(1, 9),
        kind=st.sampled_from(["customerpayments", "creditnotes"]),
    )
    def credit(self, who: int, amount: int, kind: str) -> None:
        self.desk.given(kind, {"customer_id": self.customers[who], "amount": float(amount * 10)})

    @precondition(lambda self: self.invoices)
    @rule(
        data=st.data(),
        act=st.sampled_from(
            ["pay", "apply", "take off", "status/void", "status/draft", "writeoff", "other", "delete"]
        ),
    )
    def do(self, data: st.DataObject, act: str) -> None:
        key = data.draw(st.sampled_from(self.invoices))
        path = f"/invoices/{key}"
        if act == "pay":
            self.desk.given("customerpayments", {"invoice": key, "amount": 20.0})
        elif act == "apply":
            notes = self.desk.view("creditnotes")
            parts = [{"creditnote_id": one["creditnote_id"], "amount_applied": 10} for one in notes]
            self.desk.ask("POST", f"{path}/credits", {"apply_creditnotes": parts[:1]})
        elif act == "take off":
            for one in self.desk.get(f"{path}/payments")["payments"][:1]:
                self.desk.delete(f"{path}/payments/{one['invoice_payment_id']}")
        elif act == "other":
            self.desk.ask("PUT", path, {"customer_id": self.customers[1]})
        elif act == "delete":
            if self.desk.ask("DELETE", path).status_code == 200:
                self.invoices.remove(key)
        else:
            self.desk.ask("POST", f"{path}/{act}")

    @invariant()
    def a_contact_shows_what_the_records_add_up_to(self) -> None:
        invoices = self.desk.view("invoices")
        for customer in self.customers:
            owing = sum(
                one["balance"] for one in invoices if one["customer_id"] == customer and one["status"] in OPEN
            )
            credit = sum(
                one["unused_amount"]
                for kind in ("customerpayments", "creditnotes")
                for one in self.desk.view(kind)
                if one["customer_id"] == customer
            )
            seen = self.desk.get(f"/contacts/{customer}")["contact"]
            assert seen["outstanding_receivable_amount"] == owing
            assert seen["unused_credits_receivable_amount"] == credit

    @invariant()
    def what_is_left_of_a_payment_is_what_no_invoice_has(self) -> None:
        store = self.desk.context.store
        for kind, name in (("customerpayments", "payment_id"), ("creditnotes", "creditnote_id")):
            for one in self.desk.view(kind):
                used = sum(
                    entry["amount"]
                    for invoice in store.rows("books.invoices", "60012345678").values()
                    for entry in (*invoice.get("payments", ()), *invoice.get("credits", ()))
                    if entry.get(name) == one[name]
                )
                assert one["unused_amount"] == one["amount"] - used


TestMoney = Money.TestCase
TestMoney.settings = settings(max_examples=10, stateful_step_count=12, deadline=None)
