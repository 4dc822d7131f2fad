"""Contact persons as calls of their own."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import ONE, TWO, Desk, assert_refused

PATH = "/contacts/contactpersons"


def add(desk: Desk, contact: str, name: str, **values: Any) -> str:
    body = desk.post(PATH, {"contact_id": contact, "first_name": name, **values})
    return str(body["contact_person"]["contact_person_id"])


def test_a_person_is_added_to_a_contact_and_the_first_one_is_primary(desk: Desk) -> None:
    contact = desk.customer()
    sent = {"contact_id": contact, "first_name": "Will", "email": "w@acme.example", "enable_portal": True}
    answer = desk.ask("POST", PATH, sent)
    person = answer.json()["contact_person"]
    below = f"/contacts/{contact}/contactpersons"
    assert answer.headers["location"] == f"/api/v3{below}/{person['contact_person_id']}"
    assert (person["contact_id"], person["is_primary_contact"], person["is_added_in_portal"]) == (
        contact,
        True,
        True,
    )
    shown = desk.get(f"/contacts/{contact}")["contact"]
    assert (shown["first_name"], shown["email"]) == ("Will", "w@acme.example")
    assert shown["primary_contact_id"] == person["contact_person_id"]
    assert desk.events == [(ONE, "contacts", "edited", "api", "tom")]


def test_a_person_is_read_changed_and_deleted(desk: Desk) -> None:
    contact = desk.customer()
    first, second = add(desk, contact, "Ann"), add(desk, contact, "Bob", phone="1")
    below = f"/contacts/{contact}/contactpersons"
    assert desk.get(f"{below}/{second}")["contact_person"]["phone"] == "1"
    body = desk.put(f"{PATH}/{second}", {"contact_id": contact, "first_name": "Bert", "mobile": "2"})
    person = body["contact_person"]
    assert (person["first_name"], person["phone"], person["mobile"]) == ("Bert", "1", "2")
    assert [one["first_name"] for one in desk.get(below)["contact_persons"]] == ["Ann", "Bert"]
    desk.delete(f"{PATH}/{first}")
    (left,) = desk.get(below)["contact_persons"]
    assert (left["first_name"], left["is_primary_contact"]) == ("Bert", True)
    assert desk.get(f"/contacts/{contact}")["contact"]["first_name"] == "Bert"


def test_one_person_at_a_time_is_primary(desk: Desk) -> None:
    contact = desk.customer()
    add(desk, contact, "Ann")
    bob = add(desk, contact, "Bob")
    desk.post(f"{PATH}/{bob}/primary")

    def primary() -> list[str]:
        people = desk.get(f"/contacts/{contact}")["contact"]["contact_persons"]
        return [one["first_name"] for one in people if one["is_primary_contact"]]

    assert primary() == ["Bob"]
    cid = add(desk, contact, "Cid", is_primary_contact=True)
    assert primary() == ["Cid"]
    desk.put(f"{PATH}/{bob}", {"is_primary_contact": True})
    assert primary() == ["Bob"]
    desk.delete(f"{PATH}/{cid}")
    assert primary() == ["Bob"]


def test_the_people_are_paged(desk: Desk) -> None:
    contact = desk.customer()
    for name in "ABC":
        add(desk, contact, name)
    body = desk.get(f"/contacts/{contact}/contactpersons", params={"per_page": 2, "page": 2})
    assert [one["first_name"] for one in body["contact_persons"]] == ["C"]
    assert (body["page_context"]["page"], body["page_context"]["has_more_page"]) == (2, False)
    assert desk.get(f"/contacts/{contact}/contactpersons", params={"page": 9})["contact_persons"] == []


@pytest.mark.parametrize(("method", "path"), [("PUT", ""), ("DELETE", ""), ("POST", "/primary")])
def test_a_person_of_another_organization_does_not_exist(desk: Desk, method: str, path: str) -> None:
    key = add(desk, desk.customer(), "Ann")
    answer = desk.ask(method, f"{PATH}/{key}{path}", {"first_name": "x"}, organization=TWO)
    assert_refused(desk, answer, 404, 1002, "Contact Person does not exist.")


def test_a_person_needs_a_name_and_a_contact(desk: Desk) -> None:
    contact = desk.customer()
    answer = desk.ask("POST", PATH, {"contact_id": contact})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for first_name")
    answer = desk.ask("POST", PATH, {"contact_id": "1", "first_name": "Ann"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for contact_id")
    answer = desk.ask("GET", f"/contacts/{contact}/contactpersons/1")
    assert_refused(desk, answer, 404, 1002, "Contact Person does not exist.")


def test_null_empties_a_part_of_a_person(desk: Desk) -> None:
    contact = desk.customer()
    key = add(desk, contact, "Ann", email=None, phone="1")
    person = desk.put(f"{PATH}/{key}", {"phone": None})["contact_person"]
    assert (person["email"], person["phone"], person["first_name"]) == ("", "", "Ann")


def test_what_a_person_prefers_is_shown_whole(desk: Desk) -> None:
    contact = desk.customer()
    key = add(desk, contact, "Ann", communication_preference={"is_sms_enabled": True})
    person = desk.get(f"/contacts/{contact}/contactpersons/{key}")["contact_person"]
    assert person["communication_preference"] == {
        "is_email_enabled": True,
        "is_sms_enabled": True,
        "is_whatsapp_enabled": False,
    }


def test_a_person_says_when_it_was_made_and_changed(desk: Desk) -> None:
    contact = desk.customer()
    key, other = add(desk, contact, "Ann"), add(desk, contact, "Bob")

    def times(key: str) -> tuple[str, str]:
        person = desk.get(f"{PATH}/{key}")["contact_person"]
        return person["created_time"], person["updated_time"]

    made, _ = times(other)
    desk.context.clock.move(60)
    desk.put(f"{PATH}/{key}", {"phone": "1"})
    assert times(other) == (made, made)
    assert times(key)[0] == made < times(key)[1]


@pytest.fixture
def everybody(desk: Desk) -> Desk:
    """Two people of one contact, one of another, and a stranger."""
    for contact, people in (("Acme", ("Ann", "Bob")), ("Beta", ("Cid",))):
        key = desk.customer(contact)
        for name in people:
            add(desk, key, name, email=f"{name}@{contact}.example", fax="ignored")
    stranger = desk.customer("Foreign", TWO)
    desk.post(PATH, {"contact_id": stranger, "first_name": "Dan"}, organization=TWO)
    return desk


def test_all_people_are_listed_with_their_contacts(everybody: Desk) -> None:
    body = everybody.get(PATH)
    rows = [(one["contact_name"], one["first_name"], one["email"]) for one in body["contact_persons"]]
    assert rows == [
        ("Acme", "Ann", "Ann@Acme.example"),
        ("Acme", "Bob", "Bob@Acme.example"),
        ("Beta", "Cid", "Cid@Beta.example"),
    ]
    first = body["contact_persons"][0]
    assert (first["created_time"], first["currency_code"], first["fax"]) == ("15 Jan 2026", "INR", "")
    assert first["is_primary_contact"] is True
    assert body["page_context"] == {
        "page": 1,
        "per_page": 200,
        "has_more_page": False,
        "report_name": "Contact Persons",
        "sort_column": "contact_person_id",
        "sort_order": "A",
    }


def test_all_people_are_paged_and_found_by_what_they_are_called(everybody: Desk) -> None:
    def found(**params: Any) -> list[str]:
        return [one["first_name"] for one in everybody.get(PATH, params=params)["contact_persons"]]

    assert (found(page=2, per_page=2), found(page=3, per_page=2)) == (["Cid"], [])
    assert found(email="bob@acme.example") == ["Bob"]
    assert (found(first_name="CID"), found(last_name="x"), found(email="")) == (
        ["Cid"],
        [],
        ["Ann", "Bob", "Cid"],
    )


@pytest.mark.parametrize("kind", ["customer", "vendor"])
def test_each_kind_of_contact_has_a_list_of_its_own(desk: Desk, kind: str) -> None:
    for given in ("customer", "vendor"):
        desk.given("contacts", {"contact_name": given, "contact_type": given})
    body = desk.get(f"/{kind}s", params={"contact_type": "customer", "sort_column": "created_time"})
    assert [one["contact_name"] for one in body["contacts"]] == [kind]
    assert body["page_context"]["sort_column"] == "created_time"
