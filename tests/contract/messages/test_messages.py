"""The fakes say what the vendors say, to the letter: every row of the table, asked over the public API."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache

import httpx
import pytest

from .. import baseline
from ..facts import modules
from .rows import NOT_BUILT, Row, rows, specifications
from .situations.books import ROOMS
from .situations.room import Room

LACKING = 2
"""Rows that the fakes can't answer though they have the operation; each says why."""
ASSERTED = [row for row in rows() if not row.lacks]


def each(fake: str, *, refusal: bool) -> pytest.MarkDecorator:
    found = [row for row in ASSERTED if row.fake == fake and row.refusal is refusal]
    return pytest.mark.parametrize("row", found, ids=lambda row: row.id)


def pattern(written: str) -> str:
    """A header of a row as a regular expression: `{}` stands for an id or another number."""
    return ".+".join(re.escape(part) for part in written.split("{}"))


def assert_said(answer: httpx.Response, row: Row) -> None:
    """The answer is that row's, in every word of which there is a source."""
    body = answer.json() if row.body else {}
    assert (answer.status_code, {name: body.get(name) for name in row.body}) == (row.status, row.body)
    for name, expected in row.headers.items():
        assert re.fullmatch(pattern(expected), answer.headers.get(name, "")), (name, expected)


@pytest.fixture(scope="module")
def room() -> Callable[[Row], Room]:
    """The room of a row's module, furnished once."""

    @cache
    def furnished(module: str, assume: tuple[tuple[str, str], ...]) -> Room:
        assert module in ROOMS, (
            f"write situations/books/{module}.py: what its calls are about, what they hold"
        )
        return Room(ROOMS[module], dict(assume))

    return lambda row: furnished(row.module, tuple(row.assume.items()))


@each("books", refusal=False)
def test_books_says_so_when_all_goes_well(room: Callable[[Row], Room], row: Row) -> None:
    assert_said(room(row).ask(row.at), row)


@pytest.mark.parametrize("row", [row for row in rows() if row.over], ids=lambda row: row.id)
def test_a_text_that_wins_over_a_specification_names_what_it_overrules(row: Row) -> None:
    (overruled,) = [one for one in specifications() if (one.module, one.at) == (row.module, row.at)]
    assert overruled.body["message"] == row.over != row.body.get("message")


def test_what_nobody_asserts_only_becomes_less() -> None:
    """Of what is built, that is; operations that are not built become fewer by `baseline.json`."""
    assert len([row for row in rows() if row.lacks not in ("", NOT_BUILT)]) == LACKING
    for module in modules():
        missing = [row for row in specifications() if row.module == module.name and row.lacks]
        if module.fake == "books":
            assert len(missing) <= len(module.operations) - baseline.known()[module.id]["operations"]
