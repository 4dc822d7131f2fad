"""Tasks as Wrike's clients see them."""

from __future__ import annotations

import pytest

from tests.mocks.wrike.office import HERE, Office, recycle_bin, root

LISTED = [
    *("id", "accountId", "title", "status", "importance", "createdDate", "updatedDate", "dates", "scope"),
    *("customStatusId", "permalink", "priority"),
]


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def folder(office: Office) -> str:
    return office.folder("Folder")


def test_a_new_task_is_active_normal_and_without_dates(office: Office, folder: str) -> None:
    made = office.task("Design", folder)
    assert (made["status"], made["importance"], made["dates"]) == ("Active", "Normal", {"type": "Backlog"})
    assert (made["scope"], made["parentIds"], made["attachmentCount"]) == ("WsTask", [folder], 0)
    assert made["id"].startswith("MA")
    (read,) = office.data("GET", f"/tasks/{made['id']}")
    assert {**read, "attachmentCount": 0} == made
    (me,) = office.data("GET", "/contacts?me")
    assert made["authorIds"] == made["sharedIds"] == [me["id"]]


def test_a_list_shows_less_and_more_on_request(office: Office, folder: str) -> None:
    office.task("Design", folder, description="<b>Big</b>")
    (listed,) = office.data("GET", f"/folders/{folder}/tasks")
    assert sorted(listed) == sorted(LISTED)
    (more,) = office.data("GET", "/tasks", params={"fields": "['description', 'parentIds']"})
    assert (more["description"], more["parentIds"]) == ("<b>Big</b>", [folder])


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ({"due": "2026-10-15"}, {"type": "Milestone", "due": "2026-10-15T17:00:00"}),
        (
            {"start": "2026-10-10", "due": "2026-10-15"},
            {
                "type": "Planned",
                "duration": 1920,
                "start": "2026-10-12T09:00:00",
                "due": "2026-10-15T17:00:00",
            },
        ),
    ],
)
def test_dates_are_snapped_to_the_work_schedule(
    office: Office, folder: str, given: dict[str, str], kept: dict[str, object]
) -> None:
    assert office.task("Planned", folder, dates=given)["dates"] == kept


def test_a_start_without_an_end_is_refused(office: Office, folder: str) -> None:
    body = {"title": "A", "dates": {"start": "2026-10-12"}}
    assert office.ask("POST", f"/folders/{folder}/tasks", json=body).status_code == 400


def test_status_and_custom_status_change_together(office: Office, folder: str) -> None:
    task = office.task("Design", folder)
    (done,) = office.data("PUT", f"/tasks/{task['id']}", params={"status": "Completed"})
    assert (done["status"], done["customStatusId"] != task["customStatusId"]) == ("Completed", True)
    assert "completedDate" in done
    (again,) = office.data("PUT", f"/tasks/{task['id']}", json={"customStatus": task["customStatusId"]})
    assert (again["status"], "completedDate" in again) == ("Active", False)


def test_a_deleted_task_is_in_the_bin_and_in_no_list(office: Office, folder: str) -> None:
    task = office.task("Design", folder)["id"]
    (deleted,) = office.data("DELETE", f"/tasks/{task}")
    assert (deleted["scope"], deleted["parentIds"]) == ("RbTask", [recycle_bin(HERE)])
    assert office.data("GET", "/tasks") == []
    binned = office.data("GET", f"/folders/{recycle_bin(HERE)}/tasks", params={"descendants": "true"})
    assert [one["id"] for one in binned] == [task]
    assert office.ask("DELETE", f"/tasks/{task}").status_code == 400
    (restored,) = office.data("PUT", f"/tasks/{task}", json={"restore": True})
    assert (restored["scope"], restored["parentIds"]) == ("WsTask", [folder])


def test_a_subtask_lists_the_root_and_its_super_task(office: Office, folder: str) -> None:
    above = office.task("Above", folder)["id"]
    below = office.task("Below", root(HERE), superTasks=[above])
    assert (below["parentIds"], below["superTaskIds"]) == ([root(HERE)], [above])
    assert office.data("GET", f"/tasks/{above}")[0]["subTaskIds"] == [below["id"]]
    assert [one["title"] for one in office.data("GET", "/tasks")] == ["Above"]
    assert len(office.data("GET", "/tasks", params={"subTasks": "true"})) == 2


def test_pages_come_only_when_a_size_was_asked_for(office: Office, folder: str) -> None:
    for number in range(9):
        office.task(f"T{number}", folder)
    whole = office.ask("GET", "/tasks").json()
    assert list(whole) == ["kind", "data"]
    first = office.ask("GET", "/tasks", params={"pageSize": 2}).json()
    assert list(first) == ["kind", "nextPageToken", "responseSize", "data"]
    assert first["responseSize"] == 9
    titles, token = [one["title"] for one in first["data"]], first["nextPageToken"]
    while token is not None:
        page = office.ask("GET", "/tasks", params={"nextPageToken": token}).json()
        titles += [one["title"] for one in page["data"]]
        token = page.get("nextPageToken")
        assert page.get("responseSize") == (9 if token else None)
        assert len(titles) <= 9  # or it would go round for ever
    assert titles == [f"T{number}" for number in range(9)]


