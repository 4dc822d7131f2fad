"""The OAuth fakes, declared: one core, a dialect each."""

from __future__ import annotations

from collections.abc import Iterable

from ..kit.fields import Field
from ..kit.service import Operation, Service
from . import assumptions, checks
from .dialects import DIALECTS
from .dialects.base import OAuthDialect
from .dialects.wrike import HOSTS as WRIKE_HOSTS
from .dialects.zoho import ACCOUNTS
from .endpoints import authorize, revoke, sign_in, token, user_info
from .errors import ProviderError, WrikeLoginError, ZohoAccountsError

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
    yield Operation("consent", "POST", page, authorize.decide, (), ask, consent, public=True)
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

GENERIC = Service(
    name="oauth_provider",
    title="OAuth provider",
    dialect=DIALECTS["generic"],
    operations=lambda: _operations(DIALECTS["generic"], "/token"),
    hosts={"oauth.example.com": "us"},
    home="oauth.example.com",
    checks=checks.COMMON,
    errors=ProviderError,
)
