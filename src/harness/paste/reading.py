"""What is read off the tree of one function."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from ..deluge import nodes
from ..deluge.tasks import FUNCTIONS
from .tree import HOLE, Templates, parsed, walk
from .wanted import Wanted, wanted

BOOKS = "https://www.zohoapis.com/books/v3"
KNOWN = {"organization.api_root_endpoint": BOOKS}
"""Templates of what every function is given."""
_TASKS = {
    "createRecord": ("POST", ""),
    "updateRecord": ("PUT", f"/{HOLE}"),
    "getRecordsByID": ("GET", f"/{HOLE}"),
    "markStatus": ("POST", f"/{HOLE}/status/{HOLE}"),
}
"""The calls that the tasks of Books come to, behind the module; the others are a GET of it."""
_HTTP = {"geturl": "GET", "posturl": "POST", "puturl": "PUT", "invokeurl": ""}
"""The old functions, and the methods they call by."""


@dataclass(frozen=True, slots=True)
class Sending:
    """One place in a function that calls out.

    `url` is a template (see `tree.Templates`), `connection` a link name or "".
    """

    line: int
    method: str
    url: str
    connection: str = ""

    @property
    def host(self) -> str:
        """The host, or "" where only a run knows it."""
        host = urlsplit(self.url.replace("{", HOLE)).netloc.rpartition("@")[2].partition(":")[0]
        return "" if HOLE in host else host.lower()

    @property
    def path(self) -> str:
        """The path of the URL."""
        return urlsplit(self.url).path


@dataclass(frozen=True, slots=True)
class Reading:
    """What one function says about itself.

    `parameters` are those of its header with their types, in lower case; `needed` are the other variables
    that it reads and that no statement assigns; `tasks` are the tasks of Books, with the organization that
    each names; `wanted` is what is read of each variable that comes from outside (see `wanted.py`).
    """

    name: str
    parameters: Mapping[str, str]
    needed: tuple[str, ...]
    calls: tuple[Sending, ...]
    tasks: tuple[Sending, ...]
    wanted: Mapping[str, Wanted]
    custom_fields: tuple[str, ...]


def read(text: str, file: str) -> Reading:
    """Read a function; raises SyntaxErrors."""
    analysis = parsed(text, file)
    tree, header = analysis.tree, analysis.tree.header
    return Reading(
        header.name if header else "",
        {one.name: one.type.lower() for one in header.parameters} if header else {},
        tuple(analysis.needed),
        tuple(_calls(tree)),
        tuple(_tasks(tree)),
        wanted(tree),
        tuple(dict.fromkeys(one for one in _texts(tree) if one.startswith("cf_"))),
    )


def _calls(tree: nodes.Function) -> Iterator[Sending]:
    templates = Templates(tree, KNOWN)
    for one in walk(tree):
        match one:
            case nodes.Task(name="invokeurl" | "invokeapi"):
                yield _task(one, templates)
            case nodes.Call(name=name, arguments=(url, *rest)) if name.lower() in _HTTP:
                method = _HTTP[name.lower()] or templates.of(rest[0] if rest else None).upper()
                yield Sending(one.span.line, method, templates.of(url))
            case nodes.Postfix(base=nodes.Name(name=name), parts=parts) if name.lower() == "zoho":
                yield from _books_task(one, parts, templates)


def _tasks(tree: nodes.Function) -> Iterator[Sending]:
    templates = Templates(tree, KNOWN)
    for one in walk(tree):
        match one:
            case nodes.Postfix(
                base=nodes.Name(name=name),
                parts=(nodes.Member(name=product), nodes.Call(arguments=(_, organization, *_))),
            ) if (name.lower(), product.lower()) == ("zoho", "books"):
                yield Sending(one.span.line, "", f"{BOOKS}?organization_id={templates.of(organization)}")


def _task(task: nodes.Task, templates: Templates) -> Sending:
    entries = {one.key.lower(): one.value for one in task.entries}
    kind = entries.get("type")
    method = kind.name if isinstance(kind, nodes.Name) else templates.of(kind)
    named = templates.of(entries["connection"]) if "connection" in entries else ""
    connection = "" if HOLE in named or "{" in named else named
    method = "GET" if kind is None else method.upper()
    return Sending(task.span.line, method, templates.of(entries.get("url")), connection)


def _books_task(task: nodes.Postfix, parts: tuple[Any, ...], templates: Templates) -> Iterator[Sending]:
    """`zoho.books.getRecords(…, "connection")`, if it names a connection."""
    function = FUNCTIONS.get(".".join(["zoho", *(one.name for one in parts)]).lower())
    arguments: Sequence[Any] = getattr(parts[-1], "arguments", ())
    if function is None or len(arguments) < function.counts.stop - 1:
        return
    named = templates.of(arguments[function.counts.stop - 2])
    if HOLE not in named and "{" not in named:
        method, end = _TASKS.get(function.name.rpartition(".")[2], ("GET", ""))
        module = templates.of(arguments[0]).lower().replace(" ", "")
        yield Sending(task.span.line, method, f"{BOOKS}/{module}{end}", named)


def _texts(tree: nodes.Function) -> Iterator[str]:
    for one in walk(tree):
        match one:
            case nodes.Literal(value=str() as text) | nodes.Quoted(text=text):
                yield text
