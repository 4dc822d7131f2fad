"""Definitions, revocation, reconnection, and what people get to see."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import httpx
import pytest

from harness.connections import (
    ASSUMPTIONS,
    CONNECTED,
    DISCONNECTED,
    NOT_CONNECTED,
    SERVICES,
    ConnectionProblem,
    Definition,
    InvalidDefinition,
    NotAuthorizedByPerson,
    NotConnected,
    OAuth2,
    Service,
    Tokens,
    UnknownConnection,
)

from .vendors import ANN, BOOKS, FIRST, PERSONAL, SECOND, SECRET, TOM, WRIKE, Ecosystem, run


@pytest.fixture
def world() -> Ecosystem:
    return Ecosystem()


# -- definitions


@pytest.mark.parametrize("link_name", ["a", "wrike_connection", "a1_", "a" * 50])
def test_a_link_name_of_lower_case_letters_digits_and_underscores_is_accepted(link_name: str) -> None:
    assert Definition(link_name, "wrike").display_name == link_name


@pytest.mark.parametrize("link_name", ["", "Wrike", "1a", "_a", "a-b", "a b", "a" * 51, "a\n", "añ", "a٣"])
def test_any_other_link_name_is_refused(link_name: str) -> None:
    with pytest.raises(InvalidDefinition) as caught:
        Definition(link_name, "wrike")
    assert caught.value.field == "link_name"
    assert caught.value.kind == "invalid_definition"


def test_a_name_has_at_most_fifty_characters() -> None:
    assert Definition("a", "wrike", name="n" * 50).display_name == "n" * 50
    with pytest.raises(InvalidDefinition, match="longer than 50 characters") as caught:
        Definition("a", "wrike", name="n" * 51)
    assert caught.value.field == "name"


@pytest.mark.parametrize(
    ("definition", "field", "text"),
    [
        (Definition("a", "wrik"), "service", "There is no service 'wrik'. Did you mean 'wrike'?"),
        (
            Definition("a", "wrike", ("wsReadwrite",)),
            "scopes",
            "Wrike has no scope 'wsReadwrite'. Did you mean 'wsReadWrite'?",
        ),
        (Definition("a", "mini", ("",)), "scopes", "Mini has no scope ''. Known: all."),
        (Definition("a", "zoho_oauth"), "scopes", "A connection to Zoho OAuth needs at least one scope."),
        (
            Definition("a", "zoho_oauth", ("ZohoBooks.projects",)),
            "scopes",
            "Zoho OAuth has no scope 'ZohoBooks.projects'. Did you mean 'ZohoBooks.projects.ALL'?",
        ),
    ],
)
def test_a_service_or_scope_that_does_not_exist_is_refused(
    definition: Definition, field: str, text: str
) -> None:
    oauth = OAuth2("https://mini.test/token", "https://mini.test/authorize", scopes={"all": "all"})
    mini = Service("mini", "Mini", oauth)
    world = Ecosystem(services={**SERVICES, "mini": mini})
    with pytest.raises(InvalidDefinition) as caught:
        world.connections.define(definition)
    assert (caught.value.field, caught.value.message) == (field, text)


def test_scopes_of_other_zoho_products_are_accepted_by_their_form(world: Ecosystem) -> None:
    world.connections.define(Definition("more", "zoho_oauth", ("SalesIQ.visitors.READ",)))
    assert world.connections.show(FIRST, "more").scopes == ("SalesIQ.visitors.READ",)


def test_defining_again_changes_name_and_scopes_and_keeps_the_authorisation(world: Ecosystem) -> None:
    world.connect()
    world.connections.define(replace(WRIKE, name="New", scopes=("wsReadOnly",)))
    view = world.connections.show(FIRST, WRIKE.link_name)
    assert (view.name, view.scopes, view.status) == ("New", ("wsReadOnly",), CONNECTED)
    assert view.authorizations[0].scopes == ("wsReadWrite",)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        (Definition(WRIKE.link_name, "zoho_oauth", ("ZohoBooks.projects.READ",)), "service"),
        (replace(WRIKE, use_credentials_of_login_user=True), "use_credentials_of_login_user"),
    ],
)
def test_service_and_login_user_option_of_a_connection_stay(
    world: Ecosystem, change: Definition, field: str
) -> None:
    with pytest.raises(InvalidDefinition, match="can't be changed") as caught:
        world.connections.define(change)
    assert caught.value.field == field


def test_definitions_come_in_the_order_in_which_they_were_made(world: Ecosystem) -> None:
    assert world.connections.definitions() == [WRIKE, PERSONAL, BOOKS]
    assert world.connections.definition(BOOKS.link_name) == BOOKS


# -- revoking


def test_revoking_disconnects_drops_the_tokens_and_keeps_the_record(world: Ecosystem) -> None:
    world.connect()
    assert run(world.connections.revoke(FIRST, WRIKE.link_name)) is False  # Wrike has no endpoint for it
    (authorization,) = world.connections.show(FIRST, WRIKE.link_name).authorizations
    assert (authorization.status, authorization.person) == (DISCONNECTED, TOM)
    assert "s3cret" not in everything_stored(world)
    assert world.assumptions.asked() == []


def test_revoking_in_one_organization_leaves_the_other_connected(world: Ecosystem) -> None:
    world.connect(FIRST)
    world.connect(SECOND)
    run(world.connections.revoke(FIRST, WRIKE.link_name))
    assert world.connections.status(SECOND, WRIKE.link_name) == CONNECTED
    assert world.vendor.honours(world.credentials(SECOND))


def test_revoking_at_zoho_ends_the_grant_there(world: Ecosystem) -> None:
    world.connect(link_name=BOOKS.link_name)
    credentials = world.credentials(link_name=BOOKS.link_name)
    assert run(world.connections.revoke(FIRST, BOOKS.link_name)) is True
    assert not world.vendor.honours(credentials)
    assert world.vendor.requests[-1].url == "https://accounts.zoho.com/oauth/v2/token/revoke"
    assert world.assumptions.asked() == ["connections.revoke_at_vendor"]


def test_revoking_may_leave_the_vendor_untold() -> None:
    world = Ecosystem(revoke_at_vendor="no")
    world.connect(link_name=BOOKS.link_name)
    credentials = world.credentials(link_name=BOOKS.link_name)
    assert run(world.connections.revoke(FIRST, BOOKS.link_name)) is False
    assert world.vendor.honours(credentials)
    assert world.connections.status(FIRST, BOOKS.link_name) == DISCONNECTED


def test_revoking_disconnects_even_if_the_vendor_refuses(world: Ecosystem) -> None:
    world.connect(link_name=BOOKS.link_name)
    world.vendor.remove_access()
    assert run(world.connections.revoke(FIRST, BOOKS.link_name)) is False
    assert world.connections.status(FIRST, BOOKS.link_name) == DISCONNECTED


def test_revoking_without_a_refresh_token_ends_the_access_token(world: Ecosystem) -> None:
    world.connections.record(FIRST, BOOKS.link_name, TOM, Tokens("only"))
    run(world.connections.revoke(FIRST, BOOKS.link_name))
    assert b"token=only" in world.vendor.requests[-1].content


def test_revoking_twice_is_revoking_once(world: Ecosystem) -> None:
    world.connect(link_name=BOOKS.link_name)
    run(world.connections.revoke(FIRST, BOOKS.link_name))
    sent = len(world.vendor.requests)
    assert run(world.connections.revoke(FIRST, BOOKS.link_name)) is False
    assert len(world.vendor.requests) == sent


def test_what_was_never_connected_can_not_be_revoked(world: Ecosystem) -> None:
    with pytest.raises(NotConnected):
        run(world.connections.revoke(FIRST, WRIKE.link_name))
    with pytest.raises(UnknownConnection):
        run(world.connections.revoke(FIRST, "wrike_connections"))
    world.connect(link_name=PERSONAL.link_name, person=TOM)
    with pytest.raises(NotAuthorizedByPerson):
        run(world.connections.revoke(FIRST, PERSONAL.link_name, ANN))


def test_revoking_one_persons_authorisation_leaves_the_others(world: Ecosystem) -> None:
    for person in (TOM, ANN):
        world.connect(link_name=PERSONAL.link_name, person=person)
    run(world.connections.revoke(FIRST, PERSONAL.link_name, TOM))
    statuses = [world.connections.status(FIRST, PERSONAL.link_name, one) for one in (TOM, ANN, None)]
    assert statuses == [DISCONNECTED, CONNECTED, CONNECTED]


def test_revoking_for_nobody_in_particular_ends_everybodys(world: Ecosystem) -> None:
    for person in (TOM, ANN):
        world.connect(link_name=PERSONAL.link_name, person=person)
    run(world.connections.revoke(FIRST, PERSONAL.link_name))
    assert world.connections.status(FIRST, PERSONAL.link_name) == DISCONNECTED


def test_reconnecting_keeps_the_link_name_and_serves_again(world: Ecosystem) -> None:
    world.connect()
    run(world.connections.revoke(FIRST, WRIKE.link_name))
    assert world.connect(person=ANN) == "Connected"
    assert world.vendor.honours(world.credentials())
    assert len(world.connections.show(FIRST, WRIKE.link_name).authorizations) == 1


# -- looking


def test_a_view_shows_every_connection_with_what_the_organization_authorised(world: Ecosystem) -> None:
    world.connect(link_name=PERSONAL.link_name, person=ANN)
    shared, personal, books = world.connections.view(FIRST)
    assert (shared.status, personal.status, books.status) == (NOT_CONNECTED, CONNECTED, NOT_CONNECTED)
    now = world.clock.now()
    assert asdict(personal) == {
        "name": "My Wrike",
        "link_name": "my_wrike",
        "service": "wrike",
        "service_name": "Wrike",
        "authentication": "OAuth 2",
        "custom": False,
        "scopes": ("wsReadWrite",),
        "use_credentials_of_login_user": True,
        "status": "Connected",
        "authorizations": (
            {
                "person": "ann",
                "status": "Connected",
                "scopes": ("wsReadWrite",),
                "authorized_at": now,
                "expires_at": now + 3600,
                "data_centre": "",
                "host": "app-eu.wrike.com",
                "consent_due": False,
            },
        ),
    }


def test_status_and_show_of_an_unknown_link_name_are_refused(world: Ecosystem) -> None:
    with pytest.raises(UnknownConnection):
        world.connections.status(FIRST, "nothing")
    with pytest.raises(UnknownConnection):
        world.connections.show(FIRST, "nothing")


def test_no_secret_is_in_a_view_a_repr_or_an_error(world: Ecosystem) -> None:
    world.connect()
    shown = [repr(world.connections.view(FIRST)), repr(world.credentials())]
    shown += [repr(Tokens("s3cret", "s3cret")), repr(world._keys(SERVICES["wrike"]))]
    world.vendor.remove_access()
    world.clock.move(3600)
    world.assumptions.choose("connections.refresh_refused", "fail")
    state = httpx.URL(run(world.connections.begin(FIRST, WRIKE.link_name, TOM))).params["state"]
    for attempt in (
        world.connections.credentials(FIRST, WRIKE.link_name, TOM),
        world.connections.callback({"state": state, "code": "code-s3cret"}),
    ):
        with pytest.raises(ConnectionProblem) as caught:
            run(attempt)
        shown += [str(caught.value), repr(caught.value), repr(vars(caught.value))]
    assert SECRET in "".join(form["client_secret"] for form in world.vendor.token_calls())
    assert [text for text in shown if "s3cret" in text or state in text] == []


# -- data


def test_every_assumption_has_a_choice_among_at_least_two_alternatives() -> None:
    assert len({one.key for one in ASSUMPTIONS}) == len(ASSUMPTIONS)
    for one in ASSUMPTIONS:
        assert one.key.startswith("connections.")
        assert one.choice in one.alternatives
        assert len(one.alternatives) > 1


def everything_stored(world: Ecosystem) -> str:
    return json.dumps(
        [dict(world.store.rows(kind, tenant)) for kind, tenant in world.store.kinds()], default=str
    )
