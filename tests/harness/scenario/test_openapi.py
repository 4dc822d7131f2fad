"""Canned answers out of an OpenAPI file: operations, examples, schemas, security; mistakes at their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema_rs import validator_for

from harness import connections
from harness.connections import Service
from harness.errors import FileError
from harness.extension import ApiKey, Basic, Canned, OAuth2, Reply, Required
from harness.scenario.hosts import HostsReader
from harness.scenario.openapi_document import Document
from harness.scenario.yamlfile import MappingNode, Place, parse_yaml

SHOP = Service("shop", "Shop", connections.OAuth2("https://shop.example/token"), custom=True)
PETS = """\
openapi: 3.1.0
info: {title: Pets, version: "1"}
servers: [{url: "https://pets.example/{version}/", variables: {version: {default: v2}}}]
security: [{key: []}]
paths:
  /pets:
    get:
      responses:
        "404": {description: none}
        "200":
          description: pets
          content:
            application/json: {schema: {type: array, items: {$ref: "#/components/schemas/Pet"}}}
    post:
      security: [{login: []}, {shop: [pets.write]}]
      responses:
        "201": {description: made, content: {application/json: {example: {id: 7, name: Rex}}}}
  /pets/{id}:
    delete: {security: [], responses: {"204": {description: gone}}}
    get:
      security: [{shop: [pets.read, pets.all], key: []}]
      responses: {default: {$ref: "#/components/responses/Pet"}}
    parameters: []
components:
  securitySchemes:
    key: {type: apiKey, in: header, name: X-Api-Key}
    login: {type: http, scheme: Basic}
    shop: {type: oauth2, flows: {}}
    bearer: {type: http, scheme: bearer}
    cookie: {type: apiKey, in: cookie, name: c}
  responses:
    Pet:
      description: a pet
      content:
        text/plain: {example: no}
        application/vnd.pet+json: {examples: {rex: {$ref: "#/components/examples/rex"}}}
  examples:
    rex: {value: {name: Rex, born: 2020-01-01}}
  schemas:
    Pet:
      type: object
      required: [id]
      properties:
        id: {type: integer, minimum: 10}
        name: {type: [string, "null"]}
        born: {type: string, format: date}
        kind: {enum: [cat, dog]}
        parent: {$ref: "#/components/schemas/Pet"}
        tags: {type: array, items: {type: string}}
        price: {type: number, default: 9.5}
        sold: {type: boolean}
