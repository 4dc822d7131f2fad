"""The one path of a request through a fake."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Iterable, MutableMapping
from dataclasses import replace
from typing import Any

import httpx
import pytest

from mocks.kit.app import EXCHANGE, HOST, TRANSPORT, App, read_request
from mocks.kit.events import Events
from mocks.kit.http import Response
from mocks.kit.journal import Exchange
from mocks.kit.service import Call, Context
from tests.fakes import client_of, make_context

from . import tiny

TENANTS = ("60001", "60002")


def make_app(*, scopes: Iterable[str] = ("*",), off: Iterable[str] = ()) -> App:
    context = make_context(tiny.SERVICE, off=off)
    for person, tenant in zip(("tom", "ann"), TENANTS, strict=True):
        give(context, f"token-of-{person}", person, scopes, [tenant])
    return tiny.SERVICE.create_app(context)


def give(context: Context, token: str, person: str, scopes: Iterable[str], tenants: Iterable[str]) -> None:
    context.tokens.give(token, "tiny", person, scopes, tenants)  # type: ignore[attr-defined]  # a test's tokens


def send(
    app: App, method: str, path: str, *, token: str | None = "token-of-tom", **rest: Any
) -> tuple[int, Any, Exchange]:
    """Status, JSON and exchange of one request."""

    async def call() -> httpx.Response:
        headers = {"authorization": token} if token else {}
        async with client_of(app, tiny.HOST) as client:
            return await client.request(method, path, headers=headers, **rest)

    response = asyncio.run(call())
    exchange = list(app.context.journal)[-1]
    return response.status_code, response.json(), exchange


def test_the_steps_come_in_their_order() -> None:
    app = make_app()
    assert send(app, "GET", "/api/v1/things")[:2] == (200, {"answer": []})
    assert tiny.steps(app.context) == ["token", "scope", "parse", "act", "render"]


def test_what_must_call_out_does_so_before_the_act() -> None:
    app = make_app()
    assert send(app, "POST", "/api/v1/hands")[:2] == (200, {"answer": "a hand"})
    assert tiny.steps(app.context) == ["token", "scope", "parse", "prepare", "act", "render"]


def test_the_token_is_judged_before_the_route() -> None:
    app = make_app()
    for path in ("/api/v1/nowhere", "/api/v1/things"):
        assert send(app, "DELETE", path, token="made up")[:2] == (401, {"oops": "who are you?"})


def test_the_scope_is_judged_before_the_body() -> None:
    app = make_app(scopes=["things.READ"])
    status, body, exchange = send(app, "POST", "/api/v1/things", json={})
    assert (status, body) == (403, {"oops": "not you"})
    assert tiny.steps(app.context) == ["token", "scope"]
    assert (exchange.reason, exchange.vendor_error) == ("scope", "tiny.forbidden")
    assert (exchange.operation, exchange.tenant, exchange.person) == ("create", "60001", "tom")


def test_the_body_is_judged_before_the_act() -> None:
    app = make_app()
    assert send(app, "POST", "/api/v1/things", json={})[:2] == (400, {"oops": "bad name"})
    assert send(app, "POST", "/api/v1/things", content="{")[:2] == (400, {"oops": "bad body"})
    assert "act" not in tiny.steps(app.context)


def test_what_is_not_built_says_so_to_whoever_may_call_it_whatever_was_sent() -> None:
    path = "/api/v1/things/1/melt"
    app = make_app()
    status, answer, exchange = send(app, "POST", path, content=b"no JSON")
    assert (status, answer, exchange.operation) == (501, {"oops": "we are so sorry"}, "melt")
    assert send(app, "POST", path, token="made up")[0] == 401
    assert send(make_app(scopes=["things.READ"]), "POST", path)[0] == 403


def test_what_is_public_asks_for_no_token() -> None:
    app = make_app()
    assert send(app, "GET", "/api/v1/status", token=None)[:2] == (200, {"answer": "up"})
    assert "token" not in tiny.steps(app.context)


@pytest.mark.parametrize(
    "path", ["/things", "/api/v1/nowhere", "/api/v1x/things", "/api/v1", "/", "/v1/things//x"]
)
def test_a_path_that_does_not_exist_is_the_vendors_404(path: str) -> None:
    status, body, exchange = send(make_app(), "GET", path)
    assert (status, body) == (404, {"oops": "nothing here"})
    assert (exchange.vendor_error, exchange.operation) == ("tiny.missing", None)


def test_a_method_that_the_path_does_not_have_is_the_vendors_405() -> None:
    status, body, exchange = send(make_app(), "PATCH", "/api/v1/things/7")
    assert (status, body) == (405, {"oops": "only GET PUT"})
    assert exchange.vendor_error == "tiny.not_allowed"


@pytest.mark.parametrize("path", ["/api/v1/things", "/api/v1/things/", "/v1/things"])
def test_every_prefix_and_a_trailing_slash_lead_to_the_same(path: str) -> None:
    assert send(make_app(), "GET", path)[0] == 200


def test_ids_in_the_path_are_decoded() -> None:
    app = make_app()
    app.context.store.put("tiny.things", "60001", "a/b", {"id": "a/b"})
    assert send(app, "GET", "/api/v1/things/a%2Fb")[1] == {"answer": {"id": "a/b"}}


@pytest.mark.parametrize("action", ["explode", "mumble"])
def test_a_crash_is_the_vendors_500_and_shows_nothing_of_us(
    action: str, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.ERROR, "mocks"):
        status, body, exchange = send(make_app(), "POST", f"/api/v1/things/1/{action}?code=hidden")
    assert (status, body) == (500, {"oops": "we are so sorry"})
    assert (exchange.status, exchange.vendor_error) == (500, "tiny.broken")
    assert "failed on POST /api/v1/things/1/" in caplog.text
    assert "Traceback" in caplog.text
    assert "hidden" not in caplog.text


def test_the_exchange_is_complete() -> None:
    app = make_app()
    status, body, exchange = send(app, "POST", "/api/v1/things?page=1", json={"name": "a", "colour": "red"})
    assert (status, body) == (201, {"answer": {"id": "1", "name": "a"}})
    assert exchange.done
    assert (exchange.method, exchange.url) == ("POST", f"https://{tiny.HOST}/api/v1/things?page=1")
    assert (exchange.service, exchange.operation) == ("tiny", "create")
    assert (exchange.tenant, exchange.person, exchange.status) == ("60001", "tom", 201)
    assert exchange.request_body == b'{"name":"a","colour":"red"}'
    assert exchange.response_body == b'{"answer":{"id":"1","name":"a"}}'
    assert dict(exchange.response_headers)["content-length"] == "32"
    assert [finding.code for finding in exchange.findings] == ["unknown-field"]


def test_the_event_of_a_change_tells_who_was_behind_it() -> None:
    app = make_app()
    exchange = send(app, "POST", "/api/v1/things", json={"name": "a"}, token="token-of-ann")[2]
    (event,) = app.context.store.rows(Events.KIND, "60002").values()
    assert (event["person"], event["origin"], event["exchange"]) == ("ann", "api", exchange.id)
    assert app.context.store.rows(Events.KIND, "60001") == {}


def test_tenants_do_not_see_each_other() -> None:
    app = make_app()
    send(app, "POST", "/api/v1/things", json={"name": "a"}, token="token-of-tom")
    assert send(app, "GET", "/api/v1/things/1", token="token-of-ann")[0] == 404
    assert send(app, "GET", "/api/v1/things", token="token-of-ann")[1] == {"answer": []}
    assert send(app, "GET", "/api/v1/things/1", token="token-of-tom")[0] == 200


def test_a_check_that_is_off_lets_the_request_through() -> None:
    assert send(make_app(scopes=[], off=["tiny.scope"]), "GET", "/api/v1/things")[0] == 200
    assert send(make_app(off=["tiny.token"]), "GET", "/api/v1/things", token="made up")[0] == 200


def add_fault(app: App, do: dict[str, Any]) -> None:
    app.context.faults.add({"at": {"path": "/things"}, "do": do})


def test_a_fault_answers_in_the_vendors_envelope_and_the_work_is_not_done() -> None:
    app = make_app()
    add_fault(app, {"status": 429})
    status, body, exchange = send(app, "GET", "/api/v1/things")
    assert (status, body) == (429, {"oops": "we are so sorry"})
    assert exchange.fault == "status"
    assert tiny.steps(app.context) == []


def test_kinds_of_one_fault_add_up() -> None:
    app = make_app()
    add_fault(app, {"status": 503, "slow": 5})
    status, _, exchange = send(app, "GET", "/api/v1/things")
    assert (status, exchange.delay, exchange.fault) == (503, 5.0, "status, slow")


def test_a_delay_is_declared_and_left_to_the_caller_who_opened_the_exchange() -> None:
    app = make_app()
    before = app.context.clock.now()
    add_fault(app, {"slow": 45})
    opened = app.context.journal.open("GET", f"https://{tiny.HOST}/v1/things", [], b"")
    run(app, scope_of("/v1/things", **{EXCHANGE: opened.id, HOST: tiny.HOST}))
    assert (opened.status, opened.delay) == (200, 45.0)
    assert app.context.clock.now() == before


def test_a_delay_passes_for_a_request_from_outside() -> None:
    app = make_app()
    before = app.context.clock.now()
    add_fault(app, {"slow": 45})
    assert send(app, "GET", "/api/v1/things")[0] == 200
    assert app.context.clock.now() == before + 45


@pytest.mark.parametrize("value", ["a\r\nSet-Cookie: b", "a\nb", "\u6f22"])
def test_a_header_that_cannot_be_sent_is_a_fault_of_ours(
    value: str, caplog: pytest.LogCaptureFixture
) -> None:
    class Careless(tiny.TinyDialect):
        def render(self, call: Call, result: Any) -> Response:
            response = super().render(call, result)
            response.headers.append(("x-name", value))
            return response

    app = App(replace(tiny.SERVICE, dialect=Careless()), make_app().context)
    assert send(app, "GET", "/api/v1/things")[:2] == (500, {"oops": "we are so sorry"})
    assert "The fake tiny failed" in caplog.text


def test_faults_elsewhere_change_nothing() -> None:
    app = make_app()
    add_fault(app, {"status": 500})
    status, _, exchange = send(app, "GET", "/api/v1/status")
    assert (status, exchange.fault) == (200, None)


# --- below: what only ASGI itself can show


ALONE: list[dict[str, Any]] = [{"type": "http.request"}, {"type": "http.disconnect"}]
"""A request, and nothing more on its connection."""


class Connection:
    """What is underneath a request over a socket, as far as the kit touches it."""

    def __init__(self) -> None:
        self.done: list[str] = []

    def get_extra_info(self, name: str) -> None:
        return None

    def abort(self) -> None:
        self.done.append("abort")

    def close(self) -> None:
        self.done.append("close")


def scope_of(path: str, **more: Any) -> dict[str, Any]:
    headers = [(b"host", b"127.0.0.1:8701"), (b"authorization", b"token-of-tom")]
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"a=1", "headers": headers}
    return {**scope, "scheme": "http", **more}


def run(app: App, scope: dict[str, Any], *messages: dict[str, Any]) -> list[MutableMapping[str, Any]]:
    """The messages that the app sends."""
    waiting, sent = list(messages or [{"type": "http.request"}]), []

    async def receive() -> dict[str, Any]:
        return waiting.pop(0)

    async def keep(message: MutableMapping[str, Any]) -> None:
        sent.append(message)

    asyncio.run(app(scope, receive, keep))
    return sent


def test_an_exchange_that_the_caller_opened_is_completed() -> None:
    app = make_app()
    journal = app.context.journal
    opened = journal.open("GET", f"https://{tiny.HOST}/v1/things", [], b"", cause={"line": 7})
    run(app, scope_of("/v1/things", **{EXCHANGE: opened.id, HOST: tiny.HOST}))
    assert list(journal) == [opened]
    assert (opened.status, opened.service) == (200, "tiny")


def test_an_exchange_that_is_done_or_was_dropped_is_not_completed_twice() -> None:
    app = make_app()
    journal = app.context.journal
    done = journal.open("GET", f"https://{tiny.HOST}/v1/status", [], b"")
    journal.fail(done, "refused")
    for number in (done.id, 99, None):
        run(app, scope_of("/v1/status", **{EXCHANGE: number}))
    assert [exchange.status for exchange in journal] == [None, 200, 200, 200]


def test_a_request_from_outside_is_noted_under_the_host_that_it_meant() -> None:
    app = make_app()
    run(app, scope_of("/v1/status", **{HOST: tiny.HOST}))
    run(app, scope_of("/v1/status"))
    urls = [exchange.url for exchange in app.context.journal]
    assert urls == [f"https://{tiny.HOST}/v1/status?a=1", "http://127.0.0.1:8701/v1/status?a=1"]


def test_a_body_in_pieces_is_put_together() -> None:
    app = make_app()
    pieces: list[dict[str, Any]] = [
        {"type": "http.request", "body": b'{"name"', "more_body": True},
        {"type": "http.request", "body": b':"a"}', "more_body": False},
    ]
    start, body = run(app, scope_of("/v1/things", method="POST"), *pieces)
    assert start["status"] == 201
    assert body["body"] == b'{"answer":{"id":"1","name":"a"}}'


def test_a_caller_who_goes_away_in_the_middle_of_a_body_has_asked_for_nothing() -> None:
    app = make_app()
    pieces: list[dict[str, Any]] = [
        {"type": "http.request", "body": b'{"name":"a"}', "more_body": True},
        {"type": "http.disconnect"},
    ]
    assert run(app, scope_of("/v1/things", method="POST"), *pieces) == []
    assert len(app.context.journal) == 0
    assert app.context.store.kinds() == [("kit.clock", "")]


def test_the_raw_path_wins_over_the_decoded_one() -> None:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request"}

    scope = scope_of("/v1/things/a/b", raw_path=b"/v1/things/a%2Fb?a=1")
    request = asyncio.run(read_request(scope, receive))
    assert request is not None
    assert (request.path, request.query) == ("/v1/things/a%2Fb", "a=1")


@pytest.mark.parametrize(
    ("do", "done", "sent"),
    [
        ({"reset": True}, ["abort"], 0),
        ({"silence": 60}, ["abort"], 0),
        ({"lost": True}, ["abort"], 0),
        ({"cut": True}, ["close"], 2),
        ({"slow": 1}, [], 2),
    ],
)
def test_a_fault_below_http_is_done_to_the_connection(do: dict[str, Any], done: list[str], sent: int) -> None:
    app, connection = make_app(), Connection()
    add_fault(app, do)
    messages = run(app, scope_of("/v1/things", state={TRANSPORT: connection}), *ALONE)
    assert connection.done == done
    assert len(messages) == sent
    if "cut" in do:
        assert (messages[1]["body"], messages[1]["more_body"]) == (b'{"answ', True)
    assert ("act" in tiny.steps(app.context)) == (not {"reset", "silence"} & do.keys())


@pytest.mark.parametrize("do", [{"reset": True}, {"lost": True}, {"cut": True}])
def test_in_process_a_fault_below_http_is_left_to_the_carrier(do: dict[str, Any]) -> None:
    app = make_app()
    add_fault(app, do)
    run(app, scope_of("/v1/things"))
    assert [exchange.wire for exchange in app.context.journal] == list(do)
