"""What the live services answered, key for key: no recorded key is missing here, none has another type.

`recorded/` holds the names and JSON types of recorded answers, nothing of their contents.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import reduce
from pathlib import Path
from typing import Any

import orjson
import pytest

from tests.mocks.books.desk import Desk
from tests.mocks.wrike.office import Office

Answer = dict[str, str]
RECORDED = Path(__file__).parent / "recorded"
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
    somebody = {"contact_id": customer, "first_name": "Qa"}
    person = desk.post("/contacts/contactpersons", somebody)["contact_person"]
    item = desk.post("/items", {"name": "Hour", "rate": 100})["item"]["item_id"]
    lines = [{"item_id": item, "quantity": 2}]
    invoice = desk.post("/invoices", {"customer_id": customer, "line_items": lines})["invoice"]
    spent = {"account_id": "1", "paid_through_account_id": "2", "date": "2026-06-09", "amount": 75}
    expense = desk.post("/expenses", spent)["expense"]
    return desk, {
        "contacts": customer,
        "contactpersons": person["contact_person_id"],
        "items": item,
        "invoices": invoice["invoice_id"],
        "expenses": expense["expense_id"],
        "projects": desk.project(),
    }


@pytest.fixture(scope="module")
def account() -> tuple[Office, Mapping[str, str]]:
    """The same of an account of Wrike."""
    office = Office()
    space = office.one("POST", "/spaces", data={"title": "S", "accessType": "Public"})["id"]
    folder = office.folder("P", space, {"ownerIds": [office.me()]})
    planned = {"type": "Planned", "start": "2026-10-12", "due": "2026-10-15"}
    task, after = (office.task(title, folder, dates=planned)["id"] for title in "AB")
    office.one(
        "POST", f"/tasks/{task}/dependencies", json={"successorId": after, "relationType": "FinishToStart"}
    )
    tracked = {"comment": "c", "hours": 1, "trackedDate": "2026-10-08"}
    office.one("POST", f"/tasks/{task}/timelogs", json=tracked)
    office.one("POST", f"/tasks/{task}/comments", json={"text": "Done"})
    office.one("POST", f"/tasks/{task}/attachments", content=b"a", headers={"x-file-name": "a.txt"})
    field = {"title": "Impact", "type": "DropDown", "settings": {"values": ["Low"]}}
    office.one("POST", "/customfields", json=field)
    return office, {"tasks": task, "folders": folder}


def recorded(fake: str) -> list[Answer]:
    found: list[Answer] = orjson.loads((RECORDED / f"{fake}.json").read_bytes())["answers"]
    return found


def each(fake: str) -> pytest.MarkDecorator:
    found = recorded(fake)
    return pytest.mark.parametrize("answer", found, ids=[f"{one['call']} {one['at']}" for one in found])


def keys(answer: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for kind in TYPES:
        for name in answer.get(kind, "").split():
            yield name, kind


def part(value: Any, step: str) -> Any:
    return value[step[:-2]][0] if step.endswith("[]") else value[step]


def path_of(answer: Answer, ids: Mapping[str, str]) -> str:
    path = answer["call"].removeprefix("GET ")
    named = path.partition("/{}")[0].rpartition("/")[2]
    return path.replace("{}", ids.get(named, ""))


def wrong(answer: Answer, body: Any) -> dict[str, Any]:
    """What of the recorded keys the body lacks, or has with another type."""
    found = reduce(part, answer["at"].split("."), body)
    return {
        name: found.get(name, "missing")
        for name, kind in keys(answer)
        if name not in found
        or not isinstance(found[name], TYPES[kind])
        or (kind == "number" and isinstance(found[name], bool))
    }


@each("books")
def test_no_key_that_books_answered_is_missing(
    office: tuple[Desk, Mapping[str, str]], answer: Answer
) -> None:
    desk, ids = office
    assert wrong(answer, desk.get(path_of(answer, ids))) == {}


@each("wrike")
def test_no_key_that_wrike_answered_is_missing(
    account: tuple[Office, Mapping[str, str]], answer: Answer
) -> None:
    office, ids = account
    assert wrong(answer, office.ask("GET", path_of(answer, ids)).json()) == {}


def test_the_rows_and_records_that_were_recorded_are_as_wide_as_they_were() -> None:
    """The facts themselves: how many keys each recorded row and record had."""
    wide = {one["at"]: len(list(keys(one))) for one in recorded("books")}
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
