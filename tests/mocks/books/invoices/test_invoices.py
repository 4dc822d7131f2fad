"""Invoices over HTTP: what a save makes of a request, how they are shown and listed."""

from __future__ import annotations

from typing import Any

import pytest

from ..desk import ONE, TWO, Desk, assert_refused

LINE = {"name": "Hard Drive", "rate": 120, "quantity": 2}


def body(desk: Desk, *lines: dict[str, Any], **values: Any) -> dict[str, Any]:
    customer = values.pop("customer_id", None) or desk.customer()
    return {"customer_id": customer, "line_items": list(lines) or [LINE], **values}


def make(desk: Desk, *lines: dict[str, Any], **values: Any) -> dict[str, Any]:
    return dict(desk.post("/invoices", body(desk, *lines, **values))["invoice"])


def read(desk: Desk, invoice: dict[str, Any]) -> dict[str, Any]:
    return dict(desk.get(f"/invoices/{invoice['invoice_id']}")["invoice"])


LINKED, MAILED = {"invoice_url"}, {"is_viewed_in_mail", "mail_first_viewed_time", "mail_last_viewed_time"}


def test_what_a_row_holds_follows_from_what_became_of_the_invoice(desk: Desk) -> None:
    path = f"/invoices/{make(desk)['invoice_id']}"

    def held() -> set[str]:
        (row,) = desk.get("/invoices")["invoices"]
        return set(row) & (LINKED | MAILED)

    assert held() == set()
    desk.post(f"{path}/status/sent")
    assert held() == LINKED
    desk.post(f"{path}/email", {"to_mail_ids": ["a@acme.example"]})
    assert held() == LINKED | MAILED
    desk.post(f"{path}/status/void")
    assert held() == MAILED
    assert desk.get(path)["invoice"].keys() >= LINKED | MAILED


def test_a_created_invoice_is_answered_whole(desk: Desk) -> None:
    answer = desk.ask("POST", "/invoices", body(desk, reference_number="PO-7", notes="Thanks"))
    invoice = answer.json()["invoice"]
    assert answer.headers["location"] == f"/api/v3/invoices/{invoice['invoice_id']}"
    assert (invoice["invoice_number"], invoice["status"], invoice["customer_name"]) == (
        "INV-000001",
        "draft",
        "Acme Corp",
    )
    assert (invoice["date"], invoice["due_date"]) == ("2026-01-15", "2026-01-15")
    assert (invoice["sub_total"], invoice["total"], invoice["balance"]) == (240, 240, 240)
    assert (invoice["currency_code"], invoice["total_formatted"]) == ("INR", "₹240.00")
    assert invoice["template_name"] == "Standard Template"
    (line,) = invoice["line_items"]
    assert (line["name"], line["rate"], line["quantity"], line["item_total"]) == ("Hard Drive", 120, 2, 240)
    assert invoice["invoice_url"].startswith("https://books.zoho.com/SecurePayment?CInvoiceID=")
    assert read(desk, invoice) == invoice


def test_the_vendors_words_for_an_update_and_a_deletion(desk: Desk) -> None:
    invoice = make(desk)
    path = f"/invoices/{invoice['invoice_id']}"
    updated = desk.put(path, {"notes": "x", "line_items": [{"name": "Other", "rate": 10}]})
    assert (updated["invoice"]["total"], updated["invoice"]["invoice_number"]) == (10, "INV-000001")
    desk.delete(path)
    assert_refused(desk, desk.ask("GET", path), 404, 1002, "Invoice does not exist.")


def test_a_line_that_is_named_again_keeps_what_an_update_leaves_out(desk: Desk) -> None:
    invoice = make(desk, {**LINE, "description": "500GB", "discount": "10%"})
    key = invoice["line_items"][0]["line_item_id"]
    changed = desk.put(
        f"/invoices/{invoice['invoice_id']}", {"line_items": [{"line_item_id": key, "discount": 0}]}
    )["invoice"]
    (line,) = changed["line_items"]
    assert (line["line_item_id"], line["description"], line["item_total"]) == (key, "500GB", 240)


def test_a_line_is_filled_from_its_item(desk: Desk) -> None:
    tax = desk.post("/settings/taxes", {"tax_name": "VAT", "tax_percentage": 12.5})["tax"]["tax_id"]
    item = desk.post(
        "/items", {"name": "Drive", "rate": 80, "description": "500GB", "unit": "pcs", "tax_id": tax}
    )["item"]["item_id"]
    invoice = make(desk, {"item_id": item, "quantity": 3}, {"item_id": item, "rate": 10})
    first, second = invoice["line_items"]
    assert (first["name"], first["rate"], first["unit"]) == ("Drive", 80, "pcs")
    assert (first["tax_name"], first["tax_percentage"], second["rate"]) == ("VAT", 12.5, 10)
    assert (invoice["sub_total"], invoice["tax_total"], invoice["total"]) == (250, 31.25, 281.25)
    assert invoice["taxes"] == [{"tax_name": "VAT", "tax_amount": 31.25}]
    refused = desk.ask("DELETE", f"/items/{item}")
    assert refused.json()["code"] == 1004


