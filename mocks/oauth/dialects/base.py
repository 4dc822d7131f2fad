"""What every dialect of OAuth 2.0 shares, and what each has to say for itself."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal, final
from urllib.parse import urlencode

from ...kit.assumptions import Assumptions
from ...kit.checks import Check
from ...kit.errors import VendorError
from ...kit.fields import Field
from ...kit.http import BadBody, Request, Response
from ...kit.ids import Ids
from ...kit.journal import Exchange
from ...kit.people import People
from ...kit.service import Call, Context, Service
from ...kit.store import Record, Store
from ...kit.tokens import Grant
from ..pages import Choice, Page, Redirect, error_page

EVERY = "*"
"""In a grant: every scope, or every organization that the person is in."""


@dataclass(frozen=True, slots=True)
class Ask:
    """What a client asks of a person at the authorize address.

    `redirect_uri` is as sent, `target` where the answer goes. `offline` asks for a refresh token,
    `prompt` for the consent page even if there is a consent already.
    """

    client_id: str
    client: Record | None
    redirect_uri: str | None
    target: str
    response_type: str
    scopes: tuple[str, ...]
    state: str | None = None
    offline: bool = True
    prompt: bool = True
    challenge: str | None = None
    method: str | None = None

    def callback(self, values: Mapping[str, str]) -> str:
        """The client's address with an answer; the state goes first, unchanged."""
        state = {} if self.state is None else {"state": self.state}
        joint = "&" if "?" in self.target else "?"
        return f"{self.target}{joint}{urlencode({**state, **values})}"


@dataclass(frozen=True, slots=True)
class Issued:
    """What the token address gives: an access token of a grant, and perhaps a refresh token.

    `expires_in` is in seconds, None for a token that does not expire; `grant` is the record.
    """

    grant: Record
    access_token: str
    refresh_token: str | None
    expires_in: int | None


@dataclass(frozen=True, slots=True)
class Ending:
    """An event at which a vendor ends a person's tokens, or everybody's in a tenant, and who says so."""

    name: str
    of: Literal["person", "tenant"]
    source: str


Refuse = Callable[[Context, "Ask | None"], VendorError]
"""The error for a check that failed: (context, the authorization request if it is one) -> error."""


