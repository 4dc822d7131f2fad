"""The fake of a provider of OAuth 1.0a, declared."""

from __future__ import annotations

from collections.abc import Iterable

from ...kit.fields import Field
from ...kit.service import Operation, Service
from .. import checks
from ..endpoints import sign_in
from ..errors import OAuth1Error
from ..provider import OAuth1Provider, path_of
from . import endpoints
from .dialect import OAuth1Dialect


def oauth1_service(provider: OAuth1Provider) -> Service:
    """The fake of a provider that is nothing but data; it is called as its vendor is."""
    dialect = OAuth1Dialect(provider)
    return Service(
        name=provider.vendor,
        title=provider.title,
        dialect=dialect,
        operations=lambda: _operations(dialect),
        hosts=dict.fromkeys(provider.hosts, "us"),
        home=provider.hosts[0].replace("*", "example"),
        paths=tuple(dict.fromkeys(map(path_of, provider.urls))),
        checks=(*checks.ALIVE, *checks.SIGNED),
        errors=OAuth1Error,
    )


def _operations(dialect: OAuth1Dialect) -> Iterable[Operation]:
    ask = (Field("oauth_token", required=True),)
    consent = (Field("csrf"), Field("decision", enum=("accept", "deny")))
    person = (Field("csrf"), Field("person"))
    page, form = dialect.authorize_path, dialect.sign_in_path
    yield Operation("request_token", "POST", dialect.request_token_path, endpoints.request_token, public=True)
    yield Operation("authorize", "GET", page, endpoints.show, (), ask, public=True)
    yield Operation("consent", "POST", dialect.consent_path, endpoints.decide, (), ask, consent, public=True)
    yield Operation("sign_in_page", "GET", form, sign_in.show, (), ask, public=True)
    yield Operation("sign_in", "POST", form, sign_in.sign_in, (), ask, person, public=True)
    yield Operation("access_token", "POST", dialect.access_token_path, endpoints.access_token, public=True)
