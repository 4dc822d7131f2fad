"""The OAuth fakes, declared: one core, a dialect each."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from ..kit.fields import Field
from ..kit.service import Operation, Service
from . import assumptions, checks
from .dialects import DIALECTS
from .dialects.base import OAuthDialect
from .dialects.generic import PLAIN, GenericDialect
from .dialects.wrike import HOSTS as WRIKE_HOSTS
from .dialects.zoho import ACCOUNTS
from .endpoints import authorize, revoke, sign_in, token, user_info
from .errors import ProviderError, WrikeLoginError, ZohoAccountsError
from .provider import Provider, path_of

_ASK = (
    Field("response_type", required=True),
    Field("client_id", required=True),
    Field("redirect_uri"),
    Field("scope"),
    Field("state"),
    Field("code_challenge"),
    Field("code_challenge_method", enum=("plain", "S256")),
)
_TOKEN = (
    Field("grant_type", required=True),
    Field("client_id"),
    Field("client_secret"),
    Field("code"),
    Field("redirect_uri"),
    Field("refresh_token"),
    Field("scope"),
    Field("state"),
    Field("code_verifier"),
    Field("soid"),
)


def _operations(dialect: OAuthDialect, token_path: str) -> Iterable[Operation]:
    page, form = dialect.authorize_path, dialect.sign_in_path
    ask = (*_ASK, *dialect.parameters)
    consent = (Field("csrf"), Field("tenant"), Field("decision", enum=("accept", "deny")))
    person = (Field("csrf"), Field("person"))
    yield Operation("authorize", "GET", page, authorize.show, (), ask, public=True)
    yield Operation("consent", "POST", dialect.consent_path, authorize.decide, (), ask, consent, public=True)
    yield Operation("sign_in_page", "GET", form, sign_in.show, (), ask, public=True)
    yield Operation("sign_in", "POST", form, sign_in.sign_in, (), ask, person, public=True)
    yield Operation("token", "POST", token_path, token.exchange, (), (), _TOKEN, public=True)


def _zoho() -> Iterable[Operation]:
    yield from _operations(DIALECTS["zoho"], "/oauth/v2/token")
    path, fields = "/oauth/v2/token/revoke", (Field("token", required=True),)
    yield Operation("revoke", "POST", path, revoke.revoke, (), fields, public=True)
    # It asks for a token itself: the paths beside it take none.
    path, scopes = "/oauth/user/info", (user_info.SCOPE,)
    yield Operation("user_info", "GET", path, user_info.user_info, scopes, public=True)


ZOHO = Service(
    name="accounts_zoho",
    title="Zoho Accounts",
    dialect=DIALECTS["zoho"],
    operations=_zoho,
    hosts={host: centre for centre, host in ACCOUNTS.items()},
    home=ACCOUNTS["us"],
    checks=(
        *checks.TOKENS,
        checks.TOKEN_TENANT,
        *checks.COMMON,
        *checks.DATA_CENTRES,
        *checks.SELF_CLIENTS,
        checks.REVOKE,
        checks.USER_INFO,
    ),
    assumptions=assumptions.ZOHO,
    errors=ZohoAccountsError,
)

WRIKE = Service(
    name="login_wrike",
    title="Wrike login",
    dialect=DIALECTS["wrike"],
    operations=lambda: _operations(DIALECTS["wrike"], "/oauth2/token"),
    hosts={"login.wrike.com": "us", **WRIKE_HOSTS},
    home="login.wrike.com",
    paths=("/oauth2/",),
    checks=(*checks.TOKENS, *checks.COMMON),
    assumptions=assumptions.WRIKE,
    errors=WrikeLoginError,
)


def provider_service(provider: Provider) -> Service:
    """The fake of a provider that is nothing but data; it is called as its vendor is."""
    dialect = GenericDialect(provider)
    return Service(
        name=provider.vendor,
        title=provider.title,
        dialect=dialect,
        operations=lambda: _provided(dialect),
        hosts=dict.fromkeys(provider.hosts, "us"),
        home=provider.hosts[0].replace("*", "example"),
        paths=tuple(dict.fromkeys(map(path_of, provider.urls))),
        checks=(*checks.ANYWHERE, *checks.COMMON, checks.CREDENTIALS_SCOPE, checks.REVOKE_CLIENT),
        errors=ProviderError,
    )


def widened(service: Service, scopes: Mapping[str, str], form: str) -> Service | None:
    """The fake of a provider with further scopes, and scopes of a further form (a pattern).

    None if it knows them all, or is no provider that is nothing but data.
    """
    dialect = service.dialect
    if not isinstance(dialect, GenericDialect):
        return None
    known = dialect.provider
    covered = not form or f"|{form}|" in f"|{known.scope_form}|"
    if covered and all(map(dialect.known, scopes)):
        return None
    joined = known.scope_form if covered else "|".join(filter(None, (known.scope_form, form)))
    return provider_service(replace(known, scopes={**known.scopes, **scopes}, scope_form=joined))


def _provided(dialect: GenericDialect) -> Iterable[Operation]:
    provider = dialect.provider
    token_path = path_of(provider.token_url)
    yield from _operations(dialect, token_path)
    if provider.refresh_url and path_of(provider.refresh_url) != token_path:
        path = path_of(provider.refresh_url)
        yield Operation("refresh", "POST", path, token.exchange, (), (), _TOKEN, public=True)
    if provider.revoke_url:
        fields = (Field("token", required=True), Field("token_type_hint"), *_TOKEN[1:3])
        path = path_of(provider.revoke_url)
        yield Operation("revoke", "POST", path, revoke.revoke_own, (), (), fields, public=True)


GENERIC = provider_service(PLAIN)
