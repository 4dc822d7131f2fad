"""Checks an extension: what its file refers to, and what nothing refers to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from harness.deluge.host import Host
from harness.errors import FileError, nearest
from harness.extension import Extension
from harness.scenario.extension_file import ExtensionFile
from harness.scenario.yamlfile import MappingNode, Node, Place, ScalarNode, SequenceNode, parse_yaml, shown

from . import text
from .model import ERROR, WARNING, Problem
from .rules import RULES
from .script import Surroundings
from .usage import Usage

_NAME: Final = re.compile(r"[A-Z][A-Za-z0-9]*-[A-Z][A-Za-z0-9]*")
_PRODUCT: Final = re.compile(r"\bzoho\b|\bbooks\b", re.IGNORECASE)
_OPERATIONS: Final = {"READ": {"GET"}, "CREATE": {"POST"}, "UPDATE": {"PUT", "PATCH"}, "DELETE": {"DELETE"}}
"""The methods that the last word of a scope of Books allows (reference: scopes of the OpenAPI documents)."""


class Unrun:
    """Stands for a compiled function where nothing is run."""

    async def run(self, arguments: Mapping[str, Any], host: Host) -> Any:
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
            yield _problem(one.place, "unknown-code", f"No rule is called '{one.text}'", hint)


def judge(checked: Checked, used: Usage) -> Iterator[Problem]:
    """What nothing in the extension needs, and what Zoho's review would say of its names and scopes."""
    extension, root = checked.extension, checked.root
    if extension is None or root is None:
        return
    places = {section: _places(root, section) for section in ("connections", "functions", "global_fields")}
    yield from _connections(extension, places["connections"], used)
    yield from _functions(extension, places["functions"])
    for name, place in places["global_fields"].items():
        if name not in used.words:
            hint = "Delete it, or read it in a function."
            yield _problem(place, "unused-global-field", f"No function reads the global field '{name}'", hint)
    if _PRODUCT.search(extension.name):
        place = root.entries["extension"].value.place
        hint = "Name it after what it connects to."
        yield _problem(place, "product-name", "The name of the extension names Zoho's product", hint)


def _places(root: MappingNode, section: str) -> dict[str, Place]:
    node = root.get(section)
    entries = node.entries if isinstance(node, MappingNode) else {}
    return {name: entry.key.place for name, entry in entries.items()}


def _connections(extension: Extension, places: Mapping[str, Place], used: Usage) -> Iterator[Problem]:
    for link_name, connection in extension.connections.items():
        place, methods = places[link_name], used.methods.get(link_name, set())
        if not methods and not used.unknown:
            hint = f'Delete it, or name it in a function: connection:"{link_name}".'
            yield _problem(place, "unused-connection", f"No function uses the connection '{link_name}'", hint)
        for scope in connection.scopes:
            if scope.lower().endswith(".fullaccess.all"):
                hint = "Ask only for the scopes that the calls need."
                yield _problem(place, "wide-scope", f"{scope} opens everything", hint)
            elif methods and "" not in methods and not used.unknown and not _needed(scope, methods):
                said = ", ".join(sorted(methods))
                hint = f"Its calls are {said} only: leave the scope out, or take a narrower one."
                yield _problem(place, "unneeded-scope", f"No call through '{link_name}' needs {scope}", hint)
        if not _NAME.fullmatch(connection.display_name):
            hint = "The review wants ServiceName-ExtensionName, such as ZohoBooks-Twilio."
            yield _problem(
                place, "connection-name", f"'{connection.display_name}' is not named by the guidelines", hint
            )


def _needed(scope: str, methods: set[str]) -> bool:
    """Does a call with one of the methods need the scope? Of a scope that says nothing of methods: yes."""
    word = scope.rpartition(".")[2].upper()
    if word in _OPERATIONS:
        return bool(_OPERATIONS[word] & methods)
    return "ReadWrite" not in scope or methods != {"GET"}


def _functions(extension: Extension, places: Mapping[str, Place]) -> Iterator[Problem]:
    run = {action.name for rule in extension.rules for action in rule.actions}
    for name, place in places.items():
        if extension.rules and name not in run:
            hint = "Name it under actions of a rule, or delete it."
            yield _problem(place, "unused-function", f"No rule runs the function '{name}'", hint)


def _problem(place: Place, code: str, message: str, hint: str) -> Problem:
    severity = RULES[code].severity if code in RULES else WARNING
    return Problem(place.file, place.line, place.column, severity, code, message, hint)
