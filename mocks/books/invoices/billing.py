"""What invoices bill: time and expenses, each by one invoice at most.

Time and expenses know the invoice that bills them; the marks follow every save of an invoice. They are no
edits by anybody, so they are no events.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..operations import require_reference
from ..timesheets import tally

EXPENSES = "books.expenses"
BILLED: Mapping[str, str] = {tally.TABLE: "time_entry_id", EXPENSES: "expense_id"}
"""The tables of what can be billed, each with the name of its ids."""


def keys(record: Mapping[str, Any], table: str) -> list[str]:
    """The ids of the time entries or expenses that an invoice bills."""
    return list(dict.fromkeys(_keys(record, table)))


def _keys(record: Mapping[str, Any], table: str) -> Iterator[str]:
    for line in record.get("line_items") or ():
        if table == EXPENSES:
            yield from filter(None, [line.get("expense_id")])
        else:
            yield from line.get("time_entry_ids") or ()


def gathered(values: dict[str, Any]) -> dict[str, Any]:
    """The values with the time that the whole invoice names given to its first line without any."""
    loose = values.pop("time_entry_ids", None)
    lines = [dict(line) for line in values.get("line_items") or ()]
    if not loose or not lines:
        return values
    placed = set(_keys(values, tally.TABLE))
    first = next((line for line in lines if not line.get("time_entry_ids")), lines[0])
    first["time_entry_ids"] = [
        *(first.get("time_entry_ids") or ()),
        *(one for one in loose if one not in placed),
    ]
    return {**values, "line_items": lines}


def require_billable(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse what does not exist, and what another invoice bills; or leave that to the other one."""
    own = before["invoice_id"] if before else None
    taken: set[str] = set()
    for table, name in BILLED.items():
        plural, field = table.removeprefix("books."), name if table == EXPENSES else "time_entry_ids"
        for key in keys(values, table):
            require_reference(call, field, plural, key)
            found = call.context.store.get(table, call.tenant, key) or {}
            if found.get("invoice_id") not in (None, "", own):
                taken.add(key)
                _refuse(call, field)
    return _without(values, taken) if taken else values


def _refuse(call: Call, field: str) -> None:
    refused = call.context.assume("books.billed_twice") == "refused"
    if call.context.fails(checks.BILLED_TWICE, refused):
        raise BooksError.invalid_value(field)


def _without(values: dict[str, Any], taken: AbstractSet[str]) -> dict[str, Any]:
    lines = []
    for line in values.get("line_items") or ():
        kept = dict(line)
        if (kept.get("expense_id") or "") in taken:
            del kept["expense_id"]
        if kept.get("time_entry_ids"):
            kept["time_entry_ids"] = [key for key in kept["time_entry_ids"] if key not in taken]
        lines.append(kept)
    return {**values, "line_items": lines}


def mark(context: Context, tenant: str, record: Record) -> None:
    """What the invoice bills says so, and what it no longer bills does not."""
    key = record["invoice_id"]
    frees = record.get("status") == "void" and context.assume("books.void_frees") == "frees"
    for table, name in BILLED.items():
        billed = set() if frees else set(keys(record, table))
        for one in context.store.find(table, tenant, "invoice_id", key):
            if one[name] not in billed:
                _free(context, tenant, table, name, one)
        for own in keys(record, table) if billed else ():
            found = context.store.get(table, tenant, own)
            if found is not None and not found.get("invoice_id"):
                context.store.put(table, tenant, own, {**found, "invoice_id": key})


def free(context: Context, tenant: str, record: Record) -> None:
    """Nothing is billed any more by an invoice that is gone."""
    for table, name in BILLED.items():
        for one in context.store.find(table, tenant, "invoice_id", record["invoice_id"]):
            _free(context, tenant, table, name, one)


def _free(context: Context, tenant: str, table: str, name: str, record: Record) -> None:
    kept = {field: value for field, value in record.items() if field != "invoice_id"}
    context.store.put(table, tenant, record[name], kept)
