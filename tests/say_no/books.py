"""What fake Books refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx

from mocks.oauth import remove_access

from .asks import ABSENT, Ask, Token, given, later, revoked, sent_before, struck
from .rows import Refusal, Row
from .stage import (
    ANN,
    BRANCH,
    BRANCH_CUSTOMER,
    CUSTOMER,
    IDLE,
    INDIA,
    ORG,
    PROJECT,
    TASK,
    TOM,
    VARIABLE,
    Stage,
)

JSON = {"content-type": "application/json;charset=UTF-8"}
NOBODY = "460000000000001"
"""An id that no record has."""


def refusal(error: str, status: int, code: int, message: str, **headers: str) -> Refusal:
    """An error of Books."""
    said = {name.replace("_", "-"): value for name, value in headers.items()}
    return Refusal(f"books.{error}", status, {"code": code, "message": message}, {**JSON, **said})


def missing(title: str, status: int = 404) -> Refusal:
    return refusal("missing_record", status, 1002, f"{title} does not exist.")


def invalid(name: str) -> Refusal:
    return refusal("invalid_value", 400, 2, f"Invalid value passed for {name}")


def required(name: str) -> Refusal:
    return refusal("missing_value", 400, 4, f"Invalid value passed for {name}")


def too_long(name: str, length: int) -> Refusal:
    text = f'Please ensure that the "{name}" has less than {length} characters.'
    return refusal("too_long", 400, 15, text)


def stranger(organization: str) -> Refusal:
    text = f"This user is not associated with the CompanyID/CompanyName:{organization}."
    return refusal("not_associated", 400, 6041, text)


UNAUTHENTICATED = refusal(
    "unauthenticated",
    401,
    14,
    "The request could not be authenticated as the authentication value you entered is invalid. "
    "Enter a valid authentication value and try again.",
)
UNAUTHORIZED = refusal("unauthorized", 401, 57, "You are not authorized to perform this operation")
MALFORMED = refusal("malformed", 400, 1038, "JSON is not well formed")
NOTHING_SENT = refusal("nothing_sent", 400, 11, "The parameter JSONString is mandatory.")
BLOCKED = refusal(
    "blocked",
    429,
    43,
    "For security reasons you have been blocked for some time as you have exceeded the maximum number of "
    "requests per minute.",
    retry_after="3600",
)
ORGANIZATION_BLOCKED = refusal(
    "organization_blocked",
    429,
    44,
    "For security reasons your organization has been blocked as it have exceeded the maximum number of "
    "requests per minute that can originate from an organization.",
)
DAY_EXCEEDED = refusal(
    "day_exceeded",
    429,
    45,
    "The API call for this organization has exceeded the maximum call rate limit of 2.",
)
TOO_MANY_IN_PROCESS = refusal(
    "too_many_in_process",
    429,
    1070,
    "You have reached the maximum number of in process requests allowed. Kindly try again after some time.",
)


def ask(
    method: str,
    path: str,
    json: Mapping[str, Any] | None = None,
    *,
    person: str = "tom",
    organization: str = ORG,
    **rest: Any,
) -> Ask:
    """A call of that person, in order in every respect."""
    params = {"organization_id": organization, **rest.pop("params", {})}
    token, word = Token("zoho", person), "Zoho-oauthtoken"
    host = "www.zohoapis.com"
    return Ask(method, host, f"/books/v3{path}", token, word, params, json, **rest)


def may(*scopes: str) -> Token:
    """Tom's token with those scopes."""
    return Token("zoho", scopes=tuple(f"ZohoBooks.{scope}" for scope in scopes))


LIST = ask("GET", "/contacts")
READ = ask("GET", f"/contacts/{IDLE}")
CREATE = ask("POST", "/contacts", {"contact_name": "Acme"})
UPDATE = ask("PUT", f"/contacts/{IDLE}", {"contact_name": "Acme"})
DELETE = ask("DELETE", f"/contacts/{IDLE}")
NEW_PROJECT = ask("POST", "/projects", {"project_name": "Shop", "customer_id": CUSTOMER})
READ_PROJECT = ask("GET", f"/projects/{PROJECT}")
NO_ORGANIZATION = {"organization_id": ABSENT}


