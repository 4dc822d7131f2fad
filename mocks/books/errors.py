"""The errors of Zoho Books: flat bodies `{code, message}`, one named constructor for each.

Sources: "docs" is https://www.zoho.com/books/api/v3/ (introduction, errors), "live" a written record of
a real call, "client" what the code of a client or the answer to a question about one says. README.md
lists which are assumptions.
"""

from __future__ import annotations

from typing import ClassVar, Self

from ..kit.errors import VendorError, vendor_error


class BooksError(VendorError):
    """An error answer of Books; `headers` go out with it."""

    schema: ClassVar = {
        "type": "object",
        "properties": {"code": {"type": "integer"}, "message": {"type": "string"}},
        "required": ["code", "message"],
    }
    headers: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, status: int, code: int, message: str, *headers: tuple[str, str]) -> Self:
        """The error of that HTTP status, code and message."""
        error = cls(status, {"code": code, "message": message})
        error.headers = headers
        return error

    @classmethod
    @vendor_error
    def unauthenticated(cls) -> BooksError:
        """No usable Authorization header [live, on all data centres]."""
        return cls.of(
            401,
            14,
            "The request could not be authenticated as the authentication value you entered is invalid. "
            "Enter a valid authentication value and try again.",
        )

    @classmethod
    @vendor_error
    def unauthorized(cls) -> BooksError:
        """A token that is unknown, expired or revoked, or has not the scope [live]."""
        return cls.of(401, 57, "You are not authorized to perform this operation")

    @classmethod
    @vendor_error
    def not_associated(cls, organization: str) -> BooksError:
        """An organization that the person does not belong to [live; docs of Deluge's fetch records]."""
        return cls.of(
            400, 6041, f"This user is not associated with the CompanyID/CompanyName:{organization}."
        )

    @classmethod
    @vendor_error
    def invalid_value(cls, name: str) -> BooksError:
        """A value of the wrong type or not among the choices [docs of Deluge; live]."""
        return cls.of(400, 2, f"Invalid value passed for {name}")

    @classmethod
    @vendor_error
    def missing_value(cls, name: str) -> BooksError:
        """A required field that is absent [live, on bills]; a JSONString that is no JSON [client]."""
        return cls.of(400, 4, f"Invalid value passed for {name}")

    @classmethod
    @vendor_error
    def too_long(cls, name: str, length: int) -> BooksError:
        """A text past its field's length [live, on an invoice's address]."""
        return cls.of(400, 15, f'Please ensure that the "{name}" has less than {length} characters.')

    @classmethod
    @vendor_error
    def malformed(cls) -> BooksError:
        """A body that is not JSON, or plain form fields in place of JSON [client]; the status is ours."""
        return cls.of(400, 1038, "JSON is not well formed")

    @classmethod
    @vendor_error
    def nothing_sent(cls) -> BooksError:
        """No body, or one that says nothing [docs of Deluge; client]; the status is an assumption."""
        return cls.of(400, 11, "The parameter JSONString is mandatory.")

    @classmethod
    @vendor_error
    def missing_record(cls, title: str, status: int) -> BooksError:
        """No record has that id [docs, for invoices]; the status is an assumption."""
        return cls.of(status, 1002, f"{title} does not exist.")

    @classmethod
    @vendor_error
    def invalid_url(cls) -> BooksError:
        """A path that Books does not have [live, on Inventory of the same platform; client]."""
        return cls.of(404, 5, "Invalid URL Passed")

    @classmethod
    @vendor_error
    def not_built(cls) -> BooksError:
        """An operation of Books that this fake lacks; status, code and text are ours."""
        return cls.of(501, 501, "This fake of Zoho Books does not have this operation yet.")

    @classmethod
    @vendor_error
    def wrong_method(cls, method: str) -> BooksError:
        """A method that the path does not have; text ours, the dialect sets the assumed code."""
        return cls.of(405, 37, f"The HTTP method {method} is not allowed for the requested resource")

    @classmethod
    @vendor_error
    def organization_blocked(cls) -> BooksError:
        """Too many calls in a minute for the organization [docs]."""
        return cls.of(
            429,
            44,
            "For security reasons your organization has been blocked as it have exceeded the maximum number "
            "of requests per minute that can originate from an organization.",
        )

    @classmethod
    @vendor_error
    def blocked(cls) -> BooksError:
        """Too many calls in a minute, as a live server says it [live]."""
        return cls.of(
            429,
            43,
            "For security reasons you have been blocked for some time as you have exceeded the maximum "
            "number of requests per minute.",
            ("retry-after", "3600"),
        )

    @classmethod
    @vendor_error
    def day_exceeded(cls, calls: int) -> BooksError:
        """Too many calls in a day for the organization's plan [docs]."""
        return cls.of(
            429,
            45,
            f"The API call for this organization has exceeded the maximum call rate limit of {calls}.",
        )

    @classmethod
    @vendor_error
    def too_many_in_process(cls) -> BooksError:
        """Too many calls at the same time [docs]."""
        return cls.of(
            429,
            1070,
            "You have reached the maximum number of in process requests allowed. Kindly try again after some "
            "time.",
        )

    @classmethod
    @vendor_error
    def has_transactions(cls, title: str) -> BooksError:
        """A record that others depend on [code: client tables]; text ours."""
        return cls.of(400, 1004, f"{title} has transactions and cannot be deleted.")

    @classmethod
    @vendor_error
    def has_dependents(cls, title: str) -> BooksError:
        """A record that others depend on, as another client's table has it [code]; text ours."""
        return cls.of(400, 36, f"{title} has dependents and cannot be deleted.")

    @classmethod
    @vendor_error
    def duplicate_contact(cls, name: str) -> BooksError:
        """A second contact of a name, where that is refused [docs of Deluge]."""
        return cls.of(400, 3062, f'The customer "{name}" already exists. Please specify a different name.')

    @classmethod
    @vendor_error
    def foreign_task(cls, status: int) -> BooksError:
        """Time for a task that the project does not have [docs of Zoho Invoice: time entries]."""
        text = "This task does not exist in this project. Hence, this timesheet entry cannot be made"
        return cls.of(status, 1002, text)

    @classmethod
    @vendor_error
    def already_timed(cls) -> BooksError:
        """A timer that runs already [docs of Zoho Invoice: time entries]."""
        return cls.of(400, 20050, "This timesheet entry is already being timed")

    @classmethod
    @vendor_error
    def timed_now(cls) -> BooksError:
        """An edit of an entry whose timer runs [docs of Zoho Invoice: time entries]."""
        return cls.of(400, 20054, "This timesheet is being timed. Hence, it cannot be edited")

    @classmethod
    @vendor_error
    def duplicate_number(cls, title: str) -> BooksError:
        """A second document of a number [docs of Zoho Invoice: invoices; others after it]."""
        return cls.of(400, 1001, f"{title} Number already exist")

    @classmethod
    @vendor_error
    def no_lines(cls, title: str) -> BooksError:
        """A document without lines [code: a client's table]; text ours."""
        return cls.of(400, 4016, f"{title} must have at least one line item.")

    @classmethod
    @vendor_error
    def credited_invoice_customer(cls) -> BooksError:
        """Another customer for an invoice that has credits [docs of Zoho Invoice: invoices]."""
        return cls.of(
            400,
            3009,
            "The contact details of this invoice cannot be edited as the credits have been applied to it",
        )

    @classmethod
    @vendor_error
    def paid_invoice_customer(cls) -> BooksError:
        """Another customer for an invoice that has payments [docs of Zoho Invoice: invoices]."""
        return cls.of(
            400,
            3010,
            "The customer for this invoice cannot be changed because payments have been recorded for this "
            "invoice",
        )

    @classmethod
    @vendor_error
    def paid_invoice(cls) -> BooksError:
        """Deleting an invoice that has payments [docs of Zoho Invoice: invoices]."""
        text = "Payments have been recorded for these invoices.Hence they cannot be deleted"
        return cls.of(400, 4001, text)

    @classmethod
    @vendor_error
    def credited_invoice(cls) -> BooksError:
        """Deleting an invoice that has credits [docs of Zoho Invoice: invoices]."""
        text = "This invoice has credits applied to it. Hence, it cannot be deleted"
        return cls.of(400, 12008, text)

    @classmethod
    @vendor_error
    def wrong_status(cls, called: str, status: str) -> BooksError:
        """An action that a document's status does not allow; code and text are ours."""
        return cls.of(400, 2, f"This cannot be done to {called} in the status {status}.")

    @classmethod
    @vendor_error
    def invoiced_expense(cls) -> BooksError:
        """Deleting an expense that an invoice bills [docs of Zoho Invoice: expenses]."""
        return cls.of(400, 5001, "Expenses that were converted to an invoice cannot be deleted")

    @classmethod
    @vendor_error
    def invalid_amount(cls) -> BooksError:
        """An expense of nothing or less [docs of Zoho Invoice: expenses]."""
        return cls.of(400, 5015, "Enter a valid expense amount")

    @classmethod
    @vendor_error
    def invoiced_expense_contact(cls) -> BooksError:
        """Another customer for an expense that an invoice bills [docs of Zoho Invoice: expenses]."""
        return cls.of(400, 5019, "Contact cannot be changed for an invoiced expense")

    @classmethod
    @vendor_error
    def invoiced_expense_billable(cls) -> BooksError:
        """Making an expense that an invoice bills one that nobody pays [docs of Zoho Invoice: expenses]."""
        text = "You cannot make this expense non-billable as it has been already invoiced"
        return cls.of(400, 5032, text)

    @classmethod
    @vendor_error
    def invoiced_order(cls, done: str) -> BooksError:
        """Deleting a sales order that is invoiced, or a part of it [text: spec; the code is ours]."""
        return cls.of(400, 1004, f"Invoiced sales order cannot be {done}.")

    @classmethod
    @vendor_error
    def project_with_expenses(cls) -> BooksError:
        """Deleting a project that has expenses [docs of Zoho Invoice: projects]."""
        text = "Expense has been recorded for this project. Hence, it cannot be deleted"
        return cls.of(400, 20077, text)

    @classmethod
    @vendor_error
    def internal(cls, status: int) -> BooksError:
        """The server's own fault [docs]."""
        return cls.of(status, 1000, "Internal error")
