"""Deluge's error tree.

    HarnessError
    └── DelugeError         has file, line, column, message, hint, function, excerpt
        ├── SyntaxErrors    what the editor refuses to save: carries every SaveError of the file
        └── RunError        what goes wrong while a function runs
            ├── ScriptError     the script's own; the only kind that Deluge's `catch` sees
            ├── LimitError      statements, size or time are used up
            └── HostFault       the harness could not do its part (no fake owns the host)

`message` is Zoho's documented text where there is one; `hint` is our explanation.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from harness.deluge.source import Source, Span
from harness.errors import HarnessError


@dataclass(frozen=True, slots=True)
class SaveError:
    """One located error of a file. `code` begins with `syntax` for what the grammar refuses."""

    code: str
    message: str
    hint: str
    file: str
    span: Span
    excerpt: str

    @property
    def line(self) -> int:
        """The line, from 1."""
        return self.span.line

    @property
    def column(self) -> int:
        """The column, from 1."""
        return self.span.column

    def __str__(self) -> str:
        return report(self.file, self.line, self.column, self.message, self.excerpt, self.hint)


class Problems:
    """Collects the errors of one file in the order in which they are found, one per place."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self._found: dict[tuple[int, int], SaveError] = {}
        self.warnings: list[SaveError] = []

    def __bool__(self) -> bool:
        return bool(self._found)

    def __iter__(self) -> Iterator[SaveError]:
        """In the order of the text."""
        return (self._found[place] for place in sorted(self._found))

    def at(self, span: Span) -> bool:
        """Is there an error at the place where `span` begins?"""
        return (span.line, span.column) in self._found

    def add(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Note an error, unless one was already found at the same place."""
        self._found.setdefault((span.line, span.column), self._made(code, message, span, hint))

    def warn(self, code: str, message: str, span: Span, hint: str = "") -> None:
        """Note something that does not keep the file from being saved."""
        self.warnings.append(self._made(code, message, span, hint))

    def _made(self, code: str, message: str, span: Span, hint: str) -> SaveError:
        return SaveError(code, message, hint, self.source.file, span, self.source.excerpt(span))

    def check(self) -> None:
        """Raise `SyntaxErrors` if there are any."""
        if self._found:
            raise SyntaxErrors(list(self))


class DelugeError(HarnessError):
    """An error in a Deluge function. `line` and `column` count from 1; 0 means unknown."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.file = self.function = self.excerpt = ""
        self.line = self.column = 0

    def __str__(self) -> str:
        return report(self.file, self.line, self.column, self.message, self.excerpt, self.hint)


class SyntaxErrors(DelugeError):
    """Everything that keeps a file from being saved. `errors` are in the order of the text."""

    def __init__(self, errors: Sequence[SaveError]) -> None:
        first = errors[0]
        super().__init__(first.message, first.hint)
        self.errors = tuple(errors)
        self.file, self.excerpt = first.file, first.excerpt
        self.line, self.column = first.line, first.column

    def __str__(self) -> str:
        return "\n".join(str(error) for error in self.errors)


class RunError(DelugeError):
    """Something went wrong while the function ran."""

    def locate(self, source: Source, span: Span, function: str) -> None:
        """Say where, unless that is known already."""
        if self.line:
            return
        self.file, self.function = source.file, function
        self.line, self.column = span.line, span.column
        self.excerpt = source.excerpt(span)


class ScriptError(RunError):
    """An error that Deluge's own `catch` can catch."""


class LimitError(RunError):
    """A limit is used up. No `catch` of the script sees it."""


class HostFault(RunError):
    """The harness could not do its part. No `catch` of the script may hide that."""

    @classmethod
    def no_fake(cls, task: str, what: str) -> HostFault:
        """A task of a service that nothing here stands for."""
        hint = "Declare canned answers for its API under `hosts:` in extension.yaml and use invokeurl."
        return cls(f"{task}: there is no fake for {what}", hint)


def report(file: str, line: int, column: int, message: str, excerpt: str, hint: str) -> str:
    """An error as people read it: place, message, excerpt with carets, explanation."""
    place = f"{file}:{line}:{column}: " if line else ""
    indented = [f"    {one}" for one in excerpt.splitlines()]
    return "\n".join([f"{place}{message}", *indented, *([f"  {hint}"] if hint else [])])
