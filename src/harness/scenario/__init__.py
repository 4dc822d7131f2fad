"""Scenarios: YAML files of given / when / then, each case of which is run in a fresh world.

What runs and reports them is imported at its first use: `harness up` reads fixtures only, and starts sooner.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import report
    from .catalogue import Catalogue
    from .finding import find_scenarios
    from .loader import Loader
    from .model import Scenario
    from .results import CaseResult, Results
    from .runner import Options
    from .session import FileErrors, Session, load_extension, run_paths, selects

__all__ = [
    "CaseResult",
    "Catalogue",
    "FileErrors",
    "Loader",
    "Options",
    "Results",
    "Scenario",
    "Session",
    "find_scenarios",
    "load_extension",
    "report",
    "run_paths",
    "selects",
]

_PLACES = {
    "CaseResult": "results",
    "Catalogue": "catalogue",
    "Loader": "loader",
    "Options": "runner",
    "Results": "results",
    "Scenario": "model",
    "find_scenarios": "finding",
}
"""The module of each name; the others are in `session`."""


def __getattr__(name: str) -> Any:
    if name == "report":
        return import_module(f"{__name__}.report")
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES.get(name, 'session')}"), name)
