"""What the token addresses are asked, from consent on."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

import httpx

from tests.mocks.oauth.browser import Vendor


async def for_a_code(vendor: Vendor) -> httpx.Response:
    """A person said yes, and the code is exchanged."""
    return await vendor.redeem((await vendor.consent())["code"])


async def for_a_refresh_token(vendor: Vendor) -> httpx.Response:
    """The token is refreshed."""
    return await vendor.refresh((await vendor.connect())["refresh_token"])


async def revoking(vendor: Vendor) -> httpx.Response:
    """The refresh token is revoked."""
    token = (await vendor.connect())["refresh_token"]
    return await vendor.api.post("/oauth/v2/token/revoke", params={"token": token})


VENDORS: Mapping[str, str] = {"accounts_zoho": "zoho", "login_wrike": "wrike"}
SITUATIONS: Mapping[str, Callable[[Vendor], Awaitable[httpx.Response]]] = {
    "POST /oauth/v2/token for a code": for_a_code,
    "POST /oauth/v2/token for a refresh token": for_a_refresh_token,
    "POST /oauth/v2/token/revoke": revoking,
    "POST /oauth2/token for a code": for_a_code,
    "POST /oauth2/token for a refresh token": for_a_refresh_token,
}
