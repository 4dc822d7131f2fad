"""A runtime for Zoho's language Deluge."""

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
from harness.deluge.program import Program, compile_source
from harness.deluge.runtime.limits import Limits

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
