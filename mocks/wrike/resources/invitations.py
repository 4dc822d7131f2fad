"""Invitations into the account."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from ..answers import Answer, reader_of
from ..checks import EMAIL, INVITATION_RESOLVED
from ..declaring import reads, refuse_unbuilt, removes, scopes_of, writes
from ..entities import Entity, account_id_of, gone
from ..entity_ids import INVITATION
from ..errors import WrikeError
from ..shapes import Shape, moment
from ..stored import INVITATIONS
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
    ),
    computed={
        "accountId": account_id_of,
        "invitationDate": moment("invitationDate"),
        "resolvedDate": moment("resolvedDate"),
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
    refuse_unbuilt(call, "userTypeId")
    body = call.body
    if call.context.fails(EMAIL, "@" not in body["email"]):
        raise WrikeError.invalid_parameter("email")
    names = ("email", "firstName", "lastName", "role", "external")
    values = {name: body[name] for name in names if body.get(name) is not None}
    return ENTITY.reply(call, [create(call.context, call.tenant, reader_of(call).contact, values)])


def change(call: Call) -> Answer:
    """`PUT /invitations/{invitationId}`: of one that is pending."""
    refuse_unbuilt(call, "userTypeId")
    record = ENTITY.the_one(call)
    if call.context.fails(INVITATION_RESOLVED, record.get("status", "Pending") != "Pending"):
        raise WrikeError.invalid_request("The invitation is resolved")
    values = {name: call.body[name] for name in ("role", "external") if call.body.get(name) is not None}
    if call.body.get("resend"):
        values["invitationDate"] = call.context.clock.now()
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, {**record, **values})])


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
