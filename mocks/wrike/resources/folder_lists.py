"""Lists of folders: a tree, or flat where a filter is given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ...kit.fields import Field
from ...kit.service import Call, Operation
from ...kit.store import Record
from .. import filters, item_types, tree
from ..access import sees
from ..accounts import bin_of, root_of
from ..answers import Answer, either, envelope_schema, extra_fields, reader_of
from ..checks import UNKNOWN_PARAMETER
from ..custom_values import filtering
from ..declaring import (
    CUSTOM_FILTERS,
    METADATA_FILTER,
    PAGING,
    PLAIN,
    RANGE,
    reads,
    unknown_parameter,
)
from ..paging import page
from ..shapes import Reader
from ..stored import FOLDERS
from . import folders, spaces

_FILTERS = frozenset(
    (
        *("project", "permalink", "updatedDate", "metadata", "customField", "customFields"),
        *("contractTypes", "customItemTypes"),
    )
)
"""Parameters that make a list flat."""


def of_account(call: Call) -> Answer:
    """`GET /folders`: everything, the root and the bin first."""
    rows = call.context.store.rows(FOLDERS, call.tenant).values()
    return _list(call, [row for row in rows if "scope" in row], list(rows))


def of_folder(call: Call) -> Answer:
    """`GET /folders/{folderId}/folders`: the folder itself first."""
    start = folders.container(call)
    return _list(call, [start], [start, *_below(call, start)])


def of_space(call: Call) -> Answer:
    """`GET /spaces/{spaceId}/folders`: the root, the bin and the space first [SPEC]."""
    space = spaces.of_path(call)
    store = call.context.store
    logical = [store.get(FOLDERS, call.tenant, one) for one in (root_of(call.tenant), bin_of(call.tenant))]
    heads = [*(one for one in logical if one is not None), space]
    return _list(call, heads, [*heads, *_below(call, space)])


def _list(call: Call, heads: list[Record], found: Iterable[Record]) -> Answer:
    reader, wanted = reader_of(call), call.parameters
    filtered = bool(_FILTERS & wanted.keys())
    flat = wanted.get("descendants") is False or (filtered and wanted.get("descendants") is not True)
    paged = next((name for name in ("pageSize", "nextPageToken") if name in wanted), None)
    if call.context.fails(UNKNOWN_PARAMETER, paged is not None and not flat):
        raise unknown_parameter(
            call.context, paged or ""
        )  # [SPEC: pages of kind folders only]; so tried live (amp-labs, 2026-10)
    first = {head["id"] for head in heads}
    found = [one for one in _matching(call, reader, found) if not (flat and one["id"] in first)]
    names = (folders.LISTED if flat else folders.TREE) | extra_fields(call)
    if flat:
        return page(call, "folders", found, lambda one: folders.rendered(reader, one, names))
    return Answer("folderTree", [folders.rendered(reader, one, names) for one in found])


def _below(call: Call, start: Record) -> Iterator[Record]:
    wanted = tree.live if tree.live(start) and start.get("scope") != "RbRoot" else tree.anything
    context, account = call.context, call.tenant
    if call.parameters.get("descendants") is False:
        nodes = list(tree.contents(context, account, start["id"], FOLDERS))
    else:
        nodes = tree.below(context, account, start["id"], wanted)
    return (child for kind, child in nodes if kind == FOLDERS and wanted(child))


def _matching(call: Call, reader: Reader, found: Iterable[Record]) -> Iterator[Record]:
    wanted = call.parameters
    updated = filters.instants(call, "updatedDate")
    entries = (filters.metadata(call), filters.permalink(call), filtering(call))
    deleted, project = wanted.get("deleted"), wanted.get("project")
    contracts, types = wanted.get("contractTypes"), item_types.filtered(call)
    for one in found:
        if deleted is not None and "scope" not in one and deleted == tree.live(one):
            continue
        if project is not None and project != ("project" in one):
            continue
        if contracts and one.get("project", {}).get("contractType") not in contracts:
            continue
        if types and one.get("customItemTypeId") not in types:
            continue
        if updated(one["updatedDate"]) and all(matches(one) for matches in entries) and sees(reader, one):
            yield one


_IN_FOLDER = (
    Field("permalink"),
    Field("descendants", "boolean"),
    METADATA_FILTER,
    *CUSTOM_FILTERS,
    Field("updatedDate", "object", fields=RANGE),
    Field("project", "boolean"),
    Field("contractTypes", "list", of="text", enum=("Billable", "NonBillable")),
    Field("customItemTypes", "list", of="id"),
    *PLAIN,
    *PAGING,
)
_PARAMETERS = (*_IN_FOLDER, Field("deleted", "boolean"))
OPTIONAL = tuple(sorted((folders.FULL | folders.EXTRA) - folders.LISTED))
_ANSWER = either(
    envelope_schema("folderTree", folders.SHAPE.schema(folders.TREE, OPTIONAL)),
    envelope_schema("folders", folders.SHAPE.schema(folders.LISTED, OPTIONAL), paged=True),
)


def operations() -> Iterator[Operation]:
    """The three lists."""
    yield reads("list_folders", "/folders", of_account, _ANSWER, _PARAMETERS, OPTIONAL)
    yield reads("list_subfolders", "/folders/{ids}/folders", of_folder, _ANSWER, _IN_FOLDER, OPTIONAL)
    yield reads("list_space_folders", "/spaces/{ids}/folders", of_space, _ANSWER, _PARAMETERS, OPTIONAL)
