"""Credentials: whose they are, when they are renewed, and when there are none."""

from __future__ import annotations

import asyncio

import httpx
import pytest

from harness.connections import (
    CONNECTED,
    DISCONNECTED,
    ConnectionProblem,
    Credentials,
    Definition,
    Disconnected,
    NotAuthorizedByPerson,
    NotConnected,
    RefreshRefused,
    Tokens,
    UnknownConnection,
)

from .vendors import ANN, BOOKS, FIRST, PERSONAL, SECOND, TOM, WRIKE, Ecosystem, run

HOUR = 3600.0
REFUSED = (400, {"error": "invalid_grant"})
THROTTLED = (400, {"error": "Access Denied", "status": "failure"})


def bearer(credentials: Credentials) -> str:
    return credentials.headers["Authorization"].removeprefix("Bearer ")


def nothing_left(world: Ecosystem, sent_before: int) -> bool:
    return len(world.vendor.requests) == sent_before


@pytest.fixture
def world() -> Ecosystem:
    return Ecosystem()


@pytest.fixture
def connected() -> Ecosystem:
    world = Ecosystem()
    world.connect()
    return world


# -- whose


def test_wrike_gets_a_bearer_header_and_no_parameter(connected: Ecosystem) -> None:
    credentials = connected.credentials()
    assert credentials == Credentials({"Authorization": f"Bearer {bearer(credentials)}"}, {})
    assert connected.vendor.honours(credentials)


def test_zoho_gets_its_own_header_word(world: Ecosystem) -> None:
    world.connect(link_name=BOOKS.link_name)
    header = world.credentials(link_name=BOOKS.link_name).headers["Authorization"]
    assert header.startswith("Zoho-oauthtoken access-s3cret-")


def test_one_authorisation_serves_everybody_in_the_organization(connected: Ecosystem) -> None:
    assert connected.credentials(person=ANN) == connected.credentials(person=TOM)
    assert connected.credentials(person=None) == connected.credentials(person=TOM)


def test_whoever_authorises_last_serves_the_organization(connected: Ecosystem) -> None:
    before = connected.credentials()
    connected.connect(person=ANN)
    assert connected.credentials(person=TOM) != before
    (authorization,) = connected.connections.show(FIRST, WRIKE.link_name).authorizations
    assert authorization.person == ANN


def test_two_organizations_hold_two_authorisations(connected: Ecosystem) -> None:
    connected.connect(SECOND)
    assert connected.credentials(FIRST) != connected.credentials(SECOND)


def test_with_the_login_user_option_each_person_has_their_own(world: Ecosystem) -> None:
    for person in (TOM, ANN):
        world.connect(link_name=PERSONAL.link_name, person=person)
    toms = world.credentials(link_name=PERSONAL.link_name, person=TOM)
    assert world.credentials(link_name=PERSONAL.link_name, person=ANN) != toms


# -- nobody's: each fails before anything leaves


def test_an_unknown_link_name_fails_with_the_nearest(connected: Ecosystem) -> None:
    sent = len(connected.vendor.requests)
    with pytest.raises(UnknownConnection) as caught:
        connected.credentials(link_name="wrike_conection")
    assert str(caught.value) == (
        "[harness] There is no connection with the link name 'wrike_conection'. "
        "Did you mean 'wrike_connection'?"
    )
    assert caught.value.kind == "unknown_connection"
    assert nothing_left(connected, sent)


def test_the_display_name_where_the_link_name_is_due_is_told(connected: Ecosystem) -> None:
    with pytest.raises(UnknownConnection) as caught:
        connected.credentials(link_name="Wrike Connection")
    assert str(caught.value) == (
        "[harness] 'Wrike Connection' is the display name of a connection. "
        "Code refers to it by its link name: 'wrike_connection'."
    )


def test_a_connection_never_authorised_here_fails_though_another_organization_has_it(
    connected: Ecosystem,
) -> None:
    sent = len(connected.vendor.requests)
    with pytest.raises(NotConnected) as caught:
        connected.credentials(SECOND)
    assert str(caught.value) == (
        "[harness] Connection 'wrike_connection' is Not connected in organization 60022: nobody there has "
        "authorised it. Each organization authorises for itself: connect it there."
    )
    assert (caught.value.kind, caught.value.organization) == ("not_connected", SECOND)
    assert nothing_left(connected, sent)


