"""The sequence diagram of a case as SVG: lanes, an arrow for each call, what failed marked in words."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from itertools import pairwise

from ..results import CaseResult
from .calls import FUNCTION, Call, numbered
from .story import HOME, Begin, End, Event, Message, Pause, Step, Story, name_of, tell

CELL = 6.7
"""Width of a character of the labels, in the units of the drawing."""
GAP, MARGIN, ROOM = 120.0, 70.0, 26.0
"""Least distance of two lanes, from the outer lanes to the border, of a label to the lanes beside it."""
LEAST = 520.0
"""Least width of the drawing, so that the titles of steps can be read."""
HEAD, STUB = 30.0, 0.55
"""Height of the lanes' names; how far of the way to the next lane a call comes that never left."""
LONGEST, LONGEST_NOTE = 64, 110
MOST = 120
"""So many events are drawn."""


def sequence(case: CaseResult, anchor: str) -> str:
    """The diagram as an `<svg>` element, "" if nothing was sent and no function ran.

    Arrows link to `#<anchor>-e<number of the exchange>`. Colours and fonts come from the classes of the
    page's style sheet.
    """
    story = tell(case)
    return _Drawing(story, anchor).draw(case.title) if story.lanes else ""


class _Drawing:
    def __init__(self, story: Story, anchor: str) -> None:
        self._story, self._anchor = story, anchor
        self._at = dict(zip(story.lanes, _columns(story), strict=True))
        self._width = _right(story, self._at)
        self._y = HEAD + 12
        self._began: float | None = None

    def draw(self, title: str) -> str:
        """All of it."""
        events = self._story.events
        body = [line for event in events[:MOST] for line in self._event(event)]
        if len(events) > MOST:
            body += self._note(f"{len(events) - MOST} more events are not drawn", 0.0, "")
        height = self._y + 14
        size = f'viewBox="0 0 {self._width:.0f} {height:.0f}" width="{self._width:.0f}" height="{height:.0f}"'
        name = f"{self._anchor}-svg"
        return "".join(
            [
                f'<svg {size} role="group" aria-labelledby="{name}-t" aria-describedby="{name}-d">',
                f'<title id="{name}-t">Sequence diagram: {escape(title)}</title>',
                f'<desc id="{name}-d">{escape(_described(self._story))}</desc>',
                *self._lanes(height),
                *body,
                "</svg>",
            ]
        )

    def _lanes(self, height: float) -> Iterator[str]:
        for lane, x in self._at.items():
            name = _cut(name_of(lane), LONGEST)
            half = _width(name) / 2 + 10
            yield f'<path class="lane" d="M{x:.0f} {HEAD:.0f}V{height - 4:.0f}"/>'
            yield f'<rect class="head" x="{x - half:.0f}" y="4" width="{half * 2:.0f}" height="22" rx="5"/>'
            yield f'<text class="name" x="{x:.0f}" y="19">{escape(name)}</text>'

    def _event(self, event: Event) -> Iterator[str]:
        match event:
            case Step():
                yield from self._step(event)
            case Pause(seconds):
                yield from self._note(f"◷ {_duration(seconds)} later", 0.0, "time")
            case Message(_, None, calls):
                yield from self._stub(event.source, calls)
            case Message(source, str(target), calls):
                yield from self._arrow(source, target, calls)
            case Begin():
                yield from self._begin(event)
            case End():
                yield from self._end(event)

    def _step(self, step: Step) -> Iterator[str]:
        mark, kind = ("✗ ", " bad") if step.bad else ("", "")
        y, time = self._y + 4, f"  {step.time} UTC" if step.time else ""
        title = _cut(f"{mark}{step.text}", max(20, int(self._width / CELL) - len(time) - 3))
        self._y += 30
        yield f'<rect class="step" x="2" y="{y:.0f}" width="{self._width - 4:.0f}" height="20" rx="3"/>'
        yield (
            f'<text class="when{kind}" x="8" y="{y + 14:.0f}">{escape(title)}'
            f'<tspan class="soft">{escape(time)}</tspan></text>'
        )

    def _arrow(self, source: str, target: str, calls: Sequence[Call]) -> Iterator[str]:
        here = self._at[source]
        there = self._at[target] if target != source else here + ROOM
        yield from self._line(here, there, calls, (here + there) / 2)
        if calls[0].raw["error"] is not None:
            yield _cross((here + there) / 2, self._y - 18)

    def _stub(self, source: str, calls: Sequence[Call]) -> Iterator[str]:
        here = self._at[source]
        after = [x for x in self._at.values() if x > here]
        there = here + (after[0] - here if after else MARGIN) * STUB
        half = _width(_label(calls)) / 2
        yield from self._line(here, there, calls, max(here + 8 + half, (here + there) / 2))
        yield _cross(there + 5, self._y - 18)

    def _line(self, here: float, there: float, calls: Sequence[Call], middle: float) -> Iterator[str]:
        first = calls[0]
        kind = "call bad" if first.bad else "call"
        y, self._y = self._y + 16, self._y + 34
        tip = 6 if there < here else -6
        head = f"M{there + tip:.0f} {y - 4:.0f}L{there:.0f} {y:.0f}L{there + tip:.0f} {y + 4:.0f}z"
        told = f"{numbered([call.number for call in calls])} {_label(calls)}: {first.because}".rstrip(": ")
        yield f'<a class="{kind}" href="#{self._anchor}-e{first.number}"><title>{escape(told)}</title>'
        yield f'<path class="line" d="M{here:.0f} {y:.0f}H{there:.0f}"/><path class="tip" d="{head}"/>'
        yield f'<text x="{middle:.0f}" y="{y - 4:.0f}">{escape(_label(calls))}</text>'
        if sub := _below(calls):
            yield f'<text class="sub" x="{middle:.0f}" y="{y + 11:.0f}">{escape(sub)}</text>'
        yield "</a>"

    def _begin(self, event: Begin) -> Iterator[str]:
        here, there = self._at[HOME], self._at[FUNCTION]
        y, self._y = self._y + 16, self._y + 34
        self._began, middle = y, (here + there) / 2
        head = f"M{there - 6:.0f} {y - 4:.0f}L{there:.0f} {y:.0f}L{there - 6:.0f} {y + 4:.0f}z"
        yield f'<g class="rule"><path class="line" d="M{here:.0f} {y:.0f}H{there:.0f}"/>'
        yield f'<path class="tip" d="{head}"/><text x="{middle:.0f}" y="{y - 4:.0f}">'
        yield f'{escape(_rule(event))}</text><text class="sub" x="{middle:.0f}" y="{y + 11:.0f}">'
        yield f"{escape(_cut(event.function, LONGEST))}</text></g>"

    def _end(self, event: End) -> Iterator[str]:
        x, began = self._at[FUNCTION], self._began
        if began is not None:
            height = self._y + 2 - began
            yield f'<rect class="runs" x="{x - 3:.0f}" y="{began:.0f}" width="6" height="{height:.0f}"/>'
        self._began = None
        yield from self._note(f"{'✗' if event.bad else '✓'} {event.text}", x, "bad" if event.bad else "good")

    def _note(self, text: str, x: float, kind: str) -> Iterator[str]:
        """A note, centred on a lane, as far as it then stays inside; without a lane at the left."""
        text = _cut(text, min(LONGEST_NOTE, int(self._width / CELL) - 6))
        width = _width(text) + 14
        left = min(max(4.0, x - width / 2), self._width - width - 4)
        y = self._y + 2
        self._y += 28
        yield f'<g class="note {kind}">'
        yield f'<rect x="{left:.0f}" y="{y:.0f}" width="{width:.0f}" height="19" rx="9"/>'
        yield f'<text x="{left + width / 2:.0f}" y="{y + 13.5:.1f}">{escape(text)}</text></g>'


