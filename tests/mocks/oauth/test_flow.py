"""The whole code flow of each vendor, as a browser and a client go through it."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from mocks.kit.tokens import Grant, Need

from .browser import ACCOUNT, ORG, OTHER_ACCOUNT, OTHER_ORG, Vendor


def granted(vendor: Vendor, token: str) -> Grant:
    grant = vendor.context.tokens.check(token, Need(vendor.vendor))
    assert isinstance(grant, Grant), grant
    return grant


def test_zoho_gives_a_code_with_the_place_where_it_is_exchanged() -> None:
    zoho = Vendor("zoho")
    back = asyncio.run(zoho.consent())
    assert list(back) == ["state", "code", "location", "accounts-server"]
    assert back["state"] == "a&b=c d"
    assert back["location"] == "us"
    assert back["accounts-server"] == "https://accounts.zoho.com"


def test_zoho_answers_tokens_for_the_code() -> None:
    zoho = Vendor("zoho")
    answer = asyncio.run(zoho.connect())
    assert list(answer) == [
        "access_token",
        "refresh_token",
        "scope",
        "api_domain",
        "token_type",
        "expires_in",
    ]
    assert answer["api_domain"] == "https://www.zohoapis.com"
    assert (answer["token_type"], answer["expires_in"]) == ("Bearer", 3600)
    assert answer["scope"] == "ZohoBooks.projects.CREATE"
    grant = granted(zoho, answer["access_token"])
    assert (grant.person, grant.tenants, grant.data_centre) == ("tom", (ORG, OTHER_ORG), "us")


def test_wrike_answers_tokens_with_the_host_of_the_account() -> None:
    wrike = Vendor("wrike")

    async def flow() -> dict[str, Any]:
        back = await wrike.consent("ann", tenant=OTHER_ACCOUNT)
        assert list(back) == ["state", "code"]
        answer: dict[str, Any] = (await wrike.redeem(back["code"])).json()
        return answer

    answer = asyncio.run(flow())
    assert list(answer) == ["access_token", "refresh_token", "token_type", "expires_in", "host"]
    assert (answer["token_type"], answer["expires_in"]) == ("bearer", 3600)
    assert answer["host"] == "app-eu.wrike.com"
    grant = granted(wrike, answer["access_token"])
    assert (grant.person, grant.tenants, grant.data_centre) == ("ann", (OTHER_ACCOUNT,), "eu")
    assert grant.scopes == ("wsReadWrite",)


def test_wrike_chooses_the_first_account_beforehand() -> None:
    wrike = Vendor("wrike")
    answer = asyncio.run(wrike.connect("ann"))
    assert answer["host"] == "www.wrike.com"
    assert granted(wrike, answer["access_token"]).tenants == (ACCOUNT,)


def test_a_plain_provider_answers_as_rfc_6749_has_it() -> None:
    provider = Vendor("oauth_provider")
    answer = asyncio.run(provider.connect())
    assert set(answer) == {"access_token", "refresh_token", "token_type", "expires_in", "scope"}
    assert answer["scope"] == "read write"


@pytest.mark.parametrize("vendor", ["zoho", "wrike", "oauth_provider"])
def test_a_rejection_goes_to_the_client_with_the_state(vendor: str) -> None:
    server = Vendor(vendor)
    back = asyncio.run(server.consent(decision="deny"))
    assert back == {"state": "a&b=c d", "error": "access_denied"}
    assert server.exchange.vendor_error is None
