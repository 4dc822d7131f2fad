"""The pages: what a person reads, and what a browser without scripts needs."""

from __future__ import annotations

import asyncio
import re

import httpx
import pytest

from mocks.oauth import register

from .browser import (
    ACCOUNT,
    CALLBACK,
    ORG,
    OTHER_ACCOUNT,
    OTHER_ORG,
    SERVICES,
    Vendor,
    form_of,
    parameters_of,
    sign_in_page,
)

each_vendor = pytest.mark.parametrize("vendor", SERVICES)


def test_the_sign_in_page_offers_the_persons_of_this_world() -> None:
    page = asyncio.run(sign_in_page(Vendor("zoho")))
    assert form_of(page).options == {"person": ["tom", "ann"]}
    assert "Tom (tom@example.com)" in page.text


def test_wrike_offers_only_who_has_an_account() -> None:
    wrike = Vendor("wrike")
    wrike.context.people.add("zoe")
    assert form_of(asyncio.run(sign_in_page(wrike))).options == {"person": ["tom", "ann"]}


def test_a_world_without_people_says_so() -> None:
    zoho = Vendor("zoho")
    for name in ("tom", "ann"):
        zoho.context.store.delete(zoho.context.people.KIND, "", name)
    page = asyncio.run(sign_in_page(zoho))
    assert "Nobody in this world has an account here" in page.text
    assert "<form" not in page.text


def test_zohos_consent_page_says_the_scopes_in_words() -> None:
    scopes = (
        "ZohoBooks.projects.CREATE ZohoBooks.contacts.ALL ZohoBooks.fullaccess.all "
        "ZohoCRM.modules.READ aaaserver.profile.READ openid"
    )
    page = asyncio.run(Vendor("zoho").sign_in(scope=scopes))
    for words in (
        "Books extension asks for access",
        "Create projects, their tasks, users, comments and time entries",
        "See, create, change and delete customers and vendors",
        "See and change everything in Zoho Books",
        "See modules of ZohoCRM",
        "See who you are: your name, mail address and ZUID",
        "Either answer goes to deluge.zoho.com.",
        "Signed in as Tom.",
    ):
        assert words in page.text
    assert all(f"<code>{scope}</code>" in page.text for scope in scopes.split())


@pytest.mark.parametrize("joint", [",", " ", "+", ", "])
def test_zoho_takes_scopes_joined_by_comma_space_or_plus(joint: str) -> None:
    zoho = Vendor("zoho")
    url = zoho.ask(scope="HERE").replace("HERE", f"ZohoBooks.contacts.READ{joint}ZohoBooks.projects.READ")

    async def flow() -> str:
        await zoho.sign_in()
        return (await zoho.browser.get(url)).text

    page = asyncio.run(flow())
    assert re.findall(r"<code>(.*?)</code>", page) == ["ZohoBooks.contacts.READ", "ZohoBooks.projects.READ"]


def test_wrikes_consent_page_says_the_default_scope_and_offers_the_accounts() -> None:
    page = asyncio.run(Vendor("wrike").sign_in("ann", scope=None))
    form = form_of(page)
    assert "<code>wsReadWrite</code>" in page.text
    assert form.options == {"tenant": [ACCOUNT, OTHER_ACCOUNT]}
    assert form.fields["tenant"] == ACCOUNT
    assert form.buttons == {"decision": ["accept", "deny"]}


def test_wrikes_default_scope_is_an_assumption() -> None:
    wrike = Vendor("wrike", chosen={"login_wrike.default_scope": "Default"})
    assert "<code>Default</code>" in asyncio.run(wrike.sign_in(scope=None)).text


def test_zoho_gives_all_organizations_unless_one_is_chosen() -> None:
    zoho = Vendor("zoho")

    async def flow() -> dict[str, str]:
        page = await zoho.sign_in()
        assert form_of(page).options == {"tenant": ["*", ORG, OTHER_ORG]}
        assert form_of(page).fields["tenant"] == "*"
        back = parameters_of(await zoho.decide(page, tenant=OTHER_ORG))
        answer: dict[str, str] = (await zoho.redeem(back["code"])).json()
        return answer

    answer = asyncio.run(flow())
    (grant,) = zoho.context.store.rows("oauth.grants", "zoho").values()
    assert grant["tenants"] == [OTHER_ORG]
    assert answer["access_token"].startswith("1000.")


@each_vendor
def test_what_a_client_or_person_is_called_is_never_markup(vendor: str) -> None:
    server = Vendor(vendor)
    server.context.people.add("tom", {"full_name": "<b>Tom</b>"})
    client = register(server.context, vendor, name="<script>x</script>", redirect_uris=[CALLBACK])
    page = asyncio.run(server.sign_in(client_id=client["client_id"], state='"><img src=x>'))
    assert "&lt;script&gt;x&lt;/script&gt;" in page.text
    assert not re.search(r"<(script|b|img)\b", page.text)


@each_vendor
def test_pages_may_not_be_framed_kept_or_run_scripts(vendor: str) -> None:
    server = Vendor(vendor)

    async def flow() -> list[httpx.Response]:
        consent = await server.sign_in()
        bad = await server.browser.get(server.ask(client_id="x"))
        return [await sign_in_page(Vendor(vendor)), consent, bad]

    for page in asyncio.run(flow()):
        assert page.headers["x-frame-options"] == "DENY"
        assert page.headers["cache-control"] == "no-store"
        assert page.headers["content-security-policy"].startswith("default-src 'none'")
        assert "<script" not in page.text


@each_vendor
def test_every_page_says_that_it_is_not_the_vendors(vendor: str) -> None:
    server = Vendor(vendor)

    async def flow() -> list[httpx.Response]:
        consent = await server.sign_in()
        bad = await server.browser.get(server.ask(client_id="x"))
        return [await sign_in_page(Vendor(vendor)), consent, bad]

    for page in asyncio.run(flow()):
        assert "A local fake. This is not a page of " in page.text
        assert "(local fake)</title>" in page.text


@each_vendor
def test_every_choice_of_a_page_has_a_label(vendor: str) -> None:
    server = Vendor(vendor)

    async def flow() -> list[str]:
        return [(await server.sign_in("ann")).text, (await sign_in_page(Vendor(vendor))).text]

    for page in asyncio.run(flow()):
        assert '<html lang="en">' in page
        unlabelled = re.sub(r"<label\b.*?</label>", "", page, flags=re.DOTALL)
        assert not re.search(r'type="(radio|checkbox)"', unlabelled)
        assert "<select" not in page or '<label class="field" for="person">' in page
