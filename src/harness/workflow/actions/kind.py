"""What a kind of action is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..environment import Environment, Recording
from ..model import Action, Function, Run


@dataclass(frozen=True, slots=True)
class Attempt:
    """One attempt at a run: what the action needs, and the recording it writes into."""

    run: Run
    environment: Environment
    recording: Recording
    functions: Mapping[str, Function]


class ActionKind(Protocol):
    """A kind of action that rules can have."""

    @property
    def name(self) -> str:
        """What `Action.kind` holds."""
        ...

    def check(self, action: Action, functions: Mapping[str, Function]) -> None:
        """Refuse an action that names nothing; raises WorkflowError."""
        ...

    async def perform(self, attempt: Attempt) -> None:
        """Do it. A HarnessError (DelugeError among them) makes the attempt a failure."""
        ...
