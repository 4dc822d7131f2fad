"""What a connection is: its definition, an authorisation of it, the credentials that it comes to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from typing import Any, Final, Literal

from .errors import InvalidDefinition

Status = Literal["Connected", "Disconnected", "Not connected"]

CONNECTED: Final = "Connected"
DISCONNECTED: Final = "Disconnected"
NOT_CONNECTED: Final = "Not connected"

LINK_NAME = re.compile(r"[a-z][a-z0-9_]{0,49}", re.ASCII)
LONGEST_NAME = 50


def check_link_name(field: str, link_name: str) -> None:
    """Refuse what can't be a link name, of a connection or of a service (InvalidDefinition)."""
    if not LINK_NAME.fullmatch(link_name):
        raise InvalidDefinition(
            field,
            f"'{link_name}' can't be a link name: it starts with a lower-case letter, holds only "
            "lower-case letters, digits and '_', and has at most 50 characters.",
        )


def check_name(what: str, link_name: str, name: str) -> None:
    """Refuse a name that is too long (InvalidDefinition)."""
    if len(name) > LONGEST_NAME:
        raise InvalidDefinition("name", f"The name of {what} '{link_name}' is longer than 50 characters.")


@dataclass(frozen=True, slots=True)
class Definition:
    """A connection as its author defines it, once, in the extension.

    `link_name` is what code says and can't be changed later; `name` is for people; `service` is the link
    name of a service of the catalogue. With `use_credentials_of_login_user` every person authorises for
    themselves, otherwise whoever authorises serves the whole organization. The rules are those of
    Zoho's form (help.zoho.com, kb zoho-sites-connections); InvalidDefinition names the field at fault.
    """

    link_name: str
    service: str
    scopes: tuple[str, ...] = ()
    name: str = ""
    use_credentials_of_login_user: bool = False

    def __post_init__(self) -> None:
        check_link_name("link_name", self.link_name)
        check_name("connection", self.link_name, self.name)

    @property
    def display_name(self) -> str:
        """What people see; the link name if the author gave no name."""
        return self.name or self.link_name


@dataclass(frozen=True, slots=True)
class ClientKeys:
    """Who we are to a vendor."""

    client_id: str
    client_secret: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Tokens:
    """What a vendor gives for a code or a refresh token.

    `expires_in` is in seconds, None if the vendor does not say; `scopes` is empty if the vendor does not
    repeat them; `host` is where the vendor says that its API is (Wrike's `host`, Zoho's `api_domain`);
    `secret` is that of an access token of OAuth 1.
    """

    access_token: str = field(repr=False)
    refresh_token: str = field(default="", repr=False)
    expires_in: float | None = None
    scopes: tuple[str, ...] = ()
    host: str = ""
    secret: str = field(default="", repr=False)

    @classmethod
    def of(cls, answer: Mapping[str, Any]) -> Tokens:
        """The tokens in the JSON answer of a token endpoint; ValueError if it holds none."""
        token = answer.get("access_token")
        if not isinstance(token, str) or not token:
            raise ValueError("no access_token")
        # Some Zoho products answer expires_in in milliseconds, and expires_in_sec beside it.
        seconds = answer.get("expires_in_sec", answer.get("expires_in"))
        return cls(
            token,
            answer.get("refresh_token") or "",
            None if seconds is None else float(seconds),
            tuple(re.split(r"[,\s]+", scope)) if (scope := answer.get("scope")) else (),
            answer.get("host") or answer.get("api_domain") or "",
        )

    def expires_at(self, obtained_at: float) -> float | None:
        """When the access token expires, counted from when it was asked for."""
        return None if self.expires_in is None else obtained_at + self.expires_in


