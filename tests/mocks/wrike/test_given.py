"""What scenarios lay down and see: each kind of record comes back as it was given, and over the API too."""

from __future__ import annotations

from typing import Any

import pytest

from mocks.wrike import SERVICE
from mocks.wrike.calendars import default_id
from tests.mocks.wrike.office import HERE, Office

FOLDER, TASK, SPACE = f"{HERE}I4AAAAAB", f"{HERE}KQAAAAAB", f"{HERE}I4AAAAAC"
OTHER, FIELD, ROLE = f"{HERE}KQAAAAAC", f"{HERE}JUAAAAAB", f"{HERE}KIAAAAAB"
DEFAULT = default_id(HERE, 16)
TIM, DAYS = "KUAAAAAT", {"fromDate": "2026-03-02", "toDate": "2026-03-06"}
LAST_YEAR = {"since": "2025-01-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}
PLANNED = {"start": "2026-03-02", "due": "2026-03-06"}


@pytest.fixture
def office() -> Office:
    office = Office()
    office.given("spaces", HERE, {"id": SPACE, "title": "Team", "accessType": "Private"})
    office.given("folders", HERE, {"id": FOLDER, "title": "Folder", "parent": SPACE})
    for key in (TASK, OTHER):
        office.given("tasks", HERE, {"id": key, "title": "Task", "parent": FOLDER, "dates": PLANNED})
    office.given("contacts", HERE, {"person": "tim", "id": TIM})
    office.given("job_roles", HERE, {"id": ROLE, "title": "Designer"})
    return office


KINDS = [
    ("groups", {"title": "Crew", "members": []}),
    ("invitations", {"email": "eve@example.com", "status": "Accepted"}),
    ("user_types", {"title": "Contractor", "role": "User", "external": True}),
    ("job_roles", {"title": "Designer", "shortTitle": "DE", "avatarColor": "Red1"}),
    ("user_schedule_exclusions", {"user": TIM, **DAYS, "exclusionType": "VacationPTO"}),
    ("timesheet_submission_rules", {"schedule": DEFAULT, "enabled": True, "frequency": "Day"}),
    ("bookings", {"folder": FOLDER, "responsible": TIM, "startDate": "2026-03-02", "duration": 3}),
    ("rollups", {"item": FOLDER, "fields": ["StartDate"]}),
    ("hourly_rates", {"subject": TIM, "type": "Bill", "value": 80.5}),
    ("hourly_rates", {"subject": TIM, "type": "Cost", "project": FOLDER}),
    ("past_values", {"subject": TIM, "field": "billRate", "value": 70, **LAST_YEAR}),
    ("past_values", {"subject": FOLDER, "field": "budget", "value": 900, **LAST_YEAR}),
    ("placeholders", {"title": "Second designer", "jobRole": ROLE}),
    ("comments", {"task": TASK, "text": "Good"}),
    ("comments", {"folder": FOLDER, "text": "Good"}),
    ("approvals", {"folder": FOLDER, "description": "Look", "approvers": [], "status": "Draft"}),
    ("attachments", {"task": TASK, "name": "a.txt"}),
    ("timelogs", {"task": TASK, "hours": 2.5, "trackedDate": "2026-03-02", "comment": "Drawn"}),
    ("timelog_categories", {"name": "Drawing", "order": 3}),
    ("custom_fields", {"title": "Impact", "type": "DropDown", "space": SPACE}),
    ("custom_item_types", {"title": "Bug", "relatedType": "Task", "space": SPACE, "customFields": []}),
    ("dependencies", {"predecessor": TASK, "successor": OTHER, "relationType": "FinishToStart"}),
    ("workflows", {"name": "Design", "space": SPACE}),
    ("data_exports", {"status": "Completed"}),
    ("request_forms", {"title": "Ask", "description": "For work", "space": SPACE}),
    ("workschedules", {"title": "Shifts", "workDays": ["Sat", "Sun"]}),
    ("webhooks", {"hookUrl": "https://hooks.example/x", "folder": FOLDER, "status": "Suspended"}),
]


def part(seen: dict[str, Any], values: dict[str, Any]) -> dict[str, Any]:
    """What is seen of those keys."""
    return {name: seen[name] for name in values}


@pytest.mark.parametrize(("kind", "values"), KINDS)
def test_a_record_is_seen_as_it_was_given(office: Office, kind: str, values: dict[str, Any]) -> None:
    key = office.given(kind, HERE, values)["id"]
    (seen,) = (one for one in office.view(kind) if one["id"] == key)
    assert part(seen, values) == values
    assert seen.keys() <= {field.name for field in SERVICE.kinds[kind].fields}


@pytest.mark.parametrize(
    ("kind", "values", "changes"),
    [
        ("spaces", {"title": "New", "accessType": "Public"}, {"title": "Newer"}),
        ("groups", {"title": "New"}, {"title": "Newer"}),
        ("job_roles", {"title": "New"}, {"title": "Newer"}),
        (
            "bookings",
            {"folder": FOLDER, "responsible": TIM, "startDate": "2026-03-02", "duration": 3},
            {"duration": 4},
        ),
        (
            "user_schedule_exclusions",
            {"user": TIM, **DAYS, "exclusionType": "Overtime"},
            {"toDate": "2026-03-07"},
        ),
        ("comments", {"task": TASK, "text": "New"}, {"text": "Newer"}),
        (
            "timelogs",
            {"task": TASK, "hours": 1, "trackedDate": "2026-03-02", "comment": "New"},
            {"comment": "Newer"},
        ),
        ("custom_fields", {"title": "New", "type": "Text"}, {"title": "Newer"}),
        ("tasks", {"title": "New", "parent": FOLDER, "superTasks": [TASK]}, {"title": "Newer"}),
    ],
)
def test_a_step_makes_changes_and_deletes_it_over_the_api(
    office: Office, kind: str, values: dict[str, Any], changes: dict[str, Any]
) -> None:
    request = SERVICE.kinds[kind].request
    assert request is not None

    def send(action: str, key: str | None, given: dict[str, Any]) -> list[dict[str, Any]]:
        method, url, body = request(office.context, action, HERE, key, given)
        return office.data(method, url.removeprefix("https://www.wrike.com/api/v4"), json=body)

    before = {one["id"] for one in office.view(kind)}
    (made,) = send("create", None, values)
    send("update", made["id"], changes)
    (seen,) = (one for one in office.view(kind) if one["id"] not in before)
    assert part(seen, values | changes) == values | changes
    if kind != "job_roles":  # those are only marked
        send("delete", made["id"], {})
        assert {one["id"] for one in office.view(kind)} == before


def test_a_task_has_the_fields_and_people_that_were_given(office: Office) -> None:
    office.given("custom_fields", HERE, {"id": FIELD, "title": "Impact", "type": "Text"})
    values = [{"id": FIELD, "value": "high"}]
    given = {"title": "Rich", "parent": FOLDER, "customFields": values, "shareds": [office.me("ann")]}
    key = office.given("tasks", HERE, {**given, "followers": [office.me("ann")]})["id"]
    shown = office.one("GET", f"/tasks/{key}", token="ann")
    assert shown["customFields"] == values
    assert office.me("ann") in shown["followerIds"]
    assert office.me("ann") in shown["sharedIds"]


def test_a_workflow_may_come_with_its_statuses(office: Office) -> None:
    statuses = [{"name": "Open", "group": "Active", "color": "Red"}, {"name": "Shut", "group": "Completed"}]
    office.given("workflows", HERE, {"name": "Doors", "customStatuses": statuses})
    doors = office.data("GET", "/workflows")[1]
    assert [(one["name"], one["color"]) for one in doors["customStatuses"]] == [
        ("Open", "Red"),
        ("Shut", "Gray"),
    ]


def test_an_attachment_of_the_starting_state_has_its_bytes(office: Office) -> None:
    key = office.given("attachments", HERE, {"task": TASK, "name": "a.txt", "content": "Größe"})["id"]
    assert office.ask("GET", f"/attachments/{key}/download").content == "Größe".encode()


def test_whom_the_account_does_not_have_nobody_can_be_given(office: Office) -> None:
    for kind, name in (("tasks", "responsibles"), ("folders", "shareds"), ("spaces", "members")):
        with pytest.raises(ValueError, match=f"no contact KUAAAAAZ. It has {office.me()}"):
            office.given(kind, HERE, {"title": "A", name: ["KUAAAAAZ"]})


@pytest.mark.parametrize(
    ("kind", "values", "says"),
    [
        ("bookings", {"folder": "x", "startDate": "2026-03-02", "duration": 1}, "no folder x"),
        ("bookings", {"folder": FOLDER, "responsible": "x", "startDate": "2026-03-02"}, "no contact x"),
        ("bookings", {"folder": FOLDER, "startDate": "2026-03-02"}, "takes a startDate, and a finishDate"),
        ("rollups", {"item": "x", "fields": []}, "no task or folder x"),
        ("user_schedule_exclusions", {"user": "x", **DAYS, "exclusionType": "Overtime"}, "no contact x"),
        ("timesheet_submission_rules", {"schedule": "x"}, "no work schedule x"),
    ],
)
def test_what_makes_no_plan_is_told_to_who_wrote_it(
    office: Office, kind: str, values: dict[str, Any], says: str
) -> None:
    with pytest.raises(ValueError, match=says):
        office.given(kind, HERE, values)
