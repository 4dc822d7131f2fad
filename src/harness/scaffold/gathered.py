"""An extension made of a folder of pasted functions; everything that was guessed is marked as such."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..deluge import SyntaxErrors, compile_source
from ..errors import UsageError
from ..paste import infer, read
from ..scenario import load_extension
from ..scenario.extension_file import NAME
from ..scenario.yamlfile import read_text, shown
from .extension_text import extension_text
from .files import folder_of, title_of, write_all
from .fixture_text import fixture_text
from .pasted import Pasted
from .scenario import scenario_text

SUFFIXES = (".dg", ".deluge")
FUNCTIONS = "functions"


def gather_extension(name: str, source: Path) -> list[str]:
    """Write extension, fixture and a first scenario; the names of the files, and what was left out.

    The functions are copied byte for byte, or stay where they are if they are in the new folder already.
    Raises UsageError, FileError.
    """
    folder = folder_of(name)
    if not source.is_dir():
        raise UsageError(f"There is no folder '{source}'.")
    found = sorted(one for one in source.rglob("*") if one.suffix in SUFFIXES and one.is_file())
    if not found:
        raise UsageError(f"There is no function ({', '.join(SUFFIXES)}) in {shown(source)}.")
    places = {file: _place(file, source, folder) for file in found}
    functions, broken = _read(places)
    files = {folder / path: file.read_bytes() for file, path in places.items() if not _inside(file, folder)}
    files[folder / NAME] = _text(extension_text(title_of(folder.resolve().name), functions, broken))
    files[folder / "fixtures" / "start.yaml"] = _text(fixture_text(functions))
    written = write_all(files)
    first = scenario_text("First run", load_extension(folder), folder)
    return [*written, *write_all({folder / "first-run.yaml": first.encode()}), *broken]


def _text(lines: Iterable[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode()


def _inside(file: Path, folder: Path) -> bool:
    return file.resolve().is_relative_to(folder.resolve())


def _place(file: Path, source: Path, folder: Path) -> str:
    """Where a function lies in the extension."""
    if _inside(file, folder):
        return file.resolve().relative_to(folder.resolve()).as_posix()
    below = file.relative_to(source)
    parts = below.parts[1:] if below.parts[0] == FUNCTIONS else below.parts
    return "/".join((FUNCTIONS, *parts))


def _read(places: Mapping[Path, str]) -> tuple[list[Pasted], list[str]]:
    """The functions, and the errors of those that could not even be saved."""
    functions: list[Pasted] = []
    broken: list[str] = []
    for file, path in places.items():
        text = read_text(shown(file))
        try:
            program, reading = compile_source(text, shown(file)), read(text, shown(file))
        except SyntaxErrors as errors:
            broken.append(f"left out, since it cannot be saved: {errors.errors[0]}")
            continue
        name, taken = program.name, {one.name for one in functions}
        while name in taken:
            name += "_"
        functions.append(Pasted(name, path, program, reading, infer(reading)))
    return functions, broken
