"""What live organizations answered, key for key: no recorded key is missing here, none has another type.

`recorded/books.json` holds the names and JSON types of recorded answers, nothing of their contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.mocks.books.desk import Desk

RECORDED = orjson.loads((Path(__file__).parent / "recorded" / "books.json").read_bytes())["answers"]
TYPES: Mapping[str, tuple[type, ...]] = {
    "string": (str,),
    "number": (int, float),
    "boolean": (bool,),
    "array": (list,),
    "object": (dict,),
    "any": (object,),
}


@pytest.fixture(scope="module")
def office() -> tuple[Desk, Mapping[str, str]]:
    """An organization with one record of each kind, and the ids of those."""
    desk = Desk()
    customer = desk.customer()
    item = desk.post("/items", {"name": "Hour", "rate": 100})["item"]["item_id"]
    lines = [{"item_id": item, "quantity": 2}]
    invoice = desk.post("/invoices", {"customer_id": customer, "line_items": lines})["invoice"]
    spent = {"account_id": "1", "paid_through_account_id": "2", "date": "2026-06-09", "amount": 75}
    expense = desk.post("/expenses", spent)["expense"]
    return desk, {
        "contacts": customer,
        "items": item,
        "invoices": invoice["invoice_id"],
        "expenses": expense["expense_id"],
        "projects": desk.project(),
    }


def keys(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in TYPES:
        for name in answer.get(kind, "").split():
            yield name, kind


def part(value: Any, step: str) -> Any:
    return value[step[:-2]][0] if step.endswith("[]") else value[step]


@pytest.mark.parametrize("answer", RECORDED, ids=[f"{one['call']} {one['at']}" for one in RECORDED])
def test_no_recorded_key_is_missing(office: tuple[Desk, Mapping[str, str]], answer: dict[str, str]) -> None:
    desk, ids = office
    path = answer["call"].removeprefix("GET ")
    body = desk.get(path.replace("{}", ids.get(path.split("/")[1], "")))
    found = reduce(part, answer["at"].split("."), body)
    wrong = {
        name: found.get(name, "missing")
        for name, kind in keys(answer)
        if name not in found
        or not isinstance(found[name], TYPES[kind])
        or (kind == "number" and isinstance(found[name], bool))
    }
    assert wrong == {}


def test_the_rows_and_records_that_were_recorded_are_as_wide_as_they_were() -> None:
    """The facts themselves: how many keys each recorded row and record had."""
    wide = {one["at"]: len(list(keys(one))) for one in RECORDED}
    expected = {
        "invoices[]": 57,
        "invoice": 185,
        "contacts[]": 47,
        "contact": 116,
        "items[]": 35,
        "item": 77,
        "expenses[]": 37,
        "expense": 89,
    }
    assert {name: wide[name] for name in expected} == expected
