"""Timers, which run on the world's clock, and deleting several entries at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..errors import BooksError
from ..operations import fetch, missing, require_value
from ..organizations.users import of_person
from ..plan import Reply, declare, resource_of
from ..render import Viewer, detail
from ..resource import Resource

_PATH = "/projects/timeentries"


def operations(entries: Resource) -> Iterator[Operation]:
    """Start, stop, look at the running one; delete many."""
    answer = {"time_entry": entries.answer(entries.defaults)}
    yield declare(
        "delete_time_entries",
        "DELETE",
        _PATH,
        _delete_many,
        scope="projects.DELETE",
        message="The selected timesheet entries have been deleted",
        parameters=(Field("time_entry_ids"),),
        body=(Field("time_entry_ids"),),
        resource=entries,
    )
    yield declare(
        "start_entry_timer",
        "POST",
        _PATH + "/{time_entry_id}/timer/start",
        _start,
        scope="projects.CREATE",
        message="The timer has been started.",
        answer=answer,
        resource=entries,
    )
    yield declare(
        "stop_entry_timer",
        "POST",
        _PATH + "/timer/stop",
        _stop,
        scope="projects.CREATE",
        message="Timer has been stopped successfully.",
        answer=answer,
        optional=("time_entry",),
        resource=entries,
    )
    yield declare(
        "get_running_timer",
        "GET",
        _PATH + "/runningtimer/me",
        _running,
        scope="projects.READ",
        message="success",
        answer=answer,
        optional=("time_entry",),
        resource=entries,
    )


def _delete_many(call: Call) -> Reply:
    """All or none: each is judged before the first is gone.

    The specification has the ids in a body that it then does not give to the operation; clients send them
    in the query.
    """
    entries, context = resource_of(call), call.context
    sent = call.parameters.get("time_entry_ids") or call.body.get("time_entry_ids") or ""
    keys = [key for key in dict.fromkeys(map(str.strip, sent.split(","))) if key]
    require_value(call, "time_entry_ids", bad=not keys)
    found = [context.store.get(entries.kind, call.tenant, key) for key in keys]
    if context.fails(checks.RECORD, None in found):
        raise missing(call, entries.title)
    records = [record for record in found if record is not None]
    assert entries.hooks.guard is not None
    for record in records:
        entries.hooks.guard(call, record)
    for record in records:
        state.remove(context, entries, call.tenant, record, call.cause)
    return Reply()


def _start(call: Call) -> Reply:
    entries, context = resource_of(call), call.context
    entry = fetch(call, entries)
    if context.fails(checks.TIMING, "timer_started" in entry):
        raise BooksError.already_timed()
    if (other := _timed(call)) is not None and other["time_entry_id"] != entry["time_entry_id"]:
        chosen = context.assume("books.second_timer")
        if context.fails(checks.TIMING, chosen == "refused"):
            raise BooksError.already_timed()
        if chosen == "stops":
            _stopped(call, other)
    now = int(context.clock.now())
    return _shown(
        call, state.update(context, entries, call.tenant, entry, {"timer_started": now}, call.cause)
    )


def _stop(call: Call) -> Reply:
    entry = _timed(call)
    return _none(call) if entry is None else _shown(call, _stopped(call, entry))


def _running(call: Call) -> Reply:
    entry = _timed(call)
    return _none(call) if entry is None else _shown(call, entry)


def _none(call: Call) -> Reply:
    """The answer where no timer runs."""
    refused = call.context.assume("books.no_timer") == "missing"
    if call.context.fails(checks.RECORD, refused):
        raise missing(call, resource_of(call).title)
    return Reply()


def _timed(call: Call) -> Record | None:
    """The entry that the caller is timing, the latest if there are several."""
    user = of_person(call.context, call.tenant, Viewer.of(call).person)
    if user is None:
        return None
    own = call.context.store.find(resource_of(call).kind, call.tenant, "user_id", user["user_id"])
    timed = [entry for entry in own if "timer_started" in entry]
    return max(timed, key=lambda entry: entry["timer_started"], default=None)


def _stopped(call: Call, entry: Record) -> Record:
    seconds = entry.get("seconds", 0) + int(call.context.clock.now()) - entry["timer_started"]
    changes: Mapping[str, Any] = {"seconds": seconds, "timer_started": None}
    return state.update(call.context, resource_of(call), call.tenant, entry, changes, call.cause)


def _shown(call: Call, entry: Record) -> Reply:
    entries = resource_of(call)
    return Reply({"time_entry": detail(Viewer.of(call), entries, entry)})
