"""Time entries as a resource: what they hold, who they are of, how they are listed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any

from ...kit.fields import Field
from ...kit.indexes import Source
from ...kit.service import Call, Context
from ...kit.store import Record
from .. import checks
from ..errors import BooksError
from ..fields import flag, moment, number, shown, shown_flag, text
from ..money import exact
from ..money import shown as amount_shown
from ..operations import require_value
from ..organizations.users import of_person
from ..periods import PERIODS
from ..projects.hooks import require_unbilled
from ..render import Viewer
from ..resource import Among, Computed, Filter, Hooks, Messages, Resource, Sieve, Test
from . import hours
from .tally import HOUR, TABLE, billable

NOTHING: Mapping[str, Any] = {}
PROJECT = (Source("books.projects", ours="project_id"),)
TIMES = frozenset({"begin_time", "end_time", "log_time"})
FIELDS = (
    Field("time_entry_id", "id", read_only=True),
    Field("project_id", "id", required=True, reference="projects"),
    shown("project_name"),
    Field("customer_id", "id", read_only=True),
    shown("customer_name"),
    Field("task_id", "id"),
    shown("task_name"),
    Field("user_id", "id", reference="users"),
    shown("user_name"),
    shown_flag("is_current_user"),
    Field("log_date", "date"),
    text("begin_time"),
    text("end_time"),
    text("log_time", default="00:00"),
    flag("is_billable", default=True),
    shown("billed_status", "unbilled"),
    Field("invoice_id", "id", read_only=True),
    text("notes", 500),
    shown("timer_started_at"),
    shown("timer_started_at_utc_time"),
    shown("timer_duration_in_minutes"),
    shown("timer_duration_in_seconds"),
    moment("created_time"),
    shown("timesheet_custom_fields"),
    number("cost_rate"),
    Field("cost_amount", "number", read_only=True),
    text("start_timer"),
)
COLUMNS = tuple(
    one.name
    for one in FIELDS
    if one.name
    not in (
        "timer_started_at_utc_time",
        "timer_duration_in_seconds",
        "timesheet_custom_fields",
        "start_timer",
    )
)


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse an entry that is being timed, that is incomplete, or whose task is not its project's."""
    if call.context.fails(checks.TIMED, before is not None and "timer_started" in before):
        raise BooksError.timed_now()
    if before is None:
        values = _completed(call, values)
    _require_task(call, {**(before or NOTHING), **values})
    return _readable(call, before or NOTHING, values)


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Keep the time as seconds, whoever writes it; start the timer where that is asked for."""
    had = before or NOTHING
    if values.get("begin_time") or values.get("end_time"):
        begin, end = (values.get(name) or had.get(name, "") for name in ("begin_time", "end_time"))
        values["seconds"] = max(0, hours.of_day(end) - hours.of_day(begin)) if begin and end else 0
    elif values.get("log_time"):
        values |= {"seconds": hours.length(values["log_time"]), "begin_time": "", "end_time": ""}
    values.pop("log_time", None)
    start = str(values.pop("start_timer", None) or "").strip().lower()
    if before is None:
        now = context.clock.now()
        values["log_date"] = values.get("log_date") or Viewer(context, tenant).time(now)[:10]
        values.setdefault("is_billable", _task(context, tenant, values).get("is_billable", True))
        if start in ("true", "1"):
            values["timer_started"] = int(now)
    return values


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add the names of what the entry belongs to, its hours, cost and timer."""
    compute_row(viewer, record, shown)
    started = record.get("timer_started")
    if started is not None:
        seconds = int(viewer.context.clock.now()) - started
        utc = datetime.fromtimestamp(started, UTC)
        shown["timer_started_at_utc_time"] = utc.strftime("%Y-%m-%dT%H:%M:%S+0000")
        shown["timer_duration_in_seconds"] = str(seconds)


