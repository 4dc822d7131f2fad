"""Invoices of sales orders: made of one, associated with one, and what that does to it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from ..desk import Desk, assert_refused

DAY = 86_400
PENS_AND_PAPER = [{"name": "Pens", "rate": 10, "quantity": 3}, {"name": "Paper", "rate": 5, "quantity": 2}]
LINES = [{"name": "Pens", "rate": 10, "quantity": 3}, {"name": "Paper", "rate": 5, "quantity": 1}]


def order(desk: Desk, **values: Any) -> dict[str, Any]:
    """A confirmed order of pens and paper for Acme."""
    return dict(desk.given("salesorders", {"customer": "Acme Corp", "line_items": LINES, **values}))


def read(desk: Desk, key: str) -> dict[str, Any]:
    return dict(desk.get(f"/salesorders/{key}")["salesorder"])


def statuses(desk: Desk, key: str) -> tuple[str, str, str, str]:
    seen = read(desk, key)
    return seen["status"], seen["order_status"], seen["invoiced_status"], seen["paid_status"]


def instant(desk: Desk, key: str) -> dict[str, Any]:
    """The invoice that Books makes of an order."""
    return dict(desk.post("/invoices/fromsalesorder", params={"salesorder_id": key})["invoice"])


def invoice(desk: Desk, made: Mapping[str, Any], quantities: list[float], **values: Any) -> dict[str, Any]:
    """An invoice of so much of each line of an order, as a client writes it."""
    lines = [
        {
            "name": line["name"],
            "rate": line["rate"],
            "quantity": one,
            "salesorder_item_id": line["line_item_id"],
        }
        for line, one in zip(made["line_items"], quantities, strict=True)
        if one
    ]
    sent = {"customer_id": made["customer_id"], "line_items": lines, **values}
    return dict(desk.post("/invoices", sent)["invoice"])


def mapped(desk: Desk, *keys: str) -> list[dict[str, Any]]:
    """What keeps invoices from being associated with their orders."""
    return list(desk.post("/invoices/mapwithorder", {"invoice_ids": list(keys)})["errors"])


@pytest.fixture(autouse=True)
def acme(desk: Desk) -> None:
    """There is Acme."""
    desk.customer()


def test_an_instant_invoice_takes_all_of_an_order(desk: Desk) -> None:
    tax = desk.given("taxes", {"tax_name": "GST", "tax_percentage": 18})["tax_id"]
    key = order(
        desk,
        line_items=[{**LINES[0], "tax_id": tax, "discount": "10%"}, LINES[1]],
        shipping_charge=4.0,
        discount="5%",
        discount_type="entity_level",
        notes="Ring twice",
    )["salesorder_id"]
    ordered = read(desk, key)
    made = instant(desk, key)
    for name in ("customer_id", "sub_total", "tax_total", "discount", "shipping_charge", "total", "notes"):
        assert made[name] == ordered[name], name
    assert [line["salesorder_item_id"] for line in made["line_items"]] == [
        line["line_item_id"] for line in ordered["line_items"]
    ]
    assert made["reference_number"] == ordered["salesorder_number"] == made["salesorder_number"]
    assert made["status"] == "draft"
    (own,) = made["salesorders"]
    assert (own["salesorder_id"], own["salesorder_order_status"], own["total"]) == (
        key,
        "closed",
        made["total"],
    )
    after = read(desk, key)
    assert [(one["invoice_id"], one["total"]) for one in after["invoices"]] == [
        (made["invoice_id"], made["total"])
    ]
    assert [line["is_invoiced"] for line in after["line_items"]] == [True, True]
    assert statuses(desk, key) == ("invoiced", "closed", "invoiced", "unpaid")


def test_an_order_is_invoiced_in_parts_and_the_rest_at_once(desk: Desk) -> None:
    made = order(desk, shipping_charge=4.0)
    key = made["salesorder_id"]
    invoice(desk, made, [2, 0])
    assert statuses(desk, key) == ("partially_invoiced", "open", "partially_invoiced", "unpaid")
    pens, paper = read(desk, key)["line_items"]
    assert (pens["quantity_invoiced"], pens["is_invoiced"], paper["quantity_invoiced"]) == (2, False, 0)
    rest = instant(desk, key)
    assert [(line["name"], line["quantity"]) for line in rest["line_items"]] == [("Pens", 1), ("Paper", 1)]
    assert (rest["shipping_charge"], rest["total"]) == (0, 15)
    assert statuses(desk, key)[0] == "invoiced"
    again = desk.ask("POST", "/invoices/fromsalesorder", params={"salesorder_id": key})
    text = "This cannot be done to a sales order in the status Invoiced."
    assert_refused(desk, again, 400, 2, text)


@pytest.mark.parametrize(
    ("discount", "rest"), [({}, 20.0), ({"discount": 6}, 20.0), ({"discount": "10%"}, 18.0)]
)
def test_what_comes_off_an_order_as_an_amount_comes_off_its_first_invoice_alone(
    desk: Desk, discount: dict[str, Any], rest: float
) -> None:
    whole = order(desk, line_items=PENS_AND_PAPER, discount_type="entity_level", **discount)
    by_line = order(desk, line_items=[{**PENS_AND_PAPER[0], **discount}, PENS_AND_PAPER[1]])
    for made in (whole, by_line):
        invoice(desk, made, [1, 2])
        assert instant(desk, made["salesorder_id"])["total"] == rest


def test_an_order_of_which_something_is_invoiced_can_not_be_void(desk: Desk) -> None:
    made = order(desk, shipment_date="2026-01-15")
    invoice(desk, made, [1, 0])
    desk.context.clock.move(2 * DAY)
    refused = desk.ask("POST", f"/salesorders/{made['salesorder_id']}/status/void")
    text = "This cannot be done to a sales order in the status Overdue."
    assert_refused(desk, refused, 400, 2, text)


def test_a_list_follows_what_invoices_take(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]

    def found(status: str) -> list[tuple[str, str, str]]:
        rows = desk.get("/salesorders", params={"status": status})["salesorders"]
        return [(row["status"], row["invoiced_status"], row["paid_status"]) for row in rows]

    unpaid = [("invoiced", "invoiced", "unpaid")]
    assert (len(found("open")), found("invoiced")) == (1, [])
    own = instant(desk, key)
    assert (found("open"), found("invoiced")) == ([], unpaid)
    desk.given("customerpayments", {"invoice": own["invoice_number"]})
    assert found("invoiced") == [("invoiced", "invoiced", "paid")]
    desk.post(f"/invoices/{own['invoice_id']}/status/void")
    assert (found("open"), found("invoiced")) == ([("open", "not_invoiced", "unpaid")], [])


def test_where_any_status_will_do_there_must_still_be_something_left() -> None:
    desk = Desk(chosen={"books.invoice_transition": "done"})
    desk.customer()
    key = order(desk, status="draft")["salesorder_id"]
    instant(desk, key)
    again = desk.ask("POST", "/invoices/fromsalesorder", params={"salesorder_id": key})
    assert_refused(desk, again, 400, 4016, "An invoice must have at least one line item.")


def test_an_order_is_paid_when_all_its_invoices_are(desk: Desk) -> None:
    made = order(desk)
    first, second = invoice(desk, made, [3, 0]), invoice(desk, made, [0, 1])
    desk.given("customerpayments", {"invoice": first["invoice_number"]})
    assert statuses(desk, made["salesorder_id"])[3] == "unpaid"
    desk.given("customerpayments", {"invoice": second["invoice_number"]})
    assert statuses(desk, made["salesorder_id"])[3] == "paid"


def test_an_invoice_that_is_deleted_gives_back_what_it_took(desk: Desk) -> None:
    made = order(desk)
    own = instant(desk, made["salesorder_id"])
    desk.delete(f"/invoices/{own['invoice_id']}")
    assert statuses(desk, made["salesorder_id"]) == ("open", "open", "not_invoiced", "unpaid")
    assert read(desk, made["salesorder_id"])["invoices"] == []
    desk.delete(f"/salesorders/{made['salesorder_id']}")


def test_an_invoice_that_is_changed_takes_what_it_says_now(desk: Desk) -> None:
    made = order(desk)
    own = invoice(desk, made, [1, 1])
    pens = own["line_items"][0]["line_item_id"]
    desk.put(f"/invoices/{own['invoice_id']}", {"line_items": [{"line_item_id": pens, "quantity": 3}]})
    assert [line["quantity_invoiced"] for line in read(desk, made["salesorder_id"])["line_items"]] == [3, 0]


@pytest.mark.parametrize(("chosen", "seen"), [("frees", "open"), ("keeps", "invoiced")])
def test_a_void_invoice_gives_back_what_it_took_or_keeps_it(chosen: str, seen: str) -> None:
    desk = Desk(chosen={"books.void_order": chosen})
    desk.customer()
    key = order(desk)["salesorder_id"]
    own = instant(desk, key)["invoice_id"]
    desk.post(f"/invoices/{own}/status/void")
    assert statuses(desk, key)[0] == seen
    desk.post(f"/invoices/{own}/status/draft")
    assert statuses(desk, key)[0] == "invoiced"


@pytest.mark.parametrize("chosen", ["overdue", "partially_invoiced"])
def test_an_order_that_is_late_and_partly_invoiced_has_one_of_two_statuses(chosen: str) -> None:
    desk = Desk(chosen={"books.overdue_order": chosen})
    desk.customer()
    made = order(desk, shipment_date="2026-01-15")
    invoice(desk, made, [1, 0])
    desk.context.clock.move(2 * DAY)
    assert statuses(desk, made["salesorder_id"]) == (chosen, "open", "partially_invoiced", "unpaid")


def test_an_invoice_may_take_of_two_orders(desk: Desk) -> None:
    first, second = order(desk), order(desk)
    lines = [
        {
            "name": "Pens",
            "rate": 10,
            "quantity": 3,
            "salesorder_item_id": one["line_items"][0]["line_item_id"],
        }
        for one in (first, second)
    ]
    own = desk.post("/invoices", {"customer_id": first["customer_id"], "line_items": lines})["invoice"]
    assert [one["salesorder_id"] for one in own["salesorders"]] == [
        first["salesorder_id"],
        second["salesorder_id"],
    ]
    assert {statuses(desk, one["salesorder_id"])[0] for one in (first, second)} == {"partially_invoiced"}


def test_taking_of_an_order_is_no_edit_of_it(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    instant(desk, key)
    assert [module for _, module, _, _, _ in desk.events] == ["invoices"]
    told = [one["description"] for one in desk.get(f"/salesorders/{key}/comments")["comments"]]
    assert told == ["Invoice INV-000001 created"]


def test_an_invoice_is_associated_with_the_order_that_it_refers_to(desk: Desk) -> None:
    made = order(desk)
    lines = [{"name": "Paper", "rate": 5}, {"name": "Glue", "rate": 1}]
    sent = {"customer_id": made["customer_id"], "line_items": lines, "reference_number": "SO-00001"}
    own = desk.post("/invoices", sent)["invoice"]
    assert mapped(desk, own["invoice_id"]) == []
    assert [line["is_invoiced"] for line in read(desk, made["salesorder_id"])["line_items"]] == [False, True]
    after = desk.get(f"/invoices/{own['invoice_id']}")["invoice"]
    assert (after["salesorder_id"], after["total"]) == (made["salesorder_id"], 6)
    assert [line["salesorder_item_id"] for line in after["line_items"]] == [
        made["line_items"][1]["line_item_id"],
        "",
    ]


def test_why_an_invoice_is_not_associated_is_told_beside_those_that_are(desk: Desk) -> None:
    made, void = order(desk), order(desk, status="void")
    desk.customer("Other")

    def refers(to: str, customer: str = "Acme Corp") -> str:
        values = {"customer": customer, "line_items": ["Pens"], "reference_number": to}
        return str(desk.given("invoices", values)["invoice_id"])

    number = made["salesorder_number"]
    good, other, gone = refers(number), refers(number, "Other"), refers("SO-99999")
    late, linked = (
        refers(void["salesorder_number"]),
        instant(desk, order(desk)["salesorder_id"])["invoice_id"],
    )
    errors = mapped(desk, good, other, gone, late, linked)
    assert {(one["code"], *one["ids"]) for one in errors} == {
        (4001, other),
        (1002, gone),
        (4003, late),
        (4002, linked),
    }
    assert {one["code"]: one["message"] for one in errors}[4001] == (
        "Customer mismatch between invoice and sales order"
    )
    assert [one["invoice_id"] for one in read(desk, made["salesorder_id"])["invoices"]] == [good]


def test_an_invoice_may_be_taken_to_belong_to_its_customers_oldest_order() -> None:
    desk = Desk(chosen={"books.mapped_order": "customer"})
    desk.customer()
    order(desk, line_items=["Glue"])
    made = order(desk)
    own = desk.given("invoices", {"customer": "Acme Corp", "line_items": ["Pens"]})["invoice_id"]
    assert mapped(desk, own) == []
    assert [one["invoice_id"] for one in read(desk, made["salesorder_id"])["invoices"]] == [own]
    assert [one["code"] for one in mapped(desk, own)] == [4002]


class Orders(RuleBasedStateMachine):
    """Two lines of one order, and invoices that come, change, are voided and go."""

    def __init__(self) -> None:
        super().__init__()
        self.desk = Desk()
        self.desk.customer()
        self.order = order(self.desk, line_items=PENS_AND_PAPER)
        self.taken: dict[str, tuple[int, int]] = {}
        self.void: set[str] = set()

    @rule(pens=st.integers(0, 2), paper=st.integers(0, 2))
    def bill(self, pens: int, paper: int) -> None:
        if pens or paper:
            made = invoice(self.desk, self.order, [pens, paper])
            self.taken[made["invoice_id"]] = (pens, paper)

    @precondition(lambda self: self.taken)
    @rule(data=st.data())
    def void_one(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.taken)))
        path = "status/draft" if key in self.void else "status/void"
        self.desk.post(f"/invoices/{key}/{path}")
        self.void ^= {key}

    @precondition(lambda self: self.taken)
    @rule(data=st.data())
    def delete_one(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(sorted(self.taken)))
        self.desk.delete(f"/invoices/{key}")
        del self.taken[key]
        self.void.discard(key)

    @invariant()
    def the_order_says_what_its_invoices_take(self) -> None:
        valid = [one for key, one in self.taken.items() if key not in self.void]
        pens, paper = (sum(one[place] for one in valid) for place in (0, 1))
        seen = read(self.desk, self.order["salesorder_id"])
        assert [line["quantity_invoiced"] for line in seen["line_items"]] == [pens, paper]
        expected = "invoiced" if pens >= 3 and paper >= 2 else "partially_invoiced" if valid else "open"
        assert seen["status"] == expected
        assert len(seen["invoices"]) == len(valid)


TestOrders = Orders.TestCase
TestOrders.settings = settings(max_examples=6, stateful_step_count=10, deadline=None)
