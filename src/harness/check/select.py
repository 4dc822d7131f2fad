"""Which files are checked, and as what."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from harness.errors import UsageError
from harness.scenario.extension_file import NAME
from harness.scenario.finding import SUFFIXES, is_scenario
from harness.scenario.fixtures import FOLDER
from harness.scenario.yamlfile import shown

DELUGE_SUFFIXES = (".dg", ".deluge")


@dataclass(slots=True)
class Selected:
    """Files by what they are; each once, in the order in which they were found."""

    functions: dict[Path, None] = field(default_factory=dict)
    extensions: dict[Path, None] = field(default_factory=dict)
    scenarios: dict[Path, None] = field(default_factory=dict)
    fixtures: dict[Path, None] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.functions) + len(self.extensions) + len(self.scenarios) + len(self.fixtures)


def select(paths: Iterable[Path], *, deluge: bool = False) -> Selected:
    """The files in the paths; with `deluge` each file is a function. Raises UsageError.

    In a folder, files of other kinds and hidden ones are left out.
    """
    listed = list(paths)
    found = Selected()
    for path in listed:
        if not path.exists():
            raise UsageError(f"{shown(path)}: There is no such file or folder.")
        if path.is_dir():
            for one in below(path):
                _sort(found, one, deluge=deluge)
        elif not _sort(found, path, deluge=deluge):
            raise UsageError(
                f"{shown(path)}: This is no .dg and no .yaml file. If it is a function, check it --as deluge."
            )
    if not found:
        where = ", ".join(map(str, listed))
        kinds = "file" if deluge else f"Deluge file ({', '.join(DELUGE_SUFFIXES)}), {NAME} or scenario"
        raise UsageError(f"There is no {kinds} in {where}.")
    return found


def _sort(found: Selected, path: Path, *, deluge: bool) -> bool:
    """Put a file where it belongs; False if it belongs nowhere."""
    if deluge or path.suffix.lower() in DELUGE_SUFFIXES:
        found.functions[path] = None
    elif path.name == NAME:
        found.extensions[path] = None
    elif path.suffix.lower() not in SUFFIXES:
        return False
    elif path.parent.name == FOLDER:
        found.fixtures[path] = None
    elif is_scenario(path):
        found.scenarios[path] = None
    else:
        return False
    return True


def below(folder: Path) -> Iterator[Path]:
    """The files of a folder, in order, less hidden ones and what links to folders hold. Raises UsageError."""
    try:
        paths = sorted(folder.iterdir())
    except OSError as error:
        raise UsageError(f"{shown(folder)}: cannot be read: {error.strerror or error}.") from None
    for path in paths:
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from () if path.is_symlink() else below(path)
        elif path.is_file():
            yield path
