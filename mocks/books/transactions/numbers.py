"""Numbers of documents: `INV-000001` and on, or whatever a request gives."""

from __future__ import annotations

from dataclasses import dataclass

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..operations import require_value


@dataclass(frozen=True)
class Series:
    """The numbers of one kind of document (`name`): `field` holds them in the records of `table`."""

    name: str
    field: str
    table: str
    prefix: str
    digits: int
    title: str

    def following(self, context: Context, tenant: str) -> str:
        """The next number that no document has."""
        while True:
            count = context.ids.nth(tenant, f"books.{self.name}_number")
            number = f"{self.prefix}{count:0{self.digits}d}"
            if not context.store.find(self.table, tenant, self.field, number):
                return number

    def admitted(self, call: Call, before: Record | None, number: str | None) -> str | None:
        """The number that a request gives; refused if another has it, or if one must be given."""
        own = call.parameters.get("ignore_auto_number_generation")
        if before is None:
            require_value(call, self.field, bad=bool(own) and not number)
        if not number or (before is not None and number == before.get(self.field)):
            return None
        if not own and call.context.assume("books.given_number") == "replaced":
            return None
        taken = bool(call.context.store.find(self.table, call.tenant, self.field, number))
        if call.context.fails(checks.DUPLICATE, taken):
            raise BooksError.duplicate_number(self.title)
        return number
