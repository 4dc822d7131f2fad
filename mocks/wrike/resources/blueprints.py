"""Blueprints of folders and of tasks: trees to launch work from. No operation makes one; scenarios do.

Each is kept as the folder or task that it is the pattern of, under a kind of its own, so that no list of
work shows it. The top ones lie in a root that is nobody's folder; those of a space say so by `spaceId`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ...kit.fields import Field
from ...kit.service import Call, Context, Operation
from ...kit.store import Record
from .. import access, filing, tree
from ..answers import Answer, envelope_schema, reader_of
from ..checks import LAUNCH_PLACE
from ..declaring import PAGING, READ, flags, reads, writes
from ..entity_ids import BLUEPRINTS, FOLDER, group
from ..errors import WrikeError
from ..lookup import the_one
from ..paging import page
from ..references import super_tasks
from ..shapes import Reader, Shape
from ..stored import FOLDER_BLUEPRINTS, FOLDERS, TASK_BLUEPRINTS, TASKS
from . import copying, jobs, spaces

WORK = {FOLDER_BLUEPRINTS: FOLDERS, TASK_BLUEPRINTS: TASKS}
"""What a launched blueprint becomes."""
_ENVELOPES = {FOLDER_BLUEPRINTS: "folderBlueprintTree", TASK_BLUEPRINTS: "taskBlueprintTree"}
_SCOPES = {FOLDER_BLUEPRINTS: "FolderBp", TASK_BLUEPRINTS: "TaskBp"}


def root_of(account_id: str) -> str:
    """The id of the root of all blueprints; its number is ours."""
    return account_id + group(FOLDER, BLUEPRINTS)


def create(context: Context, account_id: str, kind: str, values: Mapping[str, Any]) -> Record:
    """Make a blueprint of that kind: the fields of a folder or task, in `parentIds` or below `superTaskIds`.

    A top one has neither, and perhaps a `spaceId`; `id` as given.
    """
    above = values.get("superTaskIds", ())
    parents = tuple(values.get("parentIds", ())) or (() if above else (root_of(account_id),))
    kept = {name: value for name, value in values.items() if name != "id"}
    record = {**tree.identity(context, account_id, kind, values.get("id")), **kept, "parentIds": parents}
    return filing.put(context, account_id, kind, record)


def _children(kind: str) -> Any:
    def compute(reader: Reader, record: Record) -> list[str]:
        inside = tree.contents(reader.context, reader.account_id, record["id"], kind)
        return [child["id"] for _, child in inside]

    return compute


def _shape(kind: str) -> Shape:
    scopes = ("BpRoot", _SCOPES[kind])
    return Shape(
        fields=(
            Field("id", required=True),
            Field("title", required=True),
            Field("childIds", "list", required=True, of="id"),
            Field("scope", required=True, enum=scopes, default=_SCOPES[kind]),
        ),
        computed={"childIds": _children(kind)},
    )


SHAPES = {kind: _shape(kind) for kind in WORK}


def _tops(call: Call, kind: str, space: str | None) -> list[Record]:
    inside = tree.contents(call.context, call.tenant, root_of(call.tenant), kind)
    return [one for _, one in inside if one.get("spaceId") == space]


def _whole(call: Call, kind: str, tops: Iterable[Record]) -> Iterator[Record]:
    """Those blueprints, each followed by what of the same kind lies below it."""
    for top in tops:
        yield top
        inside = tree.below(call.context, call.tenant, top["id"], tree.anything)
        yield from (node for below, node in inside if below == kind)


def folders_of_account(call: Call) -> Answer:
    """`GET /folder_blueprints`: a tree, from its root on."""
    return _folder_tree(call, None)


def folders_of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/folder_blueprints`."""
    return _folder_tree(call, spaces.of_path(call)["id"])


def _folder_tree(call: Call, space: str | None) -> Answer:
    tops = _tops(call, FOLDER_BLUEPRINTS, space)
    reader, shape = reader_of(call), SHAPES[FOLDER_BLUEPRINTS]
    render = shape.renderer(reader, shape.names())
    children = [one["id"] for one in tops]
    root = {"id": root_of(call.tenant), "title": "Root", "childIds": children, "scope": "BpRoot"}
    return Answer(_ENVELOPES[FOLDER_BLUEPRINTS], [root, *map(render, _whole(call, FOLDER_BLUEPRINTS, tops))])


