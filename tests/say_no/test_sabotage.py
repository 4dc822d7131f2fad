"""Each check in turn is switched off, and its rows must notice: a check that nobody misses is not tested."""

from __future__ import annotations

import pytest

from .table import CHECKS, ERRORS, ROWS, rows_of
from .theatre import Theatre


@pytest.mark.parametrize(("vendor", "check"), CHECKS)
def test_sabotage_turns_rows_red(theatre: Theatre, vendor: str, check: str) -> None:
    rows = rows_of(vendor, check)
    assert rows, f"no row holds {check} of {vendor}"
    for row in rows:
        outcome = theatre.play(row, sabotage={check})
        assert outcome.told(row.refusal) != (row.refusal, row.reason), f"{row.id}: nobody misses {check}"
        assert outcome.went_through, f"{row.id}, without {check}: {outcome}"


def test_rows_name_checks_that_exist() -> None:
    known = {check for _, check in CHECKS}
    assert {row.id: set(row.held_by) - known for row in ROWS if set(row.held_by) - known} == {}


def test_every_error_of_a_vendor_is_reached_by_a_row() -> None:
    assert set(ERRORS) - {row.refusal.error for row in ROWS} == set()


def test_no_two_rows_have_the_same_name() -> None:
    assert len({row.id for row in ROWS}) == len(ROWS)
