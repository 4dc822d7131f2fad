"""The world in which every row is played, and the ways in which a request reaches it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import httpx

from harness.extension import ApiKey, Basic, Canned, OAuth1, OAuth2
from harness.site.canned import canned_service
from harness.world import OWN_HOST, World
from mocks.kit.journal import Exchange
from mocks.oauth import GENERIC, mint
from tests.mocks.oauth.browser import Vendor
from tests.mocks.oauth.one.signer import SERVICE as OLD

ORG, BRANCH, INDIA = "60012345678", "60087654321", "60055555555"
"""Organizations: tom's and ann's, ann's, and tom's in the Indian data centre."""
CUSTOMER, IDLE, BRANCH_CUSTOMER = "460000000034001", "460000000034002", "460000000034003"
"""Contacts: one with a project, one without, one of the branch."""
PROJECT, TASK = "460000000044001", "460000000045001"
TOM, ANN = "460000000024001", "460000000024002"
"""The users in `ORG`."""
VARIABLE = "vl__wrike_parent_folder"
ACCOUNT, OTHER_ACCOUNT = "IEAAAAAQ", "IEBBBBBQ"
"""Accounts: tom's and ann's, and ann's on app-eu."""
TOM_THERE, ANN_THERE = "KUAAAAAB", "KUAAAAAC"
"""The contacts that they are."""
FOLDER, CHILD, GONE = "IEAAAAAQI4AAAAAB", "IEAAAAAQI4AAAAAC", "IEAAAAAQI4AAAAAD"
"""Folders: one in the root, one in it, one in the recycle bin."""
SITE = "IEAAAAAQI4AAAAAE"
"""A project."""
DESIGN, GONE_TASK = "IEAAAAAQKQAAAAAB", "IEAAAAAQKQAAAAAC"
"""Tasks of the folder, the second in the recycle bin."""
OTHER_FOLDER = "IEBBBBBQI4AAAAAB"
SHOP = "api.shop.example"
"""A canned host."""
CANNED = canned_service(
    SHOP,
    (
        Canned("GET", "/basic", requires=(Basic("ann", "s3cret"),)),
        Canned("GET", "/key", requires=(ApiKey("header", "X-Api-Key", "key-1"),)),
        Canned("GET", "/token", requires=(OAuth2("shop", ("read",)),)),
    ),
    lambda _: "oauth_provider",
)
TEAM, SECRET, LENT = "IEAAAAAQI4AAAAAF", "IEAAAAAQI4AAAAAG", "IEAAAAAQI4AAAAAH"
"""A space; a folder that only tom sees; one that is shared with ann."""
FIRST, SECOND = "IEAAAAAQKQAAAAAD", "IEAAAAAQKQAAAAAE"
"""Tasks that are planned."""
BOOKED_DAYS = {"startDate": "2026-03-02", "duration": 3}
OFF = {"fromDate": "2026-03-09", "toDate": "2026-03-13", "exclusionType": "VacationPTO"}
PLANNED = {"start": "2026-03-02", "due": "2026-03-06"}
AMOUNT, FLOW = "IEAAAAAQJUAAAAAB", "IEAAAAAQK4AAAAAB"
"""A custom field for numbers; the workflow of the space, which has only an active and a completed status."""
BUG, CAMPAIGN, TICKET = "IEAAAAAQPIAAAAAB", "IEAAAAAQPIAAAAAC", "IEAAAAAQPIAAAAAD"
"""Custom item types: of tasks, of projects, of tasks of the space."""
SAID, LOGGED, KIND_OF_WORK = "IEAAAAAQIMAAAAAB", "IEAAAAAQJQAAAAAB", "IEAAAAAQLEAAAAAB"
"""A comment, a timelog, a timelog category."""
NOTES, PICTURE = "IEAAAAAQIYAAAAAB", "IEAAAAAQIYAAAAAC"
"""Attachments."""
CREW, OTHER_CREW = "KX77777A", "KX77777B"
"""Groups."""
ASKED, CAME = "IEAAAAAQJEAAAAAB", "IEAAAAAQJEAAAAAC"
"""Invitations, the second accepted."""
SHIFTS, HOOK, REVIEW = "IEAAAAAQMIAAAAAB", "IEAAAAAQJAAAAAAB", "IEAAAAAQMEAAAAAB"
"""A work schedule, a webhook, an approval."""
DESIGNER, DRAWER, LEFT = "IEAAAAAQKIAAAAAB", "IEAAAAAQKAAAAAAB", "IEAAAAAQKAAAAAAC"
"""A job role; placeholders, the second deleted."""
VACATION, BOOKED = "IEAAAAAQKYAAAAAB", "IEAAAAAQIIAAAAAB"
"""Days off of ann; a booking of hers."""
SIGNED_SHOP = "signed.shop.example"
"""A canned host whose calls are signed."""
SIGNED = canned_service(
    SIGNED_SHOP, (Canned("GET", "/orders", requires=(OAuth1("old"),)),), lambda _: "oauth_old"
)


