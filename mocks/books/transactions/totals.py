"""The arithmetic of documents: exact, rounded half up to the places of the currency. Knows no records.

However lines, discounts and taxes are chosen, it adds up:
`total == sub_total - discount + tax_total + shipping + adjustment`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from ..money import ZERO, rounded

HUNDRED = Decimal(100)


@dataclass(frozen=True, slots=True)
class Tax:
    """One tax of a line; that of a group is several."""

    id: str
    name: str
    percentage: Decimal


@dataclass(frozen=True, slots=True)
class Discount:
    """Something off: so many per cent, or an amount."""

    value: Decimal = ZERO
    percent: bool = False

    def of(self, amount: Decimal) -> Decimal:
        """What comes off `amount`."""
        return amount * self.value / HUNDRED if self.percent else self.value


NOTHING_OFF = Discount()


@dataclass(frozen=True, slots=True)
class Line:
    """What one line charges for."""

    quantity: Decimal
    rate: Decimal
    taxes: tuple[Tax, ...] = ()
    discount: Discount = NOTHING_OFF


@dataclass(frozen=True, slots=True)
class Terms:
    """How a document counts.

    `inclusive`: the rates hold the tax. `discount` is that of the whole, taken `before_tax` or after.
    `by_line`: the tax of each line is rounded, not only their sum.
    """

    precision: int = 2
    inclusive: bool = False
    discount: Discount = NOTHING_OFF
    before_tax: bool = True
    shipping: Decimal = ZERO
    adjustment: Decimal = ZERO
    by_line: bool = True


@dataclass(frozen=True, slots=True)
class Totals:
    """What comes out. `items` are the lines without tax, after their own discount; `taxes` come by tax."""

    items: tuple[Decimal, ...]
    sub_total: Decimal
    discount: Decimal
    taxes: tuple[tuple[Tax, Decimal], ...]
    tax_total: Decimal
    total: Decimal


def add_up(lines: Sequence[Line], terms: Terms) -> Totals:
    """The totals of a document of those lines."""
    charged = [_charged(line, terms) for line in lines]
    items = tuple(_net(amount, line, terms) for amount, line in zip(charged, lines, strict=True))
    sub_total = sum(items, ZERO)
    early = terms.discount if terms.before_tax else NOTHING_OFF
    taxed = _less(charged, rounded(early.of(sum(charged, ZERO)), terms.precision), terms.precision)
    nets = [_net(amount, line, terms) for amount, line in zip(taxed, lines, strict=True)]
    taxes = _taxes(lines, taxed, nets, terms)
    tax_total = sum((amount for _, amount in taxes), ZERO)
    discount = sub_total - sum(nets, ZERO)
    if not terms.before_tax:
        discount += rounded(terms.discount.of(sub_total + tax_total), terms.precision)
    extra = rounded(terms.shipping, terms.precision) + rounded(terms.adjustment, terms.precision)
    return Totals(items, sub_total, discount, taxes, tax_total, sub_total - discount + tax_total + extra)


def _charged(line: Line, terms: Terms) -> Decimal:
    """The line's amount after its own discount; with the tax in it where rates hold it."""
    amount = line.quantity * line.rate
    return rounded(amount - line.discount.of(amount), terms.precision)


def _net(amount: Decimal, line: Line, terms: Terms) -> Decimal:
    """An amount without the tax that it holds."""
    if not terms.inclusive:
        return amount
    whole = sum((tax.percentage for tax in line.taxes), ZERO)
    return rounded(amount * HUNDRED / (HUNDRED + whole), terms.precision)


def _less(amounts: list[Decimal], off: Decimal, precision: int) -> list[Decimal]:
    """The amounts less their share of `off`, to the last cent."""
    whole = sum(amounts, ZERO)
    if not off or not whole:
        return amounts
    shares = [rounded(off * amount / whole, precision) for amount in amounts]
    shares[-1] += off - sum(shares, ZERO)
    return [amount - share for amount, share in zip(amounts, shares, strict=True)]


def _taxes(
    lines: Iterable[Line], taxed: Iterable[Decimal], nets: Iterable[Decimal], terms: Terms
) -> tuple[tuple[Tax, Decimal], ...]:
    sums: dict[str, tuple[Tax, Decimal]] = {}
    for line, amount, net in zip(lines, taxed, nets, strict=True):
        for tax, due in _due(line, amount, net, terms):
            sums[tax.id] = tax, sums.get(tax.id, (tax, ZERO))[1] + due
    return tuple((tax, rounded(due, terms.precision)) for tax, due in sums.values())


def _due(line: Line, amount: Decimal, net: Decimal, terms: Terms) -> list[tuple[Tax, Decimal]]:
    """What each tax of a line comes to; of inclusive rates all that is not net, to the last cent."""
    due = [(tax, net * tax.percentage / HUNDRED) for tax in line.taxes]
    if terms.by_line or terms.inclusive:
        due = [(tax, rounded(value, terms.precision)) for tax, value in due]
    if terms.inclusive and due:
        last, value = due[-1]
        due[-1] = last, value + amount - net - sum((one for _, one in due), ZERO)
    return due
