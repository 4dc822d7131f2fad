"""The connection layer of one world: define, authorise, give credentials, revoke."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from harness.errors import nearest
from harness.ports import Assumptions, Carrier, Clock, Ids, Store

from .assumptions import (
    REFRESH_ON_401,
    REVOKE_AT_VENDOR,
    SAMPLE_SCOPE,
    SCOPES_EDITED,
    SERVICE_EDITED,
    SIGNATURE,
)
from .authentication import Asked, OAuth1, OAuth2
from .authorize import authorize_url, joined
from .catalogue import SERVICES
from .credentials import Keeper, disconnected
from .endpoint import Endpoint, NoTokens
from .errors import (
    ConnectionInUse,
    ConnectionProblem,
    EntryRefused,
    ExchangeRefused,
    InvalidDefinition,
    ServiceInUse,
    StateRefused,
    VendorSilent,
)
from .joining import ANYTHING, Joiner
from .ledger import Ledger, Pending
from .model import (
    CONNECTED,
    DISCONNECTED,
    NOT_CONNECTED,
    Authorization,
    AuthorizationView,
    ClientKeys,
    ConnectionView,
    Credentials,
    Definition,
    Outcome,
    Samples,
    ServiceView,
    Status,
    Tokens,
)
from .samples import samples
from .service import Service, find_service
from .signing import Pair, Signer

if TYPE_CHECKING:
    import httpx

NO_CODE = "no_code"
"""Our own word for a callback with neither a code nor an error."""


class Connections:
    """Named, stored authorisations to other applications; each organization holds its own.

    It speaks OAuth 2 over HTTP with whatever `client` reaches, and stores all it knows in `store`.

    `client` gives the HTTP client for calls to the vendors (it is not closed here); `callback_url` the
    redirect URI for an organization; `clients` who we are at a service: the author's own client that it
    names, or the platform's; `data_centre` where an organization lives (`us`, `eu`, `in` …); `services` the
    default services; `uses` the places of the extension that use a link name.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        assumptions: Assumptions,
        client: Callable[[], httpx.AsyncClient],
        callback_url: Callable[[str], str],
        clients: Callable[[Service], ClientKeys],
        *,
        data_centre: Callable[[str], str] = lambda _: "us",
        services: Mapping[str, Service] = SERVICES,
        uses: Callable[[str], Sequence[str]] = lambda _: (),
    ) -> None:
        self._clock, self._ids, self._assumptions = clock, ids, assumptions
        self._client, self._callback_url, self._clients = client, callback_url, clients
        self._data_centre, self._services, self._uses = data_centre, services, uses
        self._ledger = Ledger(store, clock, ids)
        self._keeper = Keeper(self._ledger, clock, assumptions, self._endpoint)
        self._joiner = Joiner(assumptions.assume, self._signer)

    # -- services

    def services(self) -> dict[str, Service]:
        """All services by link name: the default ones, then the custom ones."""
        return {**self._services, **self._ledger.services()}

    def service(self, link_name: str) -> Service:
        """The service of that link name; raises InvalidDefinition with the nearest one."""
        if (found := self._services.get(link_name) or self._ledger.service(link_name)) is not None:
            return found
        return find_service(self.services(), link_name)

    def define_service(self, service: Service) -> None:
        """Add a custom service, or change one.

        One that has Connected connections may only be renamed (or they are disconnected: see the assumption
        `connections.service_edited`). Raises InvalidDefinition for a default service, ServiceInUse.
        """
        if service.link_name in self._services:
            raise InvalidDefinition(
                "service_link_name",
                f"'{service.link_name}' is a default service, which can't be changed. "
                "Give yours a link name of its own.",
            )
        service = replace(service, custom=True)
        old = self._ledger.service(service.link_name)
        if old is not None and replace(old, name=service.name) != service:
            self._cut_off(service.link_name)
        self._ledger.keep_service(service)

    def delete_service(self, link_name: str) -> None:
        """Delete a custom service that no connection uses.

        Raises InvalidDefinition for a default or unknown one, ServiceInUse.
        """
        if not self.service(link_name).custom:
            raise InvalidDefinition(
                "service_link_name", f"'{link_name}' is a default service, which can't be deleted."
            )
        if using := self.using(link_name):
            raise ServiceInUse(link_name, "deleted", [one.link_name for one in using])
        self._ledger.forget_service(link_name)

    def using(self, service: str) -> list[Definition]:
        """The connections that use the service of that link name."""
        return [one for one in self._ledger.definitions() if one.service == service]

    def view_service(self, link_name: str) -> ServiceView:
        """The service without secrets; raises InvalidDefinition."""
        service = self.service(link_name)
        authentication = service.authentication
        return ServiceView(
            link_name,
            service.name,
            service.category,
            authentication.kind,
            service.custom,
            authentication.scopes if isinstance(authentication, OAuth2) else {},
            service.hosts,
            service.documentation,
            tuple(one.link_name for one in self.using(link_name)),
        )

    # -- definitions

    def define(self, definition: Definition) -> None:
        """Add a connection, or change the name and scopes of one.

        What organizations have authorised stays as it is: new scopes count from the next consent. A
        connection that names no scopes asks for all that its custom service lists (the newest form has them
        there). Raises InvalidDefinition for a service or scope that does not exist, and when service or
        login-user option of a known connection would change.
        """
        service = self.service(definition.service)
        service.check_scopes(definition)
        oauth = service.authentication
        if service.custom and isinstance(oauth, OAuth2) and not definition.scopes:
            definition = replace(definition, scopes=tuple(oauth.scopes))
        self._ledger.define(definition)

    def edit(
        self, link_name: str, *, name: str | None = None, scopes: Iterable[str] | None = None
    ) -> Definition:
        """Change a connection on its page: its name, its scopes; the link name is for ever.

        After a change of scopes each organization has to consent again (`AuthorizationView.consent_due`);
        what it is until then is the assumption `connections.scopes_edited`. Raises UnknownConnection,
        InvalidDefinition.
        """
        old = self._ledger.definition(link_name)
        wanted = old.scopes if scopes is None else tuple(scopes)
        new = replace(old, name=old.name if name is None else name, scopes=wanted)
        self.define(new)
        changed = set(wanted) != set(old.scopes) and bool(self._authorized(new))
        if changed and self._assumptions.assume(SCOPES_EDITED) == "disconnect":
            self._disconnect_everywhere(new)
        return new

    async def delete(self, link_name: str, *, anyway: bool = False) -> None:
        """Delete a connection, with what every organization has authorised of it; vendors are told.

        Raises UnknownConnection, and ConnectionInUse while code of the extension uses it unless `anyway`.
        """
        definition = self._ledger.definition(link_name)
        if not anyway and (uses := self._uses(link_name)):
            raise ConnectionInUse(link_name, uses)
        ended = [one for _, one in self._authorized(definition)]
        self._ledger.forget(link_name)
        await self._tell(definition, ended)

    def definitions(self) -> list[Definition]:
        """All connections, in the order in which they were defined."""
        return self._ledger.definitions()

    def definition(self, link_name: str) -> Definition:
        """The connection of that link name; raises UnknownConnection."""
        return self._ledger.definition(link_name)

    # -- authorising

    def asked(self, link_name: str) -> tuple[Asked, ...]:
        """What a person has to enter to connect; empty where only the vendor's own page asks."""
        return self._service(self._ledger.definition(link_name)).asked()

    def has_page(self, link_name: str) -> bool:
        """Whether a person connects at a page of the vendor's (`begin`), and not here (`enter`)."""
        match self._service(self._ledger.definition(link_name)).authentication:
            case OAuth2(grant="authorization code") | OAuth1():
                return True
            case _:
                return False

    async def enter(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> Outcome:
        """Connect without a page of the vendor's: with user name and password, or keys, that are `entered`.

        A service of client credentials asks for nothing and is asked for tokens at once. Raises
        UnknownConnection, EntryRefused, ExchangeRefused, VendorSilent; the status stays then.
        """
        definition = self._ledger.definition(link_name)
        service = self._service(definition)
        if self.has_page(link_name):
            raise EntryRefused(link_name, f"{service.name} asks on a page of its own.")
        values = self._entered(definition, entered or {})
        if not isinstance(service.authentication, OAuth2):
            self.record_entered(organization, link_name, person, values)
            return Outcome(organization, link_name, person, CONNECTED)
        data_centre = service.data_centre(self._data_centre(organization))
        endpoint = self._make_endpoint(definition, data_centre, values)
        asked_at = self._clock.now()
        with _no_tokens(link_name):
            tokens = await endpoint.obtain(definition.scopes)
        self.record(
            organization,
            link_name,
            person,
            tokens,
            data_centre=data_centre,
            obtained_at=asked_at,
            entered=values,
        )
        return Outcome(organization, link_name, person, CONNECTED)

    async def begin(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> str:
        """Begin a consent: the URL to open in the person's browser; good once and for ten minutes.

        `entered` is what the service `asks` first, such as the name of a shop. Until `callback` the status
        stays what it is. Raises UnknownConnection, UnknownDataCentre, EntryRefused, and for OAuth 1 also
        ExchangeRefused and VendorSilent.
        """
        definition = self._ledger.definition(link_name)
        service = self._service(definition)
        if not self.has_page(link_name):
            raise EntryRefused(link_name, f"{service.name} has no page for it: enter what it asks for.")
        data_centre = service.data_centre(self._data_centre(organization))
        values = self._entered(definition, entered or {})
        redirect_uri = self._callback_url(organization)
        pending = self._ledger.open(organization, link_name, person, data_centre, redirect_uri, values)
        match service.authentication:
            case OAuth2() as oauth:
                url = service.url(oauth.authorize_url, data_centre, values)
                return authorize_url(url, oauth, definition, pending, self._clients(service).client_id)
            case OAuth1() as oauth1:
                return await self._request_token(service, oauth1, pending)
        raise AssertionError(service.authentication)

    async def _request_token(self, service: Service, oauth: OAuth1, pending: Pending) -> str:
        """The first step of OAuth 1: a request token, which the vendor's page then asks about."""
        back = joined(pending.redirect_uri, {"state": pending.state})
        url = service.url(oauth.request_token_url, pending.data_centre, pending.entered)
        with _no_tokens(pending.link_name):
            got = await self._signer(service).ask(self._client(), url, Pair(), callback_uri=back)
        token = got["oauth_token"]
        secret = got.get("oauth_token_secret", "")
        self._ledger.keep_open(replace(pending, token=token, token_secret=secret))
        page = service.url(oauth.authorize_url, pending.data_centre, pending.entered)
        return joined(page, {"oauth_token": token, "oauth_callback": back})

    async def callback(self, query: Mapping[str, str]) -> Outcome:
        """End a consent with the query that the vendor sent the person back with.

        With a code (OAuth 1: a verifier) the connection becomes Connected; with an error (`access_denied`
        when the person declined) its status stays what it was, and `Outcome.error` is the vendor's word; so
        it does without either, as a vendor may answer a refusal, and the error is `NO_CODE`. Raises
        StateRefused, UnknownConnection, UnknownDataCentre, ExchangeRefused, VendorSilent; the status stays
        then, too.
        """
        pending = self._ledger.take(query.get("state", ""))
        definition = self._ledger.definition(pending.link_name)
        organization, link_name, person = pending.organization, pending.link_name, pending.person
        service = self._service(definition)
        first = isinstance(service.authentication, OAuth1)
        proof = query.get("oauth_verifier" if first else "code", "")
        error = query.get("error") or query.get("oauth_problem")
        if error or not proof:
            status = self.status(organization, link_name, person)
            return Outcome(organization, link_name, person, status, error or NO_CODE)
        if first and query.get("oauth_token") != pending.token:
            raise StateRefused("unknown")
        # Zoho says here at which of its data centres the person is, and the code is good only there.
        data_centre = service.data_centre(query.get("location", pending.data_centre))
        asked_at = self._clock.now()
        with _no_tokens(link_name):
            if isinstance(service.authentication, OAuth1):
                tokens = await self._access_token(service, service.authentication, pending, proof)
            else:
                endpoint = self._make_endpoint(definition, data_centre, pending.entered)
                tokens = await endpoint.exchange(proof, pending.redirect_uri)
        self.record(
            organization,
            link_name,
            person,
            tokens,
            data_centre=data_centre,
            obtained_at=asked_at,
            entered=pending.entered,
        )
        return Outcome(organization, link_name, person, CONNECTED)

    async def _access_token(self, service: Service, oauth: OAuth1, pending: Pending, proof: str) -> Tokens:
        """The last step of OAuth 1."""
        url = service.url(oauth.access_token_url, pending.data_centre, pending.entered)
        pair = Pair(pending.token, pending.token_secret)
        got = await self._signer(service).ask(self._client(), url, pair, verifier=proof)
        return Tokens(got["oauth_token"], secret=got.get("oauth_token_secret", ""))

    def record(
        self,
        organization: str,
        link_name: str,
        person: str,
        tokens: Tokens,
        *,
        data_centre: str | None = None,
        obtained_at: float | None = None,
        entered: Mapping[str, str] | None = None,
    ) -> None:
        """Keep an authorisation: the connection is Connected. Every way to connect by tokens ends here.

        `data_centre` of the vendor (default: the organization's); `obtained_at` is when the tokens were
        asked for, in seconds since the epoch (default: now), which is when their life begins.
        """
        definition = self._ledger.definition(link_name)
        where = self._data_centre(organization) if data_centre is None else data_centre
        start = self._clock.now() if obtained_at is None else obtained_at
        authorization = Authorization(
            link_name,
            person,
            authorized_at=start,
            scopes=tokens.scopes or definition.scopes,  # left out if granted as asked (RFC 6749, 5.1)
            asked=definition.scopes,
            data_centre=self._service(definition).data_centre(where),
            host=tokens.host,
            expires_at=tokens.expires_at(start),
            access_token=tokens.access_token,
            refresh_token=tokens.refresh_token,
            token_secret=tokens.secret,
            entered=entered or {},
        )
        self._ledger.keep(organization, definition, authorization)

    def record_entered(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str]
    ) -> None:
        """Keep an authorisation of user and password, or of keys: the connection is Connected.

        Raises EntryRefused for what the service does not ask, or lacks.
        """
        definition = self._ledger.definition(link_name)
        values = self._entered(definition, entered)
        kept = Authorization(link_name, person, self._clock.now(), entered=values)
        self._ledger.keep(organization, definition, kept)

    # -- using

    async def credentials(
        self, organization: str, link_name: str, person: str | None, carrier: Carrier = ANYTHING
    ) -> Credentials:
        """What joins a request that this person makes through the connection; None: nobody is behind it.

        `carrier` is the request, on which a signature depends. Expired tokens are renewed first. Raises
        UnknownConnection, NotConnected, Disconnected, NotAuthorizedByPerson, RefreshRefused, NoForm: then no
        request may leave.
        """
        definition = self._ledger.definition(link_name)
        found = await self._keeper.fresh(organization, definition, person)
        return self._joiner.credentials(self._service(definition), found, carrier)

    async def credentials_after_401(
        self, organization: str, link_name: str, person: str | None, refused: Credentials
    ) -> Credentials | None:
        """What to try once more after the vendor answered 401 to `refused`; None: its answer stands."""
        definition = self._ledger.definition(link_name)
        service = self._service(definition)
        if not isinstance(service.authentication, OAuth2) or self._assumptions.assume(REFRESH_ON_401) == "no":
            return None

        def joining(one: Authorization) -> Credentials:
            return self._joiner.credentials(service, one, ANYTHING)

        try:
            found = await self._keeper.after_401(
                organization, definition, person, was_refused=lambda one: joining(one) == refused
            )
        except ConnectionProblem:
            return None
        return None if found is None else joining(found)

    # -- ending

    def disconnect(self, organization: str, link_name: str, person: str | None = None) -> None:
        """The state change of `revoke`, without telling the vendor."""
        self._disconnect(organization, self._ledger.definition(link_name), person)

    async def revoke(self, organization: str, link_name: str, person: str | None = None) -> bool:
        """Make the connection Disconnected: the record stays, the tokens go, the vendor is told.

        Where every person authorises for themselves it ends the authorisation of `person`, or with None
        everybody's. True if the vendor was told and agreed; it is false when the vendor has no endpoint for
        it, or refused, or there was nothing to end any more. Raises UnknownConnection, NotConnected,
        NotAuthorizedByPerson.
        """
        definition = self._ledger.definition(link_name)
        return await self._tell(definition, self._disconnect(organization, definition, person))

    # -- looking

    def status(self, organization: str, link_name: str, person: str | None = None) -> Status:
        """Connected, Disconnected or Not connected.

        Where every person authorises for themselves: that person's; with None, the best of anybody's.
        """
        definition = self._ledger.definition(link_name)
        return _best(self._concerned(organization, definition, person))

    def show(self, organization: str, link_name: str) -> ConnectionView:
        """The connection as the organization sees it, without secrets."""
        return self._view(organization, self._ledger.definition(link_name))

    def view(self, organization: str) -> list[ConnectionView]:
        """All connections as the organization sees them, without secrets."""
        return [self._view(organization, one) for one in self._ledger.definitions()]

    def samples(self, organization: str, link_name: str) -> Samples:
        """The sample code of the details page, as the organization sees it; raises UnknownConnection."""
        definition = self._ledger.definition(link_name)
        empty = not definition.scopes and self._assumptions.assume(SAMPLE_SCOPE) == "empty"
        return samples(definition, self._service(definition), organization, empty_scope=empty)

    def _view(self, organization: str, definition: Definition) -> ConnectionView:
        authorizations = self._ledger.authorizations(organization, definition)
        service = self._service(definition)
        return ConnectionView(
            definition.display_name,
            definition.link_name,
            definition.service,
            service.name,
            service.authentication.kind,
            service.custom,
            definition.scopes,
            definition.use_credentials_of_login_user,
            _best(authorizations),
            tuple(_shown(one, definition) for one in authorizations),
        )

    def _disconnect(
        self, organization: str, definition: Definition, person: str | None
    ) -> list[Authorization]:
        """End the authorisations that `person` means; returns what they were."""
        concerned = self._concerned(organization, definition, person)
        if not concerned:
            raise self._keeper.missing(organization, definition, person)
        ended = [one for one in concerned if one.status == CONNECTED]
        for one in ended:
            self._ledger.keep(organization, definition, disconnected(one))
        return ended

    def _concerned(
        self, organization: str, definition: Definition, person: str | None
    ) -> list[Authorization]:
        if person is None:
            return self._ledger.authorizations(organization, definition)
        found = self._ledger.authorization(organization, definition, person)
        return [] if found is None else [found]

    def _authorized(self, definition: Definition) -> list[tuple[str, Authorization]]:
        """Every authorisation that is Connected, with its organization."""
        return [
            (organization, one)
            for organization in self._ledger.organizations()
            for one in self._ledger.authorizations(organization, definition)
            if one.status == CONNECTED
        ]

    def _disconnect_everywhere(self, definition: Definition) -> None:
        for organization, one in self._authorized(definition):
            self._ledger.keep(organization, definition, disconnected(one))

    def _cut_off(self, service: str) -> None:
        """Refuse a change of the service while it has Connected connections, or disconnect them."""
        active = [one for one in self.using(service) if self._authorized(one)]
        if not active:
            return
        if self._assumptions.assume(SERVICE_EDITED) == "refuse":
            raise ServiceInUse(service, "changed", [one.link_name for one in active])
        for one in active:
            self._disconnect_everywhere(one)

    async def _tell(self, definition: Definition, ended: Sequence[Authorization]) -> bool:
        """Revoke at the vendor what has ended here; whether it was told and agreed."""
        authentication = self._service(definition).authentication
        if not ended or not isinstance(authentication, OAuth2) or not authentication.revoke_url:
            return False
        if self._assumptions.assume(REVOKE_AT_VENDOR) == "no":
            return False
        told = [
            await self._endpoint(definition, one).revoke(one.refresh_token or one.access_token)
            for one in ended
        ]
        return all(told)

    def _entered(self, definition: Definition, entered: Mapping[str, str]) -> dict[str, str]:
        """What the person entered, complete; an address that they left out is an example."""
        asked = self.asked(definition.link_name)
        known = [one.name for one in asked]
        for name in entered:
            if name not in known:
                raise EntryRefused(
                    definition.link_name, f"nothing is asked under '{name}'. {nearest(name, known)}"
                )
        asks = self._service(definition).asks
        for one in asked:
            if not entered.get(one.name) and one.name not in asks:
                raise EntryRefused(definition.link_name, f"'{one.name}' ({one.label}) was not entered.")
        return dict(entered)

    def _service(self, definition: Definition) -> Service:
        return self.service(definition.service)

    def _signer(self, service: Service) -> Signer:
        return Signer(
            self._clients(service),
            self._assumptions.assume(SIGNATURE),
            lambda: self._ids.secret("connections", "nonce"),
            self._clock.now,
        )

    def _endpoint(self, definition: Definition, authorization: Authorization) -> Endpoint:
        return self._make_endpoint(definition, authorization.data_centre, authorization.entered)

    def _make_endpoint(
        self, definition: Definition, data_centre: str, entered: Mapping[str, str]
    ) -> Endpoint:
        service = self._service(definition)
        assert isinstance(service.authentication, OAuth2)
        keys = self._clients(service)
        return Endpoint(service, service.authentication, data_centre, entered, keys, self._client)


@contextmanager
def _no_tokens(link_name: str) -> Iterator[None]:
    """Say that the vendor gave no tokens, or that it could not."""
    try:
        yield
    except NoTokens as refusal:
        if refusal.down:
            raise VendorSilent(link_name, refusal.reason) from refusal
        raise ExchangeRefused(link_name, refusal.reason) from refusal


def _best(authorizations: list[Authorization]) -> Status:
    if not authorizations:
        return NOT_CONNECTED
    return CONNECTED if any(one.status == CONNECTED for one in authorizations) else DISCONNECTED


def _shown(one: Authorization, definition: Definition) -> AuthorizationView:
    return AuthorizationView(
        one.person,
        one.status,
        one.scopes,
        one.authorized_at,
        one.expires_at,
        one.data_centre,
        one.host,
        consent_due=one.status == CONNECTED and set(one.asked) != set(definition.scopes),
    )
