"""Where folders and tasks lie, as it changes: storing one, moving it to the recycle bin and back.

Deleting a node takes along what lies in it and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterable

from ..kit.service import Context
from ..kit.store import Record
from . import tree
from .accounts import bin_of
from .money import finances
from .stored import DEPENDENCIES, FOLDERS, LINKS, TASKS


def put(context: Context, account_id: str, kind: str, record: Record) -> Record:
    """Store a folder or task, and note where it lies."""
    old = context.store.get(kind, account_id, record["id"])
    before, after = tree.containers(account_id, old or {}), tree.containers(account_id, record)
    context.store.put(kind, account_id, record["id"], record)
    for container in before:
        if container not in after:
            context.store.delete(LINKS, account_id, f"{container}/{record['id']}")
    for container in after:
        if container not in before:
            link = {"container": container, "child": record["id"], "kind": kind}
            context.store.put(LINKS, account_id, f"{container}/{record['id']}", link)
    finances.settle_node(context, account_id, kind, old, record)
    return record


def move_to_bin(context: Context, account_id: str, kind: str, record: Record) -> Record:
    """Delete a folder or task with what lies in it alone; returns its new record."""
    scope = _scope(context, account_id, (kind, record))
    now = context.clock.now()
    for child_kind, child in list(scope.values())[1:]:
        put(context, account_id, child_kind, {**child, "deleted": True, "deletedWith": record["id"]})
    _drop_dependencies(context, account_id, scope)
    for child_kind, child in _survivors(context, account_id, scope):
        put(context, account_id, child_kind, _without(account_id, child, scope))
    former = {"formerParentIds": record["parentIds"], "parentIds": (bin_of(account_id),)}
    return put(context, account_id, kind, {**record, **former, "deleted": True, "updatedDate": now})


def _drop_dependencies(context: Context, account_id: str, tasks: Iterable[str]) -> None:
    """What goes to the bin loses its dependencies; restoring does not bring them back (observed)."""
    for task in tasks:
        for end in ("predecessorId", "successorId"):
            for one in context.store.find(DEPENDENCIES, account_id, end, task):
                context.store.delete(DEPENDENCIES, account_id, one["id"])


def _scope(context: Context, account_id: str, node: tree.Node) -> dict[str, tree.Node]:
    scope = {node[1]["id"]: node}
    waiting = [node[1]["id"]]
    while waiting:
        for kind, child in tree.contents(context, account_id, waiting.pop(0)):
            if child["id"] in scope or not tree.live(child):
                continue
            if all(container in scope for container in tree.containers(account_id, child)):
                scope[child["id"]] = kind, child
                waiting.append(child["id"])
    return scope


def _survivors(context: Context, account_id: str, scope: dict[str, tree.Node]) -> list[tree.Node]:
    found: dict[str, tree.Node] = {}
    for identifier in scope:
        for kind, child in tree.contents(context, account_id, identifier):
            if child["id"] not in scope and tree.live(child):
                found[child["id"]] = kind, child
    return list(found.values())


def _without(account_id: str, record: Record, scope: dict[str, tree.Node]) -> Record:
    parents = tuple(parent for parent in record["parentIds"] if parent not in scope)
    above = tuple(task for task in record.get("superTaskIds", ()) if task not in scope)
    return {**record, "parentIds": tree.placed(account_id, parents), "superTaskIds": above}


def restore(context: Context, account_id: str, kind: str, record: Record) -> Record:
    """Take a folder or task out of the recycle bin, with what was deleted along with it.

    It returns to those of its containers that are not in the bin, or to the root if there is none.
    """
    together = record.get("deletedWith", record["id"])
    first = {**record, "parentIds": record.get("formerParentIds", record["parentIds"])}
    below_ = tree.below(context, account_id, record["id"], lambda child: child.get("deletedWith") == together)
    back = frozenset((record["id"], *(child["id"] for _, child in below_)))
    restored = _revive(context, account_id, kind, first, back)
    for child_kind, child in below_:
        _revive(context, account_id, child_kind, child, back)
    return restored


def _revive(context: Context, account_id: str, kind: str, record: Record, back: frozenset[str]) -> Record:
    """The node out of the bin, in those of its containers that are tree.live or come `back` with it."""
    kept = {
        name: value
        for name, value in record.items()
        if name not in ("deleted", "deletedWith", "formerParentIds")
    }
    parents = _living(context, account_id, FOLDERS, record["parentIds"], back)
    above = _living(context, account_id, TASKS, record.get("superTaskIds", ()), back)
    changed = {"parentIds": tree.placed(account_id, parents), "updatedDate": context.clock.now()}
    if above or "superTaskIds" in record:
        changed["superTaskIds"] = above
    return put(context, account_id, kind, {**kept, **changed})


def _living(
    context: Context, account_id: str, kind: str, identifiers: tuple[str, ...], back: frozenset[str]
) -> tuple[str, ...]:
    found = ((one, context.store.get(kind, account_id, one)) for one in identifiers)
    return tuple(one for one, record in found if record is not None and (one in back or tree.live(record)))
