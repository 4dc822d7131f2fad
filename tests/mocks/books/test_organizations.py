"""Organizations: found without an id, each with its zone and currency."""

from __future__ import annotations

from .desk import ONE, TWO, Desk, assert_refused


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


def test_a_time_zone_that_does_not_exist_is_refused(desk: Desk) -> None:
    answer = desk.ask("PUT", f"/organizations/{ONE}", {"time_zone": "Mars/Olympus"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for time_zone")


def test_dates_are_written_in_the_organizations_way(desk: Desk) -> None:
    key = desk.customer()
    for form, shown in (("dd/MM/yyyy", "15/01/2026"), ("yyyy-MM-dd", "2026-01-15"), ("MM/dd/yy", "01/15/26")):
        desk.put(f"/organizations/{ONE}", {"date_format": form})
        assert desk.get(f"/contacts/{key}")["contact"]["created_time_formatted"] == shown
