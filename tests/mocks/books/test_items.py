"""Items: what is bought and sold."""

from __future__ import annotations

from typing import Any

import pytest

from .desk import ONE, TWO, Desk, assert_refused


def add(desk: Desk, name: str = "Pen", rate: float = 2, **values: Any) -> str:
    return str(desk.post("/items", {"name": name, "rate": rate, **values})["item"]["item_id"])


def names(desk: Desk, **params: Any) -> list[str]:
    return [one["name"] for one in desk.get("/items", params=params)["items"]]


def test_an_item_is_added_read_changed_and_deleted(desk: Desk) -> None:
    answer = desk.ask("POST", "/items", {"name": "Pen", "rate": "2.50", "sku": "P1"})
    made = answer.json()["item"]
    assert answer.headers["location"] == f"/api/v3/items/{made['item_id']}"
    assert (made["rate"], made["status"], made["item_type"], made["product_type"]) == (
        2.5,
        "active",
        "sales",
        "goods",
    )
    path = f"/items/{made['item_id']}"
    assert desk.get(path)["item"] == made
    changed = desk.put(path, {"rate": 3})
    assert changed["item"]["rate"] == 3
    desk.delete(path)
    assert_refused(desk, desk.ask("GET", path), 404, 1002, "Item does not exist.")
    assert [event[:3] for event in desk.events] == [
        (ONE, "items", "created"),
        (ONE, "items", "edited"),
        (ONE, "items", "deleted"),
    ]


@pytest.mark.parametrize("name", ["name", "rate"])
def test_an_item_needs_a_name_and_a_rate(desk: Desk, name: str) -> None:
    sent = {key: value for key, value in {"name": "Pen", "rate": 2}.items() if key != name}
    assert_refused(desk, desk.ask("POST", "/items", sent), 400, 4, f"Invalid value passed for {name}")


