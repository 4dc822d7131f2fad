"""Builtins of files (reference 2.6)."""

from __future__ import annotations

from harness.deluge.builtins.signature import Builtin
from harness.deluge.runtime.run import Run
from harness.deluge.runtime.values import File, Kind


def name(run: Run, file: File) -> str:
    return file.name


def content(run: Run, file: File) -> str:
    run.charge(len(file.content))
    return file.content.decode(errors="replace")


def size(run: Run, file: File) -> str:
    """Bytes, as a text (reference 2.6)."""
    return str(len(file.content))


def content_type(run: Run, file: File) -> str:
    return file.content_type


BUILTINS = (
    Builtin("getFileName", Kind.FILE, name),
    Builtin("getFileContent", Kind.FILE, content),
    Builtin("getFileSize", Kind.FILE, size),
    Builtin("getFileType", Kind.FILE, content_type),
)
