"""Copies of folders."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def template(office: Office) -> str:
    """A project with a folder, three tasks (one below another) and dates."""
    project = office.folder("Template", project={"startDate": "2026-03-02"})
    phase = office.folder("Phase", project)
    dates = {"start": "2026-03-02", "due": "2026-03-03"}
    above = office.task("Plan", project, dates=dates, responsibles=[office.me()], description="How")["id"]
    office.task("Detail", project, superTasks=[above], status="Completed")
    office.task("Build", phase, dates={"start": "2026-03-04", "due": "2026-03-06"})
    return project


def copy(office: Office, template: str, **more: Any) -> dict[str, Any]:
    target = office.folder("Target")
    return office.one("POST", f"/copy_folder/{template}", json={"parent": target, "title": "Copy", **more})


def below(office: Office, folder: str) -> list[dict[str, Any]]:
    return office.data("GET", f"/folders/{folder}/folders")


def inside(office: Office, folder: str) -> dict[str, dict[str, Any]]:
    params = {
        "descendants": "true",
        "subTasks": "true",
        "fields": '["description","superTaskIds","responsibleIds"]',
    }
    return {one["title"]: one for one in office.data("GET", f"/folders/{folder}/tasks", params=params)}


def test_a_copy_has_the_same_tree_with_ids_of_its_own(office: Office, template: str) -> None:
    made = copy(office, template)
    assert [one["title"] for one in below(office, made["id"])] == ["Copy", "Phase"]
    assert made["project"]["startDate"] == "2026-03-02"
    old, new = inside(office, template), inside(office, made["id"])
    assert new.keys() == old.keys()
    assert {one["id"] for one in new.values()}.isdisjoint(one["id"] for one in old.values())
    assert new["Detail"]["superTaskIds"] == [new["Plan"]["id"]]
    assert (new["Plan"]["description"], new["Plan"]["responsibleIds"]) == ("How", [office.me()])
    assert new["Detail"]["status"] == "Active"


@pytest.mark.parametrize(("chosen", "kept"), [(True, 1), (False, 0)])
def test_a_placeholder_is_copied_as_who_is_responsible(
    office: Office, template: str, chosen: bool, kept: int
) -> None:
    role = office.given("job_roles", HERE, {"title": "Designer"})["id"]
    waiting = [office.given("placeholders", HERE, {"jobRole": role})["id"]]
    office.task("Draw", template, responsiblePlaceholders=waiting)
    made = copy(office, template, copyResponsibles=chosen)
    fields = {"fields": "[responsiblePlaceholderIds]"}
    found = office.data("GET", f"/folders/{made['id']}/tasks", params=fields)
    (drawn,) = (one["responsiblePlaceholderIds"] for one in found if one["title"] == "Draw")
    assert drawn == waiting * kept


def test_a_copy_answers_the_new_folder_alone_and_in_full(office: Office, template: str) -> None:
    body = {"parent": office.folder("Target"), "title": "Copy"}
    answer = office.ask("POST", f"/copy_folder/{template}", json=body).json()
    assert (answer["kind"], len(answer["data"])) == ("folders", 1)
    (made,) = answer["data"]
    assert (made["parentIds"], len(made["childIds"])) == ([body["parent"]], 1)
    assert made == office.one("GET", f"/folders/{made['id']}")


def test_what_is_copied_can_be_chosen(office: Office, template: str) -> None:
    ann = office.me("ann")
    made = copy(
        office,
        template,
        copyDescriptions=False,
        copyResponsibles=False,
        copyStatuses=True,
        addResponsibles=[ann],
        titlePrefix="2027 ",
    )
    new = inside(office, made["id"])
    assert new.keys() == {"2027 Plan", "2027 Detail", "2027 Build"}
    assert below(office, made["id"])[1]["title"] == "2027 Phase"
    plan = new["2027 Plan"]
    assert (plan["description"], plan["responsibleIds"]) == ("", [ann])
    assert new["2027 Detail"]["status"] == "Completed"


@pytest.mark.parametrize(
    ("mode", "plan", "build"),
    [("Start", "2026-04-06", "2026-04-08"), ("End", "2026-04-02", "2026-04-06")],
)
def test_a_copy_can_be_rescheduled(office: Office, template: str, mode: str, plan: str, build: str) -> None:
    made = copy(office, template, rescheduleDate="2026-04-06", rescheduleMode=mode)
    new = inside(office, made["id"])
    assert new["Plan"]["dates"]["start"] == f"{plan}T09:00:00"
    moved = new["Build"]["dates"]["start" if mode == "Start" else "due"]
    assert moved[:10] == build


def test_a_job_answers_at_once_and_is_done_when_asked_for(office: Office, template: str) -> None:
    body = {"parent": office.folder("Target"), "title": "Copy"}
    job = office.one("POST", f"/copy_folder_async/{template}", json=body)
    assert (job["type"], job["status"], job["progressPercent"]) == ("CopyFolder", "InQueue", 0)
    done = office.one("GET", f"/async_job/{job['id']}")
    assert (done["status"], done["progressPercent"], done["processedCount"]) == ("Completed", 100, 5)
    assert office.one("GET", f"/folders/{done['result']['folderId']}")["title"] == "Copy"
