"""Facts of the specifications that are known to be wrong, each with its source."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .judge import Gap


@dataclass(frozen=True)
class Except:
    """Gaps that are none: `where` is a pattern of `module operation`, `what` one of `aspect field`.

    `source` says why; an observation of a real call wins over a specification.
    """

    where: str
    what: str
    source: str

    def covers(self, gap: Gap) -> bool:
        """Whether the gap is one of these."""
        return _like(f"{gap.module} {gap.operation}", self.where) and _like(
            f"{gap.aspect} {gap.field}", self.what
        )


def _like(text: str, pattern: str) -> bool:
    return fnmatchcase(text, pattern.replace("[", "[[]"))


EXCEPTIONS = (
    Except(
        "books/*",
        "limits organization_id.required",
        "observed: a client that never sends it ran well with one organization (assumption "
        "books.organization_omitted)",
    ),
    Except(
        "books/*",
        "type answer.page_context",
        "observed: page_context is an object in all recorded calls; some files make it an array",
    ),
    Except(
        "books/organizations *",
        "type *.fiscal_year_start_month",
        "live: the name of the month; the specification makes it a number in answers",
    ),
    Except(
        "books/taxes *",
        "type answer.tax",
        "one record under a singular key, as in every recorded answer; Zoho's own client reads an object",
    ),
    Except(
        "books/contact-persons *",
        "type answer.contact_person",
        "one record under a singular key, as in every recorded answer; Zoho's own client reads an object",
    ),
    Except(
        "books/organizations *",
        "type answer.organization.is_logo_uploaded",
        "a boolean in the request of the same specification, which types it as text in one answer",
    ),
    Except(
        "books/currency *",
        "type answer.exchange_rate",
        "a whole record has that key: Zoho's own client reads an object with the fields of the list",
    ),
    Except(
        "books/items *",
        "type answer.item*.tax_percentage",
        "a number in every recorded item; the specification types it as text",
    ),
    Except(
        "books/items *",
        "type answer.item*.custom_fields[].customfield_id",
        "observed: ids are texts, past what a number can hold",
    ),
    Except(
        "books/tasks *",
        "type answer.task*_hours",
        "the specification's own examples are HH:mm under a type of number; texts everywhere else",
    ),
    Except(
        "books/tasks *",
        "type answer.task*.log_time",
        "the specification's own examples are HH:mm under a type of number; texts everywhere else",
    ),
    Except(
        "books/users *",
        "type answer.user.custom_fields",
        "a list of objects in every recorded answer; the specification types it as text here",
    ),
    Except(
        "books/projects P*T /projects*",
        "limits *.required",
        "whether the live server insists is unknown (assumption books.project_required)",
    ),
    Except(
        "books/* PUT *",
        "limits *.required",
        "clients send single fields in updates (assumption books.update_required)",
    ),
    Except(
        "wrike/*",
        "type parameters.*Types",
        "the specification writes every list of a request as text (its PROVENANCE); in words it is a filter "
        "of several values, in timelogs a list",
    ),
    Except(
        "wrike/approvals *",
        "type parameters.statuses",
        "the specification writes every list of a request as text (its PROVENANCE); in words, statuses",
    ),
    Except(
        "wrike/timelogs POST *",
        "limits comment.required",
        "the live tests of a client leave it out (assumption wrike.timelog_comment)",
    ),
    Except(
        "wrike/groups DELETE *",
        "answer data[]*",
        "the official sample of 2019 answers no data",
    ),
    Except(
        "wrike/dependencies DELETE *",
        "answer data[]*",
        "recorded: no data, as of comments and timelogs",
    ),
    Except(
        "wrike/user-schedule-exceptions POST *",
        "type parameters.userId",
        "an object in the file of 2020, text in that of 2026; the answers of both have the id",
    ),
    Except(
        "wrike/* PUT *",
        "limits *.required",
        "clients send single fields in updates; required flags of the specification are unreliable "
        "(withInvitations, me)",
    ),
    Except(
        "wrike/*",
        "limits *[].value.required",
        "a JSON null as value removes the entry, says the specification of the same field",
    ),
    Except(
        "wrike/tasks *",
        "limits dates.*.required",
        "recorded: due alone makes a milestone, start with due a planned task; none is always there",
    ),
    Except(
        "wrike/dependencies POST *",
        "limits *Id.required",
        "the specification's own words: exactly one of predecessorId and successorId",
    ),
    Except(
        "books/invoices *",
        "type answer.*id",
        "observed: ids are texts, past what a number can hold",
    ),
    *(
        Except(
            where,
            f"type answer.*.{name}",
            "observed: amounts are JSON numbers in all recorded answers; the specification has text",
        )
        for where, names in (
            ("books/invoices *", ("total", "balance", "shipping_charge")),
            ("books/projects *", ("total", "balance")),
        )
        for name in names
    ),
    *(
        Except(
            "books/sales-order *",
            f"type answer.{name}",
            "one record under a singular key, as in every recorded answer; Zoho's own client reads an object",
        )
        for name in ("salesorder", "comment", "data")
    ),
    Except(
        "books/sales-order *",
        "type answer.*id",
        "observed: ids are texts, past what a number can hold",
    ),
    Except(
        "books/invoices POST /invoices/fromsalesorder",
        "* answer.invoice.salesorders*",
        "a list in the code of clients that read live invoices; the specification makes it an object",
    ),
    Except(
        "books/expenses POST /expenses",
        "status *",
        "observed: a create answers 201 in every recorded call; the specification has 200 here",
    ),
    Except(
        "books/expenses GET /expenses/{}",
        "type answer.expense.line_item.item_*",
        "a number of the same record everywhere else in the specification; its examples are numbers too",
    ),
    Except(
        "books/expenses GET *",
        "type answer.page_context*",
        "observed: page and per_page are numbers in all recorded calls",
    ),
    Except(
        "books/* POST *",
        "limits *_id.required",
        "whether the live server insists is unknown (assumptions books.time_entry_required, "
        "books.expense_required)",
    ),
)
