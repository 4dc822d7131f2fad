"""Ids that a function has hard-wired in its URLs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ..servers import fake_at, services
from .reading import Reading

_ID = re.compile(r"(?=.*\d)[A-Za-z0-9_-]{6,}|[A-Z]{8,}")


@dataclass(frozen=True, slots=True)
class Wired:
    """One id: of which kind of record of which fake, and the line that calls it."""

    service: str
    kind: str
    key: str
    line: int


def looks_like_id(text: str) -> bool:
    """Whether a segment of a path is an id, not a word."""
    return _ID.fullmatch(text) is not None


def hard_wired(reading: Reading) -> Iterator[Wired]:
    """The ids that stand behind their kind in the path of a URL: `/folders/IEAAAAAQI4ABCDEF`."""
    seen: set[tuple[str, str]] = set()
    for use in reading.calls:
        service = fake_at(use.host, use.path)
        for kind, key in pairwise(use.path.split("/")):
            if (
                service
                and kind in services()[service].kinds
                and looks_like_id(key)
                and (kind, key) not in seen
            ):
                seen.add((kind, key))
                yield Wired(service, kind, key, use.line)
