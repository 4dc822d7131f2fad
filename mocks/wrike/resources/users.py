"""Users: contacts as administrators see and change them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import audit
from ..administration import require_administrator
from ..answers import Answer, envelope_schema, reader_of
from ..checks import USER_CHANGE
from ..declaring import reads, scopes_of, writes
from ..errors import WrikeError
from ..lookup import by_ids
from ..shapes import Shape
from . import contacts, user_types

_EXCLUSIVE = ("profile", "active", "userTypeId")


SHAPE = Shape(
    (*contacts.SHAPE.fields, Field("userTypeId", required=True)),
    {**contacts.SHAPE.computed, "userTypeId": user_types.of_person},
)
NAMES = SHAPE.names(less=(one for one in contacts.OPTIONAL if one not in ("metadata", "workScheduleId")))


def _answer(call: Call, found: list[Record]) -> Answer:
    reader = reader_of(call)
    return Answer("users", [SHAPE.render(reader, one, NAMES) for one in found])


def show(call: Call) -> Answer:
    """`GET /users/{userId}`."""
    return _answer(call, _by_ids(call))


def change(call: Call) -> Answer:
    """`PUT /users/{userIds}`: one thing at a time; who is made inactive loses every token."""
    require_administrator(call)
    given = [name for name in _EXCLUSIVE if call.body.get(name) is not None]
    if call.context.fails(USER_CHANGE, len(given) != 1):
        raise WrikeError.invalid_parameter((*given, "profile")[0])
    values = user_types.chosen(call)
    return _answer(call, [_change(call, record, values) for record in _by_ids(call)])


def _change(call: Call, record: Record, kind: dict[str, Any]) -> Record:
    """Give the user that type, another activity, or a role: then the type is what the role amounts to."""
    profile = call.body.get("profile") or {}
    values: dict[str, Any] = dict(kind)
    if profile:
        values = {name: profile[name] for name in ("role", "external") if name in profile}
        values["userTypeId"] = None
    if call.body.get("active") is not None:
        values["active"] = call.body["active"]
    own = {name: value for name, value in record.items() if name != "person"}
    changed = contacts.join(call.context, call.tenant, record["person"], {**own, **values})
    about = ("User", changed["id"], changed["email"])
    before, after = ({"active": True, "role": "User", **one} for one in (record, changed))
    audit.note_changes(call, "user", about, before, after)
    return changed


def _by_ids(call: Call) -> list[Record]:
    def find(identifier: str) -> Record | None:
        found = contacts.find(call.context, call.tenant, identifier)
        return None if found is None or contacts.is_group(found) else found

    return by_ids(call, find)


def operations() -> Iterator[Operation]:
    """Read and change."""
    scopes, write = scopes_of("User")
    answer = envelope_schema("users", SHAPE.schema(NAMES))
    profile = (
        Field("accountId", "id"),
        Field("role", enum=contacts.ROLES),
        Field("external", "boolean"),
    )
    body = (Field("profile", "object", fields=profile), Field("userTypeId", "id"), Field("active", "boolean"))
    yield reads("get_users", "/users/{ids}", show, answer, scopes=scopes)
    yield writes("update_users", "PUT", "/users/{ids}", change, answer, body, scopes=write)
