"""Currencies, and what they are worth from a day on."""

from __future__ import annotations

from typing import Any

import pytest

from mocks.books.settings import currencies

from ..desk import ONE, TWO, Desk, assert_refused

EURO = {"currency_code": "EUR", "currency_format": "1.234.567,89"}


def add(desk: Desk, code: str = "EUR", **options: Any) -> str:
    body = desk.post("/settings/currencies", {**EURO, "currency_code": code}, **options)
    return str(body["currency"]["currency_id"])


def rate(desk: Desk, currency: str, day: str, value: float) -> str:
    sent = {"effective_date": day, "rate": value}
    body = desk.post(f"/settings/currencies/{currency}/exchangerates", sent)
    return str(body["exchange_rate"]["exchange_rate_id"])


def test_an_organization_has_the_currency_that_it_counts_in(desk: Desk) -> None:
    body = desk.get("/settings/currencies")
    assert body["currencies"] == [
        {
            "currency_id": desk.get(f"/organizations/{ONE}")["organization"]["currency_id"],
            "currency_code": "INR",
            "currency_name": "Indian Rupee",
            "currency_name_formatted": "INR- Indian Rupee",
            "currency_symbol": "₹",
            "price_precision": 2,
            "currency_format": "1,234,567.89",
            "is_base_currency": True,
            "exchange_rate": 0.0,
            "effective_date": "",
            "auto_exchange_rate_enabled": True,
        }
    ]
    assert list(body["page_context"]) == ["page", "per_page", "has_more_page", "report_name"]
    (other,) = desk.get("/settings/currencies", organization=TWO)["currencies"]
    assert other["currency_code"] == "USD"


def test_a_currency_is_added_read_changed_and_deleted(desk: Desk) -> None:
    answer = desk.ask("POST", "/settings/currencies", EURO)
    made = answer.json()["currency"]
    assert answer.headers["location"] == f"/api/v3/settings/currencies/{made['currency_id']}"
    assert (made["currency_symbol"], made["currency_name"], made["is_base_currency"]) == (
        "€",
        "Euro",
        False,
    )
    path = f"/settings/currencies/{made['currency_id']}"
    assert desk.get(path)["currency"] == made
    changed = desk.put(path, {**EURO, "price_precision": 3})
    assert changed["currency"] == {**made, "price_precision": 3}
    desk.delete(path)
    assert_refused(desk, desk.ask("GET", path), 404, 1002, "Currency does not exist.")


def test_the_own_currency_can_be_left_out_of_the_list(desk: Desk) -> None:
    add(desk)
    params = {"filter_by": "Currencies.ExcludeBaseCurrency"}
    assert [one["currency_code"] for one in desk.get("/settings/currencies")["currencies"]] == ["EUR", "INR"]
    rows = desk.get("/settings/currencies", params=params)["currencies"]
    assert [one["currency_code"] for one in rows] == ["EUR"]


@pytest.mark.parametrize("code", ["Euro", "eur", "E1R", "INR"])
def test_a_code_that_is_none_or_taken_is_refused(desk: Desk, code: str) -> None:
    answer = desk.ask("POST", "/settings/currencies", {**EURO, "currency_code": code})
    assert_refused(desk, answer, 400, 2, "Invalid value passed for currency_code")


def test_a_code_may_change_and_be_given_again(desk: Desk) -> None:
    first = add(desk)
    desk.put(f"/settings/currencies/{first}", {"currency_code": "GBP"})
    assert desk.ask("PUT", f"/settings/currencies/{first}", {"currency_code": "INR"}).status_code == 400
    second = add(desk)
    assert first != second
    codes = [one["currency_code"] for one in desk.get("/settings/currencies")["currencies"]]
    assert codes == ["EUR", "GBP", "INR"]


def test_a_currency_in_use_can_not_be_deleted(desk: Desk) -> None:
    told = "The currency has transactions and cannot be deleted."
    own = desk.get(f"/organizations/{ONE}")["organization"]["currency_id"]
    assert_refused(desk, desk.ask("DELETE", f"/settings/currencies/{own}"), 400, 1004, told)
    euro = add(desk)
    customer = desk.post("/contacts", {"contact_name": "A", "currency_id": euro})["contact"]["contact_id"]
    assert_refused(desk, desk.ask("DELETE", f"/settings/currencies/{euro}"), 400, 1004, told)
    desk.delete(f"/contacts/{customer}")
    desk.delete(f"/settings/currencies/{euro}")


