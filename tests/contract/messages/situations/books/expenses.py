"""Expenses, their receipts, employees."""

from __future__ import annotations

from tests.mocks.books.desk import Desk

from ..room import Call, Ids
from .common import BY_FIELD, MARKED, upload

SPENT = {"account_id": "1", "paid_through_account_id": "2", "date": "2026-01-10", "amount": 5}


def furnish(desk: Desk, ids: Ids) -> None:
    """An expense with a receipt, and an employee."""
    made = desk.post("/expenses", {**SPENT, "custom_fields": MARKED})["expense"]
    ids["expense_id"] = made["expense_id"]
    desk.post(f"/expenses/{ids['expense_id']}/receipt", files=upload("receipt"))
    employee = desk.post("/employees", {"name": "John", "email": "john@x.example"})["employee"]
    ids["employee_id"] = employee["employee_id"]


def bare(desk: Desk, ids: Ids) -> None:
    """The expense has no receipt."""
    desk.delete(f"/expenses/{ids['expense_id']}/receipt")


CALLS = {
    "POST /expenses": Call(SPENT),
    "PUT /expenses": Call({"description": "x"}, headers=BY_FIELD),
    "PUT /expenses/{}": Call({"description": "x"}),
    "POST /employees": Call({"name": "Mary", "email": "mary@x.example"}),
    "POST /expenses/{}/receipt": Call(files=upload("receipt"), after=bare),
    "POST /expenses/{}/attachment": Call(files=upload("attachment")),
}
