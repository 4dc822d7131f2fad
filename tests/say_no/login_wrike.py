"""What login.wrike.com refuses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import httpx

from tests.mocks.oauth.browser import Vendor

from . import oauth
from .oauth import BACK, NO_PERSON, NO_TENANT, STALE, asking, redeeming, refreshing
from .rows import Refusal, Row


def refusal(error: str, status: int, body: Any) -> Refusal:
    return Refusal(f"login_wrike.{error}", status, body)


def told(error: str, description: str, status: int = 400) -> Refusal:
    """An error of the token address."""
    return refusal(error, status, {"error": error, "error_description": description})


NO_CLIENT = told("unauthorized_client", "Client id or client secret is invalid")
INVALID_GRANT = told("invalid_grant", "Authorization code or refresh token is invalid")
BAD_URI = refusal("redirect_uri_page", 400, "Redirect uri is missing or invalid")
STALE_FORM = refusal("form_page", 403, STALE)
ON_A_PAGE = {"login_wrike.request_error": "page"}


def row(
    title: str,
    check: str,
    answer: Refusal,
    attempt: oauth.Attempt,
    reason: str | None,
    assume: Mapping[str, str] | None = None,
) -> Row:
    return Row(title, check, answer, oauth.at("wrike", attempt), reason, assume or {})


async def no_such_page(server: Vendor, wrong: bool) -> httpx.Response:
    return await server.browser.get("/oauth2/authorize/v5" if wrong else server.ask())


async def no_such_method(server: Vendor, wrong: bool) -> httpx.Response:
    return await server.browser.request("PUT" if wrong else "GET", server.ask())


async def fault(server: Vendor, wrong: bool) -> httpx.Response:
    if wrong:
        server.context.faults.add({"at": {"service": "login_wrike"}, "do": {"status": 500}})
    return await server.browser.get(server.ask())


ROWS = (
    row(
        "an unknown client",
        "oauth.client",
        refusal("client_page", 400, "Client id is missing or invalid"),
        asking(client_id="X"),
        "unknown client",
    ),
    row(
        "a foreign redirect URI",
        "oauth.redirect_uri",
        BAD_URI,
        asking(redirect_uri="https://evil.example/"),
        "redirect URI",
    ),
    row(
        "no redirect URI of two",
        "oauth.redirect_uri",
        BAD_URI,
        oauth.two_uris_and_none_named,
        "redirect URI",
    ),
    row(
        "another response type",
        "oauth.response_type",
        refusal("redirected", 302, f"{BACK}unsupported_response_type"),
        asking(response_type="token"),
        "response type",
    ),
    row(
        "no response type, told on a page",
        "oauth.response_type",
        refusal("request_page", 400, "unsupported_response_type"),
        asking(response_type=None),
        "response type",
        ON_A_PAGE,
    ),
    row(
        "a scope in small letters",
        "oauth.scope",
        refusal("redirected", 302, f"{BACK}invalid_scope"),
        asking(scope="wsreadwrite"),
        "scope",
    ),
    row(
        "an unknown PKCE method",
        "oauth.challenge_method",
        refusal("redirected", 302, f"{BACK}invalid_request"),
        asking(code_challenge="x" * 43, code_challenge_method="S512"),
        "challenge method",
    ),
    row("a forged consent", "oauth.csrf", STALE_FORM, oauth.forged_consent, "csrf"),
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
        "consent for an account of others",
        "oauth.tenant",
        refusal("form_page", 403, NO_TENANT),
        oauth.consent_for_a_foreign_tenant,
        "other organization",
    ),
    row(
        "tokens for an unknown client",
        "oauth.token_client",
        NO_CLIENT,
        redeeming(client_id="X"),
        "unknown client",
    ),
    row("a wrong secret", "oauth.client_secret", NO_CLIENT, redeeming(client_secret="wrong"), "secret"),
    row(
        "no secret, told with 401",
        "oauth.client_secret",
        told("unauthorized_client", "Client id or client secret is invalid", 401),
        refreshing(client_secret=None),
        "secret",
        {"login_wrike.client_error_status": "401"},
    ),
    row(
        "an unknown grant type",
        "oauth.grant_type",
        told("unsupported_grant_type", "Grant type is missing or not supported"),
        redeeming(grant_type="client_credentials"),
        "grant type",
    ),
    row(
        "too many refreshes",
        "oauth.throttle",
        told("too_many_requests", "IP or access token exceeded limit: 400 requests per minute", 429),
        oauth.too_many_refreshes,
        "throttle",
    ),
    row("a made-up code", "oauth.code", INVALID_GRANT, redeeming(code="made up"), "unknown"),
    row("a code used twice", "oauth.code_used", INVALID_GRANT, oauth.used_code, "used"),
    row("a code ten minutes later", "oauth.code_expired", INVALID_GRANT, oauth.late_code, "expired"),
    row(
        "a code of another client",
        "oauth.code_client",
        INVALID_GRANT,
        oauth.code_of_another_client,
        "other client",
    ),
    row(
        "a code without its redirect URI",
        "oauth.code_redirect_uri",
        INVALID_GRANT,
        redeeming(redirect_uri=None),
        "redirect URI",
    ),
    row("a wrong verifier", "oauth.code_verifier", INVALID_GRANT, oauth.wrong_verifier, "verifier"),
    row(
        "a verifier where the consent had no challenge",
        "oauth.code_downgrade",
        INVALID_GRANT,
        oauth.verifier_without_a_challenge,
        "no challenge",
    ),
    row(
        "a bogus refresh token",
        "oauth.refresh_token",
        INVALID_GRANT,
        refreshing(refresh_token="made up"),
        "unknown",
    ),
    row("no refresh token", "oauth.refresh_token", INVALID_GRANT, refreshing(refresh_token=None), "unknown"),
    row(
        "a superseded refresh token",
        "oauth.refresh_revoked",
        INVALID_GRANT,
        oauth.superseded_refresh_token,
        "revoked",
    ),
    row(
        "a refresh token of a grant that the person took back",
        "oauth.refresh_revoked",
        INVALID_GRANT,
        oauth.refresh_token_after_access_was_removed,
        "revoked",
    ),
    row(
        "a refresh token whose predecessor was presented again",
        "oauth.refresh_revoked",
        INVALID_GRANT,
        oauth.refresh_token_after_a_replay,
        "revoked",
        {"login_wrike.replayed_refresh_token": "ends"},
    ),
    row(
        "a refresh token of another client",
        "oauth.refresh_client",
        INVALID_GRANT,
        oauth.refresh_token_of_another_client,
        "other client",
    ),
    row("no such path", "", refusal("not_found", 404, "There is no such page"), no_such_page, None),
    row(
        "no such method",
        "",
        refusal("not_allowed", 405, "This address does not take that method"),
        no_such_method,
        None,
    ),
    row(
        "a fault of its own",
        "",
        told("server_error", "Server error", 500),
        fault,
        None,
    ),
)