def test_a_rate_counts_from_its_day_on(desk: Desk) -> None:
    euro = add(desk)
    rate(desk, euro, "2026-01-10", 90.5)
    rate(desk, euro, "2026-01-20", 92)
    (row,) = [one for one in desk.get("/settings/currencies")["currencies"] if one["currency_id"] == euro]
    assert (row["exchange_rate"], row["effective_date"]) == (90.5, "2026-01-10")
    days = ("2026-01-09", "2026-01-10", "2026-01-19", "2026-01-20")
    seen = [currencies.rate_of(desk.context, ONE, euro, day) for day in days]
    assert seen == [1.0, 90.5, 90.5, 92]
    desk.context.clock.move(10 * 86_400)
    rows = desk.get("/settings/currencies", params={"filter_by": "Currencies.ExcludeBaseCurrency"})
    assert rows["currencies"][0]["exchange_rate"] == 92


def test_rates_are_listed_newest_first_from_a_day_or_as_of_today(desk: Desk) -> None:
    euro = add(desk)
    for day, value in (("2026-01-20", 92), ("2026-01-01", 90), ("2026-01-10", 91)):
        rate(desk, euro, day, value)
    path = f"/settings/currencies/{euro}/exchangerates"

    def days(**params: str) -> list[str]:
        return [one["effective_date"] for one in desk.get(path, params=params)["exchange_rates"]]

    assert days() == ["2026-01-20", "2026-01-10", "2026-01-01"]
    assert days(sort_order="A") == ["2026-01-01", "2026-01-10", "2026-01-20"]
    assert days(from_date="2026-01-10") == ["2026-01-20", "2026-01-10"]
    assert days(is_current_date="true") == ["2026-01-10"]
    assert "page_context" not in desk.get(path)


def test_a_rate_is_read_changed_and_deleted_below_its_currency(desk: Desk) -> None:
    euro, dollar = add(desk), add(desk, "USD")
    key = rate(desk, euro, "2026-01-10", 90)
    path = f"/settings/currencies/{euro}/exchangerates/{key}"
    assert desk.get(path)["exchange_rate"] == {
        "exchange_rate_id": key,
        "currency_id": euro,
        "currency_code": "EUR",
        "effective_date": "2026-01-10",
        "rate": 90,
    }
    desk.put(path, {"rate": 95})
    assert desk.get(path)["exchange_rate"]["rate"] == 95
    elsewhere = desk.ask("GET", path.replace(euro, dollar))
    assert_refused(desk, elsewhere, 404, 1002, "Exchange Rate does not exist.")
    nowhere = desk.ask("GET", path.replace(euro, "1"))
    assert_refused(desk, nowhere, 404, 1002, "Currency does not exist.")
    desk.delete(path)
    assert desk.get(path.rpartition("/")[0])["exchange_rates"] == []


def test_the_rates_go_with_their_currency(desk: Desk) -> None:
    euro = add(desk)
    rate(desk, euro, "2026-01-10", 90)
    desk.delete(f"/settings/currencies/{euro}")
    assert desk.context.store.rows("books.exchange_rates", ONE) == {}


def test_a_scenario_lays_down_a_currency_with_its_rate(desk: Desk) -> None:
    given = desk.given("currencies", {"currency_code": "EUR", "exchange_rate": 90})
    assert currencies.rate_of(desk.context, ONE, given["currency_id"], "2026-01-15") == 90
    assert [one["currency_code"] for one in desk.view("currencies")] == ["INR", "EUR"]
    found = currencies.find(desk.context, ONE, given["currency_id"])
    assert (found["currency_symbol"], found["price_precision"]) == ("€", 2)
    assert currencies.find(desk.context, ONE)["currency_code"] == "INR"
    assert currencies.find(desk.context, "7")["currency_code"] == "USD"
