"""Which operations can follow which: where a good answer holds the ids that other paths ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from .service import Operation

DEEP = 3
"""So many levels of an answer are searched for ids."""


def links(operation: Operation, others: Iterable[Operation]) -> dict[str, Any]:
    """The OpenAPI links of an operation that makes a record: to each that takes an id out of its answer.

    An id is found under the name of the placeholder (`{contact_id}`), or where `Operation.gives` says for
    the segment before it. A placeholder of the same name in its own path is carried over.
    """
    if operation.method != "POST" or operation.unbuilt:
        return {}
    named = dict(_named(operation.schema, ""))
    own = dict(_placeholders(operation.path))
    found: dict[str, Any] = {}
    for other in others:
        if other is operation or other.unbuilt:
            continue
        given = {
            name: operation.gives.get(segment) or named.get(name)
            for name, segment in _placeholders(other.path)
        }
        carried = {name for name, pointer in given.items() if pointer is None and name in own}
        if len(carried) < len(given) and all(name in carried or given[name] for name in given):
            found[other.id] = {
                "operationId": other.id,
                "parameters": {
                    f"path.{name}": f"$request.path.{name}"
                    if name in carried
                    else f"$response.body#{pointer}"
                    for name, pointer in given.items()
                },
            }
    return found


def _placeholders(path: str) -> Iterator[tuple[str, str]]:
    """Each placeholder of a path with the segment before it."""
    parts = path.strip("/").split("/")
    for before, part in zip(["", *parts], parts, strict=False):
        if part.startswith("{"):
            yield part[1:-1], before


def _named(schema: Mapping[str, Any], at: str) -> Iterator[tuple[str, str]]:
    """The names of all properties of an answer, outermost last, each with its JSON pointer."""
    if at.count("/") >= DEEP:
        return
    for name, inner in schema.get("properties", {}).items():
        yield from _named(inner, f"{at}/{name}")
    for name in schema.get("properties", {}):
        yield name, f"{at}/{name}"
    if "items" in schema:
        yield from _named(schema["items"], f"{at}/0")
