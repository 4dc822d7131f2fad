"""Timelogs and their categories."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office

DRAWING = f"{HERE}LEAAAAAB"


@pytest.fixture
def office() -> Office:
    office = Office()
    office.given("timelog_categories", HERE, {"id": DRAWING, "name": "Drawing"})
    return office


@pytest.fixture
def task(office: Office) -> str:
    return str(office.task("Task", office.folder("Folder"))["id"])


def log(office: Office, task: str, **more: Any) -> dict[str, Any]:
    body = {"hours": 2.5, "trackedDate": "2026-03-02", "comment": "Drawn", **more}
    return office.one("POST", f"/tasks/{task}/timelogs", json=body)


def test_a_timelog_shows_who_worked_when_on_what(office: Office, task: str) -> None:
    made = log(office, task, categoryId=DRAWING)
    assert made["id"].startswith(f"{HERE}JQ")
    expected = (task, office.me(), DRAWING, 2.5, "2026-03-02", "Drawn")
    names = ("taskId", "userId", "categoryId", "hours", "trackedDate", "comment")
    assert tuple(made[name] for name in names) == expected
    assert {"billingType", "approvalStatus"}.isdisjoint(made)
    more = office.one("GET", f"/timelogs/{made['id']}", params={"fields": '["billingType","approvalStatus"]'})
    assert (more["billingType"], more["approvalStatus"]) == ("NonBillable", "NotSubmitted")


@pytest.mark.parametrize("missing", ["hours", "trackedDate", "comment"])
def test_hours_day_and_comment_are_needed(office: Office, task: str, missing: str) -> None:
    body = {"hours": 1, "trackedDate": "2026-03-02", "comment": "Drawn"}
    del body[missing]
    assert office.refused("POST", f"/tasks/{task}/timelogs", json=body) == (400, "invalid_parameter")


def test_a_change_of_nothing_is_still_noted(office: Office, task: str) -> None:
    made = log(office, task)
    office.context.clock.move(60)
    touched = office.one("PUT", f"/timelogs/{made['id']}")
    assert touched["updatedDate"] > made["updatedDate"]
    assert office.one("PUT", f"/timelogs/{made['id']}", data={"comment": ""})["comment"] == ""
    assert office.one("PUT", f"/timelogs/{made['id']}", params={"hours": "0.5"})["hours"] == 0.5


def test_it_is_deleted_for_good(office: Office, task: str) -> None:
    key = log(office, task)["id"]
    assert office.data("DELETE", f"/timelogs/{key}") == []
    assert office.refused("DELETE", f"/timelogs/{key}") == (404, "resource_not_found")


def test_lists_go_by_task_folder_contact_category_and_day(office: Office, task: str) -> None:
    folder = office.folder("Deeper", office.one("GET", f"/tasks/{task}")["parentIds"][0])
    below = office.task("Below", folder)["id"]
    office.one("PUT", f"/folders/{folder}", json={"addShareds": [office.me("ann")]})
    one = log(office, task, categoryId=DRAWING)["id"]
    other = log(office, below, trackedDate="2026-03-05", onBehalfOf=office.me("ann"))["id"]
    above = office.one("GET", f"/folders/{folder}")["parentIds"][0]
    for path, params, found in (
        ("/timelogs", {}, [one, other]),
        ("/timelogs", {"me": ""}, [one]),
        ("/timelogs", {"trackedDate": '{"start":"2026-03-03"}'}, [other]),
        ("/timelogs", {"trackedDate": '{"equal":"2026-03-02"}'}, [one]),
        ("/timelogs", {"timelogCategories": f"[{DRAWING}]"}, [one]),
        (f"/tasks/{task}/timelogs", {}, [one]),
        (f"/folders/{above}/timelogs", {}, [one, other]),
        (f"/folders/{above}/timelogs", {"descendants": "false"}, [one]),
        (f"/contacts/{office.me('ann')}/timelogs", {}, [other]),
        (f"/timelog_categories/{DRAWING}/timelogs", {}, [one]),
    ):
        assert [row["id"] for row in office.data("GET", path, params=params)] == found, (path, params)
    assert [row["id"] for row in office.data("GET", "/timelogs", token="ann")] == [other]


def test_a_list_has_pages_under_either_name_of_the_token(office: Office, task: str) -> None:
    keys = [log(office, task)["id"] for _ in range(3)]
    first = office.ask("GET", "/timelogs", params={"pageSize": 2}).json()
    for name in ("nextPageToken", "pageToken"):
        rest = office.ask("GET", "/timelogs", params={name: first["nextPageToken"]}).json()
        assert [one["id"] for one in (*first["data"], *rest["data"])] == keys
        assert "nextPageToken" not in rest


def test_categories_come_in_their_order(office: Office) -> None:
    office.given("timelog_categories", HERE, {"name": "First", "order": -1})
    listed = office.ask("GET", "/timelog_categories").json()
    assert listed["kind"] == "timelogCategories"
    assert [one["name"] for one in listed["data"]] == ["First", "Drawing"]


def test_a_timelog_needs_a_comment_unless_that_is_assumed_otherwise(office: Office, task: str) -> None:
    body = {"hours": 1, "trackedDate": "2026-03-02"}
    assert office.refused("POST", f"/tasks/{task}/timelogs", json=body) == (400, "invalid_parameter")
    free = Office(chosen={"wrike.timelog_comment": "optional"})
    made = free.one("POST", f"/tasks/{free.task('T', free.folder('F'))['id']}/timelogs", json=body)
    assert made["comment"] == ""


@pytest.mark.parametrize("end", ["2026-03-02", "2026-03-02T00:00:00", "2026-03-02T00:00:00Z"])
def test_a_range_of_tracked_dates_is_of_days_or_of_instants(office: Office, task: str, end: str) -> None:
    made = log(office, task, trackedDate="2026-03-02")
    log(office, task, trackedDate="2026-03-03")
    tracked = json.dumps({"start": end.replace("-02", "-01"), "end": end})
    assert office.data("GET", "/timelogs", params={"trackedDate": tracked}) == [made]
