"""Numbers of documents: `INV-000001` and on, or whatever a request gives.

Prefix and next number of a series are a setting of the organization, of which no API is known: a scenario
lays it down (`number_series`).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..operations import require_value

TABLE = "books.number_series"


@dataclass(frozen=True)
class Series:
    """The numbers of one kind of document: `field` holds them in the records of `table`.

    `prefix` and `first` are what it begins with unless the organization has it otherwise.
    """

    document: str
    field: str
    table: str
    prefix: str
    first: str
    title: str

    def begun(self) -> dict[str, str]:
        """The series as an organization has it from the start."""
        return {"document": self.document, "prefix": self.prefix, "next_number": self.first}

    def following(self, context: Context, tenant: str) -> str:
        """The next number that no document has."""
        while True:
            series = context.store.get(TABLE, tenant, self.document) or self.begun()
            number = series["next_number"]
            after = {**series, "next_number": f"{int(number) + 1:0{len(number)}d}"}
            context.store.put(TABLE, tenant, self.document, after)
            if not context.store.count(self.table, tenant, self.field, series["prefix"] + number):
                return str(series["prefix"] + number)

    def admitted(self, call: Call, before: Record | None, number: str | None) -> str | None:
        """The number that a request gives; refused if another has it, or if one must be given."""
        own = call.parameters.get("ignore_auto_number_generation")
        if before is None:
            require_value(call, self.field, bad=bool(own) and not number)
        if not number or (before is not None and number == before.get(self.field)):
            return None
        if not own and call.context.assume("books.given_number") == "replaced":
            return None
        taken = bool(call.context.store.count(self.table, call.tenant, self.field, number))
        if call.context.fails(checks.DUPLICATE, taken):
            raise BooksError.duplicate_number(self.title)
        return number


INVOICES = Series("invoice", "invoice_number", "books.invoices", "INV-", "000001", "Invoice")
DEBIT_NOTES = Series("debit_note", "invoice_number", "books.invoices", "DN-", "00001", "Debit note")
"""[spec: DN-00001]"""
SALESORDERS = Series("salesorder", "salesorder_number", "books.salesorders", "SO-", "00001", "Sales order")
"""[live: SO-00013, beside INV-000014]"""
SERIES: Mapping[str, Series] = {one.document: one for one in (INVOICES, DEBIT_NOTES, SALESORDERS)}


def put(context: Context, tenant: str, values: Mapping[str, str]) -> Record:
    """Have a series otherwise from now on; raises ValueError for a next number that is none."""
    series = {**SERIES[values["document"]].begun(), **values}
    if not (series["next_number"].isascii() and series["next_number"].isdecimal()):
        raise ValueError(f"'{series['next_number']}' is no number: write digits, such as \"00042\".")
    context.store.put(TABLE, tenant, series["document"], series)
    return series