async def replayed(stage: Stage, wrong: bool) -> httpx.Response:
    zoho = stage.server("zoho")
    code = (await zoho.consent(scope="ZohoBooks.contacts.READ"))["code"]
    token = (await zoho.redeem(code)).json()["access_token"]
    if wrong:
        await zoho.redeem(code)
    return await replace(LIST, token=token).send(stage)


async def taken_back(stage: Stage, wrong: bool) -> httpx.Response:
    zoho = stage.server("zoho")
    answer = await zoho.connect(scope="ZohoBooks.contacts.READ")
    if wrong:
        remove_access(stage.context, "zoho", zoho.client["client_id"], "tom")
    return await replace(LIST, token=answer["access_token"]).send(stage)


async def crowded_out(stage: Stage, wrong: bool) -> httpx.Response:
    zoho = stage.server("zoho")
    answer = await zoho.connect(scope="ZohoBooks.contacts.READ")
    for _ in range(10 if wrong else 9):
        await zoho.refresh(answer["refresh_token"])
    return await replace(LIST, token=answer["access_token"]).send(stage)


CREDENTIALS = (
    Row("no token", "books.authentication", UNAUTHENTICATED, LIST.but(token=None), "missing"),
    Row("an empty token", "books.authentication", UNAUTHENTICATED, LIST.but(token=""), "missing"),
    Row("another scheme", "books.authentication", UNAUTHENTICATED, LIST.but(word="Basic"), "missing"),
    Row(
        "a token that nobody issued",
        "books.token tokens.unknown",
        UNAUTHORIZED,
        LIST.but(token="1000.made.up"),
        "unknown",
    ),
    Row(
        "a token an hour later",
        "books.token tokens.expired",
        UNAUTHORIZED,
        replace(LIST, token=Token("zoho", life=3600)).after(later(3600), right=(later(3599),)),
        "expired",
    ),
    Row(
        "a revoked token",
        "books.token tokens.revoked",
        UNAUTHORIZED,
        LIST.after(revoked),
        "revoked",
    ),
    Row("a token of a replayed code", "books.token tokens.revoked", UNAUTHORIZED, replayed, "revoked"),
    Row(
        "a token of a grant that the person took back",
        "books.token tokens.revoked",
        UNAUTHORIZED,
        taken_back,
        "revoked",
    ),
    Row(
        "the oldest of eleven tokens, where ten may live",
        "books.token tokens.revoked",
        UNAUTHORIZED,
        crowded_out,
        "revoked",
        {"accounts_zoho.active_tokens": "10"},
    ),
    Row(
        "a token of Wrike",
        "books.token tokens.other_vendor",
        UNAUTHORIZED,
        LIST.but(token=Token("wrike")),
        "other vendor",
    ),
    Row(
        "a token of another data centre",
        "books.token tokens.other_data_centre",
        UNAUTHORIZED,
        LIST.but(host="www.zohoapis.in"),
        "other data centre",
    ),
    Row(
        "a scope for other records",
        "books.scope tokens.scope",
        UNAUTHORIZED,
        replace(LIST, token=may("contacts.READ")).but(token=may("projects.ALL")),
        "scope",
    ),
    Row(
        "a scope for another right",
        "books.scope tokens.scope",
        UNAUTHORIZED,
        replace(CREATE, token=may("contacts.CREATE")).but(token=may("contacts.READ")),
        "scope",
    ),
)

