"""Hourly rates of people and placeholders, in the account and in projects, and the teams of projects."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import access, nodes, tree
from ..administration import require_management
from ..answers import Answer, envelope_schema, unique
from ..checks import NOT_A_PROJECT, RATE_COUNT, RATE_ITEM, RATE_SUBJECT
from ..declaring import reads, removes, writes
from ..entities import nothing
from ..errors import WrikeError
from ..lookup import by_ids
from ..money import rate_changes, rates
from ..money.rates import ACCOUNT
from ..shapes import Shape
from ..stored import TASKS
from . import placeholders

MOST = 100
"""How many rates one request may set [SPEC]."""
KIND = "hourlyRates"
SHAPE = Shape(
    fields=(
        Field("rateSubjectId", required=True),
        Field("rateSubjectType", required=True, enum=("User", "Placeholder")),
        Field("billRate", "object", fields=rates.FIELDS),
        Field("costRate", "object", fields=rates.FIELDS),
    ),
    computed={},
)
_ITEM = (
    Field("rateSubjectId", "id"),
    Field("rateSubjectType", enum=("User", "Placeholder")),
    *(Field(name, "object", fields=rates.FIELDS) for name in ("billRate", "costRate")),
    Field("contact", "id"),
    Field("rateType", enum=rates.TYPES),
    *rates.FIELDS[:2],
)
"""An element of `rates`, in either form that `wrike.rate_items` knows."""


def of_contacts(call: Call) -> Answer:
    """`GET /contacts/{contactIds}/hourly_rates`."""
    return _answer(call, by_ids(call, lambda one: _person(call, one)))


def of_placeholders(call: Call) -> Answer:
    """`GET /placeholders/{placeholderIds}/hourly_rates`."""
    return _answer(call, placeholders.ENTITY.of_path(call))


def of_project(call: Call) -> Answer:
    """`GET /folders/{folderId}/hourly_rates`: of the project's team."""
    project = _project(call, access.READ)
    return _answer(call, _team(call, project), project["id"])


def change(call: Call) -> Answer:
    """`PUT /hourly_rates`: of the account."""
    require_management(call)
    return _answer(call, _set(call, ACCOUNT))


def change_in_project(call: Call) -> Answer:
    """`PUT /folders/{folderId}/hourly_rates`: whoever gets a rate belongs to the project's team."""
    require_management(call)
    project = _project(call, access.EDIT)
    return _answer(call, _set(call, project["id"]), project["id"])


def provide(call: Call) -> Answer:
    """`PUT /contacts/{contactIds}/hourly_rates_provision`: of the people that the path names."""
    require_management(call)
    people = {one["id"]: one for one in by_ids(call, lambda one: _person(call, one))}
    given = call.body.get("userRates") or []
    if call.context.fails(RATE_COUNT, len(given) > MOST):
        raise WrikeError.invalid_parameter("userRates")
    if call.context.fails(RATE_SUBJECT, any(one.get("contact") not in people for one in given)):
        raise WrikeError.invalid_parameter("userRates")
    whole = [one for one in given if one.get("rateType")]
    if call.context.fails(RATE_ITEM, len(whole) < len(given)):
        raise WrikeError.invalid_parameter("userRates")
    for one in whole:
        rates.check(call, "userRates", one)
    return Answer("hourlyRatesProvision", [_provided(call, one) for one in whole])


def _provided(call: Call, rate: Mapping[str, Any]) -> dict[str, Any]:
    kept = rate_changes.put(call.context, call.tenant, rate["contact"], rate["rateType"], rate)
    return {"contact": rate["contact"]} | {name: kept[name] for name in _PROVIDED if kept[name] is not None}


_PROVIDED = ("rateType", "rateSource", "rateValue")


def exclude(call: Call) -> Answer:
    """`DELETE /folders/{folderId}/project_team_members`: they have no rate in the project any more."""
    require_management(call)
    project = _project(call, access.EDIT)
    found = [_subject(call, "rateSubjects", one) for one in unique(call.parameters["rateSubjects"])]
    if call.context.fails(RATE_COUNT, len(found) > MOST):
        raise WrikeError.invalid_parameter("rateSubjects")
    for one in found:
        rate_changes.clear(call.context, call.tenant, one["id"], project["id"])
    shown = call.context.assume("wrike.deleted_answer") == "record"
    return Answer(_TEAM, [one["id"] for one in found]) if shown else nothing(_TEAM)


_TEAM = "projectTeamMembers"


def _person(call: Call, identifier: str) -> Record | None:
    found = rates.subject(call.context, call.tenant, identifier)
    return found if found is not None and rates.type_of(found) == "User" else None


def _project(call: Call, least: int) -> Record:
    found = nodes.folder_of_path(call, least)
    if call.context.fails(NOT_A_PROJECT, "title" in found and "project" not in found):
        raise WrikeError.invalid_request("The folder is not a project")
    return found


