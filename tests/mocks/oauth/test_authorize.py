"""What consent is asked for and given: again, to whom, and in which data centre."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from mocks.oauth import remove_access
from mocks.oauth.dialects.zoho import ACCOUNTS, APIS

from .browser import (
    ORG,
    OTHER_ORG,
    Vendor,
    parameters_of,
)


def test_zoho_asks_once_and_then_gives_codes_without_a_refresh_token() -> None:
    zoho = Vendor("zoho")

    async def flow() -> tuple[set[str], set[str]]:
        first = await zoho.connect()
        back = parameters_of(await zoho.browser.get(zoho.ask(prompt=None)))
        second = (await zoho.redeem(back["code"])).json()
        return set(first), set(second)

    first, second = asyncio.run(flow())
    assert first - second == {"refresh_token"}


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ({"prompt": "consent"}, True),
        ({"prompt": "Consent"}, True),
        ({"prompt": None, "scope": "ZohoBooks.projects.CREATE ZohoBooks.contacts.READ"}, True),
        ({"prompt": None}, False),
    ],
)
def test_zoho_asks_again_if_told_so_or_if_more_is_wanted(asked: dict[str, str | None], shown: bool) -> None:
    zoho = Vendor("zoho")

    async def flow() -> int:
        await zoho.connect()
        return (await zoho.browser.get(zoho.ask(**asked))).status_code

    assert asyncio.run(flow()) == (200 if shown else 302)


def test_zoho_asks_again_after_access_was_removed() -> None:
    zoho = Vendor("zoho")

    async def flow() -> int:
        await zoho.connect()
        remove_access(zoho.context, "zoho", zoho.client["client_id"], "tom")
        return (await zoho.browser.get(zoho.ask(prompt=None))).status_code

    assert asyncio.run(flow()) == 200


def test_zoho_gives_no_refresh_token_to_who_does_not_ask_for_offline_access() -> None:
    assert "refresh_token" not in asyncio.run(Vendor("zoho").connect(access_type=None))
    assert "refresh_token" not in asyncio.run(Vendor("zoho").connect(access_type="online"))


def test_zoho_gives_an_unknown_scope_that_covers_nothing_under_the_other_assumption() -> None:
    zoho = Vendor("zoho", chosen={"accounts_zoho.unknown_scope": "granted"})
    assert asyncio.run(zoho.connect(scope="ZohoBooks.project.READ"))["scope"] == "ZohoBooks.project.READ"


def test_wrike_leaves_an_unknown_scope_out_under_the_other_assumption() -> None:
    wrike = Vendor(
        "wrike", chosen={"login_wrike.unknown_scope": "ignored", "login_wrike.scope_in_answer": "present"}
    )
    assert asyncio.run(wrike.connect(scope="wsReadOnly,wsreadwrite"))["scope"] == "wsReadOnly"


@pytest.mark.parametrize("centre", ["in", "eu"])
def test_zoho_sends_the_client_to_the_data_centre_of_the_organization(centre: str) -> None:
    zoho = Vendor("zoho")
    zoho.context.store.put("books.organizations", "", ORG, {"data_centre": centre})
    zoho.context.store.put("books.organizations", "", OTHER_ORG, {"data_centre": "us"})

    async def flow() -> tuple[dict[str, str], dict[str, str], dict[str, str]]:
        back = await zoho.consent(tenant=ORG)
        here = (await zoho.redeem(back["code"])).json()
        zoho.api.base_url = httpx.URL(back["accounts-server"])
        return back, here, (await zoho.redeem(back["code"])).json()

    back, here, there = asyncio.run(flow())
    assert (back["location"], back["accounts-server"]) == (centre, f"https://{ACCOUNTS[centre]}")
    assert here == {"error": "invalid_code"}
    assert there["api_domain"] == f"https://{APIS[centre]}"


def test_zoho_stays_in_the_data_centre_where_consent_is_asked_if_the_person_has_data_there() -> None:
    zoho = Vendor("zoho")
    zoho.context.store.put("books.organizations", "", ORG, {"data_centre": "us"})
    zoho.context.store.put("books.organizations", "", OTHER_ORG, {"data_centre": "in"})
    zoho.browser.base_url = httpx.URL("https://accounts.zoho.in")
    assert asyncio.run(zoho.consent())["location"] == "in"


def test_an_address_of_this_machine_is_confined_to_no_data_centre() -> None:
    zoho = Vendor("zoho")
    zoho.context.data_centre = "in"
    zoho.api.base_url = httpx.URL("http://127.0.0.1:8703")
    answer = asyncio.run(zoho.connect())
    assert answer["api_domain"] == "https://www.zohoapis.in"
