"""How a resource declares its operations: scopes, parameters that several of them share, reads and writes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from ..kit.fields import Field
from ..kit.service import Call, Context, Operation
from .custom_values import COMPARATORS
from .errors import WrikeError

Act = Callable[[Call], Any]

READ = ("Default", "wsReadOnly", "wsReadWrite")
WRITE = ("Default", "wsReadWrite")

RANGE = (Field("start"), Field("end"))
"""A filter by instants."""
DAYS = (Field("start"), Field("end"), Field("equal"))
"""A filter by days."""
PAGING = (Field("pageSize", "integer"), Field("nextPageToken"))
_ENTRY = (Field("key", required=True), Field("value", "any"))
METADATA = Field("metadata", "list", fields=_ENTRY)
"""Entries to be written."""
CUSTOM_FIELDS = Field(
    "customFields", "list", fields=(Field("id", "id", required=True), Field("value", "any"))
)
ENTRIES = (METADATA, CUSTOM_FIELDS)
METADATA_FILTER = Field("metadata", "object", fields=(Field("key"), Field("value")))
_COMPARISON = (
    Field("id", "id"),
    Field("comparator", enum=COMPARATORS),
    *(Field(name, "any") for name in ("value", "minValue", "maxValue")),
    Field("values", "list"),
)
CUSTOM_FILTERS = (
    Field("customField", "object", fields=_COMPARISON),
    Field("customFields", "list", fields=_COMPARISON),
)
WRITTEN_METADATA = (Field("key", required=True), Field("value", required=True))
WRITTEN_VALUES = (Field("id", required=True), Field("value", required=True))
"""What an answer says of each entry."""
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
    optional: Iterable[str] = (),
    *,
    scopes: tuple[str, ...] = READ,
) -> Operation:
    """An operation that reads; `optional` are the names that its parameter `fields` takes."""
    return Operation(
        name,
        "GET",
        path,
        act,
        scopes,
        (*parameters, *_fields(optional)),
        answer=answer,
        summary=name.replace("_", " "),
    )


def writes(
    name: str,
    method: str,
    path: str,
    act: Act,
    answer: Mapping[str, Any],
    body: Iterable[Field] = (),
    optional: Iterable[str] = (),
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
        _fields(optional),
        tuple(body),
        partial=method != "POST",
        answer=answer,
        summary=name.replace("_", " "),
        gives={answer["properties"]["kind"]["const"]: "/data/0/id"} if "properties" in answer else {},
    )


def removes(
    name: str,
    path: str,
    act: Act,
    answer: Mapping[str, Any],
    parameters: Iterable[Field] = (),
    *,
    scopes: tuple[str, ...] = WRITE,
) -> Operation:
    """An operation that deletes; its parameters come in the query."""
    summary = name.replace("_", " ")
    return Operation(name, "DELETE", path, act, scopes, tuple(parameters), answer=answer, summary=summary)


def id_lists(*names: str) -> tuple[Field, ...]:
    """Parameters that are lists of ids."""
    return tuple(Field(name, "list", of="id") for name in names)


def flags(*names: str) -> tuple[Field, ...]:
    """Parameters that are booleans."""
    return tuple(Field(name, "boolean") for name in names)


def unknown_parameter(context: Context, name: str) -> WrikeError:
    """The error for a parameter that the method does not have."""
    if context.assume("wrike.unknown_parameter") == "invalid_parameter":
        return WrikeError.invalid_parameter_name(name)
    return WrikeError.unknown_parameter(name)


def missing_parameter(context: Context, name: str) -> WrikeError:
    """The error for a required parameter that did not come."""
    if context.assume("wrike.missing_parameter") == "parameter_required":
        return WrikeError.parameter_required(name)
    return WrikeError.invalid_parameter(name)


def refuse_unbuilt(call: Call, *names: str) -> None:
    """Say that the fake does not have what the request asks for by one of those parameters."""
    if any(call.body.get(name) for name in names):
        raise WrikeError.not_built()


def _fields(optional: Iterable[str]) -> tuple[Field, ...]:
    """The parameter `fields`, of an operation that has optional ones: what its answer is to have beside."""
    names = tuple(optional)
    return (Field("fields", "list", of="text", enum=names),) if names else ()
