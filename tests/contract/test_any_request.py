"""Whatever a generated client sends, each fake answers as its own document says.

The requests are made by schemathesis out of the document that the fake serves; many of them break it. The
server is a process of its own, as a user's would be.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import jsonschema_rs
import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi import checks

from harness.world import World
from mocks import FAKES
from mocks.kit.contract import openapi
from mocks.kit.service import Operation
from mocks.kit.urls import Urls

Case: TypeAlias = schemathesis.Case[Any]
Test = TypeVar("Test", bound=Callable[..., None])


def no_fault(context: Any, response: schemathesis.Response, case: Case) -> None:
    """A 501 says that the fake lacks the operation; any other 5xx is a fault of ours."""
    assert response.status_code < 500 or response.status_code == 501, response.text


CHECKS = [
    no_fault,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_schema_conformance,
]
QUIET: Any = {
    "deadline": None,
    "derandomize": True,
    "database": None,
    "suppress_health_check": list(HealthCheck),
}


@dataclass(frozen=True)
class Api:
    """Where a fake answers, and with what token."""

    origin: str
    prefix: str
    word: str
    url: str


APIS: Mapping[str, Api] = {
    "books": Api("books", "/books/v3", "Zoho-oauthtoken", "https://www.zohoapis.com/books/v3"),
    "wrike": Api("wrike", "/api/v4", "Bearer", "https://www.wrike.com/api/v4"),
}


def built(name: str) -> list[Operation]:
    return [one for one in FAKES[name].declared if one.unbuilt is None]


def document(name: str) -> Any:
    """The document of a fake, less what it has not built: that answers 501 to anything."""
    whole = openapi(FAKES[name], Urls())
    ids = {one.id for one in built(name)}
    for path, methods in whole["paths"].items():
        whole["paths"][path] = {word: one for word, one in methods.items() if one["operationId"] in ids}
    return schemathesis.openapi.from_dict(whole)


def each_operation(name: str) -> Callable[[Test], Test]:
    """Let a test run on generated calls of each operation."""
    decorate: Callable[[Test], Test] = document(name).parametrize()
    return decorate


def calling(up: Mapping[str, Any], name: str) -> dict[str, Any]:
    """What a call needs beside what is generated."""
    api = APIS[name]
    headers = {"authorization": f"{api.word} {up['tokens'][name]}"}
    return {"base_url": f"{up[api.origin]}{api.prefix}", "headers": headers}


@each_operation("books")
@settings(max_examples=5, **QUIET)
def test_books_answers_as_its_document_says(case: Case, up: dict[str, Any]) -> None:
    case.call_and_validate(**calling(up, "books"), checks=CHECKS)


@each_operation("wrike")
@settings(max_examples=5, **QUIET)
def test_wrike_answers_as_its_document_says(case: Case, up: dict[str, Any]) -> None:
    case.call_and_validate(**calling(up, "wrike"), checks=CHECKS)


@pytest.mark.parametrize("name", APIS)
def test_no_operation_is_open_to_somebody_without_a_token(name: str) -> None:
    async def ask() -> dict[str, tuple[int, bool]]:
        world = World.create()
        answers = {}
        for one in FAKES[name].declared:
            url = APIS[name].url + re.sub(r"{\w+}", "1", one.path)
            answer = await world.request(one.method, url)
            known = jsonschema_rs.is_valid(dict(FAKES[name].errors.schema), answer.json())
            answers[one.id] = (answer.status_code, known)
        await world.aclose()
        return answers

    answers = asyncio.run(ask())
    assert {one: seen for one, seen in answers.items() if seen != (401, True)} == {}
