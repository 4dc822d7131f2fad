"""The pages about connections, used as a browser would: by their links and forms."""

from __future__ import annotations

import asyncio
import re
from html import unescape
from typing import Any
from urllib.parse import urlencode

import httpx
import pytest

from harness.scenario.services_file import service_of
from harness.world import OWN_HOST

from .test_controls import Desk


class Browser:
    """Opens pages of the harness and sends their forms."""

    def __init__(self) -> None:
        self.world = Desk().world
        self.world.connection_controls.read_service = service_of

    def open(self, path: str) -> str:
        return self._text("GET", path)

    def send(self, path: str, status: int = 303, **fields: str) -> httpx.Response:
        answer = self._ask("POST", path, urlencode(fields).encode())
        assert answer.status_code == status, self.text(answer)
        return answer

    def text(self, answer: httpx.Response) -> str:
        return unescape(answer.text)

    def status(self, link_name: str = "wrike_connection") -> str:
        return str(self.world.connections.show("60012345678", link_name).status)

    def _text(self, method: str, path: str) -> str:
        answer = self._ask(method, path, None)
        assert answer.status_code == 200, answer.text
        return self.text(answer)

    def _ask(self, method: str, path: str, content: bytes | None) -> httpx.Response:
        headers = {"content-type": "application/x-www-form-urlencoded"} if content is not None else {}
        return asyncio.run(
            self.world.request(method, f"https://{OWN_HOST}{path}", content=content, headers=headers)
        )


@pytest.fixture
def browser() -> Browser:
    return Browser()


def test_the_catalogue_is_searched_and_leads_to_a_new_connection(browser: Browser) -> None:
    text = browser.open("/services?search=slack")
    assert "1 found" in text
    assert "chat:write" in text
    [link] = re.findall(r'href="[^"]*(/connections\?service=slack)"', text)
    assert '<option value="slack" selected>' in browser.open(link)


def test_a_connection_is_created_and_shown_with_its_sample_code(browser: Browser) -> None:
    made = browser.send(
        "/connections", link_name="team_chat", service="slack", name="Chat", scopes="chat:write, users:read"
    )
    text = browser.open(httpx.URL(made.headers["location"]).raw_path.decode())
    assert "Not connected" in text
    assert 'connection : "team_chat"' in text
    assert '"scope": [\n    "chat:write",\n    "users:read"\n  ]' in text


def test_a_connection_that_cannot_be_says_why_and_keeps_what_was_typed(browser: Browser) -> None:
    refused = browser.send("/connections", 400, link_name="Team", service="slack", name="Chat")
    text = browser.text(refused)
    assert "'Team' can't be a link name" in text
    assert 'value="Chat"' in text


def test_connect_leads_to_the_vendors_page(browser: Browser) -> None:
    sent = browser.send("/connections/wrike_connection", do="connect", person="tom")
    assert sent.headers["location"].startswith("https://login.wrike.com/oauth2/authorize/v4?")


def test_what_is_asked_is_entered_on_the_page(browser: Browser) -> None:
    stock = "authentication: API Key\nparameters: [{parameter: X-Stock-Key, display_name: Key}]\n"
    browser.send("/services", link_name="stock", text=stock)
    browser.send("/connections", link_name="stock_connection", service="stock")
    text = browser.open("/connections/stock_connection")
    assert 'name="entered.X-Stock-Key" type="password"' in text
    key: Any = {"entered.X-Stock-Key": "k-1"}
    browser.send("/connections/stock_connection", status=303, do="connect", **key)
    assert browser.status("stock_connection") == "Connected"
    assert "k-1" not in browser.open("/connections/stock_connection")
    browser.send("/connections/stock_connection", do="delete")
    browser.send("/services", do="delete", link_name="stock")
    assert "0 found" in browser.open("/services?search=stock")


def test_a_wrong_custom_service_is_told_with_its_place(browser: Browser) -> None:
    refused = browser.send("/services", 400, link_name="stock", text="authentication: API Kee\n")
    assert "stock:1:17" in browser.text(refused)


def test_revoke_edit_and_delete(browser: Browser) -> None:
    asyncio.run(browser.world.connect("60012345678", "wrike_connection", "tom"))
    browser.send("/connections/wrike_connection", do="edit", name="To Wrike", scopes="wsReadOnly")
    assert "new scopes await consent" in browser.open("/connections/wrike_connection")
    browser.send("/connections/wrike_connection", do="revoke", whose="tom")
    assert browser.status() == "Disconnected"
    assert "Reconnect" in browser.open("/connections/wrike_connection")
    gone = browser.send("/connections/wrike_connection", do="delete")
    assert httpx.URL(gone.headers["location"]).path == "/connections"
    assert "none yet" in browser.open("/connections")


def test_the_front_page_gets_its_visitor_back(browser: Browser) -> None:
    asyncio.run(browser.world.connect("60012345678", "wrike_connection", "tom"))
    sent = browser.send("/connections/wrike_connection", do="revoke", back="front")
    assert httpx.URL(sent.headers["location"]).path == "/"


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"do": "dance"}, "nothing to do called 'dance'"),
        ({"do": "revoke"}, "Not connected"),
        ({"do": "connect", "person": "tam"}, "Nobody is called 'tam'"),
        ({"do": "edit", "scopes": "wsReadOnl"}, "Did you mean 'wsReadOnly'?"),
    ],
)
def test_what_cannot_be_done_is_said_on_the_page(browser: Browser, fields: dict[str, Any], said: str) -> None:
    assert said in browser.text(browser.send("/connections/wrike_connection", 400, **fields))


def test_an_unknown_connection_shows_those_there_are(browser: Browser) -> None:
    answer = browser._ask("GET", "/connections/wrike_conection", None)
    assert answer.status_code == 404
    assert "Did you mean 'wrike_connection'?" in browser.text(answer)
