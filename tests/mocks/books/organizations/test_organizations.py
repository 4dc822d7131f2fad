"""Organizations: found without an id, each with its zone and currency."""

from __future__ import annotations

import pytest

from ..desk import ONE, TWO, Desk, assert_refused


def test_the_list_needs_no_organization_id_and_holds_those_of_the_token(desk: Desk) -> None:
    body = desk.get("/organizations", organization=None)
    assert "page_context" not in body
    assert [
        (one["organization_id"], one["time_zone"], one["currency_symbol"], one["is_default_org"])
        for one in body["organizations"]
    ] == [(ONE, "Asia/Kolkata", "₹", True), (TWO, "America/New_York", "$", False)]
    (only,) = desk.get("/organizations", token="ann", organization=None)["organizations"]
    assert only["organization_id"] == ONE


def test_one_is_read_by_the_id_in_the_path(desk: Desk) -> None:
    body = desk.get(f"/organizations/{TWO}", organization=None)["organization"]
    assert (body["organization_id"], body["name"], body["address"]["city"]) == (TWO, "Two", "")
    answer = desk.ask("GET", f"/organizations/{TWO}", token="ann", organization=None)
    message = f"This user is not associated with the CompanyID/CompanyName:{TWO}."
    assert_refused(desk, answer, 400, 6041, message, "other organization")


def test_an_update_of_the_time_zone_moves_every_time_shown(desk: Desk) -> None:
    key = desk.customer()
    desk.put(f"/organizations/{ONE}", {"time_zone": "Europe/Berlin", "address": {"city": "Berlin"}})
    organization = desk.get(f"/organizations/{ONE}")["organization"]
    assert (organization["time_zone"], organization["address"]["city"]) == ("Europe/Berlin", "Berlin")
    contact = desk.get(f"/contacts/{key}")["contact"]
    assert contact["created_time"] == "2026-01-15T10:00:00+0100"


def test_the_time_zone_of_the_specification_is_one(desk: Desk) -> None:
    key = desk.customer()
    assert desk.put(f"/organizations/{ONE}", {"time_zone": "PST"})["organization"]["time_zone"] == "PST"
    answer = desk.ask("GET", f"/contacts/{key}")
    assert answer.json()["contact"]["created_time"] == "2026-01-15T01:00:00-0800"
    assert answer.headers["x-rate-limit-reset"] == str(23 * 60 * 60)


def test_a_time_zone_that_does_not_exist_is_refused(desk: Desk) -> None:
    answer = desk.ask("PUT", f"/organizations/{ONE}", {"time_zone": "Mars/Olympus"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for time_zone")


def test_dates_are_written_in_the_organizations_way(desk: Desk) -> None:
    key = desk.customer()
    for form, shown in (("dd/MM/yyyy", "15/01/2026"), ("yyyy-MM-dd", "2026-01-15"), ("MM/dd/yy", "01/15/26")):
        desk.put(f"/organizations/{ONE}", {"date_format": form})
        assert desk.get(f"/contacts/{key}")["contact"]["created_time_formatted"] == shown


NEW = {"name": "Three", "currency_code": "EUR", "time_zone": "Europe/Berlin", "portal_name": "three3"}


def test_whoever_makes_an_organization_is_its_first_user(desk: Desk) -> None:
    answer = desk.ask("POST", "/organizations", NEW, organization=None, token="ann")
    made = answer.json()["organization"]
    key = made["organization_id"]
    assert answer.headers["location"] == f"/api/v3/organizations/{key}"
    assert (made["name"], made["time_zone"], made["user_role"]) == ("Three", "Europe/Berlin", "admin")
    assert made["account_created_date"] == "2026-01-15"
    assert [one["person"] for one in desk.view("users", key)] == ["ann"]
    assert [one["currency_code"] for one in desk.view("currencies", key)] == ["EUR"]
    # A token covers what it was given for.
    listed = desk.get("/organizations", organization=None, token="ann")["organizations"]
    assert [one["organization_id"] for one in listed] == [ONE]
    desk.token("ann again", tenants=(ONE, key), person="ann")
    assert desk.get("/users", organization=key, token="ann again")["users"][0]["name"] == "Ann"


@pytest.mark.parametrize("name", list(NEW))
def test_an_organization_needs_four_things(desk: Desk, name: str) -> None:
    sent = {key: value for key, value in NEW.items() if key != name}
    answer = desk.ask("POST", "/organizations", sent, organization=None)
    assert_refused(desk, answer, 400, 4, f"Invalid value passed for {name}")


@pytest.mark.parametrize(
    ("name", "value"),
    [("portal_name", "abcd"), ("portal_name", "a b c d e"), ("time_zone", "PST8"), ("currency_code", "euro")],
)
def test_an_organization_needs_them_in_order(desk: Desk, name: str, value: str) -> None:
    answer = desk.ask("POST", "/organizations", {**NEW, name: value}, organization=None)
    assert_refused(desk, answer, 400, 2, f"Invalid value passed for {name}")


def test_labels_custom_fields_and_currency_are_changed(desk: Desk) -> None:
    euro = desk.given("currencies", {"currency_code": "EUR"})["currency_id"]
    sent = {
        "taxid_label": "VAT ID",
        "companyid_value": "7",
        "currency_id": euro,
        "custom_fields": [{"label": "Zone", "value": "West"}],
    }
    shown = desk.put(f"/organizations/{ONE}", sent)["organization"]
    assert desk.get(f"/organizations/{ONE}")["organization"] == shown
    assert (shown["tax_id_label"], shown["company_id_value"]) == ("VAT ID", "7")
    assert (shown["currency_id"], shown["currency_code"], shown["currency_symbol"]) == (euro, "EUR", "€")
    assert [(one["label"], one["value"]) for one in shown["custom_fields"]] == [("Zone", "West")]
    base = [
        one["currency_code"]
        for one in desk.get("/settings/currencies")["currencies"]
        if one["is_base_currency"]
    ]
    assert base == ["EUR"]
    answer = desk.ask("PUT", f"/organizations/{ONE}", {"currency_id": "1"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for currency_id")
    answer = desk.ask("PUT", f"/organizations/{ONE}", {"fiscal_year_start_month": "may be"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for fiscal_year_start_month")
