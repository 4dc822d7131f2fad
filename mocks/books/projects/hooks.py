"""What is special about projects: their customer, tasks and users."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from typing import Any

from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import checks, ids, recorded, state
from ..errors import BooksError
from ..operations import fetch, own_ids, refuse_used, require_reference, require_value
from ..plan import Reply, declare, resource_of
from ..render import Viewer, detail
from ..resource import Among, Resource, default
from ..settings import currencies
from ..timesheets import tally
from .fields import PROJECT_USER, TASK

TABLE = "books.projects"
TASK_BLOCK = 45
REQUIRED = ("project_name", "customer_id", "billing_type", "user_id")

_TASK = {one.name: default(one) for one in TASK}
_USER = {one.name: default(one) for one in PROJECT_USER}
_NOT_CLONED = frozenset({"project_id", "status", "created_time", "last_modified_time", "custom"})
_KEPT = frozenset({"user_id", "rate", "budget_hours", "cost_rate", "user_role"})
"""What a project keeps of its users; the rest is the user's own."""


def admit(call: Call, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Refuse a new project without what the specification requires, and unknown users."""
    if before is None and call.context.assume("books.project_required") == "spec":
        for name in REQUIRED:
            require_value(call, name, bad=not values.get(name))
    for user in values.get("users") or ():
        if user.get("user_id"):
            require_reference(call, "user_id", "users", user["user_id"])
    if values.get("tasks") is not None:
        return {**values, "tasks": _admit_tasks(call, (before or {}).get("tasks", []), values["tasks"])}
    return values


def settle(context: Context, tenant: str, before: Record | None, values: dict[str, Any]) -> dict[str, Any]:
    """Give tasks their ids; make the user of `user_id` one of the project's users."""
    had = before or {}
    if values.get("tasks") is not None:
        values["tasks"] = _tasks(context, tenant, had.get("tasks", []), values["tasks"])
    given = values.get("users")
    users = [_user(one) for one in (had.get("users", []) if given is None else given)]
    first = values.get("user_id")
    if first and all(one.get("user_id") != first for one in users):
        users.insert(0, {"user_id": first})
    if given is not None or first:
        values["users"] = users
    return values


def compute(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add the customer's name, the currency, and the tasks and users as they are shown."""
    entries = tally.entries_of(viewer.context, viewer.tenant, record["project_id"])
    shown |= tally.hours(entries)
    shown |= tally.amounts(viewer.context, viewer.tenant, record, entries)
    customer = _customer(viewer, record)
    shown["customer_name"] = str(customer.get("contact_name", ""))
    shown["customer_first_name"] = customer.get("first_name", "")
    shown["customer_email"] = customer.get("email", "")
    shown["currency_id"] = record.get("currency_id") or viewer.organization["currency_id"]
    currency = currencies.find(viewer.context, viewer.tenant, record.get("currency_id", ""))
    shown["currency_code"] = currency["currency_code"]
    shown["billing_rate_frequency"] = "fixed" if shown["billing_type"] == tally.FIXED else ""
    recorded.add_makers(viewer, record, shown)
    shown["tasks"] = [
        {**_TASK, **one, **_hours(entries, "task_id", one, _TASK)} for one in record.get("tasks", ())
    ]
    shown["users"] = [
        {**show_user(viewer, one), **_hours(entries, "user_id", one, _USER)}
        for one in record.get("users", ())
    ]


def compute_row(viewer: Viewer, record: Record, shown: dict[str, Any]) -> None:
    """Add the customer's name and the hours."""
    hours = tally.hours(tally.entries_of(viewer.context, viewer.tenant, record["project_id"]))
    shown |= {name: hours[name] for name in ("total_hours", "billable_hours")}
    shown["customer_name"] = customer_name(viewer, record)
    shown["users_working"] = len(record.get("users", ()))


def _hours(
    entries: Iterable[Record], key: str, part: Mapping[str, Any], shown: Mapping[str, Any]
) -> dict[str, str]:
    """The hours of a task or user of a project, as far as it shows them."""
    own = tally.hours(entry for entry in entries if entry.get(key) == part.get(key))
    return {name: value for name, value in own.items() if name in shown}


def customer_name(viewer: Viewer, record: Record) -> str:
    """The name of the project's customer, empty if there is none."""
    return str(_customer(viewer, record).get("contact_name", ""))


def _customer(viewer: Viewer, record: Record) -> Record:
    customer = viewer.context.store.get("books.contacts", viewer.tenant, record.get("customer_id", ""))
    return customer or {}


def show_user(viewer: Viewer, user: Mapping[str, Any]) -> dict[str, Any]:
    """A user of a project, completed with what the organization knows of them."""
    known = viewer.context.store.get("books.users", viewer.tenant, user.get("user_id", "")) or {}
    return {
        **_USER,
        "is_current_user": viewer.person is not None and known.get("person") == viewer.person,
        "user_name": known.get("name", ""),
        "email": known.get("email", ""),
        "user_role": known.get("user_role", "staff"),
        "status": known.get("status", "active"),
        **user,
    }


def operations(projects: Resource) -> Iterator[Operation]:
    """Cloning, which only projects have."""
    yield declare(
        "clone_project",
        "POST",
        "/projects/{project_id}/clone",
        _clone,
        scope="projects.CREATE",
        message="Project has been cloned successfully.",
        answer={"project": projects.answer(projects.defaults)},
        body=tuple(projects.by_name[name] for name in ("project_name", "description")),
        resource=projects,
    )


def _clone(call: Call) -> Reply:
    """A new project with the same details [help: other actions]; its tasks are its own."""
    resource, context = resource_of(call), call.context
    original = fetch(call, resource)
    values = {name: value for name, value in original.items() if name not in _NOT_CLONED}
    values["tasks"] = [
        {name: value for name, value in task.items() if name != "task_id"}
        for task in original.get("tasks", ())
    ]
    custom = [{"api_name": name, "value": value} for name, value in original.get("custom", {}).items()]
    values = {**values, "custom_fields": custom, **call.body}
    record = state.create(context, resource, call.tenant, values, call.cause)
    return Reply({"project": detail(Viewer.of(call), resource, record)})


def guard(call: Call, record: Record) -> None:
    """Refuse to delete a project that has expenses, or whose time an invoice bills."""
    spent = call.context.store.find("books.expenses", call.tenant, "project_id", record["project_id"])
    if call.context.fails(checks.IN_USE, bool(spent)):
        raise BooksError.project_with_expenses()
    require_unbilled(call, tally.entries_of(call.context, call.tenant, record["project_id"]), "The project")


def require_unbilled(call: Call, entries: Iterable[Record], title: str) -> None:
    """Refuse to delete what has time that an invoice bills; `title` is how the text calls it."""
    if any(entry.get("invoice_id") for entry in entries):
        refuse_used(call, title)


def removed(context: Context, tenant: str, record: Record) -> None:
    """The comments and the time go with their project."""
    for entry in tally.entries_of(context, tenant, record["project_id"]):
        context.store.delete(tally.TABLE, tenant, entry["time_entry_id"])
    for comment in context.store.find("books.comments", tenant, "project_id", record["project_id"]):
        context.store.delete("books.comments", tenant, comment["comment_id"])


def lean(declared: Mapping[str, Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """The values that differ from their defaults."""
    return {
        name: value for name, value in values.items() if value is not None and value != declared.get(name)
    }


def _tasks(
    context: Context, tenant: str, had: Iterable[Mapping[str, Any]], given: list[Mapping[str, Any]]
) -> list[dict[str, Any]]:
    known = {one["task_id"]: one for one in had}
    taken = known.keys() | {one.get("task_id") for one in given}
    tasks: dict[str, dict[str, Any]] = {}
    for one in given:
        key = one.get("task_id") or _new_task_id(context, tenant, taken)
        tasks[key] = lean(_TASK, {**known.get(key, {}), **one, "task_id": key})
    return list(tasks.values())


def _admit_tasks(
    call: Call, had: list[Mapping[str, Any]], given: list[Mapping[str, Any]]
) -> list[Mapping[str, Any]]:
    """The tasks after a request that lists some of them; a new one must have a name."""
    tasks = own_ids(given, "task_id", had)
    for one in tasks:
        require_value(call, "task_name", bad=not one.get("task_name", "task_id" in one))
    if not had or call.context.assume("books.update_tasks") == "replace":
        return list(tasks)
    named = {one.get("task_id") for one in tasks}
    return [*(one for one in had if one["task_id"] not in named), *tasks]


def _new_task_id(context: Context, tenant: str, taken: AbstractSet[str | None]) -> str:
    while True:
        key = ids.generate(context, tenant, "tasks", TASK_BLOCK)
        if key not in taken:
            return key


def _user(given: Mapping[str, Any]) -> dict[str, Any]:
    return lean(_USER, {name: value for name, value in given.items() if name in _KEPT})


FILTERS: Mapping[str, Among | None] = {
    "Status.All": None,
    "Status.Active": Among("status", ("active",)),
    "Status.Inactive": Among("status", ("inactive",)),
}
