"""Whatever is issued, refreshed, revoked and expired in whatever order: a dead token never works."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, invariant, rule

from mocks.kit.tokens import Grant, Need
from mocks.oauth import expire, issue, remove_access, revoke_grant, revoke_token

from .browser import Vendor

PEOPLE = st.sampled_from(["tom", "ann"])


@dataclass
class Held:
    """What the model knows of a token: its grant, what made it, and until when it does."""

    grant: str
    person: str
    refresh: str
    until: float
    dead: bool = False


class Lifecycle(RuleBasedStateMachine):
    """The model beside the server: every access token does exactly while the model says so."""

    vendor = ""
    ends_replayed = False
    refreshes: Bundle[str] = Bundle("refreshes")
    accesses: Bundle[str] = Bundle("accesses")

    def __init__(self) -> None:
        super().__init__()
        self.server = Vendor(self.vendor)
        self.context = self.server.context
        self.client = self.server.client["client_id"]
        self.held: dict[str, Held] = {}
        self.refresh_grants: dict[str, Held] = {}
        self.superseded: set[str] = set()

    @rule(target=refreshes, person=PEOPLE)
    def consent(self, person: str) -> str:
        issued = issue(self.context, self.vendor, self.client, person, ["wsReadWrite"])
        assert issued.refresh_token is not None
        self._note(issued.grant["id"], person, issued.access_token, issued.refresh_token)
        return issued.refresh_token

    @rule(target=accesses, refresh=refreshes)
    def first_access(self, refresh: str) -> str:
        return next(token for token, held in self.held.items() if held.refresh == refresh)

    @rule(target=refreshes, refresh=refreshes)
    def refresh(self, refresh: str) -> str:
        known = self.refresh_grants[refresh]
        answer: dict[str, Any] = asyncio.run(self.server.refresh(refresh)).json()
        assert ("error" in answer) is known.dead
        if known.dead:
            if self.ends_replayed and refresh in self.superseded:
                self._end_grants(lambda held: held.grant == known.grant)
            return refresh
        following = answer.get("refresh_token", refresh)
        if following != refresh:
            self.superseded.add(refresh)
            self._end_refresh(refresh)
        self._note(known.grant, known.person, answer["access_token"], following)
        return str(following)

    @rule(refresh=refreshes)
    def revoke_refresh(self, refresh: str) -> None:
        alive = not self.refresh_grants[refresh].dead
        assert revoke_token(self.context, self.vendor, refresh) is alive
        self._end_refresh(refresh)

    @rule(access=consumes(accesses))
    def revoke_access(self, access: str) -> None:
        revoke_token(self.context, self.vendor, access)
        self.held[access].dead = True

    @rule(refresh=refreshes)
    def revoke_whole_grant(self, refresh: str) -> None:
        grant = self.refresh_grants[refresh].grant
        revoke_grant(self.context, self.vendor, grant)
        self._end_grants(lambda held: held.grant == grant)

    @rule(person=PEOPLE)
    def remove(self, person: str) -> None:
        remove_access(self.context, self.vendor, self.client, person)
        self._end_grants(lambda held: held.person == person)

    @rule(refresh=refreshes)
    def expire_now(self, refresh: str) -> None:
        grant = self.refresh_grants[refresh].grant
        expire(self.context, self.vendor, grant)
        for held in self.held.values():
            if held.grant == grant:
                held.until = min(held.until, self.context.clock.now())

    @rule(seconds=st.sampled_from([1, 600, 1800, 3600]))
    def wait(self, seconds: int) -> None:
        self.context.clock.move(seconds)

    @invariant()
    def every_token_does_exactly_while_it_should(self) -> None:
        now = self.context.clock.now()
        for token, held in self.held.items():
            found = self.context.tokens.check(token, Need(self.vendor))
            assert isinstance(found, Grant) is (not held.dead and now < held.until), (held, found)

    def _note(self, grant: str, person: str, access: str, refresh: str) -> None:
        until = self.context.clock.now() + 3600
        assert access not in self.held
        self.held[access] = Held(grant, person, refresh, until)
        self.refresh_grants.setdefault(refresh, Held(grant, person, refresh, until))

    def _end_refresh(self, refresh: str) -> None:
        self.refresh_grants[refresh].dead = True
        for held in self.held.values():
            held.dead = held.dead or held.refresh == refresh

    def _end_grants(self, ends: Any) -> None:
        for held in (*self.held.values(), *self.refresh_grants.values()):
            held.dead = held.dead or ends(held)


class ZohoLifecycle(Lifecycle):
    vendor = "zoho"


class WrikeLifecycle(Lifecycle):
    vendor = "wrike"


class ProviderLifecycle(Lifecycle):
    vendor = "oauth_provider"
    ends_replayed = True


BUDGET = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestZohoLifecycle = ZohoLifecycle.TestCase
TestZohoLifecycle.settings = BUDGET
TestWrikeLifecycle = WrikeLifecycle.TestCase
TestWrikeLifecycle.settings = BUDGET
TestProviderLifecycle = ProviderLifecycle.TestCase
TestProviderLifecycle.settings = BUDGET
