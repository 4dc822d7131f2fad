"""How Books is spoken to: tokens, organizations, bodies, paths; and how it answers."""

from __future__ import annotations

import json
from typing import Any

import pytest

from mocks.books import SERVICE
from mocks.kit.tokens import Grant, Need, Refusal
from tests.fakes import GrantedTokens

from .desk import ONE, TWO, Desk, assert_refused


@pytest.mark.parametrize(
    "word", ["Zoho-oauthtoken", "zoho-oauthtoken", "ZOHO-OAUTHTOKEN", "Bearer", "bearer"]
)
def test_both_words_before_the_token_pass_in_any_case(desk: Desk, word: str) -> None:
    assert desk.get("/contacts", headers={"authorization": f"{word} tom"})["code"] == 0
    assert desk.exchange.person == "tom"


@pytest.mark.parametrize("prefix", ["/books/v3", "/api/v3"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_both_prefixes_and_a_trailing_slash_lead_to_the_same(desk: Desk, prefix: str, slash: str) -> None:
    key = desk.customer()
    assert len(desk.get(f"/contacts{slash}", prefix=prefix)["contacts"]) == 1
    assert desk.get(f"/contacts/{key}{slash}", prefix=prefix)["contact"]["contact_id"] == key


@pytest.mark.parametrize("path", ["/nothing", "/contacts/1/nothing", ""])
def test_a_path_that_books_does_not_have_is_an_invalid_url(desk: Desk, path: str) -> None:
    assert_refused(desk, desk.ask("GET", path), 404, 5, "Invalid URL Passed")


def test_a_path_outside_the_prefixes_is_an_invalid_url(desk: Desk) -> None:
    assert_refused(desk, desk.ask("GET", "/contacts", prefix="/books/v2"), 404, 5, "Invalid URL Passed")


def test_the_token_is_judged_before_the_path(desk: Desk) -> None:
    answer = desk.ask("GET", "/nothing", token="unknown")
    assert (answer.status_code, desk.exchange.reason) == (401, "unknown")


@pytest.mark.parametrize(("chosen", "code"), [("37", 37), ("5", 5)])
def test_a_method_that_the_path_does_not_have_is_named(chosen: str, code: int) -> None:
    desk = Desk(chosen={"books.method_code": chosen})
    message = "The HTTP method PATCH is not allowed for the requested resource"
    assert_refused(desk, desk.ask("PATCH", "/contacts"), 405, code, message)


class NeedTokens(GrantedTokens):
    """Tokens that keep what was asked of them."""

    def __init__(self) -> None:
        super().__init__()
        self.needs: list[Need] = []

    def check(self, token: str, need: Need) -> Grant | Refusal:
        self.needs.append(need)
        return super().check(token, need)


@pytest.mark.parametrize(
    ("host", "centre"),
    [
        ("www.zohoapis.com", "us"),
        ("www.zohoapis.eu", "eu"),
        ("www.zohoapis.in", "in"),
        ("www.zohoapis.com.au", "au"),
        ("www.zohoapis.jp", "jp"),
        ("www.zohoapis.ca", "ca"),
        ("www.zohoapis.com.cn", "cn"),
        ("www.zohoapis.sa", "sa"),
        ("books.zoho.eu", "eu"),
        ("127.0.0.1:8701", None),
    ],
)
def test_a_token_must_be_of_the_data_centre_of_the_host(desk: Desk, host: str, centre: str | None) -> None:
    tokens = NeedTokens()
    assert isinstance(desk.context.tokens, GrantedTokens)
    tokens.grants = desk.context.tokens.grants
    desk.context.tokens = tokens
    desk.get("/contacts", host=host)
    assert tokens.needs == [Need("zoho", data_centre=centre)]
    assert centre is None or SERVICE.hosts[host] == centre


@pytest.mark.parametrize(
    ("scope", "method", "path", "passes"),
    [
        ("ZohoBooks.contacts.READ", "GET", "/contacts", True),
        ("ZohoBooks.contacts.ALL", "GET", "/contacts", True),
        ("ZohoBooks.fullaccess.all", "GET", "/contacts", True),
        ("ZohoBooks.contacts.CREATE", "GET", "/contacts", False),
        ("ZohoBooks.projects.ALL", "GET", "/contacts", False),
        ("ZohoBooks.contacts.UPDATE", "POST", "/contacts/{key}/active", False),
        ("ZohoBooks.contacts.CREATE", "POST", "/contacts/{key}/active", True),
        ("ZohoBooks.contacts.CREATE", "PUT", "/contacts/{key}", False),
        ("ZohoBooks.contacts.UPDATE", "PUT", "/contacts/{key}", True),
        ("ZohoBooks.contacts.UPDATE", "DELETE", "/contacts/{key}", False),
        ("ZohoBooks.contacts.DELETE", "DELETE", "/contacts/{key}", True),
        ("ZohoBooks.settings.READ", "GET", "/users/me", True),
        ("ZohoBooks.contacts.READ", "GET", "/users/me", False),
        ("ZohoBooks.settings.READ", "GET", "/organizations", True),
        ("ZohoBooks.contacts.READ", "GET", "/organizations", False),
    ],
)
def test_each_operation_needs_a_scope_of_its_group_and_right(
    desk: Desk, scope: str, method: str, path: str, passes: bool
) -> None:
    desk.token("scoped", [scope], person="tom")
    path = path.replace("{key}", desk.customer())
    answer = desk.ask(method, path, {"notes": "x"} if method == "PUT" else None, token="scoped")
    if passes:
        assert answer.status_code == 200
    else:
        message = "You are not authorized to perform this operation"
        assert_refused(desk, answer, 401, 57, message, "scope")


def test_the_scope_is_judged_before_the_organization_and_the_record(desk: Desk) -> None:
    desk.token("reader", ["ZohoBooks.projects.READ"], person="tom")
    answer = desk.ask("GET", "/contacts/1", token="reader", organization="60099999999")
    assert (answer.status_code, desk.exchange.reason) == (401, "scope")


def test_the_exchange_belongs_to_the_organization_that_was_asked(desk: Desk) -> None:
    for organization in (ONE, TWO):
        desk.get("/contacts", organization=organization)
        assert (desk.exchange.tenant, desk.exchange.operation) == (organization, "list_contacts")


def test_the_organization_may_come_in_a_header_where_that_is_assumed() -> None:
    header = {"X-com-zoho-books-organizationid": TWO}
    desk = Desk()
    desk.customer("Of Two", TWO)
    body = desk.get("/contacts", organization=None, headers=header)
    assert [one["contact_name"] for one in body["contacts"]] == ["Of Two"]
    both = desk.get("/contacts", organization=ONE, headers=header)
    assert both["contacts"] == []
    ignoring = Desk(chosen={"books.organization_header": "ignored"})
    answer = ignoring.ask("GET", "/contacts", organization=None, headers=header)
    assert_refused(ignoring, answer, 400, 4, "Invalid value passed for organization_id")


def test_without_an_organization_the_persons_only_one_is_meant(desk: Desk) -> None:
    desk.customer()
    assert len(desk.get("/contacts", organization=None, token="ann")["contacts"]) == 1


def test_an_organization_that_the_person_has_left_is_not_meant(desk: Desk) -> None:
    desk.post(f"/users/{desk.tom[TWO]}/inactive", organization=TWO)
    desk.get("/contacts", organization=None)
    assert desk.exchange.tenant == ONE


@pytest.mark.parametrize(
    "body",
    [
        {"json": {"contact_name": "Ü 🚀"}},
        {"data": {"JSONString": '{"contact_name": "Ü 🚀"}'}},
        {"files": {"JSONString": (None, '{"contact_name": "Ü 🚀"}'.encode())}},
        {"params": {"JSONString": '{"contact_name": "Ü 🚀"}'}},
        {"content": '{"contact_name": "Ü 🚀"}'.encode()},
        {
            "content": '{"contact_name": "Ü 🚀"}'.encode(),
            "headers": {"content-type": "text/plain;charset=UTF-8"},
        },
    ],
    ids=["json", "form", "multipart", "query", "no type", "text"],
)
def test_every_spelling_of_a_body_is_read(desk: Desk, body: dict[str, Any]) -> None:
    assert desk.post("/contacts", **body)["contact"]["contact_name"] == "Ü 🚀"
    assert desk.exchange.findings == ()


def test_a_multipart_body_may_carry_a_file_beside(desk: Desk) -> None:
    files = {"JSONString": (None, b'{"contact_name": "A"}'), "attachment": ("a.txt", b"text")}
    assert desk.post("/contacts", files=files)["contact"]["contact_name"] == "A"


@pytest.mark.parametrize(
    "body",
    [
        {"content": b"{"},
        {"content": b"[]"},
        {"content": b'"text"'},
        {"content": b"null"},
        {"content": b"\xff"},
        {"data": {"contact_name": "A"}},
        {"data": {"JSONString": ""}},
    ],
)
def test_whatever_is_no_json_object_is_not_well_formed(desk: Desk, body: dict[str, Any]) -> None:
    answer = desk.ask("POST", "/contacts", **body)
    assert_refused(desk, answer, 400, 1038, "JSON is not well formed")


@pytest.mark.parametrize("text", ["{", "contact", "[]", '"text"'])
@pytest.mark.parametrize("place", ["data", "params"])
def test_a_jsonstring_that_is_no_object_is_named(desk: Desk, place: str, text: str) -> None:
    sent: dict[str, Any] = {place: {"JSONString": text}}
    answer = desk.ask("POST", "/contacts", **sent)
    assert_refused(desk, answer, 400, 4, "Invalid value passed for JSONString")


@pytest.mark.parametrize("body", [{}, {"json": {}}, {"data": {"JSONString": "{}"}}])
@pytest.mark.parametrize("method", ["POST", "PUT"])
def test_a_body_that_says_nothing_is_missed(method: str, body: dict[str, Any]) -> None:
    desk = Desk()
    path = "/contacts" if method == "POST" else f"/contacts/{desk.customer()}"
    assert_refused(desk, desk.ask(method, path, **body), 400, 11, "The parameter JSONString is mandatory.")


def test_or_it_is_judged_as_any_other() -> None:
    desk = Desk(chosen={"books.nothing_sent": "fields"})
    answer = desk.ask("POST", "/contacts")
    assert_refused(desk, answer, 400, 4, "Invalid value passed for contact_name")
    desk.put(f"/contacts/{desk.customer()}", {})


def test_numbers_and_flags_may_be_texts_and_an_empty_text_counts_as_not_sent(desk: Desk) -> None:
    sent = {"contact_name": "A", "payment_terms": "15", "is_taxable": "false", "credit_limit": " "}
    contact = desk.post("/contacts", sent)["contact"]
    assert (contact["payment_terms"], contact["is_taxable"], contact["credit_limit"]) == (15, False, 0)


def test_unknown_keys_are_accepted_and_noted(desk: Desk) -> None:
    desk.ask("POST", "/contacts", {"contact_name": "A", "contact_nmae": "B"}, params={"id": "1"})
    assert [(one.code, one.message) for one in desk.exchange.findings] == [
        ("unknown-parameter", "Books ignores the parameter 'id'."),
        ("unknown-field", "Books ignores the field 'contact_nmae'. Did you mean 'contact_name'?"),
    ]


@pytest.mark.parametrize(("body", "codes"), [({"x": 1}, ["unread-body"]), ({}, [])])
def test_actions_need_no_body_and_ignore_one(desk: Desk, body: dict[str, int], codes: list[str]) -> None:
    key = desk.customer()
    assert desk.post(f"/contacts/{key}/active", body)["code"] == 0
    assert [one.code for one in desk.exchange.findings] == codes
    assert desk.delete(f"/contacts/{key}", content=b"x=1" if body else b"")["code"] == 0
    assert [one.code for one in desk.exchange.findings] == codes


def test_a_parameter_that_came_twice_is_noted_and_the_last_counts(desk: Desk) -> None:
    body = desk.get("/contacts", params={"page": ["7", "2"], "per_page": 3})
    assert body["page_context"]["page"] == 2
    assert [(one.code, one.message) for one in desk.exchange.findings] == [
        ("repeated-parameter", "'page' came more than once; the last one counts.")
    ]


def test_a_field_beside_jsonstring_is_accepted_and_noted(desk: Desk) -> None:
    desk.post("/contacts", data={"JSONString": '{"contact_name":"A"}', "contact_name": "B"})
    assert [(one.code, one.message) for one in desk.exchange.findings] == [
        ("unknown-field", "Books reads JSONString of a form and ignores 'contact_name'.")
    ]


def test_a_required_parameter_that_is_empty_is_missing(desk: Desk) -> None:
    key = desk.given("invoices", {"line_items": [{"name": "Work", "rate": 1}]})["invoice_id"]
    answer = desk.ask("PUT", f"/invoices/{key}/attachment", params={"can_send_in_mail": ""})
    assert_refused(desk, answer, 400, 4, "Invalid value passed for can_send_in_mail")


def test_a_good_answer_begins_with_code_and_message(desk: Desk) -> None:
    answer = desk.ask("GET", "/contacts")
    assert list(json.loads(answer.content)) == ["code", "message", "contacts", "page_context"]
    assert answer.headers["content-type"] == "application/json;charset=UTF-8"


def test_rate_headers_say_what_is_left_of_the_limit(desk: Desk) -> None:
    headers = desk.ask("GET", "/contacts").headers
    assert (headers["x-rate-limit-limit"], headers["x-rate-limit-remaining"]) == ("1000", "1000")
    assert headers["x-rate-limit-reset"] == str((24 - 14) * 3600 - 1800)
    desk.context.limits.allow("books", 3, 86_400)
    left = [desk.ask("GET", "/contacts").headers["x-rate-limit-remaining"] for _ in range(3)]
    assert left == ["2", "1", "0"]
    assert desk.ask("GET", "/contacts", organization=TWO).headers["x-rate-limit-remaining"] == "2"
    assert desk.ask("GET", "/contacts").status_code == 429
    desk.context.clock.move(86_400)
    assert desk.ask("GET", "/contacts").headers["x-rate-limit-remaining"] == "2"
    bare = Desk(chosen={"books.rate_headers": "none"})
    assert "x-rate-limit-limit" not in bare.ask("GET", "/contacts").headers


def test_the_location_keeps_the_prefix_of_a_world_on_a_shared_server() -> None:
    desk = Desk(origins={"www.zohoapis.com": "http://127.0.0.1:8701/_w/abc"})
    answer = desk.ask("POST", "/contacts", {"contact_name": "A"})
    assert answer.headers["location"].startswith("/_w/abc/api/v3/contacts/")


def test_a_run_leans_only_on_the_assumptions_that_it_met(desk: Desk) -> None:
    desk.get("/organizations")
    assert desk.context.assumptions.asked() == []
    desk.ask("GET", "/contacts/1")
    assert desk.context.assumptions.asked() == ["books.record_status"]


def kinds(record: dict[str, Any], *names: str) -> set[type]:
    return {type(record[name]) for name in names}


@pytest.mark.parametrize("as_sent", [int, float, str])
def test_numbers_have_decimal_places_however_they_were_sent_and_taxes_where_they_need_them(
    desk: Desk, as_sent: type
) -> None:
    tax = desk.post("/settings/taxes", {"tax_name": "V", "tax_percentage": as_sent(10)})["tax"]
    half = desk.post("/settings/taxes", {"tax_name": "H", "tax_percentage": 2.5})["tax"]
    taxed = {"tax_id": tax["tax_id"]}
    item = desk.post("/items", {"name": "A", "rate": as_sent(20), **taxed})["item"]
    line = {"name": "x", "rate": as_sent(120), "quantity": as_sent(2), **taxed}
    body = {"customer_id": desk.customer(), "line_items": [line, {"name": "y", "rate": as_sent(5)}]}
    invoice = desk.post("/invoices", {**body, "exchange_rate": as_sent(1)})["invoice"]
    spent = {
        "account_id": "460000000000361",
        "paid_through_account_id": "460000000000358",
        "date": "2026-01-05",
    }
    expense = desk.post("/expenses", {**spent, **taxed, "amount": as_sent(10)})["expense"]

    for one in invoice["line_items"]:
        assert kinds(one, "rate", "quantity", "bcy_rate", "item_total", "discount") == {float}
        assert type(one["tax_percentage"]) is int
    assert kinds(invoice, "exchange_rate", "total", "balance", "discount", "adjustment") == {float}
    assert type(item["rate"]) is float
    assert kinds(expense, "amount", "total", "tax_amount", "exchange_rate", "markup_percent") == {float}
    assert {type(one["tax_percentage"]) for one in (tax, item, expense)} == {int}
    assert half["tax_percentage"] == 2.5
