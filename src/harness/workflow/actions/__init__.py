"""What rules can do: one file per kind of action."""

from __future__ import annotations

from collections.abc import Mapping

from . import custom_function, webhook
from .kind import ActionKind, Attempt, Installed

KINDS: Mapping[str, ActionKind] = {kind.name: kind for kind in (custom_function.KIND, webhook.KIND)}
"""Every kind of action by the name that rules use."""

__all__ = ["KINDS", "ActionKind", "Attempt", "Installed"]
