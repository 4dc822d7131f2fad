"""What is the same in every account: version, colours, access roles."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ...kit.fields import Field, Type
from ...kit.service import Call, Operation
from ..access import ROLES, role_id
from ..answers import Answer, envelope_schema
from ..declaring import reads
from ..shapes import Shape
from .workflows import COLOURS

_HEX = (
    *("#795548", "#e53935", "#8e24aa", "#3949ab", "#283593", "#1e88e5", "#26a69a", "#00838f"),
    *("#43a047", "#9ccc65", "#fdd835", "#fb8c00", "#9e9e9e", "#b71c1c"),
)
"""Ours: Wrike's own values are not known."""
_TITLES = {
    -1: ("Full", "Can edit"),
    -2: ("Editor", "Can edit, but can't share or delete"),
    -3: ("Limited", "Can comment, change statuses, attach files, and start approvals"),
    -4: ("Read Only", "Can view"),
}
"""Titles and descriptions of the built-in roles [MATON]."""


def version(call: Call) -> Answer:
    """`GET /version`: numbers [SPEC], and those that the live tests of a public client expect [TAV]."""
    return Answer("version", [{"major": 1, "minor": 0}])


def colours(call: Call) -> Answer:
    """`GET /colors`."""
    pairs = zip(COLOURS, _HEX, strict=True)
    return Answer("colors", [{"name": name, "hex": code} for name, code in pairs])


def access_roles(call: Call) -> Answer:
    """`GET /access_roles`: the four that are built in."""
    found = [
        {"id": role_id(call.tenant, number), "title": _TITLES[number][0], "description": _TITLES[number][1]}
        for number in ROLES
    ]
    return Answer("accessRoles", found)


def operations() -> Iterator[Operation]:
    """The three."""
    numbers = _answer("version", "major", "minor", of="integer")
    yield reads("get_version", "/version", version, numbers, scopes=())
    yield reads("list_colors", "/colors", colours, _answer("colors", "name", "hex"))
    roles = _answer("accessRoles", "id", "title", "description")
    yield reads("list_access_roles", "/access_roles", access_roles, roles, scopes=("amReadOnlyAccessRole",))


def _answer(kind: str, *keys: str, of: Type = "text") -> dict[str, Any]:
    shape = Shape(tuple(Field(key, of, required=True) for key in keys), {})
    return envelope_schema(kind, shape.schema(shape.names()))
