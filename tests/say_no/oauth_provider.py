"""What a plain OAuth provider refuses: the core by RFC 6749, without a vendor's ways."""

from __future__ import annotations

import httpx

from mocks.oauth import EVERY
from tests.mocks.oauth.browser import Vendor

from . import oauth
from .oauth import BACK, NO_PERSON, NO_TENANT, STALE, asking, redeeming, refreshing
from .rows import Refusal, Row


def page(text: str, error: str = "page", status: int = 400) -> Refusal:
    return Refusal(f"oauth_provider.{error}", status, text)


def redirected(error: str) -> Refusal:
    return Refusal("oauth_provider.redirected", 302, f"{BACK}{error}")


def told(error: str, status: int = 400, name: str = "refused") -> Refusal:
    return Refusal(f"oauth_provider.{name}", status, {"error": error})


NO_CLIENT = told("invalid_client", 401, "invalid_client")
INVALID_GRANT = told("invalid_grant")
STALE_FORM = page(STALE, "form_page", 403)


def row(title: str, check: str, answer: Refusal, attempt: oauth.Attempt, reason: str | None) -> Row:
    return Row(title, check, answer, oauth.at("oauth_provider", attempt), reason)


async def no_such_page(server: Vendor, wrong: bool) -> httpx.Response:
    return await server.browser.get("/authorize/again" if wrong else server.ask())


async def no_such_method(server: Vendor, wrong: bool) -> httpx.Response:
    return await server.browser.request("PUT" if wrong else "GET", server.ask())


ROWS = (
    row(
        "an unknown client",
        "oauth.client",
        page("The client is not known"),
        asking(client_id="X"),
        "unknown client",
    ),
    row(
        "a foreign redirect URI",
        "oauth.redirect_uri",
        page("not registered"),
        asking(redirect_uri="https://evil.example/"),
        "redirect URI",
    ),
    row(
        "another response type",
        "oauth.response_type",
        redirected("unsupported_response_type"),
        asking(response_type="token"),
        "response type",
    ),
    row("every scope", "oauth.scope", redirected("invalid_scope"), asking(scope=EVERY), "scope"),
    row(
        "an unknown PKCE method",
        "oauth.challenge_method",
        redirected("invalid_request"),
        asking(code_challenge="x" * 43, code_challenge_method="S512"),
        "challenge method",
    ),
    row("a forged consent", "oauth.csrf", STALE_FORM, oauth.forged_consent, "csrf"),
    row(
        "nobody signs in",
        "oauth.person",
        page(NO_PERSON, "form_page", 403),
        oauth.nobodys_sign_in,
        "unknown person",
    ),
    row(
        "consent for a tenant of others",
        "oauth.tenant",
        page(NO_TENANT, "form_page", 403),
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
        "an unknown grant type",
        "oauth.grant_type",
        told("unsupported_grant_type"),
        redeeming(grant_type="password"),
        "grant type",
    ),
    row(
        "too many refreshes",
        "oauth.throttle",
        told("temporarily_unavailable", 429),
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
    row("no refresh token", "oauth.refresh_token", INVALID_GRANT, refreshing(refresh_token=None), "unknown"),
    row(
        "a superseded refresh token",
        "oauth.refresh_revoked",
        INVALID_GRANT,
        oauth.superseded_refresh_token,
        "revoked",
    ),
    row(
        "a refresh token of another client",
        "oauth.refresh_client",
        INVALID_GRANT,
        oauth.refresh_token_of_another_client,
        "other client",
    ),
    row(
        "a refresh token whose predecessor was presented again",
        "oauth.refresh_revoked",
        INVALID_GRANT,
        oauth.refresh_token_after_a_replay,
        "revoked",
    ),
    row(
        "a client in its own name with every scope",
        "oauth.credentials_scope",
        told("invalid_scope"),
        oauth.unknown_scope_in_its_own_name,
        "scope",
    ),
    row(
        "revoking a token of another client",
        "oauth.revoke_client",
        told("unauthorized_client"),
        oauth.revoking_the_token_of_another_client,
        "other client",
    ),
    row("no such path", "", page("There is no such page.", "not_found", 404), no_such_page, None),
    row(
        "no such method",
        "",
        page("This address does not take that method.", "not_allowed", 405),
        no_such_method,
        None,
    ),
)
