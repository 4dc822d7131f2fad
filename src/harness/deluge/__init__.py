"""A runtime for Zoho's language Deluge.

The compiler and the builtins are imported at the first use of `compile_source` or `Program`: a world
without functions starts sooner.
"""

from typing import TYPE_CHECKING, Any

from harness.deluge.assumptions import ASSUMPTIONS
from harness.deluge.errors import (
    DelugeError,
    HostFault,
    LimitError,
    RunError,
    SaveError,
    ScriptError,
    SyntaxErrors,
)
from harness.deluge.host import CallFailed, Host, Incoming, Mail, Outgoing
from harness.deluge.runtime.limits import Limits

if TYPE_CHECKING:
    from harness.deluge.program import Program, compile_source

__all__ = [
    "ASSUMPTIONS",
    "CallFailed",
    "DelugeError",
    "Host",
    "HostFault",
    "Incoming",
    "LimitError",
    "Limits",
    "Mail",
    "Outgoing",
    "Program",
    "RunError",
    "SaveError",
    "ScriptError",
    "SyntaxErrors",
    "compile_source",
]


def __getattr__(name: str) -> Any:
    if name not in ("Program", "compile_source"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from harness.deluge import program

    return getattr(program, name)
