"""Invoice numbers: `INV-000001` and on, or whatever a request gives."""

from __future__ import annotations

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..operations import require_value

TABLE = "books.invoices"
PREFIX = "INV-"


def following(context: Context, tenant: str) -> str:
    """The next number that no invoice has."""
    while True:
        number = f"{PREFIX}{context.ids.nth(tenant, 'books.invoice_number'):06d}"
        if not context.store.find(TABLE, tenant, "invoice_number", number):
            return number


def admitted(call: Call, before: Record | None, number: str | None) -> str | None:
    """The number that a request gives the invoice; refused if another has it, or if one must be given."""
    own = call.parameters.get("ignore_auto_number_generation")
    if before is None:
        require_value(call, "invoice_number", bad=bool(own) and not number)
    if not number or (before is not None and number == before.get("invoice_number")):
        return None
    if not own and call.context.assume("books.given_number") == "replaced":
        return None
    taken = bool(call.context.store.find(TABLE, call.tenant, "invoice_number", number))
    if call.context.fails(checks.DUPLICATE, taken):
        raise BooksError.duplicate_invoice()
    return number
