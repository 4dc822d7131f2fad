"""Projects over HTTP: messages, customer, tasks and users that come with the project, clones."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import ONE, TWO, Desk, assert_refused


def body(desk: Desk, **values: Any) -> dict[str, Any]:
    return {
        "project_name": "Website",
        "customer_id": desk.customer(),
        "billing_type": "based_on_task_hours",
        "user_id": desk.tom[ONE],
        **values,
    }


def test_a_created_project_is_answered_with_its_tasks_and_users(desk: Desk) -> None:
    tasks = [{"task_name": "Design", "rate": "12.5"}, {"task_name": "Build", "budget_hours": "10"}]
    sent = body(desk, tasks=tasks, rate="5000", users=[{"user_id": desk.ann, "cost_rate": 3}])
    answer = desk.ask("POST", "/projects", sent)
    project = answer.json()["project"]
    assert answer.headers["location"] == f"/api/v3/projects/{project['project_id']}"
    assert (project["customer_name"], project["currency_code"]) == ("Acme Corp", "INR")
    assert (project["status"], project["rate"], project["total_hours"]) == ("active", 5000, "00:00")
    assert [(one["task_name"], one["rate"], one["budget_hours"]) for one in project["tasks"]] == [
        ("Design", 12.5, "0"),
        ("Build", 0, "10"),
    ]
    assert [(one["user_name"], one["is_current_user"], one["cost_rate"]) for one in project["users"]] == [
        ("Tom", True, 0),
        ("Ann", False, 3),
    ]


def test_reading_one_project_gives_its_tasks_and_its_users(desk: Desk) -> None:
    key = desk.project(tasks=["Design"])
    project = desk.get(f"/projects/{key}")["project"]
    assert [one["task_name"] for one in project["tasks"]] == ["Design"]
    assert [one["user_name"] for one in project["users"]] == ["Tom"]


def test_a_project_without_tasks_has_an_empty_list(desk: Desk) -> None:
    assert desk.get(f"/projects/{desk.project()}")["project"]["tasks"] == []


@pytest.mark.parametrize("name", ["project_name", "customer_id", "billing_type", "user_id"])
def test_the_specification_requires_four_fields_where_that_is_assumed(name: str) -> None:
    desk = Desk(chosen={"books.project_required": "spec"})
    sent = body(desk)
    del sent[name]
    assert_refused(desk, desk.ask("POST", "/projects", sent), 400, 4, f"Invalid value passed for {name}")


def test_name_and_customer_suffice_where_that_is_assumed(desk: Desk) -> None:
    sent = {"project_name": "Website", "customer_id": desk.customer()}
    project = desk.post("/projects", sent)["project"]
    assert (project["billing_type"], project["users"]) == ("fixed_cost_for_project", [])
    for name in sent:
        rest = {key: value for key, value in sent.items() if key != name}
        assert_refused(desk, desk.ask("POST", "/projects", rest), 400, 4, f"Invalid value passed for {name}")


def test_updates_delete_and_status_changes_speak_the_vendors_words(desk: Desk) -> None:
    key = desk.project()
    updated = desk.put(f"/projects/{key}", {"description": "better"})
    assert updated["project"]["description"] == "better"
    desk.post(f"/projects/{key}/inactive")
    assert desk.get(f"/projects/{key}")["project"]["status"] == "inactive"
    desk.post(f"/projects/{key}/active")
    desk.delete(f"/projects/{key}")
    assert_refused(desk, desk.ask("DELETE", f"/projects/{key}"), 404, 1002, "Project does not exist.")


def test_a_renamed_customer_shows_on_its_projects(desk: Desk) -> None:
    customer = desk.customer()
    key = desk.project(customer=customer)
    desk.put(f"/contacts/{customer}", {"contact_name": "Acme Inc"})
    assert desk.get(f"/projects/{key}")["project"]["customer_name"] == "Acme Inc"


def test_an_update_with_tasks_replaces_the_list_and_keeps_ids(desk: Desk) -> None:
    key = desk.project(tasks=["Design", "Build"])
    design, build = desk.get(f"/projects/{key}")["project"]["tasks"]
    sent = [{"task_id": build["task_id"], "task_name": "Build it"}, {"task_name": "Test"}]
    tasks = desk.put(f"/projects/{key}", {"tasks": sent})["project"]["tasks"]
    assert [one["task_name"] for one in tasks] == ["Build it", "Test"]
    assert tasks[0]["task_id"] == build["task_id"]
    assert tasks[1]["task_id"] not in (design["task_id"], build["task_id"])


def test_an_update_with_tasks_leaves_the_others_where_that_is_assumed() -> None:
    desk = Desk(chosen={"books.update_tasks": "merge"})
    key = desk.project(tasks=["Design", "Build"])
    build = desk.get(f"/projects/{key}")["project"]["tasks"][1]["task_id"]
    sent = [{"task_id": build, "task_name": "Build it"}, {"task_name": "Test"}]
    tasks = desk.put(f"/projects/{key}", {"tasks": sent})["project"]["tasks"]
    assert [one["task_name"] for one in tasks] == ["Design", "Build it", "Test"]


def test_an_empty_list_of_tasks_removes_them_all(desk: Desk) -> None:
    key = desk.project(tasks=["Design"])
    assert desk.put(f"/projects/{key}", {"tasks": []})["project"]["tasks"] == []


def test_a_task_that_an_update_names_keeps_what_the_update_leaves_out(desk: Desk) -> None:
    design = {"task_name": "Design", "rate": 5, "budget_hours": 8, "description": "d"}
    project = desk.post("/projects", body(desk, tasks=[design]))["project"]
    named = {"task_id": project["tasks"][0]["task_id"], "description": "e"}
    (task,) = desk.put(f"/projects/{project['project_id']}", {"tasks": [named]})["project"]["tasks"]
    assert task == {**project["tasks"][0], "description": "e"}


def test_a_task_id_that_the_project_does_not_have_is_not_taken(desk: Desk) -> None:
    project = desk.post("/projects", body(desk, tasks=[{"task_id": "7", "task_name": "Design"}]))["project"]
    assert project["tasks"][0]["task_id"] != "7"


@pytest.mark.parametrize("tasks", [[{}], [{"task_name": ""}], [{"rate": 1}]])
def test_a_new_task_needs_a_name_in_a_create_and_in_an_update(desk: Desk, tasks: list[Any]) -> None:
    key = desk.project(tasks=["Design"])
    for answer in (
        desk.ask("POST", "/projects", body(desk, tasks=tasks)),
        desk.ask("PUT", f"/projects/{key}", {"tasks": tasks}),
    ):
        assert_refused(desk, answer, 400, 4, "Invalid value passed for task_name")


@pytest.mark.parametrize(
    "values",
    [
        {"customer_id": "1"},
        {"user_id": "1"},
        {"users": [{"user_id": "1"}]},
    ],
)
def test_ids_of_records_that_do_not_exist_are_refused(desk: Desk, values: dict[str, Any]) -> None:
    answer = desk.ask("POST", "/projects", body(desk, **values))
    name = "user_id" if "users" in values else next(iter(values))
    assert_refused(desk, answer, 400, 2, f"Invalid value passed for {name}")


def test_a_customer_of_another_organization_does_not_exist(desk: Desk) -> None:
    foreign = desk.customer(tenant=TWO)
    answer = desk.ask("POST", "/projects", body(desk, customer_id=foreign))
    assert_refused(desk, answer, 400, 2, "Invalid value passed for customer_id")


def test_a_missing_customer_can_be_assumed_to_give_code_1002() -> None:
    desk = Desk(chosen={"books.reference": "code1002"})
    answer = desk.ask("POST", "/projects", body(desk, customer_id="1"))
    assert_refused(desk, answer, 404, 1002, "Contact does not exist.")


def test_a_clone_has_its_own_tasks_and_the_same_details(desk: Desk) -> None:
    key = desk.project(tasks=["Design"], description="d", custom_fields={"cf_x": 1}, rate=3)
    desk.post(f"/projects/{key}/inactive")
    answer = desk.post(f"/projects/{key}/clone", {"project_name": "Second"})
    clone, original = answer["project"], desk.get(f"/projects/{key}")["project"]
    assert clone["project_id"] != key
    assert (clone["project_name"], clone["status"]) == ("Second", "active")
    same = ("description", "rate", "customer_id", "custom_field_hash")
    assert [clone[name] for name in same] == [original[name] for name in same]
    assert [one["task_name"] for one in clone["tasks"]] == ["Design"]
    assert clone["tasks"][0]["task_id"] != original["tasks"][0]["task_id"]
    assert desk.events[-1] == (ONE, "projects", "created", "api", "tom")


def test_a_clone_needs_a_name(desk: Desk) -> None:
    answer = desk.ask("POST", f"/projects/{desk.project()}/clone", {"description": "x"})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for project_name")


def test_every_change_is_an_event_with_origin_and_person(desk: Desk) -> None:
    project = desk.post("/projects", body(desk), token="ann")["project"]
    key = project["project_id"]
    desk.put(f"/projects/{key}", {"rate": 2})
    desk.delete(f"/projects/{key}")
    assert [one for one in desk.events if one[1] == "projects"] == [
        (ONE, "projects", "created", "api", "ann"),
        (ONE, "projects", "edited", "api", "tom"),
        (ONE, "projects", "deleted", "api", "tom"),
    ]


def test_budget_fields_are_taken_without_a_finding_and_shown_by_no_answer(desk: Desk) -> None:
    sent = body(desk, budget_hours="10", budget_amount="5", budget_type="total_project_hours")
    project = desk.post("/projects", sent)["project"]
    assert project["budget_type"] == "total_project_hours"
    assert "budget_hours" not in project
    assert desk.exchange.findings == ()
