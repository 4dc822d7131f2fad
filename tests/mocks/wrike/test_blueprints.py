"""Blueprints: lists of those of the account and of a space, and the work that is launched from them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office, root

SPACE, ONBOARDING, REPORT = f"{HERE}I4AAAAAC", f"{HERE}I4AAAAAD", f"{HERE}KQAAAAAD"
OURS, OUR_CHECK = f"{HERE}I4AAAAAE", f"{HERE}KQAAAAAE"
PHASE, PLAN, DETAIL = f"{HERE}I4AAAAAF", f"{HERE}KQAAAAAF", f"{HERE}KQAAAAAG"


@pytest.fixture
def office() -> Office:
    """A blueprint of a project with a phase and two tasks, and one of a task; the same in a private space."""
    office = Office()
    dates = {"start": "2026-03-02", "due": "2026-03-03"}
    plan = {"id": PLAN, "title": "Plan", "dates": dates, "responsibles": [office.me()], "description": "How"}
    project = {"startDate": "2026-03-02", "ownerIds": [office.me("ann")]}
    office.given("spaces", HERE, {"id": SPACE, "title": "Team", "accessType": "Private"})
    for kind, values in (
        ("folder_blueprints", {"id": ONBOARDING, "title": "Onboarding", "project": project, "tasks": [plan]}),
        ("folder_blueprints", {"id": PHASE, "title": "Phase", "parent": ONBOARDING}),
        ("task_blueprints", {"id": DETAIL, "title": "Detail", "superTasks": [PLAN]}),
        ("task_blueprints", {"title": "Build", "parent": PHASE, "dates": dates}),
        ("task_blueprints", {"id": REPORT, "title": "Report", "description": "Weekly", "dates": dates}),
        ("task_blueprints", {"title": "Figures", "superTasks": [REPORT]}),
        ("folder_blueprints", {"id": OURS, "title": "Ours", "space": SPACE}),
        ("task_blueprints", {"id": OUR_CHECK, "title": "Our check", "space": SPACE}),
    ):
        office.given(kind, HERE, values)
    return office


def told(found: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
    return [(one["title"], one["scope"], len(one["childIds"])) for one in found]


def launch(office: Office, kind: str, blueprint: str, **body: Any) -> dict[str, Any]:
    """The finished job."""
    job = office.one("POST", f"/{kind}_blueprints/{blueprint}/launch_async", json={"title": "New", **body})
    assert (job["status"], job["progressPercent"]) == ("InQueue", 0)
    done = office.one("GET", f"/async_job/{job['id']}")
    assert (done["status"], done["processedCount"]) == ("Completed", done["totalCount"])
    return done


def inside(office: Office, folder: str) -> dict[str, dict[str, Any]]:
    fields = '["description","superTaskIds","responsibleIds"]'
    params = {"descendants": "true", "subTasks": "true", "fields": fields}
    return {one["title"]: one for one in office.data("GET", f"/folders/{folder}/tasks", params=params)}


def test_folder_blueprints_are_a_tree_that_begins_with_its_root(office: Office) -> None:
    tree = office.data("GET", "/folder_blueprints")
    assert told(tree) == [("Root", "BpRoot", 1), ("Onboarding", "FolderBp", 1), ("Phase", "FolderBp", 0)]
    assert (tree[0]["childIds"], tree[1]["childIds"]) == ([ONBOARDING], [PHASE])
    assert tree[1]["permalink"] == "https://www.wrike.com/open.htm?id=3"


def test_folder_blueprints_tell_their_custom_fields_when_asked(office: Office) -> None:
    field = office.given("custom_fields", HERE, {"title": "Impact", "type": "Text"})["id"]
    values = [{"id": field, "value": "high"}]
    office.given("folder_blueprints", HERE, {"title": "Rich", "customFields": values})
    assert all("customFields" not in one for one in office.data("GET", "/folder_blueprints"))
    found = office.data("GET", "/folder_blueprints", params={"fields": '["customFields"]'})
    assert found[-1]["customFields"] == values
    wanted = {"customFields": f'[{{"id":"{field}","value":"high"}}]'}
    assert [one["title"] for one in office.data("GET", "/folder_blueprints", params=wanted)] == ["Rich"]


@pytest.mark.parametrize(
    ("path", "wanted", "titles"),
    [
        ("/folder_blueprints", {"title": "PHA"}, ["Phase"]),
        ("/folder_blueprints", {"permalink": "https://www.wrike.com/open.htm?id=3"}, ["Onboarding"]),
        ("/task_blueprints", {"title": "fig"}, ["Figures"]),
        (f"/spaces/{SPACE}/task_blueprints", {"permalink": "https://www.wrike.com/open.htm?id=9"}, []),
    ],
)
def test_lists_can_be_filtered(office: Office, path: str, wanted: dict[str, str], titles: list[str]) -> None:
    assert [one["title"] for one in office.data("GET", path, params=wanted)] == titles


def test_task_blueprints_come_with_their_subtasks_and_without_those_of_folders(office: Office) -> None:
    assert told(office.data("GET", "/task_blueprints")) == [("Report", "TaskBp", 1), ("Figures", "TaskBp", 0)]


def test_task_blueprints_come_in_pages(office: Office) -> None:
    first = office.ask("GET", "/task_blueprints", params={"pageSize": "1"}).json()
    rest = office.ask("GET", "/task_blueprints", params={"nextPageToken": first["nextPageToken"]}).json()
    assert [told(one["data"])[0][0] for one in (first, rest)] == ["Report", "Figures"]


def test_a_space_has_its_own_for_those_who_see_it(office: Office) -> None:
    assert told(office.data("GET", f"/spaces/{SPACE}/folder_blueprints"))[1:] == [("Ours", "FolderBp", 0)]
    assert told(office.data("GET", f"/spaces/{SPACE}/task_blueprints")) == [("Our check", "TaskBp", 0)]
    for path in ("folder_blueprints", "task_blueprints"):
        assert office.refused("GET", f"/spaces/{SPACE}/{path}", token="ann") == (403, "access_forbidden")
    path = f"/task_blueprints/{OUR_CHECK}/launch_async"
    body = {"title": "Mine", "parentId": root(HERE)}
    assert office.refused("POST", path, json=body, token="ann") == (403, "access_forbidden")


def test_no_list_of_work_shows_blueprints(office: Office) -> None:
    assert office.data("GET", "/tasks") == []
    assert [one["title"] for one in office.data("GET", "/folders")] == ["Root", "Recycle Bin", "Team"]
    assert office.refused("GET", f"/tasks/{REPORT}") == (404, "resource_not_found")


def test_a_launched_folder_is_the_whole_tree_with_ids_of_its_own(office: Office) -> None:
    target = office.folder("Clients")
    done = launch(office, "folder", ONBOARDING, parent=target, titlePrefix="Acme ")
    assert (done["type"], done["totalCount"]) == ("FolderBlueprintLaunch", 5)
    made = office.one("GET", f"/folders/{done['result']['folderId']}")
    assert (made["title"], made["parentIds"]) == ("New", [target])
    assert (made["project"]["startDate"], made["project"]["ownerIds"]) == ("2026-03-02", [office.me("ann")])
    found = inside(office, made["id"])
    assert found.keys() == {"Acme Plan", "Acme Detail", "Acme Build"}
    plan = found["Acme Plan"]
    assert (plan["description"], plan["responsibleIds"]) == ("How", [office.me()])
    assert found["Acme Detail"]["superTaskIds"] == [plan["id"]]
    assert plan["id"] != PLAN


def test_a_launch_can_leave_out_and_reschedule(office: Office) -> None:
    body = {"copyDescriptions": False, "copyResponsibles": False, "rescheduleDate": "2026-04-06"}
    done = launch(office, "folder", ONBOARDING, parent=root(HERE), **body)
    plan = inside(office, done["result"]["folderId"])["Plan"]
    assert (plan["description"], plan["responsibleIds"]) == ("", [])
    assert plan["dates"]["start"] == "2026-04-06T09:00:00"


def test_a_launched_task_lies_in_a_folder_with_its_subtasks(office: Office) -> None:
    folder = office.folder("Clients")
    done = launch(office, "task", REPORT, parentId=folder, rescheduleDate="2026-04-06")
    assert (done["type"], done["totalCount"]) == ("TaskBlueprintLaunch", 2)
    found = inside(office, folder)
    made = found["New"]
    assert (made["id"], made["description"]) == (done["result"]["taskId"], "Weekly")
    assert made["dates"]["start"] == "2026-04-06T09:00:00"
    assert found["Figures"]["superTaskIds"] == [made["id"]]


def test_a_launched_task_may_be_a_subtask(office: Office) -> None:
    above = office.task("Above", office.folder("Clients"))["id"]
    made = launch(office, "task", REPORT, superTaskId=above)["result"]["taskId"]
    shown = office.one("GET", f"/tasks/{made}")
    assert (shown["superTaskIds"], shown["parentIds"]) == ([above], [root(HERE)])


@pytest.mark.parametrize("wanted", [True, False])
def test_files_come_along_when_asked_for(office: Office, wanted: bool) -> None:
    office.given("attachments", HERE, {"task": REPORT, "name": "form.txt", "content": "Fill in"})
    folder = office.folder("Clients")
    made = launch(office, "task", REPORT, parentId=folder, copyAttachments=wanted)["result"]["taskId"]
    names = [one["name"] for one in office.data("GET", f"/tasks/{made}/attachments")]
    assert names == (["form.txt"] if wanted else [])
    for one in office.data("GET", f"/tasks/{made}/attachments"):
        assert office.ask("GET", f"/attachments/{one['id']}/download").content == b"Fill in"


def test_nobody_is_notified_here_and_a_finding_says_so(office: Office) -> None:
    launch(office, "task", REPORT, parentId=root(HERE))
    body = {"title": "New", "parentId": root(HERE), "notifyResponsibles": True}
    office.one("POST", f"/task_blueprints/{REPORT}/launch_async", json=body)
    assert office.findings() == ["idle-parameter"]


def test_a_deleted_custom_field_is_gone_from_blueprints(office: Office) -> None:
    field = office.one("POST", "/customfields", json={"title": "Size", "type": "Text"})["id"]
    value = {"id": field, "value": "big"}
    office.given(
        "task_blueprints", HERE, {"id": f"{HERE}KQAAAAAH", "title": "Sized", "customFields": [value]}
    )
    office.data("DELETE", f"/customfields/{field}")
    (seen,) = (one for one in office.view("task_blueprints") if one["title"] == "Sized")
    assert seen["customFields"] == []


def test_a_blueprint_is_seen_as_it_was_given(office: Office) -> None:
    plan = next(one for one in office.view("task_blueprints") if one["id"] == PLAN)
    assert (plan["parent"], plan["description"], plan["responsibles"]) == (ONBOARDING, "How", [office.me()])
    detail = next(one for one in office.view("task_blueprints") if one["id"] == DETAIL)
    assert (detail["parent"], detail["superTasks"]) == (None, [PLAN])
    ours = next(one for one in office.view("folder_blueprints") if one["id"] == OURS)
    assert (ours["space"], ours["parent"]) == (SPACE, None)
