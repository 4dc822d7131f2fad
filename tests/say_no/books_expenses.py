"""What fake Books refuses about expenses and employees."""

from __future__ import annotations

from typing import Any

from .asks import ABSENT, Act, Ask, given, instead, sent
from .books import ask, invalid, missing, refusal, required
from .books_invoices import NOTHING, PICTURE, invoice
from .rows import Refusal, Row
from .stage import CUSTOMER, IDLE, ORG, PROJECT

EXPENSE, EMPLOYEE = "460000000075001", "460000000076001"
PATH = f"/expenses/{EXPENSE}"
CREATE = ask(
    "POST",
    "/expenses",
    {"account_id": "1", "paid_through_account_id": "2", "date": "2026-01-10", "amount": 5},
)
UPDATE = ask("PUT", PATH, {"description": "x"})
DELETE = ask("DELETE", PATH)
RECEIPT = ask(
    "POST",
    f"{PATH}/receipt",
    content=PICTURE,
    headers={"content-type": "multipart/form-data; boundary=x"},
)
ATTACH = RECEIPT.changed(path=f"/books/v3{PATH}/attachment")
DISMISS = ask("DELETE", f"/employee/{EMPLOYEE}")
USED = refusal("has_transactions", 400, 1004, "The employee has transactions and cannot be deleted.")


def expense(**values: Any) -> Act:
    """A billable expense of the customer is there."""
    known = {"expense_id": EXPENSE, "customer_id": CUSTOMER, "is_billable": True}
    return given("books", "expenses", ORG, {**known, **values})


def employee(key: str = EMPLOYEE) -> Act:
    """An employee is there."""
    return given("books", "employees", ORG, {"employee_id": key, "name": f"John {key}"})


HERE = (expense(),)
BILLED = (expense(), invoice(line_items=[{"name": "Taxi", "expense_id": EXPENSE}]))


def invoiced(title: str, error: str, code: int, text: str, right: Ask) -> Row:
    return Row(title, "books.invoiced", refusal(error, 400, code, text), right.after(*BILLED, right=HERE))


def file(title: str, check: str, refused: Refusal, right: Ask, content: bytes) -> Row:
    return Row(title, check, refused, instead(right, right.changed(content=content), expense()))


EMPTY = b"--x--\r\n"
PROGRAM = PICTURE.replace(b"plan.png", b"plan.exe")
ROWS = (
    *(
        Row(f"an expense without {name}", "books.required", required(name), CREATE.but(json={name: ABSENT}))
        for name in ("account_id", "paid_through_account_id", "date")
    ),
    Row(
        "an employee without an address",
        "books.required",
        required("email"),
        ask("POST", "/employees", {"name": "John", "email": "j@x.example"}).but(json={"email": ABSENT}),
    ),
    Row(
        "an expense of nothing",
        "books.amount",
        refusal("invalid_amount", 400, 5015, "Enter a valid expense amount"),
        CREATE.but(json={"amount": 0}),
    ),
    *(
        Row(
            f"an expense with a {name} that there is not",
            "books.reference",
            invalid(name),
            CREATE.but(json={name: NOTHING}),
        )
        for name in ("customer_id", "vendor_id", "project_id", "tax_id", "employee_id", "currency_id")
    ),
    Row(
        "a line of an expense with a tax that there is not",
        "books.reference",
        invalid("tax_id"),
        CREATE.changed(json={"line_items": [{"amount": 5}]}).but(
            json={"line_items": [{"amount": 5, "tax_id": NOTHING}]}
        ),
    ),
    invoiced(
        "deleting an expense that an invoice bills",
        "invoiced_expense",
        5001,
        "Expenses that were converted to an invoice cannot be deleted",
        DELETE,
    ),
    invoiced(
        "another customer for an expense that an invoice bills",
        "invoiced_expense_contact",
        5019,
        "Contact cannot be changed for an invoiced expense",
        ask("PUT", PATH, {"customer_id": IDLE}),
    ),
    invoiced(
        "nobody to pay for an expense that an invoice bills",
        "invoiced_expense_billable",
        5032,
        "You cannot make this expense non-billable as it has been already invoiced",
        ask("PUT", PATH, {"is_billable": False}),
    ),
    Row(
        "deleting a project that has an expense",
        "books.in_use",
        refusal(
            "project_with_expenses",
            400,
            20077,
            "Expense has been recorded for this project. Hence, it cannot be deleted",
        ),
        ask("DELETE", f"/projects/{PROJECT}").after(expense(project_id=PROJECT), right=HERE),
    ),
    Row(
        "deleting an employee who drove",
        "books.in_use",
        USED,
        DISMISS.after(employee(), expense(employee_id=EMPLOYEE), right=(employee(),)),
    ),
    file("a receipt that is none", "books.required", required("receipt"), RECEIPT, EMPTY),
    file(
        "an expense's attachment that is none", "books.required", required("attachment"), ATTACH, b"--x--\r\n"
    ),
    file("a receipt that is a program", "books.file", invalid("receipt"), RECEIPT, PROGRAM),
    file("an expense's attachment that is a program", "books.file", invalid("attachment"), ATTACH, PROGRAM),
    *(
        Row(
            f"no expense: {one.method} {one.path.removeprefix('/books/v3').replace(EXPENSE, '…')}",
            "books.record",
            missing("Expense"),
            instead(one, one.changed(path=one.path.replace(EXPENSE, NOTHING)), *HERE),
        )
        for one in (ask("GET", PATH), UPDATE, DELETE, ask("GET", f"{PATH}/comments"), RECEIPT, ATTACH)
    ),
    *(
        Row(
            f"no receipt: {method}",
            "books.record",
            missing("Receipt"),
            ask(method, f"{PATH}/receipt").after(*HERE, right=(*HERE, sent(RECEIPT))),
        )
        for method in ("GET", "DELETE")
    ),
    Row(
        "no receipt that an invoice shows",
        "books.record",
        missing("Receipt"),
        ask("DELETE", f"/invoices/expenses/{EXPENSE}/receipt").after(*HERE, right=(*HERE, sent(RECEIPT))),
    ),
    *(
        Row(
            f"no employee: {one.method}",
            "books.record",
            missing("Employee"),
            instead(one, one.changed(path=one.path.replace(EMPLOYEE, NOTHING)), employee()),
        )
        for one in (ask("GET", f"/employees/{EMPLOYEE}"), DISMISS)
    ),
    Row(
        "an expense that another invoice bills",
        "books.billed_twice",
        invalid("expense_id"),
        ask(
            "POST",
            "/invoices",
            {"customer_id": CUSTOMER, "line_items": [{"name": "Taxi", "expense_id": EXPENSE}]},
        ).after(*BILLED, right=HERE),
    ),
)