class OAuthDialect(ABC):
    """One vendor's OAuth server: its words, shapes and rules; the flow itself is the core's."""

    vendor: str
    title: str
    authorize_path: str
    sign_in_path: str
    tenant_label: str
    everything: tuple[str, ...]
    """Scopes that together allow all."""
    refusals: Mapping[Check, Refuse]
    """Which error each check raises."""
    grant_types: tuple[str, ...] = ("authorization_code", "refresh_token")
    access_seconds: int | None = 3600
    """How long an access token lives; None for ever."""
    rotates: bool = False
    """A refresh gives a new refresh token and ends the old one."""
    remembers: bool = False
    """Consent is not asked again for scopes that the client has already, unless it wants it asked."""
    redirect_uri_optional: bool = False
    """A client with one redirect URI need not name it."""
    json_bodies: bool = False
    parameters: tuple[Field, ...] = ()
    """What the authorize address takes beyond RFC 6749 and 7636."""
    refresh_tokens_kept: int | None = None
    """How many refresh tokens a person and client may have; one more ends the oldest."""
    endings: tuple[Ending, ...] = ()
    """At what the vendor ends tokens without anybody revoking them."""
    narrows: bool = False
    """At consent a person may untick scopes."""
    tenants_from: tuple[tuple[str, str], ...] = ()
    """Kinds and tenants of the records, beside the grant, that `tenants` follows from."""
    owned_clients: bool = False
    """Client credentials are for clients of a person, who acts in one organization that is named."""

    @property
    def consent_path(self) -> str:
        """Where the consent page's form goes."""
        return self.authorize_path

    # --- what a vendor must say

    @abstractmethod
    def scopes(self, context: Context, text: str) -> tuple[str, ...]:
        """The scopes that the parameter names; the vendor's default if it names none."""

    @abstractmethod
    def known(self, scope: str) -> bool:
        """Whether the vendor has that scope."""

    @abstractmethod
    def describe(self, scope: str) -> str:
        """The scope in words, as the consent page lists it."""

    @abstractmethod
    def token(self, ids: Ids, kind: str) -> str:
        """A new code, access token or refresh token in the vendor's form."""

    @abstractmethod
    def client_keys(self, ids: Ids) -> tuple[str, str]:
        """A new client id and secret in the vendor's form."""

    @abstractmethod
    def code_seconds(self, context: Context) -> int:
        """How long a code lives."""

    @abstractmethod
    def home(self, context: Context, person: str, tenants: Sequence[str], near: str | None = None) -> str:
        """The data centre where the person's data of those tenants is; `near`, if there is some."""

    @abstractmethod
    def answer(self, context: Context, issued: Issued) -> dict[str, Any]:
        """The body of a good answer of the token address."""

    @abstractmethod
    def not_found(self, request: Request) -> VendorError:
        """The error for a path that does not exist."""

    @abstractmethod
    def not_allowed(self, request: Request, allowed: Iterable[str]) -> VendorError:
        """The error for a method that the path does not have."""

    @abstractmethod
    def faulty(self, status: int) -> VendorError:
        """The error of that HTTP status, for faults made on purpose."""

    # --- what a vendor may say otherwise

    def grantable(self, context: Context, scopes: Sequence[str]) -> bool:
        """Whether there are any, and all may be given."""
        return bool(scopes) and all(self.known(scope) for scope in scopes)

    def offline(self, values: Mapping[str, str]) -> bool:
        """Whether the parameters of the authorize address ask for a refresh token."""
        return True

    def covers(self, assumptions: Assumptions, held: Sequence[str], needed: Sequence[str]) -> bool:
        """Whether any one of the needed scopes is among those held."""
        return not needed or EVERY in held or any(scope in held for scope in needed)

    def signers(self, context: Context) -> list[Choice]:
        """Who can sign in: handles and names."""
        return [
            Choice(name, f"{person['full_name']} ({person['email']})")
            for name, person in context.people.all().items()
        ]

    def choices(self, context: Context, person: str) -> list[Choice]:
        """The tenants between which the person chooses at consent; the first is chosen beforehand."""
        return [
            Choice(tenant, self.tenant_name(context, tenant))
            for tenant in context.people.tenants(person, self.vendor)
        ]

    def tenant_name(self, context: Context, tenant: str) -> str:
        """What the tenant is called."""
        return tenant

    def tenants(self, store: Store, people: People, grant: Record) -> tuple[str, ...]:
        """The tenants that the grant covers at this moment."""
        return tuple(grant["tenants"])

    def ended(self, people: People, grant: Record) -> bool:
        """Whether the vendor has ended the grant for what became of its person."""
        return False

    def centre(self, service: Service, host: str) -> str | None:
        """The data centre that a call to `host` is confined to; None if to none."""
        return None

    def granted(self, context: Context, code: Record) -> dict[str, str]:
        """What the redirect carries when the person accepts, besides the state."""
        return {"code": code["code"]}

    def denied(self, context: Context) -> dict[str, str]:
        """What the redirect carries when the person rejects, besides the state."""
        return {"error": "access_denied"}

    def active_tokens(self, context: Context) -> int | None:
        """How many access tokens of one refresh token live at a time."""
        return None

    def ends_replayed(self, context: Context) -> bool:
        """Whether a superseded refresh token that is presented again ends its grant (RFC 9700, 4.14.2)."""
        return True

    def ends_access(self, context: Context) -> bool:
        """Whether a refresh that rotates ends the old access tokens too."""
        return True

    # --- the steps of a request, for the kit

    @final
    def refusal(self, context: Context, check: Check, ask: Ask | None) -> VendorError:
        """The vendor's error for a check that failed."""
        return self.refusals[check](context, ask)

    def authenticate(self, context: Context, request: Request, exchange: Exchange) -> Grant | None:
        """Nobody: whoever has no token yet comes here; what needs one asks for it itself."""
        return None

    def authorize(self, call: Call) -> None:  # noqa: B027  # there is nothing to do in any dialect
        """Nothing: see `authenticate`."""

    def parse(self, call: Call) -> None:
        """The query's and the body's parameters; unknown ones are noted and left alone."""
        call.parameters = dict(call.request.parameters())
        call.body = self._body(call.request)
        known = {field.name for field in (*call.operation.parameters, *call.operation.body)}
        for name in {**call.parameters, **call.body}:
            if name not in known:
                call.finding("unknown-parameter", f"{self.title} knows no parameter '{name}' here")

    def render(self, call: Call, result: Any) -> Response:
        """Pages and redirects as they are; anything else as JSON that nobody may keep."""
        if isinstance(result, Response):
            return result
        return _unkept(Response.json(result))

    def error(self, context: Context, error: VendorError, request: Request) -> Response:
        """A page, a redirect, or JSON: as the error's body is."""
        if isinstance(error.body, Page):
            return error_page(self.title, error.body, error.status)
        if isinstance(error.body, Redirect):
            return Response.redirect(error.body.location, error.status)
        return _unkept(Response.json(error.body, error.status))

    def _body(self, request: Request) -> dict[str, Any]:
        if self.json_bodies and request.content_type == "application/json" and request.body:
            try:
                body = request.json()
            except BadBody:
                return {}
            return {name: str(value) for name, value in body.items()} if isinstance(body, dict) else {}
        return dict(request.form())


def _unkept(response: Response) -> Response:
    response.headers.extend([("cache-control", "no-store"), ("pragma", "no-cache")])
    return response
