"""Services and connections over `/_control`: what the portal's Connections page can do."""

from __future__ import annotations

import pytest

from harness.scenario.services_file import service_of

from .test_controls import ORGANIZATION, Desk

STOCK = {
    "name": "Stock",
    "authentication": "API Key",
    "parameters": [{"parameter": "X-Stock-Key", "display_name": "Key"}],
}


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.world.connection_controls.read_service = service_of
    return desk


def test_services_are_searched_by_name_and_category(desk: Desk) -> None:
    found = desk.get("services?search=ZOHO%20b")["services"]
    assert [one["link_name"] for one in found] == ["zoho_billing"]
    categories = {one["category"] for one in desk.get("services?category=Zoho")["services"]}
    assert categories == {"Zoho"}


def test_one_service_explains_its_scopes_and_names_who_uses_it(desk: Desk) -> None:
    wrike = desk.get("services/wrike")
    assert wrike["scopes"]["wsReadOnly"].startswith("read ")
    assert wrike["connections"] == ["wrike_connection"]
    assert "Did you mean 'wrike'?" in desk.ask("GET", "services/wriek", status=400)["error"]


def test_a_custom_service_is_written_as_in_the_extension_and_deleted_while_unused(desk: Desk) -> None:
    made = desk.ask("PUT", "services/stock", STOCK)
    assert (made["custom"], made["authentication"]) == (True, "API Key")
    desk.post("connections", {"link_name": "stock_connection", "service": "stock"})
    assert "stock_connection" in desk.ask("DELETE", "services/stock", status=400)["error"]
    desk.ask("DELETE", "connections/stock_connection")
    assert desk.ask("DELETE", "services/stock") == {"deleted": "stock"}
    assert desk.get("services?search=stock") == {"services": []}


def test_a_mistake_in_a_service_is_told_with_its_place(desk: Desk) -> None:
    wrong = {**STOCK, "authentication": "API Kee"}
    said = desk.ask("PUT", "services/stock", wrong, 400)["error"]
    assert said.startswith("stock:1:")
    assert "Did you mean 'API Key'?" in said


def test_without_a_reader_services_are_for_the_extension(desk: Desk) -> None:
    desk.world.connection_controls.read_service = None
    assert "extension.yaml" in desk.ask("PUT", "services/stock", STOCK, 400)["error"]


def test_a_connection_is_created_edited_and_deleted(desk: Desk) -> None:
    definition = {"link_name": "team_chat", "service": "slack", "name": "Chat", "scopes": ["chat:write"]}
    made = desk.post("connections", definition)
    assert (made["organization"], made["connection"]["status"]) == (ORGANIZATION, "Not connected")
    assert "already" in desk.post("connections", definition, 400)["error"]
    edited = desk.ask("PUT", "connections/team_chat", {"name": "Talk", "scopes": ["channels:read"]})
    assert (edited["connection"]["name"], edited["connection"]["scopes"]) == ("Talk", ["channels:read"])
    assert desk.ask("DELETE", "connections/team_chat") == {"deleted": "team_chat"}
    known = [one["link_name"] for one in desk.get("connections")["connections"]]
    assert known == ["wrike_connection"]


def test_a_new_connection_that_cannot_be_is_refused(desk: Desk) -> None:
    def said(**definition: object) -> str:
        return str(desk.post("connections", definition, 400)["error"])

    assert "can't be a link name" in said(link_name="Team Chat", service="slack")
    assert "Did you mean 'slack'?" in said(link_name="chat", service="slak")
    assert "has no scope 'chat'" in said(link_name="chat", service="wrike", scopes=["chat"])
    assert "'service' is missing." in said(link_name="chat")


def test_changed_scopes_ask_for_consent_again(desk: Desk) -> None:
    desk.post("connections/wrike_connection/authorize")
    desk.ask("PUT", "connections/wrike_connection", {"scopes": ["wsReadOnly"]})
    [given] = desk.get("connections/wrike_connection")["connection"]["authorizations"]
    assert given["consent_due"] is True
    again = desk.post("connections/wrike_connection/authorize")
    assert again["connection"]["authorizations"][0]["consent_due"] is False


def test_the_details_show_sample_code_and_no_secret(desk: Desk) -> None:
    desk.post("connections/wrike_connection/authorize")
    details = desk.get("connections/wrike_connection")
    assert 'connection : "wrike_connection"' in details["samples"]["deluge"]
    assert details["samples"]["json"]["connectionLinkName"] == "wrike_connection"
    assert (details["asked"], details["used_by"]) == ([], [])
    kept = [one for rows in desk.world.store.entries() for one in [rows[3].get("access_token")] if one]
    assert kept
    assert not any(token in str(details) for token in kept)


def test_what_a_service_asks_for_is_entered(desk: Desk) -> None:
    desk.ask("PUT", "services/stock", STOCK)
    desk.post("connections", {"link_name": "stock_connection", "service": "stock"})
    assert desk.get("connections/stock_connection")["asked"] == [
        {"name": "X-Stock-Key", "label": "Key", "secret": True}
    ]
    wrong = desk.post("connections/stock_connection/authorize", {"entered": {"X-Stok-Key": "k"}}, 400)
    assert "Did you mean 'X-Stock-Key'?" in wrong["error"]
    done = desk.post("connections/stock_connection/authorize", {"entered": {"X-Stock-Key": "k-1"}})
    assert done["connection"]["status"] == "Connected"
    assert "k-1" not in str(desk.get("connections/stock_connection"))


def test_a_consent_that_is_denied_says_the_vendors_word(desk: Desk) -> None:
    denied = desk.post("connections/wrike_connection/authorize", {"decision": "deny"})
    assert (denied["connection"]["status"], denied["problem"]) == ("Not connected", "access_denied")


def test_the_connection_url_is_for_a_browser(desk: Desk) -> None:
    url = desk.post("connections/wrike_connection/begin")["url"]
    assert url.startswith("https://login.wrike.com/oauth2/authorize/v4?")
