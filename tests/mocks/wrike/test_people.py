"""Contacts, users, groups, invitations, the account."""

from __future__ import annotations

import pytest

from mocks.wrike import SERVICE
from tests.mocks.wrike.office import HERE, Office

FORBIDDEN = (403, "access_forbidden")


@pytest.fixture
def office() -> Office:
    return Office()


def test_the_first_contact_owns_the_account_and_me_is_only_oneself(office: Office) -> None:
    tom, ann = office.data("GET", "/contacts")
    assert (tom["profiles"][0]["owner"], ann["profiles"][0]["owner"]) == (True, False)
    assert (tom["me"], "me" in ann) == (True, False)
    assert office.data("GET", f"/contacts/{ann['id']},{tom['id']}") == [ann, tom]


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"name": "ann"}, ["Ann"]),
        ({"emails": '["tom@example.com"]'}, ["Tom"]),
        ({"types": "[Group]"}, ["Crew"]),
        ({"deleted": "true"}, []),
        ({"metadata": '{"key":"team"}'}, ["Tom"]),
    ],
)
def test_contacts_are_filtered(office: Office, filters: dict[str, str], found: list[str]) -> None:
    office.one("POST", "/groups", json={"title": "Crew"})
    office.one("PUT", f"/contacts/{office.me()}", json={"metadata": [{"key": "team", "value": "1"}]})
    assert [one["firstName"] for one in office.data("GET", "/contacts", params=filters)] == found


def test_metadata_are_ones_own_and_shown_on_request(office: Office) -> None:
    me = office.me("ann")
    entries = [{"key": "team", "value": "1"}, {"key": "seat", "value": "2"}]
    office.one("PUT", f"/contacts/{me}", json={"metadata": entries}, token="ann")
    office.one("PUT", f"/contacts/{me}", json={"metadata": [{"key": "seat", "value": None}]}, token="ann")
    shown = office.one("GET", f"/contacts/{me}", params={"fields": "[metadata]"})
    assert shown["metadata"] == entries[:1]
    assert office.refused("PUT", f"/contacts/{me}", json={"metadata": []}) == FORBIDDEN


def test_a_deactivated_user_is_gone_from_the_active_ones(office: Office) -> None:
    ann = office.me("ann")
    changed = office.one("PUT", f"/users/{ann}", json={"active": False})
    assert changed["profiles"][0]["active"] is False
    assert "userTypeId" in changed
    assert [one["firstName"] for one in office.data("GET", "/contacts", params={"active": "true"})] == ["Tom"]
    member = office.context.people.membership("ann", "wrike", HERE)
    assert member is not None
    assert member["active"] is False


def test_the_role_of_a_user_is_an_administrators_to_change(office: Office) -> None:
    ann = office.me("ann")
    body = {"profile": {"accountId": HERE, "role": "Collaborator"}}
    assert office.refused("PUT", f"/users/{ann}", json=body, token="ann") == FORBIDDEN
    assert office.one("PUT", f"/users/{ann}", json=body)["profiles"][0]["role"] == "Collaborator"


def test_a_group_is_a_contact_without_an_address(office: Office) -> None:
    ann = office.me("ann")
    made = office.one("POST", "/groups", params={"title": "Crew", "members": f'["{ann}"]'})
    assert made["id"].startswith("KX")
    assert (made["memberIds"], made["childIds"], made["parentIds"]) == ([ann], [], [])
    contact = office.one("GET", f"/contacts/{made['id']}")
    assert (contact["type"], contact["memberIds"], contact["timezone"]) == ("Group", [ann], "Z")
    assert contact.keys().isdisjoint(("primaryEmail", "title"))
    assert "email" not in contact["profiles"][0]
    inner = office.one("POST", "/groups", json={"title": "Inner", "parent": made["id"]})
    assert office.one("GET", f"/groups/{made['id']}")["childIds"] == [inner["id"]]
    changed = office.one("PUT", f"/groups/{made['id']}", json={"title": "Team", "removeMembers": [ann]})
    assert (changed["title"], changed["memberIds"]) == ("Team", [])
    bulk = [{"id": one, "addMembers": [ann]} for one in (made["id"], inner["id"])]
    assert [one["memberIds"] for one in office.data("PUT", "/groups_bulk", json={"members": bulk})] == [
        [ann]
    ] * 2
    assert office.data("DELETE", f"/groups/{made['id']}", params={"test": "true"}) == []
    assert len(office.data("GET", "/groups")) == 2
    office.data("DELETE", f"/groups/{made['id']}")
    assert office.one("GET", "/groups")["parentIds"] == []


