"""Every row is refused, in every word and for the recorded reason; its twin goes through.

In process and over sockets: the same.
"""

from __future__ import annotations

import pytest

from .rows import Row
from .table import ROWS
from .theatre import Theatre

by_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row.id)
both_ways = pytest.mark.parametrize("sockets", [False, True], ids=["in process", "over sockets"])


@both_ways
@by_row
def test_it_is_refused_for_the_recorded_reason(theatre: Theatre, row: Row, sockets: bool) -> None:
    outcome = theatre.play(row, sockets=sockets)
    assert outcome.told(row.refusal) == (row.refusal, row.reason)


@both_ways
@by_row
def test_it_goes_through_with_the_one_thing_put_right(theatre: Theatre, row: Row, sockets: bool) -> None:
    outcome = theatre.play(row, wrong=False, sockets=sockets)
    assert outcome.went_through, outcome
