"""A provider that keeps to the RFCs and nothing else: for every service whose vendor has no dialect here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any

from ...kit.checks import Check
from ...kit.errors import VendorError
from ...kit.fields import Field
from ...kit.http import Request, Response
from ...kit.ids import Ids
from ...kit.service import Context
from .. import checks
from ..errors import ProviderError
from ..provider import Provider, path_of
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
        checks.CODE_DOWNGRADE: _INVALID_GRANT,
        checks.REFRESH: _INVALID_GRANT,
        checks.REFRESH_REVOKED: _INVALID_GRANT,
        checks.REFRESH_CLIENT: _INVALID_GRANT,
        checks.CREDENTIALS_SCOPE: always(ProviderError.refused, "invalid_scope"),
        checks.REVOKE_CLIENT: always(ProviderError.refused, "unauthorized_client"),
    }
)


DEFAULT = "default"
"""The scope of a grant for which none was asked."""
PLAIN = Provider(
    "oauth_provider",
    "OAuth provider",
    "https://oauth.example.com/authorize",
    "https://oauth.example.com/token",
    revoke_url="https://oauth.example.com/revoke",
    narrows=True,
    rotates=True,
)
"""A provider of no vendor."""


class GenericDialect(OAuthDialect):
    """How a provider speaks that is nothing but data."""

    tenant_label = "Account"
    everything = (EVERY,)
    refusals = _REFUSALS
    grant_types: tuple[str, ...] = ("authorization_code", "refresh_token", "client_credentials")
    redirect_uri_optional = True

    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.vendor, self.title = provider.vendor, provider.title
        self.authorize_path = path_of(provider.authorize_url)
        self.sign_in_path = f"{self.authorize_path.rstrip('/')}/signin"
        self.access_seconds = provider.lifetime
        self.rotates, self.narrows = provider.rotates, provider.narrows
        self._offline = tuple(provider.offline.partition("=")[::2])
        if provider.offline and self._offline[0] != "scope":
            self.parameters = (Field(self._offline[0]), Field("prompt"))

    @property
    def consent_path(self) -> str:
        """A path of its own: the authorize address may share its path with the token address."""
        return f"{self.authorize_path.rstrip('/')}/consent"

    def scopes(self, context: Context, text: str) -> tuple[str, ...]:
        """Joined as the service says, by spaces if it says nothing (section 3.3)."""
        return self._named(text) or (DEFAULT,)

    def _named(self, text: str) -> tuple[str, ...]:
        between = {",": r"\s*,\s*", "+": r"[+\s]+"}.get(self.provider.delimiter, r"\s+")
        return tuple(dict.fromkeys(filter(None, re.split(between, text.strip()))))

    def known(self, scope: str) -> bool:
        """By name or form where the service has some; else any, but for the one that stands for all."""
        known, form = self.provider.scopes, self.provider.scope_form
        if not known and not form:
            return scope != EVERY
        return scope in (DEFAULT, *known) or (bool(form) and re.fullmatch(form, scope) is not None)

    def describe(self, scope: str) -> str:
        """In the service's words; what none was asked for means is the service's business."""
        if words := self.provider.scopes.get(scope, ""):
            return words[0].upper() + words[1:]
        return "Use what it gives to everybody" if scope == DEFAULT else "Use what this scope covers"

    def offline(self, values: Mapping[str, str]) -> bool:
        """Always, never, or only if it says so: the service's business."""
        if not self.provider.offline:
            return self.provider.refreshable
        name, value = self._offline
        said = values.get(name, "")
        asked = value in self._named(said) if name == "scope" else said == value
        return self.provider.refreshable and asked

    def token(self, ids: Ids, kind: str) -> str:
        """Opaque."""
        return ids.secret(f"oauth.{self.vendor}", kind, 40)

    def client_keys(self, ids: Ids) -> tuple[str, str]:
        """Opaque."""
        owner = f"oauth.{self.vendor}"
        return ids.secret(owner, "client", 16), ids.secret(owner, "client secret", 40)

    def code_seconds(self, context: Context) -> int:
        """The longest that is recommended (section 4.1.2)."""
        return 600

    def home(self, context: Context, person: str, tenants: Sequence[str], near: str | None = None) -> str:
        """There is but one."""
        return context.data_centre

    def answer(self, context: Context, issued: Issued) -> dict[str, Any]:
        """Section 5.1; what there is none of is left out."""
        joint = "," if self.provider.delimiter == "," else " "
        body = {
            "access_token": issued.access_token,
            "token_type": "Bearer",
            "expires_in": issued.expires_in,
            "refresh_token": issued.refresh_token,
            "scope": joint.join(issued.grant["scopes"]),
        }
        return {name: value for name, value in body.items() if value is not None}

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
