"""Requests that must be refused, each beside its twin: the same with only the one thing put right.

An attempt takes the server and whether to do the wrong thing; what it answers is judged.
"""

from __future__ import annotations

from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass, field
from typing import Any

import httpx

from mocks.kit.checks import Check
from mocks.oauth import EVERY, checks, give, issue, mint, register, revoke_token

from .browser import ACCOUNT, CALLBACK, ORG, OTHER_ACCOUNT, OTHER_ORG, Vendor, form_of

Attempt = Callable[[Vendor, bool], Coroutine[Any, Any, httpx.Response]]


@dataclass(frozen=True)
class Row:
    """One refusal. `body` is a JSON body, a text of the page, or where the browser is sent."""

    vendor: str
    check: Check
    error: str
    reason: str
    status: int
    body: Any
    attempt: Attempt
    chosen: Mapping[str, str] = field(default_factory=dict)

    @property
    def id(self) -> str:
        return f"{self.vendor} {self.check.name} {self.reason} {self.error} {self.attempt.__name__}"


# --- the authorize address


def asking(**wrong: str | None) -> Attempt:
    """An authorization request, wrong in one parameter."""

    async def attempt(server: Vendor, bad: bool) -> httpx.Response:
        return await server.browser.get(server.ask(**(wrong if bad else {})))

    attempt.__name__ = "asking_" + "_".join(wrong)
    return attempt


async def two_uris_and_none_named(server: Vendor, bad: bool) -> httpx.Response:
    uris = [CALLBACK, "https://other.example/callback"] if bad else [CALLBACK]
    client = register(server.context, server.vendor, redirect_uris=uris)
    return await server.browser.get(server.ask(redirect_uri=None, client_id=client["client_id"]))


async def client_of_another_data_centre(server: Vendor, bad: bool) -> httpx.Response:
    centres = ["in"] if bad else ["in", "us"]
    client = register(server.context, server.vendor, redirect_uris=[CALLBACK], data_centres=centres)
    return await server.browser.get(server.ask(client_id=client["client_id"]))


async def forged_consent(server: Vendor, bad: bool) -> httpx.Response:
    form = form_of(await server.sign_in())
    forged = {"csrf": "0" * 48} if bad else {}
    return await server.browser.post(form.action, data={**form.fields, "decision": "accept", **forged})


async def consent_form_without_its_token(server: Vendor, bad: bool) -> httpx.Response:
    form = form_of(await server.sign_in())
    if bad:
        del form.fields["csrf"]
    return await server.browser.post(form.action, data={**form.fields, "decision": "accept"})


async def sign_in_form_of_another_browser(server: Vendor, bad: bool) -> httpx.Response:
    away = await server.browser.get(server.ask())
    form = form_of(await server.browser.get(away.headers["location"]))
    if bad:
        server.browser.cookies.clear()
    return await server.browser.post(form.action, data={**form.fields, "person": "tom"})


async def nobodys_sign_in(server: Vendor, bad: bool) -> httpx.Response:
    away = await server.browser.get(server.ask())
    form = form_of(await server.browser.get(away.headers["location"]))
    person = "nobody" if bad else "tom"
    return await server.browser.post(form.action, data={**form.fields, "person": person})


FOREIGN = {"zoho": "60055555555", "wrike": OTHER_ACCOUNT, "generic": "away"}


async def consent_for_a_foreign_tenant(server: Vendor, bad: bool) -> httpx.Response:
    page = await server.sign_in()
    return await server.decide(page, tenant=FOREIGN[server.vendor] if bad else None)


# --- the token address, for a code


def redeeming(**wrong: str | None) -> Attempt:
    """The exchange of a good code, wrong in one parameter."""

    async def attempt(server: Vendor, bad: bool) -> httpx.Response:
        code = (await server.consent())["code"]
        return await server.redeem(code, **(wrong if bad else {}))

    attempt.__name__ = "redeeming_" + "_".join(wrong)
    return attempt


