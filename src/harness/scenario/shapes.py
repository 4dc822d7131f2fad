"""What a node must be, declared: each shape reads one node into a value, or says what was expected.

The shapes of this module know nothing of worlds; those of declared fields are in `fields.py`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Generic, NoReturn, Protocol, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .. import durations
from ..errors import UsageError, nearest
from . import json_schema, references
from .json_schema import Schema, described
from .yamlfile import MappingNode, Node, Place, ScalarNode, SequenceNode, core, describe

T = TypeVar("T")
T_co = TypeVar("T_co", covariant=True)


class Shape(Protocol[T_co]):
    """Reads a node, and describes to editors what it reads."""

    def read(self, node: Node) -> T_co:
        """The value of the node; raises FileError where it is not what it must be."""
        ...

    def schema(self) -> Schema:
        """JSON Schema of what can be written; it may allow more than `read` does, never less."""
        ...


def refuse(node: Node, expected: str) -> NoReturn:
    """Say what was expected in place of the node."""
    raise node.place.error(f"Expected {expected}, not {describe(node)}.")


def scalar(node: Node, expected: str) -> ScalarNode:
    """The node, which must be a text that is there; `expected` says what of."""
    if not isinstance(node, ScalarNode) or node.empty:
        refuse(node, expected)
    return node


def mapping(node: Node, expected: str) -> MappingNode:
    """The node, which must be a mapping; nothing at all is an empty one."""
    if isinstance(node, ScalarNode) and node.empty:
        return MappingNode({}, node.place)
    if not isinstance(node, MappingNode):
        refuse(node, expected)
    return node


def unknown_key(key: ScalarNode, known: Iterable[str], what: str) -> NoReturn:
    """Refuse a key, with the nearest known one."""
    raise key.place.error(f"{what} has no key '{key.text}'. {nearest(key.text, known)}")


@dataclass(frozen=True, slots=True)
class Text:
    """A text, as it is written. Without `expected` a name or title."""

    expected: str = "a text"

    def read(self, node: Node) -> str:
        """The text; a reference cannot be known yet, so there is none."""
        found = scalar(node, self.expected)
        text = references.parse(found.text, found.place)
        if not isinstance(text, str):
            raise found.place.error(f"A reference cannot stand here. Expected {self.expected}.")
        return text

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return described(json_schema.TEXT, self.expected)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some names; `what` says of what."""

    what: str
    known: Iterable[str]

    def read(self, node: Node) -> str:
        """The name."""
        found = node if isinstance(node, ScalarNode) else scalar(node, self.what)
        if found.text not in self.known:
            raise found.place.error(
                f"'{found.text}' is no {self.what.removeprefix('a ').removeprefix('an ')}. "
                f"{nearest(found.text, self.known)}"
            )
        return found.text

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return described(json_schema.one_of_names(self.known), self.what)


@dataclass(frozen=True, slots=True)
class Suggested(Text):
    """A text that usually is one of some names, which editors offer."""

    names: Iterable[str] = ()

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return described(json_schema.any_of({"enum": list(self.names)}, json_schema.TEXT), self.expected)


@dataclass(frozen=True, slots=True)
class Whole:
    """A whole number, at least `least`."""

    least: int = 0

    def read(self, node: Node) -> int:
        """The number."""
        found = scalar(node, "a whole number")
        if not re.fullmatch(r"\d{1,15}", found.text) or int(found.text) < self.least:
            refuse(node, f"a whole number from {self.least}")
        return int(found.text)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return json_schema.whole(self.least)


@dataclass(frozen=True, slots=True)
class Fraction:
    """A probability."""

    def read(self, node: Node) -> float:
        """The number, from 0 to 1."""
        found = scalar(node, "a probability")
        if not re.fullmatch(r"[01]|[01]?\.\d+", found.text) or float(found.text) > 1:
            refuse(node, "a probability from 0 to 1")
        return float(found.text)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return json_schema.or_reference({"type": "number", "minimum": 0, "maximum": 1})


@dataclass(frozen=True, slots=True)
class Boolean:
    """`true` or `false`."""

    def read(self, node: Node) -> bool:
        """The value."""
        found = scalar(node, "true or false")
        if found.text not in ("true", "false"):
            refuse(node, "true or false")
        return found.text == "true"

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return json_schema.or_reference(json_schema.BOOLEAN)


_DURATION = "a duration such as 90s, 40m, 2h, 1d or 1h 30m"


