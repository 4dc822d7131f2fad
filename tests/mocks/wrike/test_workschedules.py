"""Work schedules and their exceptions, and what they do to the dates of tasks."""

from __future__ import annotations

import pytest

from tests.mocks.wrike.office import HERE, Office


@pytest.fixture
def office() -> Office:
    return Office()


def test_every_account_has_a_default_schedule(office: Office) -> None:
    schedule = office.one("GET", "/workschedules")
    week = [{"workDays": ["Mon", "Tue", "Wed", "Thu", "Fri"], "capacityMinutes": 480}]
    assert schedule == {
        "id": schedule["id"],
        "scheduleType": "Default",
        "title": "Default Schedule",
        "workweek": week,
    }
    assert schedule["id"].startswith(f"{HERE}ML7")
    contact = office.one("GET", f"/contacts/{office.me()}", params={"fields": "[workScheduleId]"})
    assert contact["workScheduleId"] == schedule["id"]


def test_dates_follow_the_week_and_its_exceptions(office: Office) -> None:
    key = office.one("GET", "/workschedules")["id"]
    office.one("PUT", f"/workschedules/{key}", json={"workweek": [{"dayOfWeek": "Fri", "isWorkDay": False}]})
    day = {"fromDate": "2026-03-03", "toDate": "2026-03-03"}
    within = f"/workschedules/{key}/workschedule_exclusions"
    holiday = office.one("POST", within, json={**day, "exclusionType": "PublicHolidays"})
    assert holiday["isWorkDays"] is False
    folder = office.folder("Folder")
    planned = office.task("Task", folder, dates={"start": "2026-03-03", "due": "2026-03-06"})["dates"]
    assert (planned["start"], planned["due"]) == ("2026-03-04T09:00:00", "2026-03-09T17:00:00")
    assert planned["duration"] == 3 * 480
    office.data("DELETE", f"/workschedule_exclusions/{holiday['id']}")
    work = {"fromDate": "2026-03-07", "toDate": "2026-03-08", "exclusionType": "AdditionalWorkDays"}
    assert office.one("POST", within, data=work)["isWorkDays"] is True
    planned = office.task("Task", folder, dates={"start": "2026-03-03", "due": "2026-03-07"})["dates"]
    assert (planned["start"][:10], planned["due"][:10]) == ("2026-03-03", "2026-03-07")


def test_a_schedule_is_made_copied_changed_and_deleted(office: Office) -> None:
    ann = office.me("ann")
    body = {"title": "Shifts", "addUsers": [ann], "workweek": [{"dayOfWeek": "Sat", "isWorkDay": True}]}
    made = office.one("POST", "/workschedules", json=body, params={"fields": "[userIds]"})
    assert (made["scheduleType"], made["userIds"]) == ("Custom", [ann])
    assert made["workweek"][0]["workDays"][-1] == "Sat"
    exception = {"fromDate": "2026-03-03", "toDate": "2026-03-04", "exclusionType": "OtherEvent"}
    office.one("POST", f"/workschedules/{made['id']}/workschedule_exclusions", json=exception)
    copied = office.one("POST", f"/workschedules/{made['id']}/duplicate", json={"title": "Again"})
    within = f"/workschedules/{copied['id']}/workschedule_exclusions"
    assert office.one("GET", within)["toDate"] == "2026-03-04"
    for span, found in (('{"start":"2026-03-04","end":"2026-03-09"}', 1), ('{"equal":"2026-03-05"}', 0)):
        assert len(office.data("GET", within, params={"dateRange": span})) == found
    changed = office.one(
        "PUT", f"/workschedules/{made['id']}", json={"removeUsers": [ann], "capacityMinutes": 60}
    )
    assert changed["workweek"][0]["capacityMinutes"] == 60
    assert office.data("DELETE", f"/workschedules/{made['id']}") == []
    assert [one["title"] for one in office.data("GET", "/workschedules")] == ["Default Schedule", "Again"]


def test_a_person_has_exceptions_of_their_own(office: Office) -> None:
    me, ann = office.me(), office.me("ann")
    week = {"fromDate": "2026-03-02", "toDate": "2026-03-06"}
    path = "/user_schedule_exclusions"
    made = office.one("POST", path, data={"userId": ann, **week, "exclusionType": "VacationPTO"})
    assert made == {
        "id": made["id"],
        "userId": ann,
        **week,
        "isWorkDays": False,
        "exclusionType": "VacationPTO",
    }
    office.one("POST", path, json={"userId": me, **week, "exclusionType": "OtherNonWorking"})
    changed = office.one(
        "PUT", f"{path}/{made['id']}", json={"toDate": "2026-03-09", "exclusionType": "Overtime"}
    )
    assert (changed["fromDate"], changed["toDate"], changed["isWorkDays"]) == (
        "2026-03-02",
        "2026-03-09",
        True,
    )
    assert office.one("GET", f"{path}/{made['id']}") == changed
    for params, found in (
        ({}, [ann, me]),
        ({"userIds": f"[{me}]"}, [me]),
        ({"dateRange": '{"start":"2026-03-07","end":"2026-03-20"}'}, [ann]),
        ({"dateRange": '{"equal":"2026-03-03"}', "userIds": f"[{me}]"}, [me]),
    ):
        assert [one["userId"] for one in office.data("GET", path, params=params)] == found
    assert office.data("DELETE", f"{path}/{made['id']}") == []
    assert office.one("GET", path)["userId"] == me


@pytest.mark.parametrize(("chosen", "rules"), [("disabled", 2), ("none", 0)])
def test_whether_a_schedule_has_a_rule_that_nobody_set_is_an_assumption(chosen: str, rules: int) -> None:
    office = Office(chosen={"wrike.unset_submission_rule": chosen})
    office.one("POST", "/workschedules", json={"title": "Nights", "workweek": []})
    found = office.data("GET", "/timesheet_submission_rules")
    schedules = [one["id"] for one in office.data("GET", "/workschedules")]
    assert [one["workScheduleId"] for one in found] == schedules[:rules]
    assert not any(one["enabled"] for one in found)


def test_the_rule_of_a_schedule_is_set_and_goes_with_it(office: Office) -> None:
    nights = office.one("POST", "/workschedules", json={"title": "Nights", "workweek": []})["id"]
    path = f"/workschedules/{nights}/timesheet_submission_rules"
    body = {"enabled": "true", "ruleType": "Hard", "frequency": "Day"}
    answer = office.ask("PUT", path, data=body).json()
    rule = {"workScheduleId": nights, "enabled": True, "ruleType": "Hard", "frequency": "Day"}
    assert answer == {"kind": "timesheetSubmissionRule", "data": [rule]}
    assert office.one("PUT", path, json={"frequency": "Week"}) == rule | {"frequency": "Week"}
    assert office.data("GET", "/timesheet_submission_rules")[1] == office.one("GET", path)
    office.data("DELETE", f"/workschedules/{nights}")
    assert len(office.data("GET", "/timesheet_submission_rules")) == 1
    assert office.view("timesheet_submission_rules") == []