@dataclass(frozen=True)
class Ports:
    """Ports of this machine: one for all vendors' hosts, one that stands for the harness itself."""

    vendors: int
    own: int


class Stage:
    """A fresh world with two persons in three organizations.

    `ports` are where everything crosses a real connection; without them it stays in process.
    """

    def __init__(self, world: World, ports: Ports | None = None) -> None:
        self.world = world
        self.context = world.context
        # Nothing here is encrypted, and reading the system's certificates takes longer than the rest.
        self._outside = None if ports is None else httpx.AsyncClient(verify=False, trust_env=False)
        self._own = f"http://{OWN_HOST}" if ports is None else f"http://127.0.0.1:{ports.own}"
        if ports is not None:
            world.transport.over(("127.0.0.1", ports.vendors))
        _furnish(world)

    @classmethod
    def create(
        cls,
        assume: Mapping[str, str],
        sabotage: Iterable[str] = (),
        ports: Ports | None = None,
    ) -> Stage:
        """A new stage; `sabotage` names checks that are switched off."""
        return cls(World.create(assume=assume, sabotage=sabotage), ports)

    @property
    def exchange(self) -> Exchange:
        """The last exchange in the journal that a service answered."""
        return [one for one in self.world.journal if one.service is not None][-1]

    def client(self, host: str) -> httpx.AsyncClient:
        """What carries requests to `host`.

        Over sockets, whoever speaks to the harness itself is a stranger who connects to its port: the
        world's own client never says another `Host` than that of its URL.
        """
        return self._outside if self._outside and host == OWN_HOST else self.world.client

    def origin(self, host: str) -> str:
        """What an address on `host` begins with."""
        return self._own if host == OWN_HOST else f"https://{host}"

    def server(self, vendor: str) -> Vendor:
        """The vendor's OAuth server, with a client and a person's browser."""
        return WorldVendor(vendor, self.world)

    def mint(
        self,
        vendor: str,
        person: str,
        scopes: Iterable[str] | None,
        tenants: Iterable[str] | None,
        life: float | None,
    ) -> str:
        """A ready token."""
        return mint(self.context, vendor, person, scopes, tenants, lifetime=life)

    async def aclose(self) -> None:
        """Close what was opened."""
        await self.world.aclose()
        if self._outside is not None:
            await self._outside.aclose()


class WorldVendor(Vendor):
    """An OAuth server in a whole world: reached as everything else is."""

    def __init__(self, vendor: str, world: World) -> None:
        self._world = world
        super().__init__(vendor, world.context)

    def new_browser(self) -> httpx.AsyncClient:
        home = f"https://{self.service.home}"
        return httpx.AsyncClient(transport=self._world.transport, base_url=home, trust_env=False)


def _furnish(world: World) -> None:
    _furnish_books(world)
    _furnish_wrike(world)
    world.people.join("tom", "oauth_provider", "home", {"as": "tom"})
    world.fakes.add(GENERIC)
    for service in (CANNED, OLD, SIGNED):
        world.fakes.add(service)


def _furnish_books(world: World) -> None:
    for key, centre in ((ORG, "us"), (BRANCH, "us"), (INDIA, "in")):
        values = {"organization_id": key, "name": f"Org {key}", "data_centre": centre}
        world.given("books", "organization", "", values)
    world.given("books", "users", ORG, {"person": "tom", "user_id": TOM})
    world.given("books", "users", ORG, {"person": "ann", "user_id": ANN, "role": "staff"})
    world.given("books", "users", BRANCH, {"person": "ann"})
    world.given("books", "users", INDIA, {"person": "tom"})
    for tenant, key in ((ORG, CUSTOMER), (ORG, IDLE), (BRANCH, BRANCH_CUSTOMER)):
        world.given("books", "contacts", tenant, {"contact_id": key, "contact_name": f"Customer {key}"})
    tasks = [{"task_id": TASK, "task_name": "Design"}]
    project = {"project_id": PROJECT, "project_name": "Website", "customer_id": CUSTOMER, "tasks": tasks}
    world.given("books", "projects", ORG, {**project, "users": [{"user_id": TOM}]})
    world.given("books", "orgvariables", ORG, {"placeholder": VARIABLE, "value": "IEAAAAAQI4AAAAAA"})


