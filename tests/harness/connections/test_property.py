"""Whatever happens in whatever order, credentials are given only while Connected, and then they are good."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import httpx
import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from harness.connections import (
    CONNECTED,
    DISCONNECTED,
    NOT_CONNECTED,
    ApiKey,
    ConnectionProblem,
    Definition,
    Disconnected,
    NotAuthorizedByPerson,
    NotConnected,
    Parameter,
    Service,
    ServiceInUse,
    StateRefused,
    Status,
    UnknownConnection,
    consent,
)

from .vendors import ANN, FIRST, PERSONAL, SECOND, TOM, WRIKE, Ecosystem, run

ORGANIZATIONS = (FIRST, SECOND)
PEOPLE = (TOM, ANN)
LINK_NAMES = (WRIKE.link_name, PERSONAL.link_name)
STOCK = Service("stock", "Stock", ApiKey((Parameter("X-Key"),)))
KEPT = Definition("stock_connection", "stock")
DEFINITIONS = {one.link_name: one for one in (WRIKE, PERSONAL, KEPT)}

organizations = st.sampled_from(ORGANIZATIONS)
people = st.sampled_from(PEOPLE)
link_names = st.sampled_from(LINK_NAMES)
Key = tuple[str, str, str]
GONE = -1.0
"""When a consent was begun whose connection has been deleted since."""


def key(organization: str, link_name: str, person: str) -> Key:
    """Whose authorisation it is: everybody's of the organization, or the person's own."""
    return organization, link_name, person if link_name == PERSONAL.link_name else ""


class Life(RuleBasedStateMachine):
    """The life of three connections in two organizations, beside a model of two dictionaries."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Ecosystem(refresh_refused_status="Disconnected", refresh_refused="fail")
        self.world.connections.define_service(STOCK)
        self.world.connections.define(KEPT)
        self.model: dict[Key, Status] = {}
        self.keys: dict[str, str] = {}
        self.pending: list[tuple[str, Key, float]] = []

    def status(self, of: Key) -> Status:
        return self.model.get(of, NOT_CONNECTED)

    @rule(organization=organizations, link_name=link_names, person=people)
    def begin(self, organization: str, link_name: str, person: str) -> None:
        url = run(self.world.connections.begin(organization, link_name, person))
        self.pending.append((url, key(organization, link_name, person), self.world.clock.now()))

    @rule(which=st.integers(0, 5), decision=st.sampled_from(("accept", "deny")))
    def callback(self, which: int, decision: Any) -> None:
        if not self.pending:
            return
        url, of, begun = self.pending.pop(which % len(self.pending))
        if begun == GONE or self.world.clock.now() >= begun + 600:
            with pytest.raises(StateRefused):
                run(consent(self.world.client, url, TOM, decision))
            return
        run(consent(self.world.client, url, TOM, decision))
        if decision == "accept":
            self.model[of] = CONNECTED

    @rule(organization=organizations, link_name=link_names, person=people)
    def replay(self, organization: str, link_name: str, person: str) -> None:
        url = run(self.world.connections.begin(organization, link_name, person))
        state = httpx.URL(url).params["state"]
        run(self.world.connections.callback({"state": state, "error": "access_denied"}))
        with pytest.raises(StateRefused):
            run(self.world.connections.callback({"state": state, "code": "code"}))

    @rule(organization=organizations, link_name=link_names, person=people)
    def revoke(self, organization: str, link_name: str, person: str) -> None:
        of = key(organization, link_name, person)
        if self.status(of) == NOT_CONNECTED:
            with pytest.raises((NotConnected, NotAuthorizedByPerson)):
                run(self.world.connections.revoke(organization, link_name, person))
            return
        run(self.world.connections.revoke(organization, link_name, person))
        self.model[of] = DISCONNECTED

    @rule(organization=organizations, value=st.sampled_from(("key-1", "key-2")))
    def enter(self, organization: str, value: str) -> None:
        run(self.world.connections.enter(organization, KEPT.link_name, TOM, {"X-Key": value}))
        self.model[key(organization, KEPT.link_name, TOM)] = CONNECTED
        self.keys[organization] = value

    @rule(organization=organizations)
    def revoke_the_key(self, organization: str) -> None:
        self.revoke(organization, KEPT.link_name, TOM)

    @rule(link_name=link_names, scopes=st.sampled_from((("wsReadOnly",), ("wsReadWrite",), ("Default",))))
    def edit(self, link_name: str, scopes: tuple[str, ...]) -> None:
        self.world.connections.edit(link_name, scopes=scopes)
        for organization in ORGANIZATIONS:
            for one in self.world.connections.show(organization, link_name).authorizations:
                assert one.consent_due is (one.status == CONNECTED and one.scopes != scopes)

    @rule()
    def change_the_service(self) -> None:
        other = replace(STOCK, authentication=ApiKey((Parameter("X-Other"),)))
        if CONNECTED in [self.status(key(one, KEPT.link_name, TOM)) for one in ORGANIZATIONS]:
            with pytest.raises(ServiceInUse):
                self.world.connections.define_service(other)
        else:
            self.world.connections.define_service(other)
            self.world.connections.define_service(STOCK)

    @rule(link_name=st.sampled_from(sorted(DEFINITIONS)))
    def delete_and_define_anew(self, link_name: str) -> None:
        run(self.world.connections.delete(link_name))
        with pytest.raises(UnknownConnection):
            self.world.credentials(FIRST, link_name)
        self.world.connections.define(DEFINITIONS[link_name])
        self.model = {of: status for of, status in self.model.items() if of[1] != link_name}
        self.pending = [(url, of, GONE if of[1] == link_name else begun) for url, of, begun in self.pending]

    @rule(seconds=st.sampled_from((1, 300, 3599, 3600, 7200)))
    def let_time_pass(self, seconds: int) -> None:
        self.world.clock.move(seconds)

    @rule()
    def remove_access_at_the_vendor_and_wait(self) -> None:
        self.world.vendor.remove_access()
        self.world.clock.move(3600)
        for of, status in self.model.items():
            organization, link_name, person = of
            if status == CONNECTED and link_name != KEPT.link_name:
                with pytest.raises(ConnectionProblem):
                    self.world.credentials(organization, link_name, person or TOM)
                self.model[of] = DISCONNECTED

    @invariant()
    def credentials_are_given_only_while_connected_for_that_organization_and_person(self) -> None:
        for organization in ORGANIZATIONS:
            for link_name in DEFINITIONS:
                for person in PEOPLE:
                    self.look(organization, link_name, person)

    def look(self, organization: str, link_name: str, person: str) -> None:
        expected = self.status(key(organization, link_name, person))
        assert self.world.connections.status(organization, link_name, person) == expected
        sent = len(self.world.vendor.requests)
        if expected == CONNECTED:
            credentials = self.world.credentials(organization, link_name, person)
            if link_name == KEPT.link_name:
                assert credentials.headers == {"X-Key": self.keys[organization]}
            else:
                assert self.world.vendor.honours(credentials)
            return
        problems = Disconnected if expected == DISCONNECTED else (NotConnected, NotAuthorizedByPerson)
        with pytest.raises(problems):
            self.world.credentials(organization, link_name, person)
        assert len(self.world.vendor.requests) == sent


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
