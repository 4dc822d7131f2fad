"""Numbers of documents: a series of each kind in each organization, with a prefix and a next number."""

from __future__ import annotations

import pytest

from ..desk import ONE, TWO, Desk


def made(desk: Desk, kind: str = "invoices", field: str = "invoice_number", tenant: str = ONE) -> str:
    return str(desk.given(kind, {}, tenant)[field])


def test_each_kind_of_document_counts_by_itself_in_each_organization(desk: Desk) -> None:
    assert [made(desk), made(desk), made(desk, tenant=TWO)] == ["INV-000001", "INV-000002", "INV-000001"]
    assert made(desk, "salesorders", "salesorder_number") == "SO-00001"


def test_a_series_goes_on_from_what_a_scenario_lays_down(desk: Desk) -> None:
    desk.given("number_series", {"document": "invoice", "prefix": "26/", "next_number": "0099"})
    assert [made(desk), made(desk)] == ["26/0099", "26/0100"]
    assert desk.view("number_series")[0] == {"document": "invoice", "prefix": "26/", "next_number": "0101"}
    assert desk.view("number_series", TWO)[0]["next_number"] == "000001"


def test_a_number_that_a_document_has_is_left_out(desk: Desk) -> None:
    desk.given("invoices", {"invoice_number": "INV-000001"})
    assert made(desk) == "INV-000002"


@pytest.mark.parametrize("written", ["", "A1", "1.5"])
def test_a_next_number_is_digits(desk: Desk, written: str) -> None:
    with pytest.raises(ValueError, match="is no number: write digits"):
        desk.given("number_series", {"document": "invoice", "next_number": written})
