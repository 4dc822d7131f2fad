"""`/_control` of a world, asked over HTTP."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from harness.connections import Definition
from harness.extension import Canned, Extension, Reply
from harness.world import OWN_HOST, World

ORGANIZATION = "60012345678"


class Desk:
    """A world with a connection, and its controls."""

    def __init__(self) -> None:
        wrike = Definition("wrike_connection", "wrike", ("wsReadWrite",))
        hosts = {"api.shop.example": (Canned("GET", "/orders/*", Reply(body=b'{"id":1}')),)}
        self.world = World.create(Extension("X", connections={wrike.link_name: wrike}, hosts=hosts))
        self.world.given("books", "organization", "", {"organization_id": ORGANIZATION})
        self.world.given("books", "users", ORGANIZATION, {"person": "tom"})
        self.world.given("wrike", "accounts", "", {"id": "IEAAAAAQ"})
        self.world.given("wrike", "contacts", "IEAAAAAQ", {"person": "tom"})
        self.world.controls.remember_beginning()

    def ask(self, method: str, path: str, body: Any = None, status: int = 200) -> Any:
        url = f"https://{OWN_HOST}/_control/{path}"
        answer = asyncio.run(self.world.request(method, url, json=body))
        assert answer.status_code == status, answer.text
        return answer.json()

    def get(self, path: str) -> Any:
        return self.ask("GET", path)

    def post(self, path: str, body: Any = None, status: int = 200) -> Any:
        return self.ask("POST", path, body or {}, status)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_the_clock_is_read_and_moved_by_durations(desk: Desk) -> None:
    before = desk.get("clock")["now"]
    assert desk.post("clock/advance", {"by": "1h 30m"})["now"] == before + 5_400
    assert "no duration" in desk.post("clock/advance", {"by": "soon"}, 400)["error"]


def test_a_connection_is_authorised_and_revoked(desk: Desk) -> None:
    def status() -> str:
        return str(desk.get("connections")["connections"][0]["status"])

    assert status() == "Not connected"
    desk.post("connections/wrike_connection/authorize", {"decision": "deny"})
    assert status() == "Not connected"
    desk.post("connections/wrike_connection/authorize", {"person": "tom"})
    assert status() == "Connected"
    desk.post("connections/wrike_connection/revoke")
    assert status() == "Disconnected"
    assert "wrike_connection" in desk.post("connections/wrike_conection/revoke", status=400)["error"]


def test_access_removed_at_the_vendor_leaves_the_connection_as_it_is(desk: Desk) -> None:
    desk.post("connections/wrike_connection/authorize")
    shown = desk.post("connections/wrike_connection/revoke", {"at": "vendor"})
    assert shown["connection"]["status"] == "Connected"


def test_a_token_is_minted_used_and_revoked(desk: Desk) -> None:
    asked = {"vendor": "zoho", "scopes": ["ZohoBooks.settings.READ"]}
    token = desk.post("tokens", asked)["token"]
    url = "https://www.zohoapis.com/books/v3/users"
    headers = {"authorization": f"Bearer {token}"}
    assert asyncio.run(desk.world.request("GET", url, headers=headers)).status_code == 200
    assert desk.post("tokens/revoke", {"token": token}) == {"revoked": True}
    assert asyncio.run(desk.world.request("GET", url, headers=headers)).status_code == 401


def test_a_fault_is_set_listed_and_taken_back(desk: Desk) -> None:
    number = desk.post("faults", {"at": "GET wrike /version", "do": {"status": 500}})["fault"]
    url = "https://www.wrike.com/api/v4/version"
    assert asyncio.run(desk.world.request("GET", url, person="tom")).status_code == 500
    assert [one["struck"] for one in desk.get("faults")["faults"]] == [1]
    desk.ask("DELETE", f"faults/{number}")
    assert asyncio.run(desk.world.request("GET", url, person="tom")).status_code == 200
    wrong = desk.post("faults", {"at": "GET wrike /version", "do": {"statos": 500}}, 400)
    assert "Did you mean 'status'?" in wrong["error"]
    assert "'1'" in desk.post("faults", {"at": "wrike", "do": {"status": 1}}, 400)["error"]
    assert "No fault '9'" in desk.ask("DELETE", "faults/9", status=400)["error"]


@pytest.mark.parametrize(
    ("at", "kept"),
    [
        ("wrike POST /folders", {"method": "POST", "service": "wrike", "path": "/folders"}),
        ("POST", {"method": "POST"}),
        ("oauth_google", {"service": "oauth_google"}),
        ({"service": "books", "method": None}, {"service": "books", "method": None}),
        ({}, {}),
    ],
)
def test_a_fault_names_calls_as_in_scenarios(desk: Desk, at: Any, kept: dict[str, Any]) -> None:
    desk.post("faults", {"at": at, "do": {"status": 500}})
    assert [one["at"] for one in desk.get("faults")["faults"]] == [kept]


@pytest.mark.parametrize(
    ("at", "said"),
    [
        ("GET boks /contacts", "'boks' is no service. Did you mean 'books'?"),
        ("FETCH books", "'FETCH' is no method."),
        ({"service": "boks"}, "'boks' is no service. Did you mean 'books'?"),
        ({"sevice": "books"}, "'at' of a fault is a mapping of method, service and path"),
    ],
)
def test_a_fault_that_could_never_strike_is_refused(desk: Desk, at: Any, said: str) -> None:
    assert said in desk.post("faults", {"at": at, "do": {"lost": True}}, 400)["error"]


def test_a_snapshot_and_the_beginning_can_be_gone_back_to(desk: Desk) -> None:
    def contacts() -> int:
        return len(desk.world.view("books", "contacts", ORGANIZATION))

    desk.world.given("books", "contacts", ORGANIZATION, {"contact_name": "Acme"})
    kept = desk.post("snapshots")["snapshot"]
    desk.world.given("books", "contacts", ORGANIZATION, {"contact_name": "Globex"})
    desk.post(f"snapshots/{kept}/restore")
    assert contacts() == 1
    desk.post("reset")
    assert contacts() == 0
    assert "No snapshot '9'" in desk.post("snapshots/9/restore", status=400)["error"]


def test_the_journal_is_read_from_a_number_on_without_secrets(desk: Desk) -> None:
    token = desk.post("tokens", {"vendor": "zoho"})["token"]
    headers = {"authorization": f"Zoho-oauthtoken {token}"}
    url = "https://www.zohoapis.com/books/v3/users"
    asyncio.run(desk.world.request("GET", url, headers=headers))
    shown = desk.get("journal?since=1")
    assert [one["service"] for one in shown["exchanges"]] == ["books", "control"]
    assert token not in str(desk.get("journal"))


def test_assumptions_are_listed_and_chosen(desk: Desk) -> None:
    chosen = desk.ask("PUT", "assumptions", {"wrike.scope_denied": "access_forbidden"})
    (one,) = [one for one in chosen["assumptions"] if one["key"] == "wrike.scope_denied"]
    assert one["choice"] == "access_forbidden"
    assert "no alternative" in desk.ask("PUT", "assumptions", {"wrike.scope_denied": "x"}, 400)["error"]


def test_logs_worlds_and_settle_answer(desk: Desk) -> None:
    assert desk.get("logs") == {"organization": ORGANIZATION, "logs": []}
    assert desk.get("worlds") == {"worlds": [""]}
    assert desk.post("settle") == {"settled": True}
    assert "need 'harness up'" in desk.post("worlds", status=400)["error"]
    assert "No organization '1'" in desk.ask("GET", "logs?organization=1", status=400)["error"]


def test_it_describes_itself_and_refuses_what_it_does_not_know(desk: Desk) -> None:
    described = desk.get("openapi.json")
    assert "/_control/clock/advance" in described["paths"]
    assert "Did you mean 'by'?" in desk.post("clock/advance", {"byy": "1h"}, 400)["error"]
    assert "There is no /_control/clocks" in desk.ask("GET", "clocks", status=404)["error"]


def test_a_host_of_the_extension_answers_as_declared_and_names_what_it_has(desk: Desk) -> None:
    async def answers() -> tuple[Any, Any]:
        good = await desk.world.request("GET", "https://api.shop.example/orders/7")
        bad = await desk.world.request("GET", "https://api.shop.example/customers")
        return good.json(), bad.json()

    good, bad = asyncio.run(answers())
    assert good == {"id": 1}
    assert "Declared: GET /orders/*" in bad["harness"]


def test_the_callback_page_says_how_a_consent_ended(desk: Desk) -> None:
    url = "https://deluge.zoho.com/delugeauth/callback"
    foreign = asyncio.run(desk.world.request("GET", f"{url}?state=foreign&code=1"))
    assert (foreign.status_code, "Not connected" in foreign.text) == (400, True)
    begun = asyncio.run(desk.world.connections.begin(ORGANIZATION, "wrike_connection", "tom"))
    state = begun.partition("state=")[2].partition("&")[0]
    denied = asyncio.run(desk.world.request("GET", f"{url}?state={state}&error=%3Cscript%3E"))
    assert "&lt;script&gt;" in denied.text
    assert "<script>" not in denied.text


def test_what_happens_at_a_vendor_ends_tokens(desk: Desk) -> None:
    token = desk.post("tokens", {"vendor": "wrike", "person": "tom"})["token"]
    answer = desk.post("tokens/end", {"vendor": "wrike", "event": "password reset", "person": "tom"})
    assert answer == {"ended": 1}
    headers = {"authorization": f"Bearer {token}"}
    url = "https://www.wrike.com/api/v4/account"
    refused = asyncio.run(desk.world.request("GET", url, headers=headers))
    assert refused.status_code == 401
    said = desk.post("tokens/end", {"vendor": "wrike", "event": "pasword reset"}, status=400)
    assert "Did you mean 'password reset'?" in said["error"]
    said = desk.post("tokens/end", {"vendor": "wrik", "event": "password reset"}, status=400)
    assert "There is no vendor 'wrik'. Did you mean 'wrike'?" in said["error"]


def test_a_self_client_asks_in_its_own_name_or_with_a_code_without_a_consent_page(desk: Desk) -> None:
    keys = desk.post("clients", {"vendor": "zoho", "owner": "tom"})
    scope = "ZohoBooks.projects.READ"
    asked = {"vendor": "zoho", "client_id": keys["client_id"], "scopes": [scope], "lifetime": 600}
    code = desk.post("codes", asked)["code"]
    desk.world.clock.move(599)

    async def token(**values: str) -> Any:
        sent = {**values, "client_id": keys["client_id"], "client_secret": keys["client_secret"]}
        answer = await desk.world.client.post("https://accounts.zoho.com/oauth/v2/token", data=sent)
        return answer.json()["scope"]

    own = {"grant_type": "client_credentials", "scope": scope, "soid": f"ZohoBooks.{ORGANIZATION}"}
    assert asyncio.run(token(**own)) == scope
    assert asyncio.run(token(grant_type="authorization_code", code=code)) == scope
    said = desk.post("codes", {**asked, "client_id": "1000.X"}, status=400)
    assert said["error"] == "No client '1000.X' is registered at zoho."


def test_a_client_of_any_vendor_is_registered_with_redirect_uris_that_can_be_some(desk: Desk) -> None:
    uri = "https://app.example/callback"
    keys = desk.post("clients", {"vendor": "oauth_google", "name": "Mine", "redirect_uris": [uri]})
    assert keys["redirect_uris"] == [uri]
    said = desk.post("clients", {"vendor": "zoho", "redirect_uris": ["app:/x"]}, status=400)
    assert "'app:/x' can't be a redirect URI" in said["error"]
