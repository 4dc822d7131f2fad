"""YAML as nodes that know their place: nothing is resolved here, every scalar stays text.

What a scalar is, is decided by the declared field that reads it (`shapes.py`), so `on`, `NO`, `12:26`,
dates and phone numbers stay what the author wrote. Only an undeclared value is read by the YAML 1.2
core schema (`core`).
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import yaml

from ..errors import FileError

_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
DEPTH = 64
"""How deep lists and mappings may nest."""
SIZE = 200_000
"""How many values a file may hold, aliases and repetitions counted in full."""


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; lines and columns count from 1."""

    file: str
    line: int
    column: int

    def error(self, message: str) -> FileError:
        """The error that something is wrong here."""
        return FileError(message, self.file, self.line, self.column)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class ScalarNode:
    """One text. `plain` if it was written without quotes."""

    text: str
    place: Place
    plain: bool = True

    @property
    def empty(self) -> bool:
        """Whether this is null: nothing, `~` or `null`, without quotes."""
        return self.plain and self.text in ("", "~", "null")


@dataclass(frozen=True, slots=True)
class SequenceNode:
    """A list."""

    items: tuple[Node, ...]
    place: Place


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping and its value."""

    key: ScalarNode
    value: Node


@dataclass(frozen=True, slots=True)
class MappingNode:
    """A mapping; its keys are texts, in the order of the file."""

    entries: Mapping[str, Entry]
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        entry = self.entries.get(key)
        return None if entry is None else entry.value

    def without(self, *keys: str) -> MappingNode:
        """The mapping less those keys."""
        left = {key: entry for key, entry in self.entries.items() if key not in keys}
        return replace(self, entries=left)


Node = ScalarNode | SequenceNode | MappingNode


def describe(node: Node) -> str:
    """What a node is, for error messages."""
    if isinstance(node, SequenceNode):
        return "a list"
    if isinstance(node, MappingNode):
        return "a mapping"
    return "nothing" if node.empty else f"'{node.text}'"


def read_text(file: str, asked_at: Place | None = None) -> str:
    """The text of a file; `asked_at` is where it was named, if a file names it. Raises FileError."""
    try:
        content = Path(file).read_bytes()
    except OSError as error:
        message = f"'{file}' cannot be read: {error.strerror or error}.{_neighbour(Path(file))}"
        raise (asked_at.error(message) if asked_at else FileError(message, file)) from None
    return _decode(content, file)


def _neighbour(missing: Path) -> str:
    """The file beside the missing one whose name is nearest, as a sentence; "" if none is near."""
    if missing.exists():
        return ""
    try:
        names = [one.name for one in missing.parent.iterdir()]
    except OSError:
        return ""
    close = get_close_matches(missing.name, names, n=1)
    return f" Did you mean '{close[0]}'?" if close else ""


def read_yaml(file: str) -> Node:
    """The one document of a file; raises FileError."""
    return parse_yaml(read_text(file), file)


def shown(path: Path) -> str:
    """What errors and reports call a file: from the working directory where it lies below that."""
    absolute = Path(os.path.abspath(path))  # noqa: PTH100  # resolve() would follow links
    here = Path.cwd()
    return (absolute.relative_to(here) if absolute.is_relative_to(here) else absolute).as_posix()


def parse_yaml(text: str, file: str) -> Node:
    """The one document of a text; raises FileError."""
    text = text.removeprefix("\ufeff")
    builder = _Builder(file)
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.take(event)
    except yaml.MarkedYAMLError as error:
        raise _explained(error, text, file) from None
    except yaml.reader.ReaderError as error:
        raise _unreadable(error, text, file) from None
    if builder.root is None:
        raise FileError("The file is empty.", file, 1, 1)
    return builder.root


_INTEGER = re.compile(r"[-+]?[0-9]+")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?")


def core(node: ScalarNode) -> Any:
    """The value of an undeclared scalar by the YAML 1.2 core schema, less its octal and hexadecimal
    numbers and infinities, which JSON does not have either."""
    text = node.text
    if not node.plain:
        return text
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE"):
        return True
    if text in ("false", "False", "FALSE"):
        return False
    if _INTEGER.fullmatch(text):
        return int(text) if len(text) < 20 else text
    return float(text) if _FLOAT.fullmatch(text) else text


@dataclass(slots=True)
class _Open:
    """A list or mapping that is being read."""

    place: Place
    anchor: str | None
    mapping: bool
    items: list[Node] = field(default_factory=list)
    entries: dict[str, Entry] = field(default_factory=dict)
    key: ScalarNode | None = None
    size: int = 1

    def close(self) -> Node:
        if self.mapping:
            return MappingNode(self.entries, self.place)
        return SequenceNode(tuple(self.items), self.place)


class _Builder:
    """Builds nodes from the parser's events, without recursion: a file cannot exhaust the stack."""

    def __init__(self, file: str) -> None:
        self._file = file
        self._stack: list[_Open] = []
        self._anchors: dict[str, tuple[Node, int]] = {}
        self._documents = 0
        self.root: Node | None = None

    def take(self, event: Any) -> None:
        """Take the next event."""
        if isinstance(event, yaml.ScalarEvent):
            node = ScalarNode(event.value, self._place(event), not event.style)
            self._tagless(event)
            self._add(node, event.anchor, 1)
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            self._begin(event)
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            closed = self._stack.pop()
            self._add(closed.close(), closed.anchor, closed.size)
        elif isinstance(event, yaml.AliasEvent):
            self._alias(event)
        elif isinstance(event, yaml.DocumentStartEvent):
            self._document(event)

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _document(self, event: Any) -> None:
        self._documents += 1
        if self._documents > 1:
            raise self._place(event).error("A second document begins here: a file holds one.")

    def _begin(self, event: Any) -> None:
        self._tagless(event)
        if len(self._stack) >= DEPTH:
            raise self._place(event).error(f"Lists and mappings nest deeper than {DEPTH} here.")
        mapping = isinstance(event, yaml.MappingStartEvent)
        self._stack.append(_Open(self._place(event), event.anchor, mapping))

    def _tagless(self, event: Any) -> None:
        if event.tag is not None:
            raise self._place(event).error(
                f"A tag ('{event.tag}') has no meaning here: write the value alone."
            )

    def _alias(self, event: Any) -> None:
        if event.anchor not in self._anchors:
            raise self._place(event).error(
                f"There is no '&{event.anchor}' before this '*{event.anchor}'. "
                "A text that begins with '*' needs quotes."
            )
        node, size = self._anchors[event.anchor]
        self._add(node, None, size)

    def _add(self, node: Node, anchor: str | None, size: int) -> None:
        if anchor is not None:
            self._anchors[anchor] = (node, size)
        if not self._stack:
            self.root = node
            return
        top = self._stack[-1]
        top.size += size
        if top.size > SIZE:
            raise top.place.error(f"More than {SIZE} values, counted with all that aliases repeat.")
        if not top.mapping:
            top.items.append(node)
        elif top.key is None:
            top.key = self._key(node, top)
        else:
            top.entries[top.key.text] = Entry(top.key, node)
            top.key = None

    def _key(self, node: Node, top: _Open) -> ScalarNode:
        if not isinstance(node, ScalarNode):
            raise node.place.error(f"A key is a text, not {describe(node)}.")
        if (before := top.entries.get(node.text)) is not None:
            first = before.key.place.line
            raise node.place.error(f"'{node.text}' is given twice; the first is in line {first}.")
        return node


