"""The harness's error tree.

    HarnessError
    ├── FileError             a file that the author wrote is wrong (carries file, line, column)
    ├── UsageError            an argument or option is wrong, or nothing was selected
    ├── HostRefused           a request to a host that no fake owns; nothing was sent
    ├── LoopError             settle found no end; names the loop
    └── ConnectionProblem     (connections/errors.py) a call through a connection cannot leave

Deluge's own errors are in `deluge/errors.py`: they belong to the author's script, not to us.
Every message says what to do next, and names what exists when something does not.
"""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches


class HarnessError(Exception):
    """Base of everything that a user of the harness can cause and mend."""


class UsageError(HarnessError):
    """An argument or option is wrong, or nothing was selected."""


class HostRefused(HarnessError):
    """A request to a host that no fake owns; refused before a socket was opened."""


class LoopError(HarnessError):
    """Settling did not come to an end within its bound."""


class FileError(HarnessError):
    """Something in a file that the author wrote.

    `line` and `column` count from 1; 0 means that the place is the file as a whole.
    """

    def __init__(self, message: str, file: str, line: int = 0, column: int = 0) -> None:
        super().__init__(message)
        self.message, self.file, self.line, self.column = message, file, line, column

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}:{self.column}" if self.line else self.file
        return f"{place}: {self.message}"


def nearest(name: str, known: Iterable[str]) -> str:
    """A sentence that helps with a misspelt name: the nearest known one, or all of them."""
    names = sorted({str(one) for one in known})
    if close := get_close_matches(name, names, n=1, cutoff=0.6):
        return f"Did you mean '{close[0]}'?"
    lowered = {one.lower(): one for one in names}
    if name.lower() in lowered:
        return f"Did you mean '{lowered[name.lower()]}'?"
    return f"Known: {', '.join(names)}." if names else "There is none yet."
