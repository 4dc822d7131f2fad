"""The function to run, and the extension that it belongs to: given, found above it, or inferred."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..deluge import compile_source
from ..extension import Extension
from ..paste import Inferred, Note, Reading, infer, pasted_extension, read
from ..scenario import load_extension
from ..scenario.extension_file import find_extension
from ..scenario.yamlfile import read_text, shown
from ..workflow import Function


@dataclass(frozen=True, slots=True)
class Subject:
    """A function, ready to run. `alone`: it came without an extension; `notes` say what was inferred."""

    function: Function
    text: str
    outside: tuple[str, ...]
    reading: Reading
    inferred: Inferred
    extension: Extension
    alone: bool
    folder: Path
    notes: tuple[Note, ...]


def load_subject(file: Path, given: Path | None = None) -> Subject:
    """Read a function and the extension that is given, or lies above it; raises FileError, SyntaxErrors."""
    name = shown(file)
    text = read_text(name)
    program, reading = compile_source(text, name), read(text, name)
    inferred = infer(reading)
    above = find_extension(file.resolve().parent) if given is None else given
    alone = above is None
    extension = pasted_extension(program.name, inferred) if above is None else load_extension(above)
    found = None if alone else _declared(extension, file)
    function = found or Function(program.name, inferred.module or "", program, name)
    outside = (*reading.parameters, *reading.needed)
    folder = file.parent if alone else extension.directory
    notes = inferred.notes if alone else (Note("extension", shown(folder)),)
    return Subject(function, text, outside, reading, inferred, extension, alone, folder, notes)


def _declared(extension: Extension, file: Path) -> Function | None:
    return next((one for one in extension.functions if Path(one.file).resolve() == file.resolve()), None)
