"""The users of a project."""

from __future__ import annotations

import pytest

from ..desk import ONE, Desk, assert_refused


@pytest.fixture
def key(desk: Desk) -> str:
    return desk.project(users=[desk.tom[ONE]])


def test_users_are_assigned_and_listed_with_what_the_organization_knows(desk: Desk, key: str) -> None:
    body = desk.post(f"/projects/{key}/users", {"users": [{"user_id": desk.ann}], "cost_rate": 10})
    listed = desk.get(f"/projects/{key}/users")["users"]
    assert listed == body["users"]
    assert [(one["user_name"], one["user_role"], one["cost_rate"]) for one in listed] == [
        ("Tom", "admin", 0),
        ("Ann", "staff", 10),
    ]
    assert [one["is_current_user"] for one in listed] == [True, False]
    assert desk.events == [(ONE, "projects", "edited", "api", "tom")]


def test_assigning_a_user_twice_leaves_one(desk: Desk, key: str) -> None:
    for _ in range(2):
        body = desk.post(f"/projects/{key}/users", {"users": [{"user_id": desk.ann}]})
    assert [one["user_id"] for one in body["users"]] == [desk.tom[ONE], desk.ann]


def test_a_user_of_a_project_is_read_updated_and_removed(desk: Desk, key: str) -> None:
    path = f"/projects/{key}/users/{desk.tom[ONE]}"
    updated = desk.put(path, {"cost_rate": "7", "user_role": "timesheetstaff"})
    user = desk.get(path)["user"]
    assert updated["users"] == [user]
    assert (user["cost_rate"], user["user_role"], user["user_name"]) == (7, "timesheetstaff", "Tom")
    desk.delete(path)
    assert desk.get(f"/projects/{key}/users")["users"] == []


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_user_who_is_not_on_the_project_does_not_exist(desk: Desk, key: str, method: str) -> None:
    answer = desk.ask(method, f"/projects/{key}/users/{desk.ann}", {"rate": 1} if method == "PUT" else None)
    assert_refused(desk, answer, 404, 1002, "User does not exist.")


def test_a_stranger_can_not_be_assigned(desk: Desk, key: str) -> None:
    answer = desk.ask("POST", f"/projects/{key}/users", {"users": [{"user_id": "1"}]})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for user_id")


def test_assigning_needs_users_with_ids(desk: Desk, key: str) -> None:
    answer = desk.ask("POST", f"/projects/{key}/users", {"cost_rate": 1})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for users")
    answer = desk.ask("POST", f"/projects/{key}/users", {"users": [{}]})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for user_id")


def test_a_stranger_is_invited_to_the_organization_and_the_project(desk: Desk) -> None:
    key = desk.project()
    sent = {"user_name": "Eve", "email": "eve@x.example", "user_role": "timesheetstaff", "cost_rate": 7}
    answer = desk.ask("POST", f"/projects/{key}/users/invite", sent)
    (invited,) = answer.json()["users"]
    assert (invited["user_name"], invited["email"], invited["cost_rate"]) == ("Eve", "eve@x.example", 7)
    assert invited["user_role"] == "timesheetstaff"
    known = {one["email"]: one["status"] for one in desk.get("/users")["users"]}
    assert known["eve@x.example"] == "invited"
    again = desk.post(f"/projects/{key}/users/invite", {**sent, "cost_rate": 8})["users"]
    assert [one["user_id"] for one in again] == [invited["user_id"]]
    names = [one["user_name"] for one in desk.get(f"/projects/{key}/users")["users"]]
    assert names.count("Eve") == 1
