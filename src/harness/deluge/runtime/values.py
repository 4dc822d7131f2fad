"""Deluge values, as Python objects.

TEXT str, NUMBER int, DECIMAL float, BOOLEAN bool, LIST list, KEY-VALUE dict, null None, and the
classes below. `type(x)` tells them apart, so that true is never 1.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import Any, Final


class Kind(Enum):
    """The kinds of value, by the names of Zoho's error texts."""

    ANY = "ANY"
    TEXT = "TEXT"
    NUMBER = "NUMBER"
    DECIMAL = "DECIMAL"
    BOOLEAN = "BOOLEAN"
    DATETIME = "DATE-TIME"
    TIME = "TIME"
    LIST = "LIST"
    MAP = "MAP"
    COLLECTION = "COLLECTION"
    PAIRS = "KEY-VALUE"
    FILE = "FILE"
    ERROR = "ERROR"
    NULL = "NULL"


class AnswerText(str):
    """The text of an HTTP answer: an object of its own, so that it can be told from equal texts."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class DateTime:
    """A DATE-TIME without zone, in the organization's zone; `date_only` if it has no time."""

    at: datetime
    date_only: bool = False


@dataclass(slots=True, eq=False)
class File:
    """A FILE: what a download or toFile() gives. `parameter` names its part in a body, if it was set."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"
    charset: str = "utf-8"
    parameter: str = ""


@dataclass(frozen=True, slots=True)
class Caught:
    """What `catch (e)` binds."""

    message: str
    line: int


class TypedList(list[Any]):
    """`List:String()`: a list that converts what is added to it."""

    __slots__ = ("element",)

    def __init__(self, element: Kind) -> None:
        super().__init__()
        self.element = element


class Pairs(tuple[tuple[Any, Any], ...]):
    """`"k":v, …` between the brackets of a call; no variable ever holds it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Time:
    """A TIME of day, in seconds since midnight."""

    seconds: int


class Collection:
    """A COLLECTION: index and value, or key and value, never both (reference 1.1).

    `items` is a list for the one and a dict for the other; an empty collection is a list until its
    first pair arrives.
    """

    __slots__ = ("items",)

    def __init__(self) -> None:
        self.items: list[Any] | dict[Any, Any] = []


class Unset(Enum):
    """The value of a variable before its first assignment; no script ever sees it."""

    UNSET = "unset"


UNSET: Final = Unset.UNSET

KINDS: Final[dict[type, Kind]] = {
    str: Kind.TEXT,
    AnswerText: Kind.TEXT,
    int: Kind.NUMBER,
    float: Kind.DECIMAL,
    bool: Kind.BOOLEAN,
    DateTime: Kind.DATETIME,
    Time: Kind.TIME,
    list: Kind.LIST,
    TypedList: Kind.LIST,
    Collection: Kind.COLLECTION,
    Pairs: Kind.PAIRS,
    dict: Kind.MAP,
    File: Kind.FILE,
    Caught: Kind.ERROR,
    type(None): Kind.NULL,
}
"""The kind of each Python type."""

TYPES: Final[dict[Kind, tuple[type, ...]]] = {
    kind: tuple(one for one, its in KINDS.items() if kind in (its, Kind.ANY)) for kind in Kind
}
"""The Python types of each kind; ANY stands for all."""


def kind(value: Any) -> Kind:
    """The kind of a value."""
    return KINDS[type(value)]
