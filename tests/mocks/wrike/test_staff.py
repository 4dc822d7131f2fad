"""User types, job roles and placeholders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office


@pytest.fixture
def office() -> Office:
    return Office()


def types(office: Office) -> dict[str, str]:
    """The id of each user type by its title."""
    return {one["title"]: one["id"] for one in office.data("GET", "/user_types")}


def test_user_types_are_four_and_those_that_the_account_made(office: Office) -> None:
    office.given("user_types", HERE, {"title": "Contractor", "external": True})
    assert list(types(office)) == ["Admin", "Regular User", "External User", "Collaborator", "Contractor"]
    assert all(key.startswith(f"{HERE}NH7") for key in list(types(office).values())[:4])


def test_the_type_of_a_user_decides_what_they_are(office: Office) -> None:
    office.given("user_types", HERE, {"title": "Contractor", "external": True})
    ann, known = office.me("ann"), types(office)
    assert office.one("GET", f"/users/{ann}")["userTypeId"] == known["Regular User"]
    for title, role, external, admin in (
        ("Contractor", "User", True, False),
        ("Collaborator", "Collaborator", False, False),
        ("Admin", "User", False, True),
    ):
        changed = office.one("PUT", f"/users/{ann}", json={"userTypeId": known[title]})
        profile = changed["profiles"][0]
        assert (profile["role"], profile["external"], profile["admin"]) == (role, external, admin)
        assert changed["userTypeId"] == office.one("GET", f"/users/{ann}")["userTypeId"] == known[title]


def test_a_role_puts_an_end_to_the_type_that_was_chosen(office: Office) -> None:
    ann, known = office.me("ann"), types(office)
    office.one("PUT", f"/users/{ann}", json={"userTypeId": known["External User"]})
    body = {"profile": {"accountId": HERE, "role": "Collaborator", "external": False}}
    assert office.one("PUT", f"/users/{ann}", json=body)["userTypeId"] == known["Collaborator"]


def test_somebody_is_invited_as_what_they_are_to_be(office: Office) -> None:
    known = types(office)
    body = {"email": "eve@example.com", "userTypeId": known["External User"]}
    made = office.one("POST", "/invitations", json=body)
    assert (made["role"], made["external"], made["userTypeId"]) == ("User", True, known["External User"])
    changed = office.one("PUT", f"/invitations/{made['id']}", json={"external": False})
    assert changed["userTypeId"] == known["Regular User"]
    changed = office.one("PUT", f"/invitations/{made['id']}", json={"userTypeId": known["Collaborator"]})
    assert (changed["role"], changed["userTypeId"]) == ("Collaborator", known["Collaborator"])


def test_a_contact_of_a_scenario_may_have_a_type_and_a_job_role(office: Office) -> None:
    role = office.given("job_roles", HERE, {"title": "Designer"})["id"]
    collaborator = types(office)["Collaborator"]
    values = {"person": "eve", "userType": collaborator, "jobRole": role}
    key = office.given("contacts", HERE, values)["id"]
    assert office.one("GET", f"/users/{key}")["profiles"][0]["role"] == "Collaborator"
    shown = office.one("GET", f"/contacts/{key}", params={"fields": "[jobRoleId]"})
    assert shown["jobRoleId"] == role
    (seen,) = (one for one in office.view("contacts") if one["id"] == key)
    assert (seen["userType"], seen["jobRole"]) == (collaborator, role)
    with pytest.raises(ValueError, match=r"The account IEAAAAAQ has no job role nothing\."):
        office.given("contacts", HERE, {"person": "bob", "jobRole": "nothing"})


def test_a_job_role_is_made_and_changed_and_its_picture_with_it(office: Office) -> None:
    body = {"title": "Designer", "shortTitle": "DE", "avatarColor": "Red1"}
    made = office.one("POST", "/jobroles", data=body)
    picture = "https://www.wrike.com/avatars/Box_ffe57373_68-69_v1.png"
    kept = {"title": "Designer", "shortTitle": "DE", "avatarUrl": picture, "isDeleted": False}
    assert made == {"id": made["id"], **kept}
    changed = office.one("PUT", f"/jobroles/{made['id']}", json={"avatarColor": "Blue1", "shortTitle": "GD"})
    assert changed["avatarUrl"] == "https://www.wrike.com/avatars/Box_ff64b5f6_71-68_v1.png"
    assert changed["title"] == "Designer"
    assert office.data("GET", f"/jobroles/{made['id']}") == office.data("GET", "/jobroles") == [changed]


@pytest.mark.parametrize(("chosen", "listed", "read"), [("marked", 1, 1), ("by_id", 0, 1), ("gone", 0, 0)])
def test_what_becomes_of_a_deleted_job_role_is_an_assumption(chosen: str, listed: int, read: int) -> None:
    office = Office(chosen={"wrike.deleted_job_role": chosen})
    made = office.one("POST", "/jobroles", json={"title": "Designer"})
    deleted = office.one("DELETE", f"/jobroles/{made['id']}")
    assert deleted == made | {"isDeleted": True}
    assert office.data("GET", "/jobroles") == [deleted] * listed
    answer = office.ask("GET", f"/jobroles/{made['id']}")
    assert answer.json().get("data", []) == [deleted] * read
    assert office.refused("PUT", f"/contacts/{office.me()}", json={"jobRoleId": made["id"]})[0] == 400


def test_ones_job_role_is_ones_own_to_choose_and_to_lay_down(office: Office) -> None:
    role = office.one("POST", "/jobroles", json={"title": "Designer"})["id"]
    me, fields = f"/contacts/{office.me()}", {"fields": "[jobRoleId]"}
    assert office.one("PUT", me, json={"jobRoleId": role}, params=fields)["jobRoleId"] == role
    assert office.one("GET", me, params=fields)["jobRoleId"] == role
    office.one("PUT", me, json={"jobRoleId": None})
    assert "jobRoleId" not in office.one("GET", me, params=fields)


@pytest.fixture
def placeholders(office: Office) -> list[str]:
    """Two placeholders for designers."""
    role = office.given("job_roles", HERE, {"title": "Designer", "shortTitle": "DE"})["id"]
    given: list[dict[str, Any]] = [{}, {"title": "Second designer", "shortTitle": "SD"}]
    return [office.given("placeholders", HERE, {**one, "jobRole": role})["id"] for one in given]


def test_a_placeholder_is_called_after_its_job_role(office: Office, placeholders: list[str]) -> None:
    first, second = office.data("GET", f"/placeholders/{','.join(placeholders)}")
    assert [first, second] == office.data("GET", "/placeholders")
    assert (first["title"], first["shortTitle"], first["deleted"]) == ("Designer", "DE", False)
    assert (second["title"], second["shortTitle"]) == ("Second designer", "SD")
    assert first["jobRoleId"] == office.one("GET", "/jobroles")["id"]
    with pytest.raises(ValueError, match="no job role nothing"):
        office.given("placeholders", HERE, {"jobRole": "nothing"})


def test_placeholders_are_assigned_to_tasks_and_found_by_them(
    office: Office, placeholders: list[str]
) -> None:
    folder, (first, second) = office.folder("Folder"), placeholders
    fields = {"fields": "[responsiblePlaceholderIds]"}
    key = office.task("Draw", folder, responsiblePlaceholders=[first])["id"]
    office.task("Build", folder)
    shown = office.one("GET", f"/tasks/{key}", params=fields)
    assert shown["responsiblePlaceholderIds"] == [first]
    body = {"addResponsiblePlaceholders": [second], "removeResponsiblePlaceholders": [first]}
    changed = office.one("PUT", f"/tasks/{key}", json=body, params=fields)
    assert changed["responsiblePlaceholderIds"] == [second]
    for asked, found in ((second, ["Draw"]), (first, [])):
        listed = office.data("GET", "/tasks", params={"responsiblePlaceholders": f"[{asked}]"})
        assert [one["title"] for one in listed] == found


def test_a_task_of_a_scenario_may_wait_for_a_placeholder(office: Office, placeholders: list[str]) -> None:
    office.given("tasks", HERE, {"title": "Draw", "responsiblePlaceholders": placeholders[:1]})
    (seen,) = office.view("tasks")
    assert seen["responsiblePlaceholders"] == placeholders[:1]
    with pytest.raises(ValueError, match="no placeholder nothing"):
        office.given("tasks", HERE, {"title": "Draw", "responsiblePlaceholders": ["nothing"]})
