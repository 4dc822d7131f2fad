"""Contacts over HTTP: messages, fields, people, events."""

from __future__ import annotations

import pytest

from ..desk import ONE, TWO, Desk, assert_refused


def test_a_created_contact_is_answered_whole_with_201_and_its_location(desk: Desk) -> None:
    answer = desk.ask("POST", "/contacts", {"contact_name": "Acme & Söhne 🚀", "payment_terms": 15})
    assert answer.status_code == 201
    body = answer.json()
    contact = body["contact"]
    assert answer.headers["location"] == f"/api/v3/contacts/{contact['contact_id']}"
    assert contact["contact_name"] == contact["customer_name"] == "Acme & Söhne 🚀"
    assert (contact["payment_terms"], contact["status"], contact["contact_type"]) == (
        15,
        "active",
        "customer",
    )
    assert (contact["currency_code"], contact["currency_symbol"]) == ("INR", "₹")


def test_times_are_those_of_the_organization(desk: Desk) -> None:
    one = desk.post("/contacts", {"contact_name": "A"})["contact"]
    two = desk.post("/contacts", {"contact_name": "A"}, organization=TWO)["contact"]
    assert one["created_time"] == one["last_modified_time"] == "2026-01-15T14:30:00+0530"
    assert two["created_time"] == "2026-01-15T04:00:00-0500"
    assert one["created_time_formatted"] == "15 Jan 2026"


def test_an_update_changes_only_what_was_sent_and_moves_the_time(desk: Desk) -> None:
    key = desk.post("/contacts", {"contact_name": "Acme", "notes": "big"})["contact"]["contact_id"]
    desk.context.clock.move(60)
    body = desk.put(f"/contacts/{key}", {"contact_name": "Acme Corp"})
    contact = desk.get(f"/contacts/{key}")["contact"]
    assert contact == body["contact"]
    assert (contact["contact_name"], contact["notes"]) == ("Acme Corp", "big")
    assert contact["created_time"] == "2026-01-15T14:30:00+0530"
    assert contact["last_modified_time"] == "2026-01-15T14:31:00+0530"


@pytest.mark.parametrize("empty", [None, ""])
def test_a_field_is_emptied_by_null_and_by_an_empty_text(desk: Desk, empty: str | None) -> None:
    key = desk.post("/contacts", {"contact_name": "Acme", "notes": "big"})["contact"]["contact_id"]
    assert desk.put(f"/contacts/{key}", {"notes": empty})["contact"]["notes"] == ""


def test_a_required_field_can_be_left_out_of_an_update_but_not_emptied(desk: Desk) -> None:
    key = desk.customer()
    assert desk.put(f"/contacts/{key}", {"notes": "x"})["code"] == 0
    answer = desk.ask("PUT", f"/contacts/{key}", {"contact_name": ""})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for contact_name")


def test_a_deleted_contact_is_gone(desk: Desk) -> None:
    key = desk.customer()
    desk.delete(f"/contacts/{key}")
    answer = desk.ask("GET", f"/contacts/{key}")
    assert_refused(desk, answer, 404, 1002, "Contact does not exist.")


def test_contacts_are_marked_inactive_and_active_any_number_of_times(desk: Desk) -> None:
    key = desk.customer()
    for _ in range(2):
        desk.post(f"/contacts/{key}/inactive")
    assert desk.get(f"/contacts/{key}")["contact"]["status"] == "inactive"
    desk.post(f"/contacts/{key}/active")
    assert desk.get(f"/contacts/{key}")["contact"]["status"] == "active"


def test_a_vendor_is_shown_as_one(desk: Desk) -> None:
    contact = desk.post("/contacts", {"contact_name": "Ink", "contact_type": "vendor"})["contact"]
    assert (contact["vendor_name"], contact["customer_name"]) == ("Ink", "Ink")
    assert contact["contact_type_formatted"] == "Vendors"


def test_the_primary_contact_person_shows_on_the_contact_and_in_the_list(desk: Desk) -> None:
    people = [{"first_name": "Will", "email": "will@acme.example"}, {"first_name": "Eve", "mobile": "12"}]
    contact = desk.post("/contacts", {"contact_name": "Acme", "contact_persons": people})["contact"]
    will, eve = contact["contact_persons"]
    assert (will["is_primary_contact"], eve["is_primary_contact"]) == (True, False)
    assert contact["primary_contact_id"] == will["contact_person_id"]
    assert will["contact_person_id"] != eve["contact_person_id"]
    row = desk.get("/contacts")["contacts"][0]
    assert (row["first_name"], row["email"], row["mobile"]) == ("Will", "will@acme.example", "")


