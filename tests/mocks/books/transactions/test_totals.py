"""The arithmetic of invoices: examples that one can follow by hand, and laws that hold for any."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.books.money import rounded
from mocks.books.transactions.totals import Discount, Line, Tax, Terms, Totals, add_up

D = Decimal
VAT, LOCAL = Tax("1", "VAT", D("12.5")), Tax("2", "Local", D(3))


def figures(found: Totals) -> tuple[str, str, str, str]:
    return str(found.sub_total), str(found.discount), str(found.tax_total), str(found.total)


@pytest.mark.parametrize(
    ("terms", "expected"),
    [
        (Terms(), ("200.00", "0.00", "25.00", "225.00")),
        (Terms(inclusive=True), ("177.78", "0.00", "22.22", "200.00")),
        (Terms(discount=Discount(D(10), True)), ("200.00", "20.00", "22.50", "202.50")),
        (Terms(discount=Discount(D(20))), ("200.00", "20.00", "22.50", "202.50")),
        (Terms(discount=Discount(D(10), True), before_tax=False), ("200.00", "22.50", "25.00", "202.50")),
        (Terms(shipping=D(7), adjustment=D("-0.5")), ("200.00", "0.00", "25.00", "231.50")),
        (Terms(precision=0), ("200", "0", "26", "226")),
        (Terms(inclusive=True, discount=Discount(D(20))), ("177.78", "17.78", "20.00", "180.00")),
    ],
)
def test_two_lines_of_a_hundred_at_twelve_and_a_half_per_cent(
    terms: Terms, expected: tuple[str, str, str, str]
) -> None:
    lines = [Line(D(1), D(100), (VAT,)), Line(D(2), D(50), (VAT,))]
    assert figures(add_up(lines, terms)) == expected


def test_a_line_has_a_discount_of_its_own() -> None:
    lines = [Line(D(1), D(100), (VAT,), Discount(D(10), True)), Line(D(1), D(100), (), Discount(D(30)))]
    found = add_up(lines, Terms())
    assert found.items == (D("90.00"), D("70.00"))
    assert figures(found) == ("160.00", "0.00", "11.25", "171.25")


def test_taxes_come_by_tax_in_the_order_of_the_lines() -> None:
    lines = [Line(D(1), D(100), (VAT, LOCAL)), Line(D(1), D(10), (LOCAL,))]
    assert add_up(lines, Terms()).taxes == ((VAT, D("12.50")), (LOCAL, D("3.30")))


def test_whether_each_line_is_rounded_makes_a_difference() -> None:
    lines = [Line(D(1), D("0.10"), (VAT,))] * 3
    assert add_up(lines, Terms()).tax_total == D("0.03")
    assert add_up(lines, Terms(by_line=False)).tax_total == D("0.04")


def test_an_invoice_without_lines_is_nothing() -> None:
    assert add_up([], Terms()).total == 0


MONEY = st.decimals(0, 10**6, places=2)
TAXES = st.lists(
    st.builds(Tax, st.sampled_from("123"), st.just("T"), st.decimals(0, 40, places=2)),
    max_size=2,
    unique_by=lambda tax: tax.id,
).map(tuple)
PERCENT = st.builds(Discount, st.decimals(0, 100, places=2), st.just(True))
LINES = st.lists(st.builds(Line, st.decimals(0, 500, places=3), MONEY, TAXES, PERCENT), max_size=6)
TERMS = st.builds(
    Terms,
    precision=st.sampled_from([0, 2, 3]),
    inclusive=st.booleans(),
    discount=PERCENT,
    before_tax=st.booleans(),
    shipping=MONEY,
    adjustment=st.decimals(-100, 100, places=2),
    by_line=st.booleans(),
)


@given(LINES, TERMS)
def test_an_invoice_adds_up(lines: list[Line], terms: Terms) -> None:
    found = add_up(lines, terms)
    extra = rounded(terms.shipping, terms.precision) + rounded(terms.adjustment, terms.precision)
    assert found.total == found.sub_total - found.discount + found.tax_total + extra
    assert found.sub_total == sum(found.items)
    assert found.tax_total == sum(amount for _, amount in found.taxes)
    assert found.total == rounded(found.total, terms.precision)


@given(LINES, TERMS)
def test_a_discount_before_tax_comes_off_to_the_last_cent(lines: list[Line], terms: Terms) -> None:
    early = replace(terms, inclusive=False, before_tax=True)
    found = add_up(lines, early)
    assert found.discount == rounded(terms.discount.of(found.sub_total), terms.precision)


@given(LINES, TERMS)
def test_nobody_pays_more_than_the_rates_where_they_hold_the_tax(lines: list[Line], terms: Terms) -> None:
    held = Terms(terms.precision, inclusive=True, by_line=terms.by_line)
    amounts = [line.quantity * line.rate for line in lines]
    charged = [
        rounded(amount - line.discount.of(amount), held.precision)
        for amount, line in zip(amounts, lines, strict=True)
    ]
    taxed = [one for one, line in zip(charged, lines, strict=True) if line.taxes]
    found = add_up(lines, held)
    assert found.total == sum(charged)
    assert found.tax_total <= sum(taxed)


@given(LINES, TERMS)
def test_all_off_leaves_the_extras(lines: list[Line], terms: Terms) -> None:
    whole = Discount(D(100), True)
    free = Terms(
        terms.precision, terms.inclusive, whole, True, terms.shipping, terms.adjustment, terms.by_line
    )
    extra = rounded(terms.shipping, terms.precision) + rounded(terms.adjustment, terms.precision)
    assert add_up(lines, free).total == extra
