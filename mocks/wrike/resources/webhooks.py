"""Webhooks: where Wrike is to send what happens; `deliveries` sends it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, nodes, tree
from ..answers import Answer, reader_of
from ..checks import HANDSHAKE, HOOK_URL, PARENTS
from ..declaring import reads, refuse_unbuilt, removes, writes
from ..deliveries import shake_hands
from ..entities import Entity, account_id_of, empty_schema, nothing
from ..entity_ids import WEBHOOK
from ..errors import WrikeError
from ..lookup import by_ids, the_one
from ..shapes import Shape
from ..stored import FOLDERS, WEBHOOKS
from . import spaces

_FOLDER_EVENTS = ("Created", "Deleted", "TitleChanged", "DescriptionChanged", "CustomFieldChanged")
EVENTS = (
    *("TaskCreated", "TaskDeleted", "TaskTitleChanged", "TaskImportanceChanged", "TaskStatusChanged"),
    *("TaskDatesChanged", "TaskParentsAdded", "TaskParentsRemoved", "TaskResponsiblesAdded"),
    *("TaskResponsiblesRemoved", "TaskSharedsAdded", "TaskSharedsRemoved", "TaskDescriptionChanged"),
    *("TaskCustomFieldChanged", "AttachmentAdded", "AttachmentDeleted", "CommentAdded", "CommentDeleted"),
    *("TimelogChanged", "TaskApprovalStatusChanged", "TaskApprovalDecisionChanged"),
    *("TaskApprovalDecisionReset", "WorkItemTypeChanged", "ImportFromFileCompleted"),
    *("CreateFromBlueprintCompleted", *(f"Folder{what}" for what in _FOLDER_EVENTS)),
    *("FolderParentsAdded", "FolderParentsRemoved", "FolderSharedsAdded", "FolderSharedsRemoved"),
    *("FolderCommentAdded", "FolderCommentDeleted", "FolderAttachmentAdded", "FolderAttachmentDeleted"),
    *("ProjectDatesChanged", "ProjectOwnersAdded", "ProjectOwnersRemoved", "ProjectStatusChanged"),
    *("FolderApprovalStatusChanged", "FolderApprovalDecisionChanged", "FolderApprovalDecisionReset"),
)
SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("accountId", required=True),
        Field("folderId"),
        Field("spaceId"),
        Field("hookUrl", required=True),
        Field("events", "list", required=True, of="text", default=()),
        Field("recursive", "boolean"),
        Field("status", required=True, enum=("Active", "Suspended"), default="Active"),
    ),
    computed={"accountId": account_id_of},
)
ENTITY = Entity("webhooks", WEBHOOKS, WEBHOOK, SHAPE)


def create(context: Context, account_id: str, values: Mapping[str, Any]) -> Record:
    """Make a webhook of `hookUrl`, `events`, and perhaps `folderId` or `spaceId`, `recursive`, `status`."""
    return ENTITY.add(context, account_id, values)


def index(call: Call) -> Answer:
    """`GET /webhooks`."""
    return _answer(call, ENTITY.rows(call.context, call.tenant))


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/webhooks`."""
    return _of(call, "folderId", nodes.folder_of_path(call)["id"])


