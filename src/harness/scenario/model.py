"""A scenario as values: what is given, what happens, what is expected then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol

from ..extension import Extension
from .catalogue import KindName
from .yamlfile import Place

if TYPE_CHECKING:
    from .expect import Comparison, Difference
    from .stage import Stage


@dataclass(frozen=True, slots=True)
class Person:
    """A human of the world. `tenants` names the organizations and accounts; None: all of them."""

    name: str
    values: Mapping[str, Any]
    tenants: tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class GivenRecord:
    """A record to lay down. `tenant` is the name of its organization or account, "" for a tenant itself."""

    kind: KindName
    name: str | None
    tenant: str
    values: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class ConnectionStatus:
    """What a connection is, or is expected to be, in an organization for a person (None: for anybody)."""

    link_name: str
    organization: str
    person: str | None
    status: str
    place: Place


@dataclass(frozen=True, slots=True)
class GlobalValue:
    """What an organization has filled in for a global field of the extension."""

    name: str
    organization: str
    value: Any


@dataclass(frozen=True, slots=True)
class Fault:
    """Something to go wrong, as the record that the world keeps; its arguments may hold references."""

    record: Mapping[str, Any]
    place: Place


@dataclass(frozen=True, slots=True)
class Limit:
    """So many calls in so many seconds for each key of a fake."""

    service: str
    calls: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Given:
    """The state that a scenario starts from. `start` is in seconds since the epoch.

    `entered` is what persons type when they connect, by link name and by what is asked.
    """

    start: float | None = None
    assume: Mapping[str, str] = field(default_factory=dict)
    persons: Sequence[Person] = ()
    tenants: Sequence[GivenRecord] = ()
    records: Sequence[GivenRecord] = ()
    global_values: Sequence[GlobalValue] = ()
    entered: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    connections: Sequence[ConnectionStatus] = ()
    faults: Sequence[Fault] = ()
    limits: Sequence[Limit] = ()


class Step(Protocol):
    """Something that happens."""

    @property
    def place(self) -> Place:
        """Where it was written."""
        ...

    @property
    def title(self) -> str:
        """The step in one line, as its author wrote it."""
        ...

    async def perform(self, stage: Stage) -> None:
        """Do it; raises HarnessError when it does not go as the author said."""
        ...


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a check found: expected and seen as JSON values, and how they differ.

    `comparison` pairs the two where both are lists.
    """

    expected: Any
    seen: Any
    differences: Sequence[Difference] = ()
    comparison: Comparison | None = None


class Check(Protocol):
    """Something that is expected."""

    @property
    def place(self) -> Place:
        """Where it was written."""
        ...

    @property
    def title(self) -> str:
        """What it looks at, in a few words."""
        ...

    def check(self, stage: Stage) -> Verdict:
        """Look; raises HarnessError when it cannot be told."""
        ...


@dataclass(frozen=True, slots=True)
class Halfway:
    """What is expected between two steps."""

    checks: Sequence[Check]


@dataclass(frozen=True, slots=True)
class Scenario:
    """One case of one file.

    `number` counts the cases of the file from 0; `label` says which case of its matrix it is, "" without
    one.
    """

    name: str
    label: str
    number: int
    file: str
    place: Place
    extension: Extension
    given: Given
    when: Sequence[Step | Halfway]
    then: Sequence[Check]

    @property
    def title(self) -> str:
        """The name and the case."""
        return f"{self.name} [{self.label}]" if self.label else self.name
