"""Invoices, payments and credit notes against a simple model: no cent is lost, and none comes twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ..desk import Desk

CENTS = st.integers(1, 500)


@dataclass
class Bill:
    """An invoice: what it comes to, whether it is void, and what was applied to it: (source, cents)."""

    total: int
    void: bool = False
    applied: list[tuple[str, int]] = field(default_factory=list)

    @property
    def balance(self) -> int:
        return 0 if self.void else self.total - sum(cents for _, cents in self.applied)


class Money(RuleBasedStateMachine):
    """One customer; `sources` are payments and credit notes: id -> what it brings, in cents."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.customer = self.desk.customer()
        self.bills: dict[str, Bill] = {}
        self.sources: dict[str, int] = {}
        self.notes: set[str] = set()

    def left(self, source: str) -> int:
        used = (cents for bill in self.bills.values() for one, cents in bill.applied if one == source)
        return self.sources[source] - sum(used)

    def pick(self, data: st.DataObject, keys: Any) -> str:
        return str(data.draw(st.sampled_from(sorted(keys))))

    @rule(cents=CENTS)
    def bill(self, cents: int) -> None:
        line = {"name": "Work", "rate": cents / 100}
        body = {"customer": "Acme Corp", "status": "sent", "line_items": [line]}
        self.bills[self.desk.given("invoices", body)["invoice_id"]] = Bill(cents)

    @rule(cents=CENTS, note=st.booleans())
    def credit(self, cents: int, note: bool) -> None:
        kind, name = ("creditnotes", "creditnote_id") if note else ("customerpayments", "payment_id")
        key = self.desk.given(kind, {"customer": "Acme Corp", "amount": cents / 100})[name]
        self.sources[key] = cents
        if note:
            self.notes.add(key)

    @precondition(lambda self: self.bills and self.sources)
    @rule(data=st.data(), amounts=st.lists(CENTS, min_size=1, max_size=3), exactly=st.booleans())
    def apply(self, data: st.DataObject, amounts: list[int], exactly: bool) -> None:
        """Some of each source, perhaps of one twice; `exactly`: as much as can be."""
        key = self.pick(data, self.bills)
        bill, parts = self.bills[key], []
        for cents in amounts:
            source = self.pick(data, self.sources)
            most = min(self.left(source), bill.balance)
            parts.append((source, most if exactly and most > 0 else cents))
        answer = self.desk.ask("POST", f"/invoices/{key}/credits", self.body(parts))
        wanted = {source: sum(cents for one, cents in parts if one == source) for source, _ in parts}
        enough = all(self.left(source) >= cents for source, cents in wanted.items())
        fits = sum(wanted.values()) <= bill.balance
        assert answer.status_code == (200 if enough and fits else 400), answer.text
        if enough and fits:
            bill.applied += parts

    @precondition(lambda self: self.bills and any(self.left(one) > 1 for one in self.sources))
    @rule(data=st.data(), beyond=st.booleans())
    def apply_one_in_two_parts(self, data: st.DataObject, beyond: bool) -> None:
        """Each part is there; together they are all of it, or a cent more."""
        source = self.pick(data, [one for one in self.sources if self.left(one) > 1])
        key = max(self.bills, key=lambda one: self.bills[one].balance)
        bill, left = self.bills[key], self.left(source)
        parts = [(source, 1), (source, left if beyond else left - 1)]
        answer = self.desk.ask("POST", f"/invoices/{key}/credits", self.body(parts))
        good = not beyond and left <= bill.balance
        assert answer.status_code == (200 if good else 400), answer.text
        if good:
            bill.applied += parts

    def body(self, parts: list[tuple[str, int]]) -> dict[str, Any]:
        body: dict[str, Any] = {"apply_creditnotes": [], "invoice_payments": []}
        for source, cents in parts:
            name, part = (
                ("apply_creditnotes", {"creditnote_id": source})
                if source in self.notes
                else ("invoice_payments", {"payment_id": source})
            )
            body[name].append({**part, "amount_applied": cents / 100})
        return body

    @precondition(lambda self: any(bill.applied for bill in self.bills.values()))
    @rule(data=st.data())
    def take_away(self, data: st.DataObject) -> None:
        key = self.pick(data, [key for key, bill in self.bills.items() if bill.applied])
        rows = [
            ("payments", one["invoice_payment_id"], one["payment_id"], one["amount"])
            for one in self.desk.get(f"/invoices/{key}/payments")["payments"]
        ] + [
            ("creditsapplied", one["creditnotes_invoice_id"], one["creditnote_id"], one["amount_applied"])
            for one in self.desk.get(f"/invoices/{key}/creditsapplied")["credits"]
        ]
        path, own, source, amount = data.draw(st.sampled_from(rows))
        cents = round(amount * 100)
        self.desk.delete(f"/invoices/{key}/{path}/{own}")
        self.bills[key].applied.remove((source, cents))
        if path == "payments" and cents == self.sources[source]:
            del self.sources[source]  # a payment for this invoice alone goes with it

    @precondition(lambda self: self.bills)
    @rule(data=st.data())
    def void(self, data: st.DataObject) -> None:
        key = self.pick(data, self.bills)
        answer = self.desk.ask("POST", f"/invoices/{key}/status/void")
        assert answer.status_code == (400 if self.bills[key].void else 200)
        self.bills[key].void, self.bills[key].applied = True, []

    @precondition(lambda self: self.bills)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        key = self.pick(data, self.bills)
        answer = self.desk.ask("DELETE", f"/invoices/{key}")
        assert answer.status_code == (400 if self.bills[key].applied else 200)
        if not self.bills[key].applied:
            del self.bills[key]

    @invariant()
    def every_invoice_adds_up(self) -> None:
        rows = self.desk.get("/invoices")["invoices"]
        shown = {row["invoice_id"]: (round(row["total"] * 100), round(row["balance"] * 100)) for row in rows}
        assert shown == {key: (bill.total, bill.balance) for key, bill in self.bills.items()}

    @invariant()
    def the_customer_owes_what_is_left_and_keeps_what_is_unused(self) -> None:
        contact = self.desk.get(f"/contacts/{self.customer}")["contact"]
        names = ("outstanding_receivable_amount", "unused_credits_receivable_amount")
        owed = sum(bill.balance for bill in self.bills.values())
        unused = sum(map(self.left, self.sources))
        assert [round(contact[name] * 100) for name in names] == [owed, unused]


TestMoney = Money.TestCase
TestMoney.settings = settings(max_examples=25, stateful_step_count=20, deadline=None)