def test_a_tax_that_changes_later_changes_no_invoice(desk: Desk) -> None:
    tax = desk.post("/settings/taxes", {"tax_name": "VAT", "tax_percentage": 10})["tax"]["tax_id"]
    invoice = make(desk, {**LINE, "tax_id": tax})
    desk.put(f"/settings/taxes/{tax}", {"tax_percentage": 20})
    assert read(desk, invoice)["total"] == 264


@pytest.mark.parametrize(
    ("values", "total"),
    [
        ({"discount": "10%", "discount_type": "entity_level"}, 216),
        ({"discount": 40, "discount_type": "entity_level"}, 200),
        ({"discount": 40, "discount_type": "item_level"}, 240),
        ({"shipping_charge": "12.50", "adjustment": -2.5}, 250),
    ],
)
def test_the_whole_invoice_may_be_cheaper_or_dearer(desk: Desk, values: dict[str, Any], total: float) -> None:
    assert make(desk, **values)["total"] == total


@pytest.mark.parametrize(("off", "total"), [("10%", 216), (30, 210), ("30", 210), ("100%", 0)])
def test_a_line_may_have_a_discount(desk: Desk, off: Any, total: float) -> None:
    assert make(desk, {**LINE, "discount": off})["total"] == total
    assert make(desk, {**LINE, "discount_amount": 40})["total"] == 200


def test_amounts_have_the_places_of_the_currency(desk: Desk) -> None:
    currency = {"currency_code": "JPY", "price_precision": 0, "currency_format": "1,234,567"}
    key = desk.post("/settings/currencies", currency)["currency"]["currency_id"]
    invoice = make(desk, {"name": "x", "rate": 10.6, "quantity": 3}, currency_id=key)
    assert (invoice["currency_code"], invoice["price_precision"], invoice["total"]) == ("JPY", 0, 32)
    assert invoice["total_formatted"] == "¥32"


def test_numbers_follow_each_other_and_pass_over_those_that_are_taken(desk: Desk) -> None:
    own = {"ignore_auto_number_generation": "true"}
    desk.post("/invoices", body(desk, invoice_number="INV-000002"), params=own)
    assert [make(desk)["invoice_number"] for _ in range(2)] == ["INV-000001", "INV-000003"]
    assert_refused(
        desk,
        desk.ask("POST", "/invoices", body(desk, invoice_number="INV-000001"), params=own),
        400,
        1001,
        "Invoice Number already exist",
    )
    assert_refused(
        desk,
        desk.ask("POST", "/invoices", body(desk), params=own),
        400,
        4,
        "Invalid value passed for invoice_number",
    )


@pytest.mark.parametrize(("chosen", "number"), [("taken", "A-1"), ("replaced", "INV-000001")])
def test_a_number_without_the_parameter_is_an_assumption(chosen: str, number: str) -> None:
    desk = Desk(chosen={"books.given_number": chosen})
    assert make(desk, invoice_number="A-1")["invoice_number"] == number


def test_the_terms_say_when_it_is_due(desk: Desk) -> None:
    invoice = make(desk, date="2026-01-20", payment_terms=15)
    assert (invoice["due_date"], invoice["payment_terms_label"]) == ("2026-02-04", "Net 15")
    path = f"/invoices/{invoice['invoice_id']}"
    assert desk.put(path, {"date": "2026-01-21"})["invoice"]["due_date"] == "2026-02-05"
    assert desk.put(path, {"due_date": "2026-03-01"})["invoice"]["due_date"] == "2026-03-01"
    customer = desk.given("contacts", {"contact_name": "Slow", "payment_terms": 30})["contact_id"]
    assert make(desk, customer_id=customer)["due_date"] == "2026-02-14"


def test_it_goes_to_the_customers_people_and_addresses(desk: Desk) -> None:
    people = [{"first_name": "Will", "last_name": "Smith", "email": "w@acme.example"}, {"first_name": "Zoe"}]
    customer = desk.post(
        "/contacts",
        {"contact_name": "Acme", "contact_persons": people, "billing_address": {"city": "Pleasanton"}},
    )["contact"]
    invoice = make(desk, customer_id=customer["contact_id"])
    (person,) = invoice["contact_persons_associated"]
    assert (person["contact_person_name"], person["contact_person_email"]) == ("Will Smith", "w@acme.example")
    assert (invoice["email"], invoice["billing_address"]["city"]) == ("w@acme.example", "Pleasanton")
    zoe = customer["contact_persons"][1]["contact_person_id"]
    other = make(desk, customer_id=customer["contact_id"], contact_persons=[zoe])
    assert [one["first_name"] for one in other["contact_persons_associated"]] == ["Zoe"]


