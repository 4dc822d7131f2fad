"""accounts.zoho.*: pages for a person, 200 with an `error` for a program, one server per data centre."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from ...kit.assumptions import Assumptions
from ...kit.checks import Check
from ...kit.errors import VendorError
from ...kit.fields import Field
from ...kit.http import Request, Response
from ...kit.ids import Ids
from ...kit.people import People
from ...kit.service import Context, Service
from ...kit.store import Record, Store
from .. import assumptions as known
from .. import checks
from ..errors import ZohoAccountsError
from ..pages import Choice
from .base import EVERY, Ending, Issued, OAuthDialect, Refuse
from .refusals import NO_PERSON, NO_TENANT, STALE_FORM, always, assumed

ACCOUNTS: Mapping[str, str] = MappingProxyType(
    {
        "us": "accounts.zoho.com",
        "eu": "accounts.zoho.eu",
        "in": "accounts.zoho.in",
        "au": "accounts.zoho.com.au",
        "jp": "accounts.zoho.jp",
        "ca": "accounts.zohocloud.ca",
        "cn": "accounts.zoho.com.cn",
        "sa": "accounts.zoho.sa",
    }
)
"""Data centre -> host of its accounts server."""
APIS: Mapping[str, str] = MappingProxyType(
    {
        "us": "www.zohoapis.com",
        "eu": "www.zohoapis.eu",
        "in": "www.zohoapis.in",
        "au": "www.zohoapis.com.au",
        "jp": "www.zohoapis.jp",
        "ca": "www.zohoapis.ca",
        "cn": "www.zohoapis.com.cn",
        "sa": "www.zohoapis.sa",
    }
)
"""Data centre -> host of its APIs."""

BOOKS_GROUPS: Mapping[str, str] = MappingProxyType(
    {
        "contacts": "customers and vendors",
        "settings": "organizations, users, items, currencies, taxes and other settings",
        "estimates": "estimates",
        "invoices": "invoices",
        "customerpayments": "payments of customers",
        "creditnotes": "credit notes",
        "projects": "projects, their tasks, users, comments and time entries",
        "expenses": "expenses",
        "salesorders": "sales orders",
        "purchaseorders": "purchase orders",
        "bills": "bills",
        "debitnotes": "vendor credits",
        "vendorpayments": "payments to vendors",
        "banking": "bank accounts, transactions and rules",
        "accountants": "the chart of accounts and journals",
        "fixedasset": "fixed assets",
        "custommodules": "custom modules",
    }
)
"""The groups of Books' scopes, in words [the vendor's OpenAPI files]."""
_VERBS = {
    "all": "see, create, change and delete",
    "create": "create",
    "read": "see",
    "update": "change",
    "delete": "delete",
}


_INVALID_CODE = always(ZohoAccountsError.invalid_code)
_REFUSALS: Mapping[Check, Refuse] = MappingProxyType(
    {
        checks.CLIENT: assumed(ZohoAccountsError.client_page, known.ZOHO_ERROR_PAGE, int),
        checks.REDIRECT_URI: assumed(ZohoAccountsError.redirect_uri_page, known.ZOHO_ERROR_PAGE, int),
        checks.RESPONSE_TYPE: assumed(ZohoAccountsError.response_type_page, known.ZOHO_ERROR_PAGE, int),
        checks.SCOPE: assumed(ZohoAccountsError.scope_page, known.ZOHO_ERROR_PAGE, int),
        checks.CHALLENGE: assumed(ZohoAccountsError.challenge_page, known.ZOHO_ERROR_PAGE, int),
        checks.CSRF: always(ZohoAccountsError.form_page, STALE_FORM),
        checks.PERSON: always(ZohoAccountsError.form_page, NO_PERSON),
        checks.TENANT: always(ZohoAccountsError.form_page, NO_TENANT),
        checks.TOKEN_CLIENT: always(ZohoAccountsError.invalid_client),
        checks.CLIENT_DATA_CENTRE: always(ZohoAccountsError.invalid_client),
        checks.SECRET: always(ZohoAccountsError.invalid_client_secret),
        checks.GRANT_TYPE: assumed(ZohoAccountsError.unsupported_grant_type, known.ZOHO_GRANT_TYPE),
        checks.THROTTLE: always(ZohoAccountsError.throttled),
        checks.CODE: _INVALID_CODE,
        checks.CODE_USED: _INVALID_CODE,
        checks.CODE_EXPIRED: _INVALID_CODE,
        checks.CODE_CLIENT: _INVALID_CODE,
        checks.CODE_REDIRECT_URI: always(ZohoAccountsError.invalid_redirect_uri),
        checks.CODE_VERIFIER: _INVALID_CODE,
        checks.CODE_DOWNGRADE: _INVALID_CODE,
        checks.CODE_DATA_CENTRE: _INVALID_CODE,
        checks.REFRESH: _INVALID_CODE,
        checks.REFRESH_REVOKED: _INVALID_CODE,
        checks.REFRESH_CLIENT: _INVALID_CODE,
        checks.REFRESH_DATA_CENTRE: _INVALID_CODE,
        checks.SELF_CLIENT: always(ZohoAccountsError.invalid_client),
        checks.SOID: always(ZohoAccountsError.missing_org_info),
        checks.CREDENTIALS_SCOPE: always(ZohoAccountsError.invalid_scope),
        checks.REVOKE: assumed(ZohoAccountsError.not_revoked, known.ZOHO_REVOKE_ERROR),
        checks.USER_INFO: always(ZohoAccountsError.unauthorized),
    }
)
_FULL = "zohobooks.fullaccess.all"
_FORM = re.compile(r"[\w-]+(\.[\w-]+)+|openid|email|profile|phone", re.ASCII)
_ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"


class ZohoDialect(OAuthDialect):
    """How accounts.zoho.* speaks."""

    vendor = "zoho"
    title = "Zoho Accounts"
    authorize_path = "/oauth/v2/auth"
    sign_in_path = "/signin"
    tenant_label = "Organization"
    everything = ("ZohoBooks.fullaccess.all", "aaaserver.profile.READ")
    grant_types = ("authorization_code", "refresh_token", "client_credentials")
    parameters = (Field("access_type", enum=("online", "offline")), Field("prompt"))
    remembers = True
    refresh_tokens_kept = 20
    owned_clients = True
    tenants_from = ((People.MEMBERS, "zoho"), ("books.organizations", ""))
    endings = (Ending("password changed", "person", "help.zoho.com, will the refresh tokens expire"),)
    refusals = _REFUSALS

    def scopes(self, context: Context, text: str) -> tuple[str, ...]:
        """Joined by comma, space or plus (which is a space once it is decoded)."""
        return tuple(dict.fromkeys(part for part in re.split(r"[,\s]+", text) if part))

    def known(self, scope: str) -> bool:
        """Of Books by name; of Zoho's other services anything that has the form of a scope."""
        parts = scope.lower().split(".")
        if parts[0] != "zohobooks":
            return _FORM.fullmatch(scope) is not None
        return ".".join(parts) == _FULL or (
            len(parts) == 3 and parts[1] in BOOKS_GROUPS and parts[2] in _VERBS
        )

    def grantable(self, context: Context, scopes: Sequence[str]) -> bool:
        """What happens to a scope that does not exist is an assumption."""
        if not scopes or EVERY in scopes or super().grantable(context, scopes):
            return bool(scopes) and EVERY not in scopes
        return context.assume(known.ZOHO_UNKNOWN_SCOPE.key) == "granted"

    def offline(self, values: Mapping[str, str]) -> bool:
        """Only if it says so."""
        return values.get("access_type") == "offline"

    def describe(self, scope: str) -> str:
        """For Books and the profile in words, for other services by name."""
        if scope.lower() == "aaaserver.profile.read":
            return "See who you are: your name, mail address and ZUID"
        if scope.lower() == _FULL:
            return "See and change everything in Zoho Books"
        service, _, rest = scope.partition(".")
        group, _, operation = rest.lower().partition(".")
        what = BOOKS_GROUPS.get(group, group) if service.lower() == "zohobooks" else f"{group} of {service}"
        words = f"{_VERBS.get(operation, operation or 'use')} {what}"
        return words[0].upper() + words[1:]

    def covers(self, assumptions: Assumptions, held: Sequence[str], needed: Sequence[str]) -> bool:
        """A scope covers itself, its group's ALL all of its group, fullaccess all of the service."""
        if not needed or EVERY in held or _any_within(tuple(held), tuple(needed)):
            return True
        folded = tuple(scope.lower() for scope in held)
        if not _any_within(folded, tuple(scope.lower() for scope in needed), "all"):
            return False
        return assumptions.assume(known.ZOHO_SCOPE_CASE.key) == "folded"

    def token(self, ids: Ids, kind: str) -> str:
        """1000.<32 hex>.<32 hex>, for all three kinds."""
        secret = ids.secret("oauth.zoho", kind, 64)
        return f"1000.{secret[:32]}.{secret[32:]}"

    def client_keys(self, ids: Ids) -> tuple[str, str]:
        """1000.<30 upper-case letters and digits>, and a hexadecimal secret."""
        number = ids.nth("oauth.zoho", "client")
        name = "".join(_ALPHABET[byte % 36] for byte in ids.digest("oauth.zoho", "client", number)[:30])
        return f"1000.{name}", ids.secret("oauth.zoho", "client secret", 42)

    def code_seconds(self, context: Context) -> int:
        """An assumption: Zoho's own pages disagree."""
        return int(context.assume(known.ZOHO_CODE_LIFE.key))

    def active_tokens(self, context: Context) -> int | None:
        """An assumption: Zoho's own pages disagree."""
        return int(context.assume(known.ZOHO_ACTIVE_TOKENS.key))

    def choices(self, context: Context, person: str) -> list[Choice]:
        """All organizations, as at Zoho Books; or one of them."""
        each = super().choices(context, person)
        return [Choice(EVERY, "All organizations"), *(each if len(each) > 1 else [])]

    def tenant_name(self, context: Context, tenant: str) -> str:
        """The organization's name."""
        organization = context.store.get("books.organizations", "", tenant) or {}
        return f"{organization.get('name', 'Organization')} ({tenant})"

    def tenants(self, store: Store, people: People, grant: Record) -> tuple[str, ...]:
        """Of the organizations consented to, those that the person is in now, in the grant's data centre.

        What becomes of somebody who was deactivated there is for the API to say.
        """
        consented, centre = grant["tenants"], grant["data_centre"]
        return tuple(
            tenant
            for tenant in (member["tenant"] for member in people.memberships(grant["person"], "zoho"))
            if (EVERY in consented or tenant in consented)
            and (store.get("books.organizations", "", tenant) or {}).get("data_centre", centre) == centre
        )

    def home(self, context: Context, person: str, tenants: Sequence[str], near: str | None = None) -> str:
        """That of the organizations, else the person's own, else the world's."""
        asked = context.people.tenants(person, "zoho") if EVERY in tenants else tenants
        organizations = [context.store.get("books.organizations", "", tenant) for tenant in asked]
        records = (*organizations, context.people.get(person))
        centres = [str(record["data_centre"]) for record in records if record and "data_centre" in record]
        if near in centres:
            return near
        return centres[0] if centres else context.data_centre

    def centre(self, service: Service, host: str) -> str | None:
        """Each accounts server knows its own codes and tokens only."""
        return service.hosts.get(host)

    def granted(self, context: Context, code: Record) -> dict[str, str]:
        """The code, and where it is to be exchanged."""
        centre = code["data_centre"]
        server = context.urls.origin(ACCOUNTS[centre])
        return {"code": code["code"], "location": centre, "accounts-server": server}

    def denied(self, context: Context) -> dict[str, str]:
        """An assumption."""
        return {} if context.assume(known.ZOHO_DENIAL.key) == "bare" else super().denied(context)

    def answer(self, context: Context, issued: Issued) -> dict[str, Any]:
        """With the API's origin in the grant's data centre."""
        refresh = {} if issued.refresh_token is None else {"refresh_token": issued.refresh_token}
        return {
            "access_token": issued.access_token,
            **refresh,
            "scope": " ".join(issued.grant["scopes"]),
            "api_domain": context.urls.origin(APIS[issued.grant["data_centre"]]),
            "token_type": "Bearer",
            "expires_in": issued.expires_in,
        }

    def not_found(self, request: Request) -> VendorError:
        """A page."""
        return ZohoAccountsError.not_found()

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """A page."""
        return ZohoAccountsError.not_allowed()

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """As ever; the status of the throttle, whether by a limit or by a fault, is an assumption."""
        if error.name == "throttled":
            error = ZohoAccountsError.throttled(int(context.assume(known.ZOHO_THROTTLE.key)))
        return super().error(context, error, request)

    def faulty(self, status: int) -> VendorError:
        """The throttle for 429, else general_error."""
        return ZohoAccountsError.throttled() if status == 429 else ZohoAccountsError.general_error(status)


@lru_cache(maxsize=1_000)
def _any_within(held: tuple[str, ...], needed: tuple[str, ...], full: str = "ALL") -> bool:
    """Whether any one of the needed scopes is held; remembered, since every call asks it again."""
    return any(_within(held, scope, full) for scope in needed)


def _within(held: Sequence[str], scope: str, full: str = "ALL") -> bool:
    service, _, rest = scope.partition(".")
    group = rest.rpartition(".")[0]
    return scope in held or f"{service}.{group}.{full}" in held or f"{service}.fullaccess.all" in held
