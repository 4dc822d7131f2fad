"""Histories of rates, finances and budgets, and the finances themselves."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.wrike.money import periods
from tests.mocks.wrike.office import HERE, Office, root

DAY = 86_400
NINE = "2026-01-15T09:00:00Z"
TODAY = "2026-01-15"
TEN, ELEVEN = "2026-01-15T10:00:00Z", "2026-01-15T11:00:00Z"


@pytest.fixture
def office() -> Office:
    return Office()


def rated(office: Office, who: str, project: str | None = None, **rates: float) -> None:
    """Set rates of somebody in the account, or in a `project`."""
    path = f"/folders/{project}/hourly_rates" if project else "/hourly_rates"
    given_ = {kind: {"rateSource": "User", "rateValue": value} for kind, value in rates.items()}
    office.data("PUT", path, json={"rates": [{"rateSubjectId": who, **given_}]})


def project_of(office: Office, title: str = "House", **values: Any) -> str:
    return office.folder(title, project={"contractType": "Billable", **values})


def log(office: Office, task: str, hours: float, day: str = TODAY) -> str:
    values = {"hours": hours, "trackedDate": day, "comment": "work"}
    return str(office.one("POST", f"/tasks/{task}/timelogs", json=values)["id"])


def history(office: Office, what: str, identifier: str, *fields: str, **more: str) -> dict[str, Any]:
    wanted = "[" + ",".join(f'"{one}"' for one in fields) + "]"
    path = f"/{what}/{identifier}/{what}_history"
    return office.one("GET", path, params={"fields": wanted, **more} if fields else more)


def finance(office: Office, what: str, identifier: str) -> dict[str, Any] | None:
    shown = office.one("GET", f"/{what}/{identifier}", params={"fields": '["finance"]'})
    found: dict[str, Any] | None = shown.get("project", shown).get("finance")
    return found


def values(items: Iterable[dict[str, Any]]) -> list[float]:
    return [one["value"] for one in items]


def test_the_history_of_a_budget_has_every_value_with_its_time(office: Office) -> None:
    house = project_of(office, budget=1_000)
    office.context.clock.move(3_600)
    office.one("PUT", f"/folders/{house}", json={"project": {"budget": 1_500}})
    office.one("PUT", f"/folders/{house}", json={"title": "The house"})
    answer = office.ask("GET", f"/folders/{house}/folders_history", params={"fields": '["budget"]'})
    assert answer.json() == {
        "kind": "foldersHistory",
        "data": [
            {
                "id": house,
                "project": {
                    "budget": [
                        {"value": 1_000, "startDate": NINE, "endDate": TEN},
                        {"value": 1_500, "startDate": TEN},
                    ]
                },
            }
        ],
    }


def test_a_history_has_the_fields_that_are_asked_for(office: Office) -> None:
    house, shelf = project_of(office), office.folder("Shelf")
    task = office.task("Roof", house)["id"]
    assert history(office, "folders", house) == {"id": house, "project": {}}
    assert history(office, "folders", shelf, "budget") == {"id": shelf}
    assert history(office, "tasks", task, "actualCost") == {"id": task, "actualCost": []}
    assert history(office, "contacts", office.me(), "billRate") == {"id": office.me(), "billRateHistory": []}


def test_the_rates_of_people_have_a_history(office: Office) -> None:
    me = office.me()
    role = office.given("job_roles", HERE, {"title": "Designer", "billRate": 60})["id"]
    office.one("PUT", f"/contacts/{me}", json={"jobRoleId": role})
    office.context.clock.move(3_600)
    rated(office, me, billRate=80, costRate=50)
    office.context.clock.move(3_600)
    office.one("PUT", f"/contacts/{me}", json={"currentBillRate": None, "jobRoleId": None})
    assert history(office, "contacts", me, "billRate", "costRate") == {
        "id": me,
        "billRateHistory": [
            {"rateSource": "JobRole", "rateValue": 60, "startDate": NINE, "endDate": TEN},
            {"rateSource": "User", "rateValue": 80, "startDate": TEN, "endDate": ELEVEN},
        ],
        "costRateHistory": [{"rateSource": "User", "rateValue": 50, "startDate": TEN}],
    }


def test_rates_that_a_scenario_lays_down_begin_then(office: Office) -> None:
    me = office.me()
    office.given("hourly_rates", HERE, {"subject": me, "type": "Bill", "value": 80})
    (item,) = history(office, "contacts", me, "billRate")["billRateHistory"]
    assert item == {"rateSource": "User", "rateValue": 80, "startDate": NINE}


def test_rates_of_the_past_that_a_scenario_lays_down_count_for_hours_of_the_past(office: Office) -> None:
    me = office.me()
    rated(office, me, costRate=50)
    task = office.task("Roof", project_of(office))["id"]
    log(office, task, 1, "2025-12-30")
    december = {"since": "2025-12-01T00:00:00Z", "until": "2026-01-01T00:00:00Z"}
    office.given("past_values", HERE, {"subject": me, "field": "costRate", "value": 40, **december})
    assert finance(office, "tasks", task) == {"currency": "USD", "actualCost": 40}
    items = history(office, "contacts", me, "costRate")["costRateHistory"]
    assert [one["rateValue"] for one in items] == [40, 50]


@pytest.mark.parametrize(
    ("since", "until"),
    [
        ("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z"),
        ("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z"),
        ("2025-01-01T00:00:00Z", "2025-01-01T00:00:00Z"),
    ],
)
def test_a_value_of_the_past_was_over_when_the_next_one_began(office: Office, since: str, until: str) -> None:
    house = project_of(office, budget=1)
    was = {"subject": house, "field": "budget", "value": 2, "since": since, "until": until}
    with pytest.raises(ValueError, match="cannot have had that budget then"):
        office.given("past_values", HERE, was)
    with pytest.raises(ValueError, match="no task or folder IEAAAAAQI4ZZZZZZ"):
        office.given("past_values", HERE, {**was, "subject": "IEAAAAAQI4ZZZZZZ"})


def test_hours_make_fees_and_cost_of_a_task_and_of_the_projects_above_it(office: Office) -> None:
    me = office.me()
    rated(office, me, billRate=80, costRate=50)
    house = project_of(office, budget=900)
    room = office.folder("Room", house, project={})
    task = office.task("Roof", room)["id"]
    first = log(office, task, 2)
    office.context.clock.move(3_600)
    office.one("PUT", f"/timelogs/{first}", json={"hours": 3})
    office.context.clock.move(3_600)
    office.ask("DELETE", f"/timelogs/{first}")
    fees = [
        {"value": 160, "startDate": NINE, "endDate": TEN},
        {"value": 240, "startDate": TEN, "endDate": ELEVEN},
    ]
    assert history(office, "tasks", task, "actualFees")["actualFees"] == fees
    for project in (house, room):
        told = history(office, "folders", project, "actualFees", "actualCost")["project"]
        assert told["actualFees"] == fees
        assert values(told["actualCost"]) == [100, 150]
    log(office, task, 1)
    assert finance(office, "tasks", task) == {"currency": "USD", "actualFees": 80, "actualCost": 50}
    worth = {"currency": "USD", "actualFees": 80, "actualCost": 50, "budget": 900}
    assert finance(office, "folders", house) == worth


def test_a_task_outside_of_projects_has_no_finances(office: Office) -> None:
    rated(office, office.me(), billRate=80, costRate=50)
    task = office.task("Roof", office.folder("Shelf"))["id"]
    log(office, task, 2)
    assert finance(office, "tasks", task) is None
    assert history(office, "tasks", task, "actualCost") == {"id": task, "actualCost": []}


def test_a_timelog_tells_what_its_hours_are_worth(office: Office) -> None:
    rated(office, office.me(), billRate=80, costRate=33.333)
    one = log(office, office.task("Roof", project_of(office))["id"], 0.5)
    shown = office.one("GET", f"/timelogs/{one}", params={"fields": '["finance","billingType"]'})
    assert shown["finance"] == {"currency": "USD", "actualFees": 40, "actualCost": 16.67}
    assert shown["billingType"] == "Billable"


def test_the_currency_is_that_of_the_account() -> None:
    office = Office()
    office.given("accounts", "", {"id": "IEAAAAAS", "name": "Kontor", "currency": "EUR"})
    office.given("contacts", "IEAAAAAS", {"person": "tom"})
    office.give("kontor", "tom", "IEAAAAAS")
    made = office.one(
        "POST",
        f"/folders/{root('IEAAAAAS')}/folders?fields=%5B%22finance%22%5D",
        json={"title": "Haus", "project": {"budget": 5}},
        token="kontor",
    )
    assert made["project"]["finance"] == {"currency": "EUR", "budget": 5}


def test_a_task_is_billable_as_its_project_was_when_it_was_made(office: Office) -> None:
    rated(office, office.me(), billRate=80, costRate=50)
    house, shelf = project_of(office), office.folder("Shelf")
    fields = '["billingType"]'
    made = office.one(
        "POST",
        f"/folders/{office.folder('Room', house)}/tasks",
        json={"title": "Roof"},
        params={"fields": fields},
    )
    assert made["billingType"] == "Billable"
    other = office.one("POST", f"/folders/{shelf}/tasks", json={"title": "Chair"}, params={"fields": fields})
    assert other["billingType"] == "NonBillable"
    log(office, made["id"], 1)
    assert len(office.data("GET", "/timelogs", params={"billingTypes": '["Billable"]'})) == 1
    office.one("PUT", f"/tasks/{made['id']}", json={"billingType": "NonBillable"})
    assert office.data("GET", "/timelogs", params={"billingTypes": '["Billable"]'}) == []
    assert finance(office, "tasks", made["id"]) == {"currency": "USD", "actualCost": 50}


@pytest.mark.parametrize(("chosen", "fees"), [("none", None), ("counted", 80)])
def test_fees_of_what_is_not_billable_are_an_assumption(chosen: str, fees: float | None) -> None:
    office = Office(chosen={"wrike.unbilled_fees": chosen})
    rated(office, office.me(), billRate=80, costRate=50)
    task = office.task("Roof", office.folder("House", project={}))["id"]
    log(office, task, 1)
    assert (finance(office, "tasks", task) or {}).get("actualFees") == fees


def test_a_changed_rate_of_the_account_counts_from_its_day_on(office: Office) -> None:
    me = office.me()
    rated(office, me, costRate=50)
    task = office.task("Roof", project_of(office))["id"]
    log(office, task, 1)
    office.context.clock.move(DAY)
    rated(office, me, costRate=60)
    log(office, task, 1, "2026-01-16")
    log(office, task, 1, "2026-01-15")
    assert finance(office, "tasks", task) == {"currency": "USD", "actualCost": 160}


def test_a_rate_of_the_project_counts_for_all_hours(office: Office) -> None:
    me = office.me()
    rated(office, me, costRate=50)
    house = project_of(office)
    task = office.task("Roof", house)["id"]
    log(office, task, 2)
    office.context.clock.move(3_600)
    rated(office, me, costRate=70, project=house)
    assert values(history(office, "tasks", task, "actualCost")["actualCost"]) == [100, 140]
    office.context.clock.move(3_600)
    office.ask("DELETE", f"/folders/{house}/project_team_members", params={"rateSubjects": f'["{me}"]'})
    assert values(history(office, "folders", house, "actualCost")["project"]["actualCost"]) == [100, 140, 100]


@pytest.mark.parametrize(("chosen", "cost"), [("earlier_too", 50), ("onward", None)])
def test_whether_a_first_rate_counts_for_earlier_days_is_an_assumption(
    chosen: str, cost: float | None
) -> None:
    office = Office(chosen={"wrike.first_rate": chosen})
    task = office.task("Roof", project_of(office))["id"]
    log(office, task, 1, "2026-01-12")
    rated(office, office.me(), costRate=50)
    assert (finance(office, "tasks", task) or {}).get("actualCost") == cost


def test_the_last_rate_that_is_taken_away_ends_the_amounts(office: Office) -> None:
    me = office.me()
    rated(office, me, costRate=50)
    house = project_of(office)
    log(office, office.task("Roof", house)["id"], 1)
    office.context.clock.move(3_600)
    office.one("PUT", f"/contacts/{me}", json={"currentCostRate": None})
    ended = {"value": 50, "startDate": NINE, "endDate": TEN}
    assert history(office, "folders", house, "actualCost")["project"]["actualCost"] == [ended]


def test_effort_makes_planned_fees_and_cost_at_the_rates_of_its_day(office: Office) -> None:
    tom, ann = office.me(), office.me("ann")
    rated(office, tom, billRate=80)
    rated(office, ann, billRate=40)
    task = office.task(
        "Roof",
        project_of(office),
        responsibles=[tom, ann],
        effortAllocation={"mode": "Basic", "totalEffort": 120},
    )["id"]
    assert finance(office, "tasks", task) == {"currency": "USD", "plannedFees": 120}
    office.context.clock.move(DAY)
    rated(office, tom, billRate=100)
    assert finance(office, "tasks", task) == {"currency": "USD", "plannedFees": 120}
    office.one("PUT", f"/tasks/{task}", json={"removeResponsibles": [ann]})
    assert finance(office, "tasks", task) == {"currency": "USD", "plannedFees": 200}
    assert values(history(office, "tasks", task, "plannedFees")["plannedFees"]) == [120, 200]


def test_effort_that_is_allocated_counts_as_it_is(office: Office) -> None:
    tom, ann = office.me(), office.me("ann")
    rated(office, tom, costRate=60)
    rated(office, ann, costRate=30)
    shares = [
        {"userId": who, "dailyAllocation": [{"date": TODAY, "effortMinutes": minutes}]}
        for who, minutes in ((tom, 30), (ann, 60))
    ]
    task = office.task(
        "Roof",
        project_of(office),
        responsibles=[tom, ann],
        effortAllocation={"mode": "Flexible", "responsibleAllocation": shares},
    )["id"]
    assert finance(office, "tasks", task) == {"currency": "USD", "plannedCost": 60}


def test_what_moves_takes_its_amounts_along(office: Office) -> None:
    rated(office, office.me(), costRate=50)
    old, new = project_of(office, "Old"), project_of(office, "New")
    room = office.folder("Room", old)
    task = office.task("Roof", room)["id"]
    log(office, task, 2)
    office.context.clock.move(3_600)
    office.one("PUT", f"/folders/{room}", json={"addParents": [new], "removeParents": [old]})
    cost = {
        project: history(office, "folders", project, "actualCost")["project"]["actualCost"]
        for project in (old, new)
    }
    assert cost == {
        old: [{"value": 100, "startDate": NINE, "endDate": TEN}],
        new: [{"value": 100, "startDate": TEN}],
    }


def test_what_is_in_the_bin_does_not_count_until_it_is_restored(office: Office) -> None:
    rated(office, office.me(), costRate=50)
    house = project_of(office)
    task = office.task("Roof", house)["id"]
    log(office, task, 2)
    office.context.clock.move(3_600)
    office.one("DELETE", f"/tasks/{task}")
    assert finance(office, "folders", house) is None
    office.context.clock.move(3_600)
    office.one("PUT", f"/tasks/{task}", json={"restore": True})
    assert history(office, "folders", house, "actualCost")["project"]["actualCost"] == [
        {"value": 100, "startDate": NINE, "endDate": TEN},
        {"value": 100, "startDate": ELEVEN},
    ]


def test_a_project_that_becomes_a_folder_has_no_amounts_any_more(office: Office) -> None:
    rated(office, office.me(), costRate=50)
    house = project_of(office, budget=10)
    task = office.task("Roof", house)["id"]
    log(office, task, 2)
    office.context.clock.move(3_600)
    office.one("PUT", f"/folders/{house}", json={"project": None})
    ended = {"value": 100, "startDate": NINE, "endDate": TEN}
    assert history(office, "tasks", task, "actualCost")["actualCost"] == [ended]
    office.context.clock.move(3_600)
    office.one("PUT", f"/folders/{house}", json={"project": {"budget": 20}})
    told = history(office, "folders", house, "budget", "actualCost")["project"]
    assert told["actualCost"] == [ended, {"value": 100, "startDate": ELEVEN}]
    assert values(told["budget"]) == [10, 20]


def test_the_filter_takes_the_values_that_began_within_it(office: Office) -> None:
    house = project_of(office, budget=1)
    for budget in (2, 3):
        office.context.clock.move(3_600)
        office.one("PUT", f"/folders/{house}", json={"project": {"budget": budget}})
    for wanted, found in (
        (f'{{"start":"{TEN}"}}', [2, 3]),
        (f'{{"end":"{TEN}"}}', [1, 2]),
        (f'{{"start":"{TEN}","end":"2026-01-15T10:30:00Z"}}', [2]),
    ):
        told = history(office, "folders", house, "budget", updatedDate=wanted)
        assert values(told["project"]["budget"]) == found


@pytest.mark.parametrize(("chosen", "start"), [("moments", NINE), ("days", TODAY)])
def test_how_dates_are_written_is_an_assumption(chosen: str, start: str) -> None:
    office = Office(chosen={"wrike.history_dates": chosen})
    (item,) = history(office, "folders", project_of(office, budget=1), "budget")["project"]["budget"]
    assert item["startDate"] == start


def test_histories_are_of_what_the_caller_sees(office: Office) -> None:
    house = project_of(office, budget=1)
    path = f"/folders/{house}/folders_history"
    assert office.refused("GET", path, token="ann") == office.refused("GET", f"/folders/{house}", token="ann")
    assert office.refused("GET", "/tasks/nothing/tasks_history")[0] in (403, 404)


@given(st.lists(st.tuples(st.sampled_from([None, 1, 2]), st.integers(0, 2))))
def test_periods_never_overlap_and_tell_the_value_of_every_time(steps: list[tuple[int | None, int]]) -> None:
    context = Office().context
    start = context.clock.now()
    known: dict[float, int | None] = {start: None}
    for value, wait in steps:
        context.clock.move(wait)
        new = periods.keep(context, HERE, "x", "field", value)
        assert new == (value != known[max(known)])
        known[context.clock.now()] = value
    held = periods.of(context, HERE, "x", "field")
    for earlier, later in pairwise(held):
        assert earlier["since"] < earlier["until"] <= later["since"]
        assert earlier["value"] != later["value"] or earlier["until"] < later["since"]
    for moment, value in known.items():
        found = [
            one["value"] for one in held if one["since"] <= moment and moment < one.get("until", float("inf"))
        ]
        assert found == ([] if value is None else [value])
