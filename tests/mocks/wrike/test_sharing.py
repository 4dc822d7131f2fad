"""Spaces, sharing and roles: who sees what, and who may do what with it."""

from __future__ import annotations

from typing import Any

import pytest

from mocks.wrike.access import role_id
from tests.mocks.wrike.office import HERE, Office, root

FORBIDDEN = (403, "access_forbidden")


@pytest.fixture
def office() -> Office:
    return Office()


def titles(office: Office, path: str, token: str = "ann", **params: Any) -> set[str]:
    return {one["title"] for one in office.data("GET", path, token=token, params=params)}


def test_what_nobody_shared_only_its_author_sees(office: Office) -> None:
    folder = office.folder("Mine")
    task = office.task("Task", folder)["id"]
    assert office.refused("GET", f"/folders/{folder}", token="ann") == FORBIDDEN
    assert office.refused("GET", f"/tasks/{task}", token="ann") == FORBIDDEN
    assert titles(office, "/folders") == {"Root", "Recycle Bin"}
    assert titles(office, "/tasks") == set()
    tree = office.data("GET", "/folders", token="ann")
    assert folder not in tree[0]["childIds"]


def test_sharing_a_folder_shows_all_below_it_until_it_is_taken_back(office: Office) -> None:
    folder = office.folder("Shared")
    child = office.folder("Child", folder)
    office.task("Task", child)
    changed = office.one("PUT", f"/folders/{folder}", json={"addShareds": [office.me("ann")]})
    assert office.me("ann") in changed["sharedIds"]
    assert titles(office, "/tasks") == {"Task"}
    assert office.one("PUT", f"/folders/{child}", json={"title": "Hers"}, token="ann")["title"] == "Hers"
    office.one("PUT", f"/folders/{folder}", json={"removeShareds": [office.me("ann")]})
    assert titles(office, "/tasks") == set()


def test_sharing_with_a_group_is_sharing_with_its_members(office: Office) -> None:
    inner = office.one("POST", "/groups", json={"title": "Inner", "members": [office.me("ann")]})["id"]
    group = office.one("POST", "/groups", json={"title": "Outer", "members": [inner]})["id"]
    folder = office.folder("Shared")
    office.one("PUT", f"/folders/{folder}", json={"addShareds": [group]})
    assert office.one("GET", f"/folders/{folder}", token="ann")["title"] == "Shared"
    office.data("DELETE", f"/groups/{inner}")
    assert office.refused("GET", f"/folders/{folder}", token="ann") == FORBIDDEN


def test_who_is_responsible_sees_the_task_and_not_its_folder(office: Office) -> None:
    folder = office.folder("Mine")
    task = office.task("Hers", folder, responsibles=[office.me("ann")])["id"]
    assert office.one("GET", f"/tasks/{task}", token="ann")["title"] == "Hers"
    assert office.refused("GET", f"/folders/{folder}", token="ann") == FORBIDDEN


@pytest.mark.parametrize(
    ("number", "may"),
    [(-1, {"edit", "comment", "delete"}), (-2, {"edit", "comment"}), (-3, {"comment"}), (-4, set())],
)
def test_an_access_role_says_what_somebody_may_do(office: Office, number: int, may: set[str]) -> None:
    folder = office.folder("Lent")
    office.one(
        "PUT", f"/folders/{folder}", json={"addAccessRoles": {office.me("ann"): role_id(HERE, number)}}
    )
    acts = {
        "edit": ("PUT", f"/folders/{folder}", {"title": "Borrowed"}),
        "comment": ("POST", f"/folders/{folder}/comments", {"text": "Good"}),
        "delete": ("DELETE", f"/folders/{folder}", None),
    }
    done = {
        name
        for name, (method, path, body) in acts.items()
        if office.ask(method, path, token="ann", json=body).status_code == 200
    }
    assert done == may


def test_a_limited_role_changes_the_status_of_a_task_and_nothing_else(office: Office) -> None:
    folder = office.folder("Lent")
    task = office.task("Task", folder)["id"]
    office.one("PUT", f"/folders/{folder}", json={"addAccessRoles": {office.me("ann"): role_id(HERE, -3)}})
    done = office.one("PUT", f"/tasks/{task}", json={"status": "Completed"}, token="ann")
    assert done["status"] == "Completed"
    assert office.refused("PUT", f"/tasks/{task}", json={"title": "Hers"}, token="ann") == FORBIDDEN


def test_a_public_space_is_everybodys_and_a_private_one_its_members(office: Office) -> None:
    public = office.one("POST", "/spaces", json={"title": "Public", "accessType": "Public"})["id"]
    private = office.one("POST", "/spaces", json={"title": "Private", "accessType": "Private"})["id"]
    for space in (public, private):
        office.task("Task", space)
    assert titles(office, "/spaces") == {"Public"}
    assert titles(office, f"/spaces/{public}/tasks") == {"Task"}
    assert office.refused("GET", f"/spaces/{private}", token="ann") == FORBIDDEN
    member = {"id": office.me("ann"), "accessRoleId": role_id(HERE, -4), "isManager": False}
    changed = office.one(
        "PUT", f"/spaces/{private}", json={"membersAdd": [member]}, params={"fields": "['members']"}
    )
    assert member in changed["members"]
    assert titles(office, "/spaces") == {"Public", "Private"}
    assert office.refused("POST", f"/folders/{private}/tasks", json={"title": "A"}, token="ann") == FORBIDDEN
    office.one("PUT", f"/spaces/{private}", json={"membersRemove": [office.me("ann")]})
    assert titles(office, "/spaces") == {"Public"}


def test_a_space_is_a_folder_in_the_root_and_goes_to_the_bin_with_all_in_it(office: Office) -> None:
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public", "description": "We"})
    assert space["id"].startswith("MQ")
    assert {"avatarUrl", "guestRoleId", "defaultTaskWorkflowId", "archived"} <= space.keys()
    folder = office.folder("Inside", space["id"])
    listed = office.ask("GET", f"/spaces/{space['id']}/folders").json()
    assert listed["kind"] == "folderTree"
    assert [one["title"] for one in listed["data"]] == ["Root", "Recycle Bin", "Team", "Inside"]
    flat = office.data("GET", f"/spaces/{space['id']}/folders", params={"descendants": "false"})
    assert [one["id"] for one in flat] == [folder]
    assert office.data("DELETE", f"/spaces/{space['id']}") == []
    assert office.data("GET", "/spaces") == []
    assert {one["title"] for one in office.view("bin")} == {"Team", "Inside"}
    assert office.refused("GET", f"/spaces/{space['id']}") == (404, "resource_not_found")


def test_what_a_scenario_lays_down_everybody_sees_unless_it_names_who(office: Office) -> None:
    office.given("folders", HERE, {"title": "Open"})
    office.given("folders", HERE, {"title": "Closed", "shareds": []})
    assert titles(office, "/folders") == {"Root", "Recycle Bin", "Open"}
    open_ = office.one("GET", "/folders", params={"project": "false", "descendants": "false"}, token="ann")
    assert set(open_["sharedIds"]) == {office.me(), office.me("ann")}


def test_nothing_can_be_put_where_somebody_may_not_edit(office: Office) -> None:
    mine, hers = (
        office.folder("Mine"),
        office.one("POST", f"/folders/{root(HERE)}/folders", json={"title": "Hers"}, token="ann")["id"],
    )
    assert office.refused("PUT", f"/folders/{mine}", json={"addParents": [hers]}) == FORBIDDEN