def test_a_disconnected_connection_fails_and_says_whose_authorisation_ended(connected: Ecosystem) -> None:
    run(connected.connections.revoke(FIRST, WRIKE.link_name))
    sent = len(connected.vendor.requests)
    with pytest.raises(Disconnected) as caught:
        connected.credentials(person=ANN)
    assert str(caught.value) == (
        "[harness] Connection 'wrike_connection' is Disconnected in organization 60011: the authorisation "
        "by 'tom' was revoked. Connect it again; the link name stays."
    )
    assert caught.value.kind == "disconnected"
    assert nothing_left(connected, sent)


def test_a_person_who_has_not_authorised_fails_where_another_has(world: Ecosystem) -> None:
    world.connect(link_name=PERSONAL.link_name, person=TOM)
    sent = len(world.vendor.requests)
    with pytest.raises(NotAuthorizedByPerson) as caught:
        world.credentials(link_name=PERSONAL.link_name, person=ANN)
    assert str(caught.value) == (
        "[harness] Connection 'my_wrike' uses the credentials of the login user, and in organization 60011 "
        "'ann' has not authorised it. Authorised by: tom."
    )
    assert (caught.value.kind, caught.value.person) == ("not_authorized_by_person", ANN)
    assert nothing_left(world, sent)


def test_where_nobody_has_authorised_the_connection_is_not_connected(world: Ecosystem) -> None:
    for person in (ANN, None):
        with pytest.raises(NotConnected):
            world.credentials(link_name=PERSONAL.link_name, person=person)
    assert world.assumptions.asked() == []


def test_only_those_whose_authorisation_still_holds_are_named(world: Ecosystem) -> None:
    world.connect(link_name=PERSONAL.link_name, person=TOM)
    run(world.connections.revoke(FIRST, PERSONAL.link_name, TOM))
    with pytest.raises(NotAuthorizedByPerson, match="Authorised by: nobody"):
        world.credentials(link_name=PERSONAL.link_name, person=ANN)


def test_a_call_with_nobody_behind_it_fails_with_the_login_user_option(world: Ecosystem) -> None:
    world.connect(link_name=PERSONAL.link_name, person=TOM)
    with pytest.raises(NotAuthorizedByPerson) as caught:
        world.credentials(link_name=PERSONAL.link_name, person=None)
    assert str(caught.value) == (
        "[harness] Connection 'my_wrike' uses the credentials of the login user, and in organization 60011 "
        "nobody is behind this call, for which that option must be off. Authorised by: tom."
    )
    assert world.assumptions.asked() == ["connections.no_person"]


def test_a_call_with_nobody_behind_it_may_be_served_by_who_authorised_first() -> None:
    world = Ecosystem(no_person="creator")
    for person in (ANN, TOM):
        world.connect(link_name=PERSONAL.link_name, person=person)
    world.clock.move(HOUR)
    anns = world.credentials(link_name=PERSONAL.link_name, person=ANN)
    assert world.credentials(link_name=PERSONAL.link_name, person=None) == anns


# -- renewal


def test_a_token_serves_until_the_second_it_expires(connected: Ecosystem) -> None:
    first = connected.credentials()
    connected.clock.move(HOUR - 1)
    assert connected.credentials() == first
    connected.clock.move(1)
    second = connected.credentials()
    assert second != first
    assert connected.vendor.honours(second)


def test_the_rotated_pair_is_kept_and_serves_the_next_renewal(connected: Ecosystem) -> None:
    for _ in range(3):
        connected.clock.move(HOUR)
        assert connected.vendor.honours(connected.credentials())
    used = [call["refresh_token"] for call in connected.vendor.token_calls()[1:]]
    assert len(used) == len(set(used)) == 3
    assert connected.assumptions.asked() == []


def test_a_vendor_that_does_not_rotate_gets_the_same_refresh_token_again(connected: Ecosystem) -> None:
    connected.vendor.rotates = False
    for _ in range(2):
        connected.clock.move(HOUR)
        assert connected.vendor.honours(connected.credentials())
    first, second = (call["refresh_token"] for call in connected.vendor.token_calls()[1:])
    assert first == second


def test_what_a_renewal_does_not_repeat_stays_as_it_was(connected: Ecosystem) -> None:
    connected.vendor.names_host = False
    connected.clock.move(HOUR)
    connected.credentials()
    (authorization,) = connected.connections.show(FIRST, WRIKE.link_name).authorizations
    assert (authorization.host, authorization.scopes) == ("app-eu.wrike.com", ("wsReadWrite",))


def test_renewal_in_one_organization_leaves_the_other_alone(connected: Ecosystem) -> None:
    connected.clock.move(HOUR - 1)
    connected.connect(SECOND)
    others = connected.credentials(SECOND)
    connected.clock.move(1)
    connected.credentials(FIRST)
    assert connected.credentials(SECOND) == others


