"""How a service wants to be authenticated: one class for each type of Zoho's form.

Source of the fields: help.zoho.com/portal/en/kb/forms/adminguide/articles/connections-control-panel.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, Final, Literal

from .model import ClientKeys

Place = Literal["header", "query string", "form data"]
PLACES: Final[tuple[Place, ...]] = ("header", "query string", "form data")
"""Where a parameter may join a request ("Param Type")."""

Delimiter = Literal["comma", "space", "plus"]
DELIMITERS: Final[Mapping[Delimiter, str]] = {"comma": ",", "space": " ", "plus": "+"}
"""What may stand between scopes ("Scope Delimiter")."""

Grant = Literal["authorization code", "client credentials"]
GRANTS: Final[tuple[Grant, ...]] = ("authorization code", "client credentials")


@dataclass(frozen=True, slots=True)
class Asked:
    """What a person is asked for when they connect: its name, and the label that stands beside it."""

    name: str
    label: str
    secret: bool = True


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of an API key service: "Actual Parameter", "Parameter Display Name", "Param Type"."""

    name: str
    label: str = ""
    place: Place = "header"


USER, PASSWORD = "user_name", "password"
"""What Basic authentication asks for."""


@dataclass(frozen=True, slots=True)
class Basic:
    """User name and password, which a person enters when they connect."""

    kind: ClassVar = "Basic"
    parameter: str = "Authorization"
    user_label: str = "User Name"
    password_label: str = "Password"  # noqa: S105 - a label

    def asked(self) -> tuple[Asked, ...]:
        """User name and password."""
        return Asked(USER, self.user_label, secret=False), Asked(PASSWORD, self.password_label)


@dataclass(frozen=True, slots=True)
class ApiKey:
    """One or more keys, whose values a person enters when they connect."""

    kind: ClassVar = "API Key"
    parameters: tuple[Parameter, ...]

    def asked(self) -> tuple[Asked, ...]:
        """The value of each parameter."""
        return tuple(Asked(one.name, one.label or one.name) for one in self.parameters)


@dataclass(frozen=True, slots=True)
class OAuth1:
    """OAuth 1.0a (RFC 5849): every call is signed, the result joins the request at `place`."""

    kind: ClassVar = "OAuth 1"
    request_token_url: str
    authorize_url: str
    access_token_url: str
    place: Place = "header"
    client: ClientKeys | None = None

    def asked(self) -> tuple[Asked, ...]:
        """Nothing."""
        return ()


@dataclass(frozen=True, slots=True)
class Habits:
    """What a vendor's tokens are like, for whoever plays the vendor: connections find it out by themselves.

    `lifetime` of an access token in seconds, None if it does not expire; `refreshable` if there are refresh
    tokens, `offline` the parameter of the authorize URL that asks for one (`access_type=offline`, or
    a scope: `scope=offline_access`), empty if none is needed; `rotates` if a refresh gives a new refresh
    token; `narrows` if a person may grant less than was asked for.
    """

    lifetime: int | None = 3600
    refreshable: bool = True
    offline: str = ""
    rotates: bool = False
    narrows: bool = False


@dataclass(frozen=True, slots=True)
class OAuth2:
    """OAuth 2.0 (RFC 6749).

    `refresh_url` is empty where refreshing is the token URL's business, `revoke_url` where the vendor has
    no such endpoint. `scopes` explains each scope in a line; with `scope_form` (a pattern) others of that
    form may be asked for too, and without either any scope may. `place` says where the access token goes:
    the `header` after `header_word`, or the query parameter `access_token` (RFC 6750, 2.3). `client_in`
    says where the vendor wants client id and secret. `throttled_errors` are the error codes by which the
    token endpoint says "later", not "no". `client` is the author's own; None: the platform's.
    """

    kind: ClassVar = "OAuth 2"
    token_url: str
    authorize_url: str = ""
    refresh_url: str = ""
    revoke_url: str = ""
    scopes: Mapping[str, str] = field(default_factory=dict)
    scope_form: str = ""
    scope_needed: bool = False
    scope_delimiter: Delimiter = "comma"
    grant: Grant = "authorization code"
    place: Place = "header"
    header: str = "Authorization"
    header_word: str = "Bearer"
    client_in: Literal["body", "header"] = "body"
    throttled_errors: tuple[str, ...] = ()
    client: ClientKeys | None = None
    habits: Habits = Habits()

    def asked(self) -> tuple[Asked, ...]:
        """Nothing."""
        return ()


Authentication = Basic | ApiKey | OAuth1 | OAuth2
AUTHENTICATIONS: Final = {one.kind: one for one in (Basic, ApiKey, OAuth1, OAuth2)}
"""Every type by the name that Zoho's form gives it."""
