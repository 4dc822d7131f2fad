"""The connection layer of one world: define, authorise, give credentials, revoke."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from harness.ports import Assumptions, Carrier, Clock, Ids, Store

from .assumptions import NO_SCOPES, REFRESH_ON_401, REVOKE_AT_VENDOR, SAMPLE_SCOPE, SCOPES_EDITED
from .authentication import Asked, OAuth2
from .catalogue import SERVICES
from .credentials import Keeper
from .endpoint import Endpoint
from .errors import ConnectionInUse, ConnectionProblem
from .flows import Flows
from .joining import ANYTHING, Joiner
from .ledger import Ledger, best
from .model import (
    CONNECTED,
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
from .registry import Registry
from .samples import samples
from .service import Service
from .vendors import Vendors

if TYPE_CHECKING:
    import httpx


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
        self._assumptions, self._uses = assumptions, uses
        self._ledger = Ledger(store, clock, ids)
        self._registry = Registry(services, self._ledger, assumptions)
        self._vendors = Vendors(clock, ids, assumptions, client, clients)
        self._flows = Flows(self._ledger, clock, self._registry, self._vendors, callback_url, data_centre)
        self._keeper = Keeper(self._ledger, clock, assumptions, self._endpoint)
        self._joiner = Joiner(assumptions.assume, self._vendors.signer)

    # -- services

    def services(self) -> dict[str, Service]:
        """All services by link name: the default ones, then the custom ones."""
        return self._registry.all()

    def service(self, link_name: str) -> Service:
        """The service of that link name; raises InvalidDefinition with the nearest one."""
        return self._registry.get(link_name)

    def define_service(self, service: Service) -> None:
        """Add a custom service, or change one; raises InvalidDefinition, ServiceInUse."""
        self._registry.define(service)

    def delete_service(self, link_name: str) -> None:
        """Delete a custom service that no connection uses. Raises InvalidDefinition, ServiceInUse."""
        self._registry.delete(link_name)

    def using(self, service: str) -> list[Definition]:
        """The connections that use the service of that link name."""
        return self._registry.using(service)

    def view_service(self, link_name: str) -> ServiceView:
        """The service without secrets; raises InvalidDefinition."""
        return self._registry.view(link_name)

    # -- definitions

    def define(self, definition: Definition) -> None:
        """Add a connection, or change the name and scopes of one.

        What organizations have authorised stays as it is: new scopes count from the next consent. For which
        scopes a connection without any asks is the assumption `connections.no_scopes`. Raises
        InvalidDefinition for a service or scope that does not exist, and when service or login-user option of
        a known connection would change.
        """
        service = self.service(definition.service)
        service.check_scopes(definition)
        oauth = service.authentication
        listed = tuple(oauth.scopes) if service.custom and isinstance(oauth, OAuth2) else ()
        if listed and not definition.scopes and self._assumptions.assume(NO_SCOPES) == "all":
            definition = replace(definition, scopes=listed)
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
        changed = set(wanted) != set(old.scopes) and bool(self._ledger.authorized(new))
        if changed and self._assumptions.assume(SCOPES_EDITED) == "disconnect":
            self._ledger.disconnect_everywhere(new)
        return new

    async def delete(self, link_name: str, *, anyway: bool = False) -> None:
        """Delete a connection, with what every organization has authorised of it; vendors are told.

        Raises UnknownConnection, and ConnectionInUse while code of the extension uses it unless `anyway`.
        """
        definition = self._ledger.definition(link_name)
        if not anyway and (uses := self._uses(link_name)):
            raise ConnectionInUse(link_name, uses)
        ended = [one for _, one in self._ledger.authorized(definition)]
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
        return self._flows.asked(link_name)

    def has_page(self, link_name: str) -> bool:
        """Whether a person connects at a page of the vendor's (`begin`), and not here (`enter`)."""
        return self._flows.has_page(link_name)

    async def enter(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> Outcome:
        """Connect without a page of the vendor's; see `Flows.enter`."""
        return await self._flows.enter(organization, link_name, person, entered)

    async def begin(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> str:
        """Begin a consent: the URL to open in the person's browser; see `Flows.begin`."""
        return await self._flows.begin(organization, link_name, person, entered)

    async def callback(self, query: Mapping[str, str]) -> Outcome:
        """End a consent with the query that the vendor sent the person back with; see `Flows.callback`."""
        return await self._flows.callback(query)

    def record(self, organization: str, link_name: str, person: str, tokens: Tokens) -> None:
        """Keep an authorisation by tokens that were given now: the connection is Connected."""
        self._flows.record(organization, link_name, person, tokens)

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
        return self._ledger.status(organization, definition, person)

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
            best(authorizations),
            tuple(AuthorizationView.of(one, definition) for one in authorizations),
        )

    def _disconnect(
        self, organization: str, definition: Definition, person: str | None
    ) -> list[Authorization]:
        """End the authorisations that `person` means; returns what they were."""
        concerned = self._ledger.concerned(organization, definition, person)
        if not concerned:
            raise self._keeper.missing(organization, definition, person)
        ended = [one for one in concerned if one.status == CONNECTED]
        for one in ended:
            self._ledger.keep(organization, definition, one.disconnected())
        return ended

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

    def _service(self, definition: Definition) -> Service:
        return self._registry.get(definition.service)

    def _endpoint(self, definition: Definition, authorization: Authorization) -> Endpoint:
        service = self._service(definition)
        return self._vendors.endpoint(service, authorization.data_centre, authorization.entered)
