"""External connections, in a world whose third party is a canned host."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar
from urllib.parse import urlencode

import httpx
import pytest
from click.testing import CliRunner

from harness import cli, servers
from harness.connections import ExternalRefused, NotConnected, UnknownConnection
from harness.connections.external import External
from harness.extension import Canned, Extension, Reply
from harness.world import OWN_HOST, World
from tests.processes import running

from .vendors import TOM

FIRST, SECOND = "60012345678", "60087654321"
HOST = "app.desk.example"
CALLBACK = f"https://{HOST}/callback"
T = TypeVar("T")


def run(work: Awaitable[T]) -> T:
    async def main() -> T:
        return await work

    return asyncio.run(main())


def third_party(connect: Reply, revoked: int = 200) -> World:
    """A world with a third party that answers `connect` where users come to authorise."""
    answers = (
        Canned("GET", "/connect", connect),
        Canned("GET", "/callback", Reply(body=b"Thank you")),
        Canned("GET", "/revoke", Reply(revoked)),
        Canned("POST", "/revoke", Reply(418)),
    )
    desk = External("desk", f"https://{HOST}/connect", f"https://{HOST}/revoke", "The desk")
    extension = Extension("X", hosts={HOST: answers}, external_connections={"desk": desk})
    world = World.create(extension)
    for organization in (FIRST, SECOND):
        world.given("books", "organization", "", {"organization_id": organization})
        world.given("books", "users", organization, {"person": TOM})
    return world


@pytest.fixture
def world() -> World:
    return third_party(Reply(body=b"Thank you"))


def test_each_organization_authorises_for_itself(world: World) -> None:
    assert run(world.connect(FIRST, "desk", TOM)) == ""
    assert [world.status(one, "desk") for one in (FIRST, SECOND)] == ["Connected", "Not connected"]
    assert [world.external.installed(one) for one in (FIRST, SECOND)] == [True, False]
    (given,) = world.external.show(FIRST, "desk").authorizations
    assert (given.person, given.authorized_at) == (TOM, world.clock.now())


def registered(world: World) -> dict[str, Any]:
    """The third party as a client of Zoho."""
    return servers.new_client(world.context, "zoho", "Desk", [CALLBACK], None)


def test_a_third_party_that_asks_zoho_is_walked_through_to_its_own_page(world: World) -> None:
    client = registered(world)
    asked = {
        "response_type": "code",
        "client_id": client["client_id"],
        "redirect_uri": CALLBACK,
        "scope": "ZohoBooks.contacts.READ",
    }
    page = f"https://accounts.zoho.com/oauth/v2/auth?{urlencode(asked)}"
    other = third_party(Reply(302, (("location", page),)))
    assert registered(other) == client
    assert run(other.connect(FIRST, "desk", TOM)) == ""
    last = list(other.journal)[-1]
    assert last.url.startswith(f"{CALLBACK}?")
    assert run(other.connect(SECOND, "desk", TOM, "deny")) == "access_denied"
    assert other.status(SECOND, "desk") == "Not connected"


def test_the_third_partys_own_forms_are_left_alone() -> None:
    page = b'<form action="/search"><input name="q"></form><form method="post"><button>Leave</button></form>'
    own = third_party(Reply(200, (("content-type", "text/html"),), page))
    assert run(own.connect(FIRST, "desk", TOM)) == ""
    assert [one.method for one in own.journal] == ["GET"]


def test_a_page_that_ends_in_an_error_is_no_authorisation() -> None:
    broken = third_party(Reply(500))
    with pytest.raises(ExternalRefused, match=r"https://app\.desk\.example/connect answered 500"):
        run(broken.connect(FIRST, "desk", TOM))
    assert broken.status(FIRST, "desk") == "Not connected"
    broken.assumptions.choose("connections.external_authorized", "sent")
    run(broken.connect(FIRST, "desk", TOM))
    assert broken.status(FIRST, "desk") == "Connected"


def test_revoking_asks_the_third_party_first(world: World) -> None:
    with pytest.raises(NotConnected):
        run(world.revoke(FIRST, "desk"))
    run(world.connect(FIRST, "desk", TOM))
    world.assumptions.choose("connections.external_revoke", "server")
    with pytest.raises(ExternalRefused, match="answered 418"):
        run(world.revoke(FIRST, "desk"))
    assert world.status(FIRST, "desk") == "Connected"
    world.assumptions.choose("connections.external_revoke", "browser")
    run(world.revoke(FIRST, "desk"))
    assert world.status(FIRST, "desk") == "Disconnected"
    assert world.external.installed(FIRST)  # revoked, and not uninstalled yet


def test_without_an_authorisation_the_assumption_says_whether_it_is_installed(world: World) -> None:
    assert not world.external.installed(FIRST)
    world.assumptions.choose("connections.external_before_install", "installed")
    assert world.external.installed(FIRST)


def test_an_unknown_one_is_told_from_its_name_for_people(world: World) -> None:
    with pytest.raises(UnknownConnection, match="its link name: 'desk'"):
        world.external.get("The desk")


def ask(world: World, method: str, path: str, **body: object) -> httpx.Response:
    return run(world.request(method, f"https://{OWN_HOST}{path}", json=body or None))


def test_controls_list_authorise_and_revoke_it(world: World) -> None:
    def control(method: str, path: str, **body: object) -> httpx.Response:
        return ask(world, method, f"/_control/connections{path}", **body)

    assert [one["status"] for one in control("GET", "").json()["external"]] == ["Not connected"]
    done = control("POST", "/desk/authorize", person=TOM).json()
    assert (done["connection"]["status"], done["problem"]) == ("Connected", "")
    assert control("GET", "/desk").json()["external"]["revoke_url"] == f"https://{HOST}/revoke"
    assert control("POST", "/desk/revoke", at="connection").json()["connection"]["status"] == "Disconnected"
    assert control("POST", "/desk/begin", person=TOM).json()["url"] == f"https://{HOST}/connect"
    assert control("GET", "/desk").json()["connection"]["status"] == "Connected"
    taken = control("POST", "", link_name="desk", service="slack", scopes=["chat:write"])
    assert (taken.status_code, "already" in taken.text) == (400, True)


def test_the_pages_send_a_browser_to_the_third_party(world: World) -> None:
    def send(do: str) -> httpx.Response:
        content = urlencode({"do": do, "organization": FIRST, "person": TOM}).encode()
        kind = {"content-type": "application/x-www-form-urlencoded"}
        url = f"https://{OWN_HOST}/connections/desk"
        return run(world.request("POST", url, content=content, headers=kind))

    assert "External connections" in ask(world, "GET", "/connections").text
    assert send("connect").headers["location"] == f"https://{HOST}/connect"
    page = ask(world, "GET", "/connections/desk").text
    assert f"https://{HOST}/revoke" in page
    assert "Revoke</button>" in page
    assert send("revoke").status_code == 303
    assert world.status(FIRST, "desk") == "Disconnected"


def test_a_shell_connects_shows_and_revokes_it() -> None:
    with running("--port", "0", "--extension", "scenarios/third-party") as (process, front):

        def shell(*arguments: str) -> str:
            done = CliRunner().invoke(cli.main, ["connections", *arguments, "--at", front["control"]])
            assert done.exit_code == 0, done.output
            return done.output

        assert "shipping_desk" in shell("list")
        assert "status          Connected" in shell("connect", "shipping_desk")
        shown = shell("show", "shipping_desk")
        assert "revoke URL      https://app.shipping.example/zoho/revoke" in shown
        assert shell("connect", "shipping_desk", "--browser").startswith("http://127.0.0.1:")
        assert "Disconnected" in shell("revoke", "shipping_desk")
        process.kill()
