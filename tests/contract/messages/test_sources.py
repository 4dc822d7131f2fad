"""Nobody invents a vendor's text unnoticed: each has its source in the table, or is marked as ours."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from mocks import FAKES
from mocks.kit.service import Operation
from tests.say_no.table import ROWS as REFUSALS

from ..facts import KINDS
from .rows import messages, rows

WORDS = {"books": "message", "wrike": "errorDescription", "accounts_zoho": "error", "login_wrike": "error"}
"""The key of a body that says what is wrong in each vendor's own words."""
ERRORS = [(fake, name) for fake in WORDS for name in FAKES[fake].errors.registry]
OURS = re.compile(r"\bours\b")


def built(fake: str) -> list[Operation]:
    return [one for one in FAKES[fake].declared if one.unbuilt is None]


def worded() -> Iterator[tuple[str, str]]:
    """The errors of which a row has the words, or which have none."""
    refusals = {(one.fake, one.title): one.refusal for one in REFUSALS}
    for row in (row for row in rows() if row.refusal and not row.lacks):
        refusal = refusals[row.fake, row.at]
        if row.holds or WORDS[row.fake] in row.body or not refusal.body:
            yield row.fake, refusal.error.partition(".")[2]


def kinds(schema: Mapping[str, Any]) -> Iterator[str]:
    """The kinds of answers that a schema of Wrike allows."""
    for one in schema.get("oneOf", [schema]):
        yield one["properties"]["kind"]["const"]


@pytest.mark.parametrize(("fake", "name"), ERRORS)
def test_an_error_has_its_words_in_the_table_or_is_marked_as_ours(fake: str, name: str) -> None:
    told = FAKES[fake].errors.registry[name]
    assert (fake, name) in set(worded()) or OURS.search(told), (
        f"{told} Name a source in a row, or say 'ours'."
    )


def test_every_message_of_books_is_in_the_table() -> None:
    assert {one.extra["plan"].message for one in built("books")} - messages() == set()


def test_every_kind_of_wrike_is_one_of_the_specification() -> None:
    known = set(json.loads(KINDS.read_text(encoding="utf-8")))
    declared = {kind for one in built("wrike") if one.schema for kind in kinds(one.schema)}
    assert declared - known == set()
