"""What is turned on and off at a contact."""

from __future__ import annotations

from typing import Any

from ..desk import Desk, assert_refused


def test_payment_reminders(desk: Desk) -> None:
    key = desk.customer()

    def enabled() -> Any:
        return desk.get(f"/contacts/{key}")["contact"]["payment_reminder_enabled"]

    assert enabled() is True
    desk.post(f"/contacts/{key}/paymentreminder/disable")
    assert enabled() is False
    desk.post(f"/contacts/{key}/paymentreminder/enable")
    assert enabled() is True


def test_tracking_for_form_1099(desk: Desk) -> None:
    key = desk.customer()
    desk.post(f"/contacts/{key}/track1099")
    assert desk.get(f"/contacts/{key}")["contact"]["track_1099"] is True
    desk.post(f"/contacts/{key}/untrack1099")
    assert desk.get(f"/contacts/{key}")["contact"]["track_1099"] is False


def test_the_portal_is_open_to_those_who_are_named(desk: Desk) -> None:
    people = [{"first_name": "Ann"}, {"first_name": "Bob"}]
    contact = desk.post("/contacts", {"contact_name": "A", "contact_persons": people})["contact"]
    ann, bob = (one["contact_person_id"] for one in contact["contact_persons"])
    path = f"/contacts/{contact['contact_id']}"
    desk.post(f"{path}/portal/enable", {"contact_persons": [{"contact_person_id": bob}]})
    shown = desk.get(path)["contact"]
    assert [one["is_added_in_portal"] for one in shown["contact_persons"]] == [False, True]
    assert shown["portal_status"] == "enabled"
    rows = desk.get("/contacts", params={"filter_by": "Status.PortalEnabled"})["contacts"]
    assert [one["contact_id"] for one in rows] == [contact["contact_id"]]
    desk.post(f"{path}/portal/enable", {"contact_persons": [{"contact_person_id": ann}]})
    assert [one["enable_portal"] for one in desk.get(path)["contact"]["contact_persons"]] == [True, False]
    answer = desk.ask("POST", f"{path}/portal/enable", {"contact_persons": [{"contact_person_id": "1"}]})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for contact_person_id")
    answer = desk.ask("POST", f"{path}/portal/enable", {"people": []})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for contact_persons")
