"""Bookings of people and placeholders, and the days and hours that they take."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mocks.wrike.dates import Calendar
from mocks.wrike.spans import planned, spread
from tests.mocks.wrike.office import HERE, Office, root

WEEK = {"startDate": "2026-03-02", "finishDate": "2026-03-08"}


@pytest.fixture
def office() -> Office:
    return Office()


def book(office: Office, folder: str, dates: dict[str, Any] | None = None, **values: Any) -> dict[str, Any]:
    """A new booking of Tom, or of who is named."""
    who = (
        {}
        if values.keys() & {"responsibleId", "responsiblePlaceholderId"}
        else {"responsibleId": office.me()}
    )
    body = {"bookingDates": dates or WEEK, **who, **values}
    return office.one("POST", f"/folders/{folder}/bookings", json=body)


def test_a_booking_has_the_work_days_of_its_span(office: Office) -> None:
    folder = office.folder("Website", project={})
    made = book(office, folder)
    assert (made["folderId"], made["title"], made["responsibleId"]) == (folder, "Website", office.me())
    assert made["bookingDates"] == {**WEEK, "duration": 5, "workOnWeekends": False}
    assert office.one("GET", f"/bookings/{made['id']}") == made
    longer = office.one("PUT", f"/bookings/{made['id']}", data={"bookingDates": '{"duration":6}'})
    assert (longer["bookingDates"]["finishDate"], longer["bookingDates"]["duration"]) == ("2026-03-09", 6)
    moved = office.one("PUT", f"/bookings/{made['id']}", json={"bookingDates": {"startDate": "2026-03-09"}})
    assert (moved["bookingDates"]["finishDate"], moved["bookingDates"]["duration"]) == ("2026-03-16", 6)
    weekends = {"bookingDates": {"workOnWeekends": True, "finishDate": "2026-03-16"}}
    assert office.one("PUT", f"/bookings/{made['id']}", json=weekends)["bookingDates"]["duration"] == 8
    office.one("PUT", f"/folders/{folder}", json={"title": "Shop"})
    assert office.one("GET", "/bookings")["title"] == "Shop"
    assert office.data("DELETE", f"/bookings/{made['id']}") == []
    assert office.data("GET", "/bookings") == []


@pytest.mark.parametrize(("chosen", "days"), [("responsible", 3), ("account", 5)])
def test_whose_days_off_are_left_out_is_an_assumption(chosen: str, days: int) -> None:
    office = Office(chosen={"wrike.booking_calendar": chosen})
    folder, me = office.folder("Website"), office.me()
    off = {"fromDate": "2026-03-03", "toDate": "2026-03-04", "exclusionType": "VacationPTO"}
    office.one("POST", "/user_schedule_exclusions", json={"userId": me, **off})
    made = book(office, folder)
    assert made["bookingDates"]["duration"] == days
    assert len(made["effortAllocation"]["responsibleAllocation"][0]["dailyAllocation"]) == days


def test_who_is_booked_may_work_by_a_schedule_of_their_own(office: Office) -> None:
    day = [{"dayOfWeek": "Sat", "isWorkDay": True}, {"dayOfWeek": "Mon", "isWorkDay": False}]
    office.one("POST", "/workschedules", json={"title": "Late", "workweek": day, "addUsers": [office.me()]})
    overtime = {"fromDate": "2026-03-08", "toDate": "2026-03-08", "exclusionType": "Overtime"}
    office.one("POST", "/user_schedule_exclusions", json={"userId": office.me(), **overtime})
    folder = office.folder("Website")
    allocated = book(office, folder)["effortAllocation"]["responsibleAllocation"][0]
    worked = [one["date"][-2:] for one in allocated["dailyAllocation"]]
    assert worked == ["03", "04", "05", "06", "07", "08"]
    assert book(office, folder, responsibleId=office.me("ann"))["bookingDates"]["duration"] == 5


@pytest.mark.parametrize(
    ("effort", "total", "daily"),
    [
        (None, 1_440, [480, 480, 480]),
        ({"mode": "FullTime"}, 1_440, [480, 480, 480]),
        ({"mode": "Basic", "totalEffort": 100}, 100, [34, 33, 33]),
        ({"mode": "Flexible", "totalEffort": 60}, 60, [20, 20, 20]),
        ({"mode": "None"}, 0, None),
    ],
)
def test_effort_is_spread_over_the_days(
    office: Office, effort: dict[str, Any] | None, total: int, daily: list[int] | None
) -> None:
    more = {} if effort is None else {"effortAllocation": effort}
    made = book(office, office.folder("Website"), {"startDate": "2026-03-05", "duration": 3}, **more)
    shown = made["effortAllocation"]
    assert (shown["mode"], shown["totalEffort"]) == ((effort or {}).get("mode", "FullTime"), total)
    found = [
        [one["effortMinutes"] for one in who["dailyAllocation"]] for who in shown["responsibleAllocation"]
    ]
    assert found == ([] if daily is None else [daily])


def test_flexible_effort_is_as_it_was_sent(office: Office) -> None:
    days = [{"date": "2026-03-02", "effortMinutes": 60}, {"date": "2026-03-05", "effortMinutes": 90}]
    effort = {"mode": "Flexible", "responsibleAllocation": [{"dailyAllocation": days}]}
    shown = book(office, office.folder("Website"), effortAllocation=effort)["effortAllocation"]
    assert shown["totalEffort"] == 150
    assert shown["responsibleAllocation"] == [{"userId": office.me(), "dailyAllocation": days}]
    bare = [{"dailyAllocation": [{"date": "2026-03-02"}]}]
    effort = {"mode": "Flexible", "responsibleAllocation": bare}
    assert (
        book(office, office.folder("Shop"), effortAllocation=effort)["effortAllocation"]["totalEffort"] == 0
    )


@pytest.mark.parametrize(
    ("asked", "mode"), [({}, "None"), ({"effortAllocation": {"mode": "Basic"}}, "Basic")]
)
def test_that_effort_is_spread_is_an_assumption(asked: dict[str, Any], mode: str) -> None:
    office = Office(chosen={"wrike.booking_effort": "as_sent"})
    assert book(office, office.folder("Website"), **asked)["effortAllocation"] == {"mode": mode}


def test_whoever_is_named_takes_the_place_of_who_was_booked(office: Office) -> None:
    role = office.given("job_roles", HERE, {"title": "Designer"})["id"]
    waiting = office.given("placeholders", HERE, {"jobRole": role})["id"]
    made = book(office, office.folder("Website"), responsiblePlaceholderId=waiting)
    assert (made["responsiblePlaceholderId"], "responsibleId" in made) == (waiting, False)
    assert made["effortAllocation"]["responsibleAllocation"][0]["placeholderId"] == waiting
    changed = office.one("PUT", f"/bookings/{made['id']}", json={"responsibleId": office.me("ann")})
    assert (changed["responsibleId"], "responsiblePlaceholderId" in changed) == (office.me("ann"), False)


@pytest.mark.parametrize(("chosen", "status"), [("one", 400), ("any", 200)])
def test_that_a_booking_is_for_exactly_one_is_an_assumption(chosen: str, status: int) -> None:
    office = Office(chosen={"wrike.booking_responsible": chosen})
    path = f"/folders/{office.folder('Website')}/bookings"
    assert office.ask("POST", path, json={"bookingDates": WEEK}).status_code == status


@pytest.mark.parametrize(("chosen", "status"), [("merged", 200), ("whole", 400)])
def test_what_becomes_of_dates_of_which_a_part_is_sent_is_an_assumption(chosen: str, status: int) -> None:
    office = Office(chosen={"wrike.booking_redated": chosen})
    key = book(office, office.folder("Website"))["id"]
    assert office.ask("PUT", f"/bookings/{key}", json={"bookingDates": {"duration": 2}}).status_code == status
    whole = {"bookingDates": {"startDate": "2026-03-02", "duration": 2}}
    assert office.one("PUT", f"/bookings/{key}", json=whole)["bookingDates"]["finishDate"] == "2026-03-03"


def test_bookings_are_listed_by_folder_and_by_whom_they_are_for(office: Office) -> None:
    outer, ann = office.folder("Outer"), office.me("ann")
    inner = office.folder("Inner", outer)
    first, second = book(office, outer)["id"], book(office, inner, responsibleId=ann)["id"]
    for path, params, found in (
        ("/bookings", {}, [first, second]),
        ("/bookings", {"responsibleIds": f"[{ann}]"}, [second]),
        ("/bookings", {"responsibleIds": f"[{ann}]", "startDate": "2026-03-20"}, []),
        (f"/folders/{outer}/bookings", {}, [first]),
        (f"/folders/{outer}/bookings", {"showDescendants": "true"}, [first, second]),
        (f"/folders/{root(HERE)}/bookings", {"showDescendants": "true"}, [first, second]),
    ):
        assert [one["id"] for one in office.data("GET", path, params=params)] == found
    office.data("DELETE", f"/folders/{inner}")
    assert [one["id"] for one in office.data("GET", "/bookings")] == [first]


@pytest.mark.parametrize(("chosen", "found"), [("overlap", 1), ("within", 0)])
def test_which_bookings_lie_between_two_days_is_an_assumption(chosen: str, found: int) -> None:
    office = Office(chosen={"wrike.booking_filter": chosen})
    book(office, office.folder("Website"))
    for between, hits in (
        ({"startDate": "2026-03-04"}, found),
        ({"finishDate": "2026-03-04"}, found),
        ({"startDate": "2026-03-02", "finishDate": "2026-03-08"}, 1),
        ({"startDate": "2026-03-09"}, 0),
    ):
        assert len(office.data("GET", "/bookings", params=between)) == hits


def test_who_does_not_see_a_folder_sees_no_booking_of_it(office: Office) -> None:
    key = book(office, office.folder("Secret"))["id"]
    assert office.data("GET", "/bookings", token="ann") == []
    refused = (403, "access_forbidden")
    assert office.refused("GET", f"/bookings/{key}", token="ann") == refused
    assert office.refused("DELETE", f"/bookings/{key}", token="ann") == refused


@given(count=st.integers(1, 40), days=st.sets(st.integers(0, 6), min_size=1))
@settings(max_examples=25, deadline=None)
def test_a_span_by_duration_and_the_same_by_dates_have_the_same_days(count: int, days: set[int]) -> None:
    calendar = Calendar(frozenset(days))
    dates, worked = planned({"startDate": "2026-03-02", "duration": count}, calendar)
    again = planned({"startDate": "2026-03-02", "finishDate": dates["finishDate"]}, calendar)
    assert again == (dates, worked)
    assert (len(worked), worked) == (count, sorted(set(worked)))
    assert sum(one["effortMinutes"] for one in spread(1_000, worked)) == 1_000
