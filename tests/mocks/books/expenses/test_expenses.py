"""Expenses over HTTP: amounts, taxes, mileage, what they belong to, how they are listed."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ..desk import ONE, TWO, Desk, assert_refused
from ..test_arguments import maps

RENT, CASH = "460000000561057", "460000000561058"


def body(**values: Any) -> dict[str, Any]:
    return {
        "account_id": RENT,
        "paid_through_account_id": CASH,
        "date": "2026-01-10",
        "amount": 112.5,
        **values,
    }


def make(desk: Desk, **values: Any) -> dict[str, Any]:
    return dict(desk.post("/expenses", body(**values))["expense"])


def read(desk: Desk, expense: dict[str, Any]) -> dict[str, Any]:
    return dict(desk.get(f"/expenses/{expense['expense_id']}")["expense"])


def tax(desk: Desk, percentage: float = 12.5) -> str:
    made = desk.post("/settings/taxes", {"tax_name": "VAT", "tax_percentage": percentage})
    return str(made["tax"]["tax_id"])


def test_an_expense_says_what_it_belongs_to(desk: Desk) -> None:
    customer = desk.customer()
    project = desk.project()
    answer = desk.ask(
        "POST",
        "/expenses",
        body(customer_id=customer, project_id=project, is_billable=True, description="Marketing"),
    )
    expense = answer.json()["expense"]
    assert answer.headers["location"] == f"/api/v3/expenses/{expense['expense_id']}"
    assert (expense["customer_name"], expense["project_name"]) == ("Acme Corp", "Website")
    assert (expense["status"], expense["is_billable"], expense["total"]) == ("unbilled", True, 112.5)
    assert (expense["transaction_type"], expense["expense_type"]) == ("expense", "non_mileage")
    assert expense["line_item"]["amount"] == 112.5
    assert read(desk, expense) == expense


def test_an_expense_is_updated_and_deleted(desk: Desk) -> None:
    path = f"/expenses/{make(desk)['expense_id']}"
    updated = desk.put(path, {"amount": 20})
    assert updated["expense"]["total"] == 20
    desk.delete(path)
    assert_refused(desk, desk.ask("GET", path), 404, 1002, "Expense does not exist.")


@pytest.mark.parametrize(
    ("inclusive", "figures"), [(False, (112.5, 14.06, 126.56)), (True, (100, 12.5, 112.5))]
)
def test_tax_is_on_top_or_within(desk: Desk, inclusive: bool, figures: tuple[float, ...]) -> None:
    expense = make(desk, tax_id=tax(desk), is_inclusive_tax=inclusive)
    assert (expense["sub_total"], expense["tax_amount"], expense["total"]) == figures
    assert (expense["tax_name"], expense["tax_percentage"]) == ("VAT", 12.5)
    assert expense["taxes"] == [{"tax_id": expense["tax_id"], "tax_amount": figures[1]}]


def test_lines_stand_for_account_and_amount(desk: Desk) -> None:
    key = tax(desk, 10)
    sent = body(line_items=[{"account_id": RENT, "amount": 30, "tax_id": key}, {"amount": 12}])
    del sent["account_id"], sent["amount"]
    expense = desk.post("/expenses", sent)["expense"]
    assert (expense["is_itemized_expense"], expense["amount"], expense["total"]) == (True, 42, 45)
    assert [one["item_total"] for one in expense["line_items"]] == [30, 12]
    assert [one["tax_amount"] for one in expense["line_items"]] == [3, 0]


@pytest.mark.parametrize(
    ("driven", "distance"),
    [
        ({"mileage_type": "odometer", "start_reading": 100, "end_reading": 150}, "50"),
        ({"mileage_type": "manual", "distance": "50"}, "50"),
    ],
)
def test_what_was_driven_costs_its_rate(desk: Desk, driven: dict[str, Any], distance: str) -> None:
    sent = body(mileage_rate=0.5, mileage_unit="km", **driven)
    del sent["amount"]
    expense = desk.post("/expenses", sent)["expense"]
    assert (expense["expense_type"], expense["distance"], expense["total"]) == ("mileage", distance, 25)


@pytest.mark.parametrize("name", ["account_id", "paid_through_account_id", "date", "amount"])
def test_four_fields_are_required(desk: Desk, name: str) -> None:
    sent = body()
    del sent[name]
    answer = desk.ask("POST", "/expenses", sent)
    assert_refused(desk, answer, 400, 4, f"Invalid value passed for {name}")


def test_account_and_amount_suffice_where_that_is_assumed() -> None:
    desk = Desk(chosen={"books.expense_required": "amount"})
    made = desk.post("/expenses", {"account_id": RENT, "amount": 5})["expense"]
    assert made["date"] == "2026-01-15"


@pytest.mark.parametrize("wrong", [0, -1, "0.00"])
def test_an_expense_of_nothing_is_none(desk: Desk, wrong: Any) -> None:
    answer = desk.ask("POST", "/expenses", body(amount=wrong))
    assert_refused(desk, answer, 400, 5015, "Enter a valid expense amount")


def bill(desk: Desk, expense: dict[str, Any], **line: Any) -> dict[str, Any]:
    sent = {"expense_id": expense["expense_id"], **line}
    customer = expense["customer_id"]
    return dict(desk.post("/invoices", {"customer_id": customer, "line_items": [sent]})["invoice"])


def test_an_invoice_bills_an_expense_and_holds_it(desk: Desk) -> None:
    customer, other = desk.customer(), desk.customer("Other")
    expense = make(desk, customer_id=customer, is_billable=True, description="Taxi")
    invoice = bill(desk, expense)
    (line,) = invoice["line_items"]
    assert (line["expense_id"], line["description"], line["rate"]) == (expense["expense_id"], "Taxi", 112.5)
    billed = read(desk, expense)
    assert (billed["status"], billed["invoice_number"]) == ("invoiced", invoice["invoice_number"])
    path = f"/expenses/{expense['expense_id']}"
    for answer, code, text in (
        (desk.ask("DELETE", path), 5001, "Expenses that were converted to an invoice cannot be deleted"),
        (
            desk.ask("PUT", path, {"customer_id": other}),
            5019,
            "Contact cannot be changed for an invoiced expense",
        ),
        (
            desk.ask("PUT", path, {"is_billable": False}),
            5032,
            "You cannot make this expense non-billable as it has been already invoiced",
        ),
    ):
        assert (answer.status_code, answer.json()) == (400, {"code": code, "message": text})
    assert desk.put(path, {"description": "Bus"})["expense"]["description"] == "Bus"
    twice = desk.ask("POST", "/invoices", {"customer_id": customer, "line_items": [line]})
    assert_refused(desk, twice, 400, 2, "Invalid value passed for expense_id")
    desk.delete(f"/invoices/{invoice['invoice_id']}")
    assert read(desk, expense)["status"] == "unbilled"


def test_a_project_with_an_expense_is_not_deleted(desk: Desk) -> None:
    project = desk.project()
    make(desk, project_id=project)
    answer = desk.ask("DELETE", f"/projects/{project}")
    text = "Expense has been recorded for this project. Hence, it cannot be deleted"
    assert_refused(desk, answer, 400, 20077, text)


@pytest.fixture
def three(desk: Desk) -> Desk:
    """Travel for Acme that it pays, rent that nobody pays, and a meal that was reimbursed."""
    desk.customer()
    for account, values in (
        ("Travel", {"customer": "Acme Corp", "is_billable": True, "amount": 30.0, "date": "2026-01-02"}),
        ("Rent", {"amount": 900.0, "reference_number": "R-1", "description": "Office"}),
        ("Meals", {"amount": 12.0, "status": "reimbursed", "date": "2025-12-24"}),
    ):
        desk.given("expenses", {"account": account, **values})
        desk.context.clock.move(60)
    return desk


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, ["Travel", "Rent", "Meals"]),
        ({"sort_column": "total"}, ["Meals", "Travel", "Rent"]),
        ({"sort_column": "account_name"}, ["Meals", "Rent", "Travel"]),
        ({"sort_column": "date"}, ["Meals", "Travel", "Rent"]),
        ({"filter_by": "Status.Billable"}, ["Travel"]),
        ({"filter_by": "Status.Nonbillable"}, ["Rent"]),
        ({"filter_by": "Status.Reimbursed"}, ["Meals"]),
        ({"filter_by": "Status.Unbilled"}, ["Travel"]),
        ({"filter_by": "Status.Invoiced"}, []),
        ({"status": "non-billable"}, ["Rent"]),
        ({"account_name_startswith": "me"}, ["Meals"]),
        ({"customer_name": "acme corp"}, ["Travel"]),
        ({"description_contains": "ffi"}, ["Rent"]),
        ({"reference_number": "R-1"}, ["Rent"]),
        ({"amount_less_than": "20"}, ["Meals"]),
        ({"amount_greater_equals": "30"}, ["Travel", "Rent"]),
        ({"date_before": "2026-01-01"}, ["Meals"]),
        ({"search_text": "acme"}, ["Travel"]),
    ],
)
def test_the_list_is_filtered_and_sorted(three: Desk, params: dict[str, str], found: list[str]) -> None:
    rows = three.get("/expenses", params={"sort_order": "A", **params})["expenses"]
    assert [row["account_name"] for row in rows] == found


def test_the_newest_comes_first(three: Desk) -> None:
    answer = three.get("/expenses", params={"per_page": 1, "filter_by": "Status.All", "search_text": "e"})
    assert [row["account_name"] for row in answer["expenses"]] == ["Meals"]
    context = answer["page_context"]
    assert (context["sort_column"], context["sort_order"], context["applied_filter"]) == (
        "created_time",
        "D",
        "Status.All",
    )
    assert (context["filter_by"], context["search_text"]) == ("Status.All", "e")


@pytest.mark.parametrize("chosen", ["nonbillable", "non-billable"])
def test_the_status_of_what_nobody_pays_is_an_assumption(chosen: str) -> None:
    desk = Desk(chosen={"books.nonbillable_status": chosen})
    expense = make(desk)
    assert expense["status"] == chosen
    assert desk.get("/expenses", params={"status": "non-billable"})["expenses"]


def test_an_expense_is_an_event_and_reaches_functions(desk: Desk) -> None:
    expense = make(desk)
    desk.put(f"/expenses/{expense['expense_id']}", {"amount": 1}, token="ann")
    assert desk.events == [
        (ONE, "expenses", "created", "api", "tom"),
        (ONE, "expenses", "edited", "api", "ann"),
    ]
    assert maps(desk, "expenses", expense["expense_id"])["expense"] == read(desk, expense)
    newest, oldest = desk.get(f"/expenses/{expense['expense_id']}/comments")["comments"]
    assert (oldest["description"], newest["commented_by"]) == ("Expense created", "Ann")
    assert desk.get("/expenses", organization=TWO)["expenses"] == []


def test_a_scenario_names_account_customer_and_project(desk: Desk) -> None:
    desk.customer()
    desk.project("Website")
    desk.given("expenses", {"account": "Taxi", "customer": "Acme Corp", "project": "Website"})
    desk.given("expenses", {"account": "Taxi"})
    first, second = desk.view("expenses")
    assert (first["account"], first["customer"], first["project"]) == ("Taxi", "Acme Corp", "Website")
    assert first["account_id"] == second["account_id"]
    assert second["paid_through"] == "Petty Cash"


@given(st.decimals("0.01", 10**6, places=2), st.decimals(0, 40, places=2), st.booleans())
def test_an_expense_adds_up(amount: Any, percentage: Any, inclusive: bool) -> None:
    desk = Desk()
    expense = make(desk, amount=str(amount), tax_id=tax(desk, float(percentage)), is_inclusive_tax=inclusive)
    whole = round(expense["sub_total"] + expense["tax_amount"], 2)
    assert expense["total"] == whole
    if inclusive:
        assert expense["total"] == float(amount)
