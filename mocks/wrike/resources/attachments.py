"""Attachments of tasks and folders, with their bytes and versions."""

from __future__ import annotations

import contextlib
import dataclasses
import mimetypes
from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote, unquote

from ...kit.fields import Field
from ...kit.http import Response, Upload
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, audit, changes, files, filters, nodes
from ..answers import Answer, envelope_schema, reader_of
from ..checks import LINK, NO_CONTENT, PREVIEW
from ..declaring import RANGE, READ, WRITE, reads, removes
from ..entities import Entity, empty_schema, nothing
from ..entity_ids import ATTACHMENT
from ..errors import WrikeError
from ..shapes import Reader, Shape, moment
from ..stored import ATTACHMENTS, FOLDERS, TASKS

MONTH = 31 * filters.DAY
SIZES = ("w44", "w100", "w200", "w300", "w400", "h400", "full")
_DEFAULT_TYPE = "application/octet-stream"


def _on(kind: str) -> Any:
    def compute(reader: Reader, record: Record) -> str | None:
        return record["node"] if record["on"] == kind else None

    return compute


def _url(reader: Reader, record: Record) -> str:
    return files.link(reader.context, reader.account_id, key_of(record), record["name"])


SHAPE = Shape(
    fields=(
        Field("id", required=True),
        Field("authorId", required=True),
        Field("name", required=True),
        Field("createdDate", required=True),
        Field("version", "integer", required=True, default=1),
        Field("type", required=True, default="Wrike"),
        Field("contentType", required=True),
        Field("size", "integer", required=True),
        Field("taskId"),
        Field("folderId"),
        Field("originVersionId", required=True),
        Field("currentAttachmentId"),
        Field("url"),
    ),
    computed={
        "createdDate": moment("createdDate"),
        "taskId": _on(TASKS),
        "folderId": _on(FOLDERS),
        "url": _url,
    },
)
ENTITY = Entity("attachments", ATTACHMENTS, ATTACHMENT, SHAPE, ("url",))


def create(
    context: Context, account_id: str, author: str | None, on: str, values: Mapping[str, Any], content: bytes
) -> Record:
    """Attach a file to the folder or task `node`, stored under the kind `on`; `name`, `contentType`, `id`."""
    kind = values.get("contentType") or mimetypes.guess_type(values["name"])[0] or _DEFAULT_TYPE
    written = {"authorId": author or "", "createdDate": context.clock.now(), "on": on, "version": 1}
    record = ENTITY.add(context, account_id, {**written, **values, "contentType": kind, "size": len(content)})
    files.keep(context, account_id, key_of(record), content)
    return ENTITY.put(context, account_id, {**record, "originVersionId": record["id"]})


def key_of(record: Record) -> str:
    """Under which the bytes of an attachment's present version are kept."""
    return f"{record['id']}/{record['version']}"


def of_account(call: Call) -> Answer:
    """`GET /attachments`: of a range of less than 31 days [SPEC], or of all times [recorded]."""
    return _list(call, nodes.seen(reader_of(call), ENTITY.rows(call.context, call.tenant)))