def test_a_token_whose_life_the_vendor_does_not_tell_is_never_renewed(world: Ecosystem) -> None:
    world.connections.record(FIRST, WRIKE.link_name, TOM, Tokens("permanent"))
    world.clock.move(10_000 * HOUR)
    assert bearer(world.credentials()) == "permanent"


def test_the_life_of_a_token_counts_from_when_it_was_asked_for(world: Ecosystem) -> None:
    world.vendor.before_tokens = [lambda: world.clock.move(30)]
    world.connect()
    world.vendor.before_tokens = []
    world.clock.move(HOUR - 30)
    assert world.vendor.honours(world.credentials())
    assert len(world.vendor.token_calls()) == 2


def test_the_api_of_zoho_is_where_its_answer_says() -> None:
    tokens = Tokens.of({"access_token": "a", "api_domain": "https://www.zohoapis.in"})
    assert tokens.host == "https://www.zohoapis.in"


def test_milliseconds_in_an_answer_of_zoho_are_not_taken_for_seconds() -> None:
    tokens = Tokens.of({"access_token": "a", "expires_in_sec": 3600, "expires_in": 3600000})
    assert tokens.expires_at(0) == HOUR


def test_two_calls_at_once_renew_once(connected: Ecosystem) -> None:
    connected.clock.move(HOUR)

    async def both() -> tuple[Credentials, Credentials]:
        one, two = (connected.connections.credentials(FIRST, WRIKE.link_name, who) for who in (TOM, ANN))
        return await asyncio.gather(one, two)

    first, second = run(both())
    assert first == second
    assert connected.vendor.honours(first)
    assert len(connected.vendor.token_calls()) == 2


def test_a_connection_revoked_while_it_is_renewed_stays_disconnected(connected: Ecosystem) -> None:
    connected.clock.move(HOUR)
    connected.vendor.before_tokens = [lambda: connected.connections.disconnect(FIRST, WRIKE.link_name)]
    with pytest.raises(Disconnected):
        connected.credentials()
    assert connected.connections.status(FIRST, WRIKE.link_name) == DISCONNECTED


@pytest.mark.parametrize("refused", [True, False])
def test_a_connection_made_anew_while_it_is_renewed_keeps_the_new_tokens(
    connected: Ecosystem, refused: bool
) -> None:
    connected.clock.move(HOUR)
    anew = Tokens("anew", "again", HOUR)
    connected.vendor.before_tokens = [lambda: connected.connections.record(FIRST, WRIKE.link_name, ANN, anew)]
    connected.vendor.refuse = [REFUSED] if refused else []
    assert bearer(connected.credentials()) == "anew"
    assert bearer(connected.credentials()) == "anew"


# -- renewal refused


def test_after_a_refused_renewal_the_stale_token_is_sent_and_the_status_stays(connected: Ecosystem) -> None:
    before = connected.credentials()
    connected.vendor.remove_access()
    connected.clock.move(HOUR)
    assert connected.credentials() == before
    assert connected.credentials() == before
    assert connected.connections.status(FIRST, WRIKE.link_name) == CONNECTED
    assert len(connected.vendor.token_calls()) == 3
    assert connected.assumptions.asked() == [
        "connections.refresh_refused",
        "connections.refresh_refused_status",
    ]


def test_after_a_refused_renewal_the_call_may_fail_before_it_leaves() -> None:
    world = Ecosystem(refresh_refused="fail")
    world.connect()
    world.vendor.remove_access()
    world.clock.move(HOUR)
    with pytest.raises(RefreshRefused) as caught:
        world.credentials()
    assert str(caught.value) == (
        "[harness] The access token of connection 'wrike_connection' in organization 60011 has expired and "
        "was not renewed: Wrike answered 400: invalid_grant. Connect it again."
    )
    assert caught.value.kind == "refresh_refused"


@pytest.mark.parametrize("what", ["send", "fail"])
def test_a_refused_renewal_may_disconnect(what: str) -> None:
    world = Ecosystem(refresh_refused=what, refresh_refused_status="Disconnected")
    world.connect()
    world.clock.move(HOUR)
    world.vendor.refuse = [REFUSED]
    if what == "send":
        assert not world.vendor.honours(world.credentials())
    else:
        with pytest.raises(RefreshRefused):
            world.credentials()
    assert world.connections.status(FIRST, WRIKE.link_name) == DISCONNECTED
    with pytest.raises(Disconnected):
        world.credentials()


