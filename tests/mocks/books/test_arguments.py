"""The maps that a custom function of Books gets."""

from __future__ import annotations

from typing import Any

import pytest

from mocks.books import SERVICE

from .desk import ONE, TWO, Desk


def maps(desk: Desk, module: str, key: str, person: str | None = "tom", tenant: str = ONE) -> dict[str, Any]:
    record = desk.context.store.get(f"books.{module}", tenant, key)
    assert record is not None
    assert SERVICE.arguments is not None
    return SERVICE.arguments(desk.context, tenant, module, record, person)


def test_the_project_map_is_what_the_api_answers(desk: Desk) -> None:
    key = desk.project(tasks=["Design"], custom_fields={"cf_x": "High"})
    found = maps(desk, "projects", key)
    assert found.keys() == {"project", "organization", "user"}
    assert found["project"] == desk.get(f"/projects/{key}")["project"]
    assert found["project"]["custom_field_hash"]["cf_x"] == "High"


@pytest.mark.parametrize(
    ("chosen", "shown"), [("empty", {"tasks": []}), ("null", {"tasks": None}), ("absent", {})]
)
def test_the_tasks_of_a_project_that_has_none_are_an_assumption(chosen: str, shown: dict[str, Any]) -> None:
    desk = Desk(chosen={"books.project_map": chosen})
    project = maps(desk, "projects", desk.project())["project"]
    assert {name: value for name, value in project.items() if name == "tasks"} == shown
    full = maps(desk, "projects", desk.project(tasks=["Design"]))["project"]
    assert [one["task_name"] for one in full["tasks"]] == ["Design"]


@pytest.mark.parametrize(
    ("chosen", "names"),
    [("both", {"customer", "contact"}), ("customer", {"customer"}), ("contact", {"contact"})],
)
def test_the_name_of_a_contacts_map_is_an_assumption(chosen: str, names: set[str]) -> None:
    desk = Desk(chosen={"books.contact_map": chosen})
    found = maps(desk, "contacts", desk.customer())
    assert found.keys() == names | {"organization", "user"}
    assert all(found[name]["contact_name"] == "Acme Corp" for name in names)


def test_the_two_maps_of_a_contact_are_not_the_same_object(desk: Desk) -> None:
    found = maps(desk, "contacts", desk.customer())
    found["customer"]["contact_name"] = "changed"
    assert found["contact"]["contact_name"] == "Acme Corp"


@pytest.mark.parametrize(("centre", "end"), [("us", ".com"), ("in", ".in"), ("au", ".com.au"), ("eu", ".eu")])
def test_the_organization_map_names_the_api_of_its_own_data_centre(desk: Desk, centre: str, end: str) -> None:
    desk.given("organization", {"organization_id": "7", "data_centre": centre, "name": "Seven"}, "")
    key = desk.project(tenant="7")
    organization = maps(desk, "projects", key, None, "7")["organization"]
    assert (organization["organization_id"], organization["name"]) == ("7", "Seven")
    assert organization["api_root_endpoint"] == f"https://www.zohoapis{end}/books/v3"
    assert organization["data_center_extension"] == end


def test_the_api_of_a_world_on_this_machine_is_there_too() -> None:
    desk = Desk(origins={"www.zohoapis.com": "http://127.0.0.1:8701"})
    organization = maps(desk, "projects", desk.project())["organization"]
    assert organization["api_root_endpoint"] == "http://127.0.0.1:8701/books/v3"


def test_the_user_map_is_of_the_person_in_that_organization(desk: Desk) -> None:
    for tenant in (ONE, TWO):
        user = maps(desk, "projects", desk.project(tenant=tenant), "tom", tenant)["user"]
        assert (user["user_id"], user["id"]) == (desk.tom[tenant], desk.tom[tenant])
        assert (user["name"], user["email"], user["user_role"]) == ("Tom", "tom@example.com", "admin")
        assert user["zuid"] == (desk.context.people.get("tom") or {})["zuid"]


def test_the_keys_of_the_user_map_are_an_assumption() -> None:
    desk = Desk(chosen={"books.user_map": "narrow"})
    assert maps(desk, "projects", desk.project())["user"].keys() == {"name", "zuid"}


def test_a_save_that_nobody_is_behind_has_an_empty_user(desk: Desk) -> None:
    assert maps(desk, "projects", desk.project(), None)["user"] == {}


def test_a_function_can_change_its_maps_without_changing_books(desk: Desk) -> None:
    key = desk.project(tasks=["Design"])
    found = maps(desk, "projects", key)
    found["project"]["tasks"].clear()
    found["organization"]["address"]["city"] = "changed"
    again = maps(desk, "projects", key)
    assert (len(again["project"]["tasks"]), again["organization"]["address"]["city"]) == (1, "")
