"""The function to run, and the extension that it belongs to: given, found above it, or inferred."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..deluge import Program, compile_source
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


def load_subject(file: Path, extension: Path | None = None) -> Subject:
    """Read a function, and its extension; raises FileError, SyntaxErrors."""
    name = shown(file)
    text = read_text(name)
    program, reading = compile_source(text, name), read(text, name)
    inferred = infer(reading, program.variables_read)
    above = find_extension(file.resolve().parent) if extension is None else extension
    if above is None:
        function = Function(program.name, inferred.module or "", program, name)
        made = pasted_extension(program.name, inferred)
        return _subject(
            function, program, text, reading, inferred, made, file.parent, inferred.notes, alone=True
        )
    found = load_extension(above)
    function = _declared(found, file) or Function(program.name, inferred.module or "", program, name)
    notes = (Note("extension", shown(found.directory)),)
    return _subject(function, program, text, reading, inferred, found, found.directory, notes, alone=False)


def _subject(
    function: Function,
    program: Program,
    text: str,
    reading: Reading,
    inferred: Inferred,
    extension: Extension,
    folder: Path,
    notes: tuple[Note, ...],
    *,
    alone: bool,
) -> Subject:
    outside = (*program.parameters, *program.variables_read)
    return Subject(function, text, outside, reading, inferred, extension, alone, folder, notes)


def _declared(extension: Extension, file: Path) -> Function | None:
    return next((one for one in extension.functions if Path(one.file).resolve() == file.resolve()), None)
