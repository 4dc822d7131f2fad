"""Who may do what: each assumption about it switches what it speaks of."""

from __future__ import annotations

from typing import Any

import pytest

from mocks.wrike import SERVICE
from mocks.wrike.access import role_id
from tests.mocks.wrike.office import HERE, Office

LIMITED, EDITOR, READ_ONLY = (role_id(HERE, number) for number in (-3, -2, -4))
FORBIDDEN = (403, "access_forbidden")


def lent(office: Office, role: str | None = None, **values: Any) -> str:
    """A folder of Tom's that is shared with Ann, in that role or in none that is named."""
    ann = office.me("ann")
    shared = {"shareds": [ann]} if role is None else {"userAccessRoles": {ann: role}}
    made = office.one("POST", f"/folders/{HERE}I7777777/folders", json={"title": "Lent", **shared, **values})
    return str(made["id"])


def passes(office: Office, method: str, path: str, json: Any = None, **rest: Any) -> bool:
    """Whether Ann's call goes through; if not, it is denied to her."""
    answer = office.ask(method, path, token="ann", json=json, **rest)
    assert answer.status_code == 200 or (answer.status_code, answer.json()["error"]) == FORBIDDEN
    return answer.status_code == 200


@pytest.mark.parametrize(("chosen", "found"), [("refused", None), ("omitted", 1)])
def test_what_some_unshared_ids_of_several_do(chosen: str, found: int | None) -> None:
    office = Office(chosen={"wrike.unshared_ids": chosen})
    seen, hidden = lent(office), office.folder("Hidden")
    tasks = [office.task("Task", folder)["id"] for folder in (seen, hidden)]
    comments = [office.one("POST", f"/tasks/{one}/comments", json={"text": "x"})["id"] for one in tasks]
    for path in (f"/folders/{seen},{hidden}", f"/tasks/{','.join(tasks)}", f"/comments/{','.join(comments)}"):
        answer = office.ask("GET", path, token="ann")
        assert len(answer.json().get("data", ())) == (found or 0)
        assert answer.status_code == (200 if found else 403)
    assert office.refused("GET", f"/folders/{hidden}", token="ann") == FORBIDDEN
    body = {"description": "New"}
    assert passes(office, "PUT", f"/folders/{seen},{hidden}", body) == bool(found)
    assert office.one("GET", f"/folders/{hidden}")["description"] == ""


