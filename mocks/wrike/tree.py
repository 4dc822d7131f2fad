"""Folders and tasks as one tree: what lies where, moving to the recycle bin and back.

A node may lie in several containers. Deleting one takes along what lies in it and nowhere else.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from ..kit.service import Context
from ..kit.store import Record
from . import entity_ids
from .accounts import bin_of, root_of
from .answers import unique
from .stored import DEPENDENCIES, FOLDER_BLUEPRINTS, FOLDERS, LINKS, TASK_BLUEPRINTS, TASKS

LETTERS = {
    FOLDERS: entity_ids.FOLDER,
    TASKS: entity_ids.TASK,
    FOLDER_BLUEPRINTS: entity_ids.FOLDER,
    TASK_BLUEPRINTS: entity_ids.TASK,
}
Node = tuple[str, Record]
"""A folder or a task with the kind that it is stored under."""


def find(context: Context, account_id: str, kind: str, identifier: str) -> Record | None:
    """The folder or task of that id, given in either of its formats, or None."""
    if (record := context.store.get(kind, account_id, identifier)) is not None:
        return record
    decoded = entity_ids.decode(identifier)
    if decoded is None or decoded[0] != LETTERS[kind]:
        return None
    if len(identifier) == len(account_id) * 2 and not identifier.startswith(account_id):
        return None  # a legacy id begins with its account's
    return next(iter(context.store.find(kind, account_id, "number", decoded[1])), None)


def new_number(context: Context, account_id: str) -> int:
    """A number that no folder, task or blueprint of the account has: they share their numbers."""
    base = 4_300_000_000 + int.from_bytes(context.ids.digest("wrike numbers", account_id)[:3]) * 1_000
    while True:
        number = base + context.ids.nth(account_id, "wrike entity")
        if not any(context.store.find(kind, account_id, "number", number) for kind in LETTERS):
            return number


def identity(context: Context, account_id: str, kind: str, given: str | None) -> dict[str, Any]:
    """`id`, `number` and `order` of a new folder or task; an id may be given in either format."""
    decoded = entity_ids.decode(given) if given else None
    known = decoded is not None and decoded[0] == LETTERS[kind] and decoded[1] > 0
    number = decoded[1] if decoded and known else new_number(context, account_id)
    identifier = given or entity_ids.modern(LETTERS[kind], number)
    if find(context, account_id, kind, identifier) is not None:
        raise ValueError(f"The account {account_id} already has {identifier}.")
    return {"id": identifier, "number": number, "order": context.ids.nth(account_id, "wrike order")}


def put(context: Context, account_id: str, kind: str, record: Record) -> Record:
    """Store a folder or task, and note where it lies."""
    old = context.store.get(kind, account_id, record["id"])
    before, after = containers(account_id, old or {}), containers(account_id, record)
    context.store.put(kind, account_id, record["id"], record)
    for container in before:
        if container not in after:
            context.store.delete(LINKS, account_id, f"{container}/{record['id']}")
    for container in after:
        if container not in before:
            link = {"container": container, "child": record["id"], "kind": kind}
            context.store.put(LINKS, account_id, f"{container}/{record['id']}", link)
    return record


def containers(account_id: str, record: Record) -> tuple[str, ...]:
    """What the node lies in: its parents and super tasks; a subtask lists the root but is not in it."""
    above = record.get("superTaskIds", ())
    root = root_of(account_id)
    parents = (parent for parent in record.get("parentIds", ()) if not (above and parent == root))
    return unique((*parents, *above))


def contents(context: Context, account_id: str, container: str, kind: str | None = None) -> Iterator[Node]:
    """What lies directly in a folder or task, in order of filing; only that kind, if one is given."""
    for link in context.store.find(LINKS, account_id, "container", container):
        if kind in (None, link["kind"]):
            child = context.store.get(link["kind"], account_id, link["child"])
            assert child is not None
            yield link["kind"], child


def below(context: Context, account_id: str, container: str, follow: Callable[[Record], bool]) -> list[Node]:
    """Everything below a node, each once, through the nodes that `follow` accepts."""
    found: dict[str, Node] = {}
    waiting = [container]
    while waiting:
        for kind, child in contents(context, account_id, waiting.pop(0)):
            if child["id"] not in found and follow(child):
                found[child["id"]] = kind, child
                waiting.append(child["id"])
    return list(found.values())


def live(record: Record) -> bool:
    """Whether the node is not in the recycle bin."""
    return not record.get("deleted", False)


def anything(record: Record) -> bool:
    """Accepts every node."""
    return True


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


def _scope(context: Context, account_id: str, node: Node) -> dict[str, Node]:
    scope = {node[1]["id"]: node}
    waiting = [node[1]["id"]]
    while waiting:
        for kind, child in contents(context, account_id, waiting.pop(0)):
            if child["id"] in scope or not live(child):
                continue
            if all(container in scope for container in containers(account_id, child)):
                scope[child["id"]] = kind, child
                waiting.append(child["id"])
    return scope


def _survivors(context: Context, account_id: str, scope: dict[str, Node]) -> list[Node]:
    found: dict[str, Node] = {}
    for identifier in scope:
        for kind, child in contents(context, account_id, identifier):
            if child["id"] not in scope and live(child):
                found[child["id"]] = kind, child
    return list(found.values())


def _without(account_id: str, record: Record, scope: dict[str, Node]) -> Record:
    parents = tuple(parent for parent in record["parentIds"] if parent not in scope)
    above = tuple(task for task in record.get("superTaskIds", ()) if task not in scope)
    return {**record, "parentIds": placed(account_id, parents), "superTaskIds": above}


def restore(context: Context, account_id: str, kind: str, record: Record) -> Record:
    """Take a folder or task out of the recycle bin, with what was deleted along with it.

    It returns to those of its containers that are not in the bin, or to the root if there is none.
    """
    together = record.get("deletedWith", record["id"])
    first = {**record, "parentIds": record.get("formerParentIds", record["parentIds"])}
    below_ = below(context, account_id, record["id"], lambda child: child.get("deletedWith") == together)
    back = frozenset((record["id"], *(child["id"] for _, child in below_)))
    restored = _revive(context, account_id, kind, first, back)
    for child_kind, child in below_:
        _revive(context, account_id, child_kind, child, back)
    return restored


def _revive(context: Context, account_id: str, kind: str, record: Record, back: frozenset[str]) -> Record:
    """The node out of the bin, in those of its containers that are live or come `back` with it."""
    kept = {
        name: value
        for name, value in record.items()
        if name not in ("deleted", "deletedWith", "formerParentIds")
    }
    parents = _living(context, account_id, FOLDERS, record["parentIds"], back)
    above = _living(context, account_id, TASKS, record.get("superTaskIds", ()), back)
    changed = {"parentIds": placed(account_id, parents), "updatedDate": context.clock.now()}
    if above or "superTaskIds" in record:
        changed["superTaskIds"] = above
    return put(context, account_id, kind, {**kept, **changed})


def _living(
    context: Context, account_id: str, kind: str, identifiers: tuple[str, ...], back: frozenset[str]
) -> tuple[str, ...]:
    found = ((one, context.store.get(kind, account_id, one)) for one in identifiers)
    return tuple(one for one, record in found if record is not None and (one in back or live(record)))


def moved(
    account_id: str, record: Record, added: tuple[str, ...], removed: tuple[str, ...]
) -> tuple[str, ...]:
    """The record's parents after such a change."""
    kept = unique((*record["parentIds"], *added))
    return placed(account_id, tuple(parent for parent in kept if parent not in removed))


def placed(account_id: str, parents: tuple[str, ...]) -> tuple[str, ...]:
    """Those parents without the root, or the root where there is no other: to lie in it is to lie in none."""
    root = root_of(account_id)
    return tuple(parent for parent in parents if parent != root) or (root,)
