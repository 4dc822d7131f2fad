"""Calls that leave: credentials, the journal, redirects, failures."""

from __future__ import annotations

import asyncio
import json
import socket
import ssl
from collections.abc import Mapping
from typing import Any

import httpx
import pytest

from harness.deluge.host import CallFailed, Incoming
from harness.errors import HostRefused
from harness.workflow.environment import Caller, Recording
from harness.workflow.outbound import Outbound
from mocks.kit.journal import Exchange

from .fakes import ACME, GLOBEX, WRIKE, FakeCredentials, Workshop, call


class Way(Workshop):
    """A workshop with one way out, for Tom in ACME, after the save that was exchange 1."""

    def __init__(
        self, chosen: Mapping[str, str] | None = None, person: str = "tom", organization: str = ACME
    ) -> None:
        super().__init__(chosen)
        self.journal.open("POST", "https://www.zohoapis.com/books/v3/projects", [], b"", origin="ui")
        self.recording = Recording()
        caller = Caller(organization, person, 1, "copy-new", "run-1")
        self.outbound = Outbound(self.environment, self.recording, caller)
        self.connections.connect()

    def send(self, url: str = WRIKE, **values: Any) -> Incoming:
        return asyncio.run(self.outbound.send(call(url, **values)))

    def refused(self, url: str = WRIKE, **values: Any) -> CallFailed:
        with pytest.raises(CallFailed) as caught:
            self.send(url, **values)
        return caught.value

    @property
    def sent(self) -> httpx.Request:
        return self.vendors.requests[-1]

    @property
    def exchange(self) -> Exchange:
        return list(self.journal)[-1]


def test_a_call_is_an_exchange_that_says_which_line_of_which_function_sent_it_and_after_which_save() -> None:
    way = Way()
    answer = way.send(method="POST", body=b"title=Website")
    exchange = way.exchange
    assert answer.exchange == exchange.id == 2
    assert (exchange.parent, exchange.origin) == (1, "function")
    assert exchange.cause == {"function": "copy", "line": 7, "rule": "copy-new", "run": "run-1"}
    assert way.recording.exchanges == [2]
    assert (way.sent.method, way.sent.content) == ("POST", b"title=Website")


def test_an_answer_has_status_lower_case_headers_and_body_and_nothing_of_the_request() -> None:
    way = Way()
    way.vendors.replies = [httpx.Response(403, headers={"X-Limit": "7"}, content=b"no")]
    answer = way.send()
    assert (answer.status, answer.body, answer.headers["x-limit"]) == (403, b"no", "7")
    assert "token-of-tom" not in repr(answer)


def test_the_connection_adds_headers_and_parameters_for_the_person_behind_the_save() -> None:
    way = Way()
    way.connections.connect(credentials=FakeCredentials({"X-Key": "k"}, {"api key": "s&cret/1"}))
    way.send(WRIKE + "?title=a%20b&x=+")
    assert way.connections.asked == [(ACME, "wrike", "tom")]
    assert way.sent.headers["x-key"] == "k"
    assert str(way.sent.url) == WRIKE + "?title=a%20b&x=+&api+key=s%26cret%2F1"


def test_a_connection_of_another_person_or_organization_does_not_serve() -> None:
    assert Way(person="ann").refused().kind == "connection"
    assert Way(organization=GLOBEX).refused().kind == "connection"


def test_without_a_connection_nothing_is_added() -> None:
    way = Way()
    way.send(connection=None)
    assert way.connections.asked == []
    assert "authorization" not in way.sent.headers
    assert "user-agent" not in way.sent.headers


def test_the_journal_never_sees_a_secret_whatever_header_or_parameter_holds_it() -> None:
    way = Way()
    secrets = FakeCredentials({"Authorization": "bearer secret-1", "X-Odd": "secret-2"}, {"odd": "secret-3"})
    way.connections.connect(credentials=secrets)
    way.send()
    exchange = way.exchange
    assert ("Authorization", "bearer [redacted]") in exchange.request_headers
    assert "secret-" not in json.dumps(exchange.as_json())
    assert "secret-" not in repr(exchange)
    assert {f"secret-{n}" for n in (1, 2, 3)} == way.recording.secrets


