"""What can go wrong at an OAuth server, whichever vendor's: each attempt beside its twin.

An attempt takes the server, with a client and a person's browser, and whether to do the wrong thing.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

import httpx

from mocks.oauth import EVERY, give, issue, mint, register, remove_access, revoke_token
from tests.mocks.oauth.browser import CALLBACK, Vendor, form_of

from . import rows
from .stage import BRANCH, ORG, OTHER_ACCOUNT, Stage

Attempt = Callable[[Vendor, bool], Awaitable[httpx.Response]]
STALE = "This form does not belong to your session."
NO_PERSON = "That person has no account here."
NO_TENANT = "You are not a member of what was chosen."
"""What our own pages say to a person."""
BACK = f"{CALLBACK}?state=a%26b%3Dc+d&error="
"""Where a client is told of an error."""


def at(vendor: str, attempt: Attempt) -> rows.Attempt:
    """The attempt at that vendor's server."""

    async def play(stage: Stage, wrong: bool) -> httpx.Response:
        return await attempt(stage.server(vendor), wrong)

    return play


# --- the authorize address


def asking(**changes: str | None) -> Attempt:
    """An authorization request, wrong in one parameter."""

    async def attempt(server: Vendor, wrong: bool) -> httpx.Response:
        return await server.browser.get(server.ask(**(changes if wrong else {})))

    return attempt


async def two_uris_and_none_named(server: Vendor, wrong: bool) -> httpx.Response:
    uris = [CALLBACK, "https://other.example/callback"] if wrong else [CALLBACK]
    client = register(server.context, server.vendor, redirect_uris=uris)
    return await server.browser.get(server.ask(redirect_uri=None, client_id=client["client_id"]))


async def client_of_another_data_centre(server: Vendor, wrong: bool) -> httpx.Response:
    centres = ["in"] if wrong else ["in", "us"]
    client = register(server.context, server.vendor, redirect_uris=[CALLBACK], data_centres=centres)
    return await server.browser.get(server.ask(client_id=client["client_id"]))


async def forged_consent(server: Vendor, wrong: bool) -> httpx.Response:
    form = form_of(await server.sign_in())
    forged = {"csrf": "0" * 48} if wrong else {}
    return await server.browser.post(form.action, data={**form.fields, "decision": "accept", **forged})


async def consent_form_without_its_token(server: Vendor, wrong: bool) -> httpx.Response:
    form = form_of(await server.sign_in())
    if wrong:
        del form.fields["csrf"]
    return await server.browser.post(form.action, data={**form.fields, "decision": "accept"})


async def sign_in_form_of_another_browser(server: Vendor, wrong: bool) -> httpx.Response:
    away = await server.browser.get(server.ask())
    form = form_of(await server.browser.get(away.headers["location"]))
    if wrong:
        server.browser.cookies.clear()
    return await server.browser.post(form.action, data={**form.fields, "person": "tom"})


async def nobodys_sign_in(server: Vendor, wrong: bool) -> httpx.Response:
    away = await server.browser.get(server.ask())
    form = form_of(await server.browser.get(away.headers["location"]))
    person = "nobody" if wrong else "tom"
    return await server.browser.post(form.action, data={**form.fields, "person": person})


FOREIGN = {"zoho": BRANCH, "wrike": OTHER_ACCOUNT, "oauth_provider": "away"}


async def consent_for_a_foreign_tenant(server: Vendor, wrong: bool) -> httpx.Response:
    page = await server.sign_in()
    return await server.decide(page, tenant=FOREIGN[server.vendor] if wrong else None)


# --- the token address, for a code


def redeeming(**changes: str | None) -> Attempt:
    """The exchange of a good code, wrong in one parameter."""

    async def attempt(server: Vendor, wrong: bool) -> httpx.Response:
        code = (await server.consent())["code"]
        return await server.redeem(code, **(changes if wrong else {}))

    return attempt


