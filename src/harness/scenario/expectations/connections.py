"""`connections: {wrike_connection: Disconnected}`: what the connections are by now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..expect import Difference
from ..model import Check, ConnectionStatus, Verdict
from ..names import Names
from ..stage import Stage
from ..statuses import read_statuses, statuses_schema
from ..yamlfile import Place
from .written import CheckKind, Expected


@dataclass(frozen=True, slots=True)
class ConnectionStatuses:
    """The status of each connection that is named."""

    place: Place
    title: str
    statuses: Sequence[ConnectionStatus]
    several: bool

    def check(self, stage: Stage) -> Verdict:
        """Compare them."""
        expected = {self._called(one): one.status for one in self.statuses}
        seen = {self._called(one): self._status(one, stage) for one in self.statuses}
        differences = [
            Difference(self._called(one), "differs", one.status, seen[self._called(one)], one.place)
            for one in self.statuses
            if seen[self._called(one)] != one.status
        ]
        return Verdict(expected, seen, differences)

    def _status(self, one: ConnectionStatus, stage: Stage) -> str:
        return stage.world.status(stage.id(one.organization), one.link_name, one.person)

    def _called(self, one: ConnectionStatus) -> str:
        where = f" in {one.organization}" if self.several else ""
        return f"{one.link_name}{where}{f' for {one.person}' if one.person else ''}"


def read(expected: Expected, names: Names) -> Check:
    """The check of connections."""
    expected.nowhere()
    statuses = read_statuses(expected.value, names)
    several = len(names.tenants["books"]) > 1
    return ConnectionStatuses(expected.place, expected.title(), statuses, several)


KIND = CheckKind(read, lambda _names: statuses_schema())
