"""Users: persons of the world as members of an organization."""

from __future__ import annotations

import pytest

from ..desk import ONE, TWO, Desk, assert_refused


def test_the_one_who_asks_is_me_in_each_organization(desk: Desk) -> None:
    for token, organization, key in (
        ("tom", ONE, desk.tom[ONE]),
        ("tom", TWO, desk.tom[TWO]),
        ("ann", ONE, desk.ann),
    ):
        user = desk.get("/users/me", token=token, organization=organization)["user"]
        assert (user["user_id"], user["name"]) == (key, token.title())
    assert user["email_ids"] == [{"email": "ann@example.com", "is_selected": True}]
    assert user["user_role"] == "staff"


def test_a_person_who_is_no_user_is_not_me(desk: Desk) -> None:
    desk.token("eve", tenants=[ONE])
    answer = desk.ask("GET", "/users/me", token="eve")
    assert_refused(desk, answer, 404, 1002, "User does not exist.")


def test_users_are_listed_by_name_and_one_is_the_current(desk: Desk) -> None:
    body = desk.get("/users", token="ann")
    assert [(one["name"], one["user_role"], one["is_current_user"]) for one in body["users"]] == [
        ("Ann", "staff", True),
        ("Tom", "admin", False),
    ]
    assert body["page_context"]["report_name"] == "Users"
    assert body["users"][0]["role_id"] != body["users"][1]["role_id"]


def test_an_invited_user_becomes_a_person_and_a_member_once_active(desk: Desk) -> None:
    body = desk.post("/users", {"name": "Eve Adams", "email": "eve@acme.example"})
    assert body["user"]["status"] == "invited"
    (eve,) = desk.get("/users", params={"filter_by": "Status.Invited"})["users"]
    assert (eve["name"], eve["status"]) == ("Eve Adams", "invited")
    person = desk.context.people.get("eve")
    assert person is not None
    assert person["email"] == "eve@acme.example"
    assert desk.context.people.tenants("eve", "zoho") == []
    desk.post(f"/users/{eve['user_id']}/invite")
    desk.post(f"/users/{eve['user_id']}/active")
    assert desk.context.people.tenants("eve", "zoho") == [ONE]


def test_an_invitation_finds_the_person_by_address_and_never_takes_anothers_handle(desk: Desk) -> None:
    desk.post("/users", {"name": "Ann", "email": "ann@example.com"}, organization=TWO)
    desk.post("/users", {"name": "Other Ann", "email": "ann@elsewhere.example"}, organization=TWO)
    people = [one["person"] for one in desk.view("users", TWO)]
    assert people == ["tom", "ann", "ann2"]


def test_a_user_is_updated_and_removed(desk: Desk) -> None:
    role = desk.get(f"/users/{desk.tom[ONE]}")["user"]["role_id"]
    updated = desk.put(f"/users/{desk.ann}", {"name": "Ann Lee", "role_id": role})
    assert (updated["user"]["name"], updated["user"]["role_id"]) == ("Ann Lee", role)
    user = desk.get(f"/users/{desk.ann}")["user"]
    assert (user["name"], user["user_role"]) == ("Ann Lee", "admin")
    desk.delete(f"/users/{desk.ann}")
    assert [one["name"] for one in desk.get("/users")["users"]] == ["Tom"]
    (gone,) = desk.get("/users", params={"filter_by": "Status.Deleted"})["users"]
    assert gone["name"] == "Ann Lee"


@pytest.mark.parametrize("end", ["inactive", "delete"])
def test_who_was_deactivated_or_removed_is_not_in_the_organization_any_more(desk: Desk, end: str) -> None:
    assert desk.get("/contacts", token="ann")["code"] == 0
    if end == "inactive":
        desk.post(f"/users/{desk.ann}/inactive")
    else:
        desk.delete(f"/users/{desk.ann}")
    answer = desk.ask("GET", "/contacts", token="ann")
    message = f"This user is not associated with the CompanyID/CompanyName:{ONE}."
    assert_refused(desk, answer, 400, 6041, message, "inactive user")
    assert desk.get("/organizations", token="ann", organization=None)["organizations"] == []
    desk.post(f"/users/{desk.ann}/active")
    assert desk.get("/contacts", token="ann")["code"] == 0


def test_what_a_deactivated_person_gets_is_an_assumption() -> None:
    desk = Desk(chosen={"books.inactive_user": "code57"})
    desk.post(f"/users/{desk.ann}/inactive")
    answer = desk.ask("GET", "/contacts", token="ann")
    assert_refused(desk, answer, 401, 57, "You are not authorized to perform this operation", "inactive user")


def test_being_deactivated_in_one_organization_leaves_the_other(desk: Desk) -> None:
    desk.post(f"/users/{desk.tom[TWO]}/inactive", organization=TWO)
    assert desk.ask("GET", "/contacts", organization=TWO).status_code == 400
    assert desk.ask("GET", "/contacts", organization=ONE).status_code == 200


def test_changes_of_users_are_no_record_events(desk: Desk) -> None:
    desk.put(f"/users/{desk.ann}", {"name": "Ann Lee"})
    assert desk.events == []
