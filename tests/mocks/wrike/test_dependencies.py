"""Dependencies between tasks."""

from __future__ import annotations

import pytest

from mocks.wrike.entity_ids import decode
from tests.mocks.wrike.office import Office

PLANNED = {"start": "2026-03-02", "due": "2026-03-06"}
MILESTONE = {"due": "2026-03-06"}


@pytest.fixture
def office() -> Office:
    return Office()


def pair(office: Office, first: dict[str, str], second: dict[str, str]) -> tuple[str, str]:
    folder = office.folder("Folder")
    made = (office.task(title, folder, dates=dates) for title, dates in (("A", first), ("B", second)))
    one, other = (str(task["id"]) for task in made)
    return one, other


def test_a_dependency_is_named_after_its_ends_and_seen_from_both(office: Office) -> None:
    one, other = pair(office, PLANNED, PLANNED)
    body = {"successorId": other, "relationType": "FinishToStart", "lagTime": -60}
    made = office.one("POST", f"/tasks/{one}/dependencies", json=body)
    assert (made["predecessorId"], made["successorId"], made["lagTime"]) == (one, other, -60)
    assert (made["id"][:2], made["id"][12:14], len(made["id"])) == ("Mg", "Mw", 24)
    assert decode(one) is not None
    for task in (one, other):
        assert office.data("GET", f"/tasks/{task}/dependencies") == [made]
        assert office.one("GET", f"/tasks/{task}")["dependencyIds"] == [made["id"]]
    changed = office.one("PUT", f"/dependencies/{made['id']}", json={"relationType": "StartToStart"})
    assert changed == {**made, "relationType": "StartToStart"}
    assert office.data("DELETE", f"/dependencies/{made['id']}") == []
    assert office.refused("DELETE", f"/dependencies/{made['id']}") == (404, "resource_not_found")


@pytest.mark.parametrize(
    ("relation", "first", "second", "good"),
    [
        ("FinishToStart", MILESTONE, PLANNED, True),
        ("FinishToStart", PLANNED, MILESTONE, False),
        ("FinishToFinish", MILESTONE, MILESTONE, True),
        ("StartToStart", MILESTONE, PLANNED, False),
        ("StartToFinish", PLANNED, MILESTONE, True),
        ("StartToFinish", MILESTONE, PLANNED, False),
        ("FinishToStart", {}, PLANNED, False),
    ],
)
def test_the_types_of_both_ends_must_allow_it(
    office: Office, relation: str, first: dict[str, str], second: dict[str, str], good: bool
) -> None:
    one, other = pair(office, first, second)
    body = {"successorId": other, "relationType": relation}
    assert (office.ask("POST", f"/tasks/{one}/dependencies", json=body).status_code == 200) == good


def test_the_bin_takes_dependencies_and_does_not_give_them_back(office: Office) -> None:
    one, other = pair(office, PLANNED, PLANNED)
    body = {"predecessorId": one, "relationType": "FinishToStart"}
    office.one("POST", f"/tasks/{other}/dependencies", json=body)
    office.data("DELETE", f"/tasks/{one}")
    assert office.one("GET", f"/tasks/{other}")["dependencyIds"] == []
    assert office.one("PUT", f"/tasks/{one}", json={"restore": True})["dependencyIds"] == []
