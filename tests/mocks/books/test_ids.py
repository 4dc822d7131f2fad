"""Ids: digits of the organization, one kind apart from the other, never one that is taken."""

from __future__ import annotations

from mocks.books import ids

from .desk import ONE, TWO, Desk


def test_ids_have_19_digits_and_begin_with_those_of_the_organization(desk: Desk) -> None:
    prefixes = [ids.prefix(desk.context, tenant) for tenant in (ONE, TWO)]
    assert prefixes[0] != prefixes[1]
    for tenant, start in zip((ONE, TWO), prefixes, strict=True):
        for key in (desk.customer(tenant=tenant), desk.project(tenant=tenant)):
            assert len(key) == 19
            assert key.isdecimal()
            assert key.startswith(start)


def test_a_generated_id_is_never_one_that_was_given(desk: Desk) -> None:
    second = Desk()
    expected = [second.customer(f"C{number}") for number in range(3)]
    desk.given("contacts", {"contact_name": "Given", "contact_id": expected[1]})
    made = [desk.customer(f"C{number}") for number in range(3)]
    assert len({*made, expected[1]}) == 4
    assert made[0] == expected[0]


def test_ids_of_one_kind_do_not_depend_on_another(desk: Desk) -> None:
    second = Desk()
    for number in range(3):
        second.customer(f"C{number}")
    assert desk.project(customer=desk.customer()) == second.project()


def test_a_seed_gives_the_same_ids_again_and_another_seed_others() -> None:
    keys = [Desk(seed=seed).customer() for seed in (1, 1, 2)]
    assert keys[0] == keys[1] != keys[2]


def test_task_ids_do_not_meet_given_ones(desk: Desk) -> None:
    probe = Desk()
    probe.project(tasks=["Design"])
    first = probe.view("projects")[0]["tasks"][0]["task_id"]
    desk.project(tasks=[{"task_id": first, "task_name": "Given"}, "Made"])
    tasks = desk.view("projects")[0]["tasks"]
    assert tasks[0]["task_id"] == first != tasks[1]["task_id"]
