"""Finds scenario files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from ..errors import FileError
from .extension_file import NAME, find_extension
from .fixtures import FOLDER
from .yamlfile import read_text, shown

SUFFIXES = (".yaml", ".yml")
_IS_OPENAPI = re.compile(rb"^(openapi|swagger)\s*:", re.MULTILINE)
_IS_SCENARIO = re.compile(r"^scenario\s*:", re.MULTILINE)


def find_scenarios(paths: Iterable[Path]) -> list[str]:
    """The scenario files that the paths name, each once, in order; raises FileError for a missing path.

    In a folder, every YAML file that belongs to an extension is one but for OpenAPI files, and every other
    that says so with the key `scenario`. Folders of fixtures and hidden ones are left out.
    """
    found: dict[str, None] = {}
    for path in paths:
        if path.is_dir():
            found |= dict.fromkeys(shown(file) for file in sorted(_below(path)) if is_scenario(file))
        elif path.exists():
            found[shown(path)] = None
        else:
            raise FileError("There is no such file or folder.", shown(path))
    return list(found)


def _below(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.name.startswith("."):
            continue
        if path.is_dir():
            if path.name != FOLDER:
                yield from _below(path)
        elif path.suffix in SUFFIXES and path.name != NAME:
            yield path


def is_scenario(path: Path) -> bool:
    """Does a YAML file belong to an extension, unless it is OpenAPI, or say that it is a scenario?"""
    if find_extension(path.resolve().parent) is not None:
        return _IS_OPENAPI.search(path.read_bytes()) is None
    return _IS_SCENARIO.search(read_text(str(path))) is not None
