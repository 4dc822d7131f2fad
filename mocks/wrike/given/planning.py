"""Who works when and what for in scenarios: days off, rules about timesheets, hourly rates, bookings."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from ...kit.fields import Field
from ...kit.service import Context, Kind
from ...kit.store import Record
from .. import tree
from ..dates import BadDates
from ..money import finances, periods, rate_changes, rates
from ..resources import bookings, contacts, rollups, submission_rules, user_exclusions, workschedules
from ..shapes import timestamp
from ..stored import FOLDERS, RATES, ROLLUPS, SUBMISSION_RULES, TASKS
from .laying import given, known, seen, view
from .requests import Request, ask


def _rule(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    known(context, tenant, "work schedule", values["workScheduleId"], workschedules.find)
    return submission_rules.create(context, tenant, {"enabled": True, **values})


def _see_rules(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = context.store.rows(SUBMISSION_RULES, tenant).values()
    return [seen(row, _RULE, _SCHEDULE) for row in rows]


def _rate(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    """A rate without a value is that of the job role."""
    who = known(context, tenant, "contact or placeholder", values["subject"], rates.subject)
    source = "JobRole" if values.get("value") is None else "User"
    rate = {"rateSource": source, "rateValue": values.get("value")}
    return rate_changes.put(
        context, tenant, who["id"], values["type"], rate, values.get("project", rates.ACCOUNT)
    )


def _see_rates(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = (seen(row, _RATE, _RATE_NAMES) for row in context.store.rows(RATES, tenant).values())
    return [{name: value for name, value in row.items() if value not in (None, "")} for row in rows]


def _past_value(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    """What a rate of somebody, or an amount of a task or project, was before it was something else."""
    field, rated = values["field"], values["field"] in _RATED
    subject = _subject(context, tenant, values["subject"], rated=rated)["id"]
    value = {"rateSource": "User", "rateValue": values["value"]} if rated else values["value"]
    ends = {name: datetime.fromisoformat(values[name]).timestamp() for name in _ENDS}
    periods.lay(context, tenant, subject, field, {"value": value, **ends})
    if rated:
        finances.settle_rate(context, tenant, subject)
    return {**values, "id": _value_id(subject, field, ends["since"])}


def _see_values(context: Context, tenant: str) -> list[dict[str, Any]]:
    return [
        {
            "id": _value_id(subject, field, one["since"]),
            "subject": subject,
            "field": field,
            "value": one["value"]["rateValue"] if field in _RATED else one["value"],
            **{name: timestamp(one[name]) for name in _ENDS if name in one},
        }
        for subject, field, one in periods.every(context, tenant)
        if field != finances.EFFORT
    ]


def _value_id(subject: str, field: str, since: float) -> str:
    return f"{subject}/{field}/{timestamp(since)}"


def _subject(context: Context, tenant: str, identifier: str, *, rated: bool) -> Record:
    what, find = ("contact or placeholder", rates.subject) if rated else ("task or folder", _node)
    return known(context, tenant, what, identifier, find)


def _node(context: Context, tenant: str, identifier: str) -> Record | None:
    found = (tree.find(context, tenant, kind, identifier) for kind in (FOLDERS, TASKS))
    return next((one for one in found if one is not None), None)


def _exclusion(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    known(context, tenant, "contact", values["userId"], contacts.find)
    return user_exclusions.create(context, tenant, values)


def _exclusion_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    body = {name: values[name] for name in ("fromDate", "toDate", "exclusionType") if name in values}
    body |= {"userId": values["user"]} if action == "create" and "user" in values else {}
    return ask(context, action, tenant, "/user_schedule_exclusions", key, body)


def _booking(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    dates = {name: values.pop(name) for name in _DATES if name in values}
    known(context, tenant, "folder", values["folderId"], _folder)
    for name, what in (("responsibleId", "contact"), ("responsiblePlaceholderId", "placeholder")):
        if name in values:
            known(context, tenant, what, values[name], rates.subject)
    try:
        return bookings.create(context, tenant, {**values, "bookingDates": dates})
    except BadDates:
        raise ValueError(
            "A booking takes a startDate, and a finishDate not before it or a duration of one day or more."
        ) from None


def _folder(context: Context, account_id: str, identifier: str) -> Record | None:
    return tree.find(context, account_id, FOLDERS, identifier)


def _see_bookings(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = bookings.ENTITY.rows(context, tenant)
    return [seen({**row, **row["bookingDates"]}, _BOOKING, _BOOKING_NAMES) for row in rows]


def _booking_request(
    context: Context, action: str, tenant: str, key: str | None, values: Mapping[str, Any]
) -> Request:
    dates = {name: values[name] for name in _DATES if name in values}
    who = {stored: values[name] for name, stored in _WHO.items() if name in values}
    body = {"bookingDates": dates, **who} if dates else who
    path = f"/folders/{values.get('folder')}/bookings" if action == "create" else "/bookings"
    return ask(context, action, tenant, path, key, body)


def _rollup(context: Context, tenant: str, values: dict[str, Any]) -> Record:
    known(context, tenant, "task or folder", values["item"], _node)
    return rollups.enable(context, tenant, values["item"], values["fields"])


def _see_rollups(context: Context, tenant: str) -> list[dict[str, Any]]:
    rows = context.store.rows(ROLLUPS, tenant).values()
    return [{"id": row["id"], "item": row["id"], "fields": list(row["enabled"])} for row in rows]


_DATES = tuple(field.name for field in bookings.DATES)
_BOOKING = (
    *(Field("id", "id"), Field("folder", "id", required=True), Field("responsible", "id")),
    *(Field("placeholder", "id"), *bookings.DATES),
)
_WHO = {"responsible": "responsibleId", "placeholder": "responsiblePlaceholderId"}
_BOOKING_NAMES = {"folder": "folderId", **_WHO}
_ROLLUP = (Field("id", "id"), Field("item", "id", required=True), Field("fields", "list", of="text"))
_EXCLUSION = (
    *(Field("id", "id"), Field("user", "id", required=True)),
    *(Field(name, "date", required=True) for name in ("fromDate", "toDate")),
    Field("exclusionType", required=True, enum=user_exclusions.TYPES),
)
_USER = {"user": "userId"}
_RULE = (
    *(Field("id", "id"), Field("schedule", "id", required=True), Field("enabled", "boolean")),
    *(Field("ruleType", enum=submission_rules.RULES), Field("frequency", enum=submission_rules.FREQUENCIES)),
)
_SCHEDULE = {"schedule": "workScheduleId"}
_RATE = (
    *(Field("id", "id"), Field("subject", "id", required=True), Field("project", "id")),
    *(Field("type", required=True, enum=rates.TYPES), Field("value", "number")),
)
_RATE_NAMES = {"subject": "subjectId", "project": "projectId", "type": "rateType", "value": "rateValue"}
_ENDS, _RATED = ("since", "until"), tuple(finances.RATE_FIELDS.values())
_PAST_VALUE = (
    *(Field("id", "id"), Field("subject", "id", required=True)),
    Field("field", required=True, enum=(*_RATED, *finances.METRICS, "budget")),
    *(Field("value", "number", required=True), *(Field(name, required=True) for name in _ENDS)),
)
KINDS = (
    Kind(
        "user_schedule_exclusions",
        "id",
        given(_exclusion, _USER),
        view(user_exclusions.ENTITY, _EXCLUSION, _USER),
        _EXCLUSION,
        request=_exclusion_request,
    ),
    Kind(
        "bookings",
        "id",
        given(_booking, _BOOKING_NAMES),
        _see_bookings,
        _BOOKING,
        request=_booking_request,
    ),
    Kind("rollups", "id", given(_rollup), _see_rollups, _ROLLUP),
    Kind("timesheet_submission_rules", "id", given(_rule, _SCHEDULE), _see_rules, _RULE),
    Kind("hourly_rates", "id", given(_rate), _see_rates, _RATE),
    Kind("past_values", "id", given(_past_value), _see_values, _PAST_VALUE),
)
