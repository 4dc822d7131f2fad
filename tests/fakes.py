"""Fakes by name for tests, and the worlds that fakes of vendors are tested in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import httpx

from mocks.kit.app import App
from mocks.kit.assumptions import Assumptions
from mocks.kit.checks import Checks
from mocks.kit.clock import Clock, Timers
from mocks.kit.events import Events
from mocks.kit.faults import Faults
from mocks.kit.ids import Ids
from mocks.kit.journal import Journal
from mocks.kit.limits import Limits
from mocks.kit.people import People
from mocks.kit.service import Context, Service
from mocks.kit.store import Record, Store
from mocks.kit.tokens import Grant, Need, Refusal
from mocks.kit.urls import Urls


class GrantedTokens:
    """Tokens that a test hands out itself: token text -> grant."""

    def __init__(self) -> None:
        self.grants: dict[str, Grant] = {}

    def give(
        self,
        token: str,
        vendor: str,
        person: str = "tom",
        scopes: Iterable[str] = (),
        tenants: Iterable[str] = (),
        data_centre: str = "us",
    ) -> str:
        self.grants[token] = Grant(
            f"grant-{token}", vendor, "client", person, tuple(scopes), tuple(tenants), data_centre
        )
        return token

    def check(self, token: str, need: Need) -> Grant | Refusal:
        grant = self.grants.get(token)
        if grant is None:
            return Refusal("unknown")
        return Refusal("other vendor") if grant.vendor != need.vendor else grant

    def allows(self, grant: Grant, need: Need) -> Refusal | None:
        if need.scopes and "*" not in grant.scopes and not set(need.scopes) & set(grant.scopes):
            return Refusal("scope")
        if need.tenant is not None and need.tenant not in grant.tenants:
            return Refusal("other organization")
        return None


class CountedStore(Store):
    """A store that counts the records that it hands out."""

    def __init__(self) -> None:
        super().__init__()
        self.handed_out = 0

    def get(self, kind: str, tenant: str, key: str) -> Record | None:
        found = super().get(kind, tenant, key)
        self.handed_out += found is not None
        return found

    def find(self, kind: str, tenant: str, field: str, value: Any) -> list[Record]:
        found = super().find(kind, tenant, field, value)
        self.handed_out += len(found)
        return found

    def rows(self, kind: str, tenant: str) -> Mapping[str, Record]:
        found = super().rows(kind, tenant)
        self.handed_out += len(found)
        return found


def make_context(
    service: Service | None = None,
    *,
    seed: int = 1,
    chosen: Mapping[str, str] | None = None,
    off: Iterable[str] = (),
    origins: Mapping[str, str] | None = None,
    store: Store | None = None,
    **clock: Any,
) -> Context:
    """A context of the kit's own parts, with tokens that the test grants (`context.tokens`)."""
    store = store or Store()
    time = Clock(store, **clock)
    ids = Ids(store, seed)
    return Context(
        store=store,
        clock=time,
        ids=ids,
        timers=Timers(store, time, ids),
        journal=Journal(time),
        assumptions=Assumptions(service.assumptions if service else (), chosen),
        checks=Checks(off),
        events=Events(store, time, ids),
        limits=Limits(store, time),
        people=People(store, ids),
        urls=Urls(origins),
        faults=Faults(store, ids),
        tokens=GrantedTokens(),
    )


def client_of(app: App, host: str) -> httpx.AsyncClient:
    """A client whose requests to `host` reach the app in process."""
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=app),
        base_url=f"https://{host}",
    )
