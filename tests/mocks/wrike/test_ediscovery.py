"""The search for an eDiscovery report."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office

ALL = ["task", "folder", "attachment", "project", "space"]
SPACE, FOLDER, PROJECT = f"{HERE}I4AAAAAC", f"{HERE}I4AAAAAD", f"{HERE}I4AAAAAE"
TASK, SECRET, FILE, FIELD = f"{HERE}KQAAAAAD", f"{HERE}KQAAAAAE", f"{HERE}IYAAAAAD", f"{HERE}JUAAAAAD"


@pytest.fixture
def office() -> Office:
    office = Office()
    value = {"id": FIELD, "value": "Merger"}
    for kind, values in (
        ("custom_fields", {"id": FIELD, "title": "Topic", "type": "Text"}),
        ("spaces", {"id": SPACE, "title": "Merger office"}),
        ("folders", {"id": FOLDER, "title": "Plans", "customFields": [value]}),
        ("projects", {"id": PROJECT, "title": "Merger", "ownerIds": [office.me("ann")]}),
        ("tasks", {"id": TASK, "title": "Call", "description": "About the <b>mer</b>ger", "parent": FOLDER}),
        ("tasks", {"id": SECRET, "title": "Merger and price", "shareds": []}),
        ("attachments", {"id": FILE, "name": "merger.pdf", "task": TASK}),
    ):
        office.given(kind, HERE, values)
    return office


def search(office: Office, scopes: list[str], token: str = "tom", **body: Any) -> list[Any]:
    return office.data("POST", "/ediscovery_search", json={"scopes": scopes, **body}, token=token)


def test_it_finds_what_speaks_of_the_term_scope_by_scope(office: Office) -> None:
    assert search(office, ALL, terms="merger") == [TASK, SECRET, FOLDER, FILE, PROJECT, SPACE]
    for scope, found in (
        ("task", [TASK, SECRET]),
        ("folder", [FOLDER]),
        ("project", [PROJECT]),
        ("space", [SPACE]),
        ("attachment", [FILE]),
    ):
        assert search(office, [scope], terms=["MERGER"]) == found
    assert search(office, ["folder"]) == [FOLDER]


@pytest.mark.parametrize(("chosen", "found"), [("any", [TASK, SECRET]), ("all", [SECRET])])
def test_one_term_of_several_may_do_or_all_be_wanted(chosen: str, found: list[str]) -> None:
    office = Office(chosen={"wrike.ediscovery_terms": chosen})
    office.given("tasks", HERE, {"id": TASK, "title": "Merger"})
    office.given("tasks", HERE, {"id": SECRET, "title": "Price of the merger"})
    assert search(office, ["task"], terms=["merger", "price"]) == found


def test_it_finds_what_somebody_has_to_do_with(office: Office) -> None:
    assert search(office, ["project", "folder"], targetUserId=office.me("ann")) == [PROJECT]
    assert office.refused(
        "POST", "/ediscovery_search", json={"scopes": ["task"], "targetUserId": "KUAAAAAZ"}
    ) == (400, "invalid_parameter")


def test_it_finds_neither_what_is_hidden_nor_what_is_deleted(office: Office) -> None:
    assert search(office, ["task"], token="ann", terms="merger") == [TASK]
    office.data("DELETE", f"/tasks/{TASK}")
    assert search(office, ["task", "attachment"], terms="merger") == [SECRET]


def test_scopes_are_wanted(office: Office) -> None:
    assert office.refused("POST", "/ediscovery_search", json={}) == (400, "invalid_parameter")
    body = {"scopes": ["comment"]}
    assert office.refused("POST", "/ediscovery_search", json=body) == (400, "invalid_parameter")
