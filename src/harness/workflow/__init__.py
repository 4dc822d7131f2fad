"""Workflow: rules, their runs after a save, and the log of every attempt."""

from __future__ import annotations

from .assumptions import ASSUMPTIONS
from .criteria import COMPARATORS, Criteria, Criterion
from .engine import Engine
from .environment import Connections, Credentials, OwnApi
from .errors import RuleError, UnknownName, WorkflowError
from .model import (
    FAILURE,
    METHODS,
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
    Webhook,
)

__all__ = [
    "ASSUMPTIONS",
    "COMPARATORS",
    "FAILURE",
    "METHODS",
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
    "Webhook",
    "WorkflowError",
]
