"""Exchanges as a report speaks of them: who called whom, what came of it, which are alike."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

ERRORS = 400
"""From here on a status says that the call failed."""
CONNECTIONS = "connections"
"""Who asks a vendor for tokens, and where a vendor sends the browser back to."""
OUTSIDE = "client"
"""Who calls without being known as a person."""
PERSON = "@"
"""What the name of a person begins with where it stands beside those of servers."""
FUNCTION = "function"
"""What the workflow runs."""

_TOKEN_OPERATIONS = frozenset({"token", "revoke"})
_VERSION = re.compile(r"^.*?/v\d+(?=/)")
_LONGEST_SEGMENT = 12
_FEW = 4
"""So many calls that are alike stay single."""


@dataclass(frozen=True, slots=True)
class Call:
    """One exchange of a result; `raw` is all that the journal shows of it."""

    raw: Mapping[str, Any]

    @property
    def number(self) -> int:
        """Its number in the journal."""
        return int(self.raw["id"])

    @property
    def path(self) -> str:
        """The path without what all paths of an API begin with, long ids cut to their ends."""
        path = _VERSION.sub("", urlsplit(self.raw["url"]).path, count=1) or "/"
        return "/".join(_short(segment) for segment in path.split("/"))

    @property
    def called(self) -> str:
        """Method and path."""
        return f"{self.raw['method']} {self.path}"

    @property
    def host(self) -> str:
        """The host that was to be called."""
        return str(urlsplit(self.raw["url"]).netloc)

    @property
    def function(self) -> str:
        """The function that made the call, or nothing."""
        return str(self.raw["cause"].get("function") or "")

    @property
    def line(self) -> int:
        """The line of the function, 0 if there is none."""
        return int(self.raw["cause"].get("line") or 0)

    @property
    def caller(self) -> str:
        """Where the call came from: `FUNCTION`, `CONNECTIONS`, a person after `PERSON`, or `OUTSIDE`."""
        if self.function:
            return FUNCTION
        if self.raw["operation"] in _TOKEN_OPERATIONS:
            return CONNECTIONS
        return PERSON + self.raw["person"] if self.raw["person"] else OUTSIDE

    @property
    def never_left(self) -> bool:
        """Whether no fake and no host ever heard of it."""
        return self.raw["error"] is not None and self.raw["service"] is None

    @property
    def bad(self) -> bool:
        """Whether there was no answer, or one that says no."""
        return self.raw["error"] is not None or (self.raw["status"] or 0) >= ERRORS

    @property
    def outcome(self) -> str:
        """What came of it in a word or two: a status, `never left`, `no answer`."""
        if self.raw["error"] is not None:
            return "never left" if self.never_left else "no answer"
        return "open" if self.raw["status"] is None else str(self.raw["status"])

    @property
    def because(self) -> str:
        """Why it went wrong, as far as that is known."""
        return str(self.raw["error"] or self.raw["reason"] or "")

    @property
    def fault(self) -> str:
        """The fault that was made here, or nothing."""
        return f"fault: {self.raw['fault']}" if self.raw["fault"] else ""

    @property
    def place(self) -> str:
        """Function and line, or nothing."""
        return f"{self.function}:{self.line}" if self.function else ""

    @property
    def likeness(self) -> tuple[object, ...]:
        """Equal for calls that differ in nothing but ids and bodies."""
        raw = self.raw
        path = re.sub(r"…\w+", "…", self.path)
        came = (raw["status"], raw["error"], raw["reason"], raw["fault"], bool(raw["findings"]))
        return (raw["method"], raw["service"], self.host, path, self.caller, self.place, *came)


def runs(calls: Iterable[Call]) -> Iterator[list[Call]]:
    """The calls one by one, but many that follow each other and are alike together."""
    for _, group in groupby(calls, lambda call: call.likeness):
        alike = list(group)
        if len(alike) > _FEW:
            yield alike
        else:
            yield from ([call] for call in alike)


def moment(seconds: float) -> str:
    """A moment of the world's clock, UTC."""
    return f"{datetime.fromtimestamp(seconds, UTC):%Y-%m-%d %H:%M:%S}"


def numbered(numbers: Sequence[int]) -> str:
    """Numbers of exchanges in a few words: `#3`, or from `#3` to `#7` with a dash."""
    return f"#{numbers[0]}" if len(numbers) == 1 else f"#{numbers[0]}–#{numbers[-1]}"


def _short(segment: str) -> str:
    if len(segment) <= _LONGEST_SEGMENT or not any(one.isdigit() or one.isupper() for one in segment):
        return segment
    return f"…{segment[-4:]}"
