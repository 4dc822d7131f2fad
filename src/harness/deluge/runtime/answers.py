"""Which HTTP answers the script looked at.

An answer that reports an error and that nobody looks at is a silent success. Only answers with an
error status are followed, so a run without any pays nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from harness.deluge.host import Host

_STORING = frozenset({"put", "putall", "add", "addall", "insert"})
"""Builtins that only keep their arguments, and tell nothing of their receiver."""

_CONVERTING = frozenset({"tostring", "totext"})
_SAME = frozenset({"tomap", "tolist", "tojsonlist"})
"""Conversions that give a map or list back as it is."""

_EXTRACTED = (("responseText",), ("responseHeader",))
"""Keys of a detailed answer whose `get` is not yet a look."""


@dataclass(slots=True)
class Answer:
    """An answer with an error status."""

    status: int
    method: str
    url: str
    line: int
    exchange: int
    looked: bool = False


class Answers:
    """The answers of one run that nobody has looked at yet.

    `hushed` is true while an `info` is evaluated: turning an answer into text is then no look.
    """

    def __init__(self) -> None:
        self.hushed = False
        self.followed: dict[int, tuple[Answer, Any]] = {}
        self._detailed: set[int] = set()

    def follow(self, answer: Answer, body: Any, detailed: Mapping[str, Any] | None) -> None:
        """Follow a body, and the detailed map around it. They are kept, so their ids stay theirs."""
        self.followed[id(body)] = (answer, body)
        if detailed is not None:
            self.followed[id(detailed)] = (answer, detailed)
            self._detailed.add(id(detailed))

    def look(self, value: Any) -> None:
        """The script does something with `value`."""
        if found := self.followed.get(id(value)):
            found[0].looked = True

    def convert(self, value: Any) -> None:
        """`value` becomes text."""
        if not self.hushed:
            self.look(value)

    def called(self, name: str, receiver: Any, arguments: tuple[Any, ...]) -> None:
        """The builtin `name` is called."""
        if name in _CONVERTING:
            return  # the conversion itself reports
        if name not in _STORING:
            if not self._passes(name, receiver, arguments):
                self.look(receiver)
            for argument in arguments:
                self.look(argument)

    def _passes(self, name: str, receiver: Any, arguments: tuple[Any, ...]) -> bool:
        if name in _SAME:
            return type(receiver) in (dict, list)
        extracts = name == "get" and arguments[:1] in _EXTRACTED
        return extracts and id(receiver) in self._detailed

    def report(self, host: Host) -> None:
        """Hand the host a finding for each answer that nobody looked at."""
        for answer in {id(one): one for one, _ in self.followed.values()}.values():
            if not answer.looked:
                host.finding(
                    "unchecked-response",
                    f"{answer.method} {answer.url} answered {answer.status}, and the function never "
                    "looks at the answer: to Zoho it succeeds. Check the body, or use detailed:true "
                    "and responseCode.",
                    answer.line,
                    answer.exchange,
                )
