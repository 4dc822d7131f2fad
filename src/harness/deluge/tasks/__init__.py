"""Tasks in brackets, which reach outside through the host: a new one is a module and an entry."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

from harness.deluge.runtime.run import Run
from harness.deluge.tasks.invokeurl import invoke_url
from harness.deluge.tasks.sendmail import send_mail

__all__ = ["TASKS"]

TASKS: Final[Mapping[str, Callable[[Run, Mapping[str, Any], int], Awaitable[Any]]]] = MappingProxyType(
    {"invokeurl": invoke_url, "sendmail": send_mail}
)
"""By name in lower case. Each gets the run, the values of its keys, and its line."""
