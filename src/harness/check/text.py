"""The text of a file that may hold anything."""

from __future__ import annotations

import codecs
import re
from pathlib import Path
from typing import Final

from harness.errors import UsageError

from .model import ERROR, Problem

LARGEST: Final = 1_000_000
"""Bytes; the largest public script has a quarter of that."""

_CONTROL: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")


def read(path: Path, file: str) -> tuple[str, list[Problem]]:
    """The text and what is wrong with its bytes; "" for what is no text. Raises UsageError."""
    try:
        if path.stat().st_size > LARGEST:
            message = f"The file is larger than {LARGEST // 1_000_000} MB"
            return "", [_refused(file, 1, 1, "size", message, "No function is: is this the right file?")]
        content = path.read_bytes()
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror or error}.") from None
    text, problems = _decoded(content, file)
    if (found := _CONTROL.search(text)) is not None:
        line, column = _position(text, found.start())
        message = f"A control character (U+{ord(found[0]):04X}) cannot stand here"
        return "", [_refused(file, line, column, "character", message, "Is this a text file?")]
    return text, problems


def _decoded(content: bytes, file: str) -> tuple[str, list[Problem]]:
    """UTF-8; other encodings are read, for the sake of what else is wrong, and reported."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        problem = Problem(file, 1, 1, ERROR, "encoding", "The file is UTF-16", "Save it as UTF-8.")
        return content.decode("utf-16", "replace"), [problem]
    try:
        return content.decode("utf-8"), []
    except UnicodeDecodeError as error:
        text = content.decode("cp1252", "replace")
        line, column = _position(text, error.start)
        return text, [
            Problem(
                file, line, column, ERROR, "encoding", "A character is not UTF-8", "Save the file as UTF-8."
            )
        ]


def _position(text: str, at: int) -> tuple[int, int]:
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _refused(file: str, line: int, column: int, what: str, message: str, hint: str) -> Problem:
    return Problem(file, line, column, ERROR, f"syntax.{what}", message, hint)
