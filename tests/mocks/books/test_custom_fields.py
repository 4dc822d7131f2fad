"""Custom fields of contacts and projects."""

from __future__ import annotations

from typing import Any

import pytest

from .desk import ONE, TWO, Desk, assert_refused


def hashes(desk: Desk, key: str) -> Any:
    return desk.get(f"/contacts/{key}")["contact"]["custom_field_hash"]


def test_a_value_comes_in_the_list_and_in_the_hash(desk: Desk) -> None:
    sent = {"contact_name": "A", "custom_fields": [{"api_name": "cf_vat_id", "value": "GB1"}]}
    contact = desk.post("/contacts", sent)["contact"]
    assert contact["custom_field_hash"] == {"cf_vat_id": "GB1", "cf_vat_id_unformatted": "GB1"}
    (entry,) = contact["custom_fields"]
    assert (entry["label"], entry["index"], entry["value"], entry["api_name"]) == (
        "Vat Id",
        1,
        "GB1",
        "cf_vat_id",
    )
    row = desk.get("/contacts")["contacts"][0]
    assert (row["custom_fields"], row["custom_field_hash"]) == (
        contact["custom_fields"],
        contact["custom_field_hash"],
    )


def test_a_name_that_no_custom_field_has_does_nothing_to_the_fields_of_a_row(desk: Desk) -> None:
    entries = [{"api_name": "contact_name", "value": "B"}, {"placeholder": "status", "value": "C"}]
    desk.post("/contacts", {"contact_name": "A", "custom_fields": entries})
    (row,) = desk.get("/contacts")["contacts"]
    assert (row["contact_name"], row["status"], row["custom_fields"]) == ("A", "active", [])


@pytest.mark.parametrize(
    ("value", "formatted", "kind"),
    [(True, "true", "check_box"), (False, "false", "check_box"), (3, "3", "number"), (2.5, "2.5", "decimal")],
)
def test_the_hash_holds_flags_and_numbers_as_text_and_as_they_are(
    desk: Desk, value: Any, formatted: str, kind: str
) -> None:
    sent = {"contact_name": "A", "custom_fields": [{"api_name": "cf_x", "value": value}]}
    contact = desk.post("/contacts", sent)["contact"]
    assert contact["custom_field_hash"] == {"cf_x": formatted, "cf_x_unformatted": value}
    assert contact["custom_fields"][0]["data_type"] == kind


def test_an_empty_field_is_in_no_answer(desk: Desk) -> None:
    fields = [{"api_name": "cf_a", "value": "1"}, {"api_name": "cf_b", "value": "2"}]
    key = desk.post("/contacts", {"contact_name": "A", "custom_fields": fields})["contact"]["contact_id"]
    for empty in ("", None):
        desk.put(f"/contacts/{key}", {"custom_fields": [{"api_name": "cf_a", "value": empty}]})
        assert hashes(desk, key) == {"cf_b": "2", "cf_b_unformatted": "2"}
    desk.put(f"/contacts/{key}", {"custom_fields": [{"api_name": "cf_b", "value": ""}]})
    assert hashes(desk, key) == {}


def test_whether_an_empty_hash_is_there_is_an_assumption() -> None:
    desk = Desk(chosen={"books.custom_field_hash": "absent"})
    key = desk.customer()
    assert "custom_field_hash" not in desk.get(f"/contacts/{key}")["contact"]
    assert "custom_field_hash" not in desk.get("/contacts")["contacts"][0]
    desk.put(f"/contacts/{key}", {"custom_fields": [{"api_name": "cf_b", "value": 1}]})
    assert hashes(desk, key) == {"cf_b": "1", "cf_b_unformatted": 1}


@pytest.mark.parametrize(
    "naming",
    [
        {"api_name": "cf_cost_centre"},
        {"placeholder": "cf_cost_centre"},
        {"label": "Cost Centre"},
        {"index": 1},
        {"customfield_id": "{id}"},
    ],
    ids=lambda naming: next(iter(naming)),
)
def test_a_known_field_is_named_in_five_ways(desk: Desk, naming: dict[str, Any]) -> None:
    sent = {"contact_name": "A", "custom_fields": [{"label": "Cost Centre", "value": "old"}]}
    contact = desk.post("/contacts", sent)["contact"]
    key, number = contact["contact_id"], contact["custom_fields"][0]["customfield_id"]
    naming = {name: number if value == "{id}" else value for name, value in naming.items()}
    desk.put(f"/contacts/{key}", {"custom_fields": [{**naming, "value": "new"}]})
    assert hashes(desk, key)["cf_cost_centre"] == "new"


@pytest.mark.parametrize("naming", [{"index": 5}, {"customfield_id": "1"}, {}])
def test_an_entry_that_names_no_field_has_no_effect(desk: Desk, naming: dict[str, Any]) -> None:
    key = desk.customer()
    desk.put(f"/contacts/{key}", {"custom_fields": [{**naming, "value": "new"}]})
    assert hashes(desk, key) == {}


def test_fields_are_counted_by_module_and_organization(desk: Desk) -> None:
    customer = desk.customer()
    desk.put(f"/contacts/{customer}", {"custom_fields": [{"api_name": "cf_a", "value": 1}]})
    key = desk.project(customer=customer)
    body = desk.put(f"/projects/{key}", {"custom_fields": [{"api_name": "cf_b", "value": 1}]})
    assert body["project"]["custom_fields"][0]["index"] == 1
    other = desk.customer(tenant=TWO)
    desk.put(f"/contacts/{other}", {"custom_fields": [{"index": 1, "value": 1}]}, organization=TWO)
    assert desk.view("contacts", TWO)[0]["custom_fields"] == {}


