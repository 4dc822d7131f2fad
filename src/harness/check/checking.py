"""A whole check: files are selected, each is looked at, and the rest is what they say of each other."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from harness.errors import FileError, HarnessError
from harness.scenario.extension_file import find_extension
from harness.scenario.yamlfile import shown

from . import text
from .extensions import Checked, Reader, of_error, read_document, read_extension
from .functions import check_function
from .judging import judge
from .model import ERROR, WARNING, Problem
from .rules import RULES
from .script import Script, Surroundings
from .select import DELUGE_SUFFIXES, Selected, below, select
from .silence import instructions, settle, yaml_comments
from .usage import Usage, usage

if TYPE_CHECKING:
    from harness.scenario import Loader


_SWEEP: Final = 100
"""So many files' trees are kept before what nothing uses is let go."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: problems in the order of their places, and how many files it looked at."""

    problems: tuple[Problem, ...]
    files: int

    def count(self, severity: str) -> int:
        """How many problems are of that severity."""
        return sum(one.severity == severity for one in self.problems)

    def failed(self, *, strict: bool = False) -> bool:
        """Are there errors, or, if it is strict, warnings?"""
        return bool(self.count(ERROR) or (strict and self.count(WARNING)))


def check_paths(paths: Iterable[Path], *, deluge: bool = False) -> Report:
    """Check files and folders; with `deluge` every file as a function that stands alone.

    Raises UsageError where a path is wrong or nothing is selected.
    """
    with _sweeping_seldom():
        return _Check(select(paths, deluge=deluge), alone=deluge).report()


@contextmanager
def _sweeping_seldom() -> Iterator[None]:
    """Trees are large and short-lived: looking through them again and again takes a third of the time."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


class _Check:
    """One check. `alone`: no file belongs to an extension."""

    def __init__(self, selected: Selected, *, alone: bool) -> None:
        self._selected, self._alone = selected, alone
        self._extensions: dict[Path, Checked] = {}
        self._scripts: dict[Path, Script] = {}

    def report(self) -> Report:
        """Look at everything."""
        found = [*self._extension_files(), *self._scenario_files(), *self._fixture_files()]
        problems = [*self._function_files(), *_audible(found), *_audible(list(self._judged()))]
        silenced = self._silenced()
        kept = {one.place: one for one in problems if one.code not in silenced.get(one.file, ())}
        return Report(tuple(kept[place] for place in sorted(kept)), len(self._selected))

    def _extension_files(self) -> Iterator[Problem]:
        for path in self._selected.extensions:
            checked = self._extension(path)
            yield from checked.problems
            self._selected.functions.update(dict.fromkeys(checked.functions))

    def _extension(self, path: Path) -> Checked:
        key = path.resolve()
        if key not in self._extensions:
            self._extensions[key] = read_extension(path)
        return self._extensions[key]

    def _scenario_files(self) -> Iterator[Problem]:
        """The same that a run refuses."""
        if not self._selected.scenarios:
            return
        reader = Reader()
        loader = _loader(reader)
        for path in self._selected.scenarios:
            _, problems = read_document(path)
            yield from problems
            if not problems:
                yield from _load(loader, path)
        self._selected.functions.update(dict.fromkeys(reader.functions))

    def _fixture_files(self) -> Iterator[Problem]:
        for path in self._selected.fixtures:
            yield from read_document(path)[1]

    def _function_files(self) -> Iterator[Problem]:
        for number, path in enumerate(_once(self._selected.functions), 1):
            yield from self._function(path)
            if number % _SWEEP == 0:
                gc.collect()

    def _function(self, path: Path) -> list[Problem]:
        file = shown(path)
        content, problems = text.read(path, file)
        owner = self._owner(path)
        found, script = check_function(content, file, owner.surroundings(path) if owner else Surroundings())
        if owner is not None:
            self._scripts[path.resolve()] = script
        return [*problems, *found]

    def _owner(self, path: Path) -> Checked | None:
        """The extension that a function belongs to."""
        file = None if self._alone else find_extension(path.resolve().parent)
        return None if file is None else self._extension(file)

    def _judged(self) -> Iterator[Problem]:
        for path in self._selected.extensions:
            yield from judge(self._extension(path), self._used_below(path.parent))

    def _used_below(self, folder: Path) -> Usage:
        """What all functions of an extension use, its variations among them."""
        files = [one for one in below(folder) if one.suffix.lower() in DELUGE_SUFFIXES]
        return usage(self._script(path) for path in files)

    def _script(self, path: Path) -> Script:
        key = path.resolve()
        if key not in self._scripts:
            self._function(path)
        return self._scripts[key]

    def _silenced(self) -> dict[str, frozenset[str]]:
        """The codes that an extension does not want to hear, by file."""
        found: dict[str, frozenset[str]] = {}
        chosen = self._selected
        for path in (*chosen.functions, *chosen.extensions, *chosen.scenarios, *chosen.fixtures):
            if (owner := self._owner(path)) is not None and owner.silenced:
                found[shown(path)] = owner.silenced
        return found


def _once(paths: Iterable[Path]) -> Iterator[Path]:
    return iter({path.resolve(): path for path in paths}.values())


def _loader(reader: Reader) -> Loader:
    # A world is what knows the kinds of records; it costs a moment that Deluge files alone need not pay.
    from harness.scenario import Catalogue, Loader
    from harness.world import World

    return Loader(Catalogue.of(World.create()), reader.compile)


def _load(loader: Loader, path: Path) -> Iterator[Problem]:
    try:
        loader.scenarios(shown(path))
    except FileError as error:
        yield of_error(error, "scenario")
    except HarnessError as error:
        yield Problem(shown(path), 1, 1, ERROR, "scenario", str(error))


def _audible(problems: list[Problem]) -> Iterator[Problem]:
    """The problems of YAML files that no comment silences."""
    by_file: dict[str, list[Problem]] = {}
    for one in problems:
        by_file.setdefault(one.file, []).append(one)
    for file, found in by_file.items():
        content, _ = text.read(Path(file), file)
        spoken = instructions(yaml_comments(content))
        yield from settle(file, found, spoken, content.splitlines(), RULES)
