"""The addresses of a contact."""

from __future__ import annotations

from ..desk import ONE, Desk, assert_refused


def test_a_contact_has_two_addresses_from_the_first(desk: Desk) -> None:
    sent = {"contact_name": "Acme", "billing_address": {"city": "Kiel"}}
    contact = desk.post("/contacts", sent)["contact"]
    path = f"/contacts/{contact['contact_id']}/address"
    billing, shipping = desk.get(path)["addresses"]
    assert (billing, shipping) == (contact["billing_address"], contact["shipping_address"])
    assert (billing["city"], shipping["city"]) == ("Kiel", "")
    assert billing["address_id"] != shipping["address_id"]


def test_the_two_are_changed_by_their_ids_and_stay(desk: Desk) -> None:
    key = desk.customer()
    path = f"/contacts/{key}/address"
    billing, shipping = (one["address_id"] for one in desk.get(path)["addresses"])
    desk.put(f"{path}/{shipping}", {"city": "Kiel", "zip": "24103"})
    desk.put(f"{path}/{shipping}", {"zip": "24105"})
    contact = desk.get(f"/contacts/{key}")["contact"]
    assert (contact["shipping_address"]["city"], contact["shipping_address"]["zip"]) == ("Kiel", "24105")
    assert contact["billing_address"]["city"] == ""
    assert contact["addresses"] == []
    answer = desk.ask("DELETE", f"{path}/{billing}")
    assert_refused(desk, answer, 404, 1002, "Address does not exist.")


def test_further_addresses_are_added_changed_and_deleted(desk: Desk) -> None:
    key = desk.customer()
    path = f"/contacts/{key}/address"
    body = desk.post(path, {"city": "Bonn"})
    address = body["address_info"]
    changed = desk.put(f"{path}/{address['address_id']}", {"street2": "2nd floor"})["address_info"]
    assert changed == {**address, "street2": "2nd floor"}
    assert desk.get(path)["addresses"][2:] == [changed]
    assert desk.get(f"/contacts/{key}")["contact"]["addresses"] == [changed]
    desk.delete(f"{path}/{address['address_id']}")
    assert len(desk.get(path)["addresses"]) == 2
    assert {event[:3] for event in desk.events} == {(ONE, "contacts", "edited")}
    for method in ("PUT", "DELETE"):
        answer = desk.ask(method, f"{path}/{address['address_id']}", {"city": "x"})
        assert_refused(desk, answer, 404, 1002, "Address does not exist.")


def test_an_address_is_not_too_long(desk: Desk) -> None:
    answer = desk.ask("POST", f"/contacts/{desk.customer()}/address", {"zip": "1" * 51})
    assert_refused(desk, answer, 400, 15, 'Please ensure that the "zip" has less than 50 characters.')


def test_null_empties_a_part(desk: Desk) -> None:
    path = f"/contacts/{desk.customer()}/address"
    address = desk.post(path, {"city": "Bonn", "zip": None})["address_info"]
    assert (address["city"], address["zip"]) == ("Bonn", "")
    for key in (address["address_id"], desk.get(path)["addresses"][0]["address_id"]):
        desk.put(f"{path}/{key}", {"city": "Kiel"})
        assert desk.put(f"{path}/{key}", {"city": None})["address_info"]["city"] == ""
