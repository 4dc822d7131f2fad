"""What accounts.zoho.* refuses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import httpx

from mocks.oauth import EVERY
from tests.mocks.oauth.browser import CALLBACK, Vendor

from . import oauth
from .asks import Ask, Token, later, revoked, struck
from .oauth import NO_PERSON, NO_TENANT, STALE, asking, in_its_own_name, redeeming, refreshing
from .rows import Attempt, Refusal, Row

PAGES = {"accounts_zoho.error_page": "200"}


def refusal(error: str, status: int, body: Any) -> Refusal:
    return Refusal(f"accounts_zoho.{error}", status, body)


def told(error: str, name: str | None = None) -> Refusal:
    """An error of the token address, which answers it with 200."""
    return refusal(name or error, 200, {"error": error})


NO_CLIENT = refusal("client_page", 400, "The client ID passed does not exist.")
BAD_URI = refusal("redirect_uri_page", 400, "Redirect URI passed does not match with the one configured")
NO_SCOPE = refusal("scope_page", 400, "Invalid OAuth Scope")
STALE_FORM = refusal("form_page", 403, STALE)
THROTTLED = refusal(
    "throttled",
    400,
    {
        "error_description": "You have made too many requests continuously. "
        "Please try again after some time.",
        "error": "Access Denied",
        "status": "failure",
    },
)
INVALID_CODE = told("invalid_code")
UNAUTHORIZED = refusal("unauthorized", 401, {"error": "INVALID_OAUTHTOKEN"})


def row(
    title: str,
    check: str,
    answer: Refusal,
    attempt: oauth.Attempt,
    reason: str | None,
    assume: Mapping[str, str] | None = None,
) -> Row:
    return Row(title, check, answer, oauth.at("zoho", attempt), reason, assume or {})


AUTHORIZE = (
    row("an unknown client", "oauth.client", NO_CLIENT, asking(client_id="1000.X"), "unknown client"),
    row(
        "no client, on a page with 200",
        "oauth.client",
        refusal("client_page", 200, "The client ID passed does not exist."),
        asking(client_id=None),
        "unknown client",
        PAGES,
    ),
    row(
        "a client of another data centre",
        "oauth.client",
        NO_CLIENT,
        oauth.client_of_another_data_centre,
        "other data centre",
    ),
    row(
        "a redirect URI with one slash more",
        "oauth.redirect_uri",
        BAD_URI,
        asking(redirect_uri=f"{CALLBACK}/"),
        "redirect URI",
    ),
    row(
        "a foreign redirect URI",
        "oauth.redirect_uri",
        BAD_URI,
        asking(redirect_uri="https://evil.example/"),
        "redirect URI",
    ),
    row("no redirect URI", "oauth.redirect_uri", BAD_URI, asking(redirect_uri=None), "redirect URI"),
    row(
        "another response type",
        "oauth.response_type",
        refusal("response_type_page", 400, "Invalid Response Type"),
        asking(response_type="token"),
        "response type",
    ),
    row("an unknown scope", "oauth.scope", NO_SCOPE, asking(scope="ZohoBooks.project.CREATE"), "scope"),
    row("no scope", "oauth.scope", NO_SCOPE, asking(scope=None), "scope"),
    row("every scope", "oauth.scope", NO_SCOPE, asking(scope=EVERY), "scope"),
    row(
        "an unknown PKCE method",
        "oauth.challenge_method",
        refusal("challenge_page", 400, "Invalid Code Challenge"),
        asking(code_challenge="x" * 43, code_challenge_method="S512"),
        "challenge method",
    ),
    row("a forged consent", "oauth.csrf", STALE_FORM, oauth.forged_consent, "csrf"),
    row(
        "a consent without its token",
        "oauth.csrf",
        STALE_FORM,
        oauth.consent_form_without_its_token,
        "csrf",
    ),
    row(
        "a sign-in of another browser",
        "oauth.csrf",
        STALE_FORM,
        oauth.sign_in_form_of_another_browser,
        "csrf",
    ),
    row(
        "nobody signs in",
        "oauth.person",
        refusal("form_page", 403, NO_PERSON),
        oauth.nobodys_sign_in,
        "unknown person",
    ),
    row(
        "consent for an organization of others",
        "oauth.tenant",
        refusal("form_page", 403, NO_TENANT),
        oauth.consent_for_a_foreign_tenant,
        "other organization",
    ),
)

TOKENS = (
    row(
        "tokens for an unknown client",
        "oauth.token_client",
        told("invalid_client"),
        redeeming(client_id="1000.X"),
        "unknown client",
    ),
    row(
        "tokens for a client of another data centre",
        "oauth.client_data_centre",
        told("invalid_client"),
        oauth.token_of_a_client_of_another_data_centre,
        "other data centre",
    ),
    row(
        "a wrong secret with a code",
        "oauth.client_secret",
        told("invalid_client_secret"),
        redeeming(client_secret="wrong"),
        "secret",
    ),
    row(
        "no secret with a refresh token",
        "oauth.client_secret",
        told("invalid_client_secret"),
        refreshing(client_secret=None),
        "secret",
    ),
    row(
        "an unknown grant type",
        "oauth.grant_type",
        told("unsupported_grant_type"),
        redeeming(grant_type="password"),
        "grant type",
    ),
    row(
        "no grant type, told as a general error",
        "oauth.grant_type",
        told("general_error", "unsupported_grant_type"),
        redeeming(grant_type=None),
        "grant type",
        {"accounts_zoho.grant_type_error": "general_error"},
    ),
    row("too many refreshes", "oauth.throttle", THROTTLED, oauth.too_many_refreshes, "throttle"),
    row(
        "too many refreshes, told with 200",
        "oauth.throttle",
        replace(THROTTLED, status=200),
        oauth.too_many_refreshes,
        "throttle",
        {"accounts_zoho.throttle_status": "200"},
    ),
    row("too many codes", "oauth.throttle", THROTTLED, oauth.too_many_codes, "throttle"),
    row("a made-up code", "oauth.code", INVALID_CODE, redeeming(code="1000.made.up"), "unknown"),
    row("no code", "oauth.code", INVALID_CODE, redeeming(code=None), "unknown"),
    row("a code used twice", "oauth.code_used", INVALID_CODE, oauth.used_code, "used"),
    row("a code a minute later", "oauth.code_expired", INVALID_CODE, oauth.late_code, "expired"),
    row(
        "a code of another client",
        "oauth.code_client",
        INVALID_CODE,
        oauth.code_of_another_client,
        "other client",
    ),
    row(
        "a code with a foreign redirect URI",
        "oauth.code_redirect_uri",
        told("invalid_redirect_uri"),
        redeeming(redirect_uri="https://evil.example/"),
        "redirect URI",
    ),
    row(
        "a code without its redirect URI",
        "oauth.code_redirect_uri",
        told("invalid_redirect_uri"),
        redeeming(redirect_uri=None),
        "redirect URI",
    ),
    row("a wrong verifier", "oauth.code_verifier", INVALID_CODE, oauth.wrong_verifier, "verifier"),
    row(
        "a verifier where the consent had no challenge",
        "oauth.code_downgrade",
        INVALID_CODE,
        oauth.verifier_without_a_challenge,
        "no challenge",
    ),
    row(
        "a code of another data centre",
        "oauth.code_data_centre",
        INVALID_CODE,
        oauth.code_of_another_data_centre,
        "other data centre",
    ),
    row(
        "a bogus refresh token",
        "oauth.refresh_token",
        INVALID_CODE,
        refreshing(refresh_token="1000.made.up"),
        "unknown",
    ),
    row(
        "a revoked refresh token",
        "oauth.refresh_revoked",
        INVALID_CODE,
        oauth.revoked_refresh_token,
        "revoked",
    ),
    row(
        "a refresh token of a grant that the person took back",
        "oauth.refresh_revoked",
        INVALID_CODE,
        oauth.refresh_token_after_access_was_removed,
        "revoked",
    ),
    row(
        "a refresh token of another client",
        "oauth.refresh_client",
        INVALID_CODE,
        oauth.refresh_token_of_another_client,
        "other client",
    ),
    row(
        "a refresh token of another data centre",
        "oauth.refresh_data_centre",
        INVALID_CODE,
        oauth.refresh_token_of_another_data_centre,
        "other data centre",
    ),
    row(
        "a web client in its own name",
        "oauth.self_client",
        told("invalid_client"),
        oauth.in_the_name_of_a_web_client,
        "no self client",
    ),
    row(
        "a self client for no organization",
        "oauth.soid",
        told("missing_org_info"),
        in_its_own_name(soid=None),
        "no organization",
    ),
    row(
        "a self client with an unknown scope",
        "oauth.credentials_scope",
        told("invalid_scope"),
        in_its_own_name(scope="ZohoBooks.project.READ"),
        "scope",
    ),
    row(
        "revoking what never was",
        "oauth.revoke",
        refusal("not_revoked", 400, {"error": "invalid_token"}),
        oauth.revoking_a_token_that_never_was,
        "not alive",
    ),
    row(
        "revoking twice, told as an invalid code",
        "oauth.revoke",
        refusal("not_revoked", 400, {"error": "invalid_code"}),
        oauth.revoking_twice,
        "not alive",
        {"accounts_zoho.revoke_error": "invalid_code"},
    ),
)


def profile(**rest: Any) -> Ask:
    """User info, with a token for it."""
    token = Token("zoho", **rest)
    return Ask("GET", "accounts.zoho.com", "/oauth/user/info", token, "Zoho-oauthtoken")


def info(title: str, check: str, attempt: Attempt, reason: str) -> Row:
    return Row(f"user info with {title}", check, UNAUTHORIZED, attempt, reason)


USER_INFO = (
    info("no token", "oauth.user_info", profile().but(token=None), "missing"),
    info("another scheme", "oauth.user_info", profile().but(word="Basic"), "missing"),
    info("a made-up token", "tokens.unknown", profile().but(token="1000.made.up"), "unknown"),
    info("a token of Wrike", "tokens.other_vendor", profile().but(token=Token("wrike")), "other vendor"),
    info(
        "a token an hour later",
        "tokens.expired",
        profile(life=3600).after(later(3600), right=(later(3599),)),
        "expired",
    ),
    info("a revoked token", "tokens.revoked", profile().after(revoked), "revoked"),
    info(
        "a token of another data centre",
        "tokens.other_data_centre",
        profile().but(host="accounts.zoho.in"),
        "other data centre",
    ),
    Row(
        "user info with scopes of Books",
        "tokens.scope",
        refusal("scope_mismatch", 401, {"error": "INVALID_OAUTHSCOPE"}),
        profile().but(token=Token("zoho", scopes=("ZohoBooks.fullaccess.all",))),
        "scope",
    ),
)


async def no_such_page(server: Vendor, wrong: bool) -> httpx.Response:
    return await server.browser.get("/oauth/v3/auth" if wrong else server.ask())


async def no_such_method(server: Vendor, wrong: bool) -> httpx.Response:
    return await server.browser.request("PUT" if wrong else "GET", server.ask())


ROUTES = (
    row("no such path", "", refusal("not_found", 404, "There is no such page."), no_such_page, None),
    row(
        "no such method",
        "",
        refusal("not_allowed", 405, "This address does not take that method."),
        no_such_method,
        None,
    ),
    Row(
        "a fault of its own",
        "",
        refusal("general_error", 500, {"error": "general_error"}),
        profile().after(struck("accounts_zoho", 500)),
    ),
)

ROWS = (*AUTHORIZE, *TOKENS, *USER_INFO, *ROUTES)