def test_a_list_is_filtered_by_a_custom_field_where_that_is_assumed() -> None:
    for chosen, found in (("filters", ["Two"]), ("ignored", ["Two", "One"])):
        desk = Desk(chosen={"books.custom_field_filter": chosen})
        desk.project("One", custom_fields={"cf_number": 1})
        desk.project("Two", custom_fields={"cf_number": 2})
        body = desk.get("/projects", params={"cf_number": "2"})
        assert [one["project_name"] for one in body["projects"]] == found
        assert desk.exchange.findings == ()


def test_a_change_of_a_custom_field_is_an_edit(desk: Desk) -> None:
    key = desk.project()
    desk.put(f"/projects/{key}", {"custom_fields": [{"api_name": "cf_b", "value": 1}]})
    assert desk.events == [(ONE, "projects", "edited", "api", "tom")]


def upsert(desk: Desk, value: str, body: dict[str, Any], **headers: str) -> Any:
    sent = {"X-Unique-Identifier-Key": "cf_crm", "X-Unique-Identifier-Value": value, **headers}
    return desk.ask("PUT", "/contacts", body, headers={name: text for name, text in sent.items() if text})


def test_a_custom_field_names_the_record_to_update(desk: Desk) -> None:
    key = desk.customer("Old")
    desk.customer("Other")
    desk.put(f"/contacts/{key}", {"custom_fields": [{"api_name": "cf_crm", "value": 7}]})
    answer = upsert(desk, "7", {"contact_name": "New"})
    contact = answer.json()["contact"]
    assert (answer.status_code, contact["contact_id"], contact["contact_name"]) == (200, key, "New")
    assert answer.json()["message"] == "Contact information has been saved."
    assert_refused(desk, upsert(desk, "8", {"notes": "x"}), 404, 1002, "Contact does not exist.")


@pytest.mark.parametrize(
    ("chosen", "message"),
    [("updated", "Contact information has been saved."), ("created", "The contact has been added.")],
)
def test_an_upsert_makes_the_record_once(chosen: str, message: str) -> None:
    desk = Desk(chosen={"books.upserted": chosen})
    answer = upsert(desk, "7", {"contact_name": "New"}, **{"X-Upsert": "true"})
    assert (answer.status_code, answer.json()["message"]) == (200, message)
    assert answer.json()["contact"]["custom_field_hash"]["cf_crm"] == "7"
    upsert(desk, "7", {"contact_name": "Newer"}, **{"X-Upsert": "true"})
    assert [one["contact_name"] for one in desk.view("contacts")] == ["Newer"]
    short = upsert(desk, "8", {"notes": "x"}, **{"X-Upsert": "true"})
    assert_refused(desk, short, 400, 4, "Invalid value passed for contact_name")


@pytest.mark.parametrize("name", ["X-Unique-Identifier-Key", "X-Unique-Identifier-Value"])
def test_both_headers_are_needed(desk: Desk, name: str) -> None:
    answer = upsert(desk, "7", {"contact_name": "New"}, **{name: ""})
    assert_refused(desk, answer, 400, 4, f"Invalid value passed for {name}")


def test_a_field_that_takes_duplicates_names_no_record(desk: Desk) -> None:
    desk.given("custom_fields", {"module": "contacts", "api_name": "cf_crm", "unique": False})
    answer = upsert(desk, "7", {"contact_name": "New"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for cf_crm")


def test_a_unique_field_has_each_value_once(desk: Desk) -> None:
    desk.given("custom_fields", {"module": "contacts", "label": "CRM", "unique": True})
    entries = {"custom_fields": [{"label": "CRM", "value": "7"}]}
    key = desk.post("/contacts", {"contact_name": "A", **entries})["contact"]["contact_id"]
    desk.put(f"/contacts/{key}", entries)
    answer = desk.ask("POST", "/contacts", {"contact_name": "B", **entries})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for cf_crm")
    desk.post("/contacts", {"contact_name": "B", "custom_fields": [{"label": "CRM", "value": "8"}]})
    assert [one["api_name"] for one in desk.view("custom_fields")] == ["cf_crm"]


def test_a_field_of_an_extension_has_its_namespace(desk: Desk) -> None:
    name = "cf__com_kz7zl3_reference_id"
    key = desk.customer()
    desk.put(f"/contacts/{key}", {"custom_fields": [{"api_name": name, "value": "x"}]})
    assert hashes(desk, key) == {name: "x", f"{name}_unformatted": "x"}
    (entry,) = desk.get(f"/contacts/{key}")["contact"]["custom_fields"]
    assert (entry["api_name"], entry["placeholder"]) == (name, name)


def test_a_row_of_a_list_holds_custom_values_under_their_names_where_that_is_assumed() -> None:
    for chosen, columns in (("columns", {"cf_x": "7", "cf_x_unformatted": 7}), ("hash", {})):
        desk = Desk(chosen={"books.custom_field_rows": chosen})
        for kind, values in (("contacts", {"contact_name": "A"}), ("items", {"name": "A"})):
            desk.given(kind, {**values, "custom_fields": {"cf_x": 7}})
            desk.given(kind, values)
            first, second = desk.get(f"/{kind}")[kind]
            assert {name: first[name] for name in first if name.startswith("cf_")} == columns
            assert [name for name in second if name.startswith("cf_")] == []
