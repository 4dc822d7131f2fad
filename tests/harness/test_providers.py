"""Every service that one can connect to by OAuth has a server here: its addresses, scopes and habits."""

from __future__ import annotations

import asyncio
from urllib.parse import parse_qs, urlencode, urlsplit

import httpx
import pytest

from harness import extension, servers
from harness.connections import SERVICES, ClientKeys, Definition, OAuth1, OAuth2, Service
from harness.extension import Canned, Extension
from harness.ports import Carrier
from harness.world import World

OAUTH2 = [name for name, one in SERVICES.items() if isinstance(one.authentication, OAuth2)]
OAUTH1 = [name for name, one in SERVICES.items() if isinstance(one.authentication, OAuth1)]
ORGANIZATION = "60012345678"
KEYS = ClientKeys("own", "s3cret")


def make_world(*definitions: Definition) -> World:
    """Tom's organization, whose extension has these connections."""
    world = World.create(Extension(connections={one.link_name: one for one in definitions}))
    world.given("books", "organization", "", {"organization_id": ORGANIZATION})
    world.given("books", "users", ORGANIZATION, {"person": "tom"})
    world.given("wrike", "accounts", "", {"id": "IEAAAAAQ"})
    world.given("wrike", "contacts", "IEAAAAAQ", {"person": "tom"})
    return world


def asked(service: Service) -> tuple[str, ...]:
    """Two of the service's scopes, as far as it has some."""
    oauth = service.authentication
    return tuple(oauth.scopes)[:2] if isinstance(oauth, OAuth2) else ()


@pytest.mark.parametrize("name", [*OAUTH1, *OAUTH2])
def test_a_default_service_is_connected_by_consent_over_http(name: str) -> None:
    world = make_world(Definition("one", name, asked(SERVICES[name])))

    async def connect() -> str:
        await world.connect(ORGANIZATION, "one", "tom")
        return world.connections.status(ORGANIZATION, "one")

    assert asyncio.run(connect()) == "Connected"


@pytest.mark.parametrize("name", [name for name in OAUTH2 if asked(SERVICES[name])])
def test_a_scope_that_no_service_of_the_vendor_has_is_refused(name: str) -> None:
    service = SERVICES[name]
    oauth = service.authentication
    assert isinstance(oauth, OAuth2)
    world = make_world()
    client = world.client_keys(service).client_id
    url = service.url(oauth.authorize_url, service.data_centre("us" if service.domains else ""))
    callback = "https://deluge.zoho.com/delugeauth/callback"
    values = {
        "client_id": client,
        "redirect_uri": callback,
        "response_type": "code",
        "scope": "no such scope!",
    }
    joint = "&" if "?" in url else "?"

    async def ask() -> httpx.Response:
        return await world.client.get(f"{url}{joint}{urlencode(values)}", follow_redirects=False)

    response = asyncio.run(ask())
    back = parse_qs(urlsplit(response.headers.get("location", "")).query)
    assert response.status_code == 400 or back["error"] == ["invalid_scope"]


def test_services_of_one_vendor_share_its_server_and_it_knows_the_scopes_of_all() -> None:
    world = make_world()
    vendors = {name: world._vendor(SERVICES[name]) for name in ("google", "google_calendar", "gmail")}
    assert set(vendors.values()) == {"oauth_google"}
    found = world.fakes.at("https://accounts.google.com/o/oauth2/v2/auth")
    assert found is not None
    assert found.title == "Google"


def test_a_service_of_many_shops_answers_at_each_of_them() -> None:
    world = make_world()
    found = world.fakes.at("https://acme.myshopify.com/admin/oauth/authorize")
    assert found is not None
    assert found.name == "oauth_shopify"
    assert world.fakes.at("https://myshopify.com/admin/oauth/authorize") is None
    assert world.fakes.at("https://acme.myshopify.com/admin/api/orders.json") is None


def custom(**oauth: object) -> Service:
    values = {"token_url": "https://id.example/token", "client": KEYS, **oauth}
    return Service("own_shop", "Own shop", OAuth2(**values), custom=True)  # type: ignore[arg-type]


def test_a_custom_service_gets_a_server_at_its_own_addresses() -> None:
    world = make_world()
    service = custom(authorize_url="https://id.example/authorize", scopes={"read": "see orders"})
    assert world.fakes.at("https://id.example/authorize") is None
    assert world._vendor(service) == "oauth_own_shop"
    assert world._vendor(service) == "oauth_own_shop"
    found = world.fakes.at("https://id.example/token")
    assert found is not None
    assert found.title == "Own shop"


