"""login.wrike.com: RFC 6749's code flow, refresh tokens that rotate, and a `host` in the token answer."""

from __future__ import annotations

import re
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ...kit.checks import Check
from ...kit.errors import VendorError
from ...kit.fields import Field
from ...kit.http import Request
from ...kit.ids import Ids
from ...kit.people import People
from ...kit.service import Context
from ...kit.store import Record
from .. import assumptions as known
from .. import checks
from ..errors import WrikeLoginError
from ..pages import Choice
from .base import Ask, Ending, Issued, OAuthDialect, Refuse
from .refusals import NO_PERSON, NO_TENANT, STALE_FORM, always, assumed, told

HOSTS: Mapping[str, str] = MappingProxyType(
    {"www.wrike.com": "us", "app-us2.wrike.com": "us2", "app-eu.wrike.com": "eu"}
)
"""Host of an account -> its data centre."""
DEFAULT_HOST = "www.wrike.com"

SCOPES: Mapping[str, str] = MappingProxyType(
    {
        "Default": "See and change your workspace",
        "wsReadOnly": "See tasks, folders, projects, comments, timelogs and contacts",
        "wsReadWrite": "See and change tasks, folders, projects, comments, timelogs and webhooks",
        "amReadOnlyWorkflow": "See workflows",
        "amReadWriteWorkflow": "See and change workflows",
        "amReadOnlyInvitation": "See invitations",
        "amReadWriteInvitation": "See and send invitations",
        "amReadOnlyGroup": "See groups",
        "amReadWriteGroup": "See and change groups",
        "amReadOnlyUser": "See users, job roles and placeholders",
        "amReadWriteUser": "See and change users, job roles and placeholders",
        "amReadOnlyAccessRole": "See access roles and user types",
        "amReadOnlyAuditLog": "See the audit log",
        "amReadOnlyTimelogCategory": "See timelog categories",
        "amReadWriteTimelogCategory": "See and change timelog categories",
        "amReadOnlyWorkSchedule": "See work schedules and their exceptions",
        "amReadWriteWorkSchedule": "See and change work schedules and their exceptions",
        "dataExportFull": "Export all data of the account",
    }
)
"""Wrike's scopes, in words [the vendor's OpenAPI file]."""

_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
_ENDS = "research notes that restate the vendor's page on tokens (wrike-api.md, section 3)"
_HEADER = b'{"tt":"p","alg":"HS256","tv":"1"}'


def _request_error(error: str) -> Refuse:
    redirected, page = told(WrikeLoginError.redirected, error), always(WrikeLoginError.request_page, error)

    def refuse(context: Context, ask: Ask | None) -> VendorError:
        chosen = context.assume(known.WRIKE_REQUEST_ERROR.key)
        return (redirected if chosen == "redirected" else page)(context, ask)

    return refuse


_UNAUTHORIZED = assumed(WrikeLoginError.unauthorized_client, known.WRIKE_CLIENT_STATUS, int)
_INVALID_GRANT = always(WrikeLoginError.invalid_grant)
_REFUSALS: Mapping[Check, Refuse] = MappingProxyType(
    {
        checks.CLIENT: always(WrikeLoginError.client_page),
        checks.REDIRECT_URI: always(WrikeLoginError.redirect_uri_page),
        checks.RESPONSE_TYPE: _request_error("unsupported_response_type"),
        checks.SCOPE: _request_error("invalid_scope"),
        checks.CHALLENGE: _request_error("invalid_request"),
        checks.CSRF: always(WrikeLoginError.form_page, STALE_FORM),
        checks.PERSON: always(WrikeLoginError.form_page, NO_PERSON),
        checks.TENANT: always(WrikeLoginError.form_page, NO_TENANT),
        checks.TOKEN_CLIENT: _UNAUTHORIZED,
        checks.SECRET: _UNAUTHORIZED,
        checks.GRANT_TYPE: always(WrikeLoginError.unsupported_grant_type),
        checks.THROTTLE: always(WrikeLoginError.too_many_requests),
        checks.CODE: _INVALID_GRANT,
        checks.CODE_USED: _INVALID_GRANT,
        checks.CODE_EXPIRED: _INVALID_GRANT,
        checks.CODE_CLIENT: _INVALID_GRANT,
        checks.CODE_REDIRECT_URI: _INVALID_GRANT,
        checks.CODE_VERIFIER: _INVALID_GRANT,
        checks.CODE_DOWNGRADE: _INVALID_GRANT,
        checks.REFRESH: _INVALID_GRANT,
        checks.REFRESH_REVOKED: _INVALID_GRANT,
        checks.REFRESH_CLIENT: _INVALID_GRANT,
    }
)


