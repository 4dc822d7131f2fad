"""Workflows, and the statuses of tasks within them."""

from __future__ import annotations

import pytest

from tests.mocks.wrike.office import HERE, Office


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_new_workflow_has_two_statuses_of_its_own_number(office: Office) -> None:
    made = office.one("POST", "/workflows", json={"name": "Design"})
    assert made["id"].startswith(f"{HERE}K4")
    active, completed = made["customStatuses"]
    assert (active["name"], active["color"], active["group"]) == ("Active", "Blue", "Active")
    assert (completed["name"], completed["color"], completed["group"]) == ("Completed", "Green", "Completed")
    assert active["id"][10:] == made["id"][10:]
    assert [one["name"] for one in office.data("GET", "/workflows")] == ["Default Workflow", "Design"]


def test_a_status_is_added_and_changed(office: Office) -> None:
    key = office.one("POST", "/workflows", json={"name": "Design"})["id"]
    status = {"name": "In review", "group": "Active", "color": "Purple"}
    added = office.one("PUT", f"/workflows/{key}", json={"name": "Designs", "customStatus": status})
    fresh = added["customStatuses"][-1]
    assert (added["name"], fresh["name"], fresh["color"]) == ("Designs", "In review", "Purple")
    hidden = {"id": fresh["id"], "hidden": True}
    changed = office.one("PUT", f"/workflows/{key}", json={"customStatus": hidden})
    assert changed["customStatuses"][-1] == {**fresh, "hidden": True}


def test_a_task_has_the_workflow_of_its_space_and_statuses_of_that(office: Office) -> None:
    flow = office.one("POST", "/workflows", json={"name": "Design"})
    active, completed = (one["id"] for one in flow["customStatuses"])
    body = {"title": "Team", "accessType": "Public", "defaultTaskWorkflowId": flow["id"]}
    space = office.one("POST", "/spaces", json=body)
    assert space["defaultTaskWorkflowId"] == flow["id"]
    folder = office.folder("Folder", space["id"])
    assert office.one("GET", f"/folders/{folder}")["workflowId"] == flow["id"]
    task = office.task("Task", folder)
    assert (task["status"], task["customStatusId"]) == ("Active", active)
    done = office.one("PUT", f"/tasks/{task['id']}", json={"status": "Completed"})
    assert done["customStatusId"] == completed
    body = {"status": "Deferred"}
    assert office.refused("PUT", f"/tasks/{task['id']}", json=body) == (400, "invalid_parameter")


def test_a_status_of_another_workflow_takes_the_task_along(office: Office) -> None:
    flow = office.one("POST", "/workflows", json={"name": "Design"})
    active, completed = (one["id"] for one in flow["customStatuses"])
    task = office.task("Task", office.folder("Folder"))
    office.one("PUT", f"/tasks/{task['id']}", json={"customStatus": active})
    done = office.one("PUT", f"/tasks/{task['id']}", json={"status": "Completed"})
    assert done["customStatusId"] == completed


def test_tasks_are_found_by_custom_status(office: Office) -> None:
    folder = office.folder("Folder")
    one = office.task("One", folder)
    office.task("Two", folder, status="Deferred")
    found = office.data("GET", "/tasks", params={"customStatuses": f"[{one['customStatusId']}]"})
    assert [task["title"] for task in found] == ["One"]


def test_a_workflow_of_a_space_is_listed_there_and_elsewhere_only_when_asked_for() -> None:
    office = Office()
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Private"})["id"]
    office.given("workflows", HERE, {"name": "Ours", "space": space})
    assert [one["name"] for one in office.data("GET", f"/spaces/{space}/workflows")] == ["Ours"]
    assert [one["name"] for one in office.data("GET", "/workflows")] == ["Default Workflow"]
    everything = office.data("GET", "/workflows", params={"includeSpaceWorkflow": "true"})
    assert [one["name"] for one in everything] == ["Default Workflow", "Ours"]
    assert office.refused("GET", f"/spaces/{space}/workflows", token="ann") == (403, "access_forbidden")
    statistics = {"fields": '["dataUsageStatistics"]'}
    assert office.refused("GET", f"/spaces/{space}/workflows", params=statistics) == (501, "server_error")
