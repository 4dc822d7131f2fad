"""The tasks of a project, each by itself."""

from __future__ import annotations

import pytest

from ..desk import ONE, Desk, assert_refused


@pytest.fixture
def key(desk: Desk) -> str:
    return desk.project(tasks=["Design", "Build"])


def test_an_added_task_edits_its_project(desk: Desk, key: str) -> None:
    answer = desk.ask("POST", f"/projects/{key}/tasks", {"task_name": "Test", "rate": 3}, token="ann")
    task = answer.json()["task"]
    assert answer.headers["location"] == f"/api/v3/projects/{key}/tasks/{task['task_id']}"
    assert (task["task_name"], task["project_name"], task["log_time"]) == ("Test", "Website", "00:00")
    assert desk.events == [(ONE, "projects", "edited", "api", "ann")]
    names = [one["task_name"] for one in desk.get(f"/projects/{key}")["project"]["tasks"]]
    assert names == ["Design", "Build", "Test"]


@pytest.mark.parametrize(
    ("chosen", "keys"), [("both", {"task", "tasks"}), ("tasks", {"tasks"}), ("task", {"task"})]
)
def test_the_key_of_the_list_is_an_assumption(chosen: str, keys: set[str]) -> None:
    desk = Desk(chosen={"books.task_list_key": chosen})
    body = desk.get(f"/projects/{desk.project(tasks=['Design'])}/tasks")
    assert body.keys() - {"code", "message", "page_context"} == keys
    for name in keys:
        assert [one["task_name"] for one in body[name]] == ["Design"]


def test_tasks_are_listed_newest_first_or_sorted_in_pages(desk: Desk, key: str) -> None:
    def names(**params: object) -> list[str]:
        return [one["task_name"] for one in desk.get(f"/projects/{key}/tasks", params=params)["tasks"]]

    assert names() == ["Build", "Design"]
    assert names(sort_column="task_name") == ["Build", "Design"]
    assert names(sort_column="task_name", sort_order="D") == ["Design", "Build"]
    assert names(per_page=1, page=2) == ["Design"]
    assert names(page=3) == []
    context = desk.get(f"/projects/{key}/tasks", params={"per_page": 1})["page_context"]
    assert (context["has_more_page"], context["report_name"]) == (True, "Tasks")


def test_a_task_is_read_updated_and_deleted(desk: Desk, key: str) -> None:
    design = desk.get(f"/projects/{key}")["project"]["tasks"][0]["task_id"]
    desk.put(f"/projects/{key}/tasks/{design}", {"rate": "4", "description": "d"})
    task = desk.get(f"/projects/{key}/tasks/{design}")["task"]
    assert (task["task_name"], task["rate"], task["description"]) == ("Design", 4, "d")
    desk.delete(f"/projects/{key}/tasks/{design}")
    left = desk.get(f"/projects/{key}")["project"]["tasks"]
    assert [one["task_name"] for one in left] == ["Build"]
    assert [event[2] for event in desk.events] == ["edited", "edited"]


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_a_task_that_is_not_there_does_not_exist(desk: Desk, key: str, method: str) -> None:
    answer = desk.ask(method, f"/projects/{key}/tasks/1", {"rate": 1} if method == "PUT" else None)
    assert_refused(desk, answer, 404, 1002, "Task does not exist.")


def test_the_tasks_of_a_project_that_is_not_there_do_not_exist(desk: Desk) -> None:
    answer = desk.ask("GET", "/projects/1/tasks")
    assert_refused(desk, answer, 404, 1002, "Project does not exist.")


def test_a_task_needs_a_name_of_at_most_a_hundred_letters(desk: Desk, key: str) -> None:
    answer = desk.ask("POST", f"/projects/{key}/tasks", {"rate": 1})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for task_name")
    answer = desk.ask("POST", f"/projects/{key}/tasks", {"task_name": "x" * 101})
    message = 'Please ensure that the "task_name" has less than 100 characters.'
    assert_refused(desk, answer, 400, 15, message)
