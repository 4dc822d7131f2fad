"""What a provider of OAuth 1.0a refuses, and an API whose calls are signed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any

import httpx

from mocks.oauth import mint, register, remove_access
from tests.mocks.oauth.browser import CALLBACK, form_of
from tests.mocks.oauth.one.signer import PROVIDER, OldServer, values_of

from . import rows
from .oauth import NO_PERSON, STALE
from .rows import Refusal, Row
from .stage import SIGNED_SHOP, Stage

Attempt = Callable[[OldServer, bool], Awaitable[httpx.Response]]
API = f"https://{SIGNED_SHOP}/orders"
WANTED = {"harness": "refused: a signature with a living token of old is wanted"}


def problem(name: str, status: int = 401) -> Refusal:
    challenge = {"www-authenticate": "OAuth" if status == 401 else ""}
    return Refusal("oauth_old.problem", status, f"oauth_problem={name}", challenge)


def page(text: str, error: str = "page", status: int = 400) -> Refusal:
    return Refusal(f"oauth_old.{error}", status, text)


def row(title: str, check: str, answer: Refusal, attempt: Attempt, reason: str | None) -> Row:
    return Row(title, check, answer, at(attempt), reason)


def at(attempt: Attempt) -> rows.Attempt:
    """The attempt at the provider of a stage."""

    async def play(stage: Stage, wrong: bool) -> httpx.Response:
        transport = stage.world.transport
        browser = httpx.AsyncClient(transport=transport, trust_env=False)
        return await attempt(OldServer(stage.context, browser), wrong)

    return play


def beginning(**changes: Any) -> Attempt:
    """A request for temporary credentials, wrong in how it is signed."""

    async def attempt(server: OldServer, wrong: bool) -> httpx.Response:
        return await server.begin(**(changes if wrong else {}))

    return attempt


async def nonce_used(server: OldServer, wrong: bool) -> httpx.Response:
    if wrong:
        await server.begin(nonce="once")
    return await server.begin(nonce="once")


async def made_up_consent(server: OldServer, wrong: bool) -> httpx.Response:
    token = "made-up" if wrong else values_of(await server.begin())["oauth_token"]
    return await server.browser.get(PROVIDER.authorize_url, params={"oauth_token": token})


async def forged_consent(server: OldServer, wrong: bool) -> httpx.Response:
    form = form_of(await server.page(values_of(await server.begin())["oauth_token"]))
    forged = {"csrf": "0" * 48} if wrong else {}
    return await server.browser.post(form.action, data={**form.fields, "decision": "accept", **forged})


async def nobodys_sign_in(server: OldServer, wrong: bool) -> httpx.Response:
    token = values_of(await server.begin())["oauth_token"]
    away = await server.browser.get(PROVIDER.authorize_url, params={"oauth_token": token})
    form = form_of(await server.browser.get(away.headers["location"]))
    person = "nobody" if wrong else "tom"
    return await server.browser.post(form.action, data={**form.fields, "person": person})


async def _consented(server: OldServer) -> tuple[dict[str, str], str]:
    temporary = values_of(await server.begin())
    return temporary, (await server.consent(temporary["oauth_token"]))["oauth_verifier"]


async def made_up_temporary(server: OldServer, wrong: bool) -> httpx.Response:
    temporary, verifier = await _consented(server)
    made_up = {"oauth_token": "made-up", "oauth_token_secret": ""}
    return await server.redeem(made_up if wrong else temporary, verifier)


async def used_temporary(server: OldServer, wrong: bool) -> httpx.Response:
    temporary, verifier = await _consented(server)
    if wrong:
        await server.redeem(temporary, verifier)
    return await server.redeem(temporary, verifier)


async def late_temporary(server: OldServer, wrong: bool) -> httpx.Response:
    temporary, verifier = await _consented(server)
    server.context.clock.move(600 if wrong else 599)
    return await server.redeem(temporary, verifier)


async def temporary_of_another_client(server: OldServer, wrong: bool) -> httpx.Response:
    temporary, verifier = await _consented(server)
    if wrong:
        server.client = register(server.context, PROVIDER.vendor, redirect_uris=[CALLBACK])
    return await server.redeem(temporary, verifier)


async def wrong_verifier(server: OldServer, wrong: bool) -> httpx.Response:
    temporary, verifier = await _consented(server)
    return await server.redeem(temporary, "x" if wrong else verifier)


async def no_such_page(server: OldServer, wrong: bool) -> httpx.Response:
    if wrong:
        return await server.browser.get(f"{PROVIDER.authorize_url}/again")
    return await server.begin()


async def no_such_method(server: OldServer, wrong: bool) -> httpx.Response:
    if wrong:
        return await server.browser.put(PROVIDER.authorize_url)
    return await server.begin()


# --- an API


def calling(**changes: Any) -> Attempt:
    """A signed call, wrong in how it is signed."""

    async def attempt(server: OldServer, wrong: bool) -> httpx.Response:
        token = await server.connect()
        return await _call(server, token, **(changes if wrong else {}))

    return attempt


async def _call(server: OldServer, given: dict[str, str], /, **more: Any) -> httpx.Response:
    values = {"token": given["oauth_token"], "secret": given["oauth_token_secret"], **more}
    return await server.browser.get(API, headers=server.sign("GET", API, **values))


async def unsigned(server: OldServer, wrong: bool) -> httpx.Response:
    token = await server.connect()
    return await (server.browser.get(API) if wrong else _call(server, token))


async def taken_back(server: OldServer, wrong: bool) -> httpx.Response:
    token = await server.connect()
    if wrong:
        remove_access(server.context, PROVIDER.vendor, server.client["client_id"], "tom")
    return await _call(server, token)


async def token_of_another_vendor(server: OldServer, wrong: bool) -> httpx.Response:
    token = await server.connect()
    other = {"oauth_token": mint(server.context, "wrike", "tom"), "oauth_token_secret": ""}
    return await _call(server, other if wrong else token)


async def token_of_another_client(server: OldServer, wrong: bool) -> httpx.Response:
    token = await server.connect()
    if wrong:
        server.client = register(server.context, PROVIDER.vendor, redirect_uris=[CALLBACK])
    return await _call(server, token)


def refused(title: str, check: str, attempt: Attempt, reason: str) -> Row:
    answer = Refusal(f"{SIGNED_SHOP}.refused", 401, WANTED, {"www-authenticate": "OAuth"})
    return Row(title, check, answer, at(attempt), reason)


REJECTED = problem("token_rejected")
ROWS = (
    row(
        "signed by an unknown client",
        "oauth1.client",
        problem("consumer_key_unknown"),
        beginning(client_key="x"),
        "unknown client",
    ),
    row(
        "signed in an unknown way",
        "oauth1.method",
        problem("signature_method_rejected", 400),
        beginning(signature_method="HMAC-SHA512"),
        "signature method",
    ),
    row(
        "signed long ago",
        "oauth1.timestamp",
        problem("timestamp_refused"),
        beginning(timestamp="1"),
        "timestamp",
    ),
    row("a signature used twice", "oauth1.nonce", problem("nonce_used"), nonce_used, "nonce"),
    row(
        "signed with a wrong secret",
        "oauth1.signature",
        problem("signature_invalid"),
        beginning(client_secret="x"),
        "signature",
    ),
    row(
        "a foreign callback",
        "oauth1.callback",
        problem("parameter_rejected", 400),
        beginning(callback_uri="https://evil.example/"),
        "redirect URI",
    ),
    row(
        "no callback",
        "oauth1.callback",
        problem("parameter_rejected", 400),
        beginning(callback_uri=None),
        "redirect URI",
    ),
    row(
        "consent to a made-up token",
        "oauth1.temporary_asked",
        page("The request for consent is not known"),
        made_up_consent,
        "unknown",
    ),
    row("a forged consent", "oauth.csrf", page(STALE, "form_page", 403), forged_consent, "csrf"),
    row(
        "nobody signs in",
        "oauth.person",
        page(NO_PERSON, "form_page", 403),
        nobodys_sign_in,
        "unknown person",
    ),
    row("a made-up temporary token", "oauth1.temporary", REJECTED, made_up_temporary, "unknown"),
    row(
        "a temporary token used twice", "oauth1.temporary_used", problem("token_used"), used_temporary, "used"
    ),
    row(
        "a temporary token ten minutes later",
        "oauth1.temporary_expired",
        problem("token_expired"),
        late_temporary,
        "expired",
    ),
    row(
        "a temporary token of another client",
        "oauth1.temporary_client",
        REJECTED,
        temporary_of_another_client,
        "other client",
    ),
    row("a wrong verifier", "oauth1.verifier", problem("verifier_invalid"), wrong_verifier, "verifier"),
    row("no such path", "", page("There is no such page.", "not_found", 404), no_such_page, None),
    row("no such method", "", page("does not take that method", "not_allowed", 405), no_such_method, None),
    refused("a call that is not signed", "canned.token", unsigned, "missing"),
    refused("a call signed with a made-up token", "tokens.unknown", calling(token="x", secret=""), "unknown"),
    refused("a call with a token of Wrike", "tokens.other_vendor", token_of_another_vendor, "other vendor"),
    refused("a call signed with a token that was taken back", "tokens.revoked", taken_back, "revoked"),
    refused("a call signed with a wrong secret", "oauth1.signature", calling(secret="x"), "signature"),
    refused(
        "a call signed with the token of another client",
        "oauth1.token_client",
        token_of_another_client,
        "other client",
    ),
)
