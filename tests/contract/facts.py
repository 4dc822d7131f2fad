"""Facts about operations, in one shape for the vendors' specifications and for our own document.

Fields are flat: `contact_persons[].email` is the field of each element of a list.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

VENDOR = Path(__file__).resolve().parent / "vendor"
KINDS = VENDOR / "wrike_kinds.json"
"""What the `kind` of an answer of Wrike may be."""
SECTIONS = ("parameters", "body", "answer")
_PLACEHOLDER = re.compile(r"\{[^/]*")

Fact = Mapping[str, Any]
"""What is known of a field, any of: `type`, `of` (plain elements), `required`, `enum`, `max`, `in`."""


@dataclass(frozen=True)
class Operation:
    """The facts of one method on one path; `parameters` are those of query and headers.

    `message` is what it says when all went well, if the vendor's answers say anything.
    """

    scopes: tuple[str, ...] = ()
    status: int = 200
    message: str = ""
    parameters: Mapping[str, Fact] = field(default_factory=dict)
    body: Mapping[str, Fact] = field(default_factory=dict)
    answer: Mapping[str, Fact] = field(default_factory=dict)


@dataclass(frozen=True)
class Module:
    """One file of `vendor/`: the operations of one part of an API, by `METHOD /path/{}`."""

    fake: str
    name: str
    operations: Mapping[str, Operation]

    @property
    def id(self) -> str:
        """`books/contacts`."""
        return f"{self.fake}/{self.name}"


def modules() -> list[Module]:
    """All modules of all vendors."""
    return [read(path) for path in sorted(VENDOR.glob("*/*.json"))]


def read(path: Path) -> Module:
    """The module of a file; a section that is a text is that of the operation of that name."""
    written = json.loads(path.read_text(encoding="utf-8"))["operations"]
    operations = {}
    for key, one in written.items():
        meant = {name: written[one[name]] if isinstance(one[name], str) else one for name in SECTIONS}
        sections = {name: meant[name][name] for name in SECTIONS}
        operations[key] = Operation(tuple(one["scopes"]), one["status"], one.get("message", ""), **sections)
    return Module(path.parent.name, path.stem, operations)


def key_of(method: str, path: str) -> str:
    """How an operation is called whatever its placeholders are: `GET /contacts/{}`."""
    return f"{method.upper()} {_PLACEHOLDER.sub('{}', path.rstrip('/'))}"


def flatten(
    schema: Mapping[str, Any], resolve: Callable[[str], Any], *, text: Callable[[str], Fact] = lambda _: {}
) -> dict[str, Fact]:
    """The fields of a JSON Schema, at any depth; `text` reads what only a description says."""
    return dict(_fields(schema, resolve, text, "", ()))


def _fields(
    schema: Mapping[str, Any],
    resolve: Callable[[str], Any],
    text: Callable[[str], Fact],
    prefix: str,
    within: tuple[str, ...],
) -> Iterator[tuple[str, Fact]]:
    schema, within = _resolved(schema, resolve, within)
    for one in (*schema.get("oneOf", ()), *schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _fields(one, resolve, text, prefix, within)
    required = set(schema.get("required") or ())
    for name, written in (schema.get("properties") or {}).items():
        one, inside = _resolved(written, resolve, within)
        path = f"{prefix}{name}"
        yield path, {**_fact(one, text), **({"required": True} if name in required else {})}
        if (items := one.get("items")) and isinstance(items, Mapping):
            yield from _fields(items, resolve, text, f"{path}[].", inside)
        yield from _fields(one, resolve, text, f"{path}.", inside)


def _resolved(
    schema: Any, resolve: Callable[[str], Any], within: tuple[str, ...]
) -> tuple[Mapping[str, Any], tuple[str, ...]]:
    """The schema that a reference means; one that is met within itself says no more."""
    while isinstance(schema, Mapping) and (name := schema.get("$ref")):
        if name in within:
            return {}, within
        schema, within = resolve(name), (*within, name)
    return (schema if isinstance(schema, Mapping) else {}), within


def _fact(schema: Mapping[str, Any], text: Callable[[str], Fact]) -> Fact:
    found: dict[str, Any] = {}
    kind = schema.get("type") or ("object" if schema.get("properties") else None)
    if kind:
        found["type"] = kind
    elements = schema.get("items")
    plain = elements if isinstance(elements, Mapping) else {}
    if kind == "array" and plain.get("type") not in (None, "object"):
        found["of"] = plain["type"]
    if choices := schema.get("enum") or plain.get("enum"):
        found["enum"] = list(choices)
    if (longest := schema.get("maxLength") or plain.get("maxLength")) is not None:
        found["max"] = longest
    return {**text(str(schema.get("description", ""))), **found}