@pytest.fixture
def four(desk: Desk) -> Desk:
    """A draft, one sent that is due, one overdue and one paid; each of a customer of its own."""
    for name, values in (
        ("Draft", {}),
        ("Sent", {"status": "sent", "due_date": "2026-01-20"}),
        ("Late", {"status": "sent", "date": "2025-12-01", "due_date": "2026-01-02"}),
        ("Paid", {"status": "sent", "line_items": [{"name": "Ink", "rate": 5, "description": "blue"}]}),
    ):
        desk.given("contacts", {"contact_name": name, "email": f"{name}@x.example"})
        desk.given("invoices", {"customer": name, "reference_number": f"R-{name}", **values})
        desk.context.clock.move(60)
    desk.given("customerpayments", {"invoice": "INV-000004", "customer": "Paid"})
    return desk


def names(desk: Desk, **params: Any) -> list[str]:
    rows = desk.get("/invoices", params={"sort_order": "A", **params})["invoices"]
    return [row["customer_name"] for row in rows]


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({}, ["Draft", "Sent", "Late", "Paid"]),
        ({"sort_order": "D"}, ["Paid", "Late", "Sent", "Draft"]),
        ({"sort_column": "customer_name"}, ["Draft", "Late", "Paid", "Sent"]),
        ({"sort_column": "balance"}, ["Paid", "Draft", "Sent", "Late"]),
        ({"filter_by": "Status.Draft"}, ["Draft"]),
        ({"filter_by": "Status.Sent"}, ["Sent"]),
        ({"filter_by": "Status.OverDue"}, ["Late"]),
        ({"filter_by": "Status.Paid"}, ["Paid"]),
        ({"filter_by": "Status.Unpaid"}, ["Sent", "Late"]),
        ({"filter_by": "Status.Void"}, []),
        ({"status": "overdue"}, ["Late"]),
        ({"status": "unpaid"}, ["Sent", "Late"]),
        ({"customer_name": "sent"}, ["Sent"]),
        ({"customer_name_startswith": "d"}, ["Draft"]),
        ({"invoice_number_contains": "03"}, ["Late"]),
        ({"email": "late@x.example"}, ["Late"]),
        ({"item_name": "ink"}, ["Paid"]),
        ({"item_description_contains": "lu"}, ["Paid"]),
        ({"reference_number": "R-Sent"}, ["Sent"]),
        ({"search_text": "r-la"}, ["Late"]),
        ({"date": "2025-12-01"}, ["Late"]),
        ({"date_start": "2026-01-01"}, ["Draft", "Sent", "Paid"]),
        ({"date_end": "2026-01-01"}, ["Late"]),
        ({"due_date_after": "2026-01-15"}, ["Sent"]),
        ({"due_date_before": "2026-01-15"}, ["Late"]),
        ({"created_date": "2026-01-15"}, ["Draft", "Sent", "Late", "Paid"]),
        ({"total_less_than": "50"}, ["Paid"]),
        ({"total": "100"}, ["Draft", "Sent", "Late"]),
        ({"balance_greater_than": "0"}, ["Draft", "Sent", "Late"]),
        ({"last_modified_time": "2026-01-15T09:01:30+0000"}, ["Late", "Paid"]),
    ],
)
def test_the_list_is_filtered_and_sorted(four: Desk, params: dict[str, str], found: list[str]) -> None:
    assert names(four, **params) == found


def test_the_list_of_a_customer_and_of_a_custom_field(four: Desk) -> None:
    customer = four.given("contacts", {"contact_name": "New"})["contact_id"]
    four.given("invoices", {"customer": "New", "cf_region": "North"})
    assert names(four, customer_id=customer) == names(four, custom_field="north") == ["New"]
    assert names(four, cf_region="North") == ["New"]


def test_rows_say_when_they_are_due(four: Desk) -> None:
    rows = {row["customer_name"]: row for row in four.get("/invoices")["invoices"]}
    assert rows["Sent"]["due_days"] == "Due in 5 days"
    assert rows["Late"]["due_days"] == "Overdue by 13 days"
    assert rows["Draft"]["due_days"] == rows["Paid"]["due_days"] == ""
    assert (rows["Paid"]["balance"], rows["Paid"]["last_payment_date"]) == (0, "2026-01-15")


