"""`hosts:` of an extension: what is read, and what is refused at its place."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from harness import connections
from harness.connections import SERVICES, Service
from harness.errors import FileError
from harness.extension import ApiKey, Basic, Canned, OAuth2, Reply
from harness.scenario.hosts import HostsReader
from harness.scenario.yamlfile import parse_yaml

FILE = "extension.yaml"
SHOP = Service("shop", "Shop", connections.OAuth2("https://shop.example/token"), custom=True)


def read(text: str) -> dict[str, tuple[Canned, ...]]:
    return HostsReader({**SERVICES, "shop": SHOP}).read(parse_yaml(text, FILE))


def only(text: str) -> Canned:
    """The one answer of the one host."""
    ((canned,),) = read(text).values()
    return canned


def filled(canned: Canned, **request: Any) -> Reply:
    """The reply to a request with these values."""
    assert not isinstance(canned.reply, Reply)
    nothing: dict[str, Any] = {"path": {}, "query": {}, "form": {}, "json": None, "headers": {}}
    return canned.reply({**nothing, **request})


def test_an_answer_is_json_text_or_nothing() -> None:
    answers = read(
        "api.shop.example:\n"
        "- {at: GET /json, json: {total: 3}}\n"
        "- {at: GET /text, text: pong, status: 202, headers: {X-Id: 7}}\n"
        "- {at: DELETE /nothing, status: 204}\n"
        "- {at: GET /page, text: <p>, headers: {Content-Type: text/html}}\n"
    )["api.shop.example"]
    assert [one.reply for one in answers] == [
        Reply(200, (("content-type", "application/json"),), b'{"total":3}'),
        Reply(202, (("x-id", "7"), ("content-type", "text/plain;charset=UTF-8")), b"pong"),
        Reply(204),
        Reply(200, (("content-type", "text/html"),), b"<p>"),
    ]


def test_an_answer_may_hold_values_of_its_request() -> None:
    canned = only(
        "api.shop.example:\n"
        "  at: PUT /orders/{id}/*\n"
        '  headers: {Location: "/orders/${path.id}"}\n'
        "  json:\n"
        '    id: "${path.id}"\n'
        '    part: "${path.1}"\n'
        '    lines: "${json.lines}"\n'
        '    first: "${json.lines.0.sku}"\n'
        '    page: "${query.page}"\n'
        '    text: "for ${form.name}, in ${headers.accept-language}"\n'
        '    whole: "${json}"\n'
    )
    body = {"lines": [{"sku": "A"}]}
    reply = filled(
        canned, path={"id": "7", "1": "x"}, json=body, form={"name": "Tom"}, headers={"accept-language": "de"}
    )
    assert dict(reply.headers)["location"] == "/orders/7"
    assert orjson.loads(reply.body) == {
        "id": "7",
        "part": "x",
        "lines": [{"sku": "A"}],
        "first": "A",
        "page": None,
        "text": "for Tom, in de",
        "whole": body,
    }


@pytest.mark.parametrize(
    "path", ["json.a.b", "json.lines.9", "json.lines.x", "json.lines.0.sku.deeper", "query.x"]
)
def test_what_the_request_does_not_hold_is_nothing(path: str) -> None:
    canned = only(f'h.example: [{{at: POST /a, json: "${{{path}}}", headers: {{x: "-${{{path}}}-"}}}}]')
    reply = filled(canned, json={"a": 1, "lines": [{"sku": "A"}]})
    assert (reply.body, dict(reply.headers)["x"]) == (b"null", "--")


def test_a_dollar_that_is_none_is_written_twice() -> None:
    reply = only('h.example: [{at: GET /a, text: "$${path.id}"}]').reply
    assert isinstance(reply, Reply)
    assert reply.body == b"${path.id}"


def test_credentials_are_wanted_by_a_host_unless_an_answer_says_otherwise() -> None:
    answers = read(
        "api.shop.example:\n"
        "  requires: {api_key: {header: X-Api-Key, value: k}}\n"
        "  refused: {status: 403, json: {error: no}}\n"
        "  answers:\n"
        "  - {at: GET /a}\n"
        "  - {at: GET /b, requires: {}}\n"
        "  - {at: GET /c, requires: {basic: {user: ann, password: s3cret}}}\n"
        "  - at: GET /d\n"
        "    requires:\n"
        "      api_key: [{query: key, value: k}, {form: secret, value: s}]\n"
        "      oauth2: {service: shop, scopes: [read, write], query: access_token}\n"
        "  - {at: GET /e, requires: {oauth2: wrike}}\n"
        "  - {at: GET /f, requires: {oauth2: {service: shop, header: X-Shop-Token, word: ''}}}\n"
    )["api.shop.example"]
    assert [one.requires for one in answers] == [
        (ApiKey("header", "X-Api-Key", "k"),),
        (),
        (Basic("ann", "s3cret"),),
        (
            ApiKey("query", "key", "k"),
            ApiKey("form", "secret", "s"),
            OAuth2("shop", ("read", "write"), query="access_token"),
        ),
        (OAuth2("wrike"),),
        (OAuth2("shop", header="X-Shop-Token", word=""),),
    ]
    refusal = Reply(403, (("content-type", "application/json"),), b'{"error":"no"}')
    assert {one.refusal for one in answers} == {refusal}


def test_no_secret_is_in_what_python_shows_of_credentials() -> None:
    shown = repr((ApiKey("query", "key", "s3cret"), Basic("ann", "s3cret")))
    assert "s3cret" not in shown


@pytest.mark.parametrize(
    ("text", "line", "column", "message"),
    [
        ("https://api.x: []", 1, 1, "'https://api.x' is no name of a host"),
        ("API.example: []", 1, 1, "Write it in small letters"),
        ("h: {answer: []}", 1, 5, "A host has no key 'answer'. Did you mean 'answers'?"),
        ("h: [{status: 200}]", 1, 5, "A canned answer needs the key 'at'."),
        ("h: [{at: /a}]", 1, 10, "Expected a call such as GET /v1/orders/{id}, not '/a'."),
        ("h: [{at: GTE /a}]", 1, 10, "'GTE' is no method. Did you mean 'GET'?"),
        ("h: [{at: GET /a?b=c}]", 1, 10, "The query does not choose the answer"),
        ("h: [{at: 'GET /{a}/{a}'}]", 1, 10, "Two segments of /{a}/{a} have the same name."),
        ("h: [{at: 'GET /{a}.json'}]", 1, 10, "a whole segment, not a part of one as in '{a}.json'"),
        ("h: [{at: GET /a/*},\n {at: 'GET /a/{id}'}]", 2, 2, "GET /a/{id} is answered already, in line 1."),
        ("h: [{at: GET /a, text: '${json.x}',\n  json: {x: '${jsn.x}'}}]", 2, 13, "Did you mean 'json'?"),
        ("h: [{at: 'GET /{id}', text: '${path.ix}'}]", 1, 29, "no such segment. Known: id."),
        ("h: [{at: GET /a, text: '${path}'}]", 1, 24, "the path has no such segment."),
        ("h: [{at: GET /a, headers: {x: '${'}}]", 1, 31, "A '${' without its '}'"),
        ("h: {requires: {basik: {}}}", 1, 16, "'requires' has no key 'basik'. Did you mean 'basic'?"),
        ("h: {requires: {basic: {user: a}}}", 1, 23, "'basic' needs the key 'password'."),
        ("h: {requires: {oauth2: shp}}", 1, 24, "'shp' is no service of OAuth 2. Did you mean 'shop'?"),
        ("h: {requires: {oauth2: twilio}}", 1, 24, "'twilio' is no service of OAuth 2."),
        ("h: {requires: {oauth1: trelo}}", 1, 24, "no service of OAuth 1. Did you mean 'trello'?"),
        ("h: {requires: {oauth2: {scopes: [a]}}}", 1, 24, "'oauth2' needs the key 'service'."),
        (
            "h: {requires: {oauth2: {service: shop, query: a, header: b}}}",
            1,
            24,
            "A token comes in a header or in the query",
        ),
        ("h: {requires: {api_key: {value: k}}}", 1, 25, "An API key has one place"),
        ("h: {requires: {api_key: {value: k, query: a, form: b}}}", 1, 25, "An API key has one place"),
        ("h: {refused: {text: '${json.x}'}}", 1, 21, "A refusal is the same for every request"),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, line: int, column: int, message: str) -> None:
    with pytest.raises(FileError) as caught:
        read(text)
    assert message in caught.value.message
    assert (caught.value.file, caught.value.line, caught.value.column) == (FILE, line, column)
