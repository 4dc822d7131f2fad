"""Reads scenario files: each gives one scenario for every case of its matrix."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..extension import Extension
from ..workflow.model import Program
from .catalogue import Catalogue
from .expand import Case, cases, overlay, repeat, substitute
from .expectations import read_check
from .extension_file import NAME, Compile, ExtensionFile, find_extension
from .fixtures import Fixtures, lay_over
from .formats import check_format
from .given import read_given
from .model import Check, Halfway, Scenario, Step
from .names import Names
from .shapes import Text, mapping, refuse, unknown_key
from .steps import read_step
from .yamlfile import Entry, MappingNode, Node, ScalarNode, SequenceNode, read_yaml, shown

SCENARIO, USE, EXTENSION, MATRIX, GIVEN, WHEN, THEN = (
    "scenario",
    "use",
    "extension",
    "matrix",
    "given",
    "when",
    "then",
)
KEYS = (SCENARIO, USE, EXTENSION, MATRIX, GIVEN, WHEN, THEN)


class Loader:
    """Reads scenarios and extensions, and remembers what several of them share."""

    def __init__(self, catalogue: Catalogue, compiler: Compile) -> None:
        self._catalogue, self._compiler = catalogue, compiler
        self._programs: dict[tuple[str, str], Program] = {}
        self._extensions: dict[tuple[Path | None, Any], Extension] = {}
        self._fixtures = Fixtures()

    def scenarios(self, file: str) -> list[Scenario]:
        """The scenarios of a file; raises FileError or the error of a Deluge file."""
        root = check_format(read_yaml(file), "A scenario")
        for entry in root.entries.values():
            if entry.key.text not in KEYS:
                unknown_key(entry.key, KEYS, "A scenario")
        for key in (SCENARIO, THEN):
            if key not in root.entries:
                raise root.place.error(f"A scenario needs the key '{key}'.")
        path = find_extension(Path(file).resolve().parent)
        root = replace(root, entries={**root.entries, GIVEN: self._given(root, file)})
        matrix = root.get(MATRIX)
        axes = cases(None if matrix is None else repeat(matrix), self._catalogue.alternatives)
        return [self._case(root, path, case, number, file) for number, case in enumerate(axes)]

    def extension(self, file: Path | None, changes: Node | None = None) -> Extension:
        """The extension in a file, with the changes that a scenario makes to it; an empty one for None."""
        key = (file, _content(changes))
        if key not in self._extensions:
            self._extensions[key] = self._read_extension(file, changes)
        return self._extensions[key]

    def _read_extension(self, file: Path | None, changes: Node | None) -> Extension:
        if file is None:
            if changes is not None:
                raise changes.place.error(f"There is no {NAME} in this folder or above it to change.")
            return Extension()
        node = read_yaml(shown(file))
        if changes is not None:
            node = overlay(node, changes)
        return ExtensionFile(file.parent, self._compile).read(node)

    def _compile(self, text: str, file: str) -> Program:
        if (file, text) not in self._programs:
            self._programs[file, text] = self._compiler(text, file)
        return self._programs[file, text]

    def _given(self, root: MappingNode, file: str) -> Entry:
        """What is given, laid over what the fixtures give that are used."""
        entry = root.entries.get(GIVEN)
        nothing = Entry(ScalarNode(GIVEN, root.place), MappingNode({}, root.place))
        given = entry or nothing
        used = root.get(USE)
        if used is None:
            return given
        return Entry(given.key, lay_over(self._fixtures.given(used, Path(file).parent), given.value))

    def _case(self, root: MappingNode, path: Path | None, case: Case, number: int, file: str) -> Scenario:
        parts = {
            key: repeat(substitute(entry.value, case.axes or {}))
            for key, entry in root.entries.items()
            if key not in (MATRIX, USE)
        }
        extension = self.extension(path, parts.get(EXTENSION))
        start = mapping(parts[GIVEN], "what is given")
        given, names = read_given(start, case, self._catalogue, extension)
        return Scenario(
            Text("the name of the scenario").read(parts[SCENARIO]),
            case.label,
            number,
            file,
            root.entries[SCENARIO].key.place,
            extension,
            given,
            tuple(_steps(parts.get(WHEN), names)),
            tuple(_checks(parts[THEN], names)),
        )


def _steps(node: Node | None, names: Names) -> Iterator[Step | Halfway]:
    if node is None:
        return
    if not isinstance(node, SequenceNode):
        refuse(node, "a list of steps")
    for one in node.items:
        if isinstance(one, MappingNode) and set(one.entries) == {THEN}:
            yield Halfway(tuple(_checks(one.entries[THEN].value, names)))
        else:
            yield read_step(one, names)


def _checks(node: Node, names: Names) -> Iterator[Check]:
    if isinstance(node, ScalarNode):
        refuse(node, "a list of expectations")
    for one in node.items if isinstance(node, SequenceNode) else (node,):
        yield read_check(one, names)


def _content(node: Node | None) -> Any:
    """What a node says, without places, as a key of a mapping."""
    if isinstance(node, ScalarNode):
        return node.text
    if isinstance(node, SequenceNode):
        return tuple(map(_content, node.items))
    if isinstance(node, MappingNode):
        return tuple((key, _content(entry.value)) for key, entry in node.entries.items())
    return None
