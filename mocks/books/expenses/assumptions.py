"""What nobody outside Zoho knows about expenses, and what this fake takes for it."""

from __future__ import annotations

from ...kit.assumptions import Assumption

ALL = (
    Assumption(
        "books.expense_required",
        "Which fields must a new expense have?",
        "The specification requires account_id, date, amount and paid_through_account_id; whether the live "
        "server insists on date and paid_through_account_id is UNKNOWN.",
        {
            "spec": "account_id, date, amount, paid_through_account_id; lines stand for account and amount",
            "amount": "account_id and amount; the date is then today",
        },
        "spec",
    ),
    Assumption(
        "books.nonbillable_status",
        "What is the status of an expense that nobody will pay for?",
        "The parameter `status` takes `non-billable`, filter_by `Status.Nonbillable`; what a record says is "
        "UNKNOWN.",
        {"nonbillable": "`nonbillable`", "non-billable": "`non-billable`"},
        "nonbillable",
    ),
)