@pytest.mark.parametrize("same", ["https://id.example/token", "https://login.example/token"])
def test_authorize_and_token_address_may_have_the_same_path(same: str) -> None:
    world = make_world()
    world._vendor(custom(authorize_url=same))
    found = world.fakes.at(same)
    assert found is not None
    assert {one.method for one in found.declared if one.path == "/token"} == {"GET", "POST"}


def test_a_custom_service_for_client_credentials_needs_no_authorize_address() -> None:
    world = make_world()
    service = custom(grant="client credentials", scopes={"read": "see orders"})
    keys = world.client_keys(service)

    async def ask() -> httpx.Response:
        values = {"grant_type": "client_credentials", "scope": "read"}
        keyed = {"client_id": keys.client_id, "client_secret": keys.client_secret}
        return await world.client.post("https://id.example/token", data={**values, **keyed})

    assert asyncio.run(ask()).json()["scope"] == "read"


def test_a_custom_service_at_a_vendor_of_the_catalogue_may_want_more_of_it() -> None:
    world = make_world()
    asana = SERVICES["asana"].authentication
    assert isinstance(asana, OAuth2)

    def knows(scope: str) -> bool:
        found = world.fakes.at(asana.authorize_url)
        assert found is not None
        assert isinstance(found, servers.Service)
        return bool(found.dialect.known(scope))  # type: ignore[attr-defined]  # it is an OAuth server's

    assert (knows("default"), knows("portfolios:read")) == (True, False)
    own = custom(
        authorize_url=asana.authorize_url, token_url=asana.token_url, scopes={"portfolios:read": "see"}
    )
    assert world._vendor(own) == "oauth_asana"
    assert (knows("default"), knows("portfolios:read"), knows("more")) == (True, True, False)
    world._vendor(custom(authorize_url=asana.authorize_url, token_url=asana.token_url))
    assert knows("anything:else")
    assert make_world().fakes.at(asana.authorize_url) is not world.fakes.at(asana.authorize_url)


def test_a_custom_service_of_oauth_1_is_connected_and_its_calls_are_signed() -> None:
    oauth = OAuth1(
        "https://old.example/request",
        "https://old.example/authorize",
        "https://old.example/access",
        client=KEYS,
    )
    old = Service("old_shop", "Old shop", oauth, custom=True)
    hosts = {"api.old.example": (Canned("GET", "/orders", requires=(extension.OAuth1("old_shop"),)),)}
    world = World.create(
        Extension(connections={"old": Definition("old", "old_shop")}, services={"old_shop": old}, hosts=hosts)
    )
    world.given("books", "organization", "", {"organization_id": ORGANIZATION})
    world.given("books", "users", ORGANIZATION, {"person": "tom"})
    url = "https://api.old.example/orders"

    async def call() -> int:
        carrier = Carrier("GET", url)
        signed = await world.connections.credentials(ORGANIZATION, "old", "tom", carrier)
        return (await world.client.get(url, headers=dict(signed.headers))).status_code

    async def run() -> list[int]:
        await world.connect(ORGANIZATION, "old", "tom")
        first = await call()
        world.remove_access("old", "tom")
        return [first, await call(), (await world.client.get(url)).status_code]

    assert asyncio.run(run()) == [200, 401, 401]
    assert [one.reason for one in world.journal][-3:] == [None, "revoked", "missing"]


def test_the_server_of_an_extensions_own_service_is_there_from_the_start() -> None:
    service = custom(authorize_url="https://id.example/authorize")
    world = World.create(Extension(services={"own_shop": service}))
    world.people.add("tom")
    assert world.fakes.at("https://id.example/authorize") is not None
    assert world.token("oauth_own_shop", "tom")


def test_a_canned_host_may_be_there_before_the_oauth_server_on_it() -> None:
    world = World.create(Extension(hosts={"id.example": (Canned("GET", "/orders"),)}))
    assert world._vendor(custom(authorize_url="https://id.example/authorize")) == "oauth_own_shop"
    found = world.fakes.at("https://id.example/orders")
    assert found is not None
    assert found.name == "id.example"


def test_scopes_of_a_form_with_alternatives_in_it_are_joined_and_not_torn() -> None:
    world = make_world()
    asana = SERVICES["asana"].authentication
    assert isinstance(asana, OAuth2)
    urls = {"authorize_url": asana.authorize_url, "token_url": asana.token_url}
    for form in ("(see|edit):goals", "(see|edit):teams"):
        world._vendor(custom(**urls, scopes={"default": ""}, scope_form=form))
    found = world.fakes.at(asana.authorize_url)
    assert found is not None
    known = found.dialect.known  # type: ignore[attr-defined]  # it is an OAuth server's
    scopes = ("see:goals", "edit:teams", "default", "see", "goals")
    assert [one for one in scopes if known(one)] == ["see:goals", "edit:teams", "default"]
