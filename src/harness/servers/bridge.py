"""The package `mocks`, wherever it is: the only module that imports it.

In a checkout the package is `mocks` at the top level; in the wheel it is `harness.mocks`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from importlib import import_module
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError

if TYPE_CHECKING:
    import mocks
    from mocks import kit, oauth
    from mocks.kit.app import App
    from mocks.kit.assumptions import Declared
    from mocks.kit.checks import Check
    from mocks.kit.control import PAGE, Unusable, control_operation, control_service
    from mocks.kit.errors import VendorError, vendor_error
    from mocks.kit.fields import Field
    from mocks.kit.http import Request, Response
    from mocks.kit.persistence import StateFile as StateFile
    from mocks.kit.service import Answered, Call, Context, Kind, Operation, Service
    from mocks.kit.tokens import Grant, Need, Refusal
    from mocks.oauth import Flaw
else:
    try:
        from harness import mocks
    except ImportError:
        import mocks
    # Submodules by their place beside the package that was found, wherever that is.
    for _name in ("app", "assumptions", "clock", "control", "faults", "journal", "limits", "redact", "urls"):
        import_module(f"{mocks.__name__}.kit.{_name}")
    kit, oauth = mocks.kit, mocks.oauth
    App, Declared = kit.app.App, kit.assumptions.Declared
    PAGE, Unusable, control_service = kit.control.PAGE, kit.control.Unusable, kit.control.control_service
    control_operation = kit.control.control_operation
    VendorError, vendor_error, Field = kit.errors.VendorError, kit.errors.vendor_error, kit.fields.Field
    Request, Response = kit.http.Request, kit.http.Response
    Answered, Call, Context, Kind = (
        kit.service.Answered,
        kit.service.Call,
        kit.service.Context,
        kit.service.Kind,
    )
    Operation, Service = kit.service.Operation, kit.service.Service
    Check, Flaw = kit.checks.Check, oauth.Flaw
    Grant, Need, Refusal = kit.tokens.Grant, kit.tokens.Need, kit.tokens.Refusal

__all__ = [
    "PAGE",
    "Answered",
    "App",
    "Call",
    "Check",
    "Context",
    "Declared",
    "Field",
    "Flaw",
    "Grant",
    "Kind",
    "Need",
    "Operation",
    "Refusal",
    "Request",
    "Response",
    "Service",
    "Unusable",
    "VendorError",
    "control_operation",
    "control_service",
    "instant",
    "kit",
    "make_context",
    "mocks",
    "oauth",
    "open_state",
    "path_matches",
    "redact_text",
    "services",
    "stopwatch",
    "vendor_error",
]

PLUGINS = "zoho_books_harness.fakes"
"""The entry point group of fakes from outside this project: name -> Service."""


@cache
def services() -> Mapping[str, Service]:
    """Every fake by name: ours, and those that installed packages add."""
    added = {point.name: point.load() for point in entry_points(group=PLUGINS)}
    return {**mocks.FAKES, **added}


def make_context(
    *,
    seed: int,
    manual: bool,
    start: float | None,
    assumptions: Iterable[Declared],
    chosen: Mapping[str, str],
    sabotage: Iterable[str],
    origins: Mapping[str, str] | None,
) -> Context:
    """The context of a new world; `assumptions` are the harness's own, the fakes' are added."""
    store = kit.store.Store()
    clock = kit.clock.Clock(store, manual=manual, start=kit.clock.START if start is None else start)
    ids = kit.ids.Ids(store, seed)
    people = kit.people.People(store, ids)
    checks = kit.checks.Checks(sabotage)
    declared = [*assumptions, *(one for service in services().values() for one in service.assumptions)]
    choices = kit.assumptions.Assumptions(declared, chosen)
    return Context(
        store=store,
        clock=clock,
        ids=ids,
        timers=kit.clock.Timers(store, clock, ids),
        journal=kit.journal.Journal(clock),
        assumptions=choices,
        checks=checks,
        events=kit.events.Events(store, clock, ids),
        limits=kit.limits.Limits(store, clock),
        people=people,
        urls=kit.urls.Urls(origins),
        faults=kit.faults.Faults(store, ids),
        tokens=oauth.TokenRegistry(store, clock, people, checks, choices),
    )


def open_state(context: Context, path: Path, fsync: bool) -> StateFile:
    """Make the state what the file holds, and keep it there until it is closed; raises UsageError."""
    # At its first use: TinyDB takes time to import.
    persistence = import_module(f"{mocks.__name__}.kit.persistence")
    try:
        state: StateFile = persistence.StateFile.open(path, context.store, fsync=fsync)
    except persistence.StateError as error:
        raise UsageError(str(error)) from None
    return state


def instant(seconds: float) -> datetime:
    """The moment as an aware datetime, UTC."""
    return kit.clock.instant(seconds)


def path_matches(pattern: str, path: str) -> bool:
    """Whether the path of a call ends as a fault's or an expectation's pattern says."""
    return kit.faults.matches({"path": pattern}, "", "", path)


def redact_text(text: str) -> str:
    """Any text with the values of secret fields and authorization headers taken out."""
    shown: str = kit.redact.redact_text(text)
    return shown


def stopwatch() -> float:
    """Real elapsed seconds from an arbitrary zero, for `timing` blocks."""
    return kit.clock.stopwatch()
