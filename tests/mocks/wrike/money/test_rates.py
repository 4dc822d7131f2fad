"""Hourly rates of people, placeholders and projects, and the teams of projects."""

from __future__ import annotations

from typing import Any

import pytest

from tests.mocks.wrike.office import HERE, Office

OWN = {"rateSource": "User", "rateValue": 80.0, "rateScope": "Account"}


@pytest.fixture
def office() -> Office:
    return Office()


def rate(who: str, value: float, kind: str = "billRate") -> dict[str, Any]:
    """An element of `rates`."""
    return {"rateSubjectId": who, kind: {"rateSource": "User", "rateValue": value}}


def designer(office: Office, **values: Any) -> str:
    """The id of a job role."""
    return str(office.given("job_roles", HERE, {"title": "Designer", **values})["id"])


def test_rates_are_set_in_the_account_and_read_by_contact(office: Office) -> None:
    tom, ann = office.me(), office.me("ann")
    answer = office.ask(
        "PUT", "/hourly_rates", json={"rates": [rate(tom, 80), rate(ann, 33.335, "costRate")]}
    )
    assert answer.json()["kind"] == "hourlyRates"
    shown = [
        {"rateSubjectId": tom, "rateSubjectType": "User", "billRate": OWN},
        {
            "rateSubjectId": ann,
            "rateSubjectType": "User",
            "costRate": {"rateSource": "User", "rateValue": 33.34, "rateScope": "Account"},
        },
    ]
    assert answer.json()["data"] == office.data("GET", f"/contacts/{tom},{ann}/hourly_rates") == shown


def test_a_rate_of_the_job_role_follows_the_job_role(office: Office) -> None:
    me, role = office.me(), designer(office, billRate=60, costRate=40)
    office.one(
        "PUT", f"/contacts/{me}", json={"jobRoleId": role, "currentBillRate": {"rateSource": "JobRole"}}
    )
    fields = {"fields": '["currentBillRate","currentCostRate"]'}
    shown = office.one("GET", f"/contacts/{me}", params=fields)
    assert shown["currentBillRate"] == {"rateSource": "JobRole", "rateValue": 60, "rateScope": "Account"}
    assert shown["currentCostRate"]["rateValue"] == 40
    own = {"rateSource": "User", "rateValue": 80}
    changed = office.one("PUT", f"/contacts/{me}", json={"currentBillRate": own}, params=fields)
    assert changed["currentBillRate"] == OWN
    changed = office.one("PUT", f"/contacts/{me}", json={"currentBillRate": None}, params=fields)
    assert changed["currentBillRate"]["rateValue"] == 60


@pytest.mark.parametrize(("chosen", "value"), [("job_role", 60), ("absent", None)])
def test_what_somebody_without_a_rate_costs_is_an_assumption(chosen: str, value: float | None) -> None:
    office = Office(chosen={"wrike.unset_rate": chosen})
    waiting = office.given("placeholders", HERE, {"jobRole": designer(office, billRate=60)})["id"]
    shown = office.one("GET", f"/placeholders/{waiting}/hourly_rates")
    assert shown["rateSubjectType"] == "Placeholder"
    assert shown.get("billRate", {}).get("rateValue") == value
    assert "costRate" not in shown


@pytest.mark.parametrize("chosen", ["aggregated", "provision"])
def test_which_form_rates_have_in_a_request_is_an_assumption(chosen: str) -> None:
    office = Office(chosen={"wrike.rate_items": chosen})
    me = office.me()
    forms = {
        "aggregated": rate(me, 80),
        "provision": {"contact": me, "rateType": "Bill", "rateSource": "User", "rateValue": 80},
    }
    for form, item in forms.items():
        answer = office.ask("PUT", "/hourly_rates", json={"rates": [item]})
        assert answer.status_code == (200 if form == chosen else 400)
    assert office.one("GET", f"/contacts/{me}/hourly_rates")["billRate"] == OWN


def test_a_rate_in_a_project_comes_before_that_of_the_account(office: Office) -> None:
    me, project = office.me(), office.folder("Project", project={})
    office.one("PUT", "/hourly_rates", json={"rates": [rate(me, 80), rate(me, 50, "costRate")]})
    assert office.data("GET", f"/folders/{project}/hourly_rates") == []
    changed = office.one("PUT", f"/folders/{project}/hourly_rates", json={"rates": [rate(me, 95)]})
    assert changed["billRate"] == {"rateSource": "User", "rateValue": 95, "rateScope": "Project"}
    assert changed["costRate"]["rateScope"] == "Account"
    assert office.data("GET", f"/folders/{project}/hourly_rates") == [changed]
    assert office.one("GET", f"/contacts/{me}/hourly_rates")["billRate"] == OWN


