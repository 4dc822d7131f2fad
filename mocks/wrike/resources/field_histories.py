"""How the rates of people, the finances of tasks and projects and the budgets of projects have changed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ...kit.clock import instant
from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import access, filters
from ..answers import Answer, envelope_schema, extra_fields
from ..declaring import RANGE, reads
from ..lookup import by_ids
from ..money import periods
from ..money.finances import METRICS, RATE_FIELDS
from ..money.rates import SOURCES
from ..shapes import Shape, timestamp
from . import contacts, folders, tasks

_DATES = (Field("startDate", required=True), Field("endDate"))
_AMOUNT = (Field("value", "number", required=True), *_DATES)
_RATE = (
    *(Field("rateSource", required=True, enum=SOURCES), Field("rateValue", "number", required=True)),
    *_DATES,
)
_OF_PROJECT = (*METRICS, "budget")
_HISTORIES = {field: f"{field}History" for field in RATE_FIELDS.values()}
"""What the history of a rate is called, by what it is asked for as."""


def of_tasks(call: Call) -> Answer:
    """`GET /tasks/{taskIds}/tasks_history`."""
    show = _shower(call)
    found = tasks.by_path(call, access.READ)
    return Answer("tasksHistory", [{"id": one["id"], **show(one, METRICS)} for one in found])


def of_folders(call: Call) -> Answer:
    """`GET /folders/{folderIds}/folders_history`: of projects; a mere folder has none."""
    show = _shower(call)
    return Answer(
        "foldersHistory",
        [
            {"id": one["id"], **({"project": show(one, _OF_PROJECT)} if "project" in one else {})}
            for one in folders.by_path(call, access.READ)
        ],
    )


def of_contacts(call: Call) -> Answer:
    """`GET /contacts/{contactIds}/contacts_history`: of the rates in the account."""
    show = _shower(call)
    found = by_ids(call, lambda one: contacts.find(call.context, call.tenant, one))
    return Answer("contactsHistory", [_of_contact(one, show(one, _HISTORIES)) for one in found])


def _of_contact(contact: Record, told: dict[str, Any]) -> dict[str, Any]:
    histories = {_HISTORIES[field]: [_rate(one) for one in items] for field, items in told.items()}
    return {"id": contact["id"], **histories}


def _rate(item: dict[str, Any]) -> dict[str, Any]:
    return {**item["value"], **{name: item[name] for name in ("startDate", "endDate") if name in item}}


def _shower(call: Call) -> Callable[[Record, Iterable[str]], dict[str, Any]]:
    """Makes the histories of a record's fields, as far as they are asked for."""
    wanted, meets = extra_fields(call), filters.instants(call, "updatedDate")
    dated = _day if call.context.assume("wrike.history_dates") == "days" else timestamp

    def items(record: Record, field: str) -> Iterator[dict[str, Any]]:
        for one in periods.of(call.context, call.tenant, record["id"], field):
            if meets(one["since"]):
                end = {"endDate": dated(one["until"])} if "until" in one else {}
                yield {"value": one["value"], "startDate": dated(one["since"]), **end}

    def show(record: Record, fields: Iterable[str]) -> dict[str, Any]:
        return {field: list(items(record, field)) for field in fields if field in wanted}

    return show


def _day(seconds: float) -> str:
    return instant(seconds).date().isoformat()


def _lists(names: Iterable[str], item: tuple[Field, ...]) -> tuple[Field, ...]:
    return tuple(Field(name, "list", fields=item) for name in names)


def operations() -> Iterator[Operation]:
    """Histories of tasks, folders, contacts."""
    identity = Field("id", required=True)
    project = Field("project", "object", fields=_lists(_OF_PROJECT, _AMOUNT))
    for what, act, fields, wanted in (
        ("tasks", of_tasks, _lists(METRICS, _AMOUNT), METRICS),
        ("folders", of_folders, (project,), _OF_PROJECT),
        ("contacts", of_contacts, _lists(_HISTORIES.values(), _RATE), tuple(_HISTORIES)),
    ):
        shape = Shape((identity, *fields), {})
        answer = envelope_schema(f"{what}History", shape.schema(shape.names()))
        path = f"/{what}/{{ids}}/{what}_history"
        updated = (Field("updatedDate", "object", fields=RANGE),)
        yield reads(f"get_{what}_history", path, act, answer, updated, tuple(sorted(wanted)))