def test_people_keep_their_ids_in_an_update_and_foreign_ids_are_not_taken(desk: Desk) -> None:
    key = desk.post("/contacts", {"contact_name": "Acme", "contact_persons": [{"first_name": "Will"}]})[
        "contact"
    ]["contact_id"]
    will = desk.get(f"/contacts/{key}")["contact"]["contact_persons"][0]
    people = [{**will, "is_primary_contact": False}, {"contact_person_id": "7", "is_primary_contact": True}]
    found = desk.put(f"/contacts/{key}", {"contact_persons": people})["contact"]["contact_persons"]
    assert found[0]["contact_person_id"] == will["contact_person_id"]
    assert found[1]["contact_person_id"] not in ("7", will["contact_person_id"])
    assert found[1]["is_primary_contact"] is True


def test_nested_objects_come_whole(desk: Desk) -> None:
    sent = {
        "contact_name": "Acme",
        "billing_address": {"city": "Oslo"},
        "default_templates": {"bill_template_id": "12"},
        "opening_balances": [{"opening_balance_amount": "12.5"}],
        "tags": [{"tag_id": "1", "tag_option_id": "2"}],
    }
    contact = desk.post("/contacts", sent)["contact"]
    assert contact["billing_address"]["city"] == "Oslo"
    assert contact["billing_address"]["zip"] == contact["shipping_address"]["city"] == ""
    assert contact["default_templates"]["bill_template_id"] == "12"
    assert contact["opening_balances"][0]["opening_balance_amount"] == 12.5
    assert contact["tags"] == [{"tag_id": "1", "tag_option_id": "2"}]


def test_portal_and_language_are_spelt_out(desk: Desk) -> None:
    sent = {"contact_name": "A", "is_portal_enabled": True, "language_code": "de"}
    contact = desk.post("/contacts", sent)["contact"]
    assert (contact["portal_status"], contact["portal_status_formatted"]) == ("enabled", "Enabled")
    assert contact["language_code_formatted"] == "German"


def test_fields_that_no_answer_holds_are_taken_without_a_finding(desk: Desk) -> None:
    contact = desk.post("/contacts", {"contact_name": "A", "avatax_exempt_no": "1"})["contact"]
    assert "avatax_exempt_no" not in contact
    assert desk.exchange.findings == ()


def test_every_change_is_an_event_with_its_organization_origin_and_person(desk: Desk) -> None:
    key = desk.post("/contacts", {"contact_name": "Acme"}, token="ann")["contact"]["contact_id"]
    desk.put(f"/contacts/{key}", {"notes": "x"})
    desk.post(f"/contacts/{key}/inactive")
    desk.delete(f"/contacts/{key}")
    desk.post("/contacts", {"contact_name": "Acme"}, organization=TWO)
    assert desk.events == [
        (ONE, "contacts", "created", "api", "ann"),
        (ONE, "contacts", "edited", "api", "tom"),
        (ONE, "contacts", "edited", "api", "tom"),
        (ONE, "contacts", "deleted", "api", "tom"),
        (TWO, "contacts", "created", "api", "tom"),
    ]


def test_an_event_holds_the_record_before_and_after(desk: Desk) -> None:
    key = desk.post("/contacts", {"contact_name": "Old"})["contact"]["contact_id"]
    desk.put(f"/contacts/{key}", {"contact_name": "New"})
    desk.delete(f"/contacts/{key}")
    created, edited, deleted = desk.context.store.rows(desk.context.events.KIND, ONE).values()
    assert created["before"] is None
    assert created["after"]["contact_name"] == edited["before"]["contact_name"] == "Old"
    assert edited["after"]["contact_name"] == deleted["before"]["contact_name"] == "New"
    assert deleted["after"] is None
    assert {one["key"] for one in (created, edited, deleted)} == {key}


def test_a_contact_belongs_to_its_organization_alone(desk: Desk) -> None:
    key = desk.customer()
    answer = desk.ask("GET", f"/contacts/{key}", organization=TWO)
    assert_refused(desk, answer, 404, 1002, "Contact does not exist.")
    assert desk.get("/contacts", organization=TWO)["contacts"] == []


def test_a_contact_forgets_what_its_primary_person_no_longer_has(desk: Desk) -> None:
    people = [{"first_name": "Will", "email": "will@acme.example"}]
    made = desk.post("/contacts", {"contact_name": "Acme", "contact_persons": people})["contact"]
    changed = desk.put(f"/contacts/{made['contact_id']}", {"contact_persons": [{"first_name": "Zoe"}]})
    assert (changed["contact"]["first_name"], changed["contact"]["email"]) == ("Zoe", "")