def _furnish_wrike(world: World) -> None:
    world.given("wrike", "accounts", "", {"id": ACCOUNT, "name": "Acme"})
    world.given(
        "wrike", "accounts", "", {"id": OTHER_ACCOUNT, "name": "Umbrella", "host": "app-eu.wrike.com"}
    )
    world.given("wrike", "contacts", ACCOUNT, {"person": "tom", "id": TOM_THERE})
    for account in (ACCOUNT, OTHER_ACCOUNT):
        world.given("wrike", "contacts", account, {"person": "ann", "id": ANN_THERE})
    world.given("wrike", "folders", OTHER_ACCOUNT, {"id": OTHER_FOLDER, "title": "Elsewhere"})
    world.given("wrike", "folders", ACCOUNT, {"id": FOLDER, "title": "Clients"})
    world.given("wrike", "folders", ACCOUNT, {"id": CHILD, "title": "Acme", "parent": FOLDER})
    world.given("wrike", "projects", ACCOUNT, {"id": SITE, "title": "Site", "startDate": "2026-03-02"})
    for kind, key, title in (
        ("folders", GONE, "Gone"),
        ("tasks", DESIGN, "Design"),
        ("tasks", GONE_TASK, "Gone"),
    ):
        world.given("wrike", kind, ACCOUNT, {"id": key, "title": title, "parent": FOLDER})
    _furnish_wrikes_records(world)


def _furnish_wrikes_records(world: World) -> None:
    for kind, values in (
        ("workflows", {"id": FLOW, "name": "Short"}),
        ("spaces", {"id": TEAM, "title": "Team", "defaultTaskWorkflowId": FLOW}),
        ("folders", {"id": SECRET, "title": "Secret", "shareds": []}),
        ("folders", {"id": LENT, "title": "Lent", "shareds": [ANN_THERE]}),
        ("tasks", {"id": FIRST, "title": "First", "parent": FOLDER, "dates": PLANNED}),
        ("tasks", {"id": SECOND, "title": "Second", "parent": FOLDER, "dates": PLANNED}),
        ("custom_item_types", {"id": BUG, "title": "Bug"}),
        ("custom_item_types", {"id": CAMPAIGN, "title": "Campaign", "relatedType": "Project"}),
        ("custom_item_types", {"id": TICKET, "title": "Ticket", "space": TEAM}),
        ("custom_fields", {"id": AMOUNT, "title": "Amount", "type": "Numeric"}),
        ("comments", {"id": SAID, "task": DESIGN, "text": "So be it"}),
        ("timelog_categories", {"id": KIND_OF_WORK, "name": "Drawing"}),
        ("timelogs", {"id": LOGGED, "task": DESIGN, "hours": 2, "trackedDate": "2026-03-02"}),
        ("attachments", {"id": NOTES, "task": DESIGN, "name": "notes.txt", "content": "Notes"}),
        ("attachments", {"id": PICTURE, "task": DESIGN, "name": "picture.png", "content": "A picture"}),
        ("job_roles", {"id": DESIGNER, "title": "Designer"}),
        ("placeholders", {"id": DRAWER, "jobRole": DESIGNER}),
        ("placeholders", {"id": LEFT, "jobRole": DESIGNER, "deleted": True}),
        ("groups", {"id": CREW, "title": "Crew", "members": [ANN_THERE]}),
        ("groups", {"id": OTHER_CREW, "title": "Other crew"}),
        ("invitations", {"id": ASKED, "email": "eve@example.com"}),
        ("invitations", {"id": CAME, "email": "bob@example.com", "status": "Accepted"}),
        ("workschedules", {"id": SHIFTS, "title": "Shifts"}),
        ("user_schedule_exclusions", {"id": VACATION, "user": ANN_THERE, **OFF}),
        ("bookings", {"id": BOOKED, "folder": FOLDER, "responsible": ANN_THERE, **BOOKED_DAYS}),
        ("approvals", {"id": REVIEW, "task": DESIGN, "approvers": [ANN_THERE]}),
        ("webhooks", {"id": HOOK, "hookUrl": "https://hooks.example/wrike"}),
    ):
        world.given("wrike", kind, ACCOUNT, values)
