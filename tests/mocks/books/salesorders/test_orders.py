"""Sales orders by themselves: what they come to, their statuses, lists, mails, comments, files."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import ONE, TWO, Desk, assert_refused

DAY = 86_400
PICTURE = {"attachment": ("plan.png", b"\x89PNG", "image/png")}


def order(desk: Desk, **values: Any) -> dict[str, Any]:
    """An order over the API; two hours of work at 50 unless it says otherwise."""
    lines = [{"name": "Work", "rate": 50, "quantity": 2}]
    sent = {"customer_id": desk.customer(), "line_items": lines, **values}
    return dict(desk.post("/salesorders", sent)["salesorder"])


def read(desk: Desk, key: str) -> dict[str, Any]:
    return dict(desk.get(f"/salesorders/{key}")["salesorder"])


def act(desk: Desk, key: str, path: str, json: Any = None) -> str:
    return str(desk.post(f"/salesorders/{key}/{path}", json)["message"])


def test_an_order_is_numbered_dated_and_a_draft(desk: Desk) -> None:
    first, second = order(desk), order(desk)
    assert (first["salesorder_number"], second["salesorder_number"]) == ("SO-00001", "SO-00002")
    assert (first["date"], first["status"], first["order_status"]) == ("2026-01-15", "draft", "draft")
    assert (first["total"], first["invoiced_status"], first["paid_status"]) == (100, "not_invoiced", "unpaid")
    assert first["template_name"] == "Standard Template"


def test_a_new_order_may_be_taken_to_be_open() -> None:
    assert order(Desk(chosen={"books.order_begins": "open"}))["status"] == "open"


def test_an_order_counts_as_an_invoice_does(desk: Desk) -> None:
    tax = desk.given("taxes", {"tax_name": "GST", "tax_percentage": 18})["tax_id"]
    values = {
        "line_items": [
            {"name": "Pens", "rate": 12.5, "quantity": 3, "tax_id": tax, "discount": "10%"},
            {"name": "Paper", "rate": 7.35, "quantity": 2},
        ],
        "discount": "5%",
        "discount_type": "entity_level",
        "shipping_charge": 4,
        "adjustment": -0.05,
    }
    ordered = order(desk, **values)
    billed = desk.post("/invoices", {"customer_id": desk.customer("Other"), **values})["invoice"]
    for name in ("sub_total", "tax_total", "discount_amount", "total"):
        assert ordered[name] == billed[name], name
    assert ordered["taxes"] == [{"tax_id": tax, **billed["taxes"][0]}]
    pens = ordered["line_items"][0]
    assert (pens["item_total"], pens["item_total_inclusive_of_tax"], pens["is_taxable"]) == (
        33.75,
        39.83,
        True,
    )


def test_a_line_takes_what_it_leaves_out_from_its_item(desk: Desk) -> None:
    item = desk.post("/items", {"name": "Pen", "rate": 2.5, "sku": "P-1", "unit": "box"})["item"]["item_id"]
    (line,) = order(desk, line_items=[{"item_id": item, "quantity": 4}])["line_items"]
    assert (line["name"], line["rate"], line["unit"], line["sku"]) == ("Pen", 2.5, "box", "P-1")
    assert line["item_total"] == 10
    assert_refused(
        desk,
        desk.ask("DELETE", f"/items/{item}"),
        400,
        1004,
        "The item has transactions and cannot be deleted.",
    )


def test_an_order_is_changed_and_a_line_that_is_not_named_goes(desk: Desk) -> None:
    made = order(desk, line_items=[{"name": "A", "rate": 1}, {"name": "B", "rate": 2}])
    kept = made["line_items"][1]["line_item_id"]
    sent = {"line_items": [{"line_item_id": kept, "quantity": 3}], "reference_number": "PO-7"}
    changed = desk.put(f"/salesorders/{made['salesorder_id']}", sent)["salesorder"]
    assert [(line["name"], line["quantity"]) for line in changed["line_items"]] == [("B", 3)]
    assert (changed["total"], changed["reference_number"]) == (6, "PO-7")


def test_an_order_that_is_deleted_is_gone_with_its_history(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    assert desk.delete(f"/salesorders/{key}")["message"] == "Sales Order Deleted Successfully."
    gone = desk.ask("GET", f"/salesorders/{key}")
    assert_refused(desk, gone, 404, 1002, "Sales order does not exist.")
    store = desk.context.store
    assert not store.find("books.history", ONE, "transaction_id", key)
    assert not store.rows("books.salesorder_lines", ONE)


def test_a_customer_who_has_ordered_can_not_be_deleted(desk: Desk) -> None:
    customer = order(desk)["customer_id"]
    assert desk.ask("DELETE", f"/contacts/{customer}").status_code == 400


def test_an_order_is_submitted_approved_confirmed_and_voided(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    seen = []
    for path in ("submit", "approve", "status/open"):
        act(desk, key, path)
        seen.append(read(desk, key)["status"])
    assert seen == ["pending_approval", "approved", "open"]
    assert act(desk, key, "status/void", {"reason": "Changed their mind"}) == (
        "Sales order status has been changed to Void."
    )
    void = read(desk, key)
    assert (void["status"], void["order_status"], void["total"]) == ("void", "void", 100)


def test_an_order_has_a_sub_status_as_long_as_it_has_the_status_above(desk: Desk) -> None:
    desk.given("sub_statuses", {"status_code": "cs_packed", "display_name": "Packed"})
    key = order(desk)["salesorder_id"]
    act(desk, key, "status/open")
    assert act(desk, key, "substatus/cs_packed") == "Sales Order status updated successfully."
    seen = read(desk, key)
    assert (seen["status"], seen["current_sub_status"]) == ("open", "cs_packed")
    (known,) = seen["sub_statuses"]
    assert (known["status_code"], known["parent_status"], known["display_name"]) == (
        "cs_packed",
        "open",
        "Packed",
    )
    act(desk, key, "status/void")
    assert read(desk, key)["current_sub_status"] == "void"


def test_an_order_is_overdue_after_its_shipment_day_by_the_organizations_midnight(desk: Desk) -> None:
    key = order(desk, shipment_date="2026-01-15")["salesorder_id"]
    act(desk, key, "status/open")
    desk.context.clock.move(9.4 * 3600)
    assert read(desk, key)["status"] == "open"
    desk.context.clock.move(0.2 * 3600)
    late = read(desk, key)
    assert (late["status"], late["order_status"]) == ("overdue", "open")


def test_a_list_tells_days_amounts_and_finds_by_words_numbers_and_statuses(desk: Desk) -> None:
    first = order(desk, reference_number="PO-1", shipment_date="2026-01-20")["salesorder_id"]
    second = order(desk, reference_number="PO-2", line_items=[{"name": "Paint", "rate": 7}])["salesorder_id"]
    act(desk, second, "status/open")

    def keys(**params: str) -> list[str]:
        return [row["salesorder_id"] for row in desk.get("/salesorders", params=params)["salesorders"]]

    row = desk.get("/salesorders", params={"reference_number": "PO-1"})["salesorders"][0]
    assert (row["shipment_days"], row["quantity"], row["bcy_total"]) == (5, 2, 100)
    assert keys() == [second, first]
    assert keys(filter_by="Status.Open") == keys(status="open") == [second]
    assert keys(filter_by="Status.Draft") == [first]
    assert keys(reference_number_in="PO-2,PO-3") == keys(item_name_contains="ain") == [second]
    assert keys(salesorder_number_not_in="SO-00002") == keys(total_start="100") == [first]
    assert keys(total_less_than="100") == keys(total_end="99") == keys(salesorder_ids=second) == [second]
    assert keys(search_text="po-") == [second, first]


def test_organizations_do_not_see_each_others_orders(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    assert desk.get("/salesorders", organization=TWO)["salesorders"] == []
    assert desk.ask("GET", f"/salesorders/{key}", organization=TWO).status_code == 404


def test_a_mailed_draft_is_open(desk: Desk) -> None:
    desk.given("contacts", {"contact_name": "Acme Corp", "email": "ann@acme.example"})
    made = order(desk, customer_id=desk.view("contacts")[0]["contact_id"])
    content = desk.get(f"/salesorders/{made['salesorder_id']}/email")["data"]
    assert content["subject"] == "Sales Order from One (Sales Order #: SO-00001)"
    assert act(desk, made["salesorder_id"], "email") == "Your Sales Order has been sent."
    (mail,) = desk.view("mails")
    assert (mail["of"], mail["to"], mail["attachments"]) == (
        "salesorder",
        ["ann@acme.example"],
        ["SO-00001.pdf"],
    )
    seen = read(desk, made["salesorder_id"])
    assert (seen["status"], seen["is_emailed"]) == ("open", True)


def test_comments_and_history_are_one_list(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    path = f"/salesorders/{key}/comments"
    said = desk.post(path, {"description": "Soon"})["comment"]
    changed = desk.put(f"{path}/{said['comment_id']}", {"description": "Now"})["comment"]
    assert (changed["description"], changed["transaction_type"], changed["salesorder_id"]) == (
        "Now",
        "salesorder",
        key,
    )
    told = [one["description"] for one in desk.get(path)["comments"]]
    assert told == ["Now", "Sales order created"]


def test_a_file_comes_back_as_it_went_in(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    desk.post(f"/salesorders/{key}/attachment", files=PICTURE)
    assert desk.ask("GET", f"/salesorders/{key}/attachment").content == b"\x89PNG"
    assert read(desk, key)["attachment_name"] == "plan.png"
    desk.delete(f"/salesorders/{key}/attachment")
    assert read(desk, key)["documents"] == []


def test_orders_come_on_paper(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    page = desk.ask("GET", f"/salesorders/{key}", params={"accept": "html"})
    assert "Sales Order SO-00001" in page.text
    many = desk.ask("GET", "/salesorders/pdf", params={"salesorder_ids": key})
    assert many.content.startswith(b"%PDF")


@pytest.mark.parametrize("named", ["customer", "customer_id"])
def test_a_scenario_lays_orders_down_and_sees_them(desk: Desk, named: str) -> None:
    key = desk.customer()
    given = {"customer": "Acme Corp", "customer_id": key}[named]
    made = desk.given("salesorders", {named: given, "line_items": ["Design"], "cf_site": "Kiel"})
    (seen,) = desk.view("salesorders")
    assert (seen["salesorder_id"], seen["customer"], seen["status"]) == (
        made["salesorder_id"],
        "Acme Corp",
        "open",
    )
    assert (seen["cf_site"], seen["line_items"][0]["name"]) == ("Kiel", "Design")


def test_orders_are_events(desk: Desk) -> None:
    key = order(desk)["salesorder_id"]
    act(desk, key, "status/open")
    desk.delete(f"/salesorders/{key}")
    told = [(module, event) for _, module, event, _, _ in desk.events if module == "salesorders"]
    assert told == [("salesorders", "created"), ("salesorders", "edited"), ("salesorders", "deleted")]