@dataclass(frozen=True, slots=True)
class Authorization:
    """One organization's authorisation of a connection, given by `person`.

    Times are seconds since the epoch; `expires_at` is None for an access token that does not expire.
    `scopes` are what the vendor gave, `asked` what it was asked for. `token_secret` belongs to an access
    token of OAuth 1; `entered` is what the person typed in: keys, a password, a part of the vendor's
    address. After a revocation the record stays, as Disconnected and without any secret.
    """

    link_name: str
    person: str
    authorized_at: float
    status: Status = CONNECTED
    scopes: tuple[str, ...] = ()
    data_centre: str = ""
    host: str = ""
    expires_at: float | None = None
    asked: tuple[str, ...] = ()
    access_token: str = field(default="", repr=False)
    refresh_token: str = field(default="", repr=False)
    token_secret: str = field(default="", repr=False)
    entered: Mapping[str, str] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, record: Mapping[str, Any]) -> Authorization:
        """The authorisation in a record of the store."""
        scopes, asked = tuple(record.get("scopes", ())), tuple(record.get("asked", ()))
        return cls(**{**record, "scopes": scopes, "asked": asked or scopes})

    def record(self) -> dict[str, Any]:
        """As stored: plain JSON, without what is at its default; scopes that were asked if not all came."""
        stored = {one.name: getattr(self, one.name) for one in fields(self)}
        for one in fields(self):
            if stored[one.name] == one.default or stored[one.name] == {}:
                del stored[one.name]
        if self.asked == self.scopes:
            stored.pop("asked", None)
        return {name: list(value) if isinstance(value, tuple) else value for name, value in stored.items()}

    def expired(self, now: float) -> bool:
        """True if the access token has run out at `now`."""
        return self.expires_at is not None and now >= self.expires_at

    def disconnected(self) -> Authorization:
        """What is left after a revocation: the record, without any secret."""
        return replace(
            self,
            status=DISCONNECTED,
            access_token="",
            refresh_token="",
            token_secret="",
            entered={},
            expires_at=None,
        )


@dataclass(frozen=True, slots=True)
class Credentials:
    """What a connection comes to at run time: headers and parameters that join the request.

    The shape is that of Catalyst's SDK (docs.catalyst.zoho.com, connections, get credentials), which has no
    `form`: the fields that join a form-encoded body. `secrets` are further texts that nobody may see, beside
    all values.
    """

    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a consent ended.

    `error` is empty when the connection is Connected now; otherwise it is the vendor's error code, such
    as `access_denied` (or our `no_code`), and `status` is what it was before.
    """

    organization: str
    link_name: str
    person: str
    status: Status
    error: str = ""


@dataclass(frozen=True, slots=True)
class AuthorizationView:
    """An authorisation as people may see it: no secret in it."""

    person: str
    status: Status
    scopes: tuple[str, ...]
    authorized_at: float
    expires_at: float | None
    data_centre: str
    host: str
    consent_due: bool
    """The scopes of the connection were changed since: they count from the next consent."""

    @classmethod
    def of(cls, one: Authorization, definition: Definition) -> AuthorizationView:
        """The authorisation without its secrets."""
        return cls(
            one.person,
            one.status,
            one.scopes,
            one.authorized_at,
            one.expires_at,
            one.data_centre,
            one.host,
            consent_due=one.status == CONNECTED and set(one.asked) != set(definition.scopes),
        )


@dataclass(frozen=True, slots=True)
class ConnectionView:
    """A connection in one organization as people may see it: no secret in it."""

    name: str
    link_name: str
    service: str
    service_name: str
    authentication: str
    custom: bool
    scopes: tuple[str, ...]
    use_credentials_of_login_user: bool
    status: Status
    authorizations: tuple[AuthorizationView, ...]


@dataclass(frozen=True, slots=True)
class ServiceView:
    """A service as people may see it: no secret in it. `connections` are the link names of those using it."""

    link_name: str
    name: str
    category: str
    authentication: str
    custom: bool
    scopes: Mapping[str, str]
    hosts: tuple[str, ...]
    documentation: str
    connections: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Samples:
    """What the details page of a connection offers for copying."""

    deluge: str
    json: Mapping[str, Any]
