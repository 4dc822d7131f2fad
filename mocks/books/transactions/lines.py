"""The lines of a document: what an item, time or an expense fills in, and what they come to.

A stored line keeps its tax as it was when the document was saved: a tax that changes later changes none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import accounts, checks, ids
from ..errors import BooksError
from ..money import ZERO, exact, percentage, rounded, shown
from ..operations import require_reference, require_value
from ..organizations.tenancy import organization_of
from ..resource import default
from ..settings import taxes
from ..timesheets import tally
from .totals import Discount, Line, Tax, Terms, add_up

HOURS = Decimal(tally.HOUR)
NOTHING: Mapping[str, Any] = {}
ITEM_FIELDS = ("name", "description", "rate", "unit", "tax_id", "product_type", "hsn_or_sac")
"""What a line takes from its item unless it says otherwise."""
COUNTED = frozenset({"item_total", "discount_amount", "parts"})
"""What is counted anew at every save."""


@dataclass(frozen=True)
class Lines:
    """The lines of one kind of document (`of`: "An invoice"): their fields, table and block of their ids."""

    of: str
    fields: tuple[Field, ...]
    table: str
    block: int

    @cached_property
    def defaults(self) -> dict[str, Any]:
        """What a line holds unless it says otherwise."""
        return {one.name: default(one) for one in self.fields}

    def require(self, call: Call, values: Mapping[str, Any]) -> None:
        """Refuse a document without lines, a line of nothing, and one that names what is not there."""
        if call.context.fails(checks.LINES, not values["line_items"]):
            raise BooksError.no_lines(self.of)
        for line in values["line_items"]:
            named = any(line.get(name) for name in ("item_id", "name", "time_entry_ids", "expense_id"))
            described = named or line.get("description") or line.get("line_item_id")
            require_value(call, "item_id", bad=not described)
            for one in self.fields:
                if one.reference and line.get(one.name):
                    require_reference(call, one.name, one.reference, line[one.name])

    def stored(
        self,
        context: Context,
        tenant: str,
        given: Iterable[Mapping[str, Any]],
        had: Iterable[Mapping[str, Any]],
    ) -> list[dict[str, Any]]:
        """The lines of a request as they are kept; those of `had` that it names stay what they were."""
        known = {one["line_item_id"]: one for one in had}
        lines = []
        for order, one in enumerate(given, start=1):
            key = one.get("line_item_id")
            before = {name: value for name, value in known.get(key or "", {}).items() if name not in COUNTED}
            line = {**before, **one}
            line["line_item_id"] = key or ids.generate(context, tenant, self.table, self.block)
            line.setdefault("item_order", order)
            filled = _filled(context, tenant, line)
            lines.append(
                {
                    name: value
                    for name, value in filled.items()
                    if value is not None and value != self.defaults.get(name)
                }
            )
        return lines


def require_discounts(call: Call, values: Mapping[str, Any]) -> None:
    """Refuse a discount that is no number, below nothing, or of more than all."""
    for part in (values, *(values.get("line_items") or ())):
        off = _read_discount(part.get("discount"))
        bad = off is None or off.value < 0 or (off.percent and off.value > 100)
        if call.context.fails(checks.VALUE, bad):
            raise BooksError.invalid_value("discount")


def counted(context: Context, tenant: str, had: Mapping[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """The values of a save with what the document comes to."""
    merged = {**had, **{name: value for name, value in values.items() if value is not None}}
    taxed = any(line.get("parts") for line in merged.get("line_items") or ())
    by_line = not taxed or context.assume("books.tax_rounding") == "line"
    return {**values, **totals(merged, precision_of(context, tenant, merged), by_line)}


def precision_of(context: Context, tenant: str, record: Mapping[str, Any]) -> int:
    """The decimal places of the document's currency."""
    currency = context.store.get("books.currencies", tenant, record.get("currency_id") or "") or NOTHING
    organization = organization_of(context, tenant)
    return int(currency.get("price_precision", organization["price_precision"]))


def totals(record: Mapping[str, Any], precision: int, by_line: bool) -> dict[str, Any]:
    """What a document of those stored lines comes to, as it is kept; the lines get their amounts."""
    terms = Terms(
        precision,
        bool(record.get("is_inclusive_tax")),
        discount(record.get("discount")) if record.get("discount_type") == "entity_level" else Discount(),
        bool(record.get("is_discount_before_tax", True)),
        exact(record.get("shipping_charge")),
        exact(record.get("adjustment")),
        by_line,
    )
    lines = record.get("line_items") or ()
    found = add_up([_counted(line) for line in lines], terms)
    off = sum((_own_discount(line) for line in lines), ZERO)
    return {
        "line_items": [
            {
                **line,
                "item_total": shown(amount, precision),
                "discount_amount": shown(_own_discount(line), precision),
            }
            for line, amount in zip(lines, found.items, strict=True)
        ],
        "sub_total": shown(found.sub_total, precision),
        "discount_amount": shown(found.discount, precision),
        "discount_total": shown(found.discount + rounded(off, precision), precision),
        "taxes": [
            {"tax_id": tax.id, "tax_name": tax.name, "tax_amount": shown(amount, precision)}
            for tax, amount in found.taxes
        ],
        "tax_total": shown(found.tax_total, precision),
        "total_taxable_amount": shown(
            sum((amount for line, amount in zip(lines, found.items, strict=True) if line.get("parts")), ZERO),
            precision,
        ),
        "total": shown(found.total, precision),
    }


