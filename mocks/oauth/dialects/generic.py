"""A provider that keeps to RFC 6749 and nothing else: for custom services of no vendor we know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ...kit.checks import Check
from ...kit.errors import VendorError
from ...kit.http import Request, Response
from ...kit.ids import Ids
from ...kit.service import Context
from .. import checks
from ..errors import ProviderError
from .base import EVERY, Issued, OAuthDialect, Refuse
from .refusals import NO_PERSON, NO_TENANT, STALE_FORM, always, told

_CLIENT = always(ProviderError.invalid_client)
_INVALID_GRANT = always(ProviderError.refused, "invalid_grant")
_REFUSALS: Mapping[Check, Refuse] = MappingProxyType(
    {
        checks.CLIENT: always(ProviderError.page, "The client is not known."),
        checks.REDIRECT_URI: always(ProviderError.page, "The redirect URI is not registered."),
        checks.RESPONSE_TYPE: told(ProviderError.redirected, "unsupported_response_type"),
        checks.SCOPE: told(ProviderError.redirected, "invalid_scope"),
        checks.CHALLENGE: told(ProviderError.redirected, "invalid_request"),
        checks.CSRF: always(ProviderError.form_page, STALE_FORM),
        checks.PERSON: always(ProviderError.form_page, NO_PERSON),
        checks.TENANT: always(ProviderError.form_page, NO_TENANT),
        checks.TOKEN_CLIENT: _CLIENT,
        checks.SECRET: _CLIENT,
        checks.GRANT_TYPE: always(ProviderError.refused, "unsupported_grant_type"),
        checks.THROTTLE: always(ProviderError.refused, "temporarily_unavailable", 429),
        checks.CODE: _INVALID_GRANT,
        checks.CODE_USED: _INVALID_GRANT,
        checks.CODE_EXPIRED: _INVALID_GRANT,
        checks.CODE_CLIENT: _INVALID_GRANT,
        checks.CODE_REDIRECT_URI: _INVALID_GRANT,
        checks.CODE_VERIFIER: _INVALID_GRANT,
        checks.REFRESH: _INVALID_GRANT,
        checks.REFRESH_REVOKED: _INVALID_GRANT,
        checks.REFRESH_CLIENT: _INVALID_GRANT,
    }
)


class GenericDialect(OAuthDialect):
    """How a plain provider speaks."""

    vendor = "generic"
    title = "OAuth provider"
    authorize_path = "/authorize"
    sign_in_path = "/signin"
    tenant_label = "Account"
    everything = (EVERY,)
    refusals = _REFUSALS
    rotates = True
    redirect_uri_optional = True

    def scopes(self, context: Context, text: str) -> tuple[str, ...]:
        """Joined by spaces (section 3.3); none asked for is `default`."""
        return tuple(dict.fromkeys(text.split())) or ("default",)

    def known(self, scope: str) -> bool:
        """Any, but for the one that stands for all."""
        return scope != EVERY

    def describe(self, scope: str) -> str:
        """By name: what it means is the service's business."""
        return "Use what this scope covers:"

    def token(self, ids: Ids, kind: str) -> str:
        """Opaque."""
        return ids.secret("oauth.generic", kind, 40)

    def client_keys(self, ids: Ids) -> tuple[str, str]:
        """Opaque."""
        return ids.secret("oauth.generic", "client", 16), ids.secret("oauth.generic", "client secret", 40)

    def code_seconds(self, context: Context) -> int:
        """The longest that is recommended (section 4.1.2)."""
        return 600

    def home(self, context: Context, person: str, tenants: Sequence[str], near: str | None = None) -> str:
        """There is but one."""
        return context.data_centre

    def answer(self, context: Context, issued: Issued) -> dict[str, Any]:
        """Section 5.1."""
        return {
            "access_token": issued.access_token,
            "token_type": "Bearer",
            "expires_in": issued.expires_in,
            "refresh_token": issued.refresh_token,
            "scope": " ".join(issued.grant["scopes"]),
        }

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """A client that is refused is told how to show who it is (section 5.2)."""
        response = super().error(context, error, request)
        if error.status == 401:
            response.headers.append(("www-authenticate", 'Basic realm="token"'))
        return response

    def not_found(self, request: Request) -> VendorError:
        """A page."""
        return ProviderError.not_found()

    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """A page."""
        return ProviderError.not_allowed()

    def faulty(self, status: int) -> VendorError:
        """RFC 6749 has names for two."""
        return ProviderError.refused(
            "temporarily_unavailable" if status in (429, 503) else "server_error", status
        )