def _columns(story: Story) -> list[float]:
    """Where the lanes are, so that the labels of all arrows have room."""
    lanes = story.lanes
    titles = [_width(_cut(name_of(lane), LONGEST)) for lane in lanes]
    gaps = [max(GAP, (left + right) / 2 + ROOM) for left, right in pairwise(titles)]
    for left, right, wide in sorted(_spans(story), key=lambda span: span[1] - span[0]):
        short = wide + ROOM - sum(gaps[left:right])
        for index in range(left, right) if short > 0 else ():
            gaps[index] += short / (right - left)
    columns = [max(MARGIN, titles[0] / 2 + 16)]
    for gap in gaps:
        columns.append(columns[-1] + gap)
    return columns


def _right(story: Story, at: Mapping[str, float]) -> float:
    """Where the drawing ends: right of the last lane, and of what never left it."""
    last = story.lanes[-1]
    stubs = [
        _width(_label(event.calls)) + ROOM
        for event in story.events[:MOST]
        if isinstance(event, Message) and event.target is None and event.source == last
    ]
    return max(LEAST, at[last] + max([_width(name_of(last)) / 2 + 16, MARGIN, *stubs]))


def _spans(story: Story) -> Iterator[tuple[int, int, float]]:
    """The lanes between which each arrow lies, and the width of its label."""
    at = {lane: index for index, lane in enumerate(story.lanes)}
    for event in story.events[:MOST]:
        match event:
            case Message(source, target, calls):
                end = at[target] if target is not None else at[source] + 1
                if end < len(at) and end != at[source]:
                    wide = max(_width(_label(calls)), _width(_below(calls)))
                    yield min(at[source], end), max(at[source], end), wide
            case Begin():
                wide = max(_width(_rule(event)), _width(_cut(event.function, LONGEST)))
                yield at[HOME], at[FUNCTION], wide


