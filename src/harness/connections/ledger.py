"""All that is stored of connections: custom services, definitions, authorisations, consents under way.

Services and definitions belong to the extension (tenant ""); everything else to an organization.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from harness.ports import Clock, Ids, Record, Store

from .errors import InvalidDefinition, StateRefused, UnknownConnection
from .model import CONNECTED, DISCONNECTED, NOT_CONNECTED, Authorization, Definition, Status
from .service import Service

SERVICES = "harness.services"
DEFINITIONS = "harness.connections"
AUTHORIZATIONS = "harness.authorizations"
STATES = "harness.states"

STATE_LIFE = 600.0
"""Seconds that a person has for a consent. Our own choice: as long as Wrike's codes live."""


@dataclass(frozen=True, slots=True)
class Pending:
    """A consent under way: who began it, for what, and where the vendor is to send them back.

    `entered` is what they typed in before; `token` and `token_secret` are the request token of OAuth 1.
    """

    state: str
    organization: str
    link_name: str
    person: str
    data_centre: str
    redirect_uri: str
    expires_at: float
    entered: Mapping[str, str] = field(default_factory=dict, repr=False)
    token: str = field(default="", repr=False)
    token_secret: str = field(default="", repr=False)


class Ledger:
    """Reads and writes the records of connections; decides nothing."""

    def __init__(self, store: Store, clock: Clock, ids: Ids) -> None:
        self._store, self._clock, self._ids = store, clock, ids
        self._read: dict[str, tuple[Record, Service]] = {}

    def services(self) -> dict[str, Service]:
        """The custom services by link name, in the order in which they were made."""
        return {link_name: self._service(record) for link_name, record in self._rows(SERVICES).items()}

    def service(self, link_name: str) -> Service | None:
        """The custom service of that link name, or None."""
        record = self._store.get(SERVICES, "", link_name)
        return None if record is None else self._service(record)

    def keep_service(self, service: Service) -> None:
        """Insert or replace a custom service."""
        self._store.put(SERVICES, "", service.link_name, service.record())

    def forget_service(self, link_name: str) -> None:
        """Delete a custom service."""
        self._store.delete(SERVICES, "", link_name)

    def _service(self, record: Record) -> Service:
        """The service of a record. Records are replaced, never changed: it is read once."""
        known = self._read.get(record["link_name"])
        if known is None or known[0] is not record:
            known = self._read[record["link_name"]] = record, Service.of(record)
        return known[1]

    def _rows(self, kind: str) -> Mapping[str, Record]:
        return self._store.rows(kind, "")

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
        rows = self._rows(DEFINITIONS).values()
        return [Definition(**{**record, "scopes": tuple(record["scopes"])}) for record in rows]

    def forget(self, link_name: str) -> None:
        """Delete a definition, what organizations have authorised of it, and the consents under way."""
        self._store.delete(DEFINITIONS, "", link_name)
        for kind in (AUTHORIZATIONS, STATES):
            for organization in self._store.tenants(kind):
                found = self._store.rows(kind, organization)
                for key in [key for key, record in found.items() if record["link_name"] == link_name]:
                    self._store.delete(kind, organization, key)

    def organizations(self) -> list[str]:
        """The organizations that have authorised anything."""
        return list(self._store.tenants(AUTHORIZATIONS))

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

    def authorized(self, definition: Definition) -> list[tuple[str, Authorization]]:
        """Every authorisation of the connection that is Connected, with its organization."""
        return [
            (organization, one)
            for organization in self.organizations()
            for one in self.authorizations(organization, definition)
            if one.status == CONNECTED
        ]

    def concerned(self, organization: str, definition: Definition, person: str | None) -> list[Authorization]:
        """The authorisations that `person` means: the one that would serve them; with None, all."""
        if person is None:
            return self.authorizations(organization, definition)
        found = self.authorization(organization, definition, person)
        return [] if found is None else [found]

    def status(self, organization: str, definition: Definition, person: str | None) -> Status:
        """The best status of the authorisations that `person` means."""
        return best(self.concerned(organization, definition, person))

    def disconnect_everywhere(self, definition: Definition) -> None:
        """Every authorisation that is Connected becomes Disconnected."""
        for organization, one in self.authorized(definition):
            self.keep(organization, definition, one.disconnected())

    def keep(self, organization: str, definition: Definition, authorization: Authorization) -> None:
        """Insert or replace an authorisation."""
        key = _key(definition, authorization.person)
        self._store.put(AUTHORIZATIONS, organization, key, authorization.record())

    def open(
        self,
        organization: str,
        link_name: str,
        person: str,
        data_centre: str,
        redirect_uri: str,
        entered: Mapping[str, str],
    ) -> Pending:
        """Begin a consent: it gets a state, good for one callback within `STATE_LIFE`."""
        state = self._ids.secret("connections", "state")
        expires_at = self._clock.now() + STATE_LIFE
        pending = Pending(
            state, organization, link_name, person, data_centre, redirect_uri, expires_at, entered
        )
        self.keep_open(pending)
        return pending

    def keep_open(self, pending: Pending) -> None:
        """Insert or replace a consent under way."""
        record: dict[str, Any] = asdict(pending)
        stored = {name: value for name, value in record.items() if value not in ("", {})}
        self._store.put(STATES, pending.organization, pending.state, stored)

    def take(self, state: str) -> Pending:
        """End the consent of that state; StateRefused if there is none, or it took too long."""
        for organization in self._store.tenants(STATES):
            record = self._store.get(STATES, organization, state)
            if record is None:
                continue
            self._store.delete(STATES, organization, state)
            pending = Pending(**{"data_centre": "", **record})
            if self._clock.now() >= pending.expires_at:
                raise StateRefused("expired")
            return pending
        raise StateRefused("unknown")


def best(authorizations: Iterable[Authorization]) -> Status:
    """The status that several authorisations come to."""
    statuses = {one.status for one in authorizations}
    if not statuses:
        return NOT_CONNECTED
    return CONNECTED if CONNECTED in statuses else DISCONNECTED


def _key(definition: Definition, person: str | None) -> str:
    if not definition.use_credentials_of_login_user:
        return definition.link_name
    return f"{definition.link_name}/{person or ''}"