def test_a_page_token_goes_on_with_its_own_list_alone(office: Office) -> None:
    one, other = office.folder("A"), office.folder("B")
    for where in (one, other):
        for title in ("A", "B"):
            office.task(title, where)
    path = f"/folders/{one}/tasks"
    token = {"nextPageToken": office.ask("GET", path, params={"pageSize": 1}).json()["nextPageToken"]}
    for elsewhere in (f"/folders/{other}/tasks", "/tasks", "/folders"):
        assert office.ask("GET", elsewhere, params=token).status_code == 400
    assert [task["title"] for task in office.data("GET", path, params=token)] == ["B"]


def test_the_state_that_a_client_sends_comes_back(office: Office) -> None:
    told = office.ask("GET", "/tasks", params={"state": "first try"}).json()
    assert (list(told), told["state"]) == (["kind", "state", "data"], "first try")
    root = office.one("GET", "/account")["rootFolderId"]
    form = {"title": "Paint", "state": "7"}
    assert office.ask("POST", f"/folders/{root}/tasks", data=form).json()["state"] == "7"


def test_a_page_token_expires_after_two_hours(office: Office, folder: str) -> None:
    for title in ("A", "B"):
        office.task(title, folder)
    token = office.ask("GET", "/tasks", params={"pageSize": 1}).json()["nextPageToken"]
    office.context.clock.move(7_200)
    assert office.ask("GET", "/tasks", params={"nextPageToken": token}).status_code == 400


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({"title": "des"}, ["Design"]),
        ({"status": "Completed"}, ["Build"]),
        ({"status": '["Active","Completed"]'}, ["Design", "Build"]),
        ({"importance": "High"}, ["Build"]),
        ({"sortField": "Title", "sortOrder": "Asc"}, ["Build", "Design"]),
        ({"sortField": "Title", "sortOrder": "desc"}, ["Design", "Build"]),
        ({"sortField": "Importance", "sortOrder": "Asc"}, ["Build", "Design"]),
        ({"sortField": "Importance", "sortOrder": "Desc"}, ["Design", "Build"]),
        ({"limit": 1}, ["Design"]),
        ({"createdDate": '{"start":"2030-01-01T00:00:00Z"}'}, []),
    ],
)
def test_lists_are_filtered_and_sorted(
    office: Office, folder: str, filters: dict[str, str], found: list[str]
) -> None:
    office.task("Design", folder)
    office.task("Build", folder, status="Completed", importance="High")
    assert [one["title"] for one in office.data("GET", "/tasks", params=filters)] == found


@pytest.mark.parametrize(("chosen", "tokens"), [("token", 1), ("no_token", 0)])
def test_whether_tasks_by_title_have_a_next_page_is_an_assumption(chosen: str, tokens: int) -> None:
    office = Office(chosen={"wrike.title_paging": chosen})
    folder = office.folder("Folder")
    for title in ("Design", "Redesign"):
        office.task(title, folder)
    shown = office.ask("GET", "/tasks", params={"title": "design", "pageSize": 1}).json()
    assert [one["title"] for one in shown["data"]] == ["Design"]
    assert len(shown.keys() & {"nextPageToken"}) == len(shown.keys() & {"responseSize"}) == tokens
    assert "nextPageToken" in office.ask("GET", "/tasks", params={"pageSize": 1}).json()


@pytest.mark.parametrize("chosen", ["leaves", "stays"])
def test_whether_a_task_stays_in_the_root_is_an_assumption(chosen: str) -> None:
    office = Office(chosen={"wrike.root_parent": chosen})
    folder = office.folder("Folder")
    task = office.task("Task", root(HERE))["id"]
    changed = office.one("PUT", f"/tasks/{task}", json={"addParents": [folder]})
    assert changed["parentIds"] == ([root(HERE), folder] if chosen == "stays" else [folder])
    inside = [one["id"] for one in office.data("GET", f"/folders/{root(HERE)}/tasks")]
    assert inside == ([task] if chosen == "stays" else [])
    again = office.one("PUT", f"/tasks/{task}", json={"removeParents": [folder]})
    assert again["parentIds"] == [root(HERE)]


def test_a_task_of_the_starting_state_has_the_status_and_the_dates_that_were_given(office: Office) -> None:
    values = {"title": "Done", "status": "Completed", "dates": {"due": "2026-10-15"}}
    office.given("tasks", HERE, values)
    (task,) = office.data("GET", "/tasks")
    assert (task["status"], "completedDate" in task) == ("Completed", True)
    assert task["dates"] == {"type": "Milestone", "due": "2026-10-15T17:00:00"}