def test_groups_have_pages(office: Office) -> None:
    for number in range(3):
        office.one("POST", "/groups", json={"title": f"G{number}"})
    first = office.ask("GET", "/groups", params={"pageSize": 2}).json()
    rest = office.ask("GET", "/groups", params={"pageToken": first["nextPageToken"]}).json()
    assert [one["title"] for one in (*first["data"], *rest["data"])] == ["G0", "G1", "G2"]


@pytest.mark.parametrize("chosen", ["empty", "record"])
def test_what_a_deletion_answers_is_an_assumption(chosen: str) -> None:
    office = Office(chosen={"wrike.deleted_answer": chosen})
    made = office.one("POST", "/invitations", data={"email": "eve@example.com"})
    schedule = office.one("POST", "/workschedules", json={"title": "Nights", "workweek": []})
    for path, record in (
        (f"/invitations/{made['id']}", made),
        (f"/workschedules/{schedule['id']}", schedule),
    ):
        gone = office.data("DELETE", path)
        assert [one["id"] for one in gone] == ([record["id"]] if chosen == "record" else [])
    assert office.data("GET", "/invitations") == []


@pytest.mark.parametrize(("value", "codes"), [("true", ["idle-parameter"]), ("false", [])])
def test_a_parameter_that_changes_nothing_here_is_noted(office: Office, value: str, codes: list[str]) -> None:
    for path in ("/tasks", "/spaces"):
        assert office.ask("GET", path, params={"withInvitations": value}).status_code == 200
        assert office.findings() == codes


def test_an_invitation_waits_until_it_is_resolved_or_taken_back(office: Office) -> None:
    made = office.one("POST", "/invitations", data={"email": "eve@example.com", "firstName": "Eve"})
    assert made["id"].startswith(f"{HERE}JE")
    assert (made["status"], made["role"], made["inviterUserId"]) == ("Pending", "User", office.me())
    office.context.clock.move(60)
    again = office.one("PUT", f"/invitations/{made['id']}", json={"resend": True, "role": "Collaborator"})
    assert again["invitationDate"] > made["invitationDate"]
    assert again["role"] == "Collaborator"
    assert office.data("DELETE", f"/invitations/{made['id']}") == []
    assert office.data("GET", "/invitations") == []


def test_the_account_keeps_metadata_and_names_its_fields(office: Office) -> None:
    office.one("PUT", "/account", json={"metadata": [{"key": "plan", "value": "big"}]})
    office.one("POST", "/customfields", json={"title": "Impact", "type": "Text"})
    fields = '["metadata","customFields","subscription"]'
    shown = office.one("GET", "/account", params={"fields": fields})
    assert shown["metadata"] == [{"key": "plan", "value": "big"}]
    assert [one["title"] for one in shown["customFields"]] == ["Impact"]
    assert {"metadata", "customFields", "subscription"}.isdisjoint(office.one("GET", "/account"))


def test_administration_has_scopes_of_its_own() -> None:
    operations = {one.id: one.scopes for one in SERVICE.declared}
    assert operations["list_groups"] == ("amReadOnlyGroup", "amReadWriteGroup")
    assert operations["create_group"] == ("amReadWriteGroup",)
    assert operations["list_access_roles"] == ("amReadOnlyAccessRole",)
    assert "amReadWriteWorkflow" in operations["list_workflows"]
    assert operations["create_workflow"] == ("amReadWriteWorkflow",)


@pytest.mark.parametrize("chosen", ["too_many_requests", "rate_limit_exceeded"])
def test_a_fault_of_too_many_calls_has_each_known_form(chosen: str) -> None:
    office = Office(chosen={"wrike.rate_limit": chosen})
    office.context.faults.add({"at": {"service": "wrike"}, "do": {"status": 429}})
    assert office.refused("GET", "/contacts") == (429, chosen)