def test_a_call_that_its_connection_keeps_back_is_an_exchange_too_and_nothing_leaves() -> None:
    way = Way()
    failed = way.refused(connection="wrike_typo")
    assert (failed.kind, failed.ours) == ("connection", True)
    assert failed.text == "'wrike_typo' is not connected in 60001"
    assert (way.exchange.error, way.exchange.status) == (failed.text, None)
    assert way.vendors.requests == []


def test_what_happens_just_before_a_call_leaves_can_take_its_connection_away() -> None:
    way = Way()
    way.before = way.connections.usable.clear
    assert way.refused(WRIKE + "?a=b").kind == "connection"
    assert way.leaving == [("GET", WRIKE + "?a=b")]


def test_a_refresh_that_would_reach_a_foreign_host_is_the_harnesss_refusal() -> None:
    way = Way()
    way.connections.failure = HostRefused("no fake owns 'login.example.com'")
    assert way.refused().kind == "host"


def test_a_renewal_after_a_401_that_would_reach_a_foreign_host_is_the_harnesss_refusal() -> None:
    way = Way()
    way.connections.renewal_failure = HostRefused("no fake owns 'login.example.com'")
    way.vendors.replies = [httpx.Response(401)]
    assert way.refused().kind == "host"


@pytest.mark.parametrize(
    ("error", "kind", "text", "ours"),
    [
        (httpx.ReadTimeout("slow"), "timeout", "socket timeout error", False),
        (httpx.ConnectTimeout("slow"), "timeout", "No connection to www.wrike.com in time.", True),
        (httpx.ConnectError("no"), "refused", "The connection to www.wrike.com was refused.", True),
        (httpx.ReadError("reset"), "reset", "The connection to www.wrike.com broke", True),
        (httpx.RemoteProtocolError("cut"), "reset", "The connection to www.wrike.com broke", True),
        (HostRefused("No fake owns the host 'x'."), "host", "No fake owns the host 'x'.", True),
    ],
)
def test_a_call_without_an_answer_fails_in_the_authors_words(
    error: Any, kind: Any, text: Any, ours: Any
) -> None:
    way = Way()
    way.vendors.replies = [error]
    failed = way.refused()
    assert (failed.kind, failed.ours) == (kind, ours)
    assert failed.text.startswith(text)
    assert way.exchange.error == failed.text


@pytest.mark.parametrize(
    ("cause", "kind"),
    [
        (socket.gaierror(-2, "unknown"), "dns"),
        (ssl.SSLError("self-signed"), "tls"),
        (OSError("no"), "refused"),
    ],
)
def test_no_connection_says_whether_name_certificate_or_port_was_at_fault(cause: Any, kind: Any) -> None:
    way = Way()
    error = httpx.ConnectError("no")
    error.__cause__ = cause
    way.vendors.replies = [error]
    assert way.refused().kind == kind


def test_the_caller_waits_as_long_as_the_call_says() -> None:
    way = Way()
    way.send()
    assert way.sent.extensions["timeout"]["read"] == 40
    way.send(timeout=5)
    assert way.sent.extensions["timeout"]["read"] == 5


@pytest.mark.parametrize(
    "url", ["www.wrike.com/x", "ftp://www.wrike.com", "https://", "https://a:b:c/", "x\x00"]
)
def test_what_is_no_url_does_not_leave(url: Any) -> None:
    way = Way()
    failed = way.refused(url)
    assert failed.kind == "refused"
    assert "is no URL" in failed.text
    assert way.vendors.requests == []
    assert way.exchange.error == failed.text


@pytest.mark.parametrize("header", [("a b", "c"), ("", "c"), ("x", "a\r\nInjected: 1"), ("x", "a\x00")])
def test_a_header_that_no_request_can_carry_does_not_leave(header: Any) -> None:
    way = Way()
    assert way.refused(headers=(header,)).kind == "refused"
    assert way.vendors.requests == []


def test_headers_may_hold_any_language() -> None:
    way = Way()
    way.send(headers=(("X-Name", "Müller 🎉"),))
    assert (b"X-Name", "Müller 🎉".encode()) in way.sent.headers.raw