@pytest.mark.parametrize(("chosen", "told"), [("empty", 0), ("record", 1)])
def test_who_leaves_the_team_has_no_rate_in_the_project_any_more(chosen: str, told: int) -> None:
    office = Office(chosen={"wrike.deleted_answer": chosen})
    me, ann, project = office.me(), office.me("ann"), office.folder("Project", project={})
    path = f"/folders/{project}/hourly_rates"
    office.data("PUT", path, json={"rates": [rate(me, 95), rate(ann, 70)]})
    params = {"rateSubjects": f'["{ann}"]'}
    gone = office.ask("DELETE", f"/folders/{project}/project_team_members", params=params).json()
    assert gone == {"kind": "projectTeamMembers", "data": [ann] * told}
    assert [one["rateSubjectId"] for one in office.data("GET", path)] == [me]


@pytest.mark.parametrize("chosen", ["rated", "assigned"])
def test_who_belongs_to_the_team_of_a_project_is_an_assumption(chosen: str) -> None:
    office = Office(chosen={"wrike.project_team": chosen})
    me, ann = office.me(), office.me("ann")
    waiting = office.given("placeholders", HERE, {"jobRole": designer(office, billRate=60)})["id"]
    project = office.folder("Project", project={"ownerIds": [ann]})
    office.task("Draw", project, responsiblePlaceholders=[waiting])
    office.one("PUT", f"/folders/{project}/hourly_rates", json={"rates": [rate(me, 95)]})
    found = [one["rateSubjectId"] for one in office.data("GET", f"/folders/{project}/hourly_rates")]
    assert found == ([me, ann, waiting] if chosen == "assigned" else [me])


def test_rates_are_provided_for_the_people_of_the_path(office: Office) -> None:
    me, ann = office.me(), office.me("ann")
    given: list[dict[str, Any]] = [
        {"contact": me, "rateType": "Cost", "rateSource": "User", "rateValue": 40.125},
        {"contact": ann, "rateType": "Bill", "rateSource": "JobRole"},
    ]
    answer = office.ask(
        "PUT", f"/contacts/{me},{ann}/hourly_rates_provision", json={"userRates": given}
    ).json()
    assert answer == {"kind": "hourlyRatesProvision", "data": [given[0] | {"rateValue": 40.13}, given[1]]}
    assert office.one("GET", f"/contacts/{me}/hourly_rates")["costRate"]["rateValue"] == 40.13
    shown = office.one("GET", f"/contacts/{ann}/hourly_rates")["billRate"]
    assert shown == {"rateSource": "JobRole", "rateScope": "Account"}


def test_the_greatest_rate_is_kept_as_it_is(office: Office) -> None:
    me = office.me()
    office.one("PUT", "/hourly_rates", json={"rates": [rate(me, 1e300)]})
    assert office.one("GET", f"/contacts/{me}/hourly_rates")["billRate"]["rateValue"] == 1e300


def test_calculations_are_not_triggered_and_whoever_asks_for_them_is_told(office: Office) -> None:
    project = office.folder("Project", project={})
    body = {"rates": [rate(office.me(), 95)], "enableCalculations": True}
    office.one("PUT", f"/folders/{project}/hourly_rates", json=body)
    assert office.findings() == ["idle-parameter"]


def test_a_scenario_lays_rates_down(office: Office) -> None:
    me, project = office.me(), office.folder("Project", project={})
    for values in ({"value": 80}, {"value": 95, "project": project}, {"type": "Cost"}):
        office.given("hourly_rates", HERE, {"subject": me, "type": "Bill", **values})
    assert office.one("GET", f"/contacts/{me}/hourly_rates")["billRate"] == OWN
    assert office.one("GET", f"/folders/{project}/hourly_rates")["billRate"]["rateValue"] == 95
    with pytest.raises(ValueError, match="no contact or placeholder nobody"):
        office.given("hourly_rates", HERE, {"subject": "nobody", "type": "Bill", "value": 1})
