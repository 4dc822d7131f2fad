"""Lists: pages, order, filters."""

from __future__ import annotations

import pytest

from mocks.books.resource import FEW

from .desk import ONE, TWO, Desk, assert_refused


def names(desk: Desk, **params: object) -> list[str]:
    return [one["contact_name"] for one in desk.get("/contacts", params=params)["contacts"]]


@pytest.fixture
def five(desk: Desk) -> Desk:
    """Five contacts of one organization, a minute apart, and one of the other."""
    for name in ("Delta", "alpha", "Echo", "Bravo", "charlie"):
        desk.given("contacts", {"contact_name": name, "email": f"{name[0]}@x.example", "notes": f"n{name}"})
        desk.context.clock.move(60)
    desk.customer("Foreign", TWO)
    return desk


def test_contacts_come_by_name_without_regard_to_case(five: Desk) -> None:
    assert names(five) == ["alpha", "Bravo", "charlie", "Delta", "Echo"]
    assert five.get("/contacts")["page_context"] == {
        "page": 1,
        "per_page": 200,
        "has_more_page": False,
        "report_name": "Contacts",
        "applied_filter": "Status.All",
        "custom_fields": [],
        "sort_column": "contact_name",
        "sort_order": "A",
    }


@pytest.mark.parametrize("path", ["contacts", "customers", "items", "projects", "expenses", "settings/taxes"])
def test_each_list_counts_where_response_option_asks_for_it(five: Desk, path: str) -> None:
    plain = five.get(f"/{path}", params={"per_page": 2})
    (listed,) = set(plain) - {"code", "message", "page_context"}
    rows = len(five.get(f"/{path}")[listed])
    for option in (1, 2, 3):
        answer = five.get(f"/{path}", params={"per_page": 2, "response_option": option})
        counted = {"total": rows, "total_pages": (rows + 1) // 2}
        assert answer["page_context"] == plain["page_context"] | counted
        assert (listed in answer) is (option == 1)
    assert five.get(f"/{path}", params={"per_page": 2, "response_option": 0}) == plain


def test_only_what_is_found_is_counted(five: Desk) -> None:
    params = {"response_option": 2, "contact_name_contains": "a", "page": 3, "per_page": 1}
    context = five.get("/contacts", params=params)["page_context"]
    assert (context["total"], context["total_pages"], context["has_more_page"]) == (4, 4, True)


@pytest.mark.parametrize("page", [6, 10**9, 2**62])
def test_a_page_however_far_past_the_end_is_empty(five: Desk, page: int) -> None:
    assert five.get("/contacts", params={"page": page, "per_page": 200})["contacts"] == []


def test_pages_cut_the_list_and_past_the_end_it_is_empty(five: Desk) -> None:
    pages = [five.get("/contacts", params={"page": page, "per_page": 2}) for page in (1, 2, 3, 4)]
    assert [[one["contact_name"] for one in page["contacts"]] for page in pages] == [
        ["alpha", "Bravo"],
        ["charlie", "Delta"],
        ["Echo"],
        [],
    ]
    assert [page["page_context"]["has_more_page"] for page in pages] == [True, True, False, False]
    assert [page["page_context"]["page"] for page in pages] == [1, 2, 3, 4]


def test_a_full_last_page_says_that_there_is_no_more(five: Desk) -> None:
    assert five.get("/contacts", params={"per_page": 5})["page_context"]["has_more_page"] is False


@pytest.mark.parametrize(("chosen", "length"), [("clamp", 200), ("served", 300)])
def test_a_page_length_above_200_is_an_assumption(chosen: str, length: int) -> None:
    desk = Desk(chosen={"books.per_page_over": chosen})
    body = desk.get("/contacts", params={"per_page": 300})
    assert body["page_context"]["per_page"] == length


@pytest.mark.parametrize("params", [{"page": 0}, {"page": -1}, {"per_page": 0}])
def test_a_page_below_one_is_an_assumption(params: dict[str, int]) -> None:
    desk = Desk(chosen={"books.page_below_one": "first"})
    desk.customer()
    assert names(desk, **params) == ["Acme Corp"]
    refusing = Desk()
    answer = refusing.ask("GET", "/contacts", params=params)
    assert_refused(refusing, answer, 400, 2, f"Invalid value passed for {next(iter(params))}")


@pytest.mark.parametrize(
    ("column", "ascending"),
    [
        ("contact_name", ["alpha", "Bravo", "charlie", "Delta", "Echo"]),
        ("email", ["alpha", "Bravo", "charlie", "Delta", "Echo"]),
        ("created_time", ["Delta", "alpha", "Echo", "Bravo", "charlie"]),
        ("last_modified_time", ["Delta", "alpha", "Echo", "Bravo", "charlie"]),
        ("outstanding_receivable_amount", ["Delta", "alpha", "Echo", "Bravo", "charlie"]),
    ],
)
def test_lists_are_sorted_by_a_column_in_either_order(five: Desk, column: str, ascending: list[str]) -> None:
    assert names(five, sort_column=column) == ascending
    assert names(five, sort_column=column, sort_order="D") == ascending[::-1]


def test_the_order_follows_changes(five: Desk) -> None:
    assert names(five, sort_column="contact_name")[0] == "alpha"
    key = five.get("/contacts", params={"contact_name": "alpha"})["contacts"][0]["contact_id"]
    five.put(f"/contacts/{key}", {"contact_name": "Zulu"})
    assert names(five, sort_column="contact_name")[-1] == "Zulu"


@pytest.mark.parametrize(
    ("params", "found"),
    [
        ({"contact_name": "BRAVO"}, ["Bravo"]),
        ({"contact_name": "rav"}, []),
        ({"contact_name_startswith": "br"}, ["Bravo"]),
        ({"contact_name_contains": "l"}, ["alpha", "charlie", "Delta"]),
        ({"email": "e@x.example"}, ["Echo"]),
        ({"email_startswith": "d"}, ["Delta"]),
        ({"search_text": "ECHO"}, ["Echo"]),
        ({"search_text": "nBra"}, ["Bravo"]),
        ({"search_text": "example"}, []),
        ({"contact_type": "vendor"}, []),
        ({"contact_type": "customer", "contact_name_contains": "e"}, ["charlie", "Delta", "Echo"]),
        ({"zcrm_account_id": "1"}, []),
        ({"last_modified_time": "2026-01-15T14:33:00+0530"}, ["Bravo", "charlie"]),
        ({"last_modified_time": "2026-01-15T09:03:00 0000"}, ["Bravo", "charlie"]),
    ],
)
def test_filters_leave_what_matches(five: Desk, params: dict[str, str], found: list[str]) -> None:
    assert names(five, **params) == found


@pytest.mark.parametrize(
    "moment",
    [
        "2026-01-15T09:03:00Z",
        "2026-01-15T09:03:00+00:00",
        "2026-01-15T09:03:00.000+0000",
        "2026-01-15T09:03:00",
        "2026-01-15",
        "2026-13-15T09:03:00+0000",
    ],
)
def test_a_moment_is_written_in_one_way(five: Desk, moment: str) -> None:
    answer = five.ask("GET", "/contacts", params={"last_modified_time": moment})
    assert_refused(five, answer, 400, 2, "Invalid value passed for last_modified_time")


@pytest.mark.parametrize("plural", ["contacts", "items", "projects", "invoices", "expenses"])
def test_page_context_repeats_the_moment_that_was_asked_for(desk: Desk, plural: str) -> None:
    moment = "1970-01-01T00:00:00+0000"

    def context(**params: str) -> dict[str, str]:
        found: dict[str, str] = desk.get(f"/{plural}", params=params)["page_context"]
        return found

    assert "last_modified_time" not in context()
    assert "last_modified_time" not in context(last_modified_time="")
    for sent in (moment, moment.replace("+", " ")):
        assert context(last_modified_time=sent)["last_modified_time"] == moment


def test_a_blank_parameter_counts_as_not_sent(five: Desk) -> None:
    for name in ("filter_by", "sort_column", "sort_order", "contact_type", "search_text", "page"):
        assert names(five, **{name: ""}) == names(five)
        assert not five.exchange.findings


def test_addresses_are_searched_in_the_billing_address(desk: Desk) -> None:
    desk.given("contacts", {"contact_name": "A", "billing_address": {"city": "Oslo"}})
    desk.customer()
    assert names(desk, address_contains="oslo") == ["A"]


@pytest.mark.parametrize(
    ("chosen", "found"),
    [
        ("Status.All", ["A", "a", "B", "C"]),
        ("Status.Active", ["A", "a", "B"]),
        ("Status.Inactive", ["C"]),
        ("Status.Duplicate", ["A", "a"]),
        ("Status.PortalEnabled", ["B"]),
        ("Status.PortalDisabled", ["A", "a", "C"]),
        ("Status.Crm", []),
        ("Invoice.OverDue", []),
        ("Invoice.Unpaid", []),
        ("Status.CreditLimitExceed", []),
    ],
)
def test_contacts_are_filtered_by_status(desk: Desk, chosen: str, found: list[str]) -> None:
    for values in ({}, {"contact_name": "a"}, {"contact_name": "B", "is_portal_enabled": True}):
        desk.given("contacts", {"contact_name": "A", **values})
    desk.given("contacts", {"contact_name": "C", "status": "inactive"})
    body = desk.get("/contacts", params={"filter_by": chosen})
    assert [one["contact_name"] for one in body["contacts"]] == found
    assert body["page_context"]["applied_filter"] == chosen


def test_projects_come_newest_first_and_are_filtered_by_customer_and_status(desk: Desk) -> None:
    acme, other = desk.customer("Zed"), desk.customer("Abc")
    for number, customer in enumerate((acme, other, acme)):
        desk.project(f"P{number}", customer=customer, rate=number)
    inactive = desk.project("P3", customer=other, status="inactive")

    def found(**params: object) -> list[str]:
        return [one["project_name"] for one in desk.get("/projects", params=params)["projects"]]

    assert found() == ["P3", "P2", "P1", "P0"]
    assert found(customer_id=acme) == ["P2", "P0"]
    assert found(customer_id="1") == []
    assert found(filter_by="Status.Inactive") == ["P3"]
    assert found(filter_by="Status.Active", sort_column="rate", sort_order="A") == ["P0", "P1", "P2"]
    assert found(sort_column="customer_name", sort_order="A") == ["P1", "P3", "P0", "P2"]
    desk.put(f"/contacts/{acme}", {"contact_name": "Aaa"})
    assert found(sort_column="customer_name", sort_order="A") == ["P0", "P2", "P1", "P3"]
    assert desk.get("/projects")["projects"][0]["project_id"] == inactive
    assert desk.get("/projects")["page_context"]["sort_order"] == "D"


def test_records_of_the_same_second_keep_the_order_of_their_making(desk: Desk) -> None:
    for number in range(4):
        desk.project(f"P{number}")
    listed = [one["project_name"] for one in desk.get("/projects")["projects"]]
    assert listed == ["P3", "P2", "P1", "P0"]
    assert desk.events == []
    assert desk.exchange.tenant == ONE


def test_a_filter_that_many_pass_finds_what_one_that_few_pass_leaves(desk: Desk) -> None:
    for number in range(FEW + 100):
        status = "active" if number % 50 else "inactive"
        desk.given("contacts", {"contact_name": f"{number % 7} {number:04}", "status": status})
    rest = list(range(0, FEW + 100, 50))
    assert names(desk, filter_by="Status.Inactive") == sorted(f"{number % 7} {number:04}" for number in rest)
    active = sorted(f"{number % 7} {number:04}" for number in range(FEW + 100) if number % 50)
    pages = [names(desk, filter_by="Status.Active", page=page, sort_order="D") for page in range(1, 8)]
    assert [name for page in pages for name in page] == active[::-1]


@pytest.mark.parametrize(
    ("end", "days"),
    [("", [15]), ("_start", [15, 16]), ("_end", [14, 15]), ("_before", [14]), ("_after", [16])],
)
def test_a_day_is_compared_in_each_variant_of_its_filter(desk: Desk, end: str, days: list[int]) -> None:
    for day in (14, 15, 16):
        desk.given("invoices", {"date": f"2026-01-{day}", "line_items": [{"name": "Work", "rate": 1}]})
    rows = desk.get(
        "/invoices", params={f"date{end}": "2026-01-15", "sort_column": "date", "sort_order": "A"}
    )
    assert [one["date"] for one in rows["invoices"]] == [f"2026-01-{day}" for day in days]


@pytest.mark.parametrize(
    ("end", "rates"),
    [
        ("", [2]),
        ("_less_than", [1]),
        ("_less_equals", [1, 2]),
        ("_greater_than", [3]),
        ("_greater_equals", [2, 3]),
    ],
)
def test_a_number_is_compared_in_each_variant_of_its_filter(desk: Desk, end: str, rates: list[int]) -> None:
    for rate in (1, 2, 3):
        desk.given("items", {"name": f"Item {rate}", "rate": rate})
    rows = desk.get("/items", params={f"rate{end}": 2})["items"]
    assert [one["rate"] for one in rows] == rates
