"""What a run may use up."""

from __future__ import annotations

from dataclasses import dataclass

from harness.deluge.errors import LimitError


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one run; None lifts a bound.

    `statements`: executed statements, each turn of a loop counted as one more (Zoho: 5,000 per
    function). `size`: characters of text plus elements of lists and maps made during the run; it
    protects the machine and is no limit of Zoho's. `regex_seconds`: for one regular expression.
    `call_seconds`: how long a call waits for its answer. `download`: bytes of a file from any host;
    `zoho_download`: from Zoho's own. `seconds`: run time on the world's clock, which only calls take up.
    `add_all`: elements that one addAll may add (DH:datatypes/list).
    """

    statements: int | None = 5_000
    size: int | None = 256 * 1024 * 1024
    regex_seconds: float = 2.0
    call_seconds: float = 40.0
    download: int | None = 5 * 1024 * 1024
    zoho_download: int | None = 15 * 1024 * 1024
    seconds: float | None = None
    add_all: int | None = 25_000


class Meter:
    """Counts down the size that a run may still make."""

    __slots__ = ("_room", "_size")

    def __init__(self, limits: Limits) -> None:
        self._size = limits.size
        self._room: float = float("inf") if limits.size is None else limits.size

    def charge(self, amount: int) -> None:
        """Take `amount` characters or elements, before they are allocated."""
        self._room -= amount
        if self._room < 0:
            raise LimitError(
                f"The function makes more than {self._size} characters and elements",
                "This bound protects your machine; it is not a limit of Zoho's.",
            )
