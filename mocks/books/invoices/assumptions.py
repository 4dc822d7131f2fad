"""What nobody outside Zoho knows about invoices, and what this fake takes for it."""

from __future__ import annotations

from ...kit.assumptions import Assumption

ALL = (
    Assumption(
        "books.tax_rounding",
        "Is the tax of an invoice rounded line by line, or once for all lines?",
        "Books has a setting for it; which an organization begins with is UNKNOWN.",
        {"line": "the tax of each line is rounded", "total": "the tax of all lines together is rounded"},
        "line",
    ),
    Assumption(
        "books.given_number",
        "What happens to an invoice_number that comes without ignore_auto_number_generation?",
        "The specification says that a number of one's own requires the parameter; without it: UNKNOWN.",
        {"taken": "it is taken", "replaced": "the invoice gets the next number instead"},
        "taken",
    ),
    Assumption(
        "books.overdue_partly_paid",
        "Which status has an invoice that is past its due date and partly paid?",
        "Both statuses are documented, each by itself; UNKNOWN.",
        {"overdue": "`overdue`", "partially_paid": "`partially_paid`"},
        "overdue",
    ),
    Assumption(
        "books.invoice_transition",
        "What happens on marking an invoice in a status that it does not lead to from where it is?",
        "Documented: a draft is marked as sent, a voided invoice as draft, reminders are for open and "
        "overdue ones. How the rest is refused is UNKNOWN: the code is that of a value that is not allowed, "
        "the text is ours.",
        {"refused": "refused with 400", "done": "it is done"},
        "refused",
    ),
    Assumption(
        "books.billed_twice",
        "What happens on billing time or an expense that another invoice bills already?",
        "UNKNOWN. Code 2 names the field.",
        {
            "refused": "400, code 2, `Invalid value passed for time_entry_ids`",
            "ignored": "it stays with the first invoice, the second is saved without it",
        },
        "refused",
    ),
    Assumption(
        "books.void_frees",
        "Can time and expenses of an invoice that was voided be billed again?",
        "UNKNOWN. Deleting an invoice frees them.",
        {"keeps": "no, they stay invoiced", "frees": "yes"},
        "keeps",
    ),
    Assumption(
        "books.debit_notes_listed",
        "Does a list of invoices that asks for no debit notes hold them?",
        "They are invoices of another type, and have a filter of their own; UNKNOWN.",
        {"with": "yes, beside the invoices", "without": "no"},
        "with",
    ),
)