def _decode(content: bytes, file: str) -> str:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise FileError("The file is UTF-16: save it as UTF-8.", file, 1, 1)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        before = content[: error.start].decode("utf-8", "replace")
        line, column = _position(before, len(before))
        raise FileError("A character is not UTF-8: save the file as UTF-8.", file, line, column) from None


def _position(text: str, index: int) -> tuple[int, int]:
    before = text[:index]
    return before.count("\n") + 1, index - before.rfind("\n")


def _unreadable(error: Any, text: str, file: str) -> FileError:
    found = next(_unprintable(text), len(text))
    line, column = _position(text, found)
    code = ord(text[found]) if found < len(text) else int(error.character)
    return FileError(
        f"A control character (U+{code:04X}) cannot stand here. In double quotes write it as \\x{code:02x}.",
        file,
        line,
        column,
    )


def _unprintable(text: str) -> Iterator[int]:
    found = re.finditer(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
    return (match.start() for match in found)


_EXPLAINED: Mapping[str, str] = {
    "mapping values are not allowed in this context": "A ':' cannot stand here. Is the line above complete "
    "and the indentation right? A value that holds ': ' needs quotes.",
    "could not find expected ':'": "Expected a ':' after the key.",
    "did not find expected key": "Expected a key here. Is the indentation that of the keys above?",
    "did not find expected '-' indicator": "Expected another '- ' of the list. Is the indentation right?",
    "did not find expected <document start>": "Expected the end of the file. Is the indentation that of "
    "the first line?",
    "block sequence entries are not allowed in this context": "A list cannot begin here: put '- ' in a line "
    "of its own.",
    "found unexpected end of stream": "A quote is never closed.",
    "exceeded maximum nesting depth": f"Lists and mappings nest deeper than {DEPTH} here.",
    "found unknown escape character": "Unknown escape after '\\'. In single quotes a '\\' is just a '\\'.",
}
_BRACKETS = re.compile(r"did not find expected ',' or '(.)'")


def _explained(error: Any, text: str, file: str) -> FileError:
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line + 1, mark.column + 1) if mark else (0, 0)
    message = _message(str(error.problem), _rest_of_line(text, line, column))
    if error.problem == "found unexpected end of stream" and error.context_mark:
        line, column = error.context_mark.line + 1, error.context_mark.column + 1
    return FileError(message, file, line, column)


def _message(problem: str, rest: str) -> str:
    if problem == "found character that cannot start any token":
        if rest.startswith("\t"):
            return "A tab cannot indent: use spaces."
        return f"A value cannot begin with '{rest[:1]}': put it in quotes."
    if bracket := _BRACKETS.fullmatch(problem):
        hint = ' A reference inside it needs quotes: "${name}".' if rest.startswith("{") else ""
        return f"Expected ',' or '{bracket[1]}'.{hint}"
    return _EXPLAINED.get(problem, f"{problem[:1].upper()}{problem[1:]}.")


def _rest_of_line(text: str, line: int, column: int) -> str:
    lines = re.split(r"\r\n|\r|\n", text)
    return lines[line - 1][column - 1 :] if 0 < line <= len(lines) else ""
