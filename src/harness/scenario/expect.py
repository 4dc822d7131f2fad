"""What is expected of a value, and how it differs from what was seen.

A list is the whole set in any order, `contains:` a part of it; of a record only the fields that are
written count. Matching is exact: a pairing of expected with seen elements is found if there is one.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher
from itertools import chain
from typing import Any, Final

from .references import Lookup, resolve
from .yamlfile import Place

LONGEST_LABEL = 40
CLOSE = 0.6
"""From this ratio on two texts are alike; difflib's own measure of a close match."""
LARGEST_EXPLAINED = 40
"""Elements without a partner up to which the nearest of the other side is looked for."""


class _Absent:
    """The value of a field that is not there."""

    def __repr__(self) -> str:
        return "nothing"


ABSENT: Final = _Absent()


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is not as expected.

    `path` leads to it (`tasks[Design].title`); `kind` is `differs`, `missing` (expected, not seen) or
    `surplus` (seen, not expected); `place` is where the expectation was written.
    """

    path: str
    kind: str
    expected: Any
    seen: Any
    place: Place

    def as_json(self) -> dict[str, Any]:
        """The difference as JSON values."""
        return {
            "path": self.path,
            "kind": self.kind,
            "expected": _shown(self.expected),
            "seen": _shown(self.seen),
            "absent": self.seen is ABSENT,
            "line": self.place.line,
        }


class Pattern(ABC):
    """An expectation of one value. `place` is where it was written."""

    __slots__ = ()
    place: Place

    def resolved(self, lookup: Lookup) -> Pattern:
        """The pattern with what its references stand for."""
        return self

    def values(self) -> Iterable[Any]:
        """The values in it, which may hold references."""
        return ()

    @abstractmethod
    def matches(self, seen: Any) -> bool:
        """Whether the value is as expected."""

    def differences(self, seen: Any, path: str) -> list[Difference]:
        """How the value differs; none if and only if it matches."""
        if self.matches(seen):
            return []
        return [Difference(path, "differs", self.plain(), seen, self.place)]

    def likeness(self, seen: Any) -> float:
        """How alike they are: a point for each thing that matches, less for a similar text."""
        return float(self.matches(seen))

    @abstractmethod
    def plain(self) -> Any:
        """The pattern as JSON values, as an author would write it."""


def same(expected: Any, seen: Any) -> bool:
    """Whether two JSON values are equal; a number is no boolean, and null is as good as absent."""
    if expected is None:
        return seen is None or seen is ABSENT
    if isinstance(expected, bool) or isinstance(seen, bool):
        return expected is seen
    if isinstance(expected, Mapping) and isinstance(seen, Mapping):
        return expected.keys() == seen.keys() and all(same(expected[key], seen[key]) for key in expected)
    if isinstance(expected, (list, tuple)) and isinstance(seen, (list, tuple)):
        return len(expected) == len(seen) and all(map(same, expected, seen))
    return bool(expected == seen)


@dataclass(frozen=True, slots=True)
class Exactly(Pattern):
    """One value."""

    value: Any
    place: Place

    def resolved(self, lookup: Lookup) -> Exactly:
        return replace(self, value=resolve(self.value, lookup))

    def values(self) -> Iterable[Any]:
        return (self.value,)

    def matches(self, seen: Any) -> bool:
        return same(self.value, seen)

    def likeness(self, seen: Any) -> float:
        if self.matches(seen):
            return 1.0
        if not isinstance(self.value, str) or not isinstance(seen, str):
            return 0.0
        ratio = SequenceMatcher(None, self.value[:200], seen[:200]).ratio()
        return ratio / 2 if ratio > CLOSE else 0.0

    def plain(self) -> Any:
        return _shown(self.value)


@dataclass(frozen=True, slots=True)
class Fields(Pattern):
    """A mapping of which these fields count."""

    fields: Mapping[str, Pattern]
    place: Place

    def resolved(self, lookup: Lookup) -> Fields:
        return replace(self, fields={name: one.resolved(lookup) for name, one in self.fields.items()})

    def values(self) -> Iterable[Any]:
        return chain.from_iterable(one.values() for one in self.fields.values())

    def matches(self, seen: Any) -> bool:
        if not isinstance(seen, Mapping):
            return False
        return all(one.matches(seen.get(name, ABSENT)) for name, one in self.fields.items())

    def differences(self, seen: Any, path: str) -> list[Difference]:
        if not isinstance(seen, Mapping):
            return [Difference(path, "differs", self.plain(), seen, self.place)]
        found: list[Difference] = []
        for name, one in self.fields.items():
            found += one.differences(seen.get(name, ABSENT), f"{path}.{name}" if path else name)
        return found

    def likeness(self, seen: Any) -> float:
        if not isinstance(seen, Mapping):
            return 0.0
        return sum(one.likeness(seen.get(name, ABSENT)) for name, one in self.fields.items())

    def plain(self) -> Any:
        return {name: one.plain() for name, one in self.fields.items()}


@dataclass(frozen=True, slots=True)
class Elements(Pattern):
    """The elements of a list in any order: all of them, or with `partial` some of them."""

    items: tuple[Pattern, ...]
    place: Place
    partial: bool = False

    def resolved(self, lookup: Lookup) -> Elements:
        return replace(self, items=tuple(one.resolved(lookup) for one in self.items))

    def values(self) -> Iterable[Any]:
        return chain.from_iterable(one.values() for one in self.items)

    def matches(self, seen: Any) -> bool:
        if not isinstance(seen, (list, tuple)):
            return False
        if len(seen) < len(self.items) or (len(seen) > len(self.items) and not self.partial):
            return False
        return len(pair(self.items, seen)) == len(self.items)

    def differences(self, seen: Any, path: str) -> list[Difference]:
        if not isinstance(seen, (list, tuple)):
            return [Difference(path, "differs", self.plain(), seen, self.place)]
        return Comparison.of(self, seen).differences(path)

    def plain(self) -> Any:
        items = [one.plain() for one in self.items]
        return {"contains": items} if self.partial else items


@dataclass(frozen=True, slots=True)
class Part(Pattern):
    """A text that must be within a text."""

    text: Any
    place: Place

    def resolved(self, lookup: Lookup) -> Part:
        return replace(self, text=resolve(self.text, lookup))

    def values(self) -> Iterable[Any]:
        return (self.text,)

    def matches(self, seen: Any) -> bool:
        return isinstance(seen, str) and str(self.text) in seen

    def plain(self) -> Any:
        return {"contains": _shown(self.text)}


@dataclass(frozen=True, slots=True)
class Count(Pattern):
    """How many elements a list has."""

    number: int
    place: Place

    def matches(self, seen: Any) -> bool:
        return isinstance(seen, (list, tuple)) and len(seen) == self.number

    def differences(self, seen: Any, path: str) -> list[Difference]:
        if self.matches(seen):
            return []
        counted = len(seen) if isinstance(seen, (list, tuple)) else seen
        return [Difference(path, "differs", self.plain(), counted, self.place)]

    def plain(self) -> Any:
        return {"count": self.number}


@dataclass(frozen=True, slots=True)
class Exists(Pattern):
    """Whether there is a value at all; null counts as one."""

    wanted: bool
    place: Place

    def matches(self, seen: Any) -> bool:
        return (seen is not ABSENT) is self.wanted

    def plain(self) -> Any:
        return {"exists": self.wanted}


@dataclass(frozen=True, slots=True)
class Not(Pattern):
    """Anything but that."""

    pattern: Pattern
    place: Place

    def resolved(self, lookup: Lookup) -> Not:
        return replace(self, pattern=self.pattern.resolved(lookup))

    def values(self) -> Iterable[Any]:
        return self.pattern.values()

    def matches(self, seen: Any) -> bool:
        return not self.pattern.matches(seen)

    def plain(self) -> Any:
        return {"not": self.pattern.plain()}


@dataclass(frozen=True, slots=True)
class Every(Pattern):
    """Several expectations of the same value."""

    patterns: tuple[Pattern, ...]
    place: Place

    def resolved(self, lookup: Lookup) -> Every:
        return replace(self, patterns=tuple(one.resolved(lookup) for one in self.patterns))

    def values(self) -> Iterable[Any]:
        return chain.from_iterable(one.values() for one in self.patterns)

    def matches(self, seen: Any) -> bool:
        return all(one.matches(seen) for one in self.patterns)

    def differences(self, seen: Any, path: str) -> list[Difference]:
        return [found for one in self.patterns for found in one.differences(seen, path)]

    def likeness(self, seen: Any) -> float:
        return sum(one.likeness(seen) for one in self.patterns)

    def plain(self) -> Any:
        merged: dict[str, Any] = {}
        for one in self.patterns:
            merged |= one.plain()
        return merged


def pair(patterns: Sequence[Pattern], seen: Sequence[Any]) -> dict[int, int]:
    """The largest pairing of patterns with elements that match them: index of pattern -> of element.

    A greedy choice can leave a pattern without a partner that another pairing would give it, so free
    partners are looked for along alternating paths (Kuhn's algorithm).
    """
    known: dict[tuple[int, int], bool] = {}
    partner: dict[int, int] = {}
    taken: dict[int, int] = {}

    def fits(pattern: int, element: int) -> bool:
        key = (pattern, element)
        if key not in known:
            known[key] = patterns[pattern].matches(seen[element])
        return known[key]

    free = dict.fromkeys(range(len(seen)))
    for start in range(len(patterns)):
        if not free:
            break
        direct = next((element for element in free if fits(start, element)), None)
        path = [(start, direct)] if direct is not None else _path(start, len(seen), taken, fits)
        for pattern, element in path:
            partner[pattern], taken[element] = element, pattern
            free.pop(element, None)
    return partner


def _path(start: int, width: int, taken: Mapping[int, int], fits: Any) -> list[tuple[int, int]]:
    """The new pairs that give `start` a partner by moving others on; none if that is impossible."""
    came: dict[int, int] = {}
    waiting = deque([start])
    while waiting:
        pattern = waiting.popleft()
        for element in range(width):
            if element in came or not fits(pattern, element):
                continue
            came[element] = pattern
            if element not in taken:
                return _trace(start, element, came, taken)
            waiting.append(taken[element])
    return []


def _trace(
    start: int, element: int, came: Mapping[int, int], taken: Mapping[int, int]
) -> list[tuple[int, int]]:
    path = [(came[element], element)]
    partner_of = {pattern: one for one, pattern in taken.items()}
    while path[-1][0] != start:
        element = partner_of[path[-1][0]]
        path.append((came[element], element))
    return path


@dataclass(frozen=True, slots=True)
class Comparison:
    """An expected list beside the one that was seen.

    `pairs` are those that match (index of expected, of seen), `near` those that belong together but
    differ, `missing` and `surplus` what is left on either side.
    """

    expected: Elements
    seen: Sequence[Any]
    pairs: tuple[tuple[int, int], ...]
    near: tuple[tuple[int, int], ...]
    missing: tuple[int, ...]
    surplus: tuple[int, ...]

    @classmethod
    def of(cls, expected: Elements, seen: Sequence[Any]) -> Comparison:
        """Pair what matches, then what is nearest to each other."""
        pairs = pair(expected.items, seen)
        missing = [index for index in range(len(expected.items)) if index not in pairs]
        surplus = [index for index in range(len(seen)) if index not in pairs.values()]
        near = _nearest_pairs(expected.items, seen, missing, surplus)
        return cls(
            expected,
            seen,
            tuple(sorted(pairs.items())),
            tuple(sorted(near)),
            tuple(index for index in missing if index not in {one for one, _ in near}),
            tuple(index for index in surplus if index not in {one for _, one in near}),
        )

    @property
    def good(self) -> bool:
        """Whether all is as expected."""
        return not self.near and not self.missing and (self.expected.partial or not self.surplus)

    def differences(self, path: str) -> list[Difference]:
        """What differs, pair by pair, then what is missing, then what is too much."""
        items, found = self.expected.items, list[Difference]()
        for wanted, got in self.near:
            found += items[wanted].differences(self.seen[got], f"{path}[{_label(items[wanted], wanted)}]")
        for index in self.missing:
            item = items[index]
            found.append(Difference(path, "missing", item.plain(), ABSENT, item.place))
        if not self.expected.partial:
            for index in self.surplus:
                found.append(Difference(path, "surplus", ABSENT, self.seen[index], self.expected.place))
        return found


def _nearest_pairs(
    items: Sequence[Pattern], seen: Sequence[Any], missing: Sequence[int], surplus: Sequence[int]
) -> list[tuple[int, int]]:
    """Pair what is left by likeness; two things that share nothing stay apart, unless they are alone."""
    if len(items) == len(seen) == len(missing) == 1:
        return [(0, 0)]
    if max(len(missing), len(surplus)) > LARGEST_EXPLAINED:
        return []
    likeness = sorted(
        ((-items[one].likeness(seen[other]), one, other) for one in missing for other in surplus),
    )
    found: list[tuple[int, int]] = []
    for score, one, other in likeness:
        if score < 0 and all(one != left and other != right for left, right in found):
            found.append((one, other))
    return found


def _label(pattern: Pattern, index: int) -> str:
    """What an element of a list is called in a path: its first expected text, or its position."""
    patterns = pattern.fields.values() if isinstance(pattern, Fields) else (pattern,)
    texts = (one.value for one in patterns if isinstance(one, Exactly) and isinstance(one.value, str))
    return next(texts, str(index + 1))[:LONGEST_LABEL]


def _shown(value: Any) -> Any:
    """A value as JSON; a reference that was never resolved as its own text."""
    if isinstance(value, Mapping):
        return {key: _shown(one) for key, one in value.items()}
    if isinstance(value, (list, tuple)):
        return [_shown(one) for one in value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    return None if value is ABSENT else str(value)


def leaves(value: Any) -> Iterable[str]:
    """The texts and numbers in a value, for finding what speaks of the same things."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from leaves(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from leaves(one)
    elif isinstance(value, (str, int, float)) and not isinstance(value, bool) and value != "":
        yield str(value)