@pytest.mark.parametrize(
    "answer", [THROTTLED, (429, {}), (500, {"error": "server_error"}), httpx.ConnectError("refused")]
)
def test_an_answer_that_means_later_never_disconnects(answer: object) -> None:
    world = Ecosystem(refresh_refused_status="Disconnected")
    world.connect(link_name=BOOKS.link_name)
    world.clock.move(HOUR)
    world.vendor.refuse = [answer]
    assert not world.vendor.honours(world.credentials(link_name=BOOKS.link_name))
    assert world.connections.status(FIRST, BOOKS.link_name) == CONNECTED
    assert world.vendor.honours(world.credentials(link_name=BOOKS.link_name))


def test_without_a_refresh_token_the_stale_token_is_sent_and_the_vendor_is_not_asked() -> None:
    world = Ecosystem(refresh_refused_status="Disconnected")
    world.connections.record(FIRST, BOOKS.link_name, TOM, Tokens("hour", expires_in=HOUR))
    world.clock.move(HOUR)
    header = world.credentials(link_name=BOOKS.link_name).headers["Authorization"]
    assert header == "Zoho-oauthtoken hour"
    assert world.vendor.requests == []
    assert world.connections.status(FIRST, BOOKS.link_name) == CONNECTED


# -- 401 to a token that has not expired


def again(world: Ecosystem, refused: Credentials) -> Credentials | None:
    return run(world.connections.credentials_after_401(FIRST, WRIKE.link_name, TOM, refused))


def test_a_401_stands_and_asks_the_vendor_nothing(connected: Ecosystem) -> None:
    sent = len(connected.vendor.requests)
    assert again(connected, connected.credentials()) is None
    assert nothing_left(connected, sent)
    assert connected.assumptions.asked() == ["connections.refresh_on_401"]


@pytest.fixture
def eager() -> Ecosystem:
    world = Ecosystem(refresh_on_401="yes")
    world.connect()
    return world


def test_a_401_may_renew_the_tokens(eager: Ecosystem) -> None:
    refused = eager.credentials()
    eager.vendor.access.clear()
    renewed = again(eager, refused)
    assert renewed is not None
    assert eager.vendor.honours(renewed)
    assert eager.credentials() == renewed


def test_a_401_to_a_token_that_was_renewed_meanwhile_renews_nothing(eager: Ecosystem) -> None:
    refused = eager.credentials()
    eager.clock.move(HOUR)
    renewed = eager.credentials()
    assert again(eager, refused) == renewed
    assert len(eager.vendor.token_calls()) == 2


def test_a_401_stands_when_the_vendor_refuses_to_renew(eager: Ecosystem) -> None:
    refused = eager.credentials()
    eager.vendor.remove_access()
    assert again(eager, refused) is None
    assert eager.connections.status(FIRST, WRIKE.link_name) == CONNECTED


def test_a_connection_made_anew_during_a_refused_renewal_after_a_401_is_not_disconnected() -> None:
    world = Ecosystem(refresh_on_401="yes", refresh_refused_status="Disconnected")
    world.connect()
    refused = world.credentials()
    anew = Tokens("anew", "again", HOUR)
    world.vendor.before_tokens = [lambda: world.connections.record(FIRST, WRIKE.link_name, TOM, anew)]
    world.vendor.refuse = [REFUSED]
    assert again(world, refused) is None
    assert bearer(world.credentials()) == "anew"


def test_a_refused_renewal_after_a_401_may_disconnect() -> None:
    world = Ecosystem(refresh_on_401="yes", refresh_refused_status="Disconnected")
    world.connect()
    world.vendor.refuse = [REFUSED]
    assert again(world, world.credentials()) is None
    assert world.connections.status(FIRST, WRIKE.link_name) == DISCONNECTED


def test_a_401_stands_when_the_connection_was_revoked_meanwhile(eager: Ecosystem) -> None:
    refused = eager.credentials()
    eager.connections.disconnect(FIRST, WRIKE.link_name)
    assert again(eager, refused) is None


# -- every problem


def test_every_problem_has_a_kind_of_its_own_and_is_marked_as_ours() -> None:
    def tree(one: type[ConnectionProblem]) -> list[type[ConnectionProblem]]:
        return [one, *(below for sub in one.__subclasses__() for below in tree(sub))]

    named = [one for one in tree(ConnectionProblem) if not one.__name__.startswith("_")]
    kinds = [one.kind for one in named]
    assert len(kinds) == len(set(kinds)) == 17
    assert str(ConnectionProblem("text")) == "[harness] text"


def test_an_authorisation_outlives_a_change_of_the_definition(connected: Ecosystem) -> None:
    before = connected.credentials()
    connected.connections.define(Definition("wrike_connection", "wrike", ("wsReadOnly",), "Renamed"))
    assert connected.credentials() == before
    assert connected.connections.show(FIRST, WRIKE.link_name).name == "Renamed"
