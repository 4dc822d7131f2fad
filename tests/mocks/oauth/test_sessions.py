"""A browser's session (RFC 6819, 4.4.1.8; RFC 9700, 4.7)."""

from __future__ import annotations

import asyncio
import re
from urllib.parse import urlsplit

import pytest

from .browser import (
    SERVICES,
    SIGN_IN,
    Vendor,
    form_of,
    sign_in_page,
)

each_vendor = pytest.mark.parametrize("vendor", SERVICES)


@each_vendor
def test_the_session_is_out_of_reach_of_scripts_and_of_other_sites(vendor: str) -> None:
    page = asyncio.run(sign_in_page(Vendor(vendor)))
    name, _, attributes = page.headers["set-cookie"].partition("=")
    assert name == f"{vendor}_session"
    assert attributes.split("; ")[1:] == ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"]


def test_signing_in_begins_another_session_so_that_nobody_can_have_planted_it() -> None:
    zoho = Vendor("zoho")

    async def flow() -> tuple[str, str]:
        away = await zoho.browser.get(zoho.ask())
        page = await zoho.browser.get(away.headers["location"])
        planted = zoho.browser.cookies["zoho_session"]
        form = form_of(page)
        await zoho.browser.post(form.action, data={**form.fields, "person": "tom"})
        return planted, zoho.browser.cookies["zoho_session"]

    planted, signed_in = asyncio.run(flow())
    assert planted != signed_in
    assert list(zoho.context.store.rows("oauth.sessions", "zoho")) == [signed_in]


def test_a_session_ends_and_leaves_nothing_behind() -> None:
    zoho = Vendor("zoho")

    async def flow() -> tuple[int, int]:
        page = await zoho.sign_in()
        zoho.context.clock.move(8 * 3600)
        asked = await zoho.browser.get(zoho.ask())
        decided = await zoho.decide(page)
        assert [urlsplit(one.headers["location"]).path for one in (asked, decided)] == ["/signin"] * 2
        await zoho.sign_in("ann")
        return asked.status_code, len(zoho.context.store.rows("oauth.sessions", "zoho"))

    assert asyncio.run(flow()) == (302, 1)


def test_somebody_else_can_sign_in_in_the_same_browser() -> None:
    wrike = Vendor("wrike")

    async def flow() -> str:
        page = await wrike.sign_in("tom")
        switch = re.search(r'<a href="([^"]+)"', page.text)
        assert switch is not None
        form = form_of(await wrike.browser.get(switch[1].replace("&amp;", "&")))
        back = await wrike.browser.post(form.action, data={**form.fields, "person": "ann"})
        return (await wrike.browser.get(back.headers["location"])).text

    assert "Signed in as Ann." in asyncio.run(flow())


@each_vendor
def test_the_session_of_one_vendor_is_none_at_another(vendor: str) -> None:
    server = Vendor(vendor)
    stranger = Vendor("wrike" if vendor != "wrike" else "zoho", server.context)
    asyncio.run(stranger.sign_in())
    server.browser.cookies.set(f"{vendor}_session", stranger.browser.cookies[f"{stranger.vendor}_session"])
    away = asyncio.run(server.browser.get(server.ask()))
    assert urlsplit(away.headers["location"]).path == SIGN_IN[vendor]