"""
ALL = "credentials: {key: k, login: {user: ann, password: s}, shop: shop}"


def read(tmp_path: Path, document: str = PETS, more: str = ALL) -> dict[str, Canned]:
    """The answers by call."""
    (tmp_path / "pets.yaml").write_text(document, encoding="utf-8")
    text = f"pets.example: {{openapi: pets.yaml, {more}}}" if more else "pets.example: {openapi: pets.yaml}"
    hosts = HostsReader({"shop": SHOP}).read(parse_yaml(text, str(tmp_path / "extension.yaml")))
    return {f"{one.method} {one.path}": one for one in hosts["pets.example"]}


def fixed(canned: Canned) -> Reply:
    assert isinstance(canned.reply, Reply)
    return canned.reply


def test_every_operation_is_answered_below_the_first_server(tmp_path: Path) -> None:
    calls = ["GET /v2/pets", "POST /v2/pets", "DELETE /v2/pets/{id}", "GET /v2/pets/{id}"]
    assert list(read(tmp_path)) == calls


def test_an_answer_is_the_example_of_the_first_good_response(tmp_path: Path) -> None:
    answers = read(tmp_path)
    assert fixed(answers["POST /v2/pets"]) == Reply(
        201, (("content-type", "application/json"),), b'{"id":7,"name":"Rex"}'
    )
    assert fixed(answers["DELETE /v2/pets/{id}"]) == Reply(204)
    pet = fixed(answers["GET /v2/pets/{id}"])
    assert (pet.status, pet.headers) == (200, (("content-type", "application/vnd.pet+json"),))
    assert orjson.loads(pet.body) == {"name": "Rex", "born": "2020-01-01"}


def test_without_an_example_it_is_made_of_the_schema(tmp_path: Path) -> None:
    (pet,) = orjson.loads(fixed(read(tmp_path)["GET /v2/pets"]).body)
    assert pet == {
        "id": 10,
        "name": "text",
        "born": "2026-01-15",
        "kind": "cat",
        "parent": None,
        "tags": ["text"],
        "price": 9.5,
        "sold": True,
    }


def test_the_credentials_are_those_of_the_file_with_what_the_extension_says_that_they_take(
    tmp_path: Path,
) -> None:
    wanted: dict[str, tuple[Required, ...]] = {call: one.requires for call, one in read(tmp_path).items()}
    key = ApiKey("header", "X-Api-Key", "k")
    assert wanted == {
        "GET /v2/pets": (key,),
        "POST /v2/pets": (Basic("ann", "s"),),
        "DELETE /v2/pets/{id}": (),
        "GET /v2/pets/{id}": (OAuth2("shop", ("pets.read", "pets.all")), key),
    }


def test_of_alternatives_the_first_counts_for_which_something_is_said(tmp_path: Path) -> None:
    answers = read(tmp_path, more="credentials: {key: k, shop: shop}")
    assert answers["POST /v2/pets"].requires == (OAuth2("shop", ("pets.write",)),)


def test_requires_of_the_host_stands_in_place_of_the_files_own(tmp_path: Path) -> None:
    answers = read(tmp_path, more="requires: {basic: {user: ann, password: s}}")
    assert {one.requires for one in answers.values()} == {(Basic("ann", "s"),)}


def test_what_the_extension_answers_itself_wins(tmp_path: Path) -> None:
    answers = read(tmp_path, more=f"{ALL}, answers: [{{at: GET /v2/pets/*, text: mine}}]")
    assert fixed(answers["GET /v2/pets/*"]).body == b"mine"
    assert "GET /v2/pets/{id}" not in answers
    assert len(answers) == 4


def test_what_the_extension_answers_itself_wants_what_the_file_wants_unless_it_says_otherwise(
    tmp_path: Path,
) -> None:
    own = "[{at: GET /v2/pets/*, text: mine}, {at: POST /v2/pets, requires: {}}, {at: GET /else}]"
    answers = read(tmp_path, more=f"{ALL}, answers: {own}")
    key = ApiKey("header", "X-Api-Key", "k")
    assert answers["GET /v2/pets/*"].requires == (OAuth2("shop", ("pets.read", "pets.all")), key)
    assert (answers["POST /v2/pets"].requires, answers["GET /else"].requires) == ((), ())


def test_a_bearer_scheme_takes_tokens_without_looking_at_scopes(tmp_path: Path) -> None:
    document = PETS.replace("security: [{key: []}]", "security: [{bearer: []}]", 1)
    answers = read(tmp_path, document, f"{ALL[:-1]}, bearer: shop}}")
    assert answers["GET /v2/pets"].requires == (OAuth2("shop"),)


def test_a_json_file_is_read_too(tmp_path: Path) -> None:
    document = {"openapi": "3.0.3", "paths": {"/a": {"get": {"responses": {"200": {"description": "x"}}}}}}
    assert set(read(tmp_path, json.dumps(document, indent=1), "")) == {"GET /a"}


SWAGGER = """\
swagger: "2.0"
basePath: /api/v4
produces: [text/plain, application/json]
security: [{login: []}]
paths:
  /tasks:
    get: {responses: {200: {description: x, schema: {type: array, items: {$ref: "#/definitions/Task"}}}}}
    post: {responses: {201: {description: x, examples: {application/json: {id: 7}}}}}
  /tasks/{id}:
    delete: {responses: {204: {description: x}}}
