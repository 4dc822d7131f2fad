"""What a kind of action is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from ..environment import Environment, Recording
from ..model import Action, Function, Run, Webhook


@dataclass(frozen=True, slots=True)
class Installed:
    """What actions can name, by name."""

    functions: Mapping[str, Function] = field(default_factory=dict)
    webhooks: Mapping[str, Webhook] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a run: what the action needs, and the recording it writes into."""

    run: Run
    environment: Environment
    recording: Recording
    installed: Installed


class ActionKind(Protocol):
    """A kind of action that rules can have."""

    @property
    def name(self) -> str:
        """What `Action.kind` holds."""
        ...

    def check(self, action: Action, installed: Installed) -> None:
        """Refuse an action that names nothing; raises WorkflowError."""
        ...

    async def perform(self, attempt: Attempt) -> None:
        """Do it. A HarnessError (DelugeError among them) makes the attempt a failure."""
        ...
