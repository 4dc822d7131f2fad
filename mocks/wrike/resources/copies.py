"""Copies of folders with what lies in them, at once or as an asynchronous job."""

from __future__ import annotations

from collections.abc import Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import access, audit, tree
from ..answers import Answer, envelope_schema, reader_of
from ..checks import LOGICAL_FOLDER
from ..declaring import WRITE, flags, id_lists, writes
from ..errors import WrikeError
from ..stored import FOLDERS
from . import copying, folders, jobs


def copy(call: Call) -> Answer:
    """`POST /copy_folder/{folderId}`: answers the new folder alone, in full [GO19]."""
    made, _ = _made(call)
    return Answer("folders", [folders.SHAPE.render(reader_of(call), made, folders.FULL)])


def copy_later(call: Call) -> Answer:
    """`POST /copy_folder_async/{folderId}`: a job."""
    made, count = _made(call)
    return jobs.finished(call, "CopyFolder", count, {"folderId": made["id"]})


def _made(call: Call) -> tuple[Record, int]:
    """The new folder, and how many things were copied."""
    source = folders.container(call)
    if call.context.fails(LOGICAL_FOLDER, "scope" in source):
        raise WrikeError.invalid_request("The root and the Recycle Bin cannot be copied")
    target = copying.target_of(call, "parent")
    reader = reader_of(call)
    inside = tree.below(call.context, call.tenant, source["id"], tree.live)
    work = copying.Copy(call, source, [(kind, node) for kind, node in inside if access.sees(reader, node)])
    made = work.as_folder(target["id"])
    audit.note_node(call, "TaskDuplication", FOLDERS, source)
    return made, work.count


def operations() -> Iterator[Operation]:
    """Copy, copy as a job."""
    body = (
        Field("parent", "id", required=True),
        *copying.PARAMETERS,
        *flags("copyCustomStatuses", "copyStatuses", "copyParents"),
        *id_lists("addResponsibles", "removeResponsibles"),
    )
    answer = envelope_schema("folders", folders.SHAPE.schema(folders.FULL))
    now = (*body, *flags("plainTextCustomFields"))
    yield writes("copy_folder", "POST", "/copy_folder/{ids}", copy, answer, now, scopes=WRITE)
    yield writes(
        "copy_folder_async", "POST", "/copy_folder_async/{ids}", copy_later, jobs.ENTITY.answer, body
    )
