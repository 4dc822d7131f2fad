"""User types: what licence somebody has. Four are built in; an account may have made more [help centre]."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from ..answers import Answer
from ..checks import USER_TYPE as USER_TYPE_CHECK
from ..declaring import reads
from ..entities import Entity
from ..entity_ids import USER_TYPE, group
from ..errors import WrikeError
from ..shapes import Reader, Shape
from ..stored import USER_TYPES

_BUILT_IN: Mapping[int, Mapping[str, Any]] = {
    -1: {"title": "Admin", "description": "Regular user who also manages the account", "admin": True},
    -2: {"title": "Regular User", "description": "Full license"},
    -3: {"title": "External User", "description": "Full license of somebody from outside", "external": True},
    -4: {"title": "Collaborator", "description": "Limited license", "role": "Collaborator"},
}
"""By the number in their ids. The kinds are the help centre's; numbers and texts are ours."""
_SHAPE = Shape(tuple(Field(name, required=True) for name in ("id", "title", "description")), {})
ENTITY = Entity("userTypes", USER_TYPES, USER_TYPE, _SHAPE)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a type of `title` and, if given, `id`, `description`, `role` and `external`."""
    return ENTITY.add(context, account_id, {"description": "", **values})


def built_in(account_id: str) -> list[Record]:
    """The types that every account has."""
    return [{"id": _id(account_id, number), **values} for number, values in _BUILT_IN.items()]


def find(context: Context, account_id: str, identifier: str) -> Record | None:
    """The type of that id, or None."""
    found = (one for one in built_in(account_id) if one["id"] == identifier)
    return next(found, None) or ENTITY.find(context, account_id, identifier)


def of_person(reader: Reader, person: Record) -> str:
    """Renders the type of a contact or invitation: what was chosen, or what their role amounts to."""
    if (chosen := person.get("userTypeId")) is not None:
        return str(chosen)
    if person.get("role", "User") == "Collaborator":
        return _id(reader.account_id, -4)
    if person.get("admin") or person.get("owner"):
        return _id(reader.account_id, -1)
    return _id(reader.account_id, -3 if person.get("external") else -2)


def granted(kind: Record) -> dict[str, Any]:
    """What somebody of that type is."""
    role, external, admin = (kind.get(name) for name in ("role", "external", "admin"))
    return {
        "userTypeId": kind["id"],
        "role": role or "User",
        "external": bool(external),
        "admin": bool(admin),
    }


def chosen(call: Call) -> dict[str, Any]:
    """What `userTypeId` of the request makes of somebody; nothing if it is not sent."""
    if (identifier := call.body.get("userTypeId")) is None:
        return {}
    found = find(call.context, call.tenant, identifier)
    if call.context.fails(USER_TYPE_CHECK, found is None):
        raise WrikeError.invalid_parameter("userTypeId")
    return granted(found) if found else {}


def index(call: Call) -> Answer:
    """`GET /user_types`: those that are built in first."""
    return ENTITY.reply(call, [*built_in(call.tenant), *ENTITY.rows(call.context, call.tenant)])


def _id(account_id: str, number: int) -> str:
    return account_id + group(USER_TYPE, number)


def operations() -> Iterator[Operation]:
    """The list."""
    scopes = ("amReadOnlyAccessRole",)
    yield reads("list_user_types", "/user_types", index, ENTITY.answer, scopes=scopes)