ORGANIZATIONS = (
    Row(
        "an organization of others",
        "books.organization tokens.other_organization",
        stranger(BRANCH),
        LIST.but(params={"organization_id": BRANCH}),
        "other organization",
    ),
    Row(
        "an organization that consent left out",
        "books.organization tokens.other_organization",
        stranger(BRANCH),
        ask("GET", "/contacts", person="ann", organization=BRANCH).but(
            token=Token("zoho", "ann", tenants=(ORG,))
        ),
        "other organization",
    ),
    Row(
        "an organization of another data centre",
        "books.organization tokens.other_organization",
        stranger(INDIA),
        LIST.but(params={"organization_id": INDIA}),
        "other organization",
    ),
    Row(
        "a deactivated person",
        "books.membership",
        stranger(ORG),
        LIST.after(given("books", "users", ORG, {"person": "tom", "active": False})),
        "inactive user",
    ),
    Row(
        "a deactivated person, not authorized",
        "books.membership",
        UNAUTHORIZED,
        LIST.after(given("books", "users", ORG, {"person": "tom", "active": False})),
        "inactive user",
        {"books.inactive_user": "code57"},
    ),
    Row(
        "an organization_id in words",
        "books.organization_id",
        invalid("organization_id"),
        LIST.but(params={"organization_id": "YOUR_ID"}),
    ),
    Row(
        "no organization_id of two",
        "books.organization_missing",
        required("organization_id"),
        ask("GET", "/contacts", person="ann").but(params=NO_ORGANIZATION),
    ),
    Row(
        "no organization_id, told as a foreign one",
        "books.organization_missing",
        stranger(""),
        ask("GET", "/contacts", person="ann").but(params=NO_ORGANIZATION),
        None,
        {"books.organization_missing": "code6041"},
    ),
    Row(
        "no organization_id of one, where it is required",
        "books.organization_missing",
        required("organization_id"),
        LIST.but(params=NO_ORGANIZATION),
        None,
        {"books.organization_omitted": "refused"},
    ),
    Row(
        "a header with organization_id, where it is ignored",
        "books.organization_missing",
        required("organization_id"),
        ask("GET", "/contacts", person="ann").but(
            params=NO_ORGANIZATION, headers={"x-com-zoho-books-organizationid": ORG}
        ),
        None,
        {"books.organization_header": "ignored"},
    ),
)

LIMITS = (
    Row("too many calls", "books.limit", ORGANIZATION_BLOCKED, LIST.beyond("books", 2)),
    Row(
        "too many calls, live",
        "books.limit",
        BLOCKED,
        LIST.beyond("books", 2),
        None,
        {"books.rate_limited": "live"},
    ),
    Row(
        "too many calls a day",
        "books.limit",
        DAY_EXCEEDED,
        LIST.beyond("books", 2),
        None,
        {"books.rate_limited": "day"},
    ),
    Row(
        "too many calls at once",
        "books.limit",
        TOO_MANY_IN_PROCESS,
        LIST.beyond("books", 2),
        None,
        {"books.rate_limited": "concurrent"},
    ),
    Row(
        "too many calls outside of organizations",
        "books.limit",
        ORGANIZATION_BLOCKED,
        ask("GET", "/organizations").beyond("books", 2),
    ),
)