def tasks_of_account(call: Call) -> Answer:
    """`GET /task_blueprints`."""
    return _task_list(call, None)


def tasks_of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/task_blueprints`."""
    return _task_list(call, spaces.of_path(call)["id"])


def _task_list(call: Call, space: str | None) -> Answer:
    found = _whole(call, TASK_BLUEPRINTS, _tops(call, TASK_BLUEPRINTS, space))
    shape = SHAPES[TASK_BLUEPRINTS]
    return page(call, _ENVELOPES[TASK_BLUEPRINTS], found, shape.renderer(reader_of(call), shape.names()))


def launch_folder(call: Call) -> Answer:
    """`POST /folder_blueprints/{folderBlueprintId}/launch_async`: a folder or project."""
    work = _prepared(call, FOLDER_BLUEPRINTS)
    made = work.as_folder(copying.target_of(call, "parent")["id"])
    return jobs.finished(call, "FolderBlueprintLaunch", work.count, {"folderId": made["id"]})


def launch_task(call: Call) -> Answer:
    """`POST /task_blueprints/{taskBlueprintId}/launch_async`: a task in a folder or below a task."""
    work, body = _prepared(call, TASK_BLUEPRINTS), call.body
    if call.context.fails(LAUNCH_PLACE, bool(body.get("parentId")) == bool(body.get("superTaskId"))):
        raise WrikeError.invalid_parameter("parentId")
    above = super_tasks(call, "superTaskId", [body["superTaskId"]]) if body.get("superTaskId") else ()
    places = (copying.target_of(call, "parentId")["id"],) if body.get("parentId") else ()
    made = work.as_task(places, above)
    return jobs.finished(call, "TaskBlueprintLaunch", work.count, {"taskId": made["id"]})


def _prepared(call: Call, kind: str) -> copying.Copy:
    """The copy that launching the blueprint of the path is."""
    context, account = call.context, call.tenant
    top = the_one(call, lambda one: tree.find(context, account, kind, one))
    if (space := _space_of(context, account, top)) is not None:
        access.require(call, [space], access.READ)
    inside = tree.below(context, account, top["id"], tree.anything)
    return copying.Copy(call, top, [(WORK[below], node) for below, node in inside])


def _space_of(context: Context, account_id: str, record: Record) -> Record | None:
    """The space that the blueprint belongs to, by the top one above it."""
    if "spaceId" in record:
        return context.store.get(FOLDERS, account_id, record["spaceId"])
    folders = (context.store.get(FOLDER_BLUEPRINTS, account_id, one) for one in record.get("parentIds", ()))
    tasks = (context.store.get(TASK_BLUEPRINTS, account_id, one) for one in record.get("superTaskIds", ()))
    above = (_space_of(context, account_id, one) for one in (*folders, *tasks) if one is not None)
    return next((space for space in above if space is not None), None)


def operations() -> Iterator[Operation]:
    """The lists of the account and of a space, and the launch, of both kinds."""
    answers = {
        kind: envelope_schema(_ENVELOPES[kind], shape.schema(shape.names()), paged=kind == TASK_BLUEPRINTS)
        for kind, shape in SHAPES.items()
    }
    folder, task = answers[FOLDER_BLUEPRINTS], answers[TASK_BLUEPRINTS]
    paging = (Field("limit", "integer"), *PAGING)
    yield reads("list_folder_blueprints", "/folder_blueprints", folders_of_account, folder, scopes=READ)
    yield reads("list_space_folder_blueprints", "/spaces/{ids}/folder_blueprints", folders_of_space, folder)
    yield reads("list_task_blueprints", "/task_blueprints", tasks_of_account, task, paging)
    yield reads("list_space_task_blueprints", "/spaces/{ids}/task_blueprints", tasks_of_space, task, paging)
    body = (*copying.PARAMETERS, *flags("copyAttachments", "notifyResponsibles"))
    for name, act, place in (
        ("folder", launch_folder, (Field("parent", "id", required=True),)),
        ("task", launch_task, (Field("parentId", "id"), Field("superTaskId", "id"))),
    ):
        path = f"/{name}_blueprints/{{ids}}/launch_async"
        yield writes(f"launch_{name}_blueprint", "POST", path, act, jobs.ENTITY.answer, (*place, *body))