definitions: {Task: {type: object, properties: {title: {type: string}}}}
securityDefinitions: {login: {type: basic}}
"""


def test_a_file_of_version_2_is_read_as_well(tmp_path: Path) -> None:
    answers = read(tmp_path, SWAGGER, "credentials: {login: {user: ann, password: s}}")
    assert {call: fixed(one).status for call, one in answers.items()} == {
        "GET /api/v4/tasks": 200,
        "POST /api/v4/tasks": 201,
        "DELETE /api/v4/tasks/{id}": 204,
    }
    tasks = fixed(answers["GET /api/v4/tasks"])
    assert (tasks.headers, tasks.body) == ((("content-type", "application/json"),), b'[{"title":"text"}]')
    assert fixed(answers["POST /api/v4/tasks"]).body == b'{"id":7}'
    assert {one.requires for one in answers.values()} == {(Basic("ann", "s"),)}


@pytest.mark.parametrize(
    ("old", "new", "more", "file", "line", "column", "message"),
    [
        (
            "",
            "",
            "",
            "extension.yaml",
            1,
            25,
            "GET /pets (",
        ),
        ("", "", "credentials: {kye: k}", "extension.yaml", 1, 50, "pets.yaml has no security scheme 'kye'."),
        ("", "", "credentials: {key: k, login: x}", "extension.yaml", 1, 65, "Expected a mapping"),
        ("", "", "credentials: {key: k, shop: shp}", "extension.yaml", 1, 64, "Did you mean 'shop'?"),
        ("openapi: 3.1.0", "asyncapi: '3.0'", ALL, "pets.yaml", 1, 1, "Expected an OpenAPI document"),
        ("openapi: 3.1.0", "openapi: 2.0", ALL, "pets.yaml", 1, 10, "Expected an OpenAPI document"),
        ('/schemas/Pet"}}}', '/schemas/Pat"}}}', ALL, "pets.yaml", 13, 68, "there is no 'Pat'"),
        ("#/components/responses/Pet", "other.yaml#/Pet", ALL, "pets.yaml", 22, 35, "leads out of the file"),
        ("  /pets/{id}:", "  /pets/{id}.json:", ALL, "pets.yaml", 19, 5, "a whole segment"),
        ("[{key: []}]", "{key: []}", ALL, "pets.yaml", 4, 11, "Expected a list of alternatives"),
        (
            "[{key: []}]",
            "[{cookie: []}]",
            f"{ALL[:-1]}, cookie: c}}",
            "pets.yaml",
            30,
            13,
            "can't be demanded here",
        ),
    ],
)
def test_a_mistake_is_told_at_its_place(
    tmp_path: Path, old: str, new: str, more: str, file: str, line: int, column: int, message: str
) -> None:
    with pytest.raises(FileError) as caught:
        read(tmp_path, PETS.replace(old, new, 1) if old else PETS, more)
    assert message in caught.value.message
    assert (Path(caught.value.file).name, caught.value.line, caught.value.column) == (file, line, column)


@pytest.mark.parametrize(
    ("text", "column", "message"),
    [
        ("h: {credentials: {key: k}}", 18, "there is none"),
        ("h: {openapi: x.yaml, requires: {}, credentials: {key: k}}", 49, "'requires' says it already"),
        ("h: {openapi: x.yaml}", 14, "cannot be read"),
    ],
)
def test_a_file_and_what_is_said_of_it_belong_together(
    tmp_path: Path, text: str, column: int, message: str
) -> None:
    with pytest.raises(FileError) as caught:
        HostsReader({}).read(parse_yaml(text, str(tmp_path / "extension.yaml")))
    assert message in caught.value.message
    assert (caught.value.line, caught.value.column) == (1, column)


def test_references_in_a_circle_are_refused(tmp_path: Path) -> None:
    circle = 'rex: {$ref: "#/components/examples/rex"}'
    with pytest.raises(FileError, match="go round in circles"):
        read(tmp_path, PETS.replace("rex: {value: {name: Rex, born: 2020-01-01}}", circle))


SCHEMAS = st.recursive(
    st.sampled_from(["string", "integer", "number", "boolean", "null"]).map(lambda kind: {"type": kind}),
    lambda inner: st.one_of(
        inner.map(lambda one: {"type": "array", "items": one}),
        st.dictionaries(st.sampled_from("abc"), inner, max_size=3).map(
            lambda some: {"type": "object", "properties": some}
        ),
        st.lists(inner, min_size=1, max_size=2).map(lambda some: {"anyOf": some}),
    ),
    max_leaves=6,
)


@given(SCHEMAS)
def test_whatever_is_made_of_a_schema_fits_it(schema: dict[str, Any]) -> None:
    document = Document(MappingNode({}, Place("x", 1, 1)))
    assert validator_for(schema).is_valid(document.sample(parse_yaml(json.dumps(schema), "x")))