FORM = ask("PUT", f"/contacts/{IDLE}", form={"JSONString": '{"notes": "x"}'})
BODIES = (
    Row("a body that is no JSON", "books.json", MALFORMED, UPDATE.but(content=b"{")),
    Row("a body that is a list", "books.json", MALFORMED, UPDATE.but(content=b"[]")),
    Row("plain form fields", "books.json", MALFORMED, FORM.but(form={"notes": "x"})),
    Row(
        "a JSONString that is no JSON",
        "books.json",
        required("JSONString"),
        FORM.but(form={"JSONString": "x"}),
    ),
    Row("an update without a body", "books.nothing", NOTHING_SENT, UPDATE.but(content=b"")),
    Row("an update that says nothing", "books.nothing", NOTHING_SENT, UPDATE.but(content=b"{}")),
    Row(
        "a contact without a name",
        "books.required",
        required("contact_name"),
        CREATE.changed(json={"notes": "x"}).but(json={"contact_name": ABSENT}),
    ),
    Row(
        "a contact whose name is emptied",
        "books.required",
        required("contact_name"),
        UPDATE.but(json={"contact_name": ""}),
    ),
    Row(
        "an update that leaves the name out, where it may not",
        "books.required",
        required("contact_name"),
        UPDATE.changed(json={"notes": "x"}).but(json={"contact_name": ABSENT}),
        None,
        {"books.update_required": "full"},
    ),
    Row(
        "a project without a customer",
        "books.required",
        required("customer_id"),
        NEW_PROJECT.but(json={"customer_id": ABSENT}),
    ),
    Row(
        "a project without a billing type, where it must have one",
        "books.required",
        required("billing_type"),
        NEW_PROJECT.changed(json={"billing_type": "based_on_task_hours", "user_id": TOM}).but(
            json={"billing_type": ABSENT}
        ),
        None,
        {"books.project_required": "spec"},
    ),
    Row(
        "a project with a task without a name",
        "books.required",
        required("task_name"),
        NEW_PROJECT.changed(json={"tasks": [{"task_name": "Build"}]}).but(json={"tasks": [{"rate": 1}]}),
    ),
    Row(
        "a task without a name",
        "books.required",
        required("task_name"),
        ask("POST", f"/projects/{PROJECT}/tasks", {"task_name": "Build", "rate": 1}).but(
            json={"task_name": ABSENT}
        ),
    ),
    Row(
        "a comment without a text",
        "books.required",
        required("description"),
        ask("POST", f"/projects/{PROJECT}/comments", {"description": "Hi", "said": "Ho"}).but(
            json={"description": ABSENT}
        ),
    ),
    Row(
        "a user without an address",
        "books.required",
        required("email"),
        ask("POST", "/users", {"name": "Eve", "email": "eve@example.com"}).but(json={"email": ABSENT}),
    ),
    Row(
        "a choice that there is not",
        "books.value",
        invalid("contact_type"),
        CREATE.changed(json={"contact_type": "vendor"}).but(json={"contact_type": "friend"}),
    ),
    Row(
        "a tax treatment that there is not",
        "books.value",
        invalid("tax_treatment"),
        CREATE.changed(json={"tax_treatment": "business_gst"}).but(json={"tax_treatment": "none"}),
    ),
    Row(
        "words where a number is due",
        "books.value",
        invalid("payment_terms"),
        CREATE.changed(json={"payment_terms": "15"}).but(json={"payment_terms": "soon"}),
    ),
    Row(
        "an object where a list is due",
        "books.value",
        invalid("tasks"),
        NEW_PROJECT.changed(json={"tasks": []}).but(json={"tasks": {"task_name": "Build"}}),
    ),
    Row(
        "a time zone that there is not",
        "books.value",
        invalid("time_zone"),
        ask("PUT", f"/organizations/{ORG}", {"time_zone": "UTC"}).but(json={"time_zone": "Mars/Base"}),
    ),
    Row(
        "a long text",
        "books.length",
        too_long("contact_name", 200),
        CREATE.changed(json={"contact_name": "x" * 200}).but(json={"contact_name": "x" * 201}),
    ),
    Row(
        "a long text inside",
        "books.length",
        too_long("state", 100),
        CREATE.changed(json={"billing_address": {"state": "x" * 100}}).but(
            json={"billing_address": {"state": "x" * 101}}
        ),
    ),
)


def listing(**params: str) -> Ask:
    return LIST.changed(params=params)


LISTS = (
    Row(
        "a filter that there is not",
        "books.value",
        invalid("filter_by"),
        listing(filter_by="Status.All").but(params={"filter_by": "Status.Odd"}),
    ),
    Row(
        "a column that there is not",
        "books.value",
        invalid("sort_column"),
        listing(sort_column="email").but(params={"sort_column": "odd"}),
    ),
    Row(
        "a moment that is none",
        "books.value",
        invalid("last_modified_time"),
        listing(last_modified_time="2026-01-01T00:00:00+0000").but(params={"last_modified_time": "today"}),
    ),
    Row(
        "a page length in words",
        "books.value",
        invalid("per_page"),
        listing(per_page="10").but(params={"per_page": "ten"}),
    ),
    Row("page nought", "books.page", invalid("page"), listing(page="1").but(params={"page": "0"})),
    Row(
        "a page of no record",
        "books.page",
        invalid("per_page"),
        listing(per_page="1").but(params={"per_page": "0"}),
    ),
    Row(
        "a page of 201 records, where 200 are all",
        "books.page",
        invalid("per_page"),
        listing(per_page="200").but(params={"per_page": "201"}),
        None,
        {"books.per_page_over": "refused"},
    ),
    Row(
        "a long text to search for",
        "books.length",
        too_long("search_text", 100),
        listing(search_text="x" * 100).but(params={"search_text": "x" * 101}),
    ),
)

