"""The fakes say what the vendors say, to the letter: every row of the table, asked over the public API."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator
from functools import cache

import httpx
import pytest

from tests.mocks.oauth.browser import Vendor
from tests.say_no.table import ROWS as REFUSALS
from tests.say_no.theatre import Theatre

from .. import baseline
from ..facts import modules
from .rows import NOT_BUILT, Row, rows, specifications
from .situations import oauth, wrike
from .situations.books import ROOMS
from .situations.room import Room

LACKING = 16
"""Rows that the fakes can't answer though they have the operation; each says why."""
ASSERTED = [row for row in rows() if not row.lacks]
REFUSED = {(one.fake, one.title): one for one in REFUSALS}


def each(found: list[Row]) -> pytest.MarkDecorator:
    return pytest.mark.parametrize("row", found, ids=lambda row: row.id)


def pattern(written: str) -> str:
    """A header of a row as a regular expression: `{}` stands for an id or another number."""
    return ".+".join(re.escape(part) for part in written.split("{}"))


def assert_said(answer: httpx.Response, row: Row) -> None:
    """The answer is that row's, in every word of which there is a source."""
    body = answer.json() if row.body else {}
    said = {name: value for name, value in body.items() if name in row.body}
    assert (answer.status_code, list(said.items())) == (row.status, list(row.body.items()))
    for name, expected in row.headers.items():
        assert re.fullmatch(pattern(expected), answer.headers.get(name, "")), (name, expected)
    for text in row.holds:
        assert text in answer.text


@pytest.fixture(scope="module")
def room() -> Callable[[Row], Room]:
    """The room of a row's module, furnished once."""

    @cache
    def furnished(fake: str, module: str, assume: tuple[tuple[str, str], ...]) -> Room:
        if fake == "wrike":
            return Room(fake, wrike, dict(assume))
        assert module in ROOMS, (
            f"write situations/books/{module}.py: what its calls are about, what they hold"
        )
        return Room(fake, ROOMS[module], dict(assume))

    return lambda row: furnished(row.fake, row.module, tuple(row.assume.items()))


@pytest.fixture(scope="module")
def theatre() -> Iterator[Theatre]:
    """Where refusals are played, in process."""
    with asyncio.Runner() as runner:
        yield Theatre(runner)


@each([row for row in ASSERTED if row.fake in ("books", "wrike") and not row.refusal])
def test_it_says_so_when_all_goes_well(room: Callable[[Row], Room], row: Row) -> None:
    assert_said(room(row).ask(row.at), row)


@each([row for row in ASSERTED if row.fake in oauth.VENDORS and not row.refusal])
def test_a_token_address_says_so_when_all_goes_well(row: Row) -> None:
    async def ask() -> httpx.Response:
        return await oauth.SITUATIONS[row.at](Vendor(oauth.VENDORS[row.fake]))

    assert_said(asyncio.run(ask()), row)


@each([row for row in ASSERTED if row.refusal])
def test_it_says_so_when_it_refuses(theatre: Theatre, row: Row) -> None:
    assert_said(theatre.play(REFUSED[row.fake, row.at]).response, row)


def test_no_row_and_no_situation_is_left_over() -> None:
    known = {(row.fake, row.module, row.at) for row in rows() if not row.refusal}
    played = {("books", module, at) for module, room in ROOMS.items() for at in room.CALLS}
    assert played - known == set()
    assert set(wrike.CALLS) | set(oauth.SITUATIONS) <= {at for _, _, at in known}
    assert {row.fake for row in rows()} == {"books", "wrike", *oauth.VENDORS}
    assert len({row.id for row in rows()}) == len(rows())


@each([row for row in rows() if row.over])
def test_a_text_that_wins_over_a_specification_names_what_it_overrules(row: Row) -> None:
    (overruled,) = [one for one in specifications() if (one.module, one.at) == (row.module, row.at)]
    assert overruled.body["message"] == row.over != row.body.get("message")


def test_what_nobody_asserts_only_becomes_less() -> None:
    """Of what is built, that is; operations that are not built become fewer by `baseline.json`."""
    lacking = [row for row in rows() if row.lacks not in ("", NOT_BUILT)]
    assert len(lacking) == LACKING
    answered = [(one.refusal.status, one.refusal.body) for one in REFUSALS]
    assert [row.id for row in lacking if "message" in row.body and (row.status, row.body) in answered] == []
    for module in modules():
        missing = [row for row in specifications() if row.module == module.name and row.lacks]
        if module.fake == "books":
            assert len(missing) <= len(module.operations) - baseline.known()[module.id]["operations"]
