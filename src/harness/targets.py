"""Which calls are meant: `POST wrike /folders/*/tasks`, in faults and in expectations."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from .errors import UsageError, nearest

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS")


@dataclass(frozen=True, slots=True)
class Target:
    """Calls by method, fake and path, each of which may be left out.

    The path is the end of the called one; `*` stands for one segment, `**` for any number.
    """

    method: str | None = None
    service: str | None = None
    path: str | None = None

    def as_record(self) -> dict[str, str]:
        """The target as faults keep it."""
        parts = {"method": self.method, "service": self.service, "path": self.path}
        return {name: part for name, part in parts.items() if part is not None}

    def __str__(self) -> str:
        return " ".join(self.as_record().values())


def target_of(words: Iterable[str], services: Collection[str]) -> Target:
    """The target that the words name, in any order; raises UsageError."""
    parts: dict[str, str] = {}
    for word in words:
        if word.startswith("/"):
            part = "path"
        elif word.isupper() or word.upper() in METHODS:
            part = "method"
        else:
            part = "service"
        known = {"method": METHODS, "service": services}.get(part)
        if known is not None and word not in known:
            raise UsageError(f"'{word}' is no {part}. {nearest(word, known)}")
        if part in parts:
            raise UsageError(f"Two times a {part}: '{parts[part]}' and '{word}'.")
        parts[part] = word
    return Target(**parts)
