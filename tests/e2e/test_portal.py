"""The portal's walk in a real browser: services, a connection, consent, sample code, revoke, reconnect."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from typing import TYPE_CHECKING

import pytest

from tests.processes import running

if TYPE_CHECKING:
    from playwright.sync_api import Page

BROWSER = next(
    filter(None, map(shutil.which, ("chromium", "google-chrome", "chrome", "chromium-browser"))), ""
)


@pytest.fixture(scope="module")
def origin() -> Iterator[str]:
    """Where the pages are; without a browser and its driver the tests are skipped, but for CI."""
    if "CI" not in os.environ and not (BROWSER and find_spec("playwright")):
        pytest.skip("no Chromium or Chrome, or no playwright is installed")
    with running("--port", "0") as (_, front):
        yield front["control"]


@pytest.fixture
def page(origin: str) -> Iterator[Page]:
    """A page of a fresh browser, which is at the connections."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=BROWSER, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        page = browser.new_page()
        page.set_default_timeout(10_000)
        page.goto(f"{origin}/connections")
        yield page
        browser.close()


def consent(page: Page, decision: str) -> None:
    """Decide at the vendor's own pages, after signing in where nobody is yet."""
    page.locator("form[method=post]").wait_for()
    sign_in = page.get_by_role("button", name="Sign in", exact=True)
    if sign_in.count():
        sign_in.click()
    page.locator(f"button[name=decision][value={decision}]").click()


def test_a_connection_to_a_default_service_from_the_search_to_reconnecting(page: Page, origin: str) -> None:
    page.get_by_role("link", name="Services").click()
    page.get_by_label("Name", exact=True).fill("slack")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("link", name="Create a connection").click()
    page.get_by_label("Connection name").fill("Team chat")
    page.get_by_label("Link name").fill("team_chat")
    page.get_by_label("chat:write").check()
    page.get_by_role("button", name="Create").click()
    assert page.locator("strong").inner_text() == "Not connected"

    page.get_by_role("button", name="Connect as").click()
    consent(page, "deny")
    assert "access_denied" in page.inner_text("main")
    page.goto(f"{origin}/connections/team_chat")
    page.get_by_role("button", name="Connect as").click()
    consent(page, "accept")
    assert "team_chat is connected" in page.inner_text("main")

    page.goto(f"{origin}/connections/team_chat")
    assert page.locator("strong").inner_text() == "Connected"
    assert 'connection : "team_chat"' in page.inner_text("pre >> nth=0")
    assert '"scope": [\n    "chat:write"\n  ]' in page.inner_text("pre >> nth=1")
    page.get_by_role("button", name="Revoke").click()
    assert page.locator("strong").inner_text() == "Disconnected"
    page.get_by_role("button", name="Connect as").click()
    consent(page, "accept")
    page.goto(f"{origin}/connections")
    assert "Connected" in page.get_by_role("row", name="team_chat").inner_text()


def test_a_project_is_created_on_the_front_page_and_arrives_in_wrike(page: Page, origin: str) -> None:
    page.goto(f"{origin}/")
    page.get_by_label("Project name").fill("From a browser")
    page.get_by_role("button", name="Create in Books").click()
    assert page.inner_text("main").count("From a browser") > 1


def test_a_custom_service_is_made_connected_with_a_key_and_deleted(page: Page, origin: str) -> None:
    page.get_by_role("link", name="Services").click()
    page.get_by_label("Link name").fill("stock")
    page.get_by_role("button", name="Save").click()
    page.get_by_role("link", name="Create a connection").click()
    page.get_by_label("Link name").fill("stock_connection")
    page.get_by_role("button", name="Create").click()
    page.get_by_label("Key").fill("the-right-key")
    page.get_by_role("button", name="Connect as").click()
    assert page.locator("strong").inner_text() == "Connected"
    page.get_by_role("button", name="Delete").click()
    page.get_by_role("link", name="Services").click()
    page.get_by_label("Name", exact=True).fill("stock")
    page.get_by_role("button", name="Search").click()
    page.get_by_role("button", name="Delete").click()
    page.goto(f"{origin}/services?search=stock")
    assert "No service has that in its name." in page.inner_text("main")
