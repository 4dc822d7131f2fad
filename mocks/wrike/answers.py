"""What handlers return, and what they need to know of the caller to make it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..kit.service import Call
from .shapes import Reader
from .stored import ACCOUNTS


@dataclass(frozen=True, slots=True)
class Answer:
    """One good answer: `kind`, `data`, and for a page that is not the last its token and the total."""

    kind: str
    data: list[Any]
    next_page_token: str | None = None
    response_size: int | None = None
    status: int | None = None
    """Where it is not that of the operation."""

    def envelope(self, state: str = "") -> dict[str, Any]:
        """The body, its keys in Wrike's order; with the `state` that the client sent [DOC]."""
        body: dict[str, Any] = {"kind": self.kind} | ({"state": state} if state else {})
        if self.next_page_token is not None:
            body |= {"nextPageToken": self.next_page_token, "responseSize": self.response_size}
        return body | {"data": self.data}


def reader_of(call: Call) -> Reader:
    """The account and the contact of the caller; both were made sure of when the call was authorized.

    The same reader until the next write, after which what it remembers may not hold.
    """
    context, account_id = call.context, call.tenant
    writes = context.store.writes
    if call.memo.get("read at") == writes:
        found: Reader = call.memo["reader"]
        return found
    account = context.store.get(ACCOUNTS, "", account_id)
    member = context.people.membership(call.grant.person if call.grant else "", "wrike", account_id)
    assert account is not None
    assert member is not None
    reader = Reader(context, account, member["as"])
    call.memo.update({"reader": reader, "read at": writes})
    return reader


def extra_fields(call: Call) -> frozenset[str]:
    """The optional fields that the caller asks for."""
    return frozenset(call.parameters.get("fields") or ())


def envelope_schema(kind: str, record: Mapping[str, Any], *, paged: bool = False) -> dict[str, Any]:
    """JSON Schema of an answer whose data are such records."""
    properties: dict[str, Any] = {
        "kind": {"const": kind},
        "state": {"type": "string"},
        "data": {"type": "array", "items": dict(record)},
    }
    if paged:
        properties |= {"nextPageToken": {"type": "string"}, "responseSize": {"type": "integer"}}
    return {
        "type": "object",
        "properties": properties,
        "required": ["kind", "data"],
        "additionalProperties": False,
    }


def either(*schemas: Mapping[str, Any]) -> dict[str, Any]:
    """JSON Schema of an answer that is one of several."""
    return {"oneOf": [dict(schema) for schema in schemas]}


def unique(values: Iterable[str]) -> tuple[str, ...]:
    """The values without repetition, in order of their first appearance."""
    return tuple(dict.fromkeys(values))
