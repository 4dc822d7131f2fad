"""What can be wrong with rules and functions.

HarnessError
└── WorkflowError
    ├── RuleError         a rule is not one that Books could hold
    ├── UnknownName       a rule, function or kind of action that does not exist
    ├── WebhookFailed     nobody answered a webhook, or not well
    └── Interrupted       an action was cut off; never raised, it is the reason in the log
"""

from __future__ import annotations

from collections.abc import Iterable

from harness.errors import HarnessError, nearest


class WorkflowError(HarnessError):
    """Base of what the workflow engine refuses."""


class RuleError(WorkflowError):
    """A rule is not one that Books could hold: trigger, comparator, number of criteria."""


class UnknownName(WorkflowError):
    """Something is named that does not exist; the message names the nearest that does."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"There is no {what} '{name}'. {nearest(name, known)}")


class WebhookFailed(WorkflowError):
    """Nobody answered a webhook, or not well."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(f"The webhook '{name}' failed: {why}")


class Interrupted(WorkflowError):
    """An action was cut off before it ended: a crash, a Ctrl-C."""

    def __init__(self) -> None:
        super().__init__("The action was cut off before it ended.")