def discount(written: Any) -> Discount:
    """`10%`, or an amount; nothing for what is neither."""
    return _read_discount(written) or Discount()


def _read_discount(written: Any) -> Discount | None:
    text = str(written or "0").strip()
    try:
        return Discount(exact(text.removesuffix("%").strip() or "0"), text.endswith("%"))
    except ArithmeticError:
        return None


def _own_discount(line: Mapping[str, Any]) -> Decimal:
    counted = _counted(line)
    return counted.discount.of(counted.quantity * counted.rate)


def _counted(line: Mapping[str, Any]) -> Line:
    parts = tuple(Tax(one["id"], one["name"], exact(one["percentage"])) for one in line.get("parts", ()))
    own = discount(line.get("discount"))
    if not own.value and line.get("given_discount"):
        own = Discount(exact(line["given_discount"]))
    return Line(exact(line.get("quantity", 1)), exact(line.get("rate")), parts, own)


def _filled(context: Context, tenant: str, line: dict[str, Any]) -> dict[str, Any]:
    for source in (_of_item, _of_time, _of_expense):
        for name, value in source(context, tenant, line).items():
            if line.get(name) in (None, ""):
                line[name] = value
    if line.get("discount_amount") and not line.get("discount"):
        line["given_discount"] = line["discount_amount"]
    line["parts"] = [
        {"id": one["tax_id"], "name": one.get("tax_name", ""), "percentage": one.get("tax_percentage", 0)}
        for one in taxes.parts(context, tenant, line.get("tax_id") or "")
    ]
    return line | _taxed(context, tenant, line)


def _taxed(context: Context, tenant: str, line: Mapping[str, Any]) -> dict[str, Any]:
    """What a line says of its tax; a percentage that comes without one is a tax as well."""
    tax = taxes.find(context, tenant, line.get("tax_id") or "")
    if tax is not None:
        return {
            "tax_name": tax.get("tax_name", ""),
            "tax_type": tax.get("tax_type", "tax"),
            "tax_percentage": percentage(sum(one["percentage"] for one in line["parts"])),
        }
    return dict.fromkeys(("tax_name", "tax_type"), "") | {"tax_percentage": 0}


def _of_item(context: Context, tenant: str, line: Mapping[str, Any]) -> dict[str, Any]:
    item = context.store.get("books.items", tenant, line.get("item_id") or "") or NOTHING
    kind = {"item_type": "service" if item.get("product_type") == "service" else "goods"} if item else {}
    return {**{name: item[name] for name in ITEM_FIELDS if name in item}, **kind}


def _of_time(context: Context, tenant: str, line: Mapping[str, Any]) -> dict[str, Any]:
    """The hours that a line bills, at what an hour of them costs."""
    entries = [context.store.get(tally.TABLE, tenant, key) for key in line.get("time_entry_ids") or ()]
    found = [entry for entry in entries if entry is not None]
    if not found:
        return {}
    project = context.store.get("books.projects", tenant, found[0]["project_id"]) or NOTHING
    seconds = sum(entry.get("seconds", 0) for entry in found)
    worth = sum((tally.amount_of(project, entry) for entry in found), ZERO)
    hours = rounded(Decimal(seconds) / HOURS)
    return {
        "project_id": project.get("project_id", ""),
        "name": project.get("project_name", ""),
        "unit": "hrs",
        "quantity": float(hours),
        "rate": float(rounded(worth / hours)) if hours else 0.0,
    }


def _of_expense(context: Context, tenant: str, line: Mapping[str, Any]) -> dict[str, Any]:
    expense: Record = context.store.get("books.expenses", tenant, line.get("expense_id") or "") or NOTHING
    if not expense:
        return {}
    return {
        "name": accounts.name_of(context, tenant, expense.get("account_id", "")) or "Expense",
        "description": expense.get("description", ""),
        "rate": expense.get("sub_total", 0.0),
        "project_id": expense.get("project_id", ""),
        "tax_id": expense.get("tax_id", ""),
        "expense_receipt_name": expense.get("receipt", NOTHING).get("file_name", ""),
    }