def _rule(event: Begin) -> str:
    return _cut(f"rule {event.rule}" if event.rule else "runs", LONGEST)


def _label(calls: Sequence[Call]) -> str:
    """`POST /folders/…CDEF/tasks 401`, with how many there are."""
    first = calls[0]
    many = f" × {len(calls)}" if len(calls) > 1 else ""
    mark = "✗ " if first.bad else ""
    room = LONGEST - len(first.outcome) - len(many) - len(mark)
    return f"{_cut(first.called, room)} {mark}{first.outcome}{many}"


def _below(calls: Sequence[Call]) -> str:
    """What else there is to say of an arrow: the line of the function, the fault, the reason."""
    first = calls[0]
    host = first.host if first.never_left else ""
    return _cut(" · ".join(filter(None, (first.place, host, first.fault, first.raw["reason"]))), LONGEST)


def _cross(x: float, y: float) -> str:
    return f'<path class="cross" d="M{x - 5:.0f} {y - 5:.0f}l10 10m0 -10l-10 10"/>'


def _described(story: Story) -> str:
    """The diagram in a sentence, for who does not see it."""
    calls = [call for event in story.events if isinstance(event, Message) for call in event.calls]
    bad = sum(call.bad for call in calls)
    between = ", ".join(name_of(lane) for lane in story.lanes)
    said = f"{len(calls)} calls between {between}"
    return f"{said}; {bad} of them refused or without an answer. The list of exchanges says the same in text."


def _duration(seconds: float) -> str:
    """Seconds in the two largest units that they have."""
    units = ((86_400, "d"), (3_600, "h"), (60, "min"), (1, "s"))
    left, words = round(seconds), list[str]()
    for size, unit in units:
        number, left = divmod(left, size)
        if number:
            words.append(f"{number} {unit}")
    return " ".join(words[:2])


def _width(text: str) -> float:
    return CELL * sum(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in text)


def _cut(text: str, longest: int) -> str:
    """The text in one line, without its middle where it is too long."""
    text = " ".join(text.split())
    if len(text) <= longest:
        return text
    head = (longest - 1) * 2 // 3
    return f"{text[:head]}…{text[len(text) - (longest - 1 - head) :]}"