async def used_code(server: Vendor, bad: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    if bad:
        await server.redeem(code)
    return await server.redeem(code)


async def late_code(server: Vendor, bad: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    life = {"zoho": 60, "wrike": 600, "generic": 600}[server.vendor]
    server.context.clock.move(life if bad else life - 1)
    return await server.redeem(code)


async def code_of_another_client(server: Vendor, bad: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    if bad:
        server.client = register(server.context, server.vendor, redirect_uris=[CALLBACK])
    return await server.redeem(code)


async def wrong_verifier(server: Vendor, bad: bool) -> httpx.Response:
    challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"  # of the example in RFC 7636
    back = await server.consent(code_challenge=challenge, code_challenge_method="S256")
    verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
    return await server.redeem(back["code"], code_verifier="x" + verifier[1:] if bad else verifier)


async def code_of_another_data_centre(server: Vendor, bad: bool) -> httpx.Response:
    centre = "in" if bad else "us"
    code = give(server.context, "zoho", server.client["client_id"], "tom", ["a.b.READ"], data_centre=centre)
    return await server.redeem(code["code"])


async def token_of_a_client_of_another_data_centre(server: Vendor, bad: bool) -> httpx.Response:
    code = (await server.consent())["code"]
    register(
        server.context,
        server.vendor,
        client_id=server.client["client_id"],
        secret=server.client["secret"],
        data_centres=["in"] if bad else ["us"],
    )
    return await server.redeem(code)


# --- the token address, for the rest


def refreshing(**wrong: str | None) -> Attempt:
    """A refresh, wrong in one parameter."""

    async def attempt(server: Vendor, bad: bool) -> httpx.Response:
        answer = await server.connect()
        return await server.refresh(answer["refresh_token"], **(wrong if bad else {}))

    attempt.__name__ = "refreshing_" + "_".join(wrong)
    return attempt


async def revoked_refresh_token(server: Vendor, bad: bool) -> httpx.Response:
    answer = await server.connect()
    if bad:
        revoke_token(server.context, server.vendor, answer["refresh_token"])
    return await server.refresh(answer["refresh_token"])


async def superseded_refresh_token(server: Vendor, bad: bool) -> httpx.Response:
    answer = await server.connect()
    if bad:
        await server.refresh(answer["refresh_token"])
    return await server.refresh(answer["refresh_token"])


async def refresh_token_of_another_client(server: Vendor, bad: bool) -> httpx.Response:
    answer = await server.connect()
    if bad:
        server.client = register(server.context, server.vendor, redirect_uris=[CALLBACK])
    return await server.refresh(answer["refresh_token"])


async def refresh_token_of_another_data_centre(server: Vendor, bad: bool) -> httpx.Response:
    centre = "eu" if bad else "us"
    client = server.client["client_id"]
    issued = issue(server.context, "zoho", client, "tom", ["a.b.READ"], data_centre=centre)
    assert issued.refresh_token is not None
    return await server.refresh(issued.refresh_token)


async def too_many_refreshes(server: Vendor, bad: bool) -> httpx.Response:
    answer = await server.connect()
    server.context.limits.allow(server.service.name, 2, 600)
    for _ in range(2 if bad else 1):
        answer |= (await server.refresh(answer["refresh_token"])).json()
    return await server.refresh(answer["refresh_token"])


async def too_many_codes(server: Vendor, bad: bool) -> httpx.Response:
    server.context.limits.allow(server.service.name, 2, 600)
    client = server.client["client_id"]
    codes = [give(server.context, server.vendor, client, "tom", ["a.b.READ"])["code"] for _ in range(3)]
    for code in codes[: 2 if bad else 1]:
        await server.redeem(code)
    return await server.redeem(codes[2])


# --- Zoho's own


def in_its_own_name(**wrong: str | None) -> Attempt:
    """Client credentials of a self client, wrong in one parameter."""

    async def attempt(server: Vendor, bad: bool) -> httpx.Response:
        server.client = register(server.context, "zoho", owner="tom")
        good = {"scope": "ZohoBooks.projects.READ", "soid": f"ZohoBooks.{ORG}"}
        return await server.token(grant_type="client_credentials", **{**good, **(wrong if bad else {})})

    attempt.__name__ = "in_its_own_name_" + "_".join(wrong)
    return attempt


async def in_the_name_of_a_web_client(server: Vendor, bad: bool) -> httpx.Response:
    if not bad:
        server.client = register(server.context, "zoho", owner="tom")
    return await server.token(
        grant_type="client_credentials", scope="ZohoBooks.projects.READ", soid=f"ZohoBooks.{ORG}"
    )


async def revoking_a_token_that_never_was(server: Vendor, bad: bool) -> httpx.Response:
    token = "1000.x.y" if bad else mint(server.context, "zoho", "tom")
    return await server.api.post("/oauth/v2/token/revoke", params={"token": token})


async def revoking_twice(server: Vendor, bad: bool) -> httpx.Response:
    token = mint(server.context, "zoho", "tom")
    if bad:
        await server.api.post("/oauth/v2/token/revoke", data={"token": token})
    return await server.api.post("/oauth/v2/token/revoke", data={"token": token})


async def user_info_without_a_token(server: Vendor, bad: bool) -> httpx.Response:
    return await _user_info(server, None if bad else mint(server.context, "zoho", "tom"))


async def user_info_with_a_made_up_token(server: Vendor, bad: bool) -> httpx.Response:
    return await _user_info(server, "1000.made.up" if bad else mint(server.context, "zoho", "tom"))


async def user_info_with_a_token_of_wrike(server: Vendor, bad: bool) -> httpx.Response:
    return await _user_info(server, mint(server.context, "wrike" if bad else "zoho", "tom"))


async def user_info_an_hour_later(server: Vendor, bad: bool) -> httpx.Response:
    token = mint(server.context, "zoho", "tom", lifetime=3600)
    server.context.clock.move(3600 if bad else 3599)
    return await _user_info(server, token)


async def user_info_after_revocation(server: Vendor, bad: bool) -> httpx.Response:
    token = mint(server.context, "zoho", "tom")
    if bad:
        await server.api.post("/oauth/v2/token/revoke", params={"token": token})
    return await _user_info(server, token)


async def user_info_elsewhere(server: Vendor, bad: bool) -> httpx.Response:
    host = "https://accounts.zoho.in" if bad else "https://accounts.zoho.com"
    return await _user_info(server, mint(server.context, "zoho", "tom"), host)


async def user_info_with_scopes_of_books(server: Vendor, bad: bool) -> httpx.Response:
    scopes = ["ZohoBooks.fullaccess.all"] if bad else ["aaaserver.profile.READ"]
    return await _user_info(server, mint(server.context, "zoho", "tom", scopes))


async def _user_info(server: Vendor, token: str | None, host: str = "") -> httpx.Response:
    headers = {} if token is None else {"authorization": f"Zoho-oauthtoken {token}"}
    return await server.api.get(f"{host}/oauth/user/info", headers=headers)


# --- the table

NO_CODE = {"error": "invalid_code"}
NO_GRANT = {
    "error": "invalid_grant",
    "error_description": "Authorization code or refresh token is invalid",
}
NO_CLIENT = {
    "error": "unauthorized_client",
    "error_description": "Client id or client secret is invalid",
}
THROTTLED = {
    "error_description": "You have made too many requests continuously. Please try again after some time.",
    "error": "Access Denied",
    "status": "failure",
}
LIMITED = {
    "error": "too_many_requests",
    "error_description": "IP or access token exceeded limit: 400 requests per minute",
}
STALE = "This form does not belong to your session."
BAD_URI = "Redirect URI passed does not match with the one configured"
BACK = f"{CALLBACK}?state=a%26b%3Dc+d&error="
PAGES = {"accounts_zoho.error_page": "200"}
ON_A_PAGE = {"login_wrike.request_error": "page"}

ZOHO_ROWS = (
    Row(
        "zoho",
        checks.CLIENT,
        "client_page",
        "unknown client",
        400,
        "Invalid Client",
        asking(client_id="1000.X"),
    ),
    Row(
        "zoho",
        checks.CLIENT,
        "client_page",
        "unknown client",
        200,
        "Invalid Client",
        asking(client_id=None),
        PAGES,
    ),
    Row(
        "zoho",
        checks.CLIENT,
        "client_page",
        "other data centre",
        400,
        "Invalid Client",
        client_of_another_data_centre,
    ),
    Row(
        "zoho",
        checks.REDIRECT_URI,
        "redirect_uri_page",
        "redirect URI",
        400,
        BAD_URI,
        asking(redirect_uri=CALLBACK + "/"),
    ),
    Row(
        "zoho",
        checks.REDIRECT_URI,
        "redirect_uri_page",
        "redirect URI",
        400,
        BAD_URI,
        asking(redirect_uri=None),
    ),
    Row(
        "zoho",
        checks.RESPONSE_TYPE,
        "response_type_page",
        "response type",
        400,
        "Invalid Response Type",
        asking(response_type="token"),
    ),
    Row(
        "zoho",
        checks.SCOPE,
        "scope_page",
        "scope",
        400,
        "Invalid OAuth Scope",
        asking(scope="ZohoBooks.project.CREATE"),
    ),
    Row("zoho", checks.SCOPE, "scope_page", "scope", 400, "Invalid OAuth Scope", asking(scope=None)),
    Row("zoho", checks.SCOPE, "scope_page", "scope", 400, "Invalid OAuth Scope", asking(scope=EVERY)),
    Row(
        "zoho",
        checks.CHALLENGE,
        "challenge_page",
        "challenge method",
        400,
        "Invalid Code Challenge",
        asking(code_challenge="x" * 43, code_challenge_method="S512"),
    ),
    Row("zoho", checks.CSRF, "form_page", "csrf", 403, STALE, forged_consent),
    Row("zoho", checks.CSRF, "form_page", "csrf", 403, STALE, consent_form_without_its_token),
    Row("zoho", checks.CSRF, "form_page", "csrf", 403, STALE, sign_in_form_of_another_browser),
    Row("zoho", checks.PERSON, "form_page", "unknown person", 403, "has no account here", nobodys_sign_in),
    Row(
        "zoho",
        checks.TENANT,
        "form_page",
        "other organization",
        403,
        "not a member",
        consent_for_a_foreign_tenant,
    ),
    Row(
        "zoho",
        checks.TOKEN_CLIENT,
        "invalid_client",
        "unknown client",
        200,
        {"error": "invalid_client"},
        redeeming(client_id="1000.X"),
    ),
    Row(
        "zoho",
        checks.CLIENT_DATA_CENTRE,
        "invalid_client",
        "other data centre",
        200,
        {"error": "invalid_client"},
        token_of_a_client_of_another_data_centre,
    ),
    Row(
        "zoho",
        checks.SECRET,
        "invalid_client_secret",
        "secret",
        200,
        {"error": "invalid_client_secret"},
        redeeming(client_secret="wrong"),
    ),
    Row(
        "zoho",
        checks.SECRET,
        "invalid_client_secret",
        "secret",
        200,
        {"error": "invalid_client_secret"},
        refreshing(client_secret=None),
    ),
    Row(
        "zoho",
        checks.GRANT_TYPE,
        "unsupported_grant_type",
        "grant type",
        200,
        {"error": "unsupported_grant_type"},
        redeeming(grant_type="password"),
    ),
    Row(
        "zoho",
        checks.GRANT_TYPE,
        "unsupported_grant_type",
        "grant type",
        200,
        {"error": "general_error"},
        redeeming(grant_type=None),
        {"accounts_zoho.grant_type_error": "general_error"},
    ),
    Row("zoho", checks.THROTTLE, "throttled", "throttle", 400, THROTTLED, too_many_refreshes),
    Row("zoho", checks.THROTTLE, "throttled", "throttle", 400, THROTTLED, too_many_codes),
    Row("zoho", checks.CODE, "invalid_code", "unknown", 200, NO_CODE, redeeming(code="1000.made.up")),
    Row("zoho", checks.CODE_USED, "invalid_code", "used", 200, NO_CODE, used_code),
    Row("zoho", checks.CODE_EXPIRED, "invalid_code", "expired", 200, NO_CODE, late_code),
    Row("zoho", checks.CODE_CLIENT, "invalid_code", "other client", 200, NO_CODE, code_of_another_client),
    Row(
        "zoho",
        checks.CODE_REDIRECT_URI,
        "invalid_redirect_uri",
        "redirect URI",
        200,
        {"error": "invalid_redirect_uri"},
        redeeming(redirect_uri="https://evil.example/"),
    ),
    Row(
        "zoho",
        checks.CODE_REDIRECT_URI,
        "invalid_redirect_uri",
        "redirect URI",
        200,
        {"error": "invalid_redirect_uri"},
        redeeming(redirect_uri=None),
    ),
    Row("zoho", checks.CODE_VERIFIER, "invalid_code", "verifier", 200, NO_CODE, wrong_verifier),
    Row(
        "zoho",
        checks.CODE_DATA_CENTRE,
        "invalid_code",
        "other data centre",
        200,
        NO_CODE,
        code_of_another_data_centre,
    ),
    Row(
        "zoho",
        checks.REFRESH,
        "invalid_code",
        "unknown",
        200,
        NO_CODE,
        refreshing(refresh_token="1000.made.up"),
    ),
    Row("zoho", checks.REFRESH_REVOKED, "invalid_code", "revoked", 200, NO_CODE, revoked_refresh_token),
    Row(
        "zoho",
        checks.REFRESH_CLIENT,
        "invalid_code",
        "other client",
        200,
        NO_CODE,
        refresh_token_of_another_client,
    ),
    Row(
        "zoho",
        checks.REFRESH_DATA_CENTRE,
        "invalid_code",
        "other data centre",
        200,
        NO_CODE,
        refresh_token_of_another_data_centre,
    ),
    Row(
        "zoho",
        checks.SELF_CLIENT,
        "invalid_client",
        "no self client",
        200,
        {"error": "invalid_client"},
        in_the_name_of_a_web_client,
    ),
    Row(
        "zoho",
        checks.SOID,
        "missing_org_info",
        "no organization",
        200,
        {"error": "missing_org_info"},
        in_its_own_name(soid=None),
    ),
    Row(
        "zoho",
        checks.CREDENTIALS_SCOPE,
        "invalid_scope",
        "scope",
        200,
        {"error": "invalid_scope"},
        in_its_own_name(scope="ZohoBooks.project.READ"),
    ),
    Row(
        "zoho",
        checks.REVOKE,
        "not_revoked",
        "not alive",
        400,
        {"error": "invalid_token"},
        revoking_a_token_that_never_was,
    ),
    Row(
        "zoho",
        checks.REVOKE,
        "not_revoked",
        "not alive",
        400,
        {"error": "invalid_code"},
        revoking_twice,
        {"accounts_zoho.revoke_error": "invalid_code"},
    ),
    Row(
        "zoho",
        checks.USER_INFO,
        "unauthorized",
        "missing",
        401,
        {"error": "INVALID_OAUTHTOKEN"},
        user_info_without_a_token,
    ),
    Row(
        "zoho",
        checks.TOKEN_UNKNOWN,
        "unauthorized",
        "unknown",
        401,
        {"error": "INVALID_OAUTHTOKEN"},
        user_info_with_a_made_up_token,
    ),
    Row(
        "zoho",
        checks.TOKEN_VENDOR,
        "unauthorized",
        "other vendor",
        401,
        {"error": "INVALID_OAUTHTOKEN"},
        user_info_with_a_token_of_wrike,
    ),
    Row(
        "zoho",
        checks.TOKEN_EXPIRED,
        "unauthorized",
        "expired",
        401,
        {"error": "INVALID_OAUTHTOKEN"},
        user_info_an_hour_later,
    ),
    Row(
        "zoho",
        checks.TOKEN_REVOKED,
        "unauthorized",
        "revoked",
        401,
        {"error": "INVALID_OAUTHTOKEN"},
        user_info_after_revocation,
    ),
    Row(
        "zoho",
        checks.TOKEN_DATA_CENTRE,
        "unauthorized",
        "other data centre",
        401,
        {"error": "INVALID_OAUTHTOKEN"},
        user_info_elsewhere,
    ),
    Row(
        "zoho",
        checks.TOKEN_SCOPE,
        "scope_mismatch",
        "scope",
        401,
        {"error": "INVALID_OAUTHSCOPE"},
        user_info_with_scopes_of_books,
    ),
)

WRIKE_ROWS = (
    Row(
        "wrike",
        checks.CLIENT,
        "client_page",
        "unknown client",
        400,
        "Client id is missing or invalid",
        asking(client_id="X"),
    ),
    Row(
        "wrike",
        checks.REDIRECT_URI,
        "redirect_uri_page",
        "redirect URI",
        400,
        "Redirect uri is missing or invalid",
        asking(redirect_uri="https://evil.example/"),
    ),
    Row(
        "wrike",
        checks.REDIRECT_URI,
        "redirect_uri_page",
        "redirect URI",
        400,
        "Redirect uri is missing or invalid",
        two_uris_and_none_named,
    ),
    Row(
        "wrike",
        checks.RESPONSE_TYPE,
        "redirected",
        "response type",
        302,
        BACK + "unsupported_response_type",
        asking(response_type="token"),
    ),
    Row(
        "wrike",
        checks.RESPONSE_TYPE,
        "request_page",
        "response type",
        400,
        "unsupported_response_type",
        asking(response_type=None),
        ON_A_PAGE,
    ),
    Row(
        "wrike", checks.SCOPE, "redirected", "scope", 302, BACK + "invalid_scope", asking(scope="wsreadwrite")
    ),
    Row(
        "wrike",
        checks.CHALLENGE,
        "redirected",
        "challenge method",
        302,
        BACK + "invalid_request",
        asking(code_challenge="x" * 43, code_challenge_method="S512"),
    ),
    Row("wrike", checks.CSRF, "form_page", "csrf", 403, STALE, forged_consent),
    Row("wrike", checks.CSRF, "form_page", "csrf", 403, STALE, sign_in_form_of_another_browser),
    Row("wrike", checks.PERSON, "form_page", "unknown person", 403, "has no account here", nobodys_sign_in),
    Row(
        "wrike",
        checks.TENANT,
        "form_page",
        "other organization",
        403,
        "not a member",
        consent_for_a_foreign_tenant,
    ),
    Row(
        "wrike",
        checks.TOKEN_CLIENT,
        "unauthorized_client",
        "unknown client",
        400,
        NO_CLIENT,
        redeeming(client_id="X"),
    ),
    Row(
        "wrike",
        checks.SECRET,
        "unauthorized_client",
        "secret",
        401,
        NO_CLIENT,
        redeeming(client_secret="wrong"),
        {"login_wrike.client_error_status": "401"},
    ),
    Row(
        "wrike",
        checks.GRANT_TYPE,
        "unsupported_grant_type",
        "grant type",
        400,
        {"error": "unsupported_grant_type", "error_description": "Grant type is missing or not supported"},
        redeeming(grant_type="client_credentials"),
    ),
    Row("wrike", checks.THROTTLE, "too_many_requests", "throttle", 429, LIMITED, too_many_refreshes),
    Row("wrike", checks.CODE, "invalid_grant", "unknown", 400, NO_GRANT, redeeming(code="made up")),
    Row("wrike", checks.CODE_USED, "invalid_grant", "used", 400, NO_GRANT, used_code),
    Row("wrike", checks.CODE_EXPIRED, "invalid_grant", "expired", 400, NO_GRANT, late_code),
    Row("wrike", checks.CODE_CLIENT, "invalid_grant", "other client", 400, NO_GRANT, code_of_another_client),
    Row(
        "wrike",
        checks.CODE_REDIRECT_URI,
        "invalid_grant",
        "redirect URI",
        400,
        NO_GRANT,
        redeeming(redirect_uri=None),
    ),
    Row("wrike", checks.CODE_VERIFIER, "invalid_grant", "verifier", 400, NO_GRANT, wrong_verifier),
    Row("wrike", checks.REFRESH, "invalid_grant", "unknown", 400, NO_GRANT, refreshing(refresh_token=None)),
    Row("wrike", checks.REFRESH_REVOKED, "invalid_grant", "revoked", 400, NO_GRANT, superseded_refresh_token),
    Row(
        "wrike",
        checks.REFRESH_CLIENT,
        "invalid_grant",
        "other client",
        400,
        NO_GRANT,
        refresh_token_of_another_client,
    ),
)

GENERIC_ROWS = (
    Row(
        "generic",
        checks.CLIENT,
        "page",
        "unknown client",
        400,
        "The client is not known",
        asking(client_id="X"),
    ),
    Row(
        "generic",
        checks.REDIRECT_URI,
        "page",
        "redirect URI",
        400,
        "not registered",
        asking(redirect_uri="https://evil.example/"),
    ),
    Row(
        "generic",
        checks.RESPONSE_TYPE,
        "redirected",
        "response type",
        302,
        BACK + "unsupported_response_type",
        asking(response_type="token"),
    ),
    Row("generic", checks.SCOPE, "redirected", "scope", 302, BACK + "invalid_scope", asking(scope=EVERY)),
    Row(
        "generic",
        checks.CHALLENGE,
        "redirected",
        "challenge method",
        302,
        BACK + "invalid_request",
        asking(code_challenge="x" * 43, code_challenge_method="S512"),
    ),
    Row("generic", checks.CSRF, "form_page", "csrf", 403, STALE, forged_consent),
    Row("generic", checks.PERSON, "form_page", "unknown person", 403, "has no account here", nobodys_sign_in),
    Row(
        "generic",
        checks.TENANT,
        "form_page",
        "other organization",
        403,
        "not a member",
        consent_for_a_foreign_tenant,
    ),
    Row(
        "generic",
        checks.TOKEN_CLIENT,
        "invalid_client",
        "unknown client",
        401,
        {"error": "invalid_client"},
        redeeming(client_id="X"),
    ),
    Row(
        "generic",
        checks.SECRET,
        "invalid_client",
        "secret",
        401,
        {"error": "invalid_client"},
        redeeming(client_secret="wrong"),
    ),
    Row(
        "generic",
        checks.GRANT_TYPE,
        "refused",
        "grant type",
        400,
        {"error": "unsupported_grant_type"},
        redeeming(grant_type="password"),
    ),
    Row(
        "generic",
        checks.THROTTLE,
        "refused",
        "throttle",
        429,
        {"error": "temporarily_unavailable"},
        too_many_refreshes,
    ),
    Row(
        "generic",
        checks.CODE,
        "refused",
        "unknown",
        400,
        {"error": "invalid_grant"},
        redeeming(code="made up"),
    ),
    Row("generic", checks.CODE_USED, "refused", "used", 400, {"error": "invalid_grant"}, used_code),
    Row("generic", checks.CODE_EXPIRED, "refused", "expired", 400, {"error": "invalid_grant"}, late_code),
    Row(
        "generic",
        checks.CODE_CLIENT,
        "refused",
        "other client",
        400,
        {"error": "invalid_grant"},
        code_of_another_client,
    ),
    Row(
        "generic",
        checks.CODE_REDIRECT_URI,
        "refused",
        "redirect URI",
        400,
        {"error": "invalid_grant"},
        redeeming(redirect_uri=None),
    ),
    Row(
        "generic",
        checks.CODE_VERIFIER,
        "refused",
        "verifier",
        400,
        {"error": "invalid_grant"},
        wrong_verifier,
    ),
    Row(
        "generic",
        checks.REFRESH,
        "refused",
        "unknown",
        400,
        {"error": "invalid_grant"},
        refreshing(refresh_token=None),
    ),
    Row(
        "generic",
        checks.REFRESH_REVOKED,
        "refused",
        "revoked",
        400,
        {"error": "invalid_grant"},
        superseded_refresh_token,
    ),
    Row(
        "generic",
        checks.REFRESH_CLIENT,
        "refused",
        "other client",
        400,
        {"error": "invalid_grant"},
        refresh_token_of_another_client,
    ),
)

ROWS = (*ZOHO_ROWS, *WRIKE_ROWS, *GENERIC_ROWS)
TENANTS = {"zoho": (ORG, OTHER_ORG), "wrike": (ACCOUNT, OTHER_ACCOUNT)}
