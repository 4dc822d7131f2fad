"""A fake's OpenAPI document, out of its declarations."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from .fields import Field, object_schema
from .links import links
from .service import Operation, Service
from .urls import Urls


def openapi(service: Service, urls: Urls) -> dict[str, Any]:
    """The OpenAPI 3.1 document of everything that the fake has."""
    paths: dict[str, dict[str, Any]] = {}
    for operation in service.declared:
        described = describe(operation, service)
        if following := links(operation, service.declared):
            described["responses"][str(operation.status)]["links"] = following
        paths.setdefault(operation.path, {})[operation.method.lower()] = described
    prefix = service.prefixes[0]
    return {
        "openapi": "3.1.0",
        "info": {"title": service.title, "version": "1"},
        "servers": [{"url": urls.of(service.home, prefix)}],
        "paths": paths,
        "components": {
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }


def describe(operation: Operation, service: Service) -> dict[str, Any]:
    """One operation of the service as an OpenAPI object."""
    refusal = service.errors.schema
    refused = {"content": {"*/*": {"schema": dict(refusal)}}} if refusal else {}
    described: dict[str, Any] = {
        "operationId": operation.id,
        "summary": operation.summary or operation.id,
        "parameters": [
            *_path_parameters(operation.path),
            *_parameters(operation.parameters, "query"),
            *_parameters(operation.headers, "header"),
        ],
        "responses": {
            **{str(status): _answer(operation) for status in (operation.status, *operation.also)},
            "4XX": {"description": "refused, in the vendor's envelope", **refused},
            "5XX": {"description": "a fault, in the vendor's envelope", **refused},
        },
    }
    if not operation.public:
        described["security"] = [{"token": list(operation.scopes)}]
    if operation.body:
        schema = object_schema(operation.body, partial=operation.partial)
        if service.strict:
            schema["additionalProperties"] = False
        described["requestBody"] = {"content": {"application/json": {"schema": schema}}}
    return described


def _path_parameters(path: str) -> list[dict[str, Any]]:
    names = [part[1:-1] for part in path.split("/") if part.startswith("{")]
    return [
        {"name": name, "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
        for name in names
    ]


def _parameters(parameters: Iterable[Field], place: str) -> list[dict[str, Any]]:
    return [
        {"name": one.name, "in": place, "required": one.required, "schema": one.schema()}
        for one in parameters
    ]


def _answer(operation: Operation) -> dict[str, Any]:
    described: dict[str, Any] = {"description": "not built yet" if operation.unbuilt else "done"}
    if schema := operation.schema:
        described["content"] = {"application/json": {"schema": dict(schema)}}
    return described
