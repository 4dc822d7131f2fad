"""No secret of a flow is shown by the journal."""

from __future__ import annotations

import asyncio
import json

import pytest

from .browser import SERVICES, TOKEN, Vendor
from .test_clients import basic


@pytest.mark.parametrize("vendor", SERVICES)
def test_the_journal_shows_no_code_token_secret_or_session(vendor: str) -> None:
    server = Vendor(vendor)

    async def flow() -> list[str]:
        code = (await server.consent())["code"]
        first = (await server.redeem(code)).json()
        second = (await server.refresh(first["refresh_token"])).json()
        header = basic(server.client["client_id"], server.client["secret"])
        values = {"grant_type": "refresh_token", "refresh_token": first["refresh_token"]}
        await server.api.post(TOKEN[vendor], params=values, headers={"authorization": header})
        if vendor == "zoho":
            await server.api.post("/oauth/v2/token/revoke", data={"token": first["refresh_token"]})
        cookie = server.browser.cookies[f"{vendor}_session"]
        tokens = [
            one[key] for one in (first, second) for key in ("access_token", "refresh_token") if key in one
        ]
        return [code, *tokens, header.removeprefix("Basic "), server.client["secret"], cookie]

    secrets = asyncio.run(flow())
    shown = json.dumps([exchange.as_json() for exchange in server.context.journal])
    assert len(server.context.journal) > 5
    assert [secret for secret in secrets if secret in shown] == []


def test_the_journal_says_whose_consent_and_whose_token_it_was() -> None:
    zoho = Vendor("zoho")
    asyncio.run(zoho.connect("ann"))
    operations = [(one.operation, one.person) for one in zoho.context.journal]
    assert operations == [
        ("authorize", None),
        ("sign_in_page", None),
        ("sign_in", None),
        ("authorize", "ann"),
        ("consent", "ann"),
        ("token", "ann"),
    ]
