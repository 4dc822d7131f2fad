"""Lists out of indexes and kept rows, against a world that has read nothing before."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from .desk import ONE, Desk

NAMES = st.sampled_from(["Acme", "acme 2", "Bolt", "Crow", "Dune"])
EACH = ("contacts", "invoices", "projects", "salesorders")
LISTS = (
    ("/contacts", {"sort_column": "outstanding_receivable_amount"}),
    ("/contacts", {"filter_by": "Invoice.Unpaid", "sort_column": "last_modified_time"}),
    ("/contacts", {"filter_by": "Invoice.OverDue"}),
    ("/contacts", {"filter_by": "Status.CreditLimitExceed"}),
    ("/contacts", {"search_text": "ac"}),
    ("/contacts", {"contact_name_startswith": "ac", "sort_order": "D"}),
    ("/invoices", {"sort_column": "customer_name"}),
    ("/invoices", {"customer_name": "acme"}),
    ("/invoices", {"filter_by": "Status.Unpaid", "sort_column": "balance"}),
    ("/invoices", {"status": "overdue"}),
    ("/invoices", {"balance_less_than": "60"}),
    ("/invoices", {"item_name_contains": "paint", "search_text": "inv"}),
    ("/invoices", {"date_after": "2026-01-16", "email_contains": "@"}),
    ("/projects", {"sort_column": "customer_name"}),
    ("/salesorders", {"filter_by": "Status.PartiallyInvoiced", "sort_column": "customer_name"}),
    ("/salesorders", {"status": "invoiced", "item_name_contains": "paint"}),
)


class Lists(RuleBasedStateMachine):
    """Whatever is written, and whoever asks for which list in between."""

    def __init__(self) -> None:
        super().__init__()
        self.desk, self.fresh = Desk(), Desk()
        self.asked = LISTS[0]

    @initialize()
    def begin(self) -> None:
        for name in ("Acme", "Bolt"):
            self.desk.given("contacts", {"contact_name": name, "email": f"{name}@x.example"})
            self.desk.given("invoices", {"customer": name, "status": "sent", "due_date": "2026-01-17"})

    @rule(name=NAMES, limit=st.sampled_from([0, 50]))
    def create_contact(self, name: str, limit: int) -> None:
        self.desk.post("/contacts", {"contact_name": name, "credit_limit": limit})

    @rule(name=NAMES, number=st.integers(0, 9))
    def rename_contact(self, name: str, number: int) -> None:
        key = self._some("contacts", number)
        self.desk.put(
            f"/contacts/{key}", {"contact_name": name, "custom_fields": [{"label": "Tier", "value": 1}]}
        )

    @rule(
        number=st.integers(0, 9),
        status=st.sampled_from(["draft", "sent"]),
        item=st.sampled_from(["Paint", "Work"]),
    )
    def create_invoice(self, number: int, status: str, item: str) -> None:
        lines = [{"name": item, "rate": 10 * number}]
        values = {"customer": self._some("contacts", number), "status": status, "line_items": lines}
        self.desk.given("invoices", {**values, "due_date": f"2026-01-{15 + number}"})

    @rule(number=st.integers(0, 9), item=st.sampled_from(["Paint", "Work"]))
    def create_order(self, number: int, item: str) -> None:
        values = {"customer": self._some("contacts", number), "line_items": [{"name": item, "quantity": 2}]}
        self.desk.given("salesorders", {**values, "shipment_date": f"2026-01-{15 + number}"})

    @rule(number=st.integers(0, 9), whole=st.booleans())
    def invoice_order(self, number: int, whole: bool) -> None:
        key = self._some("salesorders", number)
        if key and whole:
            self.desk.ask("POST", "/invoices/fromsalesorder", params={"salesorder_id": key})
        elif key:
            order = self.desk.context.store.rows("books.salesorders", ONE)[key]
            lines = [{"name": "Part", "salesorder_item_id": order["line_items"][0]["line_item_id"]}]
            self.desk.post("/invoices", {"customer_id": order["customer_id"], "line_items": lines})

    @rule(number=st.integers(0, 9), action=st.sampled_from(["sent", "void", "draft"]))
    def mark_invoice(self, number: int, action: str) -> None:
        if key := self._some("invoices", number):
            self.desk.ask("POST", f"/invoices/{key}/status/{action}")

    @rule(number=st.integers(0, 9))
    def delete_invoice(self, number: int) -> None:
        if key := self._some("invoices", number):
            self.desk.ask("DELETE", f"/invoices/{key}")

    @rule(
        number=st.integers(0, 9),
        kind=st.sampled_from(["customerpayments", "creditnotes"]),
        applied=st.booleans(),
    )
    def give_money(self, number: int, kind: str, applied: bool) -> None:
        invoice = self._some("invoices", number)
        whose = {"invoice": invoice} if applied and invoice else {"customer": self._some("contacts", number)}
        self.desk.given(kind, {**whose, "amount": 30})

    @rule(number=st.integers(0, 9), name=NAMES)
    def create_project(self, number: int, name: str) -> None:
        self.desk.project(name, customer=self._some("contacts", number))

    @rule(days=st.integers(1, 3))
    def wait(self, days: int) -> None:
        for desk in (self.desk, self.fresh):
            desk.context.clock.move(days * 86_400)

    @rule(form=st.sampled_from(["dd MMM yyyy", "MM/dd/yyyy"]))
    def write_dates_otherwise(self, form: str) -> None:
        organization = self.desk.context.store.get("books.organizations", "", ONE)
        assert organization is not None
        self.desk.context.store.put("books.organizations", "", ONE, {**organization, "date_format": form})

    @rule(chosen=st.sampled_from(["overdue", "partially_paid"]))
    def assume_otherwise(self, chosen: str) -> None:
        for desk in (self.desk, self.fresh):
            desk.context.assumptions.choose("books.overdue_partly_paid", chosen)

    @rule()
    def go_back(self) -> None:
        self.desk.context.store.restore(self.desk.context.store.snapshot())

    @rule(asked=st.sampled_from(LISTS))
    def ask_for(self, asked: tuple[str, dict[str, str]]) -> None:
        self.asked = asked

    @invariant()
    def they_are_what_a_world_that_has_read_nothing_answers(self) -> None:
        self.fresh.context.store.load(self.desk.context.store.entries())
        for path, params in (*((f"/{name}", {}) for name in EACH), self.asked):
            assert self.desk.get(path, params=params) == self.fresh.get(path, params=params)

    def _some(self, plural: str, number: int) -> str:
        keys = list(self.desk.context.store.rows(f"books.{plural}", ONE))
        return keys[number % len(keys)] if keys else ""


TestLists = Lists.TestCase
TestLists.settings = settings(
    max_examples=15, stateful_step_count=15, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@pytest.fixture
def listed(desk: Desk) -> Desk:
    """Acme's invoice, overdue and half paid; all lists have been asked for."""
    desk.given("contacts", {"contact_name": "Acme", "email": "a@x.example"})
    desk.given("invoices", {"customer": "Acme", "status": "sent", "due_date": "2026-01-01"})
    desk.given("customerpayments", {"invoice": "INV-000001", "amount": 50})
    for path, params in LISTS:
        desk.get(path, params=params)
    return desk