@pytest.mark.parametrize(("choice", "value"), [("connection", "bearer token-of-tom"), ("script", "own")])
def test_who_wins_when_script_and_connection_set_the_same_header_is_assumed(choice: Any, value: Any) -> None:
    way = Way({"workflow.own_authorization": choice})
    way.send(headers=(("authorization", "own"), ("x-other", "1")))
    assert way.sent.headers.get_list("authorization") == [value]
    assert way.sent.headers["x-other"] == "1"
    assert way.assumptions.asked() == ["workflow.own_authorization"]


def moved(status: int, to: str) -> httpx.Response:
    return httpx.Response(status, headers={"Location": to})


def test_each_hop_of_a_redirect_is_an_exchange_of_the_same_cause() -> None:
    way = Way()
    way.vendors.replies = [moved(307, "/api/v4/elsewhere"), httpx.Response(200, content=b"there")]
    answer = way.send(method="POST", body=b"title=a", headers=(("Content-Type", "text/plain"),))
    assert (answer.body, answer.exchange) == (b"there", 3)
    assert way.recording.exchanges == [2, 3]
    assert [one.cause["line"] for one in list(way.journal)[1:]] == [7, 7]
    assert (way.sent.method, way.sent.content) == ("POST", b"title=a")
    assert way.sent.headers["authorization"] == "bearer token-of-tom"


def test_after_a_303_the_next_request_is_a_get_without_the_body() -> None:
    way = Way()
    way.vendors.replies = [moved(303, "/done"), httpx.Response(200)]
    way.send(method="POST", body=b"title=a", headers=(("Content-Type", "text/plain"), ("X-Kept", "1")))
    assert (way.sent.method, way.sent.content) == ("GET", b"")
    assert "content-type" not in way.sent.headers
    assert way.sent.headers["x-kept"] == "1"


def test_credentials_do_not_follow_to_another_host() -> None:
    way = Way()
    way.connections.connect(credentials=FakeCredentials({"X-Key": "secret"}, {"key": "secret"}))
    way.vendors.replies = [moved(302, "https://evil.example/"), httpx.Response(200)]
    way.send(headers=(("Authorization", "own"),))
    assert str(way.sent.url) == "https://evil.example/"
    assert "secret" not in repr(way.sent.headers.raw)
    assert "authorization" not in way.sent.headers


def test_redirects_without_end_fail() -> None:
    way = Way()
    way.vendors.replies = [moved(302, "/again")]
    assert "more than 20 times" in way.refused().text
    assert len(way.vendors.requests) == 21


def test_a_redirect_can_be_the_result_itself() -> None:
    way = Way({"workflow.redirects": "return"})
    way.vendors.replies = [moved(302, "/again")]
    assert way.send().status == 302


def test_cookies_of_one_answer_are_not_sent_with_the_next_call() -> None:
    way = Way()
    way.vendors.replies = [
        httpx.Response(302, headers={"Set-Cookie": "a=1", "Location": "/"}),
        httpx.Response(200),
    ]
    way.send()
    way.send()
    assert all("cookie" not in request.headers for request in way.vendors.requests)


def test_after_a_401_the_call_is_made_once_more_if_the_connection_has_other_credentials() -> None:
    way = Way()
    way.vendors.replies = [httpx.Response(401)]
    assert way.send().exchange == 2
    way.connections.renewed = FakeCredentials({"Authorization": "bearer renewed"})
    way.vendors.replies = [httpx.Response(401), httpx.Response(200)]
    assert (way.send().status, way.sent.headers["authorization"]) == (200, "bearer renewed")
    assert way.recording.exchanges == [2, 3, 4]


def test_a_call_that_is_cut_off_does_not_stay_open_in_the_journal() -> None:
    way = Way()
    way.vendors.replies = [lambda request: asyncio.CancelledError()]
    with pytest.raises(asyncio.CancelledError):
        way.send()
    assert way.exchange.error == "The call was cut off."


def test_a_finding_is_noted_on_the_exchange_that_it_is_about() -> None:
    way = Way()
    way.send()
    way.outbound.finding(2, "unchecked-response", "nobody looked")
    way.outbound.finding(1, "unchecked-response", "not of this attempt")
    assert [[one.code for one in exchange.findings] for exchange in way.journal] == [
        [],
        ["unchecked-response"],
    ]
