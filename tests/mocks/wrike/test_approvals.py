"""Approvals of tasks and folders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def task(office: Office) -> str:
    return str(office.task("Task", office.folder("Folder"))["id"])


def test_an_approval_is_a_draft_until_somebody_is_asked(office: Office, task: str) -> None:
    made = office.one("POST", f"/tasks/{task}/approvals", json={"dueDate": "2026-03-12"})
    assert made["id"].startswith(f"{HERE}ME")
    expected: tuple[Any, ...] = (task, "Task", "Draft", False, [], "2026-03-12", True)
    names = ("taskId", "title", "status", "finished", "decisions", "dueDate", "autoFinishOnApprove")
    assert tuple(made[name] for name in names) == expected
    ann = office.me("ann")
    asked = office.one("PUT", f"/approvals/{made['id']}", json={"addApprovers": [ann]})
    assert asked["status"] == "Pending"
    assert [(one["approverId"], one["status"]) for one in asked["decisions"]] == [(ann, "Pending")]
    assert office.one("PUT", f"/approvals/{made['id']}", json={"removeApprovers": [ann]})["status"] == "Draft"


def test_it_is_cancelled_and_stays(office: Office, task: str) -> None:
    key = office.one("POST", f"/tasks/{task}/approvals", json={"approvers": [office.me("ann")]})["id"]
    gone = office.one("DELETE", f"/approvals/{key}")
    assert (gone["status"], gone["finished"], gone["finisherId"]) == ("Cancelled", True, office.me())
    assert office.refused("DELETE", f"/approvals/{key}") == (400, "invalid_request")
    assert office.data("GET", f"/tasks/{task}/approvals") == [gone]


def test_they_are_listed_by_status_and_by_who_is_asked(office: Office, task: str) -> None:
    ann, folder = office.me("ann"), office.folder("Other")
    draft = office.one("POST", f"/folders/{folder}/approvals", json={})["id"]
    asked = office.one("POST", f"/tasks/{task}/approvals", data={"approvers": f'["{ann}"]'})["id"]
    values = {"task": task, "approvers": [ann], "status": "Approved"}
    approved = office.given("approvals", HERE, values)["id"]
    for filters, found in (
        ({}, [draft, asked, approved]),
        ({"statuses": "[Draft]"}, [draft]),
        ({"approvers": f"[{ann}]"}, [asked, approved]),
        ({"pendingApprovers": f"[{ann}]"}, [asked]),
        ({"limit": 1}, [draft]),
    ):
        assert [one["id"] for one in office.data("GET", "/approvals", params=filters)] == found
    assert office.data("GET", "/approvals", token="ann") == []
    assert office.one("GET", f"/approvals/{approved}")["finished"] is True
