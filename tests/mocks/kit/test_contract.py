"""The OpenAPI document that comes out of the declarations."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any, ClassVar

import jsonschema_rs
import pytest
import schemathesis

from mocks.kit.contract import describe, openapi
from mocks.kit.errors import VendorError
from mocks.kit.fields import Field
from mocks.kit.service import Operation, Service
from mocks.kit.urls import Urls

from . import tiny

EVERY_TYPE = tuple(
    Field(f"a_{kind}", kind, required=True, fields=(Field("inner"),) if kind in ("object", "list") else ())
    for kind in ("text", "id", "integer", "number", "boolean", "date", "time", "object", "list", "any")
)


@pytest.fixture
def document() -> dict[str, Any]:
    return openapi(tiny.SERVICE, Urls())


def schemas(value: Any) -> Iterator[Any]:
    """Every JSON Schema of a document."""
    if isinstance(value, list):
        for one in value:
            yield from schemas(one)
    if isinstance(value, dict):
        for name, one in value.items():
            yield from [one] if name == "schema" else schemas(one)


def check(document: dict[str, Any]) -> int:
    """Raises if the document or a schema in it is not valid; how many schemas it has."""
    schemathesis.openapi.from_dict(document).validate()
    found = list(schemas(document))
    for schema in found:
        jsonschema_rs.Draft202012Validator(schema)
    return len(found)


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert check(document) > 3


def test_it_is_valid_with_every_type_of_field() -> None:
    operation = Operation("all", "POST", "/a/{id}/b/{other_id}", print, (), EVERY_TYPE, EVERY_TYPE)
    service = replace(tiny.SERVICE, operations=lambda: [operation])
    assert check(openapi(service, Urls())) == 2 + len(EVERY_TYPE) + 1


def test_everything_that_is_declared_is_in_it(document: dict[str, Any]) -> None:
    described = {
        (method.upper(), path, one["operationId"])
        for path, methods in document["paths"].items()
        for method, one in methods.items()
    }
    assert described == {(one.method, one.path, one.id) for one in tiny.SERVICE.declared}


def test_its_server_is_where_the_world_is_reached(document: dict[str, Any]) -> None:
    assert document["servers"] == [{"url": "https://api.tiny.example/api/v1"}]
    local = Urls({tiny.HOST: "http://127.0.0.1:8701"})
    assert openapi(tiny.SERVICE, local)["servers"] == [{"url": "http://127.0.0.1:8701/api/v1"}]


def test_an_operation_says_what_it_takes(document: dict[str, Any]) -> None:
    create = document["paths"]["/things"]["post"]
    assert create["security"] == [{"token": ["things.WRITE", "things.ALL"]}]
    assert create["requestBody"]["content"]["application/json"]["schema"]["required"] == ["name"]
    assert list(create["responses"]) == ["201", "4XX", "5XX"]
    listed = document["paths"]["/things"]["get"]
    assert listed["parameters"] == [
        {"name": "page", "in": "query", "required": False, "schema": {"type": "integer"}}
    ]
    assert listed["responses"]["200"]["content"]["application/json"]["schema"] == {"type": "object"}


def test_ids_in_the_path_are_required_parameters(document: dict[str, Any]) -> None:
    assert document["paths"]["/things/{id}"]["get"]["parameters"] == [
        {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "minLength": 1}}
    ]


def test_an_update_requires_no_field_of_its_body(document: dict[str, Any]) -> None:
    body = document["paths"]["/things/{id}"]["put"]["requestBody"]
    assert "required" not in body["content"]["application/json"]["schema"]


def test_what_is_public_asks_for_no_token(document: dict[str, Any]) -> None:
    assert "security" not in document["paths"]["/status"]["get"]


def test_an_operation_without_a_summary_is_called_by_its_id() -> None:
    one = next(iter(tiny.SERVICE.declared))
    assert describe(one, tiny.SERVICE)["summary"] == "list"
    assert describe(replace(one, summary="all things"), tiny.SERVICE)["summary"] == "all things"


def test_a_refusal_has_the_shape_of_the_vendors_errors() -> None:
    class Bodied(VendorError):
        schema: ClassVar = {"type": "string"}

    one = next(iter(tiny.SERVICE.declared))
    refused = describe(one, replace(tiny.SERVICE, errors=Bodied))["responses"]["4XX"]
    assert refused["content"] == {"*/*": {"schema": {"type": "string"}}}


def test_a_strict_fake_says_that_it_takes_no_other_fields() -> None:
    one = next(one for one in tiny.SERVICE.declared if one.body)
    loose, strict = (describe(one, replace(tiny.SERVICE, strict=strict)) for strict in (False, True))
    assert "additionalProperties" not in loose["requestBody"]["content"]["application/json"]["schema"]
    assert strict["requestBody"]["content"]["application/json"]["schema"]["additionalProperties"] is False


def test_a_service_is_compiled_once() -> None:
    asked = []

    def operations() -> Iterator[Operation]:
        asked.append(1)
        yield from tiny.operations()

    service: Service = replace(tiny.SERVICE, operations=operations)
    for _ in range(2):
        openapi(service, Urls())
        assert service.router.match(["things"]) is not None
    assert asked == [1]
