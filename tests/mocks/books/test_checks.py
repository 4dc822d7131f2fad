"""Every refusal of fake Books beside its twin, and what happens with its check switched off."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx
import pytest

from mocks.books import SERVICE
from mocks.books.errors import BooksError
from mocks.kit.tokens import Grant, Need, Refusal
from tests.fakes import GrantedTokens

from .desk import HOST, ONE, TWO, Desk, assert_refused

UNAUTHENTICATED = (
    "The request could not be authenticated as the authentication value you entered is invalid. "
    "Enter a valid authentication value and try again."
)
UNAUTHORIZED = "You are not authorized to perform this operation"
ORGANIZATION_BLOCKED = (
    "For security reasons your organization has been blocked as it have exceeded the maximum number of "
    "requests per minute that can originate from an organization."
)
BLOCKED = (
    "For security reasons you have been blocked for some time as you have exceeded the maximum number of "
    "requests per minute."
)

Ask = Callable[[Desk], httpx.Response]


@dataclass(frozen=True)
class Row:
    """A request that is refused, and its twin that passes with one thing put right."""

    check: str
    error: str
    refused: Ask
    twin: Ask
    status: int
    code: int
    message: str
    reason: str | None = None
    chosen: Mapping[str, str] = field(default_factory=dict)


class ReasonedTokens(GrantedTokens):
    """Tokens called by the reason for which their issuer refuses them; `good` is granted."""

    def check(self, token: str, need: Need) -> Grant | Refusal:
        if token in ("unknown", "expired", "revoked", "other vendor", "other data centre"):
            return Refusal(token)  # type: ignore[arg-type]  # the names are the reasons
        return super().check(token, need)


def ask(method: str, path: str, json: Any = None, **options: Any) -> Ask:
    return lambda desk: desk.ask(method, path, json, **options)


def with_contact(method: str, path: str, json: Any = None) -> Ask:
    """A call about a contact of the organization, `{key}` in the path or the body."""

    def call(desk: Desk) -> httpx.Response:
        key = desk.customer()
        body: Any = {name: value.replace("{key}", key) for name, value in json.items()} if json else json
        return desk.ask(method, path.replace("{key}", key), body)

    return call


def named(token: str, *scopes: str, **options: Any) -> Ask:
    def call(desk: Desk) -> httpx.Response:
        desk.token(token, scopes, person="tom")
        return desk.ask("GET", "/contacts", token=token, **options)

    return call


def about_project(method: str, path: str) -> Ask:
    """A call about a project of the organization, `{key}` in the path."""

    def call(desk: Desk) -> httpx.Response:
        body: Any = {} if method == "PUT" else None
        return desk.ask(method, path.replace("{key}", desk.project()), body)

    return call


def deactivated(desk: Desk) -> httpx.Response:
    desk.given("users", {"person": "ann", "active": False})
    return desk.ask("GET", "/contacts", token="ann")


def limited(calls: int, organization: str | None = ONE) -> Ask:
    def call(desk: Desk) -> httpx.Response:
        desk.context.limits.allow("books", calls)
        path = "/organizations" if organization is None else "/contacts"
        for _ in range(2):
            desk.ask("GET", path, organization=organization)
        return desk.ask("GET", path, organization=organization)

    return call


def in_use(projects: int) -> Ask:
    def call(desk: Desk) -> httpx.Response:
        key = desk.customer()
        for number in range(projects):
            desk.project(f"P{number}", customer=key)
        return desk.ask("DELETE", f"/contacts/{key}")

    return call


def twice(first: str, second: str) -> Ask:
    def call(desk: Desk) -> httpx.Response:
        desk.customer(first)
        return desk.ask("POST", "/contacts", {"contact_name": second})

    return call


FOREIGN = "This user is not associated with the CompanyID/CompanyName:60099999999."
LIST = ask("GET", "/contacts")
PROJECT = {"project_name": "P", "customer_id": "{key}"}

ROWS = {
    "no token": Row(
        "authentication",
        "unauthenticated",
        ask("GET", "/contacts", token=None),
        LIST,
        401,
        14,
        UNAUTHENTICATED,
        "missing",
    ),
    "another scheme": Row(
        "authentication",
        "unauthenticated",
        ask("GET", "/contacts", headers={"authorization": "Basic tom"}),
        ask("GET", "/contacts", headers={"authorization": "Bearer tom"}),
        401,
        14,
        UNAUTHENTICATED,
        "missing",
    ),
    "an empty token": Row(
        "authentication",
        "unauthenticated",
        ask("GET", "/contacts", headers={"authorization": "Bearer "}),
        LIST,
        401,
        14,
        UNAUTHENTICATED,
        "missing",
    ),
    **{
        f"a token that is {reason}": Row(
            "token",
            "unauthorized",
            ask("GET", "/contacts", token=reason),
            LIST,
            401,
            57,
            UNAUTHORIZED,
            reason,
        )
        for reason in ("unknown", "expired", "revoked", "other vendor", "other data centre")
    },
    "a foreign scope": Row(
        "scope",
        "unauthorized",
        named("t", "ZohoBooks.projects.READ"),
        named("t", "ZohoBooks.contacts.READ"),
        401,
        57,
        UNAUTHORIZED,
        "scope",
    ),
    "a scope for another right": Row(
        "scope",
        "unauthorized",
        named("t", "ZohoBooks.contacts.CREATE"),
        named("t", "ZohoBooks.contacts.ALL"),
        401,
        57,
        UNAUTHORIZED,
        "scope",
    ),
    "an organization that is not there": Row(
        "organization",
        "not_associated",
        ask("GET", "/contacts", organization="60099999999"),
        LIST,
        400,
        6041,
        FOREIGN,
        "other organization",
    ),
    "an organization of others": Row(
        "organization",
        "not_associated",
        ask("GET", "/contacts", token="ann", organization=TWO),
        ask("GET", "/contacts", token="ann"),
        400,
        6041,
        f"This user is not associated with the CompanyID/CompanyName:{TWO}.",
        "other organization",
    ),
    "a deactivated person": Row(
        "membership",
        "not_associated",
        deactivated,
        ask("GET", "/contacts", token="ann"),
        400,
        6041,
        f"This user is not associated with the CompanyID/CompanyName:{ONE}.",
        "inactive user",
    ),
    "an organization_id in words": Row(
        "organization_id",
        "invalid_value",
        ask("GET", "/contacts", organization="YOUR_ID"),
        LIST,
        400,
        2,
        "Invalid value passed for organization_id",
    ),
    "no organization where there are two": Row(
        "organization_missing",
        "missing_value",
        ask("GET", "/contacts", organization=None),
        ask("GET", "/contacts", organization=None, token="ann"),
        400,
        4,
        "Invalid value passed for organization_id",
    ),
    "no organization, in other words": Row(
        "organization_missing",
        "not_associated",
        ask("GET", "/contacts", organization=None),
        ask("GET", "/contacts", organization=None, token="ann"),
        400,
        6041,
        "This user is not associated with the CompanyID/CompanyName:.",
        chosen={"books.organization_missing": "code6041"},
    ),
    "no organization where it must be named": Row(
        "organization_missing",
        "missing_value",
        ask("GET", "/contacts", organization=None, token="ann"),
        ask("GET", "/contacts", token="ann"),
        400,
        4,
        "Invalid value passed for organization_id",
        chosen={"books.organization_omitted": "refused"},
    ),
    "too many calls a minute": Row(
        "limit", "organization_blocked", limited(2), limited(3), 429, 44, ORGANIZATION_BLOCKED
    ),
    "too many calls, live": Row(
        "limit",
        "blocked",
        limited(2, None),
        limited(3, None),
        429,
        43,
        BLOCKED,
        chosen={"books.rate_limited": "live"},
    ),
    "too many calls a day": Row(
        "limit",
        "day_exceeded",
        limited(2),
        limited(3),
        429,
        45,
        "The API call for this organization has exceeded the maximum call rate limit of 2.",
        chosen={"books.rate_limited": "day"},
    ),
    "a body that is no JSON": Row(
        "json",
        "malformed",
        lambda desk: desk.ask("PUT", f"/contacts/{desk.customer()}", content=b"{"),
        lambda desk: desk.ask("PUT", f"/contacts/{desk.customer()}", content=b"{}"),
        400,
        1038,
        "JSON is not well formed",
    ),
    "a body that is a list": Row(
        "json",
        "malformed",
        lambda desk: desk.ask("PUT", f"/contacts/{desk.customer()}", content=b"[]"),
        lambda desk: desk.ask("PUT", f"/contacts/{desk.customer()}", content=b"{}"),
        400,
        1038,
        "JSON is not well formed",
    ),
    "plain form fields": Row(
        "json",
        "malformed",
        lambda desk: desk.ask("PUT", f"/contacts/{desk.customer()}", data={"notes": "x"}),
        lambda desk: desk.ask("PUT", f"/contacts/{desk.customer()}", data={"JSONString": "{}"}),
        400,
        1038,
        "JSON is not well formed",
    ),
    "no name": Row(
        "required",
        "missing_value",
        ask("POST", "/contacts", {}),
        ask("POST", "/contacts", {"contact_name": "A"}),
        400,
        4,
        "Invalid value passed for contact_name",
    ),
    "an emptied name": Row(
        "required",
        "missing_value",
        with_contact("PUT", "/contacts/{key}", {"contact_name": ""}),
        with_contact("PUT", "/contacts/{key}", {"contact_name": "B"}),
        400,
        4,
        "Invalid value passed for contact_name",
    ),
    "half an update": Row(
        "required",
        "missing_value",
        with_contact("PUT", "/contacts/{key}", {"notes": "x"}),
        with_contact("PUT", "/contacts/{key}", {"notes": "x", "contact_name": "A"}),
        400,
        4,
        "Invalid value passed for contact_name",
        chosen={"books.update_required": "full"},
    ),
    "no choice of the field": Row(
        "value",
        "invalid_value",
        ask("POST", "/contacts", {"contact_name": "A", "contact_type": "x"}),
        ask("POST", "/contacts", {"contact_name": "A", "contact_type": "vendor"}),
        400,
        2,
        "Invalid value passed for contact_type",
    ),
    "no number": Row(
        "value",
        "invalid_value",
        ask("POST", "/contacts", {"contact_name": "A", "payment_terms": "soon"}),
        ask("POST", "/contacts", {"contact_name": "A", "payment_terms": "15"}),
        400,
        2,
        "Invalid value passed for payment_terms",
    ),
    "no filter of the list": Row(
        "value",
        "invalid_value",
        ask("GET", "/contacts", params={"filter_by": "Status.Odd"}),
        ask("GET", "/contacts", params={"filter_by": "Status.All"}),
        400,
        2,
        "Invalid value passed for filter_by",
    ),
    "no column of the list": Row(
        "value",
        "invalid_value",
        ask("GET", "/contacts", params={"sort_column": "odd"}),
        ask("GET", "/contacts", params={"sort_column": "email"}),
        400,
        2,
        "Invalid value passed for sort_column",
    ),
    "no moment": Row(
        "value",
        "invalid_value",
        ask("GET", "/contacts", params={"last_modified_time": "yesterday"}),
        ask("GET", "/contacts", params={"last_modified_time": "2026-01-01T00:00:00+0000"}),
        400,
        2,
        "Invalid value passed for last_modified_time",
    ),
    "no page number": Row(
        "value",
        "invalid_value",
        ask("GET", "/contacts", params={"per_page": "many"}),
        LIST,
        400,
        2,
        "Invalid value passed for per_page",
    ),
    "no time zone": Row(
        "value",
        "invalid_value",
        ask("PUT", f"/organizations/{ONE}", {"time_zone": "Mars"}),
        ask("PUT", f"/organizations/{ONE}", {"time_zone": "UTC"}),
        400,
        2,
        "Invalid value passed for time_zone",
    ),
    "a long text": Row(
        "length",
        "too_long",
        ask("POST", "/contacts", {"contact_name": "A", "company_name": "x" * 201}),
        ask("POST", "/contacts", {"contact_name": "A", "company_name": "x" * 200}),
        400,
        15,
        'Please ensure that the "company_name" has less than 200 characters.',
    ),
    "a long text inside": Row(
        "length",
        "too_long",
        ask("POST", "/contacts", {"contact_name": "A", "billing_address": {"state": "x" * 101}}),
        ask("POST", "/contacts", {"contact_name": "A", "billing_address": {"state": "x" * 100}}),
        400,
        15,
        'Please ensure that the "state" has less than 100 characters.',
    ),
    "page nought": Row(
        "page",
        "invalid_value",
        ask("GET", "/contacts", params={"page": 0}),
        ask("GET", "/contacts", params={"page": 1}),
        400,
        2,
        "Invalid value passed for page",
    ),
    "a page too long": Row(
        "page",
        "invalid_value",
        ask("GET", "/contacts", params={"per_page": 201}),
        ask("GET", "/contacts", params={"per_page": 200}),
        400,
        2,
        "Invalid value passed for per_page",
        chosen={"books.per_page_over": "refused"},
    ),
    "a customer that is not there": Row(
        "reference",
        "invalid_value",
        ask("POST", "/projects", {"project_name": "P", "customer_id": "1"}),
        with_contact("POST", "/projects", PROJECT),
        400,
        2,
        "Invalid value passed for customer_id",
    ),
    "a customer that is not there, in other words": Row(
        "reference",
        "missing_record",
        ask("POST", "/projects", {"project_name": "P", "customer_id": "1"}),
        with_contact("POST", "/projects", PROJECT),
        404,
        1002,
        "Contact does not exist.",
        chosen={"books.reference": "code1002"},
    ),
    "reading what is not there": Row(
        "record",
        "missing_record",
        ask("GET", "/contacts/1"),
        with_contact("GET", "/contacts/{key}"),
        404,
        1002,
        "Contact does not exist.",
    ),
    "deleting what is not there": Row(
        "record",
        "missing_record",
        ask("DELETE", "/projects/1"),
        lambda desk: desk.ask("DELETE", f"/projects/{desk.project()}"),
        404,
        1002,
        "Project does not exist.",
    ),
    "what is not there, by another status": Row(
        "record",
        "missing_record",
        ask("GET", "/contacts/1"),
        with_contact("GET", "/contacts/{key}"),
        400,
        1002,
        "Contact does not exist.",
        chosen={"books.record_status": "400"},
    ),
    **{
        f"{method} {path}": Row(
            "record",
            "missing_record",
            about_project(method, path),
            ask("GET", "/projects"),
            404,
            1002,
            f"{title} does not exist.",
        )
        for method, path, title in (
            ("GET", "/projects/{key}/tasks/1", "Task"),
            ("PUT", "/projects/{key}/tasks/1", "Task"),
            ("DELETE", "/projects/{key}/tasks/1", "Task"),
            ("GET", "/projects/{key}/users/1", "User"),
            ("PUT", "/projects/{key}/users/1", "User"),
            ("DELETE", "/projects/{key}/users/1", "User"),
            ("DELETE", "/projects/{key}/comments/1", "Comment"),
            ("GET", "/projects/1/tasks", "Project"),
            ("GET", "/projects/1/comments", "Project"),
            ("POST", "/projects/1/active", "Project"),
            ("PUT", "/projects/1", "Project"),
            ("PUT", "/users/1", "User"),
            ("DELETE", "/users/1", "User"),
            ("POST", "/users/1/invite", "User"),
            ("GET", "/settings/orgvariables/none", "Variable"),
            ("PUT", "/settings/orgvariables/none", "Variable"),
        )
    },
    "being nobody": Row(
        "record",
        "missing_record",
        lambda desk: desk.ask("GET", "/users/me", token=desk.token("eve")),
        ask("GET", "/users/me"),
        404,
        1002,
        "User does not exist.",
    ),
    "a contact with projects": Row(
        "in_use",
        "has_transactions",
        in_use(1),
        in_use(0),
        400,
        1004,
        "The customer has transactions and cannot be deleted.",
    ),
    "a contact with projects, in other words": Row(
        "in_use",
        "has_dependents",
        in_use(1),
        in_use(0),
        400,
        36,
        "The customer has dependents and cannot be deleted.",
        chosen={"books.contact_in_use": "code36"},
    ),
    "a second contact of the name": Row(
        "duplicate",
        "duplicate_contact",
        twice("Acme", " ACME "),
        twice("Acme", "Acme Inc"),
        400,
        3062,
        'The customer " ACME " already exists. Please specify a different name.',
        chosen={"books.duplicate_contact": "refused"},
    ),
}


def desk_for(row: Row, off: str | None = None) -> Desk:
    desk = Desk(chosen=row.chosen, off=[] if off is None else [off])
    tokens = ReasonedTokens()
    assert isinstance(desk.context.tokens, GrantedTokens)
    tokens.grants = desk.context.tokens.grants
    desk.context.tokens = tokens
    return desk


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_the_request_is_refused_for_that_reason(row: Row) -> None:
    desk = desk_for(row)
    answer = row.refused(desk)
    assert_refused(desk, answer, row.status, row.code, row.message, row.reason)
    assert desk.exchange.vendor_error == f"books.{row.error}"


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_its_twin_passes(row: Row) -> None:
    answer = row.twin(desk_for(row))
    assert answer.status_code < 300, answer.text


@pytest.mark.parametrize("row", ROWS.values(), ids=ROWS.keys())
def test_with_the_check_off_the_request_goes_through_as_if_fine(row: Row) -> None:
    answer = row.refused(desk_for(row, off=f"books.{row.check}"))
    assert answer.status_code < 300, answer.text


def test_every_check_has_a_row() -> None:
    assert {f"books.{row.check}" for row in ROWS.values()} == {check.name for check in SERVICE.checks}


def test_every_error_is_reached_by_a_row_or_needs_none() -> None:
    elsewhere = {"invalid_url", "wrong_method", "internal"}
    assert {row.error for row in ROWS.values()} == BooksError.registry.keys() - elsewhere


def test_the_live_answer_to_too_many_calls_says_when_to_come_back() -> None:
    desk = Desk(chosen={"books.rate_limited": "live"})
    assert limited(1)(desk).headers["retry-after"] == "3600"


def test_calls_that_belong_to_no_organization_are_counted_by_person(desk: Desk) -> None:
    desk.context.limits.allow("books", 1)
    for token in ("tom", "ann"):
        assert desk.ask("GET", "/organizations", organization=None, token=token).status_code == 200
        assert desk.ask("GET", "/organizations", organization=None, token=token).status_code == 429


def test_organizations_are_counted_apart_and_the_window_moves(desk: Desk) -> None:
    desk.context.limits.allow("books", 1)
    assert desk.ask("GET", "/contacts", organization=ONE).status_code == 200
    assert desk.ask("GET", "/contacts", organization=TWO).status_code == 200
    assert desk.ask("GET", "/contacts", organization=ONE, token="ann").status_code == 429
    desk.context.clock.move(61)
    assert desk.ask("GET", "/contacts", organization=ONE).status_code == 200


@pytest.mark.parametrize(
    ("status", "code", "message"),
    [(429, 44, ORGANIZATION_BLOCKED), (500, 1000, "Internal error"), (503, 1000, "Internal error")],
)
def test_faults_on_purpose_answer_in_the_vendors_envelope(
    desk: Desk, status: int, code: int, message: str
) -> None:
    desk.context.faults.add({"at": {"service": "books"}, "do": {"status": status}})
    answer = desk.ask("GET", "/contacts")
    assert (answer.status_code, answer.json()) == (status, {"code": code, "message": message})


def test_a_fault_of_our_own_is_an_internal_error(desk: Desk) -> None:
    key = desk.customer()
    desk.context.store.put("books.contacts", ONE, key, {"contact_id": key, "created_time": "no number"})
    answer = desk.ask("GET", f"/contacts/{key}", host=HOST)
    assert_refused(desk, answer, 500, 1000, "Internal error")