@dataclass(frozen=True, slots=True)
class Duration:
    """A duration such as `90s`."""

    def read(self, node: Node) -> float:
        """The seconds."""
        found = scalar(node, _DURATION)
        if not re.search(r"[a-z]", found.text):
            refuse(node, _DURATION)
        try:
            return durations.seconds(found.text)
        except UsageError:
            refuse(node, _DURATION)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return described({"type": "string", "pattern": r"\d\s*(ms|s|m|h|d|w)|\$\{"}, _DURATION)


_MOMENT = (
    "a moment such as 2026-01-15 23:30, with a zone behind it if it is not UTC: 2026-01-15 23:30 Asia/Kolkata"
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A point in time: a date and time, with an offset or the name of a zone; without, UTC."""

    def read(self, node: Node) -> float:
        """Seconds since the epoch."""
        found = scalar(node, _MOMENT)
        match = re.fullmatch(r"(\S+(?: [\d:.+Z-]+)?)(?: ([A-Za-z][\w/+-]*))?", found.text.strip())
        try:
            moment = datetime.fromisoformat(match[1] if match else "")
            zone = ZoneInfo(match[2]) if match and match[2] else UTC
        except ValueError:
            refuse(node, _MOMENT)
        except (ZoneInfoNotFoundError, OSError):
            raise found.place.error(f"There is no time zone '{match[2] if match else ''}'.") from None
        return (moment if moment.tzinfo else moment.replace(tzinfo=zone)).timestamp()

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return described({"type": "string"}, _MOMENT)


@dataclass(frozen=True, slots=True)
class Anything:
    """Any value, by the YAML 1.2 core schema; references stay, to be resolved when it is used."""

    def read(self, node: Node) -> Any:
        """Plain lists, dicts and scalars, and references."""
        if isinstance(node, SequenceNode):
            return [self.read(one) for one in node.items]
        if isinstance(node, MappingNode):
            return {key: self.read(entry.value) for key, entry in node.entries.items()}
        value = core(node)
        return references.parse(value, node.place) if isinstance(value, str) else value

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return json_schema.ANYTHING


@dataclass(frozen=True, slots=True)
class Many(Generic[T]):
    """A list; a single element may stand for a list of one."""

    of: Shape[T]

    def read(self, node: Node) -> tuple[T, ...]:
        """The elements."""
        if isinstance(node, SequenceNode):
            return tuple(self.of.read(one) for one in node.items)
        if isinstance(node, ScalarNode) and node.empty:
            return ()
        return (self.of.read(node),)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return json_schema.many(self.of.schema())


@dataclass(frozen=True, slots=True)
class Named(Generic[T]):
    """A mapping from names to values of one shape."""

    of: Shape[T]
    expected: str

    def read(self, node: Node) -> dict[str, T]:
        """The values by name."""
        entries = mapping(node, self.expected).entries
        return {name: self.of.read(entry.value) for name, entry in entries.items()}

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return described(json_schema.named(self.of.schema()), self.expected)


@dataclass(frozen=True, slots=True)
class Keys:
    """A mapping with known keys, each of its own shape; `what` is what errors call it."""

    what: str
    known: Mapping[str, Shape[Any]]
    required: tuple[str, ...] = ()

    def read(self, node: Node) -> dict[str, Any]:
        """The values of the keys that are there."""
        found = mapping(node, f"a mapping ({', '.join(self.known)})")
        for entry in found.entries.values():
            if entry.key.text not in self.known:
                unknown_key(entry.key, self.known, self.what)
        for key in self.required:
            if key not in found.entries:
                raise found.place.error(f"{self.what} needs the key '{key}'.")
        return {key: self.known[key].read(entry.value) for key, entry in found.entries.items()}

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return json_schema.keys({key: one.schema() for key, one in self.known.items()}, self.required)


@dataclass(frozen=True, slots=True)
class Placed(Generic[T]):
    """A shape whose value also says where it stood."""

    of: Shape[T]

    def read(self, node: Node) -> tuple[T, Place]:
        """The value and its place."""
        return self.of.read(node), node.place

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return self.of.schema()


@dataclass(frozen=True, slots=True)
class Made(Generic[T]):
    """A shape whose value is made into something else; `make` may raise FileError at the place."""

    of: Shape[Any]
    make: Callable[[Any, Place], T]

    def read(self, node: Node) -> T:
        """What was made."""
        return self.make(self.of.read(node), node.place)

    def schema(self) -> Schema:
        """JSON Schema of it."""
        return self.of.schema()
