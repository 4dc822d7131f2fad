"""Books and another fake side by side: their projects with the tasks in them, paired by title."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any, Literal

from ..results import Side

HOME, PROJECTS, FOLDERS, TASKS = "books", "projects", "folders", "tasks"
TITLES = ("project_name", "task_name", "contact_name", "title", "name", "full_name", "person", "email")
"""The fields that hold what a record is called, the first that it has."""
ALIKE_SHOWN, LONGEST_RUN = 5, 12
"""Of a longer run of tasks that are on both sides so many are shown in rows."""

Mark = Literal["both", "missing", "only", "doubled", "folder"]
"""`missing` on the right, there `only`, there `doubled`, there a `folder` that is no project."""


@dataclass(frozen=True, slots=True)
class Node:
    """A project or folder. `beside` says where it is or whose."""

    title: str
    beside: str = ""
    tasks: tuple[str, ...] = ()
    project: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the picture; `left` or `right` is None where nothing is. `folded` stands for many tasks."""

    level: Literal["project", "task"]
    left: Node | None
    right: Node | None
    mark: Mark
    folded: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Trees:
    """The two trees, row by row, and in words how they compare."""

    left: str
    right: str
    rows: Sequence[Row]
    summary: Sequence[str]

    @property
    def whole(self) -> bool:
        """Whether nothing is missing or doubled, on either side."""
        return all(row.mark == "both" for row in self.rows)


@dataclass(frozen=True, slots=True)
class Listing:
    """Records that are in no tree: their titles and keys."""

    name: str
    tenant: str
    records: Sequence[str]


def compare(sides: Sequence[Side]) -> Iterator[Trees]:
    """Books beside each other fake that has projects."""
    services = dict.fromkeys(side.service for side in sides if side.kind == PROJECTS)
    for service in services:
        if service != HOME:
            rows = list(_projects(_homes(sides), _others(sides, service)))
            left, right = HOME.capitalize(), service.capitalize()
            yield Trees(left, right, list(_folded(rows)), list(_summary(rows, right)))


def listings(sides: Iterable[Side]) -> Iterator[Listing]:
    """The records that are in no tree."""
    for side in sides:
        if side.kind not in (PROJECTS, TASKS) and side.records:
            records = [f"{title_of(record)}{_key(record)}" for record in side.records]
            yield Listing(f"{side.service}.{side.kind}", side.tenant, records)


def title_of(record: Mapping[str, Any]) -> str:
    """What a record is called."""
    return next((str(record[name]) for name in TITLES if record.get(name)), "(untitled)")


def _key(record: Mapping[str, Any]) -> str:
    key = next((record[name] for name in record if name == "id" or name.endswith("_id")), "")
    return f"  {key}" if key else ""


def _homes(sides: Sequence[Side]) -> list[Node]:
    ours = [side for side in sides if (side.service, side.kind) == (HOME, PROJECTS)]
    return [
        _node(record, str(record.get("customer") or ""), side.tenant if len(ours) > 1 else "")
        for side in ours
        for record in side.records
    ]


def _others(sides: Sequence[Side], service: str) -> list[Node]:
    theirs = [side for side in sides if side.service == service and side.kind in (PROJECTS, FOLDERS)]
    titles = {record.get("id"): title_of(record) for side in theirs for record in side.records}
    several = len({side.tenant for side in theirs}) > 1
    return [
        _node(
            record,
            titles.get(record.get("parent"), ""),
            side.tenant if several else "",
            project=side.kind == PROJECTS,
        )
        for side in theirs
        for record in side.records
    ]


def _node(record: Mapping[str, Any], *beside: str, project: bool = True) -> Node:
    tasks = tuple(title_of(task) for task in record.get(TASKS) or ())
    return Node(title_of(record), ", ".join(filter(None, beside)), tasks, project)


def _projects(lefts: Sequence[Node], rights: Sequence[Node]) -> Iterator[Row]:
    known = {node.title for node in lefts}
    for title in dict.fromkeys(node.title for node in lefts):
        ours = [node for node in lefts if node.title == title]
        theirs = sorted((node for node in rights if node.title == title), key=lambda node: not node.project)
        for left, right in zip_longest(ours, _by_likeness(ours, theirs)):
            yield from _project(left, right, known=True)
    for right in rights:
        if right.title not in known and (right.project or right.tasks):
            yield from _project(None, right, known=False)


def _by_likeness(ours: Sequence[Node], theirs: Sequence[Node]) -> list[Node]:
    """The others in the order of ours, each beside the one with the most tasks in common."""
    left, ordered = list(theirs), list[Node]()
    for node in ours[: len(theirs)]:
        wanted = Counter(node.tasks)
        best = max(left, key=lambda one: (one.project, (wanted & Counter(one.tasks)).total()))
        left.remove(best)
        ordered.append(best)
    return ordered + left


def _project(left: Node | None, right: Node | None, *, known: bool) -> Iterator[Row]:
    yield Row("project", left, right, _mark(left, right, known=known))
    yield from _tasks(left.tasks if left else (), right.tasks if right else ())


def _tasks(lefts: Sequence[str], rights: Sequence[str]) -> Iterator[Row]:
    ours, theirs = Counter(lefts), Counter(rights)
    for title in dict.fromkeys((*lefts, *rights)):
        for number in range(max(ours[title], theirs[title])):
            left = Node(title) if number < ours[title] else None
            right = Node(title) if number < theirs[title] else None
            yield Row("task", left, right, _mark(left, right, known=title in ours))


def _mark(left: Node | None, right: Node | None, *, known: bool) -> Mark:
    """How two that have the same title compare; `known` says whether the left has the title at all."""
    if right is None:
        return "missing"
    if left is None:
        return "doubled" if known else "only"
    return "both" if right.project else "folder"


def _folded(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows, with long runs of tasks that are on both sides in one."""
    start = 0
    while start < len(rows):
        end = start
        while end < len(rows) and rows[end].level == "task" and rows[end].mark == "both":
            end += 1
        if end - start > LONGEST_RUN:
            yield from rows[start : start + ALIKE_SHOWN]
            names = tuple(row.left.title for row in rows[start + ALIKE_SHOWN : end] if row.left)
            yield Row("task", None, None, "both", names)
        else:
            yield from rows[start : max(end, start + 1)]
        start = max(end, start + 1)


def _summary(rows: Sequence[Row], right: str) -> Iterator[str]:
    """How many of each are in both, missing, doubled."""
    words = {
        "both": "in both",
        "missing": f"missing in {right}",
        "doubled": f"doubled in {right}",
        "folder": f"a mere folder in {right}",
        "only": f"only in {right}",
    }
    counted: Counter[tuple[str, str]] = Counter((row.level, row.mark) for row in rows)
    for mark, said in words.items():
        found = [(counted[level, mark], level) for level in ("project", "task") if counted[level, mark]]
        if found:
            yield f"{' and '.join(_several(*one) for one in found)} {said}"


def _several(number: int, what: str) -> str:
    return f"{number} {what}{'s' if number > 1 else ''}"
