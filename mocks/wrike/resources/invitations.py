"""Invitations into the account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import audit
from ..answers import Answer, reader_of
from ..checks import EMAIL, EXTERNAL, INVITATION_RESOLVED, INVITED_AS
from ..declaring import reads, removes, scopes_of, writes
from ..entities import Entity, account_id_of, gone
from ..entity_ids import INVITATION
from ..errors import WrikeError
from ..shapes import Shape, moment
from ..stored import INVITATIONS
from . import user_types
from .contacts import ROLES

STATUSES = ("Pending", "Accepted", "Declined", "Cancelled")
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("accountId", required=True),
        Field("firstName"),
        Field("lastName"),
        Field("email", required=True),
        Field("status", required=True, enum=STATUSES, default="Pending"),
        Field("inviterUserId", required=True),
        Field("invitationDate", required=True),
        Field("resolvedDate"),
        Field("role", required=True, enum=ROLES, default="User"),
        Field("external", "boolean", required=True, default=False),
        Field("userTypeId", required=True),
    ),
    computed={
        "accountId": account_id_of,
        "invitationDate": moment("invitationDate"),
        "resolvedDate": moment("resolvedDate"),
        "userTypeId": user_types.of_person,
    },
)
ENTITY = Entity("invitations", INVITATIONS, INVITATION, SHAPE)


def create(context: Context, account_id: str, inviter: str | None, values: Mapping[str, Any]) -> Record:
    """Invite `email`; `status`, `firstName`, `lastName`, `role` and `external` as given."""
    dated = {"inviterUserId": inviter or "", "invitationDate": context.clock.now()}
    return ENTITY.add(context, account_id, {**dated, **values})


def index(call: Call) -> Answer:
    """`GET /invitations`."""
    return ENTITY.reply(call, ENTITY.rows(call.context, call.tenant))


def add(call: Call) -> Answer:
    """`POST /invitations`. No mail is sent: `subject` and `message` go nowhere."""
    body = call.body
    if call.context.fails(EMAIL, "@" not in body["email"]):
        raise WrikeError.invalid_parameter("email")
    names = ("email", "firstName", "lastName")
    values = {name: body[name] for name in names if body.get(name) is not None} | _invited_as(call, {})
    made = create(call.context, call.tenant, reader_of(call).contact, values)
    audit.note(call, "InvitationSend", "Invitation", made["id"], made["email"])
    return ENTITY.reply(call, [made])


def change(call: Call) -> Answer:
    """`PUT /invitations/{invitationId}`: of one that is pending."""
    record = ENTITY.the_one(call)
    if call.context.fails(INVITATION_RESOLVED, record.get("status", "Pending") != "Pending"):
        raise WrikeError.invalid_request("The invitation is resolved")
    values = _invited_as(call, record)
    if call.body.get("resend"):
        values["invitationDate"] = call.context.clock.now()
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, {**record, **values})])


def _invited_as(call: Call, record: Record) -> dict[str, Any]:
    """The user type, or the role and the flag `external` that stood for it: one or the other [SPEC]."""
    kind = user_types.chosen(call)
    given = {name: call.body[name] for name in ("role", "external") if call.body.get(name) is not None}
    if call.context.fails(INVITED_AS, bool(given) and call.body.get("userTypeId") is not None):
        raise WrikeError.invalid_parameter("userTypeId")
    become = {**record, **given}
    if call.context.fails(
        EXTERNAL, bool(given) and become.get("role") == ROLES[1] and bool(become.get("external"))
    ):
        raise WrikeError.invalid_parameter("external")
    return kind or (given and {**given, "userTypeId": None})


def remove(call: Call) -> Answer:
    """`DELETE /invitations/{invitationId}`."""
    return gone(ENTITY, call, ENTITY.the_one(call))


def operations() -> Iterator[Operation]:
    """List, create, change, delete."""
    scopes, write = scopes_of("Invitation")
    common = (Field("role", enum=ROLES), Field("external", "boolean"), Field("userTypeId", "id"))
    names = ("firstName", "lastName", "subject", "message")
    create_ = (Field("email", required=True), *common, *map(Field, names))
    answer, path = ENTITY.answer, "/invitations/{ids}"
    yield reads("list_invitations", "/invitations", index, answer, scopes=scopes)
    yield writes("create_invitation", "POST", "/invitations", add, answer, create_, scopes=write)
    update = (Field("resend", "boolean"), *common)
    yield writes("update_invitation", "PUT", path, change, answer, update, scopes=write)
    yield removes("delete_invitation", path, remove, answer, scopes=write)