def test_the_list_counts_and_sums_where_that_is_asked_for(four: Desk) -> None:
    plain = four.get("/invoices", params={"per_page": 3})
    assert plain["page_context"] == {
        "page": 1,
        "per_page": 3,
        "has_more_page": True,
        "report_name": "Invoices",
        "applied_filter": "Status.All",
        "custom_fields": [],
        "sort_column": "created_time",
        "sort_order": "D",
        "response_option": 0,
        "seller_app_sales_channels": "",
    }
    counted = four.get("/invoices", params={"response_option": 3, "filter_by": "Status.Unpaid"})
    assert "invoices" not in counted
    assert counted["page_context"]["total"] == 2
    assert counted["page_context"]["sum_columns"] == [
        {"column": "total", "value": 200},
        {"column": "balance", "value": 200},
    ]


def test_an_invoice_is_an_event_with_its_person_and_reaches_functions(desk: Desk) -> None:
    invoice = make(desk)
    desk.post(f"/invoices/{invoice['invoice_id']}/status/sent", token="ann")
    assert desk.events == [
        (ONE, "invoices", "created", "api", "tom"),
        (ONE, "invoices", "edited", "api", "ann"),
    ]
    from ..test_arguments import maps

    assert maps(desk, "invoices", invoice["invoice_id"])["invoice"] == read(desk, invoice)


def test_an_organization_sees_its_own_invoices_alone(desk: Desk) -> None:
    key = make(desk)["invoice_id"]
    assert desk.get("/invoices", organization=TWO)["invoices"] == []
    assert desk.ask("GET", f"/invoices/{key}", organization=TWO).status_code == 404
    desk.customer("Acme", TWO)
    assert desk.given("invoices", {}, TWO)["invoice_number"] == "INV-000001"


def test_what_a_client_reads_it_may_send_back(desk: Desk) -> None:
    tax = desk.post("/settings/taxes", {"tax_name": "VAT", "tax_percentage": 12.5})["tax"]["tax_id"]
    invoice = make(
        desk,
        {**LINE, "tax_id": tax, "discount": "5%"},
        {"name": "Ink", "rate": 3.33, "discount_amount": 1},
        discount="2%",
        discount_type="entity_level",
        shipping_charge=4,
    )
    again = desk.put(f"/invoices/{invoice['invoice_id']}", invoice)["invoice"]
    moving = {"last_modified_time"}
    assert {name: again[name] for name in again.keys() - moving} == {
        name: invoice[name] for name in invoice.keys() - moving
    }


def test_a_unique_custom_field_finds_an_invoice(desk: Desk) -> None:
    desk.given("invoices", {"cf_order": "17"})
    headers = {"X-Unique-Identifier-Key": "cf_order", "X-Unique-Identifier-Value": "17"}
    changed = desk.put("/invoices", {"notes": "found"}, headers=headers)["invoice"]
    assert (changed["notes"], changed["custom_field_hash"]["cf_order"]) == ("found", "17")
    path = f"/invoice/{changed['invoice_id']}/customfields"
    desk.put(path, [{"api_name": "cf_order", "value": "18"}])
    assert read(desk, changed)["custom_field_hash"]["cf_order"] == "18"


@pytest.mark.parametrize(
    "odd",
    [
        {"discount": "NaN%"},
        {"discount": "ten"},
        {"adjustment": 1e308},
        {"payment_terms": 2**60},
        {"date": "9999-12-31", "payment_terms": 9},
        {"line_items": [{"name": "x", "rate": 1e308, "quantity": 1e308}]},
    ],
)
def test_an_odd_number_breaks_nothing(desk: Desk, odd: dict[str, Any]) -> None:
    made = desk.ask("POST", "/invoices", {**body(desk), **odd})
    assert made.status_code in (201, 400)
    assert desk.get("/invoices")["page_context"]["page"] == 1


def test_the_history_goes_with_its_invoice(desk: Desk) -> None:
    key = make(desk)["invoice_id"]
    assert desk.get(f"/invoices/{key}/comments")["comments"]
    desk.delete(f"/invoices/{key}")
    assert not desk.context.store.rows("books.history", ONE)


def test_an_address_that_is_written_out_is_dropped(desk: Desk) -> None:
    sent = {"customer_id": desk.customer(), "line_items": [{"name": "x", "rate": 1}]}
    invoice = desk.post("/invoices", {**sent, "billing_address": {"city": "Kiel"}})["invoice"]
    assert invoice["billing_address"]["city"] == ""
    assert [one.code for one in desk.exchange.findings] == ["address-written-out"]
    answer = desk.ask("POST", "/invoices", {**sent, "billing_address": "x" * 101})
    text = 'Please ensure that the "billing_address" has less than 100 characters.'
    assert_refused(desk, answer, 400, 15, text)