class WrikeDialect(OAuthDialect):
    """How login.wrike.com speaks."""

    vendor = "wrike"
    title = "Wrike"
    authorize_path = "/oauth2/authorize/v4"
    sign_in_path = "/oauth2/signin"
    tenant_label = "Account"
    everything = tuple(SCOPES)
    refusals = _REFUSALS
    rotates = True
    redirect_uri_optional = True
    json_bodies = True
    parameters = (Field("accountId"),)
    endings = (
        Ending("password reset", "person", _ENDS),
        Ending("logged in as", "person", _ENDS),
        Ending("password policy changed", "tenant", _ENDS),
    )

    def scopes(self, context: Context, text: str) -> tuple[str, ...]:
        """Joined by comma; a space is taken as well. None asked for is the default scope."""
        named = tuple(dict.fromkeys(part for part in re.split(r"[,\s]+", text) if part))
        if not named:
            return (context.assume(known.WRIKE_DEFAULT_SCOPE.key),)
        if all(map(self.known, named)) or context.assume(known.WRIKE_UNKNOWN_SCOPE.key) == "refused":
            return named
        return tuple(filter(self.known, named))

    def known(self, scope: str) -> bool:
        """By name; the case counts."""
        return scope in SCOPES

    def describe(self, scope: str) -> str:
        """In words."""
        return SCOPES.get(scope, scope)

    def token(self, ids: Ids, kind: str) -> str:
        """Three parts in the manner of a JWT, the first of which can be read."""
        digest = ids.digest("oauth.wrike", kind, ids.nth("oauth.wrike", kind))
        return ".".join(
            urlsafe_b64encode(part).decode().rstrip("=") for part in (_HEADER, digest, digest[:32])
        )

    def client_keys(self, ids: Ids) -> tuple[str, str]:
        """Eight and 64 letters and digits."""
        digest = ids.digest("oauth.wrike", "client", ids.nth("oauth.wrike", "client"))
        secret = ids.digest("oauth.wrike", "client secret", ids.nth("oauth.wrike", "client secret"))
        return _letters(digest[:8]), _letters(secret)

    def code_seconds(self, context: Context) -> int:
        """Ten minutes [research notes that restate the documentation]."""
        return 600

    def signers(self, context: Context) -> list[Choice]:
        """Only who has an account."""
        return [one for one in super().signers(context) if context.people.tenants(one.value, "wrike")]

    def tenant_name(self, context: Context, tenant: str) -> str:
        """The account's name."""
        account = context.store.get("wrike.accounts", "", tenant) or {}
        return f"{account.get('name', 'Account')} ({tenant})"

    def ended(self, people: People, grant: Record) -> bool:
        """Wrike revokes the tokens of a user who is deactivated: for ever, also if they come back."""
        now = people.departures(grant["person"], "wrike", grant["tenants"])
        return now > int(grant.get("departures", 0))

    def home(self, context: Context, person: str, tenants: Sequence[str], near: str | None = None) -> str:
        """That of the account's host."""
        return HOSTS.get(_host(context, tenants), HOSTS[DEFAULT_HOST])

    def denied(self, context: Context) -> dict[str, str]:
        """An assumption."""
        return {} if context.assume(known.WRIKE_DENIAL.key) == "bare" else super().denied(context)

    def ends_access(self, context: Context) -> bool:
        """An assumption."""
        return context.assume(known.WRIKE_ROTATION.key) == "at_once"

    def ends_replayed(self, context: Context) -> bool:
        """An assumption."""
        return context.assume(known.WRIKE_REPLAY.key) == "ends"

    def answer(self, context: Context, issued: Issued) -> dict[str, Any]:
        """With the bare host under which the account's API is reached."""
        origin = context.urls.origin(_host(context, issued.grant["tenants"]))
        body = {
            "access_token": issued.access_token,
            "refresh_token": issued.refresh_token,
            "token_type": "bearer",
            "expires_in": issued.expires_in,
            "host": origin.partition("://")[2],
        }
        if context.assume(known.WRIKE_SCOPE_ANSWER.key) == "present":
            body["scope"] = ",".join(issued.grant["scopes"])
        return body

    def not_found(self, request: Request) -> VendorError:
        """A page."""
        return WrikeLoginError.not_found()

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """A page."""
        return WrikeLoginError.not_allowed()

    def faulty(self, status: int) -> VendorError:
        """The limit for 429, else server_error."""
        return WrikeLoginError.too_many_requests() if status == 429 else WrikeLoginError.server_error(status)


def _host(context: Context, tenants: Sequence[str]) -> str:
    account = context.store.get("wrike.accounts", "", tenants[0]) if tenants else None
    return str((account or {}).get("host", DEFAULT_HOST))


def _letters(digest: bytes) -> str:
    return "".join(_ALPHABET[byte % len(_ALPHABET)] for byte in digest)
