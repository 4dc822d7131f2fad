"""The users of a project; a change of one is an edit of its project."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import checks, state
from ..operations import fetch, missing, require_reference, said
from ..plan import Reply, declare, resource_of
from ..render import Viewer
from ..resource import Resource, strict
from .fields import PROJECT_USER
from .hooks import show_user

_BY_NAME = {one.name: one for one in (Field("project_id", "id"), *PROJECT_USER)}
LISTED = (
    "user_id",
    "is_current_user",
    "user_name",
    "email",
    "user_role",
    "status",
    "rate",
    "budget_hours",
    "cost_rate",
)
ONE = ("project_id", "user_id", "is_current_user", "user_name", "email", "user_role", "cost_rate")
"""One user: as in the specification, and the project, which Zoho's own Python client reads."""

_PATH = "/projects/{project_id}/users"
_ASSIGN = (
    Field("users", "list", fields=(Field("user_id", "id", required=True),), required=True),
    Field("cost_rate", "number"),
)
_CHANGE = tuple(_BY_NAME[name] for name in ("user_name", "user_role", "rate", "budget_hours", "cost_rate"))


_INVITE = (
    Field("user_name", required=True, max_length=200),
    Field("email", required=True, max_length=100),
    *(_BY_NAME[name] for name in ("user_role", "rate", "budget_hours", "cost_rate")),
)


def operations(projects: Resource, users: Resource) -> Iterator[Operation]:
    """Assign, list, invite, get, update, remove."""
    listed = {"type": "array", "items": strict([_BY_NAME[name] for name in LISTED])}
    one = strict([_BY_NAME[name] for name in ONE])
    yield declare(
        "assign_project_users",
        "POST",
        _PATH,
        _assign,
        scope="projects.CREATE",
        message="Users added",
        answer={"users": listed},
        body=_ASSIGN,
        status=201,
        resource=projects,
    )
    yield declare(
        "list_project_users",
        "GET",
        _PATH,
        _list,
        scope="projects.READ",
        message="success",
        answer={"users": listed},
        resource=projects,
    )
    yield declare(
        "invite_project_user",
        "POST",
        _PATH + "/invite",
        _inviting(users),
        scope="projects.CREATE",
        message="The staff has been added.",
        answer={"user": one, "users": {"type": "array", "items": one}},
        body=_INVITE,
        status=201,
        resource=projects,
    )
    yield declare(
        "get_project_user",
        "GET",
        _PATH + "/{user_id}",
        _get,
        scope="projects.READ",
        message="success",
        answer={"user": one},
        resource=projects,
    )
    yield declare(
        "update_project_user",
        "PUT",
        _PATH + "/{user_id}",
        _update,
        scope="projects.UPDATE",
        message="The staff information has been updated.",
        answer={"user": one, "users": {"type": "array", "items": one}},
        body=_CHANGE,
        partial=True,
        resource=projects,
    )
    yield declare(
        "delete_project_user",
        "DELETE",
        _PATH + "/{user_id}",
        _delete,
        scope="projects.DELETE",
        message="The staff has been removed",
        resource=projects,
    )


def _assign(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    rate = {"cost_rate": call.body["cost_rate"]} if call.body.get("cost_rate") else {}
    users = {one["user_id"]: one for one in project.get("users", ())}
    for one in call.body.get("users") or ():
        if (key := one.get("user_id")) is not None:
            require_reference(call, "user_id", "users", key)
            users[key] = {**users.get(key, {}), "user_id": key, **rate}
    edited = _save(call, project, list(users.values()))
    return Reply({"users": _rows(call, edited, edited.get("users", []), LISTED)})


def _list(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    return Reply({"users": _rows(call, project, project.get("users", []), LISTED)})


def _inviting(users: Resource) -> Callable[[Call], Reply]:
    def invite(call: Call) -> Reply:
        """Whoever has the address joins the project; a stranger is invited to the organization first."""
        project, terms = fetch(call, resource_of(call)), said(call)
        name, email = terms.pop("user_name", ""), terms.pop("email", "")
        known = call.context.store.find(users.kind, call.tenant, "email", email)
        stranger = {"name": name, "email": email, "user_role": terms.get("user_role"), "status": "invited"}
        user = known[0] if known else state.create(call.context, users, call.tenant, stranger, call.cause)
        key = user["user_id"]
        others = [one for one in _users(project) if one["user_id"] != key]
        edited = _save(call, project, [*others, {**terms, "user_id": key}])
        return _both(call, edited, _users(edited)[-1])

    return invite


def _get(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    return Reply({"user": _rows(call, project, [_find(call, project)], ONE)[0]})


def _update(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    user = {**_find(call, project), **call.body}
    key = user["user_id"]
    edited = _save(call, project, [user if one["user_id"] == key else one for one in _users(project)])
    return _both(call, edited, next((one for one in _users(edited) if one["user_id"] == key), user))


def _both(call: Call, project: Record, user: Mapping[str, Any]) -> Reply:
    """A list of one, as the specification has it, and the one, as Zoho's own Python client reads it."""
    shown = _rows(call, project, [user], ONE)
    return Reply({"user": shown[0], "users": shown})


def _delete(call: Call) -> Reply:
    project = fetch(call, resource_of(call))
    gone = _find(call, project)["user_id"]
    _save(call, project, [one for one in _users(project) if one["user_id"] != gone])
    return Reply()


def _users(project: Record) -> list[Mapping[str, Any]]:
    return list(project.get("users", ()))


def _find(call: Call, project: Record) -> Mapping[str, Any]:
    key = call.ids["user_id"]
    for user in _users(project):
        if user["user_id"] == key:
            return user
    if call.context.fails(checks.RECORD, True):
        raise missing(call, "User")
    return {"user_id": key}


def _save(call: Call, project: Record, users: list[Any]) -> Record:
    return state.update(call.context, resource_of(call), call.tenant, project, {"users": users}, call.cause)


def _rows(
    call: Call, project: Record, users: list[Mapping[str, Any]], names: tuple[str, ...]
) -> list[dict[str, Any]]:
    viewer, of = Viewer.of(call), {"project_id": project["project_id"]}
    shown = [{**of, **show_user(viewer, one)} for one in users]
    return [{name: one[name] for name in names} for one in shown]
