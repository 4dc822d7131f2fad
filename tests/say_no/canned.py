"""What a canned host refuses: credentials that an extension says it wants."""

from __future__ import annotations

import httpx

from .asks import ABSENT, Ask, Token, later, revoked, struck
from .rows import Attempt, Refusal, Row
from .stage import SHOP, Stage


def refused(wanted: str, challenge: str = "", status: int = 401) -> Refusal:
    body = {"harness": f"refused: {wanted} is wanted"}
    return Refusal(f"{SHOP}.refused", status, body, {"www-authenticate": challenge})


USER = refused("a Basic header with another user or password", f'Basic realm="{SHOP}"')
KEY = refused("another API key in the header 'X-Api-Key'")
LIVING = "a living access token of shop in the header 'Authorization'"
NO_TOKEN = refused(LIVING, "Bearer")
DEAD = refused(LIVING, 'Bearer error="invalid_token"')
SCOPE = refused("a token of shop with the scope read", 'Bearer error="insufficient_scope"', 403)

basic = Ask("GET", SHOP, "/basic", "YW5uOnMzY3JldA==", "Basic")
keyed = Ask("GET", SHOP, "/key", headers={"X-Api-Key": "key-1"})


def bearer(life: float | None = None) -> Ask:
    return Ask("GET", SHOP, "/token", Token("oauth_provider", scopes=("read",), life=life))


def dead(title: str, check: str, attempt: Attempt, reason: str) -> Row:
    return Row(f"a call with {title}", check, DEAD, attempt, reason)


async def undeclared(stage: Stage, wrong: bool) -> httpx.Response:
    return await keyed.changed(path="/keys" if wrong else "/key").send(stage)


ROWS = (
    Row("no user", "canned.basic", USER, basic.but(token=None), "missing"),
    Row("a wrong password", "canned.basic", USER, basic.but(token="YW5uOnMzY3JlVA=="), "unknown"),
    Row("no API key", "canned.api_key", KEY, keyed.but(headers={"X-Api-Key": ABSENT}), "missing"),
    Row("a wrong API key", "canned.api_key", KEY, keyed.but(headers={"X-Api-Key": "key-2"}), "unknown"),
    Row("no access token", "canned.token", NO_TOKEN, bearer().but(token=None), "missing"),
    Row("a token behind another word", "canned.token", NO_TOKEN, bearer().but(word="Token"), "missing"),
    dead("a made-up token", "tokens.unknown", bearer().but(token="made up"), "unknown"),
    dead("a token of Wrike", "tokens.other_vendor", bearer().but(token=Token("wrike")), "other vendor"),
    dead(
        "a token an hour later",
        "tokens.expired",
        bearer(life=3600).after(later(3600), right=(later(3599),)),
        "expired",
    ),
    dead("a revoked token", "tokens.revoked", bearer().after(revoked), "revoked"),
    Row(
        "a token with another scope",
        "tokens.scope",
        SCOPE,
        bearer().but(token=Token("oauth_provider", scopes=("write",))),
        "scope",
    ),
    Row(
        "a call that is not declared",
        "",
        Refusal(
            f"{SHOP}.undeclared",
            404,
            {
                "harness": f"GET https://{SHOP}/keys is not declared under 'hosts:'. "
                "Declared: GET /basic, GET /key, GET /token."
            },
        ),
        undeclared,
    ),
    Row(
        "a fault that was asked for",
        "",
        Refusal(f"{SHOP}.broken", 503, {"harness": "a fault that was asked for"}),
        keyed.after(struck(SHOP, 503)),
    ),
)