def test_an_item_shows_its_tax_and_the_accounts_that_it_is_booked_on(desk: Desk) -> None:
    tax = desk.given("taxes", {"tax_name": "VAT", "tax_percentage": 20})["tax_id"]
    key = add(desk, tax_id=tax, item_type="inventory", locations=[{"location_id": "7", "initial_stock": "5"}])
    item = desk.get(f"/items/{key}")["item"]
    assert (item["tax_name"], item["tax_percentage"], item["tax_type"]) == ("VAT", 20, "tax")
    accounts = (item["account_name"], item["purchase_account_name"], item["inventory_account_name"])
    assert accounts == ("Sales", "Cost of Goods Sold", "Inventory Asset")
    assert (item["track_inventory"], item["stock_on_hand"]) == (True, 5)
    assert item["locations"][0]["location_stock_on_hand"] == "5"
    bought = desk.get(f"/items/{add(desk, item_type='purchases')}")["item"]
    assert (bought["can_be_sold"], bought["can_be_purchased"], bought["account_name"]) == (False, True, "")
    answer = desk.ask("PUT", f"/items/{key}", {"tax_id": "1"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for tax_id")


@pytest.mark.parametrize(("written", "read"), [("70%", 70), ("7.5", 7.5), (3, 3), ("", 0), (None, 0)])
def test_the_percentage_of_a_tax_may_have_its_sign(desk: Desk, written: object, read: float) -> None:
    key = add(desk, tax_percentage=written)
    assert desk.get(f"/items/{key}")["item"]["tax_percentage"] == read


@pytest.mark.parametrize("written", ["much", "nan%", "7%%"])
def test_the_percentage_of_a_tax_is_a_number(desk: Desk, written: str) -> None:
    answer = desk.ask("POST", "/items", {"name": "Pen", "rate": 2, "tax_percentage": written})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for tax_percentage")


def test_items_are_filtered_sorted_and_searched(desk: Desk) -> None:
    low = desk.given("taxes", {"tax_name": "Low", "tax_percentage": 7})["tax_id"]
    high = desk.given("taxes", {"tax_name": "High", "tax_percentage": 19})["tax_id"]
    add(desk, "Pen", 2, tax_id=low)
    add(desk, "pencil", 1, description="Soft", tax_id=high)
    add(desk, "Ink", 5, is_taxable=False)
    assert names(desk) == ["Ink", "Pen", "pencil"]
    assert names(desk, name_startswith="pen") == ["Pen", "pencil"]
    assert names(desk, name="pen") == ["Pen"]
    assert names(desk, description_contains="oft") == ["pencil"]
    assert names(desk, search_text="soft") == ["pencil"]
    assert names(desk, rate="2") == ["Pen"]
    assert names(desk, rate_less_than="2") == ["pencil"]
    assert names(desk, rate_less_equals="2") == ["Pen", "pencil"]
    assert names(desk, rate_greater_than="2") == ["Ink"]
    assert names(desk, rate_greater_equals="2", sort_column="rate", sort_order="D") == ["Ink", "Pen"]
    assert names(desk, is_taxable="false") == ["Ink"]
    assert names(desk, tax_id=low) == ["Pen"]
    assert names(desk, tax_name="High") == ["pencil"]
    assert names(desk, sort_column="tax_name") == ["Ink", "pencil", "Pen"]
    assert desk.get("/items", organization=TWO)["items"] == []
    assert desk.get("/items")["page_context"]["report_name"] == "Items"


def test_an_item_is_marked(desk: Desk) -> None:
    key = add(desk)
    desk.post(f"/items/{key}/inactive")
    assert names(desk, filter_by="Status.Inactive") == ["Pen"]
    desk.post(f"/items/{key}/active")
    assert names(desk, filter_by="Status.Active") == ["Pen"]


def test_an_item_may_cost_nothing(desk: Desk) -> None:
    headers = {"X-Unique-Identifier-Key": "cf_x", "X-Unique-Identifier-Value": "1", "X-Upsert": "true"}
    answer = desk.ask("PUT", "/items", {"name": "Gift", "rate": 0}, headers=headers)
    assert (answer.status_code, answer.json()["item"]["rate"]) == (200, 0)
    full = Desk(chosen={"books.update_required": "full"})
    key = add(full, rate=5)
    assert full.put(f"/items/{key}", {"name": "Gift", "rate": 0})["item"]["rate"] == 0


def test_several_items_are_read_at_once(desk: Desk) -> None:
    one, two = add(desk, "One"), add(desk, "Two")
    add(desk, "Three")
    body = desk.get("/itemdetails", params={"item_ids": f"{two},1,{one},{two}"})
    assert [item["name"] for item in body["items"]] == ["Two", "One"]
    answer = desk.ask("GET", "/itemdetails")
    assert_refused(desk, answer, 400, 4, "Invalid value passed for item_ids")


@pytest.mark.parametrize("bare", [True, False])
def test_custom_fields_come_as_a_bare_list(desk: Desk, bare: bool) -> None:
    key = add(desk, custom_fields=[{"api_name": "cf_shelf", "value": "A"}])
    field = desk.get(f"/items/{key}")["item"]["custom_fields"][0]["customfield_id"]
    entries = [{"customfield_id": field, "value": "B"}]
    sent = entries if bare else {"custom_fields": entries}
    desk.put(f"/item/{key}/customfields", sent)
    assert desk.get(f"/items/{key}")["item"]["custom_field_hash"]["cf_shelf"] == "B"
    assert_refused(desk, desk.ask("PUT", f"/items/{key}", [1]), 400, 1038, "JSON is not well formed")


def test_a_scenario_lays_down_an_item_with_a_tax_by_name(desk: Desk) -> None:
    desk.given("taxes", {"tax_name": "VAT"})
    desk.given("items", {"name": "Pen", "rate": 2, "tax": "VAT", "custom_fields": {"cf_shelf": "A"}})
    (item,) = desk.view("items")
    assert (item["tax"], item["cf_shelf"], item["rate"]) == ("VAT", "A", 2)
    with pytest.raises(ValueError, match="Did you mean 'VAT'"):
        desk.given("items", {"tax": "VATT"})


RECORDED = """item_id name item_name category_id category_name unit status source is_combo_product
is_linked_with_zohocrm zcrm_product_id description brand manufacturer rate tax_id
item_tax_preferences tax_name tax_percentage purchase_account_id purchase_account_name account_id
account_name purchase_description purchase_rate can_be_sold can_be_purchased track_inventory
item_type product_type is_taxable tax_exemption_id tax_exemption_code stock_on_hand has_attachment
is_returnable available_stock actual_available_stock sku upc ean isbn part_number track_batch_number
is_storage_location_enabled reorder_level image_name image_type image_document_id created_time
last_modified_time hsn_or_sac product_subtype tags"""
"""The keys of a recorded item that Inventory shares with Books (its measures and tax categories left out)."""


def test_every_key_of_a_recorded_item_is_there(desk: Desk) -> None:
    item = desk.get(f"/items/{add(desk)}")["item"]
    assert set(RECORDED.split()) - item.keys() == set()
