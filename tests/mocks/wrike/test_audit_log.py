"""The audit log: what happened in the account, for its administrators."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, THERE, Office, root


def log(office: Office, **parameters: str) -> list[dict[str, Any]]:
    return office.data("GET", "/audit_log", params=parameters)


def told(office: Office) -> list[tuple[str, str, str]]:
    """Operation, type and name of everything but log-ins."""
    return [
        (one["operation"], one["objectType"], one["objectName"])
        for one in log(office)
        if one["operation"] != "UserLoggedIn"
    ]


def forget(office: Office) -> None:
    for key in list(office.context.store.rows("wrike.audit_log", HERE)):
        office.context.store.delete("wrike.audit_log", HERE, key)


def since(office: Office, *acts: Callable[[], Any]) -> list[str]:
    """The operations that the acts were noted as."""
    forget(office)
    for act in acts:
        act()
    return [one[0] for one in told(office)]


def test_the_first_call_with_a_grant_is_a_log_in() -> None:
    office = Office()
    office.ask("GET", "/contacts", token="ann", headers={"user-agent": "Browser"})
    office.ask("GET", "/contacts", token="ann")
    entry = log(office)[0]
    assert entry | {"id": "", "userEmail": ""} == {
        "id": "",
        "operation": "UserLoggedIn",
        "userId": office.me("ann"),
        "userEmail": "",
        "eventDate": "2026-01-15T09:00:00Z",
        "ipAddress": "127.0.0.1",
        "sourceType": "APIv4",
        "objectType": "User",
        "objectName": entry["userEmail"],
        "objectId": office.me("ann"),
        "details": {"Login Type": "Oauth2", "User Agent": "Browser"},
    }
    assert re.fullmatch(f"{HERE}NQ[A-Z2-7]{{13}}", entry["id"])
    assert [one["operation"] for one in log(office)] == ["UserLoggedIn"] * 2


def test_accounts_have_logs_of_their_own() -> None:
    office = Office()
    office.folder("Here")
    assert told(office) == [("TaskCreated", "Folder", "Here")]
    assert [one["operation"] for one in office.data("GET", "/audit_log", token="away")] == ["UserLoggedIn"]
    assert office.context.store.rows("wrike.audit_log", THERE)


def test_work_is_told_of_by_its_type() -> None:
    office = Office()
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})["id"]
    office.folder("Folder", space)
    office.task("Task", office.folder("Project", space, project={}))
    office.data("DELETE", f"/spaces/{space}")
    assert told(office) == [
        ("SpaceCreated", "Space", "Team"),
        ("TaskCreated", "Folder", "Folder"),
        ("TaskCreated", "Project", "Project"),
        ("TaskCreated", "Task", "Task"),
        ("SpaceDeleted", "Space", "Team"),
    ]


def test_changes_of_a_task_are_told_one_by_one() -> None:
    office = Office()
    first, second = office.folder("First"), office.folder("Second")
    path = f"/tasks/{office.task('Task', first)['id']}"
    ann, dates = office.me("ann"), {"start": "2026-03-02", "due": "2026-03-06"}

    def put(**body: Any) -> Callable[[], Any]:
        return lambda: office.one("PUT", path, json=body)

    assert since(office, put(status="Completed")) == ["TaskStatusChanged"]
    assert since(office, put(dates=dates)) == ["TaskScheduleChanged"]
    assert since(office, put(addParents=[second])) == ["TaskParentAdded"]
    assert since(office, put(removeParents=[second])) == ["TaskParentRemoved"]
    assert since(office, put(addResponsibles=[ann])) == ["TaskAssigned"]
    assert since(office, put(removeResponsibles=[ann])) == ["TaskUnassigned"]
    assert since(office, put(addShareds=[ann])) == ["TaskShared"]
    assert since(office, put(removeShareds=[ann])) == ["TaskUnshared"]
    assert since(office, put(title="Other")) == []
    assert since(office, lambda: office.data("DELETE", path), put(restore=True)) == [
        "TaskDeleted",
        "TaskRestored",
    ]


def test_changes_of_a_folder_too() -> None:
    office = Office()
    folder = office.folder("Folder", project={})
    field = office.one("POST", "/customfields", json={"title": "Size", "type": "Text"})["id"]
    role = next(one["id"] for one in office.data("GET", "/access_roles"))

    def put(**body: Any) -> Callable[[], Any]:
        return lambda: office.one("PUT", f"/folders/{folder}", json=body)

    roles = {office.me("ann"): role}
    assert since(office, put(project={"status": "Completed"})) == ["TaskStatusChanged"]
    assert since(office, put(project={"startDate": "2026-03-02"})) == ["TaskScheduleChanged"]
    assert since(office, put(customColumns=[field])) == ["CustomFieldAddedToFolder"]
    assert since(office, put(clearCustomColumns=True)) == ["CustomFieldRemovedFromFolder"]
    assert since(office, put(addAccessRoles=roles)) == ["TaskShared", "UserTaskGroupRolesChanged"]
    body = {"title": "Copy", "parent": root(HERE)}
    for path in ("copy_folder", "copy_folder_async"):
        copy = partial(office.data, "POST", f"/{path}/{folder}", json=body)
        assert since(office, copy) == ["TaskDuplication"]


def test_comments_files_and_approvals_are_told_of() -> None:
    office = Office()
    task = office.task("Task", office.folder("Folder"))["id"]
    ann = office.me("ann")
    comment = office.one("POST", f"/tasks/{task}/comments", json={"text": "a"})["id"]
    name = {"x-file-name": "a.png"}
    file = office.one("POST", f"/tasks/{task}/attachments", content=b"a", headers=name)["id"]
    path = office.one("POST", f"/tasks/{task}/approvals", json={"approvers": [ann]})["id"]
    assert told(office)[2:] == [
        ("AttachUploaded", "Attachment", "a.png"),
        ("ApprovalCreated", "Task", "Task"),
    ]

    def ask(method: str, path: str, **rest: Any) -> Callable[[], Any]:
        return lambda: office.ask(method, path, **rest)

    body = {
        "addApprovers": [office.me()],
        "removeApprovers": [ann],
        "description": "Look",
        "dueDate": "2026-03-02",
    }
    assert since(
        office,
        ask("PUT", f"/comments/{comment}", json={"text": "b"}),
        ask("DELETE", f"/comments/{comment}"),
        ask("GET", f"/attachments/{file}/download"),
        ask("GET", f"/attachments/{file}/preview"),
        ask("DELETE", f"/attachments/{file}"),
        ask("PUT", f"/approvals/{path}", json=body),
        ask("DELETE", f"/approvals/{path}"),
    ) == [
        *("TaskCommentChanged", "TaskCommentDeleted", "AttachDownloaded", "AttachViewed", "AttachDeleted"),
        *("ApproverAdded", "ApproverRemoved", "ApprovalDescriptionChanged", "ApprovalDueDateChanged"),
        "ApprovalCanceled",
    ]


def test_what_administrators_do_is_told_of() -> None:
    office = Office()
    ann = office.me("ann")
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})["id"]
    role = next(one["id"] for one in office.data("GET", "/access_roles"))
    crew = office.one("POST", "/groups", json={"title": "Crew"})["id"]
    flow = office.one("POST", "/workflows", json={"name": "Flow"})["id"]
    field = office.one("POST", "/customfields", json={"title": "Size", "type": "Text"})["id"]
    office.one("POST", "/invitations", json={"email": "eve@example.com"})
    assert told(office)[1:] == [
        ("GroupCreated", "Group", "Crew"),
        ("WorkflowCreated", "Workflow", "Flow"),
        ("CustomFieldCreated", "CustomField", "Size"),
        ("InvitationSend", "Invitation", "eve@example.com"),
    ]

    def ask(method: str, path: str, **body: Any) -> Callable[[], Any]:
        return lambda: office.data(method, path, **({"json": body} if body else {}))

    joined = [{"id": ann, "accessRoleId": role}]
    assert since(
        office,
        ask("PUT", f"/groups/{crew}", title="Team", addMembers=[ann]),
        ask("PUT", "/groups_bulk", members=[{"id": crew, "removeMembers": [ann]}]),
        ask("DELETE", f"/groups/{crew}"),
        ask("PUT", f"/spaces/{space}", membersAdd=joined),
        ask("PUT", f"/spaces/{space}", membersRemove=[ann]),
        ask("PUT", f"/workflows/{flow}", name="Other"),
        ask("PUT", f"/customfields/{field}", title="Other"),
        ask("DELETE", f"/customfields/{field}"),
        ask("PUT", "/account", metadata=[{"key": "a", "value": "b"}]),
        ask("PUT", f"/users/{ann}", profile={"role": "Collaborator"}),
        ask("PUT", f"/users/{ann}", active=False),
        ask("PUT", f"/users/{ann}", active=True),
    ) == [
        *("GroupRenamed", "GroupMemberAdded", "GroupMemberRemoved", "GroupDeleted"),
        *("UserJoinedSpace", "UserLeftSpace", "WorkflowModified", "CustomFieldModified"),
        *("CustomFieldRemoved", "AccountModified", "UserRoleChanged", "UserDeactivated", "UserActivated"),
    ]


def test_what_is_refused_or_laid_down_is_not_told_of() -> None:
    office = Office()
    office.given("folders", HERE, {"title": "There before"})
    office.refused("DELETE", f"/folders/{root(HERE)}")
    office.refused("POST", f"/folders/{root(HERE)}/folders", json={})
    assert told(office) == []


@pytest.fixture
def busy() -> Office:
    """Ann made a task on the first day, tom a folder an hour later."""
    office = Office()
    folder = office.given("folders", HERE, {"title": "Before"})["id"]
    office.one("POST", f"/folders/{folder}/tasks", json={"title": "Task"}, token="ann")
    office.context.clock.move(3_600)
    office.folder("Folder")
    return office


def test_entries_are_filtered(busy: Office) -> None:
    def names(**parameters: Any) -> list[str]:
        spelled = {
            name: value if isinstance(value, str) else json.dumps(value) for name, value in parameters.items()
        }
        return [one["objectName"] for one in log(busy, **spelled) if one["operation"] == "TaskCreated"]

    early = {"start": "2026-01-15T08:00:00Z", "end": "2026-01-15T09:30:00Z"}
    created, all_day = ["TaskCreated"], {"start": "2026-01-15T00:00:00Z"}
    assert names() == ["Task", "Folder"]
    assert names(eventDate=early) == ["Task"]
    assert names(operations=created) == ["Task", "Folder"]
    assert names(operations=["TaskDeleted"]) == []
    assert names(users=[busy.me()]) == ["Folder"]
    kind = {"eventDate": all_day, "operations": created, "objectType": "Folder"}
    assert names(**kind) == ["Folder"]
    folder = next(one["objectId"] for one in log(busy) if one["objectType"] == "Folder")
    assert names(**kind, objectIds=[folder]) == ["Folder"]
    assert names(**kind, objectIds=["KUAAAAAZ"]) == []


def test_a_page_token_brings_the_filters_along(busy: Office) -> None:
    created = {"operations": "[TaskCreated]", "pageSize": "1"}
    first = busy.ask("GET", "/audit_log", params=created).json()
    token = {"nextPageToken": first["nextPageToken"]}
    rest = busy.ask("GET", "/audit_log", params=token).json()
    assert [one["objectName"] for page in (first, rest) for one in page["data"]] == ["Task", "Folder"]
    assert "nextPageToken" not in rest
    other = busy.ask("GET", "/audit_log", params={**token, "operations": "[TaskDeleted]"}).json()
    assert other == rest


def test_the_newest_may_come_first() -> None:
    office = Office(chosen={"wrike.audit_order": "newest"})
    office.folder("First")
    office.context.clock.move(60)
    office.folder("Second")
    assert [one[2] for one in told(office)] == ["Second", "First"]


def test_scenarios_see_entries_and_lay_some_down() -> None:
    office = Office()
    entry = {
        "operation": "PasswordChanged",
        "objectType": "User",
        "objectName": "ann@example.com",
        "user": office.me("ann"),
        "eventDate": "2025-12-24T18:00:00Z",
        "details": {"By": "herself"},
    }
    office.given("audit_log", HERE, entry)
    seen = next(one for one in office.view("audit_log") if one["operation"] == "PasswordChanged")
    assert {name: seen[name] for name in entry} == entry
    assert (log(office)[0]["operation"], log(office)[0]["sourceType"]) == ("PasswordChanged", "UI")
