"""Checks an extension: what its file refers to, and what nothing refers to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from harness.deluge.host import Host
from harness.deluge.runtime.limits import Limits
from harness.errors import FileError, nearest
from harness.extension import Extension
from harness.scenario.extension_file import ExtensionFile
from harness.scenario.yamlfile import MappingNode, Node, Place, ScalarNode, SequenceNode, parse_yaml, shown

from . import text
from .model import ERROR, Problem
from .rules import RULES
from .script import Surroundings


class Unrun:
    """Stands for a compiled function where nothing is run."""

    async def run(self, arguments: Mapping[str, Any], host: Host, limits: Limits | None = None) -> Any:
        """Nobody calls it."""
        raise AssertionError("nothing is run by a check")


@dataclass(slots=True)
class Reader:
    """Reads YAML files; the functions that they name are gathered and not compiled."""

    functions: dict[Path, None] = field(default_factory=dict)

    def compile(self, _source: str, file: str) -> Unrun:
        """In the place of the compiler."""
        self.functions[Path(file)] = None
        return Unrun()


def read_document(path: Path) -> tuple[Node | None, list[Problem]]:
    """The document of a YAML file, or None, and what is wrong with it as such."""
    file = shown(path)
    content, problems = text.read(path, file)
    if problems:
        return None, problems
    try:
        return parse_yaml(content, file), []
    except FileError as error:
        return None, [of_error(error, "syntax.yaml")]


def of_error(error: FileError, code: str) -> Problem:
    """The problem that an error of a file is."""
    return Problem(error.file, error.line or 1, error.column or 1, ERROR, code, error.message)


def found_at(place: Place, code: str, message: str, hint: str) -> Problem:
    """A problem that a rule finds at a place of a YAML file."""
    return Problem(place.file, place.line, place.column, RULES[code].severity, code, message, hint)


@dataclass(frozen=True, slots=True)
class Checked:
    """An extension as far as it could be read. `silenced` are the codes that it does not want to hear."""

    path: Path
    extension: Extension | None
    root: MappingNode | None
    problems: tuple[Problem, ...]
    functions: tuple[Path, ...]
    silenced: frozenset[str]

    def surroundings(self, function: Path) -> Surroundings:
        """What is known around one of its functions, or of its variations, which have any module."""
        if self.extension is None:
            return Surroundings()
        modules = {one.module for one in self.extension.functions if Path(one.file) == Path(shown(function))}
        module = modules.pop() if len(modules) == 1 else ""
        return Surroundings(self.extension.connections, module, tuple(self.extension.global_fields))


def read_extension(path: Path) -> Checked:
    """Read an `extension.yaml`; whatever is wrong is among the problems."""
    root, problems = read_document(path)
    reader = Reader()
    extension = None
    try:
        if root is not None:
            extension = ExtensionFile(path.parent, reader.compile).read(root)
    except FileError as error:
        problems.append(of_error(error, "extension"))
    mapping = root if isinstance(root, MappingNode) else None
    codes = list(_silenced(mapping))
    problems += _unknown_codes(codes)
    silenced = frozenset(one.text for one in codes)
    return Checked(path, extension, mapping, tuple(problems), tuple(reader.functions), silenced)


def _silenced(root: MappingNode | None) -> Iterator[ScalarNode]:
    """The codes under `check: {ignore: […]}`."""
    check = root.get("check") if root else None
    ignore = check.get("ignore") if isinstance(check, MappingNode) else None
    if isinstance(ignore, SequenceNode):
        yield from (one for one in ignore.items if isinstance(one, ScalarNode))


def _unknown_codes(codes: Iterable[ScalarNode]) -> Iterator[Problem]:
    for one in codes:
        if one.text not in RULES:
            close = nearest(one.text, RULES)
            hint = close if close.startswith("Did") else "See harness check --rules."
            yield found_at(one.place, "unknown-code", f"No rule is called '{one.text}'", hint)
