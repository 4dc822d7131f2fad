"""How a resource declares its operations: scopes, parameters that several of them share, reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..kit.fields import Field
from ..kit.service import Call, Operation

Act = Callable[[Call], Any]

READ = ("Default", "wsReadOnly", "wsReadWrite")
WRITE = ("Default", "wsReadWrite")

RANGE = (Field("start"), Field("end"))
"""A filter by instants."""
DAYS = (Field("start"), Field("end"), Field("equal"))
"""A filter by days."""
PAGING = (Field("pageSize", "integer"), Field("nextPageToken"))
ENTRIES = (Field("metadata", "list"), Field("customFields", "list"))
PLAIN = (Field("withInvitations", "boolean"), Field("plainTextCustomFields", "boolean"))
"""Parameters that change how an answer spells what this fake spells in one way."""


def scopes_of(what: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The scopes that suffice to read, and to write, what an administrator sees to: `Group`, `User` …"""
    return (f"amReadOnly{what}", f"amReadWrite{what}"), (f"amReadWrite{what}",)


def reads(
    name: str,
    path: str,
    act: Act,
    answer: Mapping[str, Any],
    parameters: Iterable[Field] = (),
    optional: Iterable[str] | None = None,
    *,
    scopes: tuple[str, ...] = READ,
) -> Operation:
    """An operation that reads; `optional` are the names that its parameter `fields` takes, if it has it."""
    return Operation(
        name,
        "GET",
        path,
        act,
        scopes,
        tuple(parameters),
        answer=answer,
        summary=name.replace("_", " "),
        extra=_fields(optional),
    )


def writes(
    name: str,
    method: str,
    path: str,
    act: Act,
    answer: Mapping[str, Any],
    body: Iterable[Field] = (),
    optional: Iterable[str] | None = None,
    *,
    scopes: tuple[str, ...] = WRITE,
) -> Operation:
    """An operation that changes state: `PUT` takes any part of `body`."""
    return Operation(
        name,
        method,
        path,
        act,
        scopes,
        body=tuple(body),
        partial=method != "POST",
        answer=answer,
        summary=name.replace("_", " "),
        extra=_fields(optional),
        gives={answer["properties"]["kind"]["const"]: "/data/0/id"} if "properties" in answer else {},
    )


def id_lists(*names: str) -> tuple[Field, ...]:
    """Parameters that are lists of ids."""
    return tuple(Field(name, "list", of="id") for name in names)


def flags(*names: str) -> tuple[Field, ...]:
    """Parameters that are booleans."""
    return tuple(Field(name, "boolean") for name in names)


def _fields(optional: Iterable[str] | None) -> dict[str, Any]:
    return {} if optional is None else {"fields": tuple(optional)}
