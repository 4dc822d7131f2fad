"""The connection layer of one world: define, authorise, give credentials, revoke."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from harness.ports import Assumptions, Clock, Ids, Store

from .assumptions import REFRESH_ON_401, REVOKE_AT_VENDOR
from .authorize import authorize_url
from .catalogue import SERVICES, Service, find_service
from .credentials import Keeper, disconnected
from .endpoint import Endpoint, NoTokens
from .errors import ConnectionProblem, ExchangeRefused
from .ledger import Ledger
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
    Status,
    Tokens,
)

if TYPE_CHECKING:
    import httpx

NO_CODE = "no_code"
"""Our own word for a callback with neither a code nor an error."""


class Connections:
    """Named, stored authorisations to other applications; each organization holds its own.

    It speaks OAuth 2 over HTTP with whatever `client` reaches, and stores all it knows in `store`.

    `client` gives the HTTP client for calls to the vendors (it is not closed here); `callback_url` the
    redirect URI for an organization; `clients` our client id and secret for a service's link name;
    `data_centre` where an organization lives (`us`, `eu`, `in` …); `services` the known services.
    """

    def __init__(
        self,
        store: Store,
        clock: Clock,
        ids: Ids,
        assumptions: Assumptions,
        client: Callable[[], httpx.AsyncClient],
        callback_url: Callable[[str], str],
        clients: Callable[[str], ClientKeys],
        *,
        data_centre: Callable[[str], str] = lambda _: "us",
        services: Mapping[str, Service] = SERVICES,
    ) -> None:
        self._clock, self._assumptions = clock, assumptions
        self._client, self._callback_url, self._clients = client, callback_url, clients
        self._data_centre, self._services = data_centre, services
        self._ledger = Ledger(store, clock, ids)
        self._keeper = Keeper(self._ledger, clock, assumptions, self._endpoint)

    # -- definitions

    def define(self, definition: Definition) -> None:
        """Add a connection, or change the name and scopes of one.

        What organizations have authorised stays as it is: new scopes count from the next consent. Raises
        InvalidDefinition for a service or scope that does not exist, and when service or login-user option
        of a known connection would change.
        """
        find_service(self._services, definition.service).check_scopes(definition)
        self._ledger.define(definition)

    def definitions(self) -> list[Definition]:
        """All connections, in the order in which they were defined."""
        return self._ledger.definitions()

    def definition(self, link_name: str) -> Definition:
        """The connection of that link name; raises UnknownConnection."""
        return self._ledger.definition(link_name)

    # -- authorising

    def begin(self, organization: str, link_name: str, person: str) -> str:
        """Begin a consent: the URL to open in the person's browser; good once and for ten minutes.

        Until `callback` the status stays what it is. Raises UnknownConnection, UnknownDataCentre.
        """
        definition = self._ledger.definition(link_name)
        service = self._service(definition)
        data_centre = service.data_centre(self._data_centre(organization))
        redirect_uri = self._callback_url(organization)
        pending = self._ledger.open(organization, link_name, person, data_centre, redirect_uri)
        return authorize_url(service, definition, pending, self._clients(service.link_name).client_id)

    async def callback(self, query: Mapping[str, str]) -> Outcome:
        """End a consent with the query that the vendor sent the person back with.

        With a code the connection becomes Connected; with an error (`access_denied` when the person
        declined) its status stays what it was, and `Outcome.error` is the vendor's word; so it does without
        either, as a vendor may answer a refusal, and the error is `NO_CODE`. Raises
        StateRefused, UnknownDataCentre, ExchangeRefused; the status stays then, too.
        """
        pending = self._ledger.take(query.get("state", ""))
        definition = self._ledger.definition(pending.link_name)
        organization, link_name, person = pending.organization, pending.link_name, pending.person
        if query.get("error") or not query.get("code"):
            status = self.status(organization, link_name, person)
            return Outcome(organization, link_name, person, status, query.get("error") or NO_CODE)
        # Zoho says here at which of its data centres the person is, and the code is good only there.
        service = self._service(definition)
        data_centre = service.data_centre(query.get("location", pending.data_centre))
        asked_at = self._clock.now()
        try:
            endpoint = self._endpoint(definition, data_centre)
            tokens = await endpoint.exchange(query["code"], pending.redirect_uri)
        except NoTokens as refusal:
            raise ExchangeRefused(link_name, refusal.reason) from refusal
        self.record(organization, link_name, person, tokens, data_centre=data_centre, obtained_at=asked_at)
        return Outcome(organization, link_name, person, CONNECTED)

    def record(
        self,
        organization: str,
        link_name: str,
        person: str,
        tokens: Tokens,
        *,
        data_centre: str | None = None,
        obtained_at: float | None = None,
    ) -> None:
        """Keep an authorisation: the connection is Connected. Every way to connect ends here.

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
            data_centre=self._service(definition).data_centre(where),
            host=tokens.host,
            expires_at=tokens.expires_at(start),
            access_token=tokens.access_token,
            refresh_token=tokens.refresh_token,
        )
        self._ledger.keep(organization, definition, authorization)

    # -- using

    async def credentials(self, organization: str, link_name: str, person: str | None) -> Credentials:
        """What joins a request that this person makes through the connection; None: nobody is behind it.

        Expired tokens are renewed first. Raises UnknownConnection, NotConnected, Disconnected,
        NotAuthorizedByPerson, RefreshRefused: then no request may leave.
        """
        definition = self._ledger.definition(link_name)
        found = await self._keeper.fresh(organization, definition, person)
        return self._service(definition).credentials(found.access_token)

    async def credentials_after_401(
        self, organization: str, link_name: str, person: str | None, refused: Credentials
    ) -> Credentials | None:
        """What to try once more after the vendor answered 401 to `refused`; None: its answer stands."""
        if self._assumptions.assume(REFRESH_ON_401) == "no":
            return None
        definition = self._ledger.definition(link_name)
        service = self._service(definition)
        try:
            found = await self._keeper.after_401(
                organization,
                definition,
                person,
                was_refused=lambda one: service.credentials(one.access_token) == refused,
            )
        except ConnectionProblem:
            return None
        return None if found is None else service.credentials(found.access_token)

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
        ended = self._disconnect(organization, definition, person)
        if not ended or not self._service(definition).revoke_url:
            return False
        if self._assumptions.assume(REVOKE_AT_VENDOR) == "no":
            return False
        told = [await self._revoke_at_vendor(definition, one) for one in ended]
        return all(told)

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

    def _view(self, organization: str, definition: Definition) -> ConnectionView:
        authorizations = self._ledger.authorizations(organization, definition)
        return ConnectionView(
            definition.display_name,
            definition.link_name,
            definition.service,
            self._service(definition).name,
            definition.scopes,
            definition.use_credentials_of_login_user,
            _best(authorizations),
            tuple(_shown(one) for one in authorizations),
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

    async def _revoke_at_vendor(self, definition: Definition, ended: Authorization) -> bool:
        endpoint = self._endpoint(definition, ended.data_centre)
        return await endpoint.revoke(ended.refresh_token or ended.access_token)

    def _service(self, definition: Definition) -> Service:
        return self._services[definition.service]

    def _endpoint(self, definition: Definition, data_centre: str) -> Endpoint:
        service = self._service(definition)
        return Endpoint(service, data_centre, self._clients(service.link_name), self._client)


def _best(authorizations: list[Authorization]) -> Status:
    if not authorizations:
        return NOT_CONNECTED
    return CONNECTED if any(one.status == CONNECTED for one in authorizations) else DISCONNECTED


def _shown(one: Authorization) -> AuthorizationView:
    return AuthorizationView(
        one.person, one.status, one.scopes, one.authorized_at, one.expires_at, one.data_centre, one.host
    )
