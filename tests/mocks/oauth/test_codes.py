"""Authorisation codes: once, soon, for whom they were given (RFC 6749, 4.1; RFC 7636)."""

from __future__ import annotations

import asyncio
import re
from base64 import urlsafe_b64encode
from hashlib import sha256
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mocks.kit.tokens import Need, Refusal
from mocks.oauth import give
from mocks.oauth.codes import verified

from .browser import SERVICES, Vendor

each_vendor = pytest.mark.parametrize("vendor", SERVICES)


@each_vendor
def test_a_replayed_code_ends_what_it_gave(vendor: str) -> None:
    server = Vendor(vendor)

    async def flow() -> tuple[dict[str, Any], Any]:
        code = (await server.consent())["code"]
        answer = (await server.redeem(code)).json()
        await server.redeem(code)
        return answer, (await server.refresh(answer["refresh_token"])).json()

    answer, refreshed = asyncio.run(flow())
    refusal = server.context.tokens.check(answer["access_token"], Need(vendor))
    assert refusal == Refusal("revoked", "code replayed")
    assert "error" in refreshed


def test_a_code_in_wrong_hands_is_still_good_for_its_client() -> None:
    zoho = Vendor("zoho")

    async def flow() -> list[dict[str, Any]]:
        code = (await zoho.consent())["code"]
        wrong = await zoho.redeem(code, redirect_uri="https://evil.example/")
        right = await zoho.redeem(code)
        return [wrong.json(), right.json()]

    wrong, right = asyncio.run(flow())
    assert wrong == {"error": "invalid_redirect_uri"}
    assert "access_token" in right


@pytest.mark.parametrize(("life", "seconds"), [("60", 59), ("120", 119)])
def test_how_long_a_code_of_zoho_lives_is_an_assumption(life: str, seconds: int) -> None:
    zoho = Vendor("zoho", chosen={"accounts_zoho.code_life": life})

    async def flow() -> list[dict[str, Any]]:
        early, late = (await zoho.consent())["code"], (await zoho.consent())["code"]
        zoho.context.clock.move(seconds)
        first = await zoho.redeem(early)
        zoho.context.clock.move(1)
        return [first.json(), (await zoho.redeem(late)).json()]

    first, second = asyncio.run(flow())
    assert "access_token" in first
    assert second == {"error": "invalid_code"}
    assert "accounts_zoho.code_life" in zoho.context.assumptions.asked()


def test_a_code_of_a_developer_console_needs_no_redirect_uri() -> None:
    zoho = Vendor("zoho")
    client = zoho.client["client_id"]
    code = give(zoho.context, "zoho", client, "tom", ["ZohoBooks.projects.READ"])["code"]
    answer = asyncio.run(zoho.redeem(code, redirect_uri=None)).json()
    assert answer["scope"] == "ZohoBooks.projects.READ"
    assert "refresh_token" in answer


@pytest.mark.parametrize(
    ("vendor", "form"),
    [
        ("zoho", r"1000\.[0-9a-f]{32}\.[0-9a-f]{32}"),
        ("wrike", r"eyJ[\w-]+\.[\w-]+\.[\w-]+"),
        ("oauth_provider", r"[0-9a-f]{40}"),
    ],
)
def test_codes_and_tokens_look_like_the_vendors(vendor: str, form: str) -> None:
    server = Vendor(vendor)

    async def flow() -> list[str]:
        code = (await server.consent())["code"]
        answer = (await server.redeem(code)).json()
        return [code, answer["access_token"], answer["refresh_token"]]

    texts = asyncio.run(flow())
    assert all(re.fullmatch(form, text) for text in texts)
    assert len(set(texts)) == 3


@each_vendor
def test_a_challenge_may_be_plain_and_is_so_by_default(vendor: str) -> None:
    server = Vendor(vendor)
    verifier = "v" * 43

    async def flow() -> list[Any]:
        wrong = (await server.consent(code_challenge=verifier))["code"]
        right = (await server.consent(code_challenge=verifier, code_challenge_method="plain"))["code"]
        return [
            (await server.redeem(wrong)).json(),
            (await server.redeem(right, code_verifier=verifier)).json(),
        ]

    wrong, right = asyncio.run(flow())
    assert "error" in wrong
    assert "access_token" in right


def test_a_challenge_method_without_a_challenge_is_left_alone() -> None:
    wrike = Vendor("wrike")

    async def flow() -> int:
        code = (await wrike.consent(code_challenge_method="S256"))["code"]
        return (await wrike.redeem(code)).status_code

    assert asyncio.run(flow()) == 200


@given(verifier=st.text(min_size=1), other=st.text())
def test_only_the_verifier_itself_fits_its_challenge(verifier: str, other: str) -> None:
    challenge = urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")
    code = {"challenge": challenge, "method": "S256"}
    assert verified(code, verifier)
    assert verified(code, other) is (other == verifier)
    assert verified({"challenge": verifier, "method": "plain"}, other) is (other == verifier)
    assert verified({"challenge": None, "method": "plain"}, other)
