"""`connect: wrike_connection`: a person authorises, through the vendor's own login and consent pages.

`decision: deny` declines, `without:` unticks scopes, `entered:` says what the person types where the service
asks for it (a user and a password, keys), `fails:` how it is to go wrong. It also connects again what was
revoked; `reconnect` says so and insists.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ...connections import CONNECTED, DISCONNECTED
from ..entering import read_entered
from ..model import Step
from ..names import Names
from ..shapes import Choice, Many, Text
from ..stage import Stage, StepFailed
from ..yamlfile import Place
from .failing import FAILS, expected, judge
from .kind import StepKind, Written, takes_link_name

DECISIONS = ("accept", "deny")


@dataclass(frozen=True, slots=True)
class Consent:
    """What a person does at the vendor's pages, for a connection in one organization."""

    link_name: str
    organization: str
    person: str
    decision: Literal["accept", "deny"]
    without: tuple[str, ...]
    entered: Mapping[str, str]

    @classmethod
    def read(cls, written: Written, names: Names, *, external: bool = False) -> Consent:
        """Out of the step's value and what stands beside it; raises FileError.

        With `external` it may be about an external connection, too.
        """
        decision = written.modifiers.get("decision")
        without, entered = written.modifiers.get("without"), written.modifiers.get("entered")
        link_name = names.link_name(written.value, external=external)
        return cls(
            link_name,
            written.organization(names),
            written.person(names),
            "deny" if decision and Choice("a decision", DECISIONS).read(decision) == "deny" else "accept",
            () if without is None else Many(Text("a scope")).read(without),
            {} if entered is None else read_entered(entered, link_name, names.extension),
        )

    def typed(self, stage: Stage) -> Mapping[str, str]:
        """What the person types: what the step says, over what is given."""
        return {**stage.entered.get(self.link_name, {}), **self.entered}


CONSENT = ("as", "in", "decision", "without", "entered")


@dataclass(frozen=True, slots=True)
class Connect:
    """Authorise a connection in one organization."""

    place: Place
    title: str
    consent: Consent
    fails: str
    again: bool

    async def perform(self, stage: Stage) -> None:
        """Go through consent over HTTP, or enter what is asked."""
        consent, world = self.consent, stage.world
        organization = stage.id(consent.organization)
        status = world.status(organization, consent.link_name)
        if self.again and status != DISCONNECTED:
            raise StepFailed(
                f"'{consent.link_name}' is {status}: only what is {DISCONNECTED} can be connected again. "
                "Use 'connect'."
            )
        await judge(self._connect(stage, organization), self.fails)
        status = world.status(organization, consent.link_name, consent.person)
        if consent.decision == "accept" and not self.fails and status != CONNECTED:
            raise StepFailed(f"'{consent.link_name}' is {status} after consent: the vendor gave no tokens.")

    async def _connect(self, stage: Stage, organization: str) -> str:
        consent = self.consent
        ended = await stage.world.connect(
            organization,
            consent.link_name,
            consent.person,
            consent.decision,
            entered=consent.typed(stage),
            without=consent.without,
        )
        return "" if consent.decision == "deny" and not self.fails else ended


def _read(written: Written, names: Names) -> Step:
    consent = Consent.read(written, names, external=True)
    denied = ", denied" if consent.decision == "deny" else ""
    return Connect(
        written.place,
        f"{written.verb} {consent.link_name}{written.beside()}{denied}",
        consent,
        expected(written),
        written.verb == "reconnect",
    )


KIND = StepKind("connect", _read, modifiers=(*CONSENT, FAILS), takes=takes_link_name)
AGAIN = StepKind("reconnect", _read, modifiers=(*CONSENT, FAILS), takes=takes_link_name)
