"""Custom fields: definitions, values by type, filters."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office, root

INVALID = (400, "invalid_parameter")


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def folder(office: Office) -> str:
    return office.folder("Folder")


def field(office: Office, kind: str, **more: Any) -> str:
    made = office.one("POST", "/customfields", json={"title": f"A {kind}", "type": kind, **more})
    return str(made["id"])


def test_a_dropdown_knows_its_values_and_their_options(office: Office) -> None:
    made = office.one(
        "POST",
        "/customfields",
        params={"title": "Impact", "type": "DropDown", "settings": '{"values":["Low","High"]}'},
    )
    assert made["id"].startswith(f"{HERE}JU")
    assert made["settings"]["values"] == ["Low", "High"]
    assert made["settings"]["options"] == [{"value": "Low"}, {"value": "High"}]
    options = [{"value": "Low", "color": "Green"}]
    changed = office.one("PUT", f"/customfields/{made['id']}", json={"settings": {"options": options}})
    assert (changed["settings"]["values"], changed["settings"]["options"]) == (["Low"], options)


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("Text", "anything", None),
        ("Numeric", "12.5", "twelve"),
        ("Currency", 12, "12 USD"),
        ("Percentage", "0.5", "half"),
        ("Duration", "90", "90 min"),
        ("Date", "2026-03-02", "2026-02-30"),
        ("Checkbox", True, "yes"),
        ("DropDown", "a", "c"),
        ("Multiple", ["a", "b"], ["a", "c"]),
        ("CalculatedNumeric", None, "1"),
    ],
)
def test_a_value_is_of_its_fields_type(office: Office, folder: str, kind: str, good: Any, bad: Any) -> None:
    settings = {"settings": {"values": ["a", "b"]}} if kind in ("DropDown", "Multiple") else {}
    key = field(office, kind, **settings)
    path = f"/folders/{folder}/tasks"
    if good is not None:
        made = office.task("Task", folder, customFields=[{"id": key, "value": good}])
        (kept,) = made["customFields"]
        assert kept["value"] == (good if isinstance(good, str) else json.dumps(good, separators=(",", ":")))
    if bad is not None:
        body = {"title": "Task", "customFields": [{"id": key, "value": bad}]}
        assert office.refused("POST", path, json=body) == INVALID


def test_contacts_in_a_field_are_those_of_the_account(office: Office, folder: str) -> None:
    key = field(office, "Contacts")
    both = f"{office.me()},{office.me('ann')}"
    assert (
        office.task("A", folder, customFields=[{"id": key, "value": both}])["customFields"][0]["value"]
        == both
    )
    body = {"title": "B", "customFields": [{"id": key, "value": "KUAAAAAZ"}]}
    assert office.refused("POST", f"/folders/{folder}/tasks", json=body) == INVALID


def test_a_wrong_value_is_kept_where_that_is_assumed(folder: str) -> None:
    office = Office(chosen={"wrike.custom_field_value": "accepted"})
    key = field(office, "Numeric")
    task = office.task("A", office.folder("F"), customFields=[{"id": key, "value": "many"}])
    assert task["customFields"] == [{"id": key, "value": "many"}]


def test_a_null_value_removes_and_others_stay(office: Office, folder: str) -> None:
    one, other = field(office, "Text"), field(office, "Numeric")
    values = [{"id": one, "value": "x"}, {"id": other, "value": "1"}]
    task = office.task("A", folder, customFields=values)["id"]
    body = {"customFields": [{"id": one, "value": None}]}
    assert office.one("PUT", f"/tasks/{task}", json=body)["customFields"] == [{"id": other, "value": "1"}]


def test_folders_and_projects_hold_values_too(office: Office, folder: str) -> None:
    key = field(office, "Text")
    changed = office.one("PUT", f"/folders/{folder}", json={"customFields": [{"id": key, "value": "x"}]})
    assert changed["customFields"] == [{"id": key, "value": "x"}]
    assert office.view("folders")[0]["customFields"] == [{"id": key, "value": "x"}]


def test_a_field_of_a_space_is_dropped_outside_it_and_the_exchange_says_so(
    office: Office, folder: str
) -> None:
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})["id"]
    key = field(office, "Text", spaceId=space)
    value = [{"id": key, "value": "x"}]
    assert office.task("Out", folder, customFields=value)["customFields"] == []
    assert office.findings() == ["dropped-custom-field"]
    assert office.task("In", space, customFields=value)["customFields"] == value
    assert office.findings() == []
    assert [one["id"] for one in office.data("GET", f"/spaces/{space}/customfields")] == [key]
    office.one("PUT", f"/customfields/{key}", json={"changeScope": "Account"})
    assert office.task("Out", folder, customFields=value)["customFields"] == value


@pytest.mark.parametrize(
    ("comparator", "operand", "found"),
    [
        ("EqualTo", {"value": "5"}, ["Five"]),
        ("LessThan", {"value": 10}, ["Five"]),
        ("GreaterOrEqualTo", {"value": "10"}, ["Ten", "Twenty"]),
        ("InRange", {"minValue": "6", "maxValue": "15"}, ["Ten"]),
        ("NotInRange", {"minValue": "6", "maxValue": "15"}, ["Five", "Twenty"]),
        ("IsEmpty", {}, ["None"]),
        ("IsNotEmpty", {}, ["Five", "Ten", "Twenty"]),
    ],
)
def test_tasks_are_filtered_by_numbers(
    office: Office, folder: str, comparator: str, operand: dict[str, Any], found: list[str]
) -> None:
    key = field(office, "Numeric")
    for title, value in (("Five", "5"), ("Ten", "10"), ("Twenty", "20")):
        office.task(title, folder, customFields=[{"id": key, "value": value}])
    office.task("None", folder)
    wanted = json.dumps([{"id": key, "comparator": comparator, **operand}])
    assert [one["title"] for one in office.data("GET", "/tasks", params={"customFields": wanted})] == found


@pytest.mark.parametrize(
    ("comparator", "operand", "found"),
    [
        ("Contains", {"value": "red"}, ["A"]),
        ("StartsWith", {"value": "re"}, ["A"]),
        ("EndsWith", {"value": "en"}, ["B"]),
        ("ContainsAny", {"values": ["green", "blue"]}, ["B"]),
        ("ContainsAll", {"values": ["red", "green"]}, []),
    ],
)
def test_tasks_are_filtered_by_words(
    office: Office, folder: str, comparator: str, operand: dict[str, Any], found: list[str]
) -> None:
    key = field(office, "Text")
    for title, value in (("A", "Red"), ("B", "green")):
        office.task(title, folder, customFields=[{"id": key, "value": value}])
    wanted = json.dumps({"id": key, "comparator": comparator, **operand})
    assert [one["title"] for one in office.data("GET", "/tasks", params={"customField": wanted})] == found


def test_definitions_are_listed_by_title_and_type(office: Office) -> None:
    for kind in ("Text", "Numeric"):
        field(office, kind)
    for filters, found in (
        ({"title": "num"}, ["Numeric"]),
        ({"types": "[Text]"}, ["Text"]),
        ({}, ["Text", "Numeric"]),
    ):
        assert [one["type"] for one in office.data("GET", "/customfields", params=filters)] == found
    assert office.data("GET", "/customfields", params={"applicableEntityTypes": "User"}) == []


def test_a_deleted_field_takes_its_values_along() -> None:
    office = Office()
    gone, kept = (
        office.one("POST", "/customfields", json={"title": title, "type": "Text"})["id"]
        for title in ("Gone", "Kept")
    )
    values = [{"id": gone, "value": "a"}, {"id": kept, "value": "b"}]
    body = {"title": "Plan", "customFields": values, "customColumns": [gone, kept]}
    folder = office.one("POST", f"/folders/{root(HERE)}/folders", json=body)["id"]
    task = office.task("Draw", folder, customFields=values)["id"]
    assert office.data("DELETE", f"/customfields/{gone}") == []
    assert [one["id"] for one in office.data("GET", "/customfields")] == [kept]
    shown = office.one("GET", f"/folders/{folder}", params={"fields": '["customColumnIds"]'})
    assert (shown["customFields"], shown["customColumnIds"]) == (values[1:], [kept])
    assert office.one("GET", f"/tasks/{task}")["customFields"] == values[1:]
    assert office.refused("DELETE", f"/customfields/{gone}") == (404, "resource_not_found")


def test_perhaps_wrike_has_no_deletion_of_fields() -> None:
    office = Office(chosen={"wrike.custom_field_deletion": "none"})
    field = office.one("POST", "/customfields", json={"title": "Stays", "type": "Text"})["id"]
    assert office.refused("DELETE", f"/customfields/{field}") == (404, "method_not_found")
    assert office.one("GET", f"/customfields/{field}")["title"] == "Stays"
