"""`connect: wrike_connection`: a person authorises, through the vendor's own login and consent pages.

`decision: deny` declines. It also connects again what was revoked; `reconnect` says so and insists.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from ...connections import CONNECTED, DISCONNECTED
from ..model import Step
from ..names import Names
from ..shapes import Choice
from ..stage import Stage, StepFailed
from ..yamlfile import Place
from .kind import StepKind, Written, takes_name

DECISIONS = ("accept", "deny")


@dataclass(frozen=True, slots=True)
class Connect:
    """Authorise a connection in one organization."""

    place: Place
    title: str
    link_name: str
    organization: str
    person: str
    decision: Literal["accept", "deny"]
    again: bool

    async def perform(self, stage: Stage) -> None:
        """Go through consent over HTTP."""
        organization = stage.id(self.organization)
        status = stage.world.connections.status(organization, self.link_name)
        if self.again and status != DISCONNECTED:
            raise StepFailed(
                f"'{self.link_name}' is {status}: only what is {DISCONNECTED} can be connected again. "
                "Use 'connect'."
            )
        await stage.world.connect(organization, self.link_name, self.person, self.decision)
        status = stage.world.connections.status(organization, self.link_name, self.person)
        if self.decision == "accept" and status != CONNECTED:
            raise StepFailed(f"'{self.link_name}' is {status} after consent: the vendor gave no tokens.")


def _read(written: Written, names: Names) -> Step:
    node = written.modifiers.get("decision")
    decision = "accept" if node is None else Choice("a decision", DECISIONS).read(node)
    link_name = names.link_name(written.value)
    denied = ", denied" if decision == "deny" else ""
    return Connect(
        written.place,
        f"{written.verb} {link_name}{written.beside()}{denied}",
        link_name,
        written.organization(names),
        written.person(names),
        "deny" if decision == "deny" else "accept",
        written.verb == "reconnect",
    )


KIND = StepKind(
    "connect", _read, modifiers=("as", "in", "decision"), takes=takes_name("the link name of a connection")
)
AGAIN = StepKind(
    "reconnect", _read, modifiers=("as", "in", "decision"), takes=takes_name("the link name of a connection")
)
