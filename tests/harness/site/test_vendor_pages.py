"""The page about vendors, used by its forms."""

from __future__ import annotations

import re

import pytest

from .test_connection_pages import Browser


@pytest.fixture
def browser() -> Browser:
    return Browser()


def test_something_happens_at_wrike_and_a_connection_is_dead_without_knowing(browser: Browser) -> None:
    browser.world.connected("60012345678", "wrike_connection", "tom")
    assert "<option>wrike: password reset</option>" in browser.open("/vendors")
    done = browser.send("/vendors", 200, do="happen", event="wrike: password reset", person="tom")
    assert re.search(r"grants that ended</th><td[^>]*>1<", browser.text(done))
    assert browser.status() == "Connected"


def test_a_client_is_registered_and_gets_a_code(browser: Browser) -> None:
    fields = {"vendor": "zoho", "redirect_uris": "http://127.0.0.1:5000/cb"}
    made = browser.text(browser.send("/vendors", 200, do="client", name="Mine", **fields))
    [client] = re.findall(r"client id</th><td[^>]*>([^<]+)<", made)
    fields = {"vendor": "zoho", "client_id": client, "scopes": "ZohoBooks.contacts.READ", "person": "tom"}
    assert re.search(
        r">code</th><td[^>]*>1000\.", browser.text(browser.send("/vendors", 200, do="code", **fields))
    )


def test_what_cannot_be_is_said_and_what_was_chosen_stays(browser: Browser) -> None:
    refused = browser.text(
        browser.send("/vendors", 400, do="code", vendor="zoho", client_id="none", scopes="x")
    )
    assert 'role="alert"' in refused
    assert 'value="none"' in refused
    assert "nothing to do" in browser.text(browser.send("/vendors", 400, do="dance"))