def test_a_contact_in_another_currency_says_so(desk: Desk) -> None:
    euro = desk.given("currencies", {"currency_code": "EUR", "price_precision": 3})["currency_id"]
    key = desk.post("/contacts", {"contact_name": "A", "currency_id": euro})["contact"]["contact_id"]
    contact, row = desk.get(f"/contacts/{key}")["contact"], desk.get("/contacts")["contacts"][0]
    assert (row["currency_id"], row["currency_code"]) == (euro, "EUR")
    assert (contact["currency_code"], contact["currency_symbol"], contact["price_precision"]) == (
        "EUR",
        "€",
        3,
    )
    answer = desk.ask("POST", "/contacts", {"contact_name": "A", "currency_id": "1"})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for currency_id")


def test_a_contact_shows_its_taxes_and_owner_by_name(desk: Desk) -> None:
    tax = desk.given("taxes", {"tax_name": "VAT", "tax_percentage": 20})["tax_id"]
    authority = desk.post("/settings/taxauthorities", {"tax_authority_name": "Ohio"})["tax_authority"]
    exemption = desk.post("/settings/taxexemptions", {"tax_exemption_code": "R", "type": "customer"})
    sent = {
        "contact_name": "A",
        "tax_id": tax,
        "tax_authority_id": authority["tax_authority_id"],
        "tax_exemption_id": exemption["tax_exemption"]["tax_exemption_id"],
        "owner_id": desk.ann,
    }
    contact = desk.post("/contacts", sent)["contact"]
    assert (contact["tax_name"], contact["tax_percentage"]) == ("VAT", 20)
    assert (contact["tax_authority_name"], contact["tax_exemption_code"]) == ("Ohio", "R")
    assert contact["owner_name"] == "Ann"


@pytest.mark.parametrize(("days", "label"), [(0, "Due on Receipt"), (15, "Net 15")])
def test_payment_terms_have_a_name(desk: Desk, days: int, label: str) -> None:
    contact = desk.post("/contacts", {"contact_name": "A", "payment_terms": days})["contact"]
    assert contact["payment_terms_label"] == label
    assert desk.get("/contacts")["contacts"][0]["payment_terms_label"] == label


@pytest.mark.parametrize("name", ["vat_treatment", "tax_treatment", "gst_treatment", "tax_regime"])
def test_a_treatment_that_there_is_not_is_refused(desk: Desk, name: str) -> None:
    answer = desk.ask("POST", "/contacts", {"contact_name": "A", name: "none"})
    assert_refused(desk, answer, 400, 2, f"Invalid value passed for {name}")


def test_opening_balances_add_up(desk: Desk) -> None:
    balances = [{"opening_balance_amount": 5}, {"opening_balance_amount": "2.5", "exchange_rate": 2}]
    contact = desk.post("/contacts", {"contact_name": "A", "opening_balances": balances})["contact"]
    assert contact["opening_balance_amount"] == 7.5
    assert [one["exchange_rate"] for one in contact["opening_balances"]] == [1, 2]


RECORDED = """contact_id contact_name company_name first_name last_name designation department website
language_code language_code_formatted contact_salutation email phone mobile portal_status
is_client_review_asked has_transaction contact_type customer_sub_type owner_id owner_name source
documents twitter facebook is_crm_customer is_linked_with_zohocrm primary_contact_id zcrm_account_id
zcrm_contact_id crm_owner_id payment_terms payment_terms_label credit_limit_exceeded_amount
currency_id currency_code currency_symbol price_precision exchange_rate can_show_customer_ob
can_show_vendor_ob opening_balance_amount opening_balance_amount_bcy
outstanding_ob_receivable_amount outstanding_ob_payable_amount outstanding_receivable_amount
outstanding_receivable_amount_bcy outstanding_payable_amount outstanding_payable_amount_bcy
unused_credits_receivable_amount unused_credits_receivable_amount_bcy unused_credits_payable_amount
unused_credits_payable_amount_bcy unused_retainer_payments status payment_reminder_enabled
is_sms_enabled is_client_review_settings_enabled custom_fields custom_field_hash is_taxable tax_id
tds_tax_id tax_name tax_percentage country_code place_of_contact gst_no pan_no vat_reg_no
tax_treatment tax_reg_no contact_category gst_treatment sales_channel ach_supported
portal_receipt_count tax_info_list billing_address shipping_address contact_persons addresses
pricebook_id pricebook_name default_templates associated_with_square cards checks bank_accounts
vpa_list notes created_time last_modified_time tags zohopeople_client_id"""
"""The keys of the contact in a recorded answer to POST /contacts (an organization in India, 2020)."""


def test_every_key_of_a_recorded_contact_is_there(desk: Desk) -> None:
    contact = desk.get(f"/contacts/{desk.customer()}")["contact"]
    assert set(RECORDED.split()) - contact.keys() == set()
    assert contact["billing_address"].keys() >= {"address_id", "attention", "street2", "state_code"}
    assert contact["default_templates"].keys() >= {"bill_template_id", "bill_template_name"}