def of_task(call: Call) -> Answer:
    """`GET /tasks/{taskId}/attachments`."""
    return _list(call, _of(call, nodes.task_of_path(call)))


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/attachments`."""
    return _list(call, _of(call, nodes.folder_of_path(call)))


def show(call: Call) -> Answer:
    """`GET /attachments/{attachmentIds}`."""
    found = nodes.admitted(call, ENTITY.of_path(call), access.READ)
    return _answer(call, found)


def add_to_task(call: Call) -> Answer:
    """`POST /tasks/{taskId}/attachments`: the body is the file, or a form with it; `X-File-Name` its name."""
    return _add(call, TASKS, nodes.task_of_path(call, access.LIMITED))


def add_to_folder(call: Call) -> Answer:
    """`POST /folders/{folderId}/attachments`."""
    return _add(call, FOLDERS, nodes.folder_of_path(call, access.LIMITED))


def replace(call: Call) -> Answer:
    """`PUT /attachments/{attachmentId}`: a new version; the id stays, the old bytes become an old version."""
    record = _changed(call)
    if call.parameters.get("url"):  # it would have to be fetched from somewhere
        raise WrikeError.not_built()
    sent = _sent(call, record.get("name", "file"))
    changed = {
        **record,
        "name": sent.name,
        "version": record.get("version", 0) + 1,
        "contentType": sent.type,
        "size": len(sent.content),
        "createdDate": call.context.clock.now(),
        "authorId": reader_of(call).contact,
        "old": (*record.get("old", ()), {**record, "old": ()}),
    }
    files.keep(call.context, call.tenant, key_of(changed), sent.content)
    return _answer(call, [ENTITY.put(call.context, call.tenant, changed)])


def remove(call: Call) -> Answer:
    """`DELETE /attachments/{attachmentId}`: for good, with every version."""
    record = _changed(call)
    for version in (*record.get("old", ()), record):
        files.drop(call.context, call.tenant, key_of(version) if "version" in version else "")
    ENTITY.delete(call.context, call.tenant, record)
    if (node := nodes.node_of(reader_of(call), record.get("node", ""))) is not None:
        changes.attached(call, record["on"], node, record, "Deleted")
    return nothing("attachments")


def _changed(call: Call) -> Record:
    """The attachment of the path, for who may replace or delete it (which role that takes is assumed)."""
    record = _of_path(call, access.READ)
    node = nodes.node_of(reader_of(call), record.get("node", ""))
    found = [node] if node else []
    access.require(call, found, access.assumed(call, found, "wrike.attachment_role", _ROLES))
    return record


_ROLES = {"limited": access.LIMITED, "editor": access.EDIT, "full": access.FULL}


def download(call: Call) -> Response:
    """`GET /attachments/{attachmentId}/download`, also with a name to download it under."""
    record = _of_path(call, access.READ)
    audit.note(call, "AttachDownloaded", "Attachment", record["id"], record.get("name", ""))
    return _file(call.context, call.tenant, record, call.ids.get("name"))


def preview(call: Call) -> Response:
    """`GET /attachments/{attachmentId}/preview`: an image as it is, in whatever size; else there is none."""
    record = _of_path(call, access.READ)
    if call.context.fails(PREVIEW, not record.get("contentType", "").startswith("image/")):
        raise WrikeError.resource_not_found()
    audit.note(call, "AttachViewed", "Attachment", record["id"], record.get("name", ""))
    return _file(call.context, call.tenant, record, call.ids.get("name"))


def url(call: Call) -> Answer:
    """`GET /attachments/{attachmentId}/url`: good for 24 hours, without a token."""
    record = _of_path(call, access.READ)
    return Answer("url", [{"url": _url(reader_of(call), record)}] if "name" in record else [])


def linked(call: Call) -> Response:
    """The file that such a link leads to: the link is the credential."""
    found = files.linked(call.context, call.ids["ticket"])
    if call.context.fails(LINK, found is None):
        raise WrikeError.bad_token()
    account, key = found or ("", "/")
    record = ENTITY.find(call.context, account, key.partition("/")[0]) if found else None
    return _file(call.context, account, {**(record or {}), "version": key.partition("/")[2]}, None)


def _file(context: Context, account_id: str, record: Record, name: str | None) -> Response:
    content = files.read(context, account_id, key_of(record)) if record.get("version") else b""
    shown = quote(name or record.get("name", "file"))
    headers = [
        ("content-type", record.get("contentType", _DEFAULT_TYPE)),
        ("content-disposition", f"attachment; filename*=UTF-8''{shown}"),
    ]
    return Response(200, content, headers)


def _of(call: Call, node: Record) -> list[Record]:
    return call.context.store.find(ATTACHMENTS, call.tenant, "node", node["id"])


def _of_path(call: Call, least: int) -> Record:
    record = ENTITY.the_one(call)
    nodes.require(call, reader_of(call), [record], least)
    return record


def _add(call: Call, on: str, node: Record) -> Answer:
    sent = _sent(call, "file")
    values = {"node": node["id"], "name": sent.name, "contentType": sent.type}
    author = reader_of(call).contact
    made = create(call.context, call.tenant, author, on, values, sent.content)
    changes.attached(call, on, node, made, "Added")
    return _answer(call, [made])


def _sent(call: Call, default: str) -> Upload:
    """The file of the request: its body [TAV], or the first file of a form (clients in Ruby)."""
    request = call.request
    sent = Upload("", default, request.content_type, request.body)
    if request.content_type == "multipart/form-data":
        sent = next(iter(request.files()), dataclasses.replace(sent, content=b""))
    if call.context.fails(NO_CONTENT, not sent.content):
        raise WrikeError.invalid_request("Attachment content is missing")
    name = _name(request.headers.get("x-file-name", "")) or sent.name
    return dataclasses.replace(
        sent, name=name, type=mimetypes.guess_type(name)[0] or sent.type or _DEFAULT_TYPE
    )


def _name(header: str) -> str:
    """The whole of the header is the name [TAV], percent-encoded or in UTF-8 where it is not ASCII."""
    with contextlib.suppress(UnicodeError):
        header = header.encode("latin-1").decode()
    return unquote(header)


def _list(call: Call, found: Iterable[Record]) -> Answer:
    created = filters.instants(call, "createdDate", longest=MONTH)
    return _answer(call, [one for one in found if created(one["createdDate"])])


def _answer(call: Call, found: Iterable[Record]) -> Answer:
    reader = reader_of(call)
    names = ENTITY.names | ({"url"} if call.parameters.get("withUrls") else frozenset())
    shown = [version for one in found for version in _versions(call, one)]
    return Answer("attachments", [SHAPE.render(reader, one, names) for one in shown])


def _versions(call: Call, record: Record) -> list[Record]:
    """The attachment, before it its older versions where they are asked for."""
    if not call.parameters.get("versions"):
        return [record]
    return [*({**old, "currentAttachmentId": record["id"]} for old in record.get("old", ())), record]


def operations() -> Iterator[Operation]:
    """Lists of the account, a task and a folder; read, upload, replace, download, preview, link, delete."""
    answer, path = ENTITY.answer, "/attachments/{ids}"
    versions = Field("versions", "boolean")
    filters_ = (versions, Field("createdDate", "object", fields=RANGE), Field("withUrls", "boolean"))
    yield reads("list_attachments", "/attachments", of_account, answer, filters_)
    yield reads("list_task_attachments", "/tasks/{ids}/attachments", of_task, answer, filters_)
    yield reads("list_folder_attachments", "/folders/{ids}/attachments", of_folder, answer, filters_)
    yield reads("get_attachments", path, show, answer, (versions, Field("withUrls", "boolean")))
    yield _upload("create_task_attachment", "POST", "/tasks/{ids}/attachments", add_to_task)
    yield _upload("create_folder_attachment", "POST", "/folders/{ids}/attachments", add_to_folder)
    yield _upload("update_attachment", "PUT", path, replace, Field("url"))
    yield removes("delete_attachment", path, remove, empty_schema("attachments"))
    size = (Field("size", enum=SIZES),)
    for name, act, parameters in (("download", download, ()), ("preview", preview, size)):
        yield _binary(f"{name}_attachment", f"{path}/{name}", act, parameters)
        yield _binary(f"{name}_attachment_as", f"{path}/{name}/{{name}}", act, parameters)
    one = {"type": "object", "properties": {"url": {"type": "string"}}, "required": ["url"]}
    yield reads("get_attachment_url", f"{path}/url", url, envelope_schema("url", one))
    yield Operation("get_file", "GET", "/files/{ticket}", linked, public=True, summary="a link to a file")


def _upload(name: str, method: str, path: str, act: Any, *parameters: Field) -> Operation:
    """An operation whose body is a file."""
    return Operation(
        name, method, path, act, WRITE, parameters, answer=ENTITY.answer, extra={"upload": True}, summary=name
    )


def _binary(name: str, path: str, act: Any, parameters: tuple[Field, ...]) -> Operation:
    """An operation that answers with a file."""
    return Operation(name, "GET", path, act, READ, parameters, summary=name.replace("_", " "))
