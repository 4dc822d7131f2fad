"""The people of a world, and what they belong to."""

from __future__ import annotations

import pytest

from mocks.kit.ids import Ids
from mocks.kit.people import People
from mocks.kit.store import Store


def make_people(seed: int = 1) -> People:
    store = Store()
    return People(store, Ids(store, seed))


@pytest.fixture
def people() -> People:
    return make_people()


def test_what_is_not_said_of_a_person_is_derived_from_the_name(people: People) -> None:
    person = people.add("mary_ann")
    assert person["full_name"] == "Mary Ann"
    assert person["email"] == "mary_ann@example.com"
    assert len(person["zuid"]) == 8
    assert people.get("mary_ann") == person
    assert people.get("tom") is None


def test_a_person_has_the_same_id_in_every_world_of_that_seed() -> None:
    alone, among_others = make_people(), make_people()
    for name in ("ann", "bob"):
        among_others.add(name)
    assert alone.add("tom")["zuid"] == among_others.add("tom")["zuid"]
    assert alone.get("tom") != make_people(2).add("tom")


def test_a_derived_id_is_never_one_that_somebody_was_given(people: People) -> None:
    taken = make_people().add("tom")["zuid"]
    people.add("ann", {"zuid": taken})
    assert people.add("tom")["zuid"] != taken


def test_a_person_can_be_completed_later(people: People) -> None:
    first = people.add("tom", {"email": "tom@acme.example"})
    second = people.add("tom", {"time_zone": "Asia/Kolkata"})
    assert second == {**first, "time_zone": "Asia/Kolkata"}
    assert list(people.all()) == ["tom"]


def test_memberships_tie_a_person_to_tenants_of_each_vendor(people: People) -> None:
    people.join("tom", "zoho", "60001", {"as": "u1", "role": "admin"})
    people.join("tom", "zoho", "60002", {"as": "u9", "role": "staff"})
    people.join("tom", "wrike", "IEAB", {"as": "KUAB"})
    people.join("ann", "zoho", "60001", {"as": "u2", "role": "staff"})
    assert people.tenants("tom", "zoho") == ["60001", "60002"]
    assert people.tenants("tom", "wrike") == ["IEAB"]
    assert [one["person"] for one in people.members("zoho", "60001")] == ["tom", "ann"]
    membership = people.membership("tom", "zoho", "60002")
    assert membership is not None
    assert (membership["as"], membership["role"], membership["active"]) == ("u9", "staff", True)
    assert people.membership("ann", "wrike", "IEAB") is None


def test_an_inactive_member_still_is_one_but_has_no_tenant(people: People) -> None:
    people.join("tom", "zoho", "60001", {"as": "u1"})
    people.join("tom", "zoho", "60002", {"as": "u9"})
    people.join("tom", "zoho", "60001", {"as": "u1", "active": False})
    assert people.tenants("tom", "zoho") == ["60002"]
    assert len(people.members("zoho", "60001")) == 1
    people.join("tom", "zoho", "60001", {"as": "u1"})
    assert people.tenants("tom", "zoho") == ["60001", "60002"]
