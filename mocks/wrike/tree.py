"""Folders and tasks as one tree: what lies where. A node may lie in several containers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ..kit.service import Context
from ..kit.store import Record
from . import entity_ids
from .accounts import root_of
from .answers import unique
from .stored import FOLDER_BLUEPRINTS, FOLDERS, LINKS, TASK_BLUEPRINTS, TASKS

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


def above(context: Context, account_id: str, record: Record) -> Iterator[Node]:
    """Every folder and task that a node lies in, at any distance, each once, the nearest first."""
    waiting = list(containers(account_id, record))
    for identifier in waiting:
        for kind in (FOLDERS, TASKS):
            if (container := context.store.get(kind, account_id, identifier)) is not None:
                yield kind, container
                waiting += (one for one in containers(account_id, container) if one not in waiting)


def live(record: Record) -> bool:
    """Whether the node is not in the recycle bin."""
    return not record.get("deleted", False)


def anything(record: Record) -> bool:
    """Accepts every node."""
    return True


def moved(
    context: Context, account_id: str, record: Record, added: tuple[str, ...], removed: tuple[str, ...]
) -> tuple[str, ...]:
    """The record's parents after such a change; whether the root stays one of them is an assumption."""
    kept = tuple(one for one in unique((*record["parentIds"], *added)) if one not in removed)
    placed_ = placed(account_id, kept)
    stays = len(placed_) < len(kept) and context.assume("wrike.root_parent") == "stays"
    return kept if stays else placed_


def placed(account_id: str, parents: tuple[str, ...]) -> tuple[str, ...]:
    """Those parents without the root, or the root where there is no other: to lie in it is to lie in none."""
    root = root_of(account_id)
    return tuple(parent for parent in parents if parent != root) or (root,)
