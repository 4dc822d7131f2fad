"""Files on expenses, and employees."""

from __future__ import annotations

import json

from ..desk import Desk, assert_refused

PNG = b"\x89PNG\r\n\x1a\n" + bytes(range(256))


def upload(field: str = "receipt", name: str = "bill.png") -> dict[str, tuple[str, bytes, str]]:
    return {field: (name, PNG, "image/png")}


def test_a_receipt_comes_back_as_it_went_in_and_goes(desk: Desk) -> None:
    key = desk.given("expenses", {})["expense_id"]
    path = f"/expenses/{key}/receipt"
    missing = desk.ask("GET", path)
    assert_refused(desk, missing, 404, 1002, "Receipt does not exist.")
    desk.post(path, files=upload())
    answer = desk.ask("GET", path)
    assert (answer.content, answer.headers["content-type"]) == (PNG, "image/png")
    expense = desk.get(f"/expenses/{key}")["expense"]
    assert (expense["expense_receipt_name"], expense["expense_receipt_type"]) == ("bill.png", "png")
    desk.delete(path)
    assert desk.get(f"/expenses/{key}")["expense"]["expense_receipt_name"] == ""


def test_an_expense_can_bring_its_receipt_along_and_an_update_take_it_off(desk: Desk) -> None:
    sent = {"account_id": "1", "paid_through_account_id": "2", "date": "2026-01-10", "amount": 5}
    made = desk.post("/expenses", data={"JSONString": json.dumps(sent)}, files=upload())["expense"]
    assert made["expense_receipt_name"] == "bill.png"
    path = f"/expenses/{made['expense_id']}"
    changed = desk.put(path, {"amount": 6}, params={"delete_receipt": "true"})["expense"]
    assert changed["expense_receipt_name"] == ""


def test_an_invoice_shows_the_receipt_and_may_take_it_off(desk: Desk) -> None:
    customer = desk.customer()
    key = desk.given("expenses", {"customer": "Acme Corp"})["expense_id"]
    desk.post(f"/expenses/{key}/receipt", files=upload())
    sent = {"customer_id": customer, "line_items": [{"expense_id": key}]}
    (line,) = desk.post("/invoices", sent)["invoice"]["line_items"]
    assert line["expense_receipt_name"] == "bill.png"
    desk.delete(f"/invoices/expenses/{key}/receipt")
    assert desk.get(f"/expenses/{key}")["expense"]["expense_receipt_name"] == ""


def test_several_files_are_attached_at_once(desk: Desk) -> None:
    key = desk.given("expenses", {})["expense_id"]
    files = [
        ("attachment", ("a.pdf", b"%PDF", "application/pdf")),
        ("attachment", ("b.png", PNG, "image/png")),
    ]
    answer = desk.post(f"/expenses/{key}/attachment", files=files)
    assert [(one["file_name"], one["file_size"]) for one in answer["documents"]] == [
        ("a.pdf", 4),
        ("b.png", len(PNG)),
    ]
    assert desk.get(f"/expenses/{key}")["expense"]["documents"] == answer["documents"]
    wrong = desk.ask("POST", f"/expenses/{key}/attachment", files=upload("attachment", "x.exe"))
    assert_refused(desk, wrong, 400, 2, "Invalid value passed for attachment")


def test_employees_come_and_go(desk: Desk) -> None:
    made = desk.ask("POST", "/employees", {"name": "John", "email": "john@x.example"})
    employee = made.json()["employee"]
    assert employee["name"] == "John"
    assert desk.get(f"/employees/{employee['employee_id']}")["employee"] == employee
    assert [one["name"] for one in desk.get("/employees")["employees"]] == ["John"]
    desk.given("expenses", {"employee": "John"})
    refused = desk.ask("DELETE", f"/employee/{employee['employee_id']}")
    assert refused.json()["code"] == 1004
    (expense,) = desk.view("expenses")
    assert expense["employee"] == "John"
    desk.delete(f"/expenses/{expense['expense_id']}")
    desk.delete(f"/employee/{employee['employee_id']}")
    assert desk.get("/employees")["employees"] == []
