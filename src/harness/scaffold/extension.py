"""A working skeleton of an extension."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path, PurePosixPath

from .files import folder_of, scalar, title_of, write_all

SKELETON = "skeleton"
TITLE = b"EXTENSION"
"""Stands in the skeleton for the name of the extension."""


def new_extension(name: str) -> list[str]:
    """Write the skeleton into a new folder; the names of the files. Raises UsageError."""
    folder = folder_of(name)
    title = scalar(title_of(folder.name)).encode()
    root = resources.files(__package__) / SKELETON
    files = {
        folder / path: file.read_bytes().replace(TITLE, title) for path, file in _below(root, PurePosixPath())
    }
    return write_all(dict(sorted(files.items(), key=lambda one: (len(one[0].parts), one[0]))))


def _below(folder: Traversable, path: PurePosixPath) -> Iterator[tuple[Path, Traversable]]:
    for one in folder.iterdir():
        if one.is_dir():
            yield from _below(one, path / one.name)
        else:
            yield Path(path / one.name), one
