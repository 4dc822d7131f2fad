"""Hours as Books writes them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.books.timesheets import hours


@given(st.integers(0, 9_999 * 60 + 59))
def test_a_length_is_read_as_it_was_written(minutes: int) -> None:
    assert hours.length(hours.written(minutes * 60)) == minutes * 60


@given(st.integers(0, 24 * 60 - 1))
def test_a_time_of_day_is_read_as_it_was_written(minutes: int) -> None:
    assert hours.of_day(hours.written(minutes * 60)) == minutes * 60


@pytest.mark.parametrize("text", ["", "5", "5:6", "05:60", "-1:00", "1:000", "٣:٠٠", "24:00 "])
def test_anything_else_is_none(text: str) -> None:
    with pytest.raises(ValueError, match=text.strip() or "^$"):
        hours.of_day(text)


def test_a_length_may_be_longer_than_a_day() -> None:
    assert hours.written(hours.length("100:30")) == "100:30"
