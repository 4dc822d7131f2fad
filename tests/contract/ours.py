"""What a fake declares, as facts: its own OpenAPI document, the one that clients can read."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from mocks import FAKES
from mocks.kit.contract import openapi
from mocks.kit.urls import Urls

from .facts import Fact, Operation, flatten, key_of


@cache
def declared(fake: str) -> dict[str, Operation]:
    """The operations that the fake has built; one that answers 501 has no good answer in the document."""
    document = openapi(FAKES[fake], Urls())

    def resolve(name: str) -> Any:
        found: Any = document
        for part in name.removeprefix("#/").split("/"):
            found = found[part]
        return found

    built: dict[str, Operation] = {}
    for path, methods in document["paths"].items():
        for method, one in methods.items():
            status = next(iter(one["responses"]))
            if status.startswith("2"):
                built[key_of(method, path)] = _operation(one, int(status), resolve)
    return built


def _operation(one: Mapping[str, Any], status: int, resolve: Any) -> Operation:
    parameters: dict[str, Fact] = {}
    for written in one["parameters"]:
        if written["in"] != "path":
            schema = {"properties": {written["name"]: written["schema"]}}
            fields = flatten(schema, resolve)
            fields[written["name"]] = {**fields[written["name"]], "required": written["required"]}
            parameters.update(fields)
    return Operation(
        scopes=tuple(scope for need in one.get("security", ()) for one in need.values() for scope in one),
        status=status,
        parameters=parameters,
        body=_content(one.get("requestBody", {}), resolve),
        answer=_content(one["responses"][str(status)], resolve),
    )


def _content(written: Mapping[str, Any], resolve: Any) -> dict[str, Fact]:
    content: Mapping[str, Any] = written.get("content", {})
    return flatten(content["application/json"]["schema"], resolve) if content else {}
