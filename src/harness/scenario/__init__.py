"""Scenarios: YAML files of given / when / then, each case of which is run in a fresh world."""

from . import report
from .catalogue import Catalogue
from .loader import Loader, find_scenarios
from .model import Scenario
from .results import CaseResult, Results
from .runner import Options
from .session import FileErrors, Session, check, load_extension, run_paths, selects

__all__ = [
    "CaseResult",
    "Catalogue",
    "FileErrors",
    "Loader",
    "Options",
    "Results",
    "Scenario",
    "Session",
    "check",
    "find_scenarios",
    "load_extension",
    "report",
    "run_paths",
    "selects",
]
