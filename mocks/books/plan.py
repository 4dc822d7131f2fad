"""What Books' dialect needs to know of an operation, and what a handler gives back."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..kit.fields import Field
from ..kit.http import Response
from ..kit.service import Call, Operation, Schema
from ..kit.tokens import Need
from .resource import Resource

VENDOR = "zoho"
ORGANIZATION_ID = Field("organization_id", "id")
ENVELOPE: Mapping[str, Any] = {"code": {"const": 0}, "message": {"type": "string", "minLength": 1}}


@dataclass(frozen=True, slots=True)
class Reply:
    """What a handler answers: the keys beside code and message.

    `message` replaces that of the operation; `location` is the id of a record that was created.
    """

    keys: Mapping[str, Any] = field(default_factory=dict)
    message: str | None = None
    location: str | None = None


@dataclass(frozen=True, slots=True)
class Plan:
    """The parts of an operation that are Books' own, prepared once.

    `tenanted` operations belong to an organization. `custom` ones take `cf_…` parameters. A body that is a
    bare list stands for the field `bare`, if that is given. A `bodyless` one needs no body; what its body
    must hold counts only if there is one.
    """

    message: str
    need: Need
    tenanted: bool
    custom: bool
    bare: str
    bodyless: bool
    resource: Resource | None


def plan(call: Call) -> Plan:
    """The plan of the call's operation."""
    found: Plan = call.operation.extra["plan"]
    return found


def resource_of(call: Call) -> Resource:
    """The resource that the call's operation belongs to."""
    found = plan(call).resource
    assert found is not None
    return found


def declare(
    name: str,
    method: str,
    path: str,
    act: Callable[[Call], Reply | Response],
    *,
    scope: str,
    message: str,
    answer: Schema | Callable[[], Schema] | None = None,
    optional: tuple[str, ...] = (),
    parameters: tuple[Field, ...] = (),
    headers: tuple[Field, ...] = (),
    body: tuple[Field, ...] = (),
    status: int = 200,
    partial: bool = False,
    tenanted: bool = True,
    custom: bool = False,
    bare: str = "",
    bodyless: bool = False,
    resource: Resource | None = None,
) -> Operation:
    """An operation of Books.

    `scope` is such as `projects.READ`; the group's ALL and the full access do as well. `answer` is the
    JSON Schema of each key beside code and message, of which the `optional` ones may be missing, or makes
    these.
    """
    query = (ORGANIZATION_ID, *parameters)
    scopes = scopes_for(scope)
    return Operation(
        id=name,
        method=method,
        path=path,
        act=act,
        scopes=scopes,
        parameters=query,
        headers=headers,
        body=body,
        status=status,
        partial=partial,
        summary=name.replace("_", " ").capitalize(),
        answer=lambda: _envelope(answer or {}, optional),
        extra={
            "plan": Plan(
                message,
                Need(VENDOR, scopes),
                tenanted,
                custom,
                bare,
                bodyless,
                resource,
            )
        },
    )


def _envelope(answer: Schema | Callable[[], Schema], optional: tuple[str, ...]) -> Schema:
    """JSON Schema of a whole answer."""
    keys = answer() if callable(answer) else answer
    return {
        "type": "object",
        "properties": {**ENVELOPE, **keys},
        "required": ["code", "message", *(key for key in keys if key not in optional)],
        "additionalProperties": False,
    }


def scopes_for(scope: str) -> tuple[str, ...]:
    """The scopes any of which allows what `projects.READ` does [docs: oauth]."""
    group, _, _ = scope.partition(".")
    return (f"ZohoBooks.{scope}", f"ZohoBooks.{group}.ALL", "ZohoBooks.fullaccess.all")
