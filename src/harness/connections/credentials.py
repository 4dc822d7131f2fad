"""Whose credentials serve a call, and new ones when they have run out."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from weakref import WeakValueDictionary

from harness.ports import Assumptions, Clock

from .assumptions import NO_PERSON, REFRESH_REFUSED, REFRESH_REFUSED_STATUS
from .endpoint import Endpoint, NoTokens
from .errors import ConnectionProblem, Disconnected, NotAuthorizedByPerson, NotConnected, RefreshRefused
from .ledger import Ledger
from .model import CONNECTED, DISCONNECTED, Authorization, Definition, Tokens


class Keeper:
    """Finds the authorisation that serves a call and keeps its tokens fresh.

    Two calls at once renew only once: where the vendor rotates the pair, the second renewal would be
    refused and the connection lost.
    """

    def __init__(
        self,
        ledger: Ledger,
        clock: Clock,
        assumptions: Assumptions,
        endpoint: Callable[[Definition, Authorization], Endpoint],
    ) -> None:
        self._ledger, self._clock, self._assumptions = ledger, clock, assumptions
        self._endpoint = endpoint
        self._locks: WeakValueDictionary[tuple[str, str, str], asyncio.Lock] = WeakValueDictionary()

    def usable(self, organization: str, definition: Definition, person: str | None) -> Authorization:
        """The authorisation that serves the person, which may have expired; else a ConnectionProblem."""
        if person is None and definition.use_credentials_of_login_user:
            person = self._stand_in(organization, definition)
        found = self._ledger.authorization(organization, definition, person)
        if found is None:
            raise self.missing(organization, definition, person)
        if found.status == DISCONNECTED:
            raise Disconnected(organization, definition.link_name, found.person)
        return found

    def missing(self, organization: str, definition: Definition, person: str | None) -> ConnectionProblem:
        """Why there is no authorisation for the person."""
        known = self._ledger.authorizations(organization, definition)
        if not known:
            return NotConnected(organization, definition.link_name)
        others = [one.person for one in known if one.status == CONNECTED]
        return NotAuthorizedByPerson(organization, definition.link_name, person, others)

    async def fresh(self, organization: str, definition: Definition, person: str | None) -> Authorization:
        """The authorisation that serves the person, renewed if it had expired."""
        found = self.usable(organization, definition, person)
        if not found.expired(self._clock.now()):
            return found
        async with self._lock(organization, found):
            found = self.usable(organization, definition, person)  # it may be another one by now
            if not found.expired(self._clock.now()):
                return found
            try:
                return await self._renew(organization, definition, found)
            except NoTokens as refusal:
                if self._replaced(organization, definition, found):
                    return self.usable(organization, definition, person)
                return self._stale(organization, definition, found, refusal)

    async def after_401(
        self,
        organization: str,
        definition: Definition,
        person: str | None,
        was_refused: Callable[[Authorization], bool],
    ) -> Authorization | None:
        """Another authorisation than the refused one, after a 401; None if there is none."""
        found = self.usable(organization, definition, person)
        async with self._lock(organization, found):
            found = self.usable(organization, definition, person)
            if not was_refused(found):
                return found
            try:
                return await self._renew(organization, definition, found)
            except NoTokens as refusal:
                self._note_refusal(organization, definition, found, refusal)
                return None

    def _stand_in(self, organization: str, definition: Definition) -> str | None:
        """Who serves a call with nobody behind it."""
        authorizations = self._ledger.authorizations(organization, definition)
        if authorizations and self._assumptions.assume(NO_PERSON) == "creator":
            return authorizations[0].person
        return None

    async def _renew(self, organization: str, definition: Definition, old: Authorization) -> Authorization:
        asked_at = self._clock.now()
        tokens = await self._endpoint(definition, old).renew(old)
        if self._replaced(organization, definition, old):
            return self.usable(organization, definition, old.person)
        new = renewed(old, tokens, asked_at)
        self._ledger.keep(organization, definition, new)
        return new

    def _replaced(self, organization: str, definition: Definition, old: Authorization) -> bool:
        """True if it was revoked or connected again while the vendor was being asked."""
        return self._ledger.authorization(organization, definition, old.person) != old

    def _stale(
        self, organization: str, definition: Definition, old: Authorization, refusal: NoTokens
    ) -> Authorization:
        """What serves a call whose access token has expired for good."""
        self._note_refusal(organization, definition, old, refusal)
        if self._assumptions.assume(REFRESH_REFUSED) == "fail":
            raise RefreshRefused(organization, definition.link_name, refusal.reason)
        return old

    def _note_refusal(
        self, organization: str, definition: Definition, old: Authorization, refusal: NoTokens
    ) -> None:
        if refusal.temporary or self._replaced(organization, definition, old):
            return
        if self._assumptions.assume(REFRESH_REFUSED_STATUS) == DISCONNECTED:
            self._ledger.keep(organization, definition, old.disconnected())

    def _lock(self, organization: str, found: Authorization) -> asyncio.Lock:
        key = (organization, found.link_name, found.person)
        return self._locks.setdefault(key, asyncio.Lock())


def renewed(old: Authorization, tokens: Tokens, asked_at: float) -> Authorization:
    """The authorisation with the vendor's new tokens; what the vendor leaves out stays as it was."""
    return replace(
        old,
        access_token=tokens.access_token,
        refresh_token=tokens.refresh_token or old.refresh_token,
        scopes=tokens.scopes or old.scopes,
        host=tokens.host or old.host,
        expires_at=tokens.expires_at(asked_at),
    )
