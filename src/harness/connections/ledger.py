"""All that is stored of connections: definitions, authorisations, consents under way.

A definition belongs to the extension (tenant ""); everything else to an organization.
"""

from __future__ import annotations

from dataclasses import asdict, dataclass

from harness.ports import Clock, Ids, Store

from .errors import InvalidDefinition, StateRefused, UnknownConnection
from .model import Authorization, Definition

DEFINITIONS = "harness.connections"
AUTHORIZATIONS = "harness.authorizations"
STATES = "harness.states"

STATE_LIFE = 600.0
"""Seconds that a person has for a consent. Our own choice: as long as Wrike's codes live."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A consent under way: who began it, for what, and where the vendor is to send them back."""

    state: str
    organization: str
    link_name: str
    person: str
    data_centre: str
    redirect_uri: str
    expires_at: float


class Ledger:
    """Reads and writes the records of connections; decides nothing."""

    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids

    def define(self, definition: Definition) -> None:
        """Keep a definition; link name, service and the login-user option of a known one can't change."""
        old = self._store.get(DEFINITIONS, "", definition.link_name)
        for fixed in ("service", "use_credentials_of_login_user"):
            if old is not None and old[fixed] != getattr(definition, fixed):
                raise InvalidDefinition(
                    fixed,
                    f"Connection '{definition.link_name}' exists and its {fixed} can't be changed "
                    f"({old[fixed]} now). Take another link name.",
                )
        record = {**asdict(definition), "scopes": list(definition.scopes)}
        self._store.put(DEFINITIONS, "", definition.link_name, record)

    def definition(self, link_name: str) -> Definition:
        """The definition of that link name; UnknownConnection if there is none."""
        record = self._store.get(DEFINITIONS, "", link_name)
        if record is None:
            known = {one.link_name: one.display_name for one in self.definitions()}
            raise UnknownConnection(link_name, known)
        return Definition(**{**record, "scopes": tuple(record["scopes"])})

    def definitions(self) -> list[Definition]:
        """All definitions, in the order in which they were made."""
        rows = self._store.rows(DEFINITIONS, "").values()
        return [Definition(**{**record, "scopes": tuple(record["scopes"])}) for record in rows]

    def authorization(
        self, organization: str, definition: Definition, person: str | None
    ) -> Authorization | None:
        """The authorisation that would serve the person, or None."""
        record = self._store.get(AUTHORIZATIONS, organization, _key(definition, person))
        return None if record is None else Authorization.of(record)

    def authorizations(self, organization: str, definition: Definition) -> list[Authorization]:
        """All authorisations of the connection in the organization, the first one first."""
        found = self._store.find(AUTHORIZATIONS, organization, "link_name", definition.link_name)
        return [Authorization.of(record) for record in found]

    def keep(self, organization: str, definition: Definition, authorization: Authorization) -> None:
        """Insert or replace an authorisation."""
        key = _key(definition, authorization.person)
        self._store.put(AUTHORIZATIONS, organization, key, authorization.record())

    def open(
        self, organization: str, link_name: str, person: str, data_centre: str, redirect_uri: str
    ) -> Pending:
        """Begin a consent: it gets a state, good for one callback within `STATE_LIFE`."""
        state = self._ids.secret("connections", "state")
        expires_at = self._clock.now() + STATE_LIFE
        pending = Pending(state, organization, link_name, person, data_centre, redirect_uri, expires_at)
        self._store.put(STATES, organization, state, asdict(pending))
        return pending

    def take(self, state: str) -> Pending:
        """End the consent of that state; StateRefused if there is none, or it took too long."""
        for organization in self._store.tenants(STATES):
            record = self._store.get(STATES, organization, state)
            if record is None:
                continue
            self._store.delete(STATES, organization, state)
            pending = Pending(**record)
            if self._clock.now() >= pending.expires_at:
                raise StateRefused("expired")
            return pending
        raise StateRefused("unknown")


def _key(definition: Definition, person: str | None) -> str:
    if not definition.use_credentials_of_login_user:
        return definition.link_name
    return f"{definition.link_name}/{person or ''}"
