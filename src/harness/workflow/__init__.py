"""Workflow: rules, their runs after a save, and the log of every attempt."""

from __future__ import annotations

from .assumptions import ASSUMPTIONS
from .criteria import COMPARATORS, Criteria, Criterion
from .engine import Engine
from .environment import Connections, Credentials, OwnApi
from .errors import RuleError, UnknownName, WorkflowError
from .model import (
    FAILURE,
    SUCCESS,
    TRIGGERS,
    Action,
    Finding,
    Function,
    Info,
    LogLine,
    Result,
    Rule,
    Run,
)

__all__ = [
    "ASSUMPTIONS",
    "COMPARATORS",
    "FAILURE",
    "SUCCESS",
    "TRIGGERS",
    "Action",
    "Connections",
    "Credentials",
    "Criteria",
    "Criterion",
    "Engine",
    "Finding",
    "Function",
    "Info",
    "LogLine",
    "OwnApi",
    "Result",
    "Rule",
    "RuleError",
    "Run",
    "UnknownName",
    "WorkflowError",
]