ASSIGN = ask("POST", f"/projects/{PROJECT}/users", {"users": [{"user_id": ANN}]})
REFERENCES = (
    Row(
        "a project for no customer",
        "books.reference",
        invalid("customer_id"),
        NEW_PROJECT.but(json={"customer_id": NOBODY}),
    ),
    Row(
        "a project for a customer of another organization",
        "books.reference",
        invalid("customer_id"),
        NEW_PROJECT.but(json={"customer_id": BRANCH_CUSTOMER}),
    ),
    Row(
        "a project for no customer, told as a missing record",
        "books.reference",
        missing("Contact"),
        NEW_PROJECT.but(json={"customer_id": NOBODY}),
        None,
        {"books.reference": "code1002"},
    ),
    Row(
        "a project of no user",
        "books.reference",
        invalid("user_id"),
        NEW_PROJECT.changed(json={"user_id": TOM}).but(json={"user_id": NOBODY}),
    ),
    Row(
        "a project with nobody among its users",
        "books.reference",
        invalid("user_id"),
        NEW_PROJECT.changed(json={"users": [{"user_id": TOM}]}).but(json={"users": [{"user_id": NOBODY}]}),
    ),
    Row(
        "assigning nobody to a project",
        "books.reference",
        invalid("user_id"),
        ASSIGN.but(json={"users": [{"user_id": NOBODY}]}),
    ),
)


def unknown(title: str, right: Ask, *, key: str = "") -> Row:
    """The request for a record that is there, and for one that is not; `key` is the first of the path."""
    known = key or right.path.split("/")[4]
    words = f"no {title.lower()}: {right.method} {right.path.replace(known, '…')}"
    wrong = right.but(path=right.path.replace(known, NOBODY))
    return Row(words, "books.record", missing(title), wrong)


_TASK = f"/projects/{PROJECT}/tasks/{TASK}"
_MEMBER = f"/projects/{PROJECT}/users/{TOM}"


async def no_comment(stage: Stage, wrong: bool) -> httpx.Response:
    made = await ask("POST", f"/projects/{PROJECT}/comments", {"description": "Hi"}).send(stage)
    key = NOBODY if wrong else made.json()["comments"][0]["comment_id"]
    return await ask("DELETE", f"/projects/{PROJECT}/comments/{key}").send(stage)


async def no_user(stage: Stage, wrong: bool) -> httpx.Response:
    stage.world.people.join("eve", "zoho", ORG, {"as": NOBODY})
    return await ask("GET", "/users/me", person="eve" if wrong else "tom").send(stage)