@pytest.mark.parametrize(("chosen", "may"), [("author", False), ("anybody", True)])
def test_whose_comments_somebody_may_change(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.comment_editor": chosen})
    task = office.task("Task", lent(office))["id"]
    own = office.one("POST", f"/tasks/{task}/comments", json={"text": "Mine"}, token="ann")["id"]
    assert passes(office, "PUT", f"/comments/{own}", {"text": "Still mine"})
    other = office.one("POST", f"/tasks/{task}/comments", json={"text": "Tom's"})["id"]
    assert passes(office, "PUT", f"/comments/{other}", {"text": "Ann's"}) == may
    assert passes(office, "DELETE", f"/comments/{other}") == may
    assert passes(office, "DELETE", f"/comments/{own}")


LOG = {"hours": 1, "trackedDate": "2026-03-02", "comment": "x"}


@pytest.mark.parametrize(("chosen", "may"), [("owner", False), ("anybody", True)])
def test_whose_hours_somebody_may_change(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.timelog_editor": chosen})
    task = office.task("Task", lent(office))["id"]
    own = office.one("POST", f"/tasks/{task}/timelogs", json=LOG, token="ann")["id"]
    assert passes(office, "PUT", f"/timelogs/{own}", {"hours": 2})
    other = office.one("POST", f"/tasks/{task}/timelogs", json=LOG)["id"]
    assert passes(office, "PUT", f"/timelogs/{other}", {"hours": 2}) == may
    assert passes(office, "DELETE", f"/timelogs/{other}") == may


@pytest.mark.parametrize(
    ("chosen", "may"),
    [("read_only", [True, True, True]), ("limited", [False, True, True]), ("editor", [False, False, True])],
)
def test_which_role_lets_somebody_log_hours(chosen: str, may: list[bool]) -> None:
    office = Office(chosen={"wrike.timelog_role": chosen})
    tasks = [office.task("Task", lent(office, role))["id"] for role in (READ_ONLY, LIMITED, EDITOR)]
    assert [passes(office, "POST", f"/tasks/{one}/timelogs", LOG) for one in tasks] == may


@pytest.mark.parametrize(
    ("chosen", "may"),
    [("limited", [True, True, True]), ("editor", [False, True, True]), ("full", [False, False, True])],
)
def test_which_role_lets_somebody_delete_files(chosen: str, may: list[bool]) -> None:
    office = Office(chosen={"wrike.attachment_role": chosen})
    found = []
    for role in (LIMITED, EDITOR, None):
        task = office.task("Task", lent(office, role))["id"]
        upload = {"content": b"x", "headers": {"x-file-name": "a.txt"}}
        key = office.one("POST", f"/tasks/{task}/attachments", token="ann", **upload)["id"]
        found.append(passes(office, "PUT", f"/attachments/{key}", content=b"y"))
        assert passes(office, "DELETE", f"/attachments/{key}") == found[-1]
    assert found == may


@pytest.mark.parametrize(("chosen", "may"), [("author", False), ("anybody", True)])
def test_whose_approvals_somebody_may_cancel(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.approval_editor": chosen})
    task = office.task("Task", lent(office))["id"]
    own, other = (
        office.one("POST", f"/tasks/{task}/approvals", json={}, token=one)["id"] for one in ("ann", "tom")
    )
    assert passes(office, "PUT", f"/approvals/{own}", {"description": "Look"})
    assert passes(office, "PUT", f"/approvals/{other}", {"description": "Look"}) == may
    assert passes(office, "DELETE", f"/approvals/{other}") == may


@pytest.mark.parametrize(("chosen", "may"), [("see", True), ("edit", False)])
def test_what_somebody_must_be_allowed_on_the_other_task(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.dependency_role": chosen})
    dates = {"start": "2026-03-02", "due": "2026-03-03"}
    mine, other = (office.task("Task", lent(office, one), dates=dates)["id"] for one in (EDITOR, READ_ONLY))
    body = {"predecessorId": other, "relationType": "FinishToStart"}
    assert passes(office, "POST", f"/tasks/{mine}/dependencies", body) == may


@pytest.mark.parametrize(("chosen", "may"), [("full", True), ("editor", False)])
def test_the_role_of_those_with_whom_something_is_shared(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.shared_role": chosen})
    folder = lent(office)
    assert passes(office, "PUT", f"/folders/{folder}", {"title": "Borrowed"})
    assert passes(office, "DELETE", f"/folders/{folder}") == may
    own = office.one("POST", f"/folders/{lent(office)}/folders", json={"title": "Mine"}, token="ann")["id"]
    assert passes(office, "DELETE", f"/folders/{own}")


@pytest.mark.parametrize(
    ("chosen", "role", "may"),
    [("full", -1, [True, True]), ("editor", -2, [True, False]), ("read_only", -4, [False, False])],
)
def test_the_role_of_guests_in_a_public_space(chosen: str, role: int, may: list[bool]) -> None:
    office = Office(chosen={"wrike.guest_role": chosen})
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})
    assert space["guestRoleId"] == role_id(HERE, role)
    folder = office.folder("Folder", space["id"])
    found = [passes(office, "PUT", f"/folders/{folder}", {"title": "Ours"})]
    assert [*found, passes(office, "DELETE", f"/folders/{folder}")] == may


@pytest.mark.parametrize(("chosen", "named"), [("named", True), ("left_out", False)])
def test_whether_parents_that_somebody_does_not_see_are_named(chosen: str, named: bool) -> None:
    office = Office(chosen={"wrike.hidden_parents": chosen})
    hidden, ann = office.folder("Hidden"), office.me("ann")
    task = office.task("Task", hidden, shareds=[ann])["id"]
    body = {"title": "Inner", "shareds": [ann]}
    inner = office.one("POST", f"/folders/{hidden}/folders", json=body)["id"]
    for path in (f"/tasks/{task}", f"/folders/{inner}"):
        assert office.one("GET", path, token="ann")["parentIds"] == [hidden] * named
        assert office.one("GET", path)["parentIds"] == [hidden]


@pytest.mark.parametrize(("chosen", "may"), [("limits", False), ("ignored", True)])
def test_whether_a_licence_limits_a_role(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.licence": chosen})
    folder, ann = lent(office), office.me("ann")
    task = office.task("Task", folder)["id"]
    office.one("PUT", f"/users/{ann}", json={"profile": {"accountId": HERE, "role": "Collaborator"}})
    assert passes(office, "POST", f"/tasks/{task}/comments", {"text": "Good"})
    assert passes(office, "PUT", f"/tasks/{task}", {"status": "Completed"})
    assert passes(office, "PUT", f"/tasks/{task}", {"title": "Ours"}) == may
    outside = {"profile": {"accountId": HERE, "role": "User", "external": True}}
    office.one("PUT", f"/users/{ann}", json=outside)
    assert passes(office, "PUT", f"/tasks/{task}", {"title": "Theirs"})
    shared = {"addShareds": [office.me()]}
    assert passes(office, "PUT", f"/tasks/{task}", shared) == may
    new = {"title": "New", "shareds": [office.me()]}
    assert passes(office, "POST", f"/folders/{folder}/tasks", new) == may
    assert passes(office, "POST", f"/folders/{folder}/folders", new) == may


@pytest.mark.parametrize(("chosen", "may"), [("scopes", True), ("administrators", False)])
def test_who_may_change_what_an_account_manages(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.administration": chosen})
    rate = {"rateSubjectId": office.me("ann"), "billRate": {"rateSource": "User", "rateValue": 80}}
    for method, path, body in (
        ("POST", "/groups", {"title": "Crew"}),
        ("POST", "/jobroles", {"title": "Designer"}),
        ("POST", "/workflows", {"name": "Design"}),
        ("PUT", "/hourly_rates", {"rates": [rate]}),
    ):
        assert passes(office, method, path, body) == may
        office.data(method, path, json=body)
    assert passes(office, "GET", "/groups")


@pytest.mark.parametrize(("chosen", "may"), [("full", True), ("manager", False)])
def test_who_may_change_a_space(chosen: str, may: bool) -> None:
    office = Office(chosen={"wrike.space_manager": chosen})
    ann = office.me("ann")
    members = [{"id": ann, "accessRoleId": role_id(HERE, -1), "isManager": False}]
    body = {"title": "Team", "accessType": "Private", "members": members}
    space = office.one("POST", "/spaces", json=body)["id"]
    assert passes(office, "PUT", f"/spaces/{space}", {"title": "Ours"}) == may
    office.one("PUT", f"/spaces/{space}", json={"membersUpdate": [{**members[0], "isManager": True}]})
    assert passes(office, "PUT", f"/spaces/{space}", {"title": "Managed"})


@pytest.mark.parametrize(("chosen", "seen"), [("account", 2), ("own", 1)])
def test_whose_webhooks_somebody_sees(chosen: str, seen: int) -> None:
    office = Office(chosen={"wrike.webhook_owner": chosen})
    url = {"hookUrl": "https://hooks.example/wrike"}
    other, own = (office.one("POST", "/webhooks", json=url, token=one)["id"] for one in ("tom", "ann"))
    listed = [one["id"] for one in office.data("GET", "/webhooks", token="ann")]
    assert listed == [other, own][-seen:]
    assert office.ask("DELETE", f"/webhooks/{other}", token="ann").status_code == (200 if seen == 2 else 404)


def test_an_assumption_is_leaned_on_only_where_it_makes_a_difference() -> None:
    office = Office()
    folder = office.folder("Mine")
    task = office.task("Task", folder)["id"]
    office.one("POST", f"/tasks/{task}/timelogs", json=LOG)
    office.one("POST", f"/tasks/{task}/comments", json={"text": "x"})
    office.data("DELETE", f"/folders/{folder}")
    office.one("POST", "/groups", json={"title": "Crew"})
    office.data("GET", f"/folders/{folder}")
    leaned = set(office.context.assumptions.asked())
    keys = {one.key for one in SERVICE.assumptions if one.key in _OF_SPECIAL_CASES}
    assert len(keys) == len(_OF_SPECIAL_CASES)
    assert leaned.isdisjoint(keys)


_OF_SPECIAL_CASES = {
    *("wrike.unshared_ids", "wrike.comment_editor", "wrike.timelog_editor", "wrike.timelog_role"),
    *("wrike.attachment_role", "wrike.approval_editor", "wrike.dependency_role", "wrike.shared_role"),
    *("wrike.guest_role", "wrike.licence", "wrike.administration", "wrike.space_manager"),
    *("wrike.webhook_owner", "wrike.hidden_parents", "wrike.ids_of_a_read"),
}
