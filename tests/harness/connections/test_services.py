"""Custom services: made, changed, renamed, deleted, and guarded while connections use them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from harness.connections import (
    CONNECTED,
    DISCONNECTED,
    ApiKey,
    Basic,
    ClientKeys,
    ConnectionInUse,
    Definition,
    InvalidDefinition,
    OAuth2,
    Parameter,
    Service,
    ServiceInUse,
    UnknownConnection,
)

from .vendors import ANN, BOOKS, FIRST, SECOND, TOM, WRIKE, Ecosystem, run

STOCK = Service("stock", "Stock", ApiKey((Parameter("X-Stock-Key", "Key"),)))
STOCK_CONNECTION = Definition("stock_connection", "stock")
KEY = {"X-Stock-Key": "k3y-of-the-stock"}


@pytest.fixture
def world() -> Ecosystem:
    made = Ecosystem()
    made.connections.define_service(STOCK)
    made.connections.define(STOCK_CONNECTION)
    return made


def enter(world: Ecosystem, organization: str = FIRST) -> None:
    run(world.connections.enter(organization, STOCK_CONNECTION.link_name, TOM, KEY))


def test_a_custom_service_stands_beside_the_default_ones(world: Ecosystem) -> None:
    assert world.connections.service("stock") == replace(STOCK, custom=True)
    assert list(world.connections.services())[-1] == "stock"
    assert world.connections.view_service("stock").connections == ("stock_connection",)


@pytest.mark.parametrize(
    ("service", "field"),
    [
        (lambda: replace(STOCK, link_name="Stock"), "service_link_name"),
        (lambda: replace(STOCK, link_name="s" * 51), "service_link_name"),
        (lambda: replace(STOCK, link_name="1stock"), "service_link_name"),
        (lambda: replace(STOCK, name="S" * 51), "name"),
    ],
)
def test_names_and_link_names_are_those_of_zohos_form(service: object, field: str) -> None:
    with pytest.raises(InvalidDefinition) as caught:
        service()  # type: ignore[operator]
    assert caught.value.field == field


def test_a_default_service_can_be_neither_changed_nor_deleted(world: Ecosystem) -> None:
    with pytest.raises(InvalidDefinition, match="'wrike' is a default service"):
        world.connections.define_service(replace(STOCK, link_name="wrike"))
    with pytest.raises(InvalidDefinition, match="can't be deleted"):
        world.connections.delete_service("wrike")


def test_a_service_that_nobody_has_is_named_with_the_nearest(world: Ecosystem) -> None:
    with pytest.raises(InvalidDefinition, match="Did you mean 'stock'"):
        world.connections.define(Definition("other", "stok"))


def test_a_service_without_active_connections_may_change_in_everything(world: Ecosystem) -> None:
    world.connections.define_service(replace(STOCK, authentication=Basic()))
    assert world.connections.service("stock").authentication == Basic()


def test_a_service_with_an_active_connection_may_only_be_renamed(world: Ecosystem) -> None:
    enter(world)
    world.connections.define_service(replace(STOCK, name="Warehouse"))
    assert world.connections.service("stock").name == "Warehouse"
    with pytest.raises(ServiceInUse, match="can't be changed while it is used by 'stock_connection'"):
        world.connections.define_service(replace(STOCK, authentication=Basic()))
    assert world.connections.service("stock").authentication == STOCK.authentication


def test_or_a_change_disconnects_its_connections() -> None:
    world = Ecosystem(service_edited="disconnect")
    world.connections.define_service(STOCK)
    world.connections.define(STOCK_CONNECTION)
    for organization in (FIRST, SECOND):
        enter(world, organization)
    world.connections.define_service(replace(STOCK, authentication=Basic()))
    statuses = [world.connections.status(one, STOCK_CONNECTION.link_name) for one in (FIRST, SECOND)]
    assert statuses == [DISCONNECTED, DISCONNECTED]


def test_the_same_service_again_changes_nothing(world: Ecosystem) -> None:
    enter(world)
    world.connections.define_service(STOCK)
    assert world.connections.status(FIRST, STOCK_CONNECTION.link_name) == CONNECTED


def test_a_service_is_deleted_after_its_connections(world: Ecosystem) -> None:
    with pytest.raises(ServiceInUse, match="can't be deleted while it is used by 'stock_connection'"):
        world.connections.delete_service("stock")
    run(world.connections.delete(STOCK_CONNECTION.link_name))
    world.connections.delete_service("stock")
    assert "stock" not in world.connections.services()


def test_no_secret_of_a_service_is_in_its_view_or_its_repr(world: Ecosystem) -> None:
    oauth = OAuth2("https://shop.test/token", "https://shop.test/auth", client=ClientKeys("id", "s3cret"))
    world.connections.define_service(Service("shop", "Shop", oauth))
    shown = repr(world.connections.view_service("shop")) + repr(world.connections.service("shop"))
    assert "s3cret" not in shown


# -- connections


def test_a_connection_that_names_no_scopes_asks_for_all_that_its_own_service_lists(world: Ecosystem) -> None:
    oauth = OAuth2("https://shop.test/token", "https://shop.test/auth", scopes={"read": "", "write": ""})
    world.connections.define_service(Service("shop", "Shop", oauth))
    world.connections.define(Definition("shop_connection", "shop"))
    assert world.connections.definition("shop_connection").scopes == ("read", "write")


def test_a_change_of_scopes_asks_for_consent_again_and_the_old_ones_serve_until_then() -> None:
    world = Ecosystem()
    world.connect()
    world.connections.edit(WRIKE.link_name, scopes=["wsReadOnly"])
    (authorization,) = world.connections.show(FIRST, WRIKE.link_name).authorizations
    assert (authorization.consent_due, authorization.scopes) == (True, ("wsReadWrite",))
    assert world.vendor.honours(world.credentials())
    world.connect()
    (authorization,) = world.connections.show(FIRST, WRIKE.link_name).authorizations
    assert (authorization.consent_due, authorization.scopes) == (False, ("wsReadOnly",))


def test_or_it_is_disconnected_until_then() -> None:
    world = Ecosystem(scopes_edited="disconnect")
    world.connect()
    world.connections.edit(WRIKE.link_name, scopes=["wsReadOnly"])
    assert world.connections.status(FIRST, WRIKE.link_name) == DISCONNECTED


def test_renaming_asks_for_no_consent_and_keeps_the_link_name() -> None:
    world = Ecosystem(scopes_edited="disconnect")
    world.connect()
    world.connections.edit(WRIKE.link_name, name="Ours")
    shown = world.connections.show(FIRST, WRIKE.link_name)
    assert (shown.name, shown.link_name, shown.status) == ("Ours", WRIKE.link_name, CONNECTED)
    assert not shown.authorizations[0].consent_due


def test_editing_obeys_the_rules_of_the_form() -> None:
    world = Ecosystem()
    with pytest.raises(InvalidDefinition, match="has no scope 'wsReadWrit'"):
        world.connections.edit(WRIKE.link_name, scopes=["wsReadWrit"])
    with pytest.raises(InvalidDefinition, match="longer than 50"):
        world.connections.edit(WRIKE.link_name, name="n" * 51)
    assert world.connections.definition(WRIKE.link_name) == WRIKE


def test_deleting_ends_every_authorisation_and_tells_the_vendor() -> None:
    world = Ecosystem()
    for organization in (FIRST, SECOND):
        world.connect(organization, BOOKS.link_name)
    credentials = world.credentials(link_name=BOOKS.link_name)
    run(world.connections.delete(BOOKS.link_name))
    assert not world.vendor.honours(credentials)
    with pytest.raises(UnknownConnection):
        world.credentials(link_name=BOOKS.link_name)
    world.connections.define(BOOKS)
    assert world.connections.status(FIRST, BOOKS.link_name) == "Not connected"


def test_deleting_what_the_extension_uses_is_warned_of() -> None:
    world = Ecosystem(uses=lambda link_name: ["functions/copy.dg:11"] if link_name == WRIKE.link_name else [])
    with pytest.raises(ConnectionInUse, match=r"is used by functions/copy\.dg:11") as caught:
        run(world.connections.delete(WRIKE.link_name))
    assert caught.value.uses == ("functions/copy.dg:11",)
    run(world.connections.delete(WRIKE.link_name, anyway=True))
    assert WRIKE.link_name not in [one.link_name for one in world.connections.definitions()]


def test_several_connections_of_one_service_hold_keys_of_their_own(world: Ecosystem) -> None:
    world.connections.define(Definition("second_stock", "stock"))
    enter(world)
    run(world.connections.enter(FIRST, "second_stock", ANN, {"X-Stock-Key": "another"}))
    found = [dict(world.credentials(link_name=name).headers) for name in ("stock_connection", "second_stock")]
    assert found == [KEY, {"X-Stock-Key": "another"}]


# -- sample code


def test_the_details_page_offers_sample_code_in_deluge_and_in_json(world: Ecosystem) -> None:
    samples = world.connections.samples(FIRST, WRIKE.link_name)
    assert samples.deluge == (
        "response = invokeurl\n[\n    url : <url>\n    type : GET/POST/PUT/DELETE\n"
        '    parameters : <paramMap/string>\n    connection : "wrike_connection"\n];'
    )
    assert samples.json == {
        "connectionLinkName": "wrike_connection",
        "connectionName": "Wrike Connection",
        "serviceName": "wrike",
        "userAccess": False,
        "isUserDefinedService": False,
        "sharedBy": FIRST,
        "scope": ["wsReadWrite"],
    }


def test_zoho_is_called_by_its_own_name_and_a_custom_service_says_that_it_is_one(world: Ecosystem) -> None:
    assert world.connections.samples(FIRST, BOOKS.link_name).json["serviceName"] == "zlabs_integration"
    sample = world.connections.samples(FIRST, STOCK_CONNECTION.link_name).json
    assert (sample["serviceName"], sample["isUserDefinedService"]) == ("stock", True)


@pytest.mark.parametrize(("choice", "there"), [("absent", False), ("empty", True)])
def test_a_connection_without_scopes_says_nothing_of_them_or_has_an_empty_list(
    choice: str, there: bool
) -> None:
    world = Ecosystem(sample_scope=choice)
    world.connections.define_service(STOCK)
    world.connections.define(STOCK_CONNECTION)
    assert ("scope" in world.connections.samples(FIRST, STOCK_CONNECTION.link_name).json) is there