async def used_code(server: Vendor, wrong: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    if wrong:
        await server.redeem(code)
    return await server.redeem(code)


async def late_code(server: Vendor, wrong: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    life = {"zoho": 60, "wrike": 600, "oauth_provider": 600}[server.vendor]
    server.context.clock.move(life if wrong else life - 1)
    return await server.redeem(code)


async def code_of_another_client(server: Vendor, wrong: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    if wrong:
        server.client = register(server.context, server.vendor, redirect_uris=[CALLBACK])
    return await server.redeem(code)


async def wrong_verifier(server: Vendor, wrong: bool) -> httpx.Response:
    challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # of the example in RFC 7636
    back = await server.consent(code_challenge=challenge, code_challenge_method="S256")
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    return await server.redeem(back["code"], code_verifier="x" + verifier[1:] if wrong else verifier)


async def verifier_without_a_challenge(server: Vendor, wrong: bool) -> httpx.Response:
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    challenge = {} if wrong else {"code_challenge": verifier, "code_challenge_method": "plain"}
    back = await server.consent(**challenge)
    return await server.redeem(back["code"], code_verifier=verifier)


async def code_of_another_data_centre(server: Vendor, wrong: bool) -> httpx.Response:
    centre = "in" if wrong else "us"
    code = give(server.context, "zoho", server.client["client_id"], "tom", ["a.b.READ"], data_centre=centre)
    return await server.redeem(code["code"])


async def token_of_a_client_of_another_data_centre(server: Vendor, wrong: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    register(
        server.context,
        server.vendor,
        client_id=server.client["client_id"],
        secret=server.client["secret"],
        data_centres=["in"] if wrong else ["us"],
    )
    return await server.redeem(code)


# --- the token address, for the rest


def refreshing(**changes: str | None) -> Attempt:
    """A refresh, wrong in one parameter."""

    async def attempt(server: Vendor, wrong: bool) -> httpx.Response:
        answer = await server.connect()
        return await server.refresh(answer["refresh_token"], **(changes if wrong else {}))

    return attempt


async def revoked_refresh_token(server: Vendor, wrong: bool) -> httpx.Response:
    answer = await server.connect()
    if wrong:
        revoke_token(server.context, server.vendor, answer["refresh_token"])
    return await server.refresh(answer["refresh_token"])


async def refresh_token_after_access_was_removed(server: Vendor, wrong: bool) -> httpx.Response:
    answer = await server.connect()
    if wrong:
        assert remove_access(server.context, server.vendor, server.client["client_id"], "tom") == 1
    return await server.refresh(answer["refresh_token"])


async def superseded_refresh_token(server: Vendor, wrong: bool) -> httpx.Response:
    answer = await server.connect()
    if wrong:
        await server.refresh(answer["refresh_token"])
    return await server.refresh(answer["refresh_token"])


async def refresh_token_after_a_replay(server: Vendor, wrong: bool) -> httpx.Response:
    first = (await server.connect())["refresh_token"]
    second = (await server.refresh(first)).json()["refresh_token"]
    if wrong:
        await server.refresh(first)
    return await server.refresh(second)


async def refresh_token_of_another_client(server: Vendor, wrong: bool) -> httpx.Response:
    answer = await server.connect()
    if wrong:
        server.client = register(server.context, server.vendor, redirect_uris=[CALLBACK])
    return await server.refresh(answer["refresh_token"])


async def refresh_token_of_another_data_centre(server: Vendor, wrong: bool) -> httpx.Response:
    centre = "eu" if wrong else "us"
    client = server.client["client_id"]
    issued = issue(server.context, "zoho", client, "tom", ["a.b.READ"], data_centre=centre)
    assert issued.refresh_token is not None
    return await server.refresh(issued.refresh_token)


async def too_many_refreshes(server: Vendor, wrong: bool) -> httpx.Response:
    answer = await server.connect()
    server.context.limits.allow(server.service.name, 2, 600)
    for _ in range(2 if wrong else 1):
        answer |= (await server.refresh(answer["refresh_token"])).json()
    return await server.refresh(answer["refresh_token"])


async def too_many_codes(server: Vendor, wrong: bool) -> httpx.Response:
    server.context.limits.allow(server.service.name, 2, 600)
    client = server.client["client_id"]
    codes = [give(server.context, server.vendor, client, "tom", ["a.b.READ"])["code"] for _ in range(3)]
    for code in codes[: 2 if wrong else 1]:
        await server.redeem(code)
    return await server.redeem(codes[2])


# --- Zoho's own


def in_its_own_name(**changes: str | None) -> Attempt:
    """Client credentials of a self client, wrong in one parameter."""

    async def attempt(server: Vendor, wrong: bool) -> httpx.Response:
        server.client = register(server.context, "zoho", owner="tom")
        good = {"scope": "ZohoBooks.projects.READ", "soid": f"ZohoBooks.{ORG}"}
        return await server.token(grant_type="client_credentials", **{**good, **(changes if wrong else {})})

    return attempt


async def in_the_name_of_a_web_client(server: Vendor, wrong: bool) -> httpx.Response:
    if not wrong:
        server.client = register(server.context, "zoho", owner="tom")
    return await server.token(
        grant_type="client_credentials", scope="ZohoBooks.projects.READ", soid=f"ZohoBooks.{ORG}"
    )


async def revoking_a_token_that_never_was(server: Vendor, wrong: bool) -> httpx.Response:
    token = "1000.x.y" if wrong else mint(server.context, "zoho", "tom")
    return await server.api.post("/oauth/v2/token/revoke", params={"token": token})


async def revoking_twice(server: Vendor, wrong: bool) -> httpx.Response:
    token = mint(server.context, "zoho", "tom")
    if wrong:
        await server.api.post("/oauth/v2/token/revoke", data={"token": token})
    return await server.api.post("/oauth/v2/token/revoke", data={"token": token})


# --- a plain provider's own


async def unknown_scope_in_its_own_name(server: Vendor, wrong: bool) -> httpx.Response:
    scope = EVERY if wrong else "read"
    return await server.token(grant_type="client_credentials", scope=scope)


async def revoking_the_token_of_another_client(server: Vendor, wrong: bool) -> httpx.Response:
    token = (await server.connect())["refresh_token"]
    if wrong:
        server.client = register(server.context, server.vendor, redirect_uris=[CALLBACK])
    values = {"client_id": server.client["client_id"], "client_secret": server.client["secret"]}
    return await server.api.post("/revoke", data={"token": token, **values})
