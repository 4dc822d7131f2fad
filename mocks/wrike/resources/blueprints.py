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
from .. import access, filing, filters, tree
from ..accounts import host_of
from ..answers import Answer, envelope_schema, extra_fields, reader_of
from ..checks import LAUNCH_PLACE
from ..custom_values import filtering
from ..declaring import CUSTOM_FILTERS, PAGING, WRITTEN_VALUES, flags, reads, writes
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


def _permalink(reader: Reader, record: Record) -> str:
    return reader.context.urls.of(host_of(reader.account), f"/open.htm?id={record['number']}")


def _shape(kind: str) -> Shape:
    scopes = ("BpRoot", _SCOPES[kind])
    return Shape(
        fields=(
            Field("id", required=True),
            Field("title", required=True),
            Field("childIds", "list", required=True, of="id"),
            Field("scope", required=True, enum=scopes, default=_SCOPES[kind]),
            Field("permalink"),
            Field("customFields", "list", default=(), fields=WRITTEN_VALUES),
        ),
        computed={"childIds": _children(kind), "permalink": _permalink},
    )


SHAPES = {kind: _shape(kind) for kind in WORK}
_OPTIONAL = ("customFields",)
_ALWAYS = SHAPES[FOLDER_BLUEPRINTS].names(less=_OPTIONAL)
_FILTERS = frozenset({"permalink", "title", "customFields"})
"""Permalink, optional field and filters are of the specification of 2026, version 154, through a client."""


def _tops(call: Call, kind: str, space: str | None) -> list[Record]:
    inside = tree.contents(call.context, call.tenant, root_of(call.tenant), kind)
    return [one for _, one in inside if one.get("spaceId") == space]


def _whole(call: Call, kind: str, tops: Iterable[Record]) -> Iterator[Record]:
    """Those blueprints, each followed by what of the same kind lies below it."""
    for top in tops:
        yield top
        inside = tree.below(call.context, call.tenant, top["id"], tree.anything)
        yield from (node for below, node in inside if below == kind)


def _matching(call: Call, kind: str, tops: Iterable[Record]) -> list[Record]:
    """Those of the blueprints, and of all below them, that the filters of the call let pass."""
    title = str(call.parameters.get("title") or "").casefold()
    passes = (filters.permalink(call), filtering(call))
    found = (one for one in _whole(call, kind, tops) if title in one["title"].casefold())
    return [one for one in found if all(meets(one) for meets in passes)]


def folders_of_account(call: Call) -> Answer:
    """`GET /folder_blueprints`: a tree, from its root on unless it is filtered."""
    return _folder_tree(call, None)


def folders_of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/folder_blueprints`."""
    return _folder_tree(call, spaces.of_path(call)["id"])


def _folder_tree(call: Call, space: str | None) -> Answer:
    tops = _tops(call, FOLDER_BLUEPRINTS, space)
    reader, shape = reader_of(call), SHAPES[FOLDER_BLUEPRINTS]
    render = shape.renderer(reader, _ALWAYS | extra_fields(call))
    children = [one["id"] for one in tops]
    root = {"id": root_of(call.tenant), "title": "Root", "childIds": children, "scope": "BpRoot"}
    found = [render(one) for one in _matching(call, FOLDER_BLUEPRINTS, tops)]
    filtered = not _FILTERS.isdisjoint(call.parameters)
    return Answer(_ENVELOPES[FOLDER_BLUEPRINTS], found if filtered else [root, *found])


def tasks_of_account(call: Call) -> Answer:
    """`GET /task_blueprints`."""
    return _task_list(call, None)


def tasks_of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/task_blueprints`."""
    return _task_list(call, spaces.of_path(call)["id"])


def _task_list(call: Call, space: str | None) -> Answer:
    found = _matching(call, TASK_BLUEPRINTS, _tops(call, TASK_BLUEPRINTS, space))
    render = SHAPES[TASK_BLUEPRINTS].renderer(reader_of(call), _ALWAYS | extra_fields(call))
    return page(call, _ENVELOPES[TASK_BLUEPRINTS], found, render)


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
    permalink = Field("permalink")
    whole = (permalink, Field("title"), CUSTOM_FILTERS[1])
    paging = (Field("limit", "integer"), *PAGING)
    for kind, of_account, of_space, pages in (
        (FOLDER_BLUEPRINTS, folders_of_account, folders_of_space, ()),
        (TASK_BLUEPRINTS, tasks_of_account, tasks_of_space, paging),
    ):
        shown, plural = SHAPES[kind].schema(_ALWAYS, _OPTIONAL), kind.removeprefix("wrike.")
        answer = envelope_schema(_ENVELOPES[kind], shown, paged=bool(pages))
        yield reads(f"list_{plural}", f"/{plural}", of_account, answer, (*whole, *pages), _OPTIONAL)
        path = f"/spaces/{{ids}}/{plural}"
        yield reads(f"list_space_{plural}", path, of_space, answer, (permalink, *pages), _OPTIONAL)
    body = (*copying.PARAMETERS, *flags("copyAttachments", "notifyResponsibles"))
    for name, act, place in (
        ("folder", launch_folder, (Field("parent", "id", required=True),)),
        ("task", launch_task, (Field("parentId", "id"), Field("superTaskId", "id"))),
    ):
        path = f"/{name}_blueprints/{{ids}}/launch_async"
        yield writes(f"launch_{name}_blueprint", "POST", path, act, jobs.ENTITY.answer, (*place, *body))
