"""Whatever happens in whatever order, credentials are given only while Connected."""

from __future__ import annotations

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
    ConnectionProblem,
    Disconnected,
    NotAuthorizedByPerson,
    NotConnected,
    StateRefused,
    Status,
    consent,
)

from .vendors import ANN, FIRST, PERSONAL, SECOND, TOM, WRIKE, Ecosystem, run

ORGANIZATIONS = (FIRST, SECOND)
PEOPLE = (TOM, ANN)
LINK_NAMES = (WRIKE.link_name, PERSONAL.link_name)

organizations = st.sampled_from(ORGANIZATIONS)
people = st.sampled_from(PEOPLE)
link_names = st.sampled_from(LINK_NAMES)
Key = tuple[str, str, str]


def key(organization: str, link_name: str, person: str) -> Key:
    """Whose authorisation it is: everybody's of the organization, or the person's own."""
    return organization, link_name, person if link_name == PERSONAL.link_name else ""


class Life(RuleBasedStateMachine):
    """The life of two connections in two organizations, beside a model of a dictionary."""

    def __init__(self) -> None:
        super().__init__()
        self.world = Ecosystem(refresh_refused_status="Disconnected", refresh_refused="fail")
        self.model: dict[Key, Status] = {}
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
        if self.world.clock.now() >= begun + 600:
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

    @rule(seconds=st.sampled_from((1, 300, 3599, 3600, 7200)))
    def let_time_pass(self, seconds: int) -> None:
        self.world.clock.move(seconds)

    @rule()
    def remove_access_at_the_vendor_and_wait(self) -> None:
        self.world.vendor.remove_access()
        self.world.clock.move(3600)
        for of, status in self.model.items():
            if status == CONNECTED:
                organization, link_name, person = of
                with pytest.raises(ConnectionProblem):
                    self.world.credentials(organization, link_name, person or TOM)
                self.model[of] = DISCONNECTED

    @invariant()
    def credentials_are_given_only_while_connected_for_that_organization_and_person(self) -> None:
        for organization in ORGANIZATIONS:
            for link_name in LINK_NAMES:
                for person in PEOPLE:
                    self.look(organization, link_name, person)

    def look(self, organization: str, link_name: str, person: str) -> None:
        expected = self.status(key(organization, link_name, person))
        assert self.world.connections.status(organization, link_name, person) == expected
        sent = len(self.world.vendor.requests)
        if expected == CONNECTED:
            credentials = self.world.credentials(organization, link_name, person)
            assert self.world.vendor.honours(credentials)
            return
        problems = Disconnected if expected == DISCONNECTED else (NotConnected, NotAuthorizedByPerson)
        with pytest.raises(problems):
            self.world.credentials(organization, link_name, person)
        assert len(self.world.vendor.requests) == sent


TestLife = Life.TestCase
TestLife.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