def _subject(call: Call, parameter: str, identifier: str) -> Record:
    found = rates.subject(call.context, call.tenant, identifier)
    if call.context.fails(RATE_SUBJECT, found is None):
        raise WrikeError.invalid_parameter(parameter)
    return found or {"id": identifier}


def _team(call: Call, project: Record) -> list[Record]:
    """Those who have a rate in the project; whether who works in it belongs to it too is an assumption."""
    found = rates.rated(call.context, call.tenant, project["id"])
    if call.context.assume("wrike.project_team") == "assigned":
        found += _workers(call, project)
    subjects = (rates.subject(call.context, call.tenant, one) for one in unique(found))
    return [one for one in subjects if one is not None]


def _workers(call: Call, project: Record) -> list[str]:
    """The project's owners, and who is responsible for tasks in it."""
    inside = tree.below(call.context, call.tenant, project["id"], tree.live)
    tasks = [one for kind, one in inside if kind == TASKS]
    names = ("responsibleIds", "responsiblePlaceholderIds")
    responsible = [who for one in tasks for name in names for who in one.get(name, ())]
    return [*project.get("project", {}).get("ownerIds", ()), *responsible]


def _set(call: Call, project: str) -> list[Record]:
    given = call.body.get("rates") or []
    if call.context.fails(RATE_COUNT, len(given) > MOST):
        raise WrikeError.invalid_parameter("rates")
    wanted = [
        (_subject(call, "rates", who), kind, rate) for one in given for who, kind, rate in _read(call, one)
    ]
    for who, kind, rate in wanted:
        rate_changes.put(call.context, call.tenant, who["id"], kind, rate, project)
    return list({who["id"]: who for who, _, _ in wanted}.values())


def _read(call: Call, item: Mapping[str, Any]) -> list[tuple[str, str, Mapping[str, Any]]]:
    """Who gets which rate by one element of `rates`."""
    if call.context.assume("wrike.rate_items") == "aggregated":
        who = item.get("rateSubjectId")
        pairs = [("Bill", item.get("billRate")), ("Cost", item.get("costRate"))]
    else:
        who, pairs = item.get("contact"), [(str(item.get("rateType") or ""), item)]
    found = [(str(who), kind, rate) for kind, rate in pairs if kind and rate]
    if call.context.fails(RATE_ITEM, not who or not found):
        raise WrikeError.invalid_parameter("rates")
    for _, _, rate in found:
        rates.check(call, "rates", rate)
    return found


def _answer(call: Call, subjects: Iterable[Record], project: str = ACCOUNT) -> Answer:
    return Answer(KIND, [_shown(call, one, project) for one in subjects])


def _shown(call: Call, subject: Record, project: str) -> dict[str, Any]:
    found = {
        name: rates.shown(call.context, call.tenant, subject, kind, project)
        for name, kind in (("billRate", "Bill"), ("costRate", "Cost"))
    }
    who = {"rateSubjectId": subject["id"], "rateSubjectType": rates.type_of(subject)}
    return who | {name: rate for name, rate in found.items() if rate is not None}


def operations() -> Iterator[Operation]:
    """Rates of contacts, placeholders, projects; set them; leave the team of a project."""
    answer = envelope_schema(KIND, SHAPE.schema(SHAPE.names()))
    body = (Field("rates", "list", required=True, fields=_ITEM),)
    within, contacts = "/folders/{ids}/hourly_rates", "/contacts/{ids}/hourly_rates"
    yield reads("get_contact_hourly_rates", contacts, of_contacts, answer)
    yield reads("get_placeholder_hourly_rates", "/placeholders/{ids}/hourly_rates", of_placeholders, answer)
    yield reads("get_project_hourly_rates", within, of_project, answer)
    yield writes("update_hourly_rates", "PUT", "/hourly_rates", change, answer, body)
    project = (*body, Field("enableCalculations", "boolean"))
    yield writes("update_project_hourly_rates", "PUT", within, change_in_project, answer, project)
    provided = Shape(
        (
            Field("contact", required=True),
            Field("rateType", required=True, enum=rates.TYPES),
            *rates.FIELDS[:2],
        ),
        {},
    )
    user_rate = (
        Field("contact", "id", required=True),
        Field("rateType", required=True, enum=rates.TYPES),
        *rates.FIELDS[:2],
    )
    yield writes(
        "provide_hourly_rates",
        "PUT",
        f"{contacts}_provision",
        provide,
        envelope_schema("hourlyRatesProvision", provided.schema(provided.names())),
        (Field("userRates", "list", required=True, fields=user_rate),),
    )
    yield removes(
        "exclude_project_team_members",
        "/folders/{ids}/project_team_members",
        exclude,
        envelope_schema(_TEAM, {"type": "string"}),
        (Field("rateSubjects", "list", required=True, of="id"),),
    )
