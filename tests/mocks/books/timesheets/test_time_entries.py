"""Time entries over HTTP: what they hold, who they are of, how they are listed."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import ONE, Desk, assert_refused

TASKS = [{"task_name": "Design", "rate": 10}, {"task_name": "Build", "rate": 20, "is_billable": False}]


@pytest.fixture
def project(desk: Desk) -> dict[str, Any]:
    """A project of Acme with two tasks, the second not billable."""
    desk.customer()
    key = desk.project(tasks=TASKS, billing_type="based_on_task_hours")
    return dict(desk.get(f"/projects/{key}")["project"])


def body(desk: Desk, project: dict[str, Any], task: int = 0, **values: Any) -> dict[str, Any]:
    return {
        "project_id": project["project_id"],
        "task_id": project["tasks"][task]["task_id"],
        "user_id": desk.tom[ONE],
        "log_date": "2026-01-15",
        **values,
    }


def log(desk: Desk, project: dict[str, Any], task: int = 0, **values: Any) -> dict[str, Any]:
    sent = body(desk, project, task, **values)
    return dict(desk.post("/projects/timeentries", sent)["time_entry"])


def listed(desk: Desk, **params: Any) -> list[str]:
    answer = desk.get("/projects/timeentries", params={"sort_order": "A", **params})
    return [one["notes"] for one in answer["time_entries"]]


def test_an_entry_says_what_it_belongs_to(desk: Desk, project: dict[str, Any]) -> None:
    answer = desk.ask("POST", "/projects/timeentries", body(desk, project, log_time="05:30", notes="n"))
    entry = answer.json()["time_entry"]
    assert answer.headers["location"] == f"/api/v3/projects/timeentries/{entry['time_entry_id']}"
    assert (entry["project_name"], entry["task_name"], entry["user_name"]) == ("Website", "Design", "Tom")
    assert (entry["customer_name"], entry["is_current_user"]) == ("Acme Corp", True)
    assert (entry["log_date"], entry["log_time"], entry["notes"]) == ("2026-01-15", "05:30", "n")
    assert (entry["is_billable"], entry["billed_status"], entry["invoice_id"]) == (True, "unbilled", "")
    assert (entry["timer_started_at"], entry["timer_duration_in_minutes"]) == ("", "")
    assert desk.get(f"/projects/timeentries/{entry['time_entry_id']}")["time_entry"] == entry
    assert desk.get("/projects/timeentries", token="ann")["time_entries"][0]["is_current_user"] is False


def test_an_entry_is_updated_and_deleted(desk: Desk, project: dict[str, Any]) -> None:
    key = log(desk, project, log_time="01:00")["time_entry_id"]
    updated = desk.put(f"/projects/timeentries/{key}", {"log_time": "02:15"})
    assert updated["time_entry"]["log_time"] == "02:15"
    desk.delete(f"/projects/timeentries/{key}")
    assert desk.ask("GET", f"/projects/timeentries/{key}").status_code == 404


def test_begin_and_end_make_the_length(desk: Desk, project: dict[str, Any]) -> None:
    entry = log(desk, project, begin_time="10:00", end_time="15:30")
    assert (entry["begin_time"], entry["end_time"], entry["log_time"]) == ("10:00", "15:30", "05:30")
    key = entry["time_entry_id"]
    later = desk.put(f"/projects/timeentries/{key}", {"end_time": "16:00"})["time_entry"]
    assert (later["begin_time"], later["log_time"]) == ("10:00", "06:00")
    plain = desk.put(f"/projects/timeentries/{key}", {"log_time": "01:00"})["time_entry"]
    assert (plain["begin_time"], plain["end_time"], plain["log_time"]) == ("", "", "01:00")


@pytest.mark.parametrize(
    ("wrong", "named"),
    [
        ({"log_time": "5 hours"}, "log_time"),
        ({"log_time": "5:61"}, "log_time"),
        ({"begin_time": "25:00"}, "begin_time"),
        ({"begin_time": "10:00", "end_time": "09:00"}, "end_time"),
        ({"log_date": "15.01.2026"}, "log_date"),
    ],
)
def test_a_time_that_is_none_is_refused(
    desk: Desk, project: dict[str, Any], wrong: dict[str, Any], named: str
) -> None:
    answer = desk.ask("POST", "/projects/timeentries", body(desk, project, **wrong))
    assert_refused(desk, answer, 400, 2, f"Invalid value passed for {named}")


@pytest.mark.parametrize("name", ["project_id", "task_id", "user_id", "log_date"])
def test_four_fields_are_required(desk: Desk, project: dict[str, Any], name: str) -> None:
    sent = body(desk, project)
    del sent[name]
    answer = desk.ask("POST", "/projects/timeentries", sent)
    assert_refused(desk, answer, 400, 4, f"Invalid value passed for {name}")


def test_the_project_suffices_where_that_is_assumed() -> None:
    desk = Desk(chosen={"books.time_entry_required": "project"})
    key = desk.project()
    entry = desk.post("/projects/timeentries", {"project_id": key, "log_time": "1:00"})["time_entry"]
    assert (entry["user_name"], entry["log_date"], entry["task_id"]) == ("Tom", "2026-01-15", "")


def test_the_task_must_be_one_of_the_project(desk: Desk, project: dict[str, Any]) -> None:
    other = desk.project("Shop", tasks=["Sell"])
    answer = desk.ask("POST", "/projects/timeentries", body(desk, project, project_id=other))
    text = "This task does not exist in this project. Hence, this timesheet entry cannot be made"
    assert_refused(desk, answer, 404, 1002, text)


def test_time_is_billable_unless_its_task_is_not(desk: Desk, project: dict[str, Any]) -> None:
    assert log(desk, project, 1)["is_billable"] is False
    assert log(desk, project, 1, is_billable=True)["is_billable"] is True


def test_an_hour_costs_what_the_entry_or_the_projects_user_says(desk: Desk, project: dict[str, Any]) -> None:
    desk.post(f"/projects/{project['project_id']}/users", {"users": [{"user_id": desk.ann}], "cost_rate": 4})
    entry = log(desk, project, user_id=desk.ann, log_time="01:30")
    assert (entry["cost_rate"], entry["cost_amount"]) == (4, 6)
    assert log(desk, project, log_time="00:20", cost_rate=10)["cost_amount"] == 3.33


@pytest.fixture
def three(desk: Desk, project: dict[str, Any]) -> Desk:
    """Three entries: of tom in December, of ann yesterday, of tom today; it is Thursday, 15 January."""
    log(desk, project, log_date="2025-12-31", notes="december")
    log(desk, project, 1, log_date="2026-01-14", notes="yesterday", user_id=desk.ann)
    log(desk, project, log_date="2026-01-15", notes="today")
    return desk


@pytest.mark.parametrize(
    ("params", "notes"),
    [
        ({}, ["december", "yesterday", "today"]),
        ({"sort_order": "D"}, ["today", "yesterday", "december"]),
        ({"sort_column": "task_name"}, ["yesterday", "december", "today"]),
        ({"sort_column": "user_name"}, ["yesterday", "december", "today"]),
        ({"from_date": "2026-01-14"}, ["yesterday", "today"]),
        ({"to_date": "2026-01-14"}, ["december", "yesterday"]),
        ({"from_date": "2026-01-01", "to_date": "2026-01-14"}, ["yesterday"]),
        ({"filter_by": "Date.All"}, ["december", "yesterday", "today"]),
        ({"filter_by": "Date.Today"}, ["today"]),
        ({"filter_by": "Date.PreviousDay"}, ["yesterday"]),
        ({"filter_by": "Date.ThisWeek"}, ["yesterday", "today"]),
        ({"filter_by": "Date.ThisMonth"}, ["yesterday", "today"]),
        ({"filter_by": "Date.PreviousMonth"}, ["december"]),
        ({"filter_by": "Date.PreviousQuarter"}, ["december"]),
        ({"filter_by": "Date.ThisYear"}, ["yesterday", "today"]),
        ({"filter_by": "Date.PreviousYear"}, ["december"]),
        ({"filter_by": "Date.PreviousWeek"}, []),
        ({"filter_by": "Date.CustomDate", "from_date": "2026-01-15"}, ["today"]),
        ({"filter_by": "Status.Unbilled"}, ["december", "yesterday", "today"]),
        ({"filter_by": "Status.Invoiced"}, []),
    ],
)
def test_the_list_is_filtered_and_sorted(three: Desk, params: dict[str, str], notes: list[str]) -> None:
    assert listed(three, **params) == notes


def test_the_list_can_be_that_of_a_user_or_a_project(three: Desk) -> None:
    assert listed(three, user_id=three.ann) == ["yesterday"]
    assert listed(three, project_id=three.project("Shop")) == []


def test_the_page_context_names_the_defaults(three: Desk) -> None:
    context = three.get("/projects/timeentries", params={"per_page": 2})["page_context"]
    assert context == {
        "page": 1,
        "per_page": 2,
        "has_more_page": True,
        "report_name": "Projects",
        "applied_filter": "Date.All",
        "custom_fields": [],
        "sort_column": "log_date",
        "sort_order": "D",
    }


def test_several_entries_are_deleted_at_once_or_none(three: Desk) -> None:
    keys = [one["time_entry_id"] for one in three.get("/projects/timeentries")["time_entries"]]
    wrong = three.ask("DELETE", "/projects/timeentries", params={"time_entry_ids": f"{keys[0]},1"})
    assert_refused(three, wrong, 404, 1002, "Time entry does not exist.")
    assert len(listed(three)) == 3
    three.delete("/projects/timeentries", params={"time_entry_ids": f"{keys[0]}, {keys[1]}"})
    assert listed(three) == ["december"]
    missing = three.ask("DELETE", "/projects/timeentries")
    assert_refused(three, missing, 400, 4, "Invalid value passed for time_entry_ids")


def test_the_entries_to_delete_may_come_in_a_body(three: Desk) -> None:
    keys = [one["time_entry_id"] for one in three.get("/projects/timeentries")["time_entries"]]
    three.delete("/projects/timeentries", json={"time_entry_ids": f"{keys[0]},{keys[1]}"})
    assert listed(three) == ["december"]


def test_project_tasks_and_users_show_the_hours(desk: Desk, project: dict[str, Any]) -> None:
    desk.post(f"/projects/{project['project_id']}/users", {"users": [{"user_id": desk.ann}], "cost_rate": 1})
    log(desk, project, log_time="01:30")
    log(desk, project, 1, log_time="02:00", user_id=desk.ann)
    path = f"/projects/{project['project_id']}"
    shown = desk.get(path)["project"]
    assert (shown["total_hours"], shown["billable_hours"]) == ("03:30", "01:30")
    assert (shown["un_billed_hours"], shown["billed_hours"]) == ("01:30", "00:00")
    assert shown["non_billable_hours"] == "02:00"
    assert (shown["total_amount"], shown["un_billed_amount"]) == (15, 15)
    assert (shown["billed_amount"], shown["non_billable_amount"]) == (0, 40)
    assert [one["total_hours"] for one in shown["tasks"]] == ["01:30", "02:00"]
    assert [one["non_billable_hours"] for one in shown["tasks"]] == ["00:00", "02:00"]
    (row,) = desk.get("/projects")["projects"]
    assert (row["total_hours"], row["billable_hours"]) == ("03:30", "01:30")
    rows = {one["task_name"]: one for one in desk.get(path + "/tasks")["tasks"]}
    assert (rows["Design"]["log_time"], rows["Design"]["un_billed_hours"]) == ("01:30", "01:30")
    users = desk.put(path, {"description": "x"})["project"]["users"]
    assert {one["user_name"]: one["total_hours"] for one in users} == {"Tom": "01:30", "Ann": "02:00"}


@pytest.mark.parametrize(
    ("billing", "amount"),
    [
        ("based_on_project_hours", 150),
        ("based_on_staff_hours", 60),
        ("based_on_task_hours", 20),
        ("fixed_cost_for_project", 75),
    ],
)
def test_time_is_worth_what_the_billing_type_says(desk: Desk, billing: str, amount: float) -> None:
    users = [{"user_id": desk.tom[ONE], "rate": 30}]
    key = desk.project(billing_type=billing, rate=75, tasks=TASKS, users=users)
    log(desk, desk.get(f"/projects/{key}")["project"], log_time="02:00")
    assert desk.get(f"/projects/{key}")["project"]["un_billed_amount"] == amount


def test_time_goes_with_its_task_and_with_its_project(desk: Desk, project: dict[str, Any]) -> None:
    log(desk, project, notes="design")
    log(desk, project, 1, notes="build")
    path = f"/projects/{project['project_id']}"
    desk.delete(f"{path}/tasks/{project['tasks'][0]['task_id']}")
    assert listed(desk) == ["build"]
    desk.delete(path)
    assert listed(desk) == []


def test_an_entry_is_an_event_with_its_person(desk: Desk, project: dict[str, Any]) -> None:
    key = log(desk, project)["time_entry_id"]
    desk.put(f"/projects/timeentries/{key}", {"notes": "x"}, token="ann")
    desk.delete(f"/projects/timeentries/{key}")
    assert desk.events == [
        (ONE, "time_entries", "created", "api", "tom"),
        (ONE, "time_entries", "edited", "api", "ann"),
        (ONE, "time_entries", "deleted", "api", "tom"),
    ]


@pytest.mark.parametrize("chosen", ["unbilled", "non_billable"])
def test_the_status_of_time_that_nobody_pays_for_is_an_assumption(chosen: str) -> None:
    desk = Desk(chosen={"books.unbillable_status": chosen})
    desk.given("time_entries", {"is_billable": False})
    (entry,) = desk.get("/projects/timeentries")["time_entries"]
    assert entry["billed_status"] == chosen


def test_a_scenario_names_project_task_and_user(desk: Desk) -> None:
    desk.project("Website", tasks=["Design"])
    desk.given("time_entries", {"project": "Website", "task": "Design", "user": "ann", "log_time": "2:00"})
    desk.given("time_entries", {"begin_time": "09:00", "end_time": "10:30"})
    first, second = desk.view("time_entries")
    assert (first["project"], first["task"], first["user"]) == ("Website", "Design", "ann")
    assert (first["log_time"], second["log_time"], second["log_date"]) == ("02:00", "01:30", "2026-01-15")
    with pytest.raises(ValueError, match=r"has no task 'Desing'. It has: Design\."):
        desk.given("time_entries", {"project": "Website", "task": "Desing"})
    with pytest.raises(ValueError, match=r"has no project 'Websit'. Did you mean 'Website'\?"):
        desk.given("time_entries", {"project": "Websit"})
