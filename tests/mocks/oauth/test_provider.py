"""A provider is data: addresses, scopes, delimiter, refresh tokens; the server follows from it."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

import httpx
import pytest

from mocks.kit.tokens import Need, Refusal
from mocks.oauth import Provider, provider_service, register
from mocks.oauth.dialects.generic import PLAIN, GenericDialect

from .browser import CALLBACK, Vendor, form_of, parameters_of

SHOP = Provider(
    "login_shop",
    "Shop",
    "https://shop.example/admin/oauth/authorize",
    "https://api.shop.example/admin/oauth/token",
    scopes={"read_orders": "see orders", "write_orders": "see and change orders"},
    delimiter=",",
    narrows=True,
)


def serving(provider: Provider) -> Vendor:
    """The server of that provider."""
    return Vendor(provider.vendor, provider=provider)


def grant_of(server: Vendor) -> Any:
    (grant,) = server.context.store.rows("oauth.grants", server.vendor).values()
    return grant


def test_it_answers_at_the_services_own_addresses() -> None:
    service = provider_service(SHOP)
    assert set(service.hosts) == {"shop.example", "api.shop.example"}
    assert service.paths == ("/admin/oauth/authorize", "/admin/oauth/token")
    assert {one.path for one in service.declared} == {
        "/admin/oauth/authorize",
        "/admin/oauth/authorize/consent",
        "/admin/oauth/authorize/signin",
        "/admin/oauth/token",
    }


def test_its_consent_page_lists_the_services_scopes_in_its_words() -> None:
    page = asyncio.run(serving(SHOP).sign_in(scope="read_orders,write_orders"))
    assert "See orders <code>read_orders</code>" in page.text
    assert "See and change orders <code>write_orders</code>" in page.text


@pytest.mark.parametrize(
    ("scope", "error"),
    [
        ("read_orders,write_orders", None),
        ("read_orders, write_orders", None),
        ("read_orders write_orders", "invalid_scope"),
        ("read_order", "invalid_scope"),
    ],
)
def test_scopes_are_joined_by_the_services_delimiter(scope: str, error: str | None) -> None:
    server = serving(SHOP)
    response = asyncio.run(server.browser.get(server.ask(scope=scope)))
    assert ("error=" in response.headers["location"]) is (error is not None)
    assert error is None or parameters_of(response)["error"] == error


@pytest.mark.parametrize("joint", ["+", "%2B", " ", "%20"])
def test_scopes_joined_by_plus_may_be_encoded_or_not(joint: str) -> None:
    server = serving(replace(SHOP, delimiter="+"))
    url = server.ask(scope="HERE").replace("HERE", f"read_orders{joint}write_orders")
    assert asyncio.run(server.browser.get(url)).headers["location"].startswith("https://shop.example/admin")


def test_scopes_of_a_form_are_known_too() -> None:
    dialect = GenericDialect(replace(SHOP, scope_form=r"repo:\w+"))
    assert [one for one in ("repo:x", "repo:", "read_orders", "*") if dialect.known(one)] == [
        "repo:x",
        "read_orders",
    ]


def test_what_a_person_unticks_is_not_granted_and_the_answer_says_so() -> None:
    server = serving(SHOP)

    async def flow() -> Any:
        form = form_of(await server.sign_in(scope="read_orders,write_orders"))
        del form.fields["scope:write_orders"]
        back = await server.browser.post(form.action, data={**form.fields, "decision": "accept"})
        return (await server.redeem(parameters_of(back)["code"])).json()

    answer = asyncio.run(flow())
    assert (grant_of(server)["scopes"], answer["scope"]) == (["read_orders"], "read_orders")
    found = server.context.tokens.check(answer["access_token"], Need(server.vendor))
    assert not isinstance(found, Refusal)
    refusal = server.context.tokens.allows(found, Need(server.vendor, ("write_orders",)))
    assert refusal is not None
    assert refusal.reason == "scope"


def test_to_untick_everything_is_to_reject() -> None:
    server = serving(SHOP)

    async def flow() -> httpx.Response:
        form = form_of(await server.sign_in(scope="read_orders"))
        del form.fields["scope:read_orders"]
        return await server.browser.post(form.action, data={**form.fields, "decision": "accept"})

    assert parameters_of(asyncio.run(flow())) == {"state": "a&b=c d", "error": "access_denied"}


def test_nobody_can_tick_what_was_not_asked_for() -> None:
    server = serving(SHOP)

    async def flow() -> None:
        form = form_of(await server.sign_in(scope="read_orders"))
        data = {**form.fields, "scope:write_orders": "on", "decision": "accept"}
        back = await server.browser.post(form.action, data=data)
        await server.redeem(parameters_of(back)["code"])

    asyncio.run(flow())
    assert grant_of(server)["scopes"] == ["read_orders"]


def test_a_vendor_that_does_not_narrow_shows_no_boxes_and_takes_none_away() -> None:
    server = serving(replace(SHOP, narrows=False))

    async def flow() -> httpx.Response:
        page = await server.sign_in(scope="read_orders,write_orders")
        await server.redeem(parameters_of(await server.decide(page))["code"])
        return page

    assert "checkbox" not in asyncio.run(flow()).text.partition("</style>")[2]
    assert grant_of(server)["scopes"] == ["read_orders", "write_orders"]


@pytest.mark.parametrize(
    ("changes", "asked", "given"),
    [
        ({}, {}, True),
        ({"refreshable": False}, {}, False),
        ({"offline": "access_type=offline"}, {}, False),
        ({"offline": "access_type=offline"}, {"access_type": "offline"}, True),
        ({"offline": "access_type=offline"}, {"access_type": "online"}, False),
        ({"offline": "scope=write_orders"}, {}, False),
        (
            {"offline": "scope=write_orders"},
            {"scope": SHOP.delimiter.join(["read_orders", "write_orders"])},
            True,
        ),
    ],
)
def test_refresh_tokens_come_as_the_service_says(
    changes: dict[str, Any], asked: dict[str, str], given: bool
) -> None:
    answer = asyncio.run(serving(replace(SHOP, **changes)).connect(**{"scope": "read_orders", **asked}))
    assert ("refresh_token" in answer) is given


def test_a_token_that_does_not_expire_says_nothing_of_an_expiry() -> None:
    server = serving(replace(SHOP, lifetime=None))
    answer = asyncio.run(server.connect(scope="read_orders"))
    assert "expires_in" not in answer
    server.context.clock.move(10 * 365 * 86_400)
    assert not isinstance(server.context.tokens.check(answer["access_token"], Need(server.vendor)), Refusal)


def test_a_refresh_keeps_the_refresh_token_unless_the_service_rotates() -> None:
    async def flow(rotates: bool) -> tuple[str, Any]:
        server = serving(replace(SHOP, rotates=rotates))
        first = (await server.connect(scope="read_orders"))["refresh_token"]
        return first, (await server.refresh(first)).json()

    first, answer = asyncio.run(flow(False))
    assert "refresh_token" not in answer
    first, answer = asyncio.run(flow(True))
    assert answer["refresh_token"] != first


def test_a_refresh_has_its_own_address_where_the_service_says_so() -> None:
    server = serving(replace(SHOP, refresh_url="https://api.shop.example/admin/oauth/refresh"))

    async def flow() -> httpx.Response:
        token = (await server.connect(scope="read_orders"))["refresh_token"]
        keys = {"client_id": server.client["client_id"], "client_secret": server.client["secret"]}
        values = {"grant_type": "refresh_token", "refresh_token": token}
        return await server.api.post("/admin/oauth/refresh", data={**values, **keys})

    assert "access_token" in asyncio.run(flow()).json()


def test_a_client_in_its_own_name_gets_a_token_of_nobody_and_no_refresh_token() -> None:
    server = serving(SHOP)
    response = asyncio.run(server.token(grant_type="client_credentials", scope="read_orders"))
    assert set(response.json()) == {"access_token", "token_type", "expires_in", "scope"}
    assert (grant_of(server)["person"], server.exchange.person) == ("", None)


@pytest.mark.parametrize("token", ["access_token", "refresh_token"])
def test_a_revoked_token_is_dead_and_revoking_it_again_is_well(token: str) -> None:
    server = Vendor("oauth_provider")

    async def flow() -> tuple[Any, list[int]]:
        answer = await server.connect()
        keys = {"client_id": server.client["client_id"], "client_secret": server.client["secret"]}
        values = {"token": answer[token], "token_type_hint": token, **keys}
        return answer, [(await server.api.post("/revoke", data=values)).status_code for _ in range(2)]

    answer, statuses = asyncio.run(flow())
    assert statuses == [200, 200]
    found = server.context.tokens.check(answer["access_token"], Need(server.vendor))
    assert isinstance(found, Refusal)
    assert found.reason == "revoked"


def test_a_token_of_one_provider_does_not_do_at_another() -> None:
    server = serving(SHOP)
    answer = asyncio.run(server.connect(scope="read_orders"))
    found = server.context.tokens.check(answer["access_token"], Need("oauth_provider"))
    assert found == Refusal("other vendor")


def test_a_client_of_one_provider_is_unknown_at_another() -> None:
    server = serving(SHOP)
    other = register(server.context, "oauth_provider", redirect_uris=[CALLBACK])
    asyncio.run(server.browser.get(server.ask(scope="read_orders", client_id=other["client_id"])))
    assert server.exchange.reason == "unknown client"


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"token_url": PLAIN.revoke_url}, "have the same path"),
        ({"token_url": "ftp://x.example/token"}, "must begin with https://"),
        ({"authorize_url": "/authorize"}, "must begin with https://"),
    ],
)
def test_addresses_that_can_not_work_are_refused(changes: dict[str, Any], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(PLAIN, **changes)