def of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/webhooks`."""
    return _of(call, "spaceId", spaces.of_path(call)["id"])


def show(call: Call) -> Answer:
    """`GET /webhooks/{webhookId}`."""
    return ENTITY.reply(call, by_ids(call, lambda one: _find(call, one)))


def add(call: Call) -> Answer:
    """`POST /webhooks`: for the whole account, or for the folder that a client names here (observed)."""
    if (identifier := call.body.get("folderId")) is None:
        return _add(call, {})
    found = tree.find(call.context, call.tenant, FOLDERS, identifier)
    if call.context.fails(PARENTS, found is None):
        raise WrikeError.invalid_parameter("folderId")
    access.require(call, [found] if found else [], access.READ)
    return _add(call, {"folderId": found["id"] if found else identifier, **_recursive(call)})


def add_to_folder(call: Call) -> Answer:
    """`POST /folders/{folderId}/webhooks`."""
    return _add(call, {"folderId": nodes.folder_of_path(call, access.READ)["id"], **_recursive(call)})


def add_to_space(call: Call) -> Answer:
    """`POST /spaces/{spaceId}/webhooks`."""
    return _add(call, {"spaceId": spaces.of_path(call)["id"], **_recursive(call)})


def change(call: Call) -> Answer:
    """`PUT /webhooks/{webhookId}`: its status, and nothing else [NATIVE]."""
    record = the_one(call, lambda one: _find(call, one))
    changed = {**record, "status": call.body.get("status") or record.get("status", "Active")}
    return ENTITY.reply(call, [ENTITY.put(call.context, call.tenant, changed)])


def remove(call: Call) -> Answer:
    """`DELETE /webhooks/{webhookId}`."""
    ENTITY.delete(call.context, call.tenant, the_one(call, lambda one: _find(call, one)))
    return nothing("webhooks")


def _of(call: Call, key: str, identifier: str) -> Answer:
    return _answer(call, call.context.store.find(WEBHOOKS, call.tenant, key, identifier))


def _answer(call: Call, found: Iterable[Record]) -> Answer:
    return ENTITY.reply(call, [one for one in found if _is_mine(call, one)])


def _find(call: Call, identifier: str) -> Record | None:
    found = ENTITY.find(call.context, call.tenant, identifier)
    return found if found is not None and _is_mine(call, found) else None


def _is_mine(call: Call, hook: Record) -> bool:
    """Whether the caller has to do with a webhook; that those of others count too is an assumption."""
    foreign = hook.get("owner") not in (None, reader_of(call).contact)
    return not foreign or call.context.assume("wrike.webhook_owner") == "account"


def _recursive(call: Call) -> dict[str, Any]:
    return {"recursive": bool(call.body.get("recursive"))}


def _add(call: Call, place: Mapping[str, Any]) -> Answer:
    """Keep it, if whoever is to receive its events could prove to know the secret."""
    refuse_unbuilt(call, "parameterisedEvents", "customItemTypes")
    url = call.body["hookUrl"]
    if call.context.fails(HOOK_URL, not url.startswith(("http://", "https://"))):
        raise WrikeError.invalid_parameter("hookUrl")
    if call.context.fails(HANDSHAKE, not call.prepared):
        raise WrikeError.invalid_request("The receiver did not prove that it knows the secret")
    secret = {"secret": call.body["secret"]} if call.body.get("secret") else {}
    values = {"hookUrl": url, "events": tuple(call.body.get("events") or ()), **place, **secret}
    values["owner"] = reader_of(call).contact
    return ENTITY.reply(call, [create(call.context, call.tenant, values)])


def operations() -> Iterator[Operation]:
    """Lists and creation for the account, a folder and a space; read, change, delete."""
    answer, path = ENTITY.answer, "/webhooks/{ids}"
    body = (
        Field("hookUrl", required=True),
        Field("events", "list", of="text", enum=EVENTS),
        Field("secret"),
        Field("parameterisedEvents", "any"),
        Field("customItemTypes", "any"),
    )
    within = (*body, Field("recursive", "boolean"))
    places: Iterable[tuple[str, str, Any, Any, tuple[Field, ...]]] = (
        ("webhook", "/webhooks", index, add, (*within, Field("folderId", "id"))),
        ("folder_webhook", "/folders/{ids}/webhooks", of_folder, add_to_folder, within),
        ("space_webhook", "/spaces/{ids}/webhooks", of_space, add_to_space, within),
    )
    for name, where, listed, added, parameters in places:
        yield reads(f"list_{name}s", where, listed, answer)
        create_ = writes(f"create_{name}", "POST", where, added, answer, parameters)
        yield replace(create_, prepare=shake_hands)
    yield reads("get_webhooks", path, show, answer)
    status = (Field("status", enum=("Active", "Suspended")),)
    yield writes("update_webhook", "PUT", path, change, answer, status)
    yield removes("delete_webhook", path, remove, empty_schema("webhooks"))