RECORDS = (
    unknown("Contact", READ),
    unknown("Contact", UPDATE),
    unknown("Contact", DELETE),
    unknown("Contact", ask("POST", f"/contacts/{IDLE}/active")),
    unknown("Contact", ask("POST", f"/contacts/{IDLE}/inactive")),
    unknown("Project", READ_PROJECT),
    unknown("Project", ask("PUT", f"/projects/{PROJECT}", {"project_name": "Shop"})),
    unknown("Project", ask("DELETE", f"/projects/{PROJECT}")),
    unknown("Project", ask("POST", f"/projects/{PROJECT}/inactive")),
    unknown("Project", ask("POST", f"/projects/{PROJECT}/clone", {"project_name": "Shop"})),
    unknown("Project", ask("GET", f"/projects/{PROJECT}/tasks")),
    unknown("Project", ask("POST", f"/projects/{PROJECT}/tasks", {"task_name": "Build"})),
    unknown("Project", ask("GET", f"/projects/{PROJECT}/users")),
    unknown("Project", ASSIGN),
    unknown("Project", ask("GET", f"/projects/{PROJECT}/comments")),
    unknown("Project", ask("POST", f"/projects/{PROJECT}/comments", {"description": "Hi"})),
    unknown("Task", ask("GET", _TASK), key=TASK),
    unknown("Task", ask("PUT", _TASK, {"task_name": "Build"}), key=TASK),
    unknown("Task", ask("DELETE", _TASK), key=TASK),
    unknown("User", ask("GET", _MEMBER), key=TOM),
    unknown("User", ask("PUT", _MEMBER, {"cost_rate": 5}), key=TOM),
    unknown("User", ask("DELETE", _MEMBER), key=TOM),
    unknown("User", ask("GET", f"/users/{ANN}")),
    unknown("User", ask("PUT", f"/users/{ANN}", {"name": "Ann"})),
    unknown("User", ask("DELETE", f"/users/{ANN}")),
    unknown("User", ask("POST", f"/users/{ANN}/inactive")),
    unknown("User", ask("POST", f"/users/{ANN}/invite")),
    unknown("Variable", ask("GET", f"/settings/orgvariables/{VARIABLE}"), key=VARIABLE),
    unknown("Variable", ask("PUT", f"/settings/orgvariables/{VARIABLE}", {"value": "x"}), key=VARIABLE),
    Row("no comment", "books.record", missing("Comment"), no_comment),
    Row("a person who is no user", "books.record", missing("User"), no_user),
    Row(
        "a contact of another organization",
        "books.record",
        missing("Contact"),
        ask("GET", f"/contacts/{BRANCH_CUSTOMER}", person="ann", organization=BRANCH).but(
            params={"organization_id": ORG}
        ),
    ),
    Row("a contact deleted twice", "books.record", missing("Contact"), DELETE.after(sent_before)),
    Row(
        "no contact, told with 400",
        "books.record",
        missing("Contact", 400),
        READ.but(path=f"/books/v3/contacts/{NOBODY}"),
        None,
        {"books.record_status": "400"},
    ),
    Row(
        "deleting a customer with a project",
        "books.in_use",
        refusal("has_transactions", 400, 1004, "The customer has transactions and cannot be deleted."),
        DELETE.but(path=f"/books/v3/contacts/{CUSTOMER}"),
    ),
    Row(
        "deleting a customer with a project, told as dependents",
        "books.in_use",
        refusal("has_dependents", 400, 36, "The customer has dependents and cannot be deleted."),
        DELETE.but(path=f"/books/v3/contacts/{CUSTOMER}"),
        None,
        {"books.in_use": "code36"},
    ),
    Row(
        "a second contact of the name",
        "books.duplicate",
        refusal(
            "duplicate_contact",
            400,
            3062,
            'The customer " acme" already exists. Please specify a different name.',
        ),
        CREATE.changed(json={"contact_name": " acme"}).after(
            given("books", "contacts", ORG, {"contact_name": "Acme"})
        ),
        None,
        {"books.duplicate_contact": "refused"},
    ),
)


def method_not_allowed(code: int) -> Refusal:
    text = "The HTTP method PATCH is not allowed for the requested resource"
    return refusal("wrong_method", 405, code, text)


ROUTES = (
    Row(
        "no such path",
        "",
        refusal("invalid_url", 404, 5, "Invalid URL Passed"),
        LIST.but(path="/books/v3/contactz"),
    ),
    Row(
        "an operation that this fake lacks",
        "",
        refusal("not_built", 501, 501, "This fake of Zoho Books does not have this operation yet."),
        LIST.but(path="/books/v3/bankaccounts"),
    ),
    Row("no such method", "", method_not_allowed(37), UPDATE.but(method="PATCH")),
    Row(
        "no such method, told with code 5",
        "",
        method_not_allowed(5),
        UPDATE.but(method="PATCH"),
        None,
        {"books.method_code": "5"},
    ),
    Row(
        "a fault of its own",
        "",
        refusal("internal", 500, 1000, "Internal error"),
        LIST.after(struck("books", 500)),
    ),
)

ROWS = (*CREDENTIALS, *ORGANIZATIONS, *LIMITS, *BODIES, *LISTS, *REFERENCES, *RECORDS, *ROUTES)