def compute_row(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """The same, as far as a row of a list holds it."""
    context, tenant = viewer.context, viewer.tenant
    project = _project(context, tenant, record)
    user = context.store.get("books.users", tenant, record.get("user_id", "")) or NOTHING
    task = _task(context, tenant, record)
    seconds = record.get("seconds", 0)
    cost = _cost_rate(project, user, record)
    started = record.get("timer_started")
    shown |= {
        "project_name": project.get("project_name", ""),
        "customer_id": project.get("customer_id", ""),
        "customer_name": customer_name(viewer, record),
        "task_name": task.get("task_name", ""),
        "user_name": user.get("name", ""),
        "is_current_user": viewer.person is not None and user.get("person") == viewer.person,
        "log_time": hours.written(seconds),
        "billed_status": billed_status(viewer, record),
        "timer_started_at": "" if started is None else viewer.time(started),
        "timer_duration_in_minutes": "" if started is None else _minutes(viewer, started),
        "cost_rate": cost,
        "cost_amount": amount_shown(exact(cost) * seconds / HOUR),
    }


def billed_status(viewer: Viewer, record: Record) -> str:
    """`invoiced` once an invoice bills it, before that `unbilled`."""
    if record.get("invoice_id"):
        return "invoiced"
    if billable(record):
        return "unbilled"
    return viewer.context.assume("books.unbillable_status")


def guard(call: Call, record: Record) -> None:
    """Refuse to delete time that an invoice bills."""
    require_unbilled(call, [record], "The time entry")


def project_name(viewer: Viewer, record: Record) -> str:
    """The name of its project."""
    return str(_project(viewer.context, viewer.tenant, record).get("project_name", ""))


def task_name(viewer: Viewer, record: Record) -> str:
    """The name of its task."""
    return str(_task(viewer.context, viewer.tenant, record).get("task_name", ""))


def user_name(viewer: Viewer, record: Record) -> str:
    """The name of who logged it."""
    user = viewer.context.store.get("books.users", viewer.tenant, record.get("user_id", "")) or NOTHING
    return str(user.get("name", ""))


def customer_name(viewer: Viewer, record: Record) -> str:
    """The name of its project's customer."""
    project = _project(viewer.context, viewer.tenant, record)
    customer = viewer.context.store.get("books.contacts", viewer.tenant, project.get("customer_id", ""))
    return str((customer or NOTHING).get("contact_name", ""))


def _project(context: Context, tenant: str, record: Mapping[str, Any]) -> Record:
    return context.store.get("books.projects", tenant, record.get("project_id") or "") or NOTHING


def _task(context: Context, tenant: str, record: Mapping[str, Any]) -> Mapping[str, Any]:
    tasks = _project(context, tenant, record).get("tasks", ())
    key = record.get("task_id")
    return next((one for one in tasks if one["task_id"] == key), NOTHING)


def _completed(call: Call, values: dict[str, Any]) -> dict[str, Any]:
    """A new entry is the caller's, unless it says whose it is; refused without what it must have."""
    if call.context.assume("books.time_entry_required") == "spec":
        for name in ("task_id", "user_id", "log_date"):
            require_value(call, name, bad=not values.get(name))
    own = of_person(call.context, call.tenant, Viewer.of(call).person) or NOTHING
    return {**values, "user_id": values.get("user_id") or own.get("user_id", "")}


def _require_task(call: Call, values: Mapping[str, Any]) -> None:
    project = _project(call.context, call.tenant, values)
    foreign = bool(project and values.get("task_id")) and not _task(call.context, call.tenant, values)
    if call.context.fails(checks.TASK, foreign):
        raise BooksError.foreign_task(int(call.context.assume("books.record_status")))


def _readable(call: Call, before: Record, values: dict[str, Any]) -> dict[str, Any]:
    """The values with times that can be read; refused where one is none, or the end is before the begin."""
    kept = dict(values)
    for name, meaning in (
        ("begin_time", hours.of_day),
        ("end_time", hours.of_day),
        ("log_time", hours.length),
    ):
        if (written := str(values.get(name) or "").strip()) and not _means(meaning, written):
            if call.context.fails(checks.VALUE, True):
                raise BooksError.invalid_value(name)
            del kept[name]
    begin, end = (kept.get(name) or before.get(name, "") for name in ("begin_time", "end_time"))
    backwards = bool(begin and end) and hours.of_day(end) < hours.of_day(begin)
    if call.context.fails(checks.VALUE, backwards):
        raise BooksError.invalid_value("end_time")
    return {name: (value or "").strip() if name in TIMES else value for name, value in kept.items()}


def _means(meaning: Callable[[str], int], written: str) -> bool:
    try:
        meaning(written)
    except ValueError:
        return False
    return True


def _cost_rate(project: Record, user: Record, record: Record) -> float:
    """What an hour costs: as the entry says, else the project's user, else the user."""
    member = next(
        (one for one in project.get("users", ()) if one.get("user_id") == record.get("user_id")), NOTHING
    )
    given = (one["cost_rate"] for one in (record, member, user) if one.get("cost_rate"))
    return float(next(given, 0.0))


def _minutes(viewer: Viewer, started: int) -> str:
    return str((int(viewer.context.clock.now()) - started) // 60)


def _timer_started(viewer: Viewer, record: Record) -> int:
    return int(record.get("timer_started", 0))


def _within(name: str) -> Callable[[Viewer], Sieve]:
    def filtered(viewer: Viewer) -> Sieve:
        today = date.fromisoformat(viewer.time(viewer.context.clock.now())[:10])
        first, last = (day.isoformat() for day in PERIODS[name](today))
        return Sieve(lambda record: first <= record.get("log_date", "") <= last)

    return filtered


def _from(viewer: Viewer, day: str) -> Test:
    return lambda record: record.get("log_date", "") >= day


def _to(viewer: Viewer, day: str) -> Test:
    return lambda record: record.get("log_date", "") <= day


TIME_ENTRIES = Resource(
    name="time_entry",
    plural="time_entries",
    path="projects/timeentries",
    key="time_entry_id",
    title="Time entry",
    scopes="projects",
    block=46,
    module="time_entries",
    fields=FIELDS,
    hidden=frozenset({"start_timer"}),
    columns=COLUMNS,
    messages=Messages(
        created="Your timesheet entry has been added.",
        updated="The timesheet's information has been updated.",
        deleted="The time entry has been deleted.",
    ),
    report="Projects",
    sort="log_date",
    descending=True,
    sorts=("project_name", "task_name", "user_name", "log_date", "timer_started_at", "customer_name"),
    everything="Date.All",
    filters={
        "Date.All": None,
        "Date.CustomDate": None,
        "Status.Unbilled": Among("billed_status", ("unbilled",)),
        "Status.Invoiced": Among("billed_status", ("invoiced",)),
    },
    special_filters={name: _within(name) for name in PERIODS},
    exact=("project_id", "user_id"),
    further=(Filter(Field("from_date", "date"), _from), Filter(Field("to_date", "date"), _to)),
    computed={
        "project_name": Computed(project_name, PROJECT),
        "task_name": Computed(task_name, PROJECT),
        "user_name": Computed(user_name, (Source("books.users", ours="user_id"),)),
        "customer_name": Computed(customer_name, (*PROJECT, Source("books.contacts"))),
        "billed_status": Computed(billed_status),
        "timer_started_at": Computed(_timer_started),
    },
    actions=("create", "list", "get", "update", "delete"),
    hooks=Hooks(admit=admit, settle=settle, compute=compute, compute_row=compute_row, guard=guard),
)
assert TIME_ENTRIES.kind == TABLE
