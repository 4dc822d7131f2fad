"""The composition root: everything of one ecosystem, wired. Nothing leaks between two worlds."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Collection, Iterable, Mapping
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from . import connections, deluge, servers, workflow
from .connections import ClientKeys, Connections, Externals, OAuth1, OAuth2, Service, Tokens
from .errors import HarnessError, LoopError, UsageError, nearest
from .extension import Extension
from .ports import Record
from .providers import default_providers, vendor_of
from .site.canned import canned_service
from .site.connection_pages import ConnectionPages
from .site.connections import ConnectionControls
from .site.controls import WorldControls
from .site.pages import PROBLEM, Pages
from .site.vendor_pages import VendorPages
from .workflow import Engine, OwnApi

if TYPE_CHECKING:
    import httpx

    from .client import WorldClient
    from .transport import WorldTransport

CALLBACK_HOSTS: Mapping[str, str] = {
    "us": "deluge.zoho.com",
    "eu": "deluge.zoho.eu",
    "in": "deluge.zoho.in",
    "au": "dre.zoho.com.au",
    "cn": "dre.zoho.com.cn",
    "jp": "dre.zoho.jp",
    "ca": "dre.zohocloud.ca",
    "sa": "deluge.zoho.sa",
}
"""Where vendors send the browser back to, by data centre of the organization (platform.md 1.5)."""
CALLBACK_PATH = "/delugeauth/callback"
OWN_HOST = "harness.localhost"
"""The host of the harness itself, with `/_control`."""
SETTLE_BOUND = 1_000
"""So many rounds of rules and timers are a loop."""

ASSUMPTIONS = (*deluge.ASSUMPTIONS, *connections.ASSUMPTIONS, *workflow.ASSUMPTIONS)


class World:
    """One isolated ecosystem: fakes, connections, workflow, clock, journal.

    Made by `World.create`; asyncio only. `context` is what the fakes were given.
    """

    def __init__(self, context: servers.Context, extension: Extension, allowed: Iterable[str]) -> None:
        self.context = context
        self.store, self.clock, self.ids = context.store, context.clock, context.ids
        self.timers, self.journal, self.people = context.timers, context.journal, context.people
        self.assumptions = context.assumptions
        self.services = servers.services()
        self.quiet = asyncio.Lock()
        self.controls = WorldControls(self)
        self.connection_controls = ConnectionControls(self)
        self.pages = Pages(self, CALLBACK_PATH)
        self.fakes = servers.Fakes(
            context, (*CALLBACK_HOSTS.values(), OWN_HOST), self._site, default_providers()
        )
        self._allowed = allowed
        self.connections = Connections(
            self.store,
            self.clock,
            self.ids,
            self.assumptions,
            lambda: self.client,
            self.callback_url,
            self.client_keys,
            uses=lambda link_name: self.extension.uses(link_name),
        )
        self.external = Externals(self.store, self.clock, self.assumptions, self._browser)
        self.workflow = Engine(
            self.store,
            self.clock,
            self.ids,
            self.assumptions,
            self.journal,
            client=lambda: self.client,
            connections=self.connections,
            people=lambda name: self.people.get(name) or {},
            arguments=self.arguments,
            before_sending=self._before_sending,
            global_fields=self.global_fields,
            administrator=self._administrator,
            own_api=self._own_api,
            installed=self.external.installed,
        )
        self._tokens: dict[tuple[str, str, str | None], str] = {}
        self._own_app: servers.App | None = None
        context.send = self._post
        for service in self.services.values():
            for timer, handler in service.timers.items():
                self.timers.handle(timer, partial(handler, context))
        context.faults.actions.update(revoke=self._revoke_by_fault, remove_access=self._remove_by_fault)
        self.install(extension)

    @classmethod
    def create(
        cls,
        extension: Extension | None = None,
        *,
        seed: int = 1,
        start: float | None = None,
        manual: bool = True,
        assume: Mapping[str, str] | None = None,
        sabotage: Iterable[str] = (),
        origins: Mapping[str, str] | None = None,
        allowed: Iterable[str] = (),
    ) -> World:
        """A new world.

        `start` is the clock's first moment (seconds since the epoch), `manual` a clock that only moves
        when told; `assume` chooses alternatives; `sabotage` switches checks off, for tests of tests;
        `origins` (vendor's host -> origin) keeps every URL on this machine; `allowed` hosts are
        really called.
        """
        context = servers.make_context(
            seed=seed,
            manual=manual,
            start=start,
            assumptions=ASSUMPTIONS,
            chosen=assume or {},
            sabotage=sabotage,
            origins=origins,
        )
        return cls(context, extension or Extension(), allowed)

    def install(self, extension: Extension) -> None:
        """Install the extension: its services, connections, functions and rules."""
        self.extension = extension
        for service in extension.services.values():
            self.connections.define_service(service)
        for definition in extension.connections.values():
            self.connections.define(definition)
        self.external.install(extension.external_connections)
        self.workflow.install(extension.rules, extension.functions, extension.webhooks)
        self.context.events.heard = {rule.module for rule in extension.rules}
        for service in extension.services.values():
            if isinstance(service.authentication, OAuth1 | OAuth2):
                self._vendor(service)
        for host, answers in extension.hosts.items():
            self.fakes.add(canned_service(host, answers, self._vendor_of))

    # --- state, as scenarios lay it down and look at it

    def kind(self, service: str, kind: str) -> servers.Kind:
        """The declared kind of record; raises UsageError with the nearest name."""
        if service not in self.services:
            raise UsageError(f"There is no fake '{service}'. {nearest(service, self.services)}")
        kinds = self.services[service].kinds
        if kind not in kinds:
            raise UsageError(f"{service} has no '{kind}'. {nearest(kind, kinds)}")
        return kinds[kind]

    def given(self, service: str, kind: str, tenant: str, values: Mapping[str, Any]) -> Record:
        """Lay down a record of the starting state: no event, no HTTP; returns the stored record."""
        self.context.events.silent = True
        try:
            return self.kind(service, kind).given(self.context, tenant, values)
        finally:
            self.context.events.silent = False

    def view(self, service: str, kind: str, tenant: str) -> list[dict[str, Any]]:
        """The records of a tenant as expectations see them."""
        return self.kind(service, kind).view(self.context, tenant)

    def tenants(self, service: str) -> list[str]:
        """The organizations (accounts) of a fake, in order of creation."""
        (kind,) = (kind for kind in self.services[service].kinds.values() if not kind.tenanted)
        return [row[kind.key] for row in kind.view(self.context, "")]

    def global_fields(self, organization: str) -> dict[str, Any]:
        """The extension's global fields as the organization has filled them in."""
        rows = self.store.rows("books.orgvariables", organization)
        return {name: record["value"] for name, record in rows.items()}

    # --- what it sends through: made at the first call, because httpx costs start-up time

    @cached_property
    def transport(self) -> WorldTransport:
        """Carries its requests to the fakes, in process or over sockets."""
        from .transport import WorldTransport

        return WorldTransport(self.fakes, self.journal, self.clock, self._allowed)

    @cached_property
    def client(self) -> WorldClient:
        """Carries everything that this world sends."""
        from .client import WorldClient

        # trust_env: a proxy of this machine would carry the world's calls off it.
        return WorldClient(transport=self.transport, timeout=40, trust_env=False)

    # --- acting as a person or a client would

    def token(
        self,
        vendor: str,
        person: str,
        tenant: str | None = None,
        scopes: Iterable[str] | None = None,
        lifetime: float | None = None,
    ) -> str:
        """A ready access token of that person: everything the person may do unless `scopes` are given.

        `lifetime` is in seconds; without one it does not expire.
        """
        return servers.mint(self.context, vendor, person, scopes, tenant, lifetime)

    async def request(
        self,
        method: str,
        url: str,
        *,
        person: str | None = None,
        tenant: str | None = None,
        json: Any = None,
        headers: Mapping[str, str] | None = None,
        content: bytes | None = None,
        origin: str = "api",
        cause: Mapping[str, Any] | None = None,
    ) -> httpx.Response:
        """One call over HTTP, as that person's session would make it; journalled with its origin."""
        import httpx

        from .transport import EXCHANGE

        sent = dict(headers or {})
        if person is not None:
            sent |= self._session(httpx.URL(url).host, person, tenant)
        request = self.client.build_request(method, url, json=json, content=content, headers=sent)
        shown = list(request.headers.items())
        exchange = self.journal.open(
            method, str(request.url), shown, request.content, origin=origin, cause=cause
        )
        request.extensions[EXCHANGE] = exchange.id
        return await self.client.send(request)

    async def _post(self, url: str, headers: Mapping[str, str], body: bytes) -> servers.Answered | None:
        """What a fake sends of itself, such as a webhook; None if nobody answers."""
        import httpx

        from .transport import OF_A_FAKE

        try:
            response = await self.client.post(
                url, content=body, headers=dict(headers), extensions={OF_A_FAKE: True}
            )
        except (httpx.HTTPError, httpx.InvalidURL, HarnessError):
            return None  # the journal has it
        return servers.Answered(response.status_code, response.headers)

    def _session(self, host: str, person: str, tenant: str | None) -> dict[str, str]:
        if host.endswith("wrike.com"):
            vendor, word, centre = "wrike", "Bearer", None
        else:
            vendor, word, centre, tenant = "zoho", "Zoho-oauthtoken", self._centre_at(host, person), None
        key = (vendor, person, tenant or centre)
        if key not in self._tokens:
            self._tokens[key] = servers.mint(self.context, vendor, person, None, tenant, data_centre=centre)
        return {"authorization": f"{word} {self._tokens[key]}"}

    def _centre_at(self, host: str, person: str) -> str | None:
        """The data centre of the host, whose tokens are its own, if the person has an organization there."""
        own = (self.data_centre(tenant) for tenant in self.people.tenants(person, "zoho"))
        return next((one for one in own if one == servers.owners_of(host).get(host)), None)

    # --- connections

    def callback_url(self, organization: str) -> str:
        """Where the vendor sends the browser back to, for that organization."""
        return self.context.urls.of(CALLBACK_HOSTS[self.data_centre(organization)], CALLBACK_PATH)

    def data_centre(self, organization: str) -> str:
        """Where the organization lives: us, eu, in …"""
        record = self.store.get("books.organizations", "", organization) or {}
        return str(record.get("data_centre", self.context.data_centre))

    def client_keys(self, service: Service) -> ClientKeys:
        """Who we are to a vendor: the service's own client, or the platform's; registered at first use."""
        urls = [self.context.urls.of(host, CALLBACK_PATH) for host in CALLBACK_HOSTS.values()]
        oauth = service.authentication
        own = oauth.client if isinstance(oauth, (OAuth1, OAuth2)) else None
        client = servers.register_client(
            self.context,
            self._vendor(service),
            own.client_id if own else f"platform-{service.link_name}",
            "Zoho Connections",
            urls,
            own.client_secret if own else None,
        )
        return own or ClientKeys(client["client_id"], client["secret"])

    def own_client(self, vendor: str, redirect_uris: Iterable[str]) -> dict[str, Any]:
        """A client for programs of one's own: client_id, client_secret, redirect_uris."""
        client = servers.register_client(
            self.context, vendor, f"own-{vendor}", "Your application", redirect_uris
        )
        return {
            "client_id": client["client_id"],
            "client_secret": client["secret"],
            "redirect_uris": list(client["redirect_uris"]),
        }

    async def authorize_url(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> str:
        """Where the person's browser begins to authorise the connection; one use, ten minutes.

        Nobody watches what a browser does with the URL of an external connection: it is Connected by this.
        """
        if link_name in self.external:
            self.external.connect(organization, link_name, person)
            return self._local(self.external.get(link_name).connection_url)
        return self._local(await self.connections.begin(organization, link_name, person, entered))

    def _local(self, address: str) -> str:
        """A vendor's URL as a browser of this machine opens it."""
        import httpx

        url = httpx.URL(address)
        return self.context.urls.of(url.host, url.raw_path.decode())

    async def connect(
        self,
        organization: str,
        link_name: str,
        person: str,
        decision: connections.Decision = "accept",
        *,
        entered: Mapping[str, str] | None = None,
        without: Collection[str] = (),
    ) -> str:
        """Authorise as a person does: at the vendor's pages over HTTP, or by entering what is asked.

        `without` are scopes that the person unticks. Answers "" if the connection is Connected now, else the
        vendor's word (`access_denied`) or the kind of a ConnectionProblem of the callback, such as
        `state_refused`. Raises ConnectionProblem for what goes wrong before it.
        """
        if link_name in self.external:
            return await self.external.authorize(organization, link_name, person, decision)
        if not self.connections.has_page(link_name):
            if decision == "deny":
                return "access_denied"
            values = self._made_up(link_name) | dict(entered or {})
            await self.connections.enter(organization, link_name, person, values)
            return ""
        url = await self.authorize_url(organization, link_name, person, entered)
        page = await connections.consent(self._browser(), url, person, decision, without=without)
        return str(page.headers.get(PROBLEM, ""))

    async def sent_back(
        self,
        organization: str,
        link_name: str,
        person: str,
        decision: connections.Decision = "accept",
        *,
        entered: Mapping[str, str] | None = None,
        without: Collection[str] = (),
    ) -> str:
        """`connect` up to the address that the vendor sends the browser back to, which is not opened."""
        url = await self.authorize_url(organization, link_name, person, entered)
        return await connections.sent_back(self._browser(), url, person, decision, without=without)

    def _browser(self) -> httpx.AsyncClient:
        import httpx

        return httpx.AsyncClient(transport=self.transport, timeout=40, trust_env=False)

    def _made_up(self, link_name: str) -> dict[str, str]:
        """Something to enter for whatever the service asks, where nobody says what."""
        return {one.name: f"{one.name}-of-{link_name}" for one in self.connections.asked(link_name)}

    async def given_connection(
        self, organization: str, link_name: str, person: str, entered: Mapping[str, str] | None = None
    ) -> None:
        """The connection is Connected, whatever its type, by the shortest way that leaves the same state."""
        if link_name in self.external:
            self.external.connect(organization, link_name, person)
            return
        match self._service(link_name).authentication:
            case OAuth2(grant="authorization code"):
                self.connected(organization, link_name, person)
            case _:
                await self.connect(organization, link_name, person, entered=entered)

    def connected(
        self,
        organization: str,
        link_name: str,
        person: str,
        scopes: Iterable[str] | None = None,
    ) -> None:
        """The state that `connect` leaves, without HTTP; `scopes` if fewer were granted than asked for.

        For connections by code of OAuth 2; see `given_connection` for any.
        """
        definition, service = self.connections.definition(link_name), self._service(link_name)
        vendor = self._vendor(service)
        answer = servers.issue(
            self.context,
            vendor,
            self.client_keys(service).client_id,
            person,
            definition.scopes if scopes is None else scopes,
            self.data_centre(organization) if vendor == "zoho" else None,
        )
        self.connections.record(organization, link_name, person, Tokens.of(answer))

    async def revoke(self, organization: str, link_name: str, person: str | None = None) -> None:
        """Revoke on the connection's page: Disconnected, the record stays."""
        if link_name in self.external:
            await self.external.revoke(organization, link_name)
        else:
            await self.connections.revoke(organization, link_name, person)

    def status(self, organization: str, link_name: str, person: str | None = None) -> connections.Status:
        """The status of a connection of either sort; with `person`, their part of it."""
        if link_name in self.external:
            return self.external.status(organization, link_name)
        return self.connections.status(organization, link_name, person)

    def remove_access(self, link_name: str, person: str) -> None:
        """At the vendor: the person removes the application's access."""
        service = self._service(link_name)
        client = self.client_keys(service).client_id
        servers.remove_access(self.context, self._vendor(service), client, person)

    def happen(self, vendor: str, event: str, person: str, tenant: str | None = None) -> int:
        """Something at the vendor that ends tokens without anybody revoking them; how many grants ended.

        See `mocks/oauth/README.md` for what there is. Raises UsageError with the nearest one.
        """
        return servers.happen(self.context, vendor, event, person, tenant)

    @property
    def providers(self) -> list[str]:
        """The OAuth servers of services of the catalogue that no fake stands for."""
        return [one.name for one in default_providers().services]

    @property
    def endings(self) -> Mapping[str, tuple[str, ...]]:
        """What `happen` takes, by vendor."""
        return servers.endings(self.context)

    def _vendor_of(self, link_name: str) -> str:
        return self._vendor(self.connections.service(link_name))

    def _service(self, link_name: str) -> Service:
        return self.connections.service(self.connections.definition(link_name).service)

    def _vendor(self, service: Service) -> str:
        oauth = service.authentication
        if not isinstance(oauth, OAuth1 | OAuth2):
            raise UsageError(f"{service.name} is authenticated by {oauth.kind}: no fake stands for it.")
        centre = service.data_centre(self.context.data_centre)
        page = oauth.authorize_url or (oauth.token_url if isinstance(oauth, OAuth2) else "")
        return vendor_of(self.fakes, service, service.url(page, centre))

    # --- time

    @property
    def busy(self) -> bool:
        """Whether anything waits to be done, now or later: an event, a run, a timer."""
        return self.workflow.busy or self.timers.next_due() is not None

    async def settle(self) -> None:
        """Run what is due now, rules and timers, until nothing is left; not future timers."""
        async with self.quiet:
            for _ in range(SETTLE_BOUND):
                if not await self.workflow.drain() + await self.timers.run_due():
                    return
        recent = [line.rule for org in self.tenants("books") for line in self.workflow.logs(org)[-3:]]
        raise LoopError(
            f"Still busy after {SETTLE_BOUND} rounds: something sets itself off. "
            f"The last rules that ran: {', '.join(dict.fromkeys(recent)) or 'none'}."
        )

    async def advance(self, seconds: float) -> None:
        """Move the clock forward, from timer to timer, and settle at each."""
        end = self.clock.now() + seconds
        while (due := self.timers.next_due()) is not None and due <= end:
            self.clock.move(max(0.0, due - self.clock.now()))
            await self.settle()
        self.clock.move(max(0.0, end - self.clock.now()))
        await self.settle()

    def snapshot(self) -> Any:
        """The whole state as it is between two actions; see `restore`."""
        return self.store.snapshot()

    def restore(self, snapshot: Any) -> None:
        """Make the state what it was at `snapshot`; the journal stays."""
        self.store.restore(snapshot)
        self._tokens.clear()
        self.workflow.recover()

    # --- sockets

    @contextlib.asynccontextmanager
    async def serve(self) -> AsyncIterator[tuple[str, int]]:
        """Everything that this world sends crosses a real connection until the block ends."""
        bound = servers.listen("127.0.0.1", 0)
        address = bound.getsockname()[:2]
        gateway = servers.Gateway({})
        gateway.worlds[""] = self.fakes
        async with servers.serving(gateway, [bound]):
            self.transport.over(address)
            try:
                yield address
            finally:
                self.transport.over(None)
                await self.transport.aclose()

    # --- the harness's own site

    def _site(self) -> servers.App:
        """`/_control`, the callbacks and the pages; made at the first use."""
        if self._own_app is None:
            names = CALLBACK_HOSTS.values()
            more = (
                *self.connection_controls.operations(),
                *self.pages.operations(),
                *ConnectionPages(self, OWN_HOST).operations(),
                *VendorPages(self, OWN_HOST).operations(),
            )
            service = servers.control_service(self.controls, OWN_HOST, more, names)
            self._own_app = service.create_app(self.context)
        return self._own_app

    async def aclose(self) -> None:
        """Close what was opened."""
        # The client closes the transport, which browsers also use where there is no client.
        if "client" in vars(self):
            await self.client.aclose()
        elif "transport" in vars(self):
            await self.transport.aclose()

    # --- what the engine and the faults ask for

    def arguments(self, organization: str, module: str, record: Record, person: str | None) -> dict[str, Any]:
        """The maps that a function of the module gets: the stored record's, `organization`, `user`."""
        arguments = self.services["books"].arguments
        assert arguments is not None
        return arguments(self.context, organization, module, record, person)

    def _administrator(self, organization: str) -> str | None:
        """Who owns the organization: its first member."""
        return next((one["person"] for one in self.people.members("zoho", organization)), None)

    def _own_api(self, service: str, organization: str) -> OwnApi:
        """Books as a function's tasks reach it: under the organization's own grant, its owner's."""
        person = self._administrator(organization)
        if service != "books" or person is None:
            raise UsageError(f"Nothing answers for the tasks of {service} in {organization}.")
        host = servers.books_host(self.context, organization)
        return OwnApi(f"https://{host}", self._session(host, person, organization))

    async def _before_sending(self, method: str, url: str) -> None:
        if not self.context.faults.any:
            return
        import httpx

        target = httpx.URL(url)
        if (app := self.fakes.find(target.host, target.path)) is not None:
            await self.context.faults.leaving(app.service.name, method, target.path)

    async def _revoke_by_fault(self, arguments: Any) -> None:
        link_name, organization, person = self._named(arguments)
        await self.revoke(organization, link_name, person)

    async def _remove_by_fault(self, arguments: Any) -> None:
        link_name, _, person = self._named(arguments)
        self.remove_access(link_name, person or next(iter(self.people.all())))

    def _named(self, arguments: Any) -> tuple[str, str, str | None]:
        given = arguments if isinstance(arguments, dict) else {"connection": arguments}
        organization = given.get("organization") or self.tenants("books")[0]
        return given["connection"], organization, given.get("person")
