"""A pasted function, as the files of its extension speak of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..deluge import Program
from ..paste import Inferred, Reading


@dataclass(frozen=True, slots=True)
class Pasted:
    """One function: where it lies in the extension, and what it says about itself."""

    name: str
    path: str
    program: Program
    reading: Reading
    inferred: Inferred

    def at(self, line: int) -> str:
        """A place in it."""
        return f"{self.path}:{line}"


def fields_of(functions: Iterable[Pasted]) -> dict[str, Pasted]:
    """The global fields, each with the first function that reads it."""
    fields: dict[str, Pasted] = {}
    for one in functions:
        for name in one.inferred.fields:
            fields.setdefault(name, one)
    return fields
