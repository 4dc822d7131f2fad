"""What happened in a case, in order, as a sequence diagram tells it: lanes, and events between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ..results import FAILED, CaseResult, Part
from .calls import CONNECTIONS, FUNCTION, OUTSIDE, PERSON, Call, moment, runs

HOME = "books"
NAMES = {
    CONNECTIONS: "Connections",
    FUNCTION: "Function",
    OUTSIDE: "Client",
    HOME: "Books",
    "wrike": "Wrike",
    "accounts_zoho": "accounts.zoho",
    "login_wrike": "login.wrike",
}
_SITE = "control"
"""The harness's own service: what a vendor sends the browser back to is answered by the connections."""
_LAST = ("wrike",)
"""Lanes that stand right of all others: what extensions are about."""
_REFUSED = 401
_NOTICEABLE = 1.0
"""Seconds of the world's clock from which on a pause is shown."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step begins; `time` is the moment of its first event, if there is one."""

    text: str
    time: str
    bad: bool


@dataclass(frozen=True, slots=True)
class Pause:
    """The clock moved between two events."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Message:
    """A call, or several that are alike. `target` is None if it never left."""

    source: str
    target: str | None
    calls: Sequence[Call]


@dataclass(frozen=True, slots=True)
class Begin:
    """A rule sets off a function."""

    rule: str
    function: str


@dataclass(frozen=True, slots=True)
class End:
    """The function is done; `text` is the status of the log and why."""

    text: str
    bad: bool


Event = Step | Pause | Message | Begin | End


@dataclass(frozen=True, slots=True)
class Story:
    """The lanes from left to right by key, and what happens between them."""

    lanes: Sequence[str]
    events: Sequence[Event]


def tell(case: CaseResult) -> Story:
    """The story of a case; no lanes if nothing was sent and no function ran."""
    events = list(_Teller(case).events())
    return Story(_lanes(events), events)


def name_of(lane: str) -> str:
    """What a lane is called."""
    return NAMES.get(lane) or lane.removeprefix(PERSON)


class _Teller:
    def __init__(self, case: CaseResult) -> None:
        self._case = case
        self._calls = {call.number: call for call in map(Call, case.exchanges)}
        self._now: float | None = None

    def events(self) -> Iterator[Event]:
        """Step by step; steps in which nothing is sent are there too, expectations are not."""
        for part in self._case.parts:
            if part.phase == "when" or part.exchanges:
                yield from self._part(part)

    def _part(self, part: Part) -> Iterator[Event]:
        calls = _in_order([self._calls[number] for number in part.exchanges if number in self._calls])
        logs = [self._case.logs[index] for index in part.logs if index < len(self._case.logs)]
        times = [*(call.raw["time"] for call in calls), *(line["time"] for line in logs)]
        yield Step(part.title, moment(min(times)) if times else "", part.outcome == FAILED)
        self._now = min(times) if times else self._now
        person = next((call.caller for call in calls if call.caller.startswith(PERSON)), OUTSIDE)
        for chapter in _chapters(calls, logs):
            if isinstance(chapter, (Begin, End)):
                yield chapter
            else:
                yield from self._messages(chapter, person)

    def _messages(self, calls: Sequence[Call], person: str) -> Iterator[Event]:
        for alike in runs(calls):
            first = alike[0]
            if self._now is not None and first.raw["time"] - self._now >= _NOTICEABLE:
                yield Pause(first.raw["time"] - self._now)
            self._now = alike[-1].raw["time"]
            source = person if first.caller == OUTSIDE else first.caller
            yield Message(source, None if first.never_left else _target(first), alike)


def _target(call: Call) -> str:
    service = call.raw["service"] or call.host
    return CONNECTIONS if service == _SITE else str(service)


def _in_order(calls: list[Call]) -> list[Call]:
    """The calls as they went out: a renewal of tokens before the call that was waiting for it.

    A function's call is numbered before the connection is asked for credentials, so that a renewal bears
    the next number; one that follows a 401 is followed by the same call once more.
    """
    ordered: list[Call] = []
    for index, call in enumerate(calls):
        waiting = ordered[-1] if ordered else None
        following = calls[index + 1] if index + 1 < len(calls) else None
        early = call.caller == CONNECTIONS and waiting is not None and waiting.caller == FUNCTION
        if early and waiting is not None and not _again(waiting, following):
            ordered.insert(len(ordered) - 1, call)
        else:
            ordered.append(call)
    return ordered


def _again(call: Call, following: Call | None) -> bool:
    return (
        call.raw["status"] == _REFUSED
        and following is not None
        and (call.place, call.raw["url"]) == (following.place, following.raw["url"])
    )


def _chapters(
    calls: Sequence[Call], logs: Sequence[Mapping[str, Any]]
) -> Iterator[Begin | End | Sequence[Call]]:
    """The calls of each run of a function between its beginning and its end, the others between runs."""
    left = list(calls)
    for line in logs:
        mine = [index for index, call in enumerate(left) if call.number in line["exchanges"]]
        first, last = (mine[0], mine[-1] + 1) if mine else (len(left), len(left))
        first = _with_renewal(left, first)
        if not mine:
            first = last = _up_to_functions(left)
        yield left[:first]
        yield Begin(line["rule"], line["function"])
        yield left[first:last]
        yield _end(line)
        left = left[last:]
    yield left


def _with_renewal(calls: Sequence[Call], first: int) -> int:
    """Where a run begins whose first call waited for new tokens."""
    while 0 < first < len(calls) and calls[first - 1].caller == CONNECTIONS:
        first -= 1
    return first


def _up_to_functions(calls: Sequence[Call]) -> int:
    """Where a run without calls is: before the calls of later runs."""
    return next((index for index, call in enumerate(calls) if call.caller == FUNCTION), len(calls))


def _end(line: Mapping[str, Any]) -> End:
    found = "".join(f", {one['code']} in line {one['line']}" for one in line["findings"])
    because = f": {line['reason']}" if line["reason"] else ""
    return End(f"{line['status']}{found}{because}", line["status"] != "Success" or bool(found))


def _lanes(events: Iterable[Event]) -> list[str]:
    """Who takes part: persons, Books, the function, the connections, OAuth servers and others, Wrike."""
    seen: dict[str, None] = {}
    for event in events:
        match event:
            case Message(source, target, _):
                seen |= dict.fromkeys([source] if target is None else [source, target])
            case Begin():
                seen |= dict.fromkeys([HOME, FUNCTION])
    callers = [
        event.source
        for event in events
        if isinstance(event, Message) and event.source not in (FUNCTION, CONNECTIONS)
    ]
    order = dict.fromkeys([*callers, HOME, FUNCTION, CONNECTIONS])
    middle = [lane for lane in seen if lane not in order and lane not in _LAST]
    return [lane for lane in (*order, *middle, *_LAST) if lane in seen]