def test_a_list_of_invoices_follows_the_email_of_the_customer(listed: Desk) -> None:
    acme = listed.get("/contacts")["contacts"][0]["contact_id"]
    people = [{"first_name": "Bo", "email": "bo@x.example", "is_primary_contact": True}]
    for email, found in (("a@x.example", 1), ("bo@x.example", 0)):
        assert len(listed.get("/invoices", params={"email": email})["invoices"]) == found
    listed.put(f"/contacts/{acme}", {"contact_persons": people})
    for email, found in (("a@x.example", 0), ("bo@x.example", 1)):
        assert len(listed.get("/invoices", params={"email": email})["invoices"]) == found


def test_a_list_follows_the_choice_of_an_alternative(listed: Desk) -> None:
    for chosen in ("overdue", "partially_paid"):
        listed.context.assumptions.choose("books.overdue_partly_paid", chosen)
        (invoice,) = listed.get("/invoices", params={"status": chosen})["invoices"]
        assert invoice["status"] == chosen


def test_a_list_follows_the_day(listed: Desk) -> None:
    (before,) = listed.get("/invoices")["invoices"]
    listed.context.clock.move(86_400)
    (after,) = listed.get("/invoices")["invoices"]
    assert (before["due_days"], after["due_days"]) == ("Overdue by 14 days", "Overdue by 15 days")


def _rename_contact(desk: Desk) -> None:
    key = next(iter(desk.context.store.rows("books.contacts", ONE)))
    desk.put(f"/contacts/{key}", {"contact_name": "Otherwise"})


def _rename_tax(desk: Desk) -> None:
    key = next(iter(desk.context.store.rows("books.taxes", ONE)))
    desk.put(f"/settings/taxes/{key}", {"tax_name": "Otherwise", "tax_percentage": 7})


def _log_time(desk: Desk) -> None:
    desk.given("time_entries", {"project": "Site", "log_time": "02:00"})


def _call_an_account_otherwise(desk: Desk) -> None:
    store = desk.context.store
    for key, account in list(store.rows("books.chartofaccounts", ONE).items()):
        store.put("books.chartofaccounts", ONE, key, {**account, "account_name": "Otherwise"})


@pytest.mark.parametrize(
    ("plural", "change"),
    [
        ("items", _rename_contact),
        ("items", _rename_tax),
        ("projects", _rename_contact),
        ("projects", _log_time),
        ("expenses", _rename_contact),
        ("expenses", _call_an_account_otherwise),
    ],
)
def test_rows_that_are_kept_follow_what_they_show_of_others(
    desk: Desk, plural: str, change: Callable[[Desk], None]
) -> None:
    acme = desk.customer()
    tax = desk.given("taxes", {"tax_name": "VAT", "tax_percentage": 5})["tax_id"]
    desk.given("items", {"name": "Paint", "rate": 1, "vendor_id": acme, "tax_id": tax})
    desk.project("Site", customer=acme)
    desk.given("expenses", {"account": "Snacks", "amount": 5, "customer_id": acme})
    before = desk.get(f"/{plural}")[plural]
    change(desk)
    fresh = Desk()
    fresh.context.store.load(desk.context.store.entries())
    assert desk.get(f"/{plural}")[plural] == fresh.get(f"/{plural}")[plural] != before
