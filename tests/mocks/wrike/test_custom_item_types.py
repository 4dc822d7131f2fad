"""Custom item types: listed, looked up, filtered by, made something of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office, root

Type = Callable[..., str]
TYPED = {"fields": "[customItemTypeId]"}


@pytest.fixture
def office() -> Office:
    return Office()


def of_type(office: Office, title: str, **values: Any) -> str:
    """The id of a new custom item type."""
    return str(office.given("custom_item_types", HERE, {"title": title, **values})["id"])


def test_a_type_says_what_it_is_for(office: Office) -> None:
    key = of_type(office, "Bug", description="What is broken")
    assert key.startswith(f"{HERE}PI")
    shown = {"title": "Bug", "description": "What is broken", "relatedType": "Task", "customFieldIds": []}
    assert office.one("GET", f"/custom_item_types/{key}") == {"id": key, **shown}
    assert office.ask("GET", "/custom_item_types").json()["kind"] == "customItemTypes"


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, ["Bug", "Bug report", "Campaign"]),
        ({"title": "bug"}, ["Bug", "Bug report"]),
        ({"type": "Project"}, ["Campaign"]),
        ({"type": "Task", "limit": "1"}, ["Bug"]),
        ({"type": "Folder"}, []),
    ],
)
def test_types_are_filtered_and_limited(office: Office, filters: dict[str, str], found: list[str]) -> None:
    for title, related in (("Bug", "Task"), ("Bug report", "Task"), ("Campaign", "Project")):
        of_type(office, title, relatedType=related)
    listed = office.data("GET", "/custom_item_types", params=filters)
    assert [one["title"] for one in listed] == found


@pytest.mark.parametrize(("chosen", "found"), [("contains", ["Bug", "Bug report"]), ("exact", ["Bug"])])
def test_how_a_title_finds_types_is_an_assumption(chosen: str, found: list[str]) -> None:
    office = Office(chosen={"wrike.item_type_title": chosen})
    for title in ("Bug", "Bug report"):
        of_type(office, title)
    listed = office.data("GET", "/custom_item_types", params={"title": "bug"})
    assert [one["title"] for one in listed] == found


@pytest.mark.parametrize(("chosen", "found"), [("account", ["Bug"]), ("all", ["Bug", "Ticket"])])
def test_whether_the_account_lists_types_of_spaces_is_an_assumption(chosen: str, found: list[str]) -> None:
    office = Office(chosen={"wrike.account_item_types": chosen})
    of_type(office, "Bug")
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Private"})["id"]
    key = of_type(office, "Ticket", space=space)
    assert [one["title"] for one in office.data("GET", "/custom_item_types")] == found
    assert [one["title"] for one in office.data("GET", "/custom_item_types", token="ann")] == ["Bug"]
    (only,) = office.data("GET", f"/spaces/{space}/custom_item_types")
    assert (only["title"], only["spaceId"]) == ("Ticket", space)
    refused = (403, "access_forbidden")
    assert office.refused("GET", f"/custom_item_types/{key}", token="ann") == refused


def test_a_task_has_the_type_that_it_was_made_of_or_turned_into(office: Office) -> None:
    bug, story, folder = of_type(office, "Bug"), of_type(office, "Story"), office.folder("Folder")
    key = office.task("Crash", folder, customItemTypeId=bug)["id"]
    office.task("Plain", folder)
    assert office.one("GET", f"/tasks/{key}", params=TYPED)["customItemTypeId"] == bug
    office.one("PUT", f"/tasks/{key}", json={"convertToCustomItemType": story})
    for wanted, found in ((bug, []), (story, ["Crash"])):
        listed = office.data("GET", f"/folders/{folder}/tasks", params={"customItemTypes": f"[{wanted}]"})
        assert [one["title"] for one in listed] == found


def test_a_type_of_projects_makes_a_project_and_one_of_folders_a_folder(office: Office) -> None:
    campaign = of_type(office, "Campaign", relatedType="Project")
    shelf = of_type(office, "Shelf", relatedType="Folder")
    path, body = f"/folders/{root(HERE)}/folders", {"title": "Spring", "customItemTypeId": campaign}
    made = office.one("POST", path, json=body, params=TYPED)
    assert ("project" in made, made["customItemTypeId"]) == (True, campaign)
    assert [one["id"] for one in office.data("GET", "/folders", params={"customItemTypes": campaign})] == [
        made["id"]
    ]
    changed = office.one("PUT", f"/folders/{made['id']}", json={"convertToCustomItemType": shelf})
    assert "project" not in changed
    again = office.one("PUT", f"/folders/{made['id']}", json={"convertToCustomItemType": campaign})
    assert again["project"]["ownerIds"] == []


@pytest.mark.parametrize(
    ("related", "kind"), [("Task", "tasks"), ("Project", "folders"), ("Folder", "folders")]
)
def test_a_type_is_made_something_of_in_a_folder(office: Office, related: str, kind: str) -> None:
    key, folder = of_type(office, "Kind", relatedType=related), office.folder("Folder")
    body = {"title": "Made", "parentId": folder}
    answer = office.ask("POST", f"/custom_item_types/{key}/instantiate", data=body).json()
    (made,) = answer["data"]
    assert (answer["kind"], made["relatedType"]) == ("workItemMetadata", related)
    shown = office.one("GET", f"/{kind}/{made['id']}", params=TYPED)
    assert (shown["title"], shown["parentIds"], shown["customItemTypeId"]) == ("Made", [folder], key)
    assert ("project" in shown) == (related == "Project")


def test_a_type_of_tasks_is_made_a_subtask_of(office: Office) -> None:
    key, above = of_type(office, "Bug"), office.task("Above", office.folder("Folder"))["id"]
    body = {"title": "Below", "superTaskId": above}
    made = office.one("POST", f"/custom_item_types/{key}/instantiate", json=body)
    shown = office.one("GET", f"/tasks/{made['id']}")
    assert (shown["superTaskIds"], shown["parentIds"]) == ([above], [root(HERE)])


@pytest.mark.parametrize("chosen", ["refused", "accepted"])
def test_what_becomes_of_a_type_outside_its_space_is_an_assumption(chosen: str) -> None:
    office = Office(chosen={"wrike.item_type_elsewhere": chosen})
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})["id"]
    key, outside = of_type(office, "Ticket", space=space), office.folder("Folder")
    inside = office.task("In", office.folder("Within", space), customItemTypeId=key)
    assert office.one("GET", f"/tasks/{inside['id']}", params=TYPED)["customItemTypeId"] == key
    answer = office.ask("POST", f"/folders/{outside}/tasks", json={"title": "Out", "customItemTypeId": key})
    assert answer.status_code == (200 if chosen == "accepted" else 400)


@pytest.mark.parametrize("chosen", ["kept", "dropped"])
def test_whether_copies_keep_their_type_is_an_assumption(chosen: str) -> None:
    office = Office(chosen={"wrike.copied_item_type": chosen})
    bug, shelf = of_type(office, "Bug"), of_type(office, "Shelf", relatedType="Folder")
    old = office.given("folders", HERE, {"title": "Old", "customItemType": shelf})["id"]
    office.given("tasks", HERE, {"title": "Crash", "parent": old, "customItemType": bug})
    new = office.data("POST", f"/copy_folder/{old}", json={"parent": root(HERE), "title": "New"})[0]["id"]
    kept = [
        office.one("GET", f"/folders/{new}", params=TYPED),
        *office.data("GET", f"/folders/{new}/tasks", params=TYPED),
    ]
    expected = [shelf, bug] if chosen == "kept" else [None, None]
    assert [one.get("customItemTypeId") for one in kept] == expected


def test_a_task_and_a_folder_of_a_scenario_may_be_of_a_type(office: Office) -> None:
    bug = of_type(office, "Bug")
    office.given("tasks", HERE, {"title": "Crash", "customItemType": bug})
    assert [one["customItemType"] for one in office.view("tasks")] == [bug]
    with pytest.raises(ValueError, match="no custom item type nothing"):
        office.given("folders", HERE, {"title": "A", "customItemType": "nothing"})
