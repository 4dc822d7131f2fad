"""What fake Books refuses, one entry per distinct refusal."""

from __future__ import annotations

from ..kit.checks import Check

AUTHENTICATION = Check("books.authentication", "a call without a token in the Authorization header")
TOKEN = Check("books.token", "a token that its issuer refuses")
SCOPE = Check("books.scope", "a token without the scope of the operation")
ORGANIZATION = Check("books.organization", "an organization that the person of the token is not in")
MEMBERSHIP = Check("books.membership", "a person who was deactivated or removed in the organization")
ORGANIZATION_ID = Check("books.organization_id", "an organization_id that is no number")
ORGANIZATION_MISSING = Check("books.organization_missing", "no organization_id where several could be meant")
LIMIT = Check("books.limit", "more calls than the organization may make")
JSON = Check("books.json", "a body that is no JSON object")
NOTHING = Check("books.nothing", "a body that says nothing where one is due")
REQUIRED = Check("books.required", "a body without a required field")
VALUE = Check("books.value", "a value that is not of its field's type or choice")
LENGTH = Check("books.length", "a text that is too long")
PAGE = Check("books.page", "a page or page length below one")
REFERENCE = Check("books.reference", "the id of a record that does not exist, in a field")
RECORD = Check("books.record", "the id of a record that does not exist, in the path")
IN_USE = Check("books.in_use", "deleting a record that others use")
DUPLICATE = Check("books.duplicate", "a second record of a name or value that must be unique")
TIMED = Check("books.timed", "an edit of a time entry while it is being timed")
TIMING = Check("books.timing", "a second timer")
TASK = Check("books.task", "time for a task that its project does not have")
BILLED_TWICE = Check("books.billed_twice", "billing what another invoice bills")
LINES = Check("books.lines", "a document without lines")
SETTLED = Check("books.settled", "changing an invoice that has payments or credits")
TRANSITION = Check("books.transition", "a status that a document does not lead to from where it is")
CREDIT = Check("books.credit", "more credit than there is, or than is owed")
FILE = Check("books.file", "a file of a kind that is not taken")
AMOUNT = Check("books.amount", "an expense of nothing")
INVOICED = Check("books.invoiced", "changing what is invoiced")

ALL = (
    AUTHENTICATION,
    TOKEN,
    SCOPE,
    ORGANIZATION,
    MEMBERSHIP,
    ORGANIZATION_ID,
    ORGANIZATION_MISSING,
    LIMIT,
    JSON,
    NOTHING,
    REQUIRED,
    VALUE,
    LENGTH,
    PAGE,
    REFERENCE,
    RECORD,
    IN_USE,
    DUPLICATE,
    TIMED,
    TIMING,
    TASK,
    BILLED_TWICE,
    LINES,
    SETTLED,
    TRANSITION,
    CREDIT,
    FILE,
    AMOUNT,
    INVOICED,
)
