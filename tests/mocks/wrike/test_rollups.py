"""Settings of rollups of folders and tasks."""

from __future__ import annotations

import pytest

from tests.mocks.wrike.office import HERE, Office

SYSTEM = [
    *("StartDate", "DueDate", "Effort", "TimeSpent", "BookedEffort"),
    *("PlannedFees", "ActualFees", "PlannedCost", "ActualCost"),
]


@pytest.fixture
def office() -> Office:
    return Office()


def test_nothing_is_rolled_up_until_somebody_says_so(office: Office) -> None:
    first, second = office.folder("First"), office.folder("Second")
    answer = office.ask("GET", f"/folders/{first},{second}/rollups").json()
    assert answer["kind"] == "rollups"
    assert [one["itemId"] for one in answer["data"]] == [first, second]
    setting = {"fieldId": "StartDate", "system": True, "isEnabled": False, "canToggle": True}
    assert answer["data"][0]["rollupSettings"][0] == setting
    assert [one["fieldId"] for one in answer["data"][0]["rollupSettings"]] == SYSTEM


def test_a_rollup_is_switched_on_and_off_and_whoever_does_is_told(office: Office) -> None:
    task, other = (office.task(title, office.folder(title))["id"] for title in ("Task", "Other"))
    path = f"/tasks/{task}/rollups"

    def switched(**fields: bool) -> list[str]:
        given = [{"fieldId": name, "isEnabled": on} for name, on in fields.items()]
        shown = office.one("PUT", path, json={"rollups": given})
        assert shown == office.one("GET", path)
        return [one["fieldId"] for one in shown["rollupSettings"] if one["isEnabled"]]

    assert switched(StartDate=True, Effort=True) == ["StartDate", "Effort"]
    office.one("PUT", path, json={"rollups": [{"fieldId": "StartDate", "isEnabled": True}]})
    assert office.findings() == ["idle-rollup"]
    assert switched(StartDate=False, DueDate=True) == ["DueDate", "Effort"]
    rest = office.one("GET", f"/tasks/{other}/rollups")["rollupSettings"]
    assert not any(one["isEnabled"] for one in rest)


def test_custom_fields_for_numbers_are_among_them_where_they_belong(office: Office) -> None:
    space = office.one("POST", "/spaces", json={"title": "Team", "accessType": "Public"})["id"]
    inside, outside = office.folder("Inside", space), office.folder("Outside")
    amount = office.one("POST", "/customfields", json={"title": "Amount", "type": "Numeric"})["id"]
    office.one("POST", "/customfields", json={"title": "Impact", "type": "Text"})
    own = office.one("POST", "/customfields", json={"title": "Own", "type": "Currency", "spaceId": space})[
        "id"
    ]
    for folder, found in ((inside, [amount, own]), (outside, [amount])):
        shown = office.one("GET", f"/folders/{folder}/rollups")["rollupSettings"]
        assert [one["fieldId"] for one in shown if not one["system"]] == found


@pytest.mark.parametrize(("chosen", "fields"), [("all", SYSTEM), ("by_kind", SYSTEM[:4])])
def test_which_fields_of_a_task_can_be_rolled_up_is_an_assumption(chosen: str, fields: list[str]) -> None:
    office = Office(chosen={"wrike.rollup_fields": chosen})
    folder = office.folder("Folder")
    task = office.task("Task", folder)["id"]
    for path, found in ((f"/tasks/{task}", fields), (f"/folders/{folder}", SYSTEM)):
        shown = office.one("GET", f"{path}/rollups")["rollupSettings"]
        assert [one["fieldId"] for one in shown] == found


def test_a_scenario_says_what_is_rolled_up(office: Office) -> None:
    folder = office.folder("Folder")
    office.given("rollups", HERE, {"item": folder, "fields": ["DueDate"]})
    shown = office.one("GET", f"/folders/{folder}/rollups")["rollupSettings"]
    assert [one["fieldId"] for one in shown if one["isEnabled"]] == ["DueDate"]


def test_who_may_not_change_a_folder_may_not_switch_its_rollups(office: Office) -> None:
    path = f"/folders/{office.folder('Secret')}/rollups"
    body = {"rollups": [{"fieldId": "DueDate", "isEnabled": True}]}
    assert office.refused("PUT", path, json=body, token="ann") == (403, "access_forbidden")
    assert office.refused("GET", path, token="ann") == (403, "access_forbidden")
