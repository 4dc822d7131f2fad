"""What the engine and its actions are given by the world, and what an attempt leaves behind."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from harness.errors import UsageError
from harness.ports import Assumptions, Carrier, Clock, Ids, Journal, Record, Store

from .model import Finding, Info

if TYPE_CHECKING:
    import httpx
SHORTEST_SECRET = 6
"""Shorter values of a connection (a format, a version) are not taken for secrets."""
HIDDEN = "[redacted]"


class Credentials(Protocol):
    """What a connection adds to a call."""

    @property
    def headers(self) -> Mapping[str, str]:
        """Headers by name."""
        ...

    @property
    def parameters(self) -> Mapping[str, str]:
        """Query parameters by name."""
        ...

    @property
    def form(self) -> Mapping[str, str]:
        """Fields of a form-encoded body by name."""
        ...

    @property
    def secrets(self) -> Iterable[str]:
        """Further texts that nobody may see."""
        ...


class Connections(Protocol):
    """The connections of all organizations."""

    async def credentials(
        self, organization: str, link_name: str, person: str | None, carrier: Carrier
    ) -> Credentials:
        """The credentials for a call by that person, refreshed when they have expired.

        `carrier` is the request that they are to join. Raises a HarnessError (ConnectionProblem) when the
        call cannot leave.
        """
        ...

    async def credentials_after_401(
        self, organization: str, link_name: str, person: str | None, refused: Any
    ) -> Credentials | None:
        """Other credentials, after the vendor answered 401 to `refused`; None: its answer stands."""
        ...


@dataclass(frozen=True, slots=True)
class OwnApi:
    """An API of the platform itself: its origin, and what a call without a connection is made with."""

    origin: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    parameters: Mapping[str, str] = field(default_factory=dict, repr=False)
    form: Mapping[str, str] = field(default_factory=dict, repr=False)
    secrets: tuple[str, ...] = field(default=(), repr=False)


def no_own_api(service: str, organization: str) -> OwnApi:
    """Where there is no platform: raises UsageError."""
    raise UsageError(f"Nothing answers for the tasks of {service} of organization {organization} here.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Environment:
    """The world, as far as an action may use it. See `Engine` for the callables."""

    store: Store
    clock: Clock
    ids: Ids
    assumptions: Assumptions
    journal: Journal
    client: Callable[[], httpx.AsyncClient]
    connections: Connections
    people: Callable[[str], Mapping[str, Any]]
    administrator: Callable[[str], str | None]
    arguments: Callable[[str, str, Record, str | None], dict[str, Any]]
    before_sending: Callable[[str, str], Awaitable[None]]
    global_fields: Callable[[str], Mapping[str, Any]]
    own_api: Callable[[str, str], OwnApi]

    def with_global_fields(self, organization: str, arguments: Mapping[str, Any]) -> dict[str, Any]:
        """`arguments` and the organization's global fields."""
        fields = self.global_fields(organization)
        if not fields:
            return dict(arguments)
        if self.assumptions.assume("workflow.global_fields") == "variable":
            return {**fields, **arguments}
        return {**arguments, "organization": {**organization_map(arguments), **fields}}


def organization_map(arguments: Mapping[str, Any]) -> Mapping[str, Any]:
    """The map `organization` among the arguments; empty if whoever runs the function gave none."""
    given = arguments.get("organization")
    return given if isinstance(given, Mapping) else {}


@dataclass(frozen=True, slots=True)
class Caller:
    """On whose behalf calls leave: the organization, its person, and the exchange that led to it."""

    organization: str
    person: str | None = None
    exchange: int | None = None
    rule: str | None = None
    run: str | None = None


@dataclass(slots=True)
class Recording:
    """What an attempt leaves behind, as it goes; complete up to the moment it was cut off."""

    info: list[Info] = field(default_factory=list)
    exchanges: list[int] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    secrets: set[str] = field(default_factory=set)

    def keep_secret(self, added: Credentials) -> set[str]:
        """Hide what a connection adds to a call from all that is recorded; answers what it hides."""
        values = (*added.headers.values(), *added.parameters.values(), *added.form.values())
        tokens = {value.rpartition(" ")[2] for value in values} | set(added.secrets)
        found = {token for token in tokens if len(token) >= SHORTEST_SECRET}
        self.secrets |= found
        return found

    def hide(self, text: str) -> str:
        """`text` without the secrets of the connections that were used."""
        for secret in sorted(self.secrets, key=len, reverse=True):
            text = text.replace(secret, HIDDEN)
        return text
