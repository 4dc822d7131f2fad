"""How a provider of OAuth 1.0a speaks: forms in place of JSON, problems by name."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import urlencode

from ...kit.checks import Check
from ...kit.errors import VendorError
from ...kit.http import Request, Response
from ...kit.service import Call, Context
from .. import checks
from ..dialects.base import EVERY, Issued, Refuse
from ..dialects.generic import GenericDialect
from ..dialects.refusals import NO_PERSON, STALE_FORM, always
from ..errors import OAuth1Error
from ..provider import OAuth1Provider, Provider, path_of
from . import tokens

_REFUSALS: Mapping[Check, Refuse] = MappingProxyType(
    {
        checks.TEMPORARY_ASKED: always(
            OAuth1Error.page, "The request for consent is not known, used or over."
        ),
        checks.CSRF: always(OAuth1Error.form_page, STALE_FORM),
        checks.PERSON: always(OAuth1Error.form_page, NO_PERSON),
    }
)
_FORM = "application/x-www-form-urlencoded"


class OAuth1Dialect(GenericDialect):
    """A provider that is nothing but data, by the older protocol."""

    refusals = _REFUSALS
    grant_types = ()

    def __init__(self, provider: OAuth1Provider) -> None:
        super().__init__(
            Provider(
                provider.vendor,
                provider.title,
                provider.authorize_url,
                provider.access_token_url,
                refreshable=False,
                lifetime=None,
            )
        )
        self.request_token_path = path_of(provider.request_token_url)
        self.access_token_path = path_of(provider.access_token_url)

    def scopes(self, context: Context, text: str) -> tuple[str, ...]:
        """There are none: a token may do all that its person may."""
        return (EVERY,)

    def answer(self, context: Context, issued: Issued) -> dict[str, Any]:
        """A token with its secret, made at this moment."""
        secret = tokens.keep_secret(context, self.vendor, issued)
        return {"oauth_token": issued.access_token, "oauth_token_secret": secret}

    def parse(self, call: Call) -> None:
        """What pages post; what is signed is read where the signature is looked at."""
        call.parameters, call.body = dict(call.request.parameters()), dict(call.request.form())

    def render(self, call: Call, result: Any) -> Response:
        """Pages and redirects as they are; anything else as a form (RFC 5849, 2.1)."""
        return result if isinstance(result, Response) else _form(result)

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """A page, or the problem as a form."""
        if not isinstance(error.body, dict):
            return super().error(context, error, request)
        response = _form(error.body, error.status)
        if error.status == 401:
            response.headers.append(("www-authenticate", "OAuth"))
        return response

    def not_found(self, request: Request) -> VendorError:
        """A page."""
        return OAuth1Error.not_found()

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """A page."""
        return OAuth1Error.not_allowed()

    def faulty(self, status: int) -> VendorError:
        """A problem of that status."""
        return OAuth1Error.problem("temporarily_unavailable", status)


def _form(values: Mapping[str, str], status: int = 200) -> Response:
    headers = [("content-type", _FORM), ("cache-control", "no-store"), ("pragma", "no-cache")]
    return Response(status, urlencode(values).encode(), headers)
